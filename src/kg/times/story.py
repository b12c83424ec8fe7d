"""Days that are counted from the day that the story is at: keesokan harinya, dua hari kemudian."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kg.frozen import replace
from kg.times.spans import TimeSpan


def follow(sentences: Iterable[tuple[TimeSpan, ...]]) -> Iterator[tuple[TimeSpan, ...]]:
    """The times of sentences in order, those that count from the story's day with their value.

    The story is at the day that was named last. Before any was named, they have no value.
    """
    story: date | None = None
    for times in sentences:
        found = []
        for time in times:
            if time.shift is not None and story is not None:
                time = _shifted(time, story)
            if time.day is not None and time.is_day:
                story = date.fromisoformat(time.day)
            found.append(time)
        yield tuple(found)


def _shifted(time: TimeSpan, story: date) -> TimeSpan:
    try:
        day = story + timedelta(days=time.shift or 0)
    except OverflowError:
        return time
    return replace(time, value=day.isoformat(), kind="date")
