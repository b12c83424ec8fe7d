"""Readers of days: weekdays, dates in figures, days of a month, days counted from today.

A reader takes the text, a position and the anchor, and gives a `Found` or None.
"""

from __future__ import annotations

import re
from datetime import date

from kg.frozen import replace
from kg.times import calendar as cal
from kg.times.calendar import Period
from kg.times.found import (
    Found,
    Reader,
    after_space,
    capital_enough,
    flat,
    hours_after,
    lean_after,
    step,
    year_said,
)
from kg.times.lexicon import lexicon

_GAP = re.compile(r"\s*,?\s*")
_COMMA = re.compile(r",?\s+")


def read_weekday(text: str, position: int, anchor: date | None) -> Found | None:
    """Kamis; Kamis (27/7/2023); Rabu (6/9) malam; Senin, 28 Mei ini; Sabtu-Minggu (21-22/3); Senin lalu."""
    lex = lexicon()
    match = lex.re["weekday"].match(text, position)
    if not match or not capital_enough(match["wd"], lex):
        return None
    if match["wd"].lower() in lex.units and _names_week(text, match):
        return None
    weekday, end = lex.weekdays[match["wd"].lower()], match.end()
    until = lex.re["weekday_to"].match(text, end)
    if until:
        end = until.end()
    hours, end = hours_after(text, end)
    found = _date_of_weekday(text, end, weekday, anchor)
    if found is None:
        found = _bare_weekday(text, end, weekday, until and lex.weekdays[until["wd"].lower()], anchor)
    more, after = hours_after(text, found.end)
    return replace(found, end=after, hours=hours or more)


def _names_week(text: str, match: re.Match[str]) -> bool:
    """Minggu lalu at the start of a sentence, where the capital says nothing, is the week."""
    patterns = lexicon().re
    if not patterns["deictic"].match(text, match.start("wd")):
        return False
    return bool(patterns["sentence_start"].search(text, max(0, match.start() - 5), match.start()))


def _date_of_weekday(text: str, end: int, weekday: int, anchor: date | None) -> Found | None:
    lex = lexicon()
    found = _paren_range(text, end, anchor)
    if found:
        return found
    match = lex.re["paren"].match(text, end)
    if not match:
        gap = _GAP.match(text, end)
        start = gap.end() if gap else end
        prefix = lex.re["date_prefix"].match(text, start)
        start = prefix.end() if prefix else start
        found = read_day_month(text, start, anchor, weekday)
        match = lex.re["slashed"].match(text, start) if found is None else None
        if match is None or match["sep"] != "/":
            return found or read_numeric(text, start, anchor)
        return read_numeric(text, start, anchor) or _numeric(match, match.end(), anchor, weekday, "")
    _, after_hours = hours_after(text, match.end())
    lean, after = lean_after(text, after_hours)
    end = after if lean and lean != cal.PRESENT else match.end()
    return _numeric(match, end, anchor, weekday, lean)


def _bare_weekday(text: str, end: int, weekday: int, until: int | None, anchor: date | None) -> Found:
    lex = lexicon()
    weeks = None
    deictic = lex.re["deictic"].match(text, after_space(text, end))
    lean, after = lean_after(text, end)
    if deictic and lex.units.get(deictic["unit"].lower()) == "week":
        weeks = {cal.PAST: -1, cal.PRESENT: 0, cal.FUTURE: 1}[lex.lean[flat(deictic["lean"])]]
        after = deictic.end()
    if anchor is None:
        return Found(end=after)
    day = cal.weekday_near(weekday, anchor, lean, weeks)
    if day is None:
        return Found(end=after)
    period: Period | None = cal.day_period(day)
    if until is not None and period:
        last = cal.weekday_near(until, day, cal.FUTURE)
        period = cal.join(period, cal.day_period(last)) if last else period
    return Found(end=after, period=period)


def _paren_range(text: str, end: int, anchor: date | None) -> Found | None:
    """(30/6-2/7/2023)"""
    match = lexicon().re["paren_range"].match(text, end)
    if not match:
        return None
    d, m, d2, m2 = (int(match[name]) for name in ("d", "m", "d2", "m2"))
    year = match["y2"] or match["y"]
    if year:
        last, first = cal.make_date(d2, m2, int(year)), cal.make_date(d, m, int(match["y"] or year))
        if first and last and first > last and not match["y"]:
            first = cal.make_date(d, m, int(year) - 1)
    elif anchor:
        last = cal.day_month_near(d2, m2, anchor, "", None)
        first = cal.day_month_near(d, m, last, cal.PAST, None) if last else None
    else:
        return Found(end=match.end())
    if not first or not last:
        return None
    return Found(
        end=match.end(), period=cal.join(cal.day_period(first), cal.day_period(last)), dated=bool(year)
    )


def read_numeric(text: str, position: int, anchor: date | None) -> Found | None:
    """(27/7/2023), 27-07-2023, 2023-07-27; (27/7) after a day that is already named."""
    lex = lexicon()
    iso = lex.re["iso"].match(text, position)
    if iso:
        year, month, day = int(iso["y"]), int(iso["m"]), int(iso["d"])
        exact = cal.make_date(day, month, year) if year >= 1500 and month <= 12 else None
        return Found(end=iso.end(), period=cal.day_period(exact), dated=True) if exact else None
    match = lex.re["numeric"].match(text, position)
    if match:
        return _numeric(match, match.end() - _unbalanced(match[0]), anchor, None, "")
    match = lex.re["paren"].match(text, position)
    if match and match["sep"] == "/" and not match["y"] and match[0].startswith("("):
        return _numeric(match, match.end(), anchor, None, "")
    return None


def _unbalanced(written: str) -> int:
    return int(written.endswith(")") and not written.startswith("("))


def _numeric(
    match: re.Match[str], end: int, anchor: date | None, weekday: int | None, lean: str
) -> Found | None:
    groups = match.groupdict()
    day, month = int(match["d"]), int(match["m"])
    last_day = int(match["d2"]) if match["d2"] else None
    if not (min(day, month) >= 1 and max(day, month) <= 31 and min(day, month) <= 12):
        return None
    if groups.get("y"):
        first = cal.make_date(day, month, cal.full_year(match["y"]))
    elif anchor:
        first = cal.day_month_near(day, month, anchor, lean, weekday)
    else:
        return Found(end=end)
    return _days(end, first, last_day, bool(groups.get("y")))


def _days(end: int, first: date | None, last_day: int | None, dated: bool) -> Found | None:
    if first is None:
        return None
    period: Period | None = cal.day_period(first)
    if last_day is not None:
        try:
            period = cal.join(cal.day_period(first), cal.day_period(first.replace(day=last_day)))
        except ValueError:
            return None
    return Found(end=end, period=period, dated=dated) if period else None


def read_day_month(text: str, position: int, anchor: date | None, weekday: int | None = None) -> Found | None:
    """17 Agustus; 21-22 Maret 2025; tanggal 28 Mei ini; 22 April tahun lalu."""
    lex = lexicon()
    prefix = lex.re["date_prefix"].match(text, position)
    match = lex.re["day_month"].match(text, prefix.end() if prefix else position)
    if not match or (not match["mon"][0].isupper() and match["mon"].lower() in lex.needs_capital):
        return None
    day, month, end = int(match["d"]), lex.months[match["mon"].lower()], match.end()
    last_day = int(match["d2"]) if match["d2"] else None
    lean, after = lean_after(text, end)
    if match["y"]:
        found = _days(end, _exact(day, month, int(match["y"])), last_day, True)
        return replace(found, end=after) if found and lean in (cal.PAST, cal.FUTURE) else found
    year, after_year = year_said(text, end, anchor)
    if year:
        return _days(after_year, _exact(day, month, year), last_day, False)
    if anchor is None:
        return Found(end=after)
    return _days(after, cal.day_month_near(day, month, anchor, lean, weekday), last_day, False)


def _exact(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_relative_day(text: str, position: int, anchor: date | None) -> Found | None:
    """hari ini; kemarin (8/9); tadi malam; besok, Selasa (10/9/2024)."""
    lex = lexicon()
    match = lex.re["relative"].match(text, position)
    if not match:
        return None
    offset, end = lex.relative_days[flat(match[0])], match.end()
    paren = lex.re["paren"].match(text, end)
    if paren and paren["sep"] == "/":
        dated = _numeric(paren, paren.end(), anchor, None, "")
        if dated:
            return dated
    comma = _COMMA.match(text, end)
    if comma:
        weekday = lex.re["weekday"].match(text, comma.end())
        dated = read_weekday(text, comma.end(), anchor) if weekday else None
        if dated and lex.re["paren"].search(text, weekday.end() if weekday else end, dated.end):
            return dated
    if anchor is None:
        return Found(end=end)
    return Found(end=end, period=cal.unit_period("day", anchor, offset))


def read_story_day(text: str, position: int, anchor: date | None) -> Found | None:
    """keesokan harinya; pada hari yang sama: counted from the day that the story is at."""
    match = lexicon().re["story"].match(text, position)
    return Found(end=match.end(), shift=lexicon().story_days[flat(match[0])]) if match else None


def read_day_alone(text: str, position: int, anchor: date | None) -> Found | None:
    """tanggal 5; tanggal 5 bulan ini; tanggal 28 bulan lalu."""
    lex = lexicon()
    match = lex.re["day_alone"].match(text, position)
    if not match:
        return None
    deictic = lex.re["deictic"].match(text, after_space(text, match.end()))
    of_month = deictic is not None and lex.units.get(deictic["unit"].lower()) == "month"
    end = deictic.end() if deictic is not None and of_month else match.end()
    if anchor is None:
        return Found(end=end)
    offset = step(deictic["lean"]) if deictic is not None and of_month else 0
    month = cal.unit_period("month", anchor, offset)
    day = _exact(int(match["d"]), month.first.month, month.first.year) if month else None
    return Found(end=end, period=cal.day_period(day)) if day else Found(end=end)


DAY_READERS: tuple[Reader, ...] = (
    read_story_day,
    read_relative_day,
    read_weekday,
    read_numeric,
    read_day_month,
    read_day_alone,
)
