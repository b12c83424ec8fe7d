"""The words of times.yaml and CLDR as compiled regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

from kg.language import DEFAULT, language
from kg.numerals import alternatives, start_pattern

FILE = "times.yaml"
_SECTIONS = (
    "weekdays",
    "story_days",
    "story_after",
    "story_before",
    "weeks",
    "months",
    "needs_capital",
    "day_prefixes",
    "date_prefixes",
    "hours_of_day",
    "clock",
    "clock_separators",
    "clock_half",
    "zones",
    "local_time",
    "local_words",
    "relative_days",
    "now",
    "until_now",
    "past",
    "present",
    "future",
    "ahead",
    "coming",
    "behind",
    "recent",
    "units",
    "one_units",
    "deictic_units",
    "each",
    "quarters",
    "ordinals",
    "century",
    "century_prefix",
    "decade_prefixes",
    "decade_suffix",
    "parts",
    "weekend",
    "about",
    "approx",
    "since",
    "until",
    "before",
    "after",
    "ranges",
    "year_cues",
    "year_words",
    "month_cues",
    "month_words",
    "law_cues",
    "uncounted",
    "not_years",
)


# The sections whose words an expression may begin with.
_STARTING = (
    "day_prefixes",
    "date_prefixes",
    "relative_days",
    "story_days",
    "weeks",
    "now",
    "parts",
    "deictic_units",
    "quarters",
    "decade_prefixes",
    "century",
    "year_words",
    "month_words",
    "one_units",
    "each",
    "clock",
    "uncounted",
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words to numbers, and the patterns that a reader matches at a position of the text."""

    weekdays: dict[str, int]
    months: dict[str, int]
    needs_capital: frozenset[str]
    hours: dict[str, dict[str, int]]
    zones: dict[str, str]
    relative_days: dict[str, int]
    story_days: dict[str, int]
    units: dict[str, str]
    one_units: dict[str, str]
    quarters: dict[str, int]
    ordinals: dict[str, int]
    parts: dict[str, str]
    weekend: str
    lean: dict[str, str]
    bounds: dict[str, str]
    year_cues: frozenset[str]
    month_cues: frozenset[str]
    about: frozenset[str]
    re: dict[str, re.Pattern[str]]


@cache
def lexicon(code: str = DEFAULT) -> Lexicon:
    """The lexicon of a language; `LanguageError` if times.yaml lacks a section."""
    data = language(code).require(FILE, *_SECTIONS)
    weekdays = _names(code, "days", data["weekdays"])
    months = _names(code, "months", data["months"])
    lean = {w: name for name in ("past", "present", "future") for w in data[name]}
    bounds = {w: name for name in ("since", "until", "before", "after") for w in data[name]}
    return Lexicon(
        weekdays=weekdays,
        months=months,
        needs_capital=frozenset(data["needs_capital"]),
        hours={word: dict(rule) for word, rule in data["hours_of_day"].items()},
        zones={zone.lower(): offset for zone, offset in data["zones"].items()},
        relative_days=data["relative_days"],
        story_days=data["story_days"],
        units=data["units"],
        one_units=data["one_units"],
        quarters=data["quarters"],
        ordinals={str(word): number for word, number in data["ordinals"].items()},
        parts=data["parts"],
        weekend=data["weekend"],
        lean=lean,
        bounds=bounds,
        year_cues=frozenset(data["year_cues"]),
        month_cues=frozenset(data["month_cues"]),
        about=frozenset(data["about"]),
        re=_patterns(data, weekdays, months, lean),
    )


def _names(code: str, what: str, extra: dict[str, int]) -> dict[str, int]:
    """Full names of months (1 to 12) or weekdays (Monday is 0) from CLDR, and our own additions."""
    names: Mapping[int, str] = getattr(Locale.parse(code), what)["format"]["wide"]
    return {name.lower(): number for number, name in names.items()} | extra


def _any(words: Iterable[str]) -> str:
    """One of the words, whole."""
    return rf"(?:{alternatives(str(word) for word in words)})(?![\w-])"


def _patterns(
    data: dict[str, Any], weekdays: dict[str, int], months: dict[str, int], lean: dict[str, str]
) -> dict[str, re.Pattern[str]]:
    weekday, month = alternatives(weekdays), alternatives(months)
    hours, dash = _any(data["hours_of_day"]), r"\s*(?:--|[-\u2013\u2014])\s*"
    day, year4 = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:1[5-9]|20)\d\d"
    year = year4 + r"(?!\d)(?![.,]\d)"
    numeric = rf"(?P<d>\d{{1,2}})(?:{dash}(?P<d2>\d{{1,2}}))?(?P<sep>[/.-])(?P<m>\d{{1,2}})"
    clock_word, separators = alternatives(data["clock"]), alternatives(data["clock_separators"])
    zone = rf"(?:{alternatives(data['zones'])})\b(?:\s*[+-]\d{{1,2}})?"
    local = rf"(?:{alternatives(data['local_words'])}|{data['local_time']}\s+[A-Z]\w+)"
    hour = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d(?:[.:][0-5]\d)?)?(?![\d/])(?![.,:]\d)"
    full_hour = r"(?:[01]?\d|2[0-4])[.:][0-5]\d(?![\d/])(?![.,:]\d)"
    until = rf"(?:{dash}|\s+(?:{separators})\s+(?:(?:{clock_word})\s+)?)"
    stop = r"(?![\w-])"
    starts = [*weekdays, *months, *(str(word) for section in _STARTING for word in data[section])]
    sources = {
        "weekday": rf"(?:{_any(data['day_prefixes'])}\s+)?(?P<wd>{weekday})\b",
        "weekday_to": rf"(?:{dash}|\s+(?:{alternatives(data['ranges'])})\s+)(?P<wd>{weekday})\b",
        "hours": rf"\s+{hours}",
        "hours_of": hours,
        "paren": rf"\s*,?\s*\(\s*{numeric}(?:(?P=sep)(?P<y>\d{{4}}|\d{{2}}))?\s*\)",
        "paren_range": rf"\s*\(\s*(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?:/(?P<y>\d{{4}}))?{dash}"
        rf"(?P<d2>\d{{1,2}})/(?P<m2>\d{{1,2}})(?:/(?P<y2>\d{{4}}))?\s*\)",
        "numeric": rf"\(?{numeric}(?P=sep)(?P<y>\d{{4}}|\d{{2}}(?![\d.,]))\b(?![-/.]\d)\)?",
        "slashed": rf"{numeric}\b(?![-/.]\d)",
        "iso": r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)",
        "date_prefix": rf"{_any(data['date_prefixes'])}\s+",
        "day_month": rf"(?P<d>{day})(?:(?:{dash}|\s+(?:{alternatives(data['ranges'])})\s+)(?P<d2>{day}))?"
        rf"\s+(?P<mon>{month})\b\.?(?!')(?:,?\s+(?:{alternatives(data['year_words'])}\s+)?(?P<y>{year}))?",
        "month": rf"(?:{_any(data['month_words'])}\s+)?(?P<mon>{month})\b(?!-\w)"
        rf"(?:[\s,-]+(?:{alternatives(data['year_words'])}\s+)?(?P<y>{year}))?",
        "month_range": rf"(?:{_any(data['month_words'])}\s+)?(?P<mon>{month})"
        rf"(?:{dash}|\s+(?:{alternatives(data['ranges'])})\s+)(?P<mon2>{month})\b"
        rf"(?:,?\s+(?:{alternatives(data['year_words'])}\s+)?(?P<y>{year}))?",
        "day_alone": rf"{_any(data['date_prefixes'])}\s+(?P<d>{day})\b(?![/.,:-]?\d)(?!\s+(?:{month})\b)",
        "week_of_month": rf"(?:{alternatives(data['weeks'])})\s+(?:ke-)?"
        rf"(?P<n>{alternatives(map(str, data['ordinals']))})\s+",
        "story": _any(data["story_days"]),
        "story_after": rf"\s+{_any(data['story_after'])}",
        "story_before": rf"\s+{_any(data['story_before'])}",
        "lean": rf"\s*,?\s+(?P<lean>{_any(lean)})",
        "deictic": rf"(?P<unit>{alternatives(data['deictic_units'])})\s+(?P<lean>{_any(lean)})",
        "relative": _any(data["relative_days"]),
        "now": _any(data["now"]),
        "until_now": rf"\s+(?:{alternatives(data['until'])})\s+{_any(data['until_now'])}",
        "part": rf"(?P<part>{alternatives(data['parts'])})\s+",
        "quarter": rf"(?P<unit>{alternatives(data['quarters'])})\s+(?:ke-)?"
        rf"(?P<n>{alternatives(map(str, data['ordinals']))})\b",
        "quarter_year": rf"(?:\s*[/-]\s*|\s+(?:{alternatives(data['year_words'])}\s+)?)(?P<y>{year})",
        "decade": rf"(?:{_any(data['decade_prefixes'])}\s+){{0,2}}"
        rf"(?P<y>(?:1[5-9]|20)?\d0){data['decade_suffix']}\b",
        "century": rf"{_any(data['century'])}\s+(?:{data['century_prefix']})?(?P<n>\d{{1,2}}|[IVX]+)\b",
        "year_range": rf"(?:(?:{alternatives(data['year_words'])})\s+)?(?P<y>{year4})"
        rf"(?:{dash}|/)(?P<y2>{year}|\d\d)\b(?![-/.]\d)",
        "year": rf"(?:(?P<word>{alternatives(data['year_words'])})\s+)?(?P<y>{year})\b(?![-/:%])",
        "not_year": rf"\s+{_any(data['not_years'])}",
        "unit": rf"[\s-]*(?P<unit>{alternatives(data['units'])}){stop}",
        "one_unit": rf"(?P<unit>{alternatives(data['one_units'])}){stop}",
        "ahead": rf"\s+{_any(data['ahead'])}",
        "coming": rf"\s+{_any(data['coming'])}",
        "behind": rf"\s+{_any(data['behind'])}",
        "recent": rf"\s+{_any(data['recent'])}",
        "half": rf"\s+{_any([data['clock_half']])}",
        "each": rf"(?P<each>{_any(data['each'])})\s+"
        rf"(?:(?P<wd>{weekday})|(?P<unit>{alternatives(data['units'])}))"
        rf"{stop}",
        "clock": rf"(?:{clock_word})\s+(?P<h>{hour})(?:{until}(?P<h2>{hour}))?",
        "bare_clock": rf"(?P<h>{full_hour})(?:{until}(?P<h2>{full_hour}))?",
        "zone": rf"\s*\(?(?:(?P<zone>{zone})|{local})\)?",
        "clock_gap": rf"\s*,?\s*(?:(?:{alternatives(data['approx'])})\s+){{0,3}}",
        "date_gap": rf"\s*,?\s*(?:(?:{alternatives(data['approx'] + data['day_prefixes'])})\s+){{0,3}}",
        "range": rf"(?:{dash}|\s+(?:{alternatives(data['ranges'])})\s+)",
        "law": rf"(?:{alternatives(data['law_cues'])})\s+\S+\s+"
        rf"(?:(?:{alternatives(data['year_words'])})\s+)?$",
        "law_number": rf"(?:{alternatives(data['law_cues'])})\s+$",
        "uncounted": rf"{_any(data['uncounted'])}\s+(?P<unit>{alternatives(data['units'])}){stop}",
        "times": r"(\d{1,2})\s?[x×]\s?(\d{1,3})(?!\d)",
        "sentence_start": r"(?:^|[.!?:;\"\u201c\u201d\u2018)\n-])\s*$",
        "before": r"([\w./-]+)\s+\(?$",
        "trigger": rf"(?<![\w./,-])(?:{start_pattern()}|\(\d|{alternatives(starts)})",
    }
    patterns = {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}
    return patterns | {"capitalised": re.compile(r"\w\s+[A-Z]\w+\s+$")}
