"""Find all expressions of time in a text, left to right, without overlap.

The method is that of rule-based taggers such as HeidelTime (Strötgen and Gertz 2013), whose values for
news are resolved against the document's date, in a scanner: one pattern finds where an expression may
start, the readers of `reading` are tried there in order, and the longest joined form is taken.
"""

from __future__ import annotations

from datetime import date

from kg.frozen import replace
from kg.times import calendar as cal
from kg.times.clock import Clock, clock_at, iso_datetime, iso_time, with_zone
from kg.times.days import DAY_READERS
from kg.times.found import Found, word_before
from kg.times.lexicon import lexicon
from kg.times.periods import PERIOD_READERS
from kg.times.spans import TimeSpan

READERS = (*DAY_READERS, *PERIOD_READERS)


def find_times(text: str, anchor: date | None = None) -> tuple[TimeSpan, ...]:
    """Every expression of time in the text, in order, with offsets into it.

    `anchor` is the article's date: weekdays mean the last one up to it, days without a year the
    nearest, unless words such as mendatang or lalu say otherwise. Without an anchor, what depends on
    it has no value. Never raises.
    """
    trigger, spans, position = lexicon().re["trigger"], [], 0
    while match := trigger.search(text, position):
        span = _span_at(text, match.start(), anchor)
        if span is None or span.end <= match.start():
            position = match.start() + 1
        else:
            spans.append(span)
            position = span.end
    return tuple(spans)


def _span_at(text: str, start: int, anchor: date | None) -> TimeSpan | None:
    lex = lexicon()
    clock = clock_at(text, start)
    if clock:
        found = _date_after(text, clock, anchor)
        if found:
            return _datetime(text, start, found, _zone_after(text, clock, found))
        if clock.explicit:
            return _span(text, start, Found(end=clock.end, kind="time", value=iso_time(clock)))
    found = _first(text, start, anchor)
    if found is None:
        return None
    if found.kind == "date":
        gap = lex.re["clock_gap"].match(text, found.end)
        clock = clock_at(text, gap.end()) if gap and gap.end() > found.end else None
        if clock and clock.explicit and _one_day(found):
            return _datetime(text, start, replace(found, end=clock.end), clock)
        found = _range(text, found, start, anchor)
    return _span(text, start, found)


def _first(text: str, start: int, anchor: date | None) -> Found | None:
    for reader in READERS:
        found = reader(text, start, anchor)
        if found:
            return found
    return None


def _one_day(found: Found) -> bool:
    period = found.period
    return period is None or (period.first == period.last and period.resolution == "day")


def _date_after(text: str, clock: Clock, anchor: date | None) -> Found | None:
    """pukul 16.00 WIB, Senin (25/5); 01.00 Selasa (29/5/2018) dini hari WIB."""
    gap = lexicon().re["date_gap"].match(text, clock.end)
    if not gap or gap.end() == clock.end:
        return None
    for reader in DAY_READERS:
        found = reader(text, gap.end(), anchor)
        if found:
            return found if _one_day(found) else None
    return None


def _zone_after(text: str, clock: Clock, found: Found) -> Clock:
    return with_zone(text, replace(clock, end=found.end))


def _datetime(text: str, start: int, found: Found, clock: Clock) -> TimeSpan:
    end = max(found.end, clock.end)
    if found.period is None:
        value, kind = iso_time(clock, found.hours), "time"
    else:
        value, kind = iso_datetime(found.period.first, clock, found.hours), "datetime"
    return _span(text, start, replace(found, end=end, kind=kind, value=value, period=None))


def _range(text: str, found: Found, start: int, anchor: date | None) -> Found:
    """2014 hingga 2019; 28 Februari-2 Maret 2025; sejak 2014 hingga kini."""
    lex = lexicon()
    now = lex.re["until_now"].match(text, found.end)
    if now:
        return _until_now(found, now.end(), anchor) if anchor else replace(found, end=now.end())
    link = lex.re["range"].match(text, found.end)
    if not link:
        return found
    second = _first(text, link.end(), anchor)
    if second is None or second.kind != "date" or second.period is None:
        return found
    first = found
    if second.dated and not found.dated:
        again = _first(text, start, second.period.last)
        first = again if again and again.end == found.end else found
    joined = cal.join(first.period, second.period) if first.period else None
    if joined is None:
        return found
    return replace(second, period=joined, hours="", part="", joined=True)


def _until_now(found: Found, end: int, anchor: date) -> Found:
    if found.period is None:
        return replace(found, end=end)
    joined = cal.join(found.period, cal.Period(anchor, anchor, found.period.resolution))
    return replace(found, end=end, period=joined, joined=True) if joined else found


def _span(text: str, start: int, found: Found) -> TimeSpan:
    lex = lexicon()
    kind, value = found.kind, found.value
    if found.period is not None:
        value = found.period.iso()
        kind = "interval" if "/" in value else "date"
    before = word_before(text, start)
    end = found.end
    if text[start] == "(" and text[end - 1] == ")" and "(" not in text[start + 1 : end]:
        start, end = start + 1, end - 1
    return TimeSpan(
        start=start,
        end=end,
        text=text[start:end],
        value=value,
        kind=kind,
        part=found.part or ("about" if before in lex.about else ""),
        shift=found.shift,
        bound="" if kind == "interval" and found.joined else lex.bounds.get(before, ""),
    )
