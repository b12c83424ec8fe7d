"""The date of an article: from its date field, or from its text where there is no field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from babel import Locale

from kg.language import DEFAULT
from kg.times import calendar as cal
from kg.times.finding import find_times
from kg.times.lexicon import lexicon

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_HEAD = 20_000  # characters of the text that are looked at for hints
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", re.ASCII)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)", re.ASCII)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)", re.ASCII)
_NAMED = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s.,/-]*([^\W\d_]+)[\s.,/'-]*(\d{4}|\d{2})(?!\d)")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"\s*,?\s*")


def parse_article_date(field: str, *, month_first: bool = False, text: str = "") -> date | None:
    """The day in an article's date field, or None.

    Reads ISO 8601, RFC 2822, Indonesian and English names (Senin, 09 Sep 2024 20:35 WIB; Thursday, 07
    September 2017; 11Jul2025; July 27, 2023) and figures (27/07/2023). Figures are day first, unless
    only the month can be first (9/16/2025), a weekday named with them says so, the days that
    the article's `text` names (Senin (8/12/2025)) lie at the other reading, or `month_first` is set.
    """
    for match in _ISO.finditer(field):
        found = _checked(int(match[3]), int(match[2]), int(match[1]))
        if found:
            return found
    months, weekdays = _months(), _weekdays()
    for match in _NAMED.finditer(field):
        month = months.get(match[2].lower())
        found = _checked(int(match[1]), month, cal.full_year(match[3])) if month else None
        if found:
            return found
    for match in _MONTH_FIRST.finditer(field):
        month = months.get(match[1].lower())
        found = _checked(int(match[2]), month, int(match[3])) if month else None
        if found:
            return found
    said = next((weekdays[w.lower()] for w in _WORD.findall(field) if w.lower() in weekdays), None)
    for match in _NUMERIC.finditer(field):
        found = _figures(int(match[1]), int(match[3]), cal.full_year(match[4]), said, month_first, text)
        if found:
            return found
    for match in _COMPACT.finditer(field):
        found = _checked(int(match[3]), int(match[2]), int(match[1]))
        if found:
            return found
    return None


def infer_anchor(text: str) -> date | None:
    """The day that an article was most likely written, from its text, or None.

    News names the day of what it reports with the full date, "Selasa (29/5/2018)": the one that is
    written most often, the first of several, else the first full date of any other form with a weekday.
    """
    days = Counter(_full_dates(text))
    if not days:
        return None
    most = max(days.values())
    return next(day for day, count in days.items() if count == most)


def _full_dates(text: str) -> Iterator[date]:
    patterns, named = lexicon().re, []
    for match in patterns["weekday"].finditer(text):
        paren = patterns["paren"].match(text, match.end())
        if paren and paren["y"] and not paren["d2"]:
            day = _checked_loose(int(paren["d"]), int(paren["m"]), cal.full_year(paren["y"]))
            if day:
                yield day
            continue
        gap = _GAP.match(text, match.end())
        written = patterns["day_month"].match(text, gap.end() if gap else match.end())
        if written and written["y"] and not written["d2"]:
            month = lexicon().months[written["mon"].lower()]
            named.append(_checked(int(written["d"]), month, int(written["y"])))
    yield from (day for day in named[:1] if day)


def _figures(
    first: int, second: int, year: int, weekday: int | None, month_first: bool, text: str
) -> date | None:
    readings = [_checked(first, second, year), _checked(second, first, year)]
    if month_first:
        readings.reverse()
    valid = list(dict.fromkeys(day for day in readings if day))
    if len(valid) == 2 and text:
        valid.sort(key=lambda day: -_agreement(text, day))
    agreeing = [day for day in valid if day.weekday() == weekday]
    return next(iter(agreeing or valid), None)


def _agreement(text: str, day: date) -> int:
    """How many days that the text gives in figures lie in the week up to this day: (27/7), (27/7/2023)."""
    spans = find_times(text[:_HEAD], day)
    written = (span.day for span in spans if span.kind in ("date", "datetime") and "/" in span.text)
    days = (date.fromisoformat(value) for value in written if value and len(value) == 10)
    return sum(-1 <= (day - said).days <= 7 for said in days)


def _checked(day: int, month: int, year: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _checked_loose(day: int, month: int, year: int) -> date | None:
    return _checked(day, month, year) or _checked(month, day, year)


@cache
def _months() -> dict[str, int]:
    return _cldr_names("months") | lexicon().months


@cache
def _weekdays() -> dict[str, int]:
    return _cldr_names("days") | lexicon().weekdays


def _cldr_names(what: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for code in ("en", DEFAULT):
        for width in ("wide", "abbreviated"):
            forms: Mapping[int, str] = getattr(Locale.parse(code), what)["format"][width]
            names |= {name.lower().rstrip("."): number for number, name in forms.items()}
    return names
