"""Readers of longer stretches: weeks, months, quarters, years, decades, amounts of time, repetitions."""

from __future__ import annotations

from datetime import date, timedelta

from kg.frozen import replace
from kg.times import calendar as cal
from kg.times.amounts import read_amount, read_each, read_now
from kg.times.calendar import Period
from kg.times.found import Found, Reader, lean_after, step, word_before, year_said
from kg.times.lexicon import lexicon

_ROMAN = {"I": 1, "V": 5, "X": 10}


def read_month(text: str, position: int, anchor: date | None) -> Found | None:
    """Agustus 2018; bulan Juli; pertengahan Juli; Maret lalu; Desember tahun lalu."""
    lex = lexicon()
    match = lex.re["month"].match(text, position)
    if not match or not match["mon"][0].isupper():
        return None
    month, end = lex.months[match["mon"].lower()], match.end()
    if match["y"]:
        lean, after = lean_after(text, end)
        period = cal.month_period(int(match["y"]), month)
        return Found(end=after if lean == cal.PAST else end, period=period, dated=True)
    year, after_year = year_said(text, end, anchor)
    if year:
        return Found(end=after_year, period=cal.month_period(year, month))
    lean, after = lean_after(text, end)
    named = match.start("mon") > position
    if not lean and not named and word_before(text, position) not in lex.month_cues:
        return None
    return Found(end=after, period=cal.month_near(month, anchor, lean) if anchor else None)


def read_month_range(text: str, position: int, anchor: date | None) -> Found | None:
    """Januari-Mei 2024; Juni hingga Agustus; the year is the last month's."""
    lex = lexicon()
    match = lex.re["month_range"].match(text, position)
    if not match or not (match["mon"][0].isupper() and match["mon2"][0].isupper()):
        return None
    first, last = lex.months[match["mon"].lower()], lex.months[match["mon2"].lower()]
    if match["y"]:
        year = int(match["y"])
    else:
        lean, _ = lean_after(text, match.end())
        near = cal.month_near(last, anchor, lean) if anchor else None
        if near is None:
            return Found(end=match.end())
        year = near.first.year
    start = cal.month_period(year - (first > last), first)
    period = cal.month_period(year, last)
    joined = cal.join(start, period) if start and period else None
    return Found(end=match.end(), period=joined, dated=bool(match["y"]), joined=True)


def read_week_of_month(text: str, position: int, anchor: date | None) -> Found | None:
    """pekan kedua Juni; minggu ketiga bulan Mei 2024: the 8th to 14th, the 15th to 21st."""
    lex = lexicon()
    match = lex.re["week_of_month"].match(text, position)
    month = lex.re["month"].match(text, match.end()) if match else None
    if match is None or month is None or not month["mon"][0].isupper():
        return None
    number, of = lex.ordinals[match["n"].lower()], lex.months[month["mon"].lower()]
    if month["y"]:
        period = cal.month_period(int(month["y"]), of)
    else:
        period = cal.month_near(of, anchor, "") if anchor else None
    if period is None:
        return Found(end=month.end())
    first = period.first.replace(day=7 * number - 6)
    last = first + timedelta(days=6)
    return Found(end=month.end(), period=Period(first, min(last, period.last)), dated=bool(month["y"]))


def read_deictic(text: str, position: int, anchor: date | None) -> Found | None:
    """pekan lalu; tahun ini; bulan depan; triwulan ini."""
    lex = lexicon()
    match = lex.re["deictic"].match(text, position)
    if not match:
        return None
    unit, offset = match["unit"].lower(), step(match["lean"])
    if anchor is None:
        return Found(end=match.end())
    if unit in lex.quarters:
        return Found(end=match.end(), period=cal.months_around(lex.quarters[unit], anchor, offset))
    return Found(end=match.end(), period=cal.unit_period(lex.units[unit], anchor, offset))


def read_part(text: str, position: int, anchor: date | None) -> Found | None:
    """awal 2024; pertengahan Juli; akhir tahun ini; akhir pekan lalu (Saturday and Sunday)."""
    lex = lexicon()
    match = lex.re["part"].match(text, position)
    if not match:
        return None
    word = match["part"].lower()
    for reader in (read_deictic, read_month, read_quarter, read_decade, read_year, read_century):
        found = reader(text, match.end(), anchor)
        if not found:
            continue
        unit = lex.units.get(text[match.end() :].split(None, 1)[0].lower())
        if word == lex.weekend and unit == "week" and found.period:
            weekend = cal.unit_period("day", found.period.last, -1)
            joined = cal.join(weekend, cal.day_period(found.period.last)) if weekend else None
            return replace(found, period=joined)
        return replace(found, part=lex.parts[word])
    return None


def read_quarter(text: str, position: int, anchor: date | None) -> Found | None:
    """kuartal I 2024; triwulan pertama tahun ini; semester II/2023."""
    lex = lexicon()
    match = lex.re["quarter"].match(text, position)
    if not match:
        return None
    size, number = lex.quarters[match["unit"].lower()], lex.ordinals[match["n"].lower()]
    written = lex.re["quarter_year"].match(text, match.end())
    if written:
        year: int | None = int(written["y"])
        end = written.end()
    else:
        year, end = year_said(text, match.end(), anchor)
        if year is None and anchor:
            year = anchor.year if (number - 1) * size < anchor.month else anchor.year - 1
    if year is None:
        return Found(end=end)
    return Found(end=end, period=cal.months_period(size, number, year), dated=bool(written))


def read_decade(text: str, position: int, anchor: date | None) -> Found | None:
    """era 1990-an; tahun 80-an."""
    match = lexicon().re["decade"].match(text, position)
    if not match:
        return None
    short = len(match["y"]) == 2
    if short and match.start("y") == position:
        return None
    first = 1900 + int(match["y"]) if short else int(match["y"])
    return Found(end=match.end(), period=cal.year_period(first, first + 9), dated=True)


def read_century(text: str, position: int, anchor: date | None) -> Found | None:
    """abad ke-19: 1801/1900."""
    match = lexicon().re["century"].match(text, position)
    if not match:
        return None
    number = int(match["n"]) if match["n"].isdigit() else _roman(match["n"].upper())
    if not 1 <= number <= 30:
        return None
    return Found(end=match.end(), period=cal.year_period(number * 100 - 99, number * 100), dated=True)


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def read_year_range(text: str, position: int, anchor: date | None) -> Found | None:
    """2024-2029; 2024/2025; 2024/25."""
    match = lexicon().re["year_range"].match(text, position)
    if not match:
        return None
    first = int(match["y"])
    last = int(match["y2"]) if len(match["y2"]) == 4 else first // 100 * 100 + int(match["y2"])
    if not first < last <= first + 200 or (len(match["y2"]) == 2 and last > first + 20):
        return None
    return Found(end=match.end(), period=cal.year_period(first, last), dated=True)


def read_year(text: str, position: int, anchor: date | None) -> Found | None:
    """tahun 2019; pada 2024; 2016 silam; not the year of a law (Nomor 1 Tahun 1946)."""
    lex = lexicon()
    match = lex.re["year"].match(text, position)
    if not match or lex.re["not_year"].match(text, match.end()):
        return None
    lean, after = lean_after(text, match.end())
    before = word_before(text, position)
    if lex.re["law"].search(text, max(0, position - 60), position):
        return None
    if not match["word"] and before not in lex.year_cues and lean != cal.PAST:
        return None
    end = after if lean in (cal.PAST, cal.FUTURE) else match.end()
    return Found(end=end, period=cal.year_period(int(match["y"])), dated=True)


PERIOD_READERS: tuple[Reader, ...] = (
    read_part,
    read_each,
    read_quarter,
    read_deictic,
    read_decade,
    read_century,
    read_month_range,
    read_week_of_month,
    read_year_range,
    read_amount,
    read_year,
    read_month,
    read_now,
)
