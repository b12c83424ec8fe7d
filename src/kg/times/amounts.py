"""Readers of amounts of time: dua hari lalu, lima tahun, setiap Senin, saat ini."""

from __future__ import annotations

from datetime import date

from kg.numerals import number_at
from kg.times import calendar as cal
from kg.times.calendar import Period
from kg.times.found import Found
from kg.times.lexicon import Lexicon, lexicon

_DAYS = {"day": 1, "week": 7}


def read_amount(text: str, position: int, anchor: date | None) -> Found | None:
    """dua hari lalu; tiga tahun silam; dua pekan lagi; otherwise a duration: lima tahun, 2 jam."""
    lex = lexicon()
    amount = _amount(text, position, lex)
    if amount is None:
        return None
    low, high, end, unit = amount
    half = lex.re["half"].match(text, end)
    if half:
        low, end = low + 0.5, half.end()
    told = _from_story(text, end, high, low, unit)
    if told is not None:
        return told
    recent = lex.re["recent"].match(text, end)
    if recent:
        return Found(end=recent.end(), period=None if high else _up_to_now(low, unit, anchor), joined=True)
    coming = lex.re["coming"].match(text, end)
    if coming:
        return Found(end=coming.end(), period=None if high else _from_now(low, unit, anchor), joined=True)
    for name, sign in (("behind", -1), ("ahead", 1)):
        match = lex.re[name].match(text, end)
        if match:
            vague = high or anchor is None
            period = None if vague or anchor is None else cal.shift(anchor, unit, sign * low)
            return Found(end=match.end(), period=period)
    return Found(end=end, kind="duration", value=None if high else duration(low, unit))


def _from_story(text: str, end: int, vague: bool, amount: float, unit: str) -> Found | None:
    """dua hari kemudian; sehari sebelumnya: counted from the day that the story is at."""
    days = _DAYS.get(unit)
    for name, sign in (("story_after", 1), ("story_before", -1)):
        match = lexicon().re[name].match(text, end)
        if match:
            return Found(
                end=match.end(), shift=None if vague or days is None else round(sign * amount * days)
            )
    return None


def _up_to_now(amount: float, unit: str, anchor: date | None) -> Period | None:
    """dua tahun terakhir: from then to the anchor."""
    first = cal.shift(anchor, unit, -amount) if anchor else None
    if anchor is None or first is None:
        return None
    if unit == "week":
        first = cal.shift(anchor, "day", -7 * amount) or first
    return cal.join(first, Period(anchor, anchor, first.resolution))


def _from_now(amount: float, unit: str, anchor: date | None) -> Period | None:
    """dua tahun ke depan: from the anchor to then."""
    last = cal.shift(anchor, unit, amount) if anchor else None
    if anchor is None or last is None:
        return None
    return cal.join(Period(anchor, anchor, last.resolution), last)


def _amount(text: str, position: int, lex: Lexicon) -> tuple[float, bool, int, str] | None:
    """(amount, whether it is vague or a range, end, unit)"""
    one = lex.re["one_unit"].match(text, position)
    if one:
        return 1.0, False, one.end(), lex.one_units[one["unit"].lower()]
    uncounted = lex.re["uncounted"].match(text, position)
    if uncounted:
        return 0.0, True, uncounted.end(), lex.units[uncounted["unit"].lower()]
    times = lex.re["times"].match(text, position)
    if times:
        match = lex.re["unit"].match(text, times.end())
        amount = float(times[1]) * float(times[2])
        return (amount, False, match.end(), lex.units[match["unit"].lower()]) if match else None
    number = number_at(text, position) if not _in_name(text, position) else None
    if not number or lex.re["law_number"].search(text, max(0, position - 10), position):
        return None
    upper = lex.re["range"].match(text, number.end)
    second = number_at(text, upper.end()) if upper else None
    match = lex.re["unit"].match(text, second.end if second else number.end)
    if not match:
        return None
    vague = number.upper is not None or second is not None
    return float(number.value), vague, match.end(), lex.units[match["unit"].lower()]


def _in_name(text: str, position: int) -> bool:
    """ "di Kepulauan Seribu tahun lalu": a word for a number that is part of a name."""
    before = lexicon().re["capitalised"].search(text, max(0, position - 40), position)
    return before is not None and text[position].isupper()


def duration(amount: float, unit: str) -> str | None:
    """ISO 8601: 2 months P2M, 1.5 years P1Y6M, 36 hours PT36H."""
    scale = {"decade": 10, "century": 100, "eight": 8}
    if unit in scale:
        amount, unit = amount * scale[unit], "year"
    if not 0 <= amount <= 10**9:
        return None
    letter = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}
    finer = {"year": ("month", 12), "week": ("day", 7), "day": ("hour", 24), "hour": ("minute", 60)}
    whole = int(amount)
    rest = amount - whole
    if rest > 1e-9 and unit in finer:
        inner, factor = finer[unit]
        if unit == "week":
            return duration(round(amount * factor), "day")
        small = round(rest * factor)
        if unit == "day":
            return f"P{whole}DT{small}H" if whole else f"PT{small}H"
        text = (f"{whole}{letter[unit]}" if whole else "") + f"{small}{letter[inner]}"
        return f"P{text}" if unit == "year" else f"PT{text}"
    shown = str(whole) if rest <= 1e-9 else f"{amount:g}"
    return f"PT{shown}{letter[unit]}" if unit in ("hour", "minute", "second") else f"P{shown}{letter[unit]}"


def read_each(text: str, position: int, anchor: date | None) -> Found | None:
    """setiap hari; tiap Senin; per tahun: R/P1D, R/P1W, R/P1Y."""
    lex = lexicon()
    match = lex.re["each"].match(text, position)
    if not match:
        return None
    value = "P1W" if match["wd"] else duration(1, lex.units[match["unit"].lower()])
    return Found(end=match.end(), kind="set", value=f"R/{value}")


def read_now(text: str, position: int, anchor: date | None) -> Found | None:
    """kini; saat ini; sekarang: the article's day."""
    match = lexicon().re["now"].match(text, position)
    if not match:
        return None
    return Found(end=match.end(), period=cal.day_period(anchor) if anchor else None, part="now")
