"""Clock times: pukul 16.00 WIB, jam 7 malam, 08.00-10.00 Wita."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.frozen import record, replace
from kg.times.lexicon import lexicon


@record(frozen=True, slots=True, kw_only=True)
class Clock:
    """Hours, minutes and seconds of a clock time, of its end if it is a stretch, and the offset.

    `explicit` says that a word (pukul) or a zone shows it to be a clock time."""

    end: int
    first: tuple[int, int, int]
    last: tuple[int, int, int] | None = None
    offset: str = ""
    explicit: bool = True
    hours: str = ""


def clock_at(text: str, position: int) -> Clock | None:
    """The clock time that starts here, with its part of the day and its zone."""
    patterns = lexicon().re
    match = patterns["clock"].match(text, position)
    explicit = match is not None
    match = match or patterns["bare_clock"].match(text, position)
    if not match:
        return None
    first = _parts(match["h"])
    last = _parts(match["h2"]) if match["h2"] else None
    clock = Clock(end=match.end(), first=first, last=last, explicit=explicit)
    hours = patterns["hours"].match(text, clock.end)
    if hours:
        clock = replace(clock, end=hours.end(), hours=" ".join(hours[0].lower().split()))
    return with_zone(text, clock)


def with_zone(text: str, clock: Clock) -> Clock:
    """The clock time with the zone that follows it, if one does: WIB, waktu setempat, waktu Sofia."""
    match = lexicon().re["zone"].match(text, clock.end)
    if not match or clock.offset:
        return clock
    end = match.end() - (match[0].endswith(")") and "(" not in match[0])
    return replace(clock, end=end, offset=_offset(match["zone"]), explicit=True)


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    shift = re.search(r"([+-])\s*(\d+)$", zone)
    if shift:
        return f"{shift[1]}{int(shift[2]):02}:00"
    return lexicon().zones[zone.lower()]


def _parts(written: str) -> tuple[int, int, int]:
    numbers = [int(part) for part in re.split(r"[.:]", written)] + [0, 0]
    return numbers[0], numbers[1], numbers[2]


def iso_time(clock: Clock, hours: str = "") -> str:
    """T16:00:00+07:00, or two of them with a slash."""
    ends = [clock.first] + ([clock.last] if clock.last else [])
    return "/".join(_iso(end, clock, hours)[0] for end in ends)


def iso_datetime(day: date, clock: Clock, hours: str = "") -> str:
    """2026-05-25T16:00:00+07:00, or two of them with a slash; 24.00 is the next day's first minute."""
    ends = [clock.first] + ([clock.last] if clock.last else [])
    written = []
    for end in ends:
        time, days = _iso(end, clock, hours)
        days += bool(clock.last and end == clock.last and clock.last < clock.first)
        try:
            written.append((day + timedelta(days=days)).isoformat() + time)
        except OverflowError:
            written.append(day.isoformat() + time)
    return "/".join(written)


def _iso(time: tuple[int, int, int], clock: Clock, hours: str) -> tuple[str, int]:
    hour, minute, second = time
    rule = lexicon().hours.get(clock.hours or hours, {})
    if (hour <= rule.get("afternoon_until", 0) and hour > 0) or rule.get("afternoon_from", 13) <= hour < 12:
        hour += 12
    return f"T{hour % 24:02}:{minute:02}:{second:02}{clock.offset}", hour // 24
