"""Arithmetic on dates: periods of days, months and years, and which of several dates is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

PAST, PRESENT, FUTURE = "past", "present", "future"
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200, "eight": 96}


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included, and the resolution that they are written in."""

    first: date
    last: date
    resolution: str = "day"

    def iso(self) -> str:
        """A date of this resolution, or two with a slash: 2024-12, 2014/2019, 2024-09-02/2024-09-08."""
        first, last = (_write(d, self.resolution) for d in (self.first, self.last))
        return first if first == last else f"{first}/{last}"


def _write(day: date, resolution: str) -> str:
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[resolution]]


def make_date(day: int, month: int, year: int) -> date | None:
    """A date, day first; month first if that is the only way to read it; None if neither is a date."""
    for d, m in ((day, month), (month, day)):
        try:
            return date(year, m, d)
        except ValueError:
            continue
    return None


def full_year(digits: str) -> int:
    """A year of two digits is the one between 1970 and 2069."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 70 else 1900)


def day_period(day: date) -> Period:
    return Period(day, day)


def month_period(year: int, month: int, count: int = 1) -> Period | None:
    """`count` months from this one on."""
    index = year * 12 + month - 1 + count
    if not (year >= MINYEAR and 1 <= month <= 12 and index // 12 <= MAXYEAR):
        return None
    return Period(date(year, month, 1), date(index // 12, index % 12 + 1, 1) - timedelta(days=1), "month")


def year_period(first: int, last: int | None = None) -> Period | None:
    last = first if last is None else last
    if not MINYEAR <= first <= last < MAXYEAR:
        return None
    return Period(date(first, 1, 1), date(last, 12, 31), "year")


def unit_period(unit: str, anchor: date, offset: int) -> Period | None:
    """The week, month, year, … that is `offset` units from the one with the anchor in it."""
    try:
        if unit in ("second", "minute", "hour"):
            return day_period(anchor)
        if unit == "day":
            return day_period(anchor + timedelta(days=offset))
        if unit == "week":
            monday = anchor + timedelta(days=7 * offset - anchor.weekday())
            return Period(monday, monday + timedelta(days=6))
        if unit == "month":
            index = anchor.year * 12 + anchor.month - 1 + offset
            return month_period(index // 12, index % 12 + 1)
        if unit == "year":
            return year_period(anchor.year + offset)
        years = _MONTHS[unit] // 12
        first = anchor.year // years * years + offset * years
        return year_period(first, first + years - 1)
    except (OverflowError, ValueError):
        return None


def months_period(size: int, number: int, year: int) -> Period | None:
    """The `number`th quarter (size 3) or half (size 6) of a year."""
    if not 1 <= number <= 12 // size:
        return None
    return month_period(year, (number - 1) * size + 1, size)


def months_around(size: int, anchor: date, offset: int) -> Period | None:
    """The quarter or half-year that is `offset` of them from the anchor's."""
    index = (anchor.year * 12 + anchor.month - 1) // size + offset
    return month_period(index * size // 12, index * size % 12 + 1, size)


def weekday_near(weekday: int, anchor: date, lean: str, weeks: int | None = None) -> date | None:
    """The weekday that news means: the last one up to the anchor, unless the words lean elsewhere.

    With `weeks`, the one in the week that is so many weeks from the anchor's."""
    try:
        if weeks is not None:
            return anchor + timedelta(days=7 * weeks + weekday - anchor.weekday())
        if lean == FUTURE:
            return anchor + timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1)
        if lean == PRESENT:
            return anchor + timedelta(days=weekday - anchor.weekday())
        back = (anchor.weekday() - weekday) % 7
        return anchor - timedelta(days=back or (7 if lean == PAST else 0))
    except OverflowError:
        return None


def day_month_near(day: int, month: int, anchor: date, lean: str, weekday: int | None) -> date | None:
    """The year that a day and month without a year mean: the nearest, the past before the future.

    A weekday said with it counts for more than nearness."""
    choices = [d for y in (-2, -1, 0, 1, 2) if (d := _try(day, month, anchor.year + y)) is not None]
    if lean == PRESENT:
        choices = [d for d in choices if d.year == anchor.year] or choices
    elif lean in (PAST, FUTURE):
        choices = [d for d in choices if (d <= anchor if lean == PAST else d >= anchor)] or choices
    if not choices:
        return None

    def cost(d: date) -> tuple[bool, int]:
        mismatch = weekday is not None and d.weekday() != weekday
        days = (d - anchor).days
        return mismatch and abs(days) > 3, days * 2 if days > 0 else -days

    return min(choices, key=cost)


def _try(day: int, month: int, year: int) -> date | None:
    return make_date(day, month, year) if MINYEAR <= year <= MAXYEAR else None


def month_near(month: int, anchor: date, lean: str) -> Period | None:
    """The year that a month without a year means."""
    if lean == PAST:
        year = anchor.year - (month >= anchor.month)
    elif lean == FUTURE:
        year = anchor.year + (month <= anchor.month)
    elif lean == PRESENT:
        year = anchor.year
    else:
        ahead = (month - anchor.month) % 12
        behind = (anchor.month - month) % 12
        year = anchor.year + (month < anchor.month if ahead * 2 < behind else -(month > anchor.month))
    return month_period(year, month) if year >= MINYEAR else None


def shift(anchor: date, unit: str, amount: float) -> Period | None:
    """The day, week, month or year that lies `amount` units from the anchor: tiga tahun lalu."""
    if abs(amount) > 10_000_000:
        return None
    if unit in ("decade", "eight", "century"):
        return unit_period("year", anchor, round(amount * _MONTHS[unit] / 12))
    if amount != int(amount):
        finer = {"year": ("month", 12), "month": ("week", 4), "week": ("day", 7), "day": ("hour", 24)}
        if unit in finer:
            return shift(anchor, finer[unit][0], round(amount * finer[unit][1]))
    return unit_period(unit, anchor, round(amount))


def join(first: Period, last: Period) -> Period | None:
    """From the start of one period to the end of another, or None if that runs backwards."""
    if first.first > last.last:
        return None
    order = ["day", "month", "year"]
    resolution = order[min(order.index(first.resolution), order.index(last.resolution))]
    return Period(first.first, last.last, resolution)
