"""When a statement holds: its clause's own time, its sentence's, the day the story is at, or the saying's.

A clock time or a word like "kemudian" goes on with the day of the sentence before it (narrative
progression); two statements of one event in an article share the time that either gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from kg.attribution import Report, Speech
from kg.extraction import Extraction
from kg.grammar import grammar
from kg.mentions import word_list
from kg.model import EntityType, Modality, Qualifier
from kg.reading import POINTS, Reading
from kg.syntax import Phrase
from kg.times import DAY, TimeSpan

_ACTORS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY})
_TIMELESS = frozenset({"listed_member", "listed_place"})  # rules for what a thing is, at no time
_BETWEEN = frozenset({"ADP", "ADJ", "NOUN", "PRON", "DET"})  # words between "dibandingkan" and a time
_OPENING = 3  # words at the start of a sentence
_WEEK = timedelta(days=7)


class Clock:
    """The days of a document's sentences, worked out once."""

    def __init__(self, readings: Sequence[Reading], speech: Speech, today: date | None = None) -> None:
        self.readings = readings
        self.today = today
        self.speech = speech
        self._days: list[str | None] = []
        self._cues: dict[int, list[int]] = {}  # characters of ", kata X", by sentence
        for report in speech.reports:
            if report.follows:
                cue = readings[report.sentence].tree.tokens[report.cue]
                self._cues.setdefault(report.sentence, []).append(cue.start)
        self._compared = [_compared(reading) for reading in readings]
        self._others = [[*_births(reading), *self._compared[reading.index]] for reading in readings]
        day: str | None = None
        last: str | None = None
        for reading in readings:
            own = [
                t
                for t in reading.times
                if t.is_day and not self._of_saying(reading, t) and t not in self._others[reading.index]
            ]
            if own:
                last = day = own[0].day
            elif any(t.kind == "time" for t in reading.times):
                day = last
            elif not self._goes_on(reading):
                day = None
            self._days.append(day)

    def _of_saying(self, reading: Reading, time: TimeSpan) -> bool:
        """The date after "kata X": when it was said, not when it happened."""
        at = time.start + reading.tree.sentence.start
        return not self.speech.quoted(at) and any(
            (r.kind == "quotation" or r.follows)
            and r.sentence == reading.index
            and reading.tree.tokens[r.cue].start < at
            for r in self.speech.reports
        )

    def _goes_on(self, reading: Reading) -> bool:
        """Does the sentence stay on the day of the one before: "kemudian", "sore harinya"?"""
        tree = reading.tree
        words = [w for w, t in zip(tree.forms, tree.tokens, strict=True) if t.upos != "PUNCT"]
        if not grammar().parts_of_day.isdisjoint(words) or (words and words[0] in grammar().sequence):
            return True
        return any(
            not word_list("demonstratives").isdisjoint(words[i + 1 : i + 3])
            and reading.kind_of_noun(i) is EntityType.EVENT
            for i in range(min(_OPENING, len(tree.tokens)))
        )

    def time_of(
        self, reading: Reading, extraction: Extraction, qualifiers: Sequence[Qualifier], report: Report | None
    ) -> str | None:
        """An ISO 8601 date or interval, or None."""
        own = self._own(reading, qualifiers)
        if own is not None:
            day = self._said_now(own, report) or own.day or self._days[reading.index]
            return self._ahead(own, day) if extraction.modality is Modality.PLANNED else day
        if extraction.own_claim or extraction.rule in _TIMELESS:
            return None
        told = extraction.proposition if extraction.speaker is not None else None
        if reading.times:
            anchor = reading.tree.tokens[extraction.anchor].start
            nearest = self._nearest(reading, anchor, quoted=self.speech.quoted(anchor), told=told)
            if nearest is not None and _may_hold(reading, extraction, nearest, qualifiers):
                return self._said_now(nearest, report) or nearest.day
            if nearest is not None and not nearest.is_day:
                return None
        if _lasts(reading, qualifiers):
            return None
        day = self._days[reading.index]
        if day is not None and not self._is_told(reading, day, told):
            return day
        return self._of_report(report)

    def _is_told(self, reading: Reading, day: str, told: tuple[int, int] | None) -> bool:
        """ "Tim akan datang pada 13 November", katanya: the day of what is told, unless that is today."""
        if told is None or (self.today is not None and day == self.today.isoformat()):
            return False
        offset = reading.tree.sentence.start
        return any(t.day == day and told[0] <= t.start + offset < told[1] for t in reading.times)

    def beside(self, reading: Reading, extraction: Extraction) -> Phrase | None:
        """The words of the nearest time in the sentence, for a clause that has none of its own."""
        if extraction.own_claim or extraction.rule in _TIMELESS or not reading.times:
            return None
        anchor = reading.tree.tokens[extraction.anchor].start
        told = extraction.proposition if extraction.speaker is not None else None
        time = self._nearest(reading, anchor, quoted=self.speech.quoted(anchor), dated=False, told=told)
        if time is None:
            return None
        first = reading.first_of(time)
        if first is None or not _holds_of(reading, extraction.anchor, first):
            return None
        if any(role == "source" and first in phrase for role, phrase in extraction.qualifiers):
            return None  # "naik dari tahun lalu"
        return reading.phrase(first)

    def _ahead(self, time: TimeSpan, day: str | None) -> str | None:
        """A bare weekday of what is planned is the next one, not the last."""
        if self.today is None or day is None or len(day) != DAY or any(c.isdigit() for c in time.text):
            return day
        past = self.today - date.fromisoformat(day)
        named = grammar().is_time(time.text.split()[0])
        return (date.fromisoformat(day) + _WEEK).isoformat() if named and timedelta(0) < past < _WEEK else day

    def _own(self, reading: Reading, qualifiers: Sequence[Qualifier]) -> TimeSpan | None:
        for qualifier in qualifiers if reading.times else ():
            timed = qualifier.argument.type == EntityType.TIME and qualifier.role != "source"
            if qualifier.role == "time" or timed:
                start = qualifier.argument.start - reading.tree.sentence.start
                end = qualifier.argument.end - reading.tree.sentence.start
                found = [
                    t
                    for t in reading.times
                    if t.start < end
                    and start < t.end
                    and (t.day or t.kind == "time")
                    and t not in self._compared[reading.index]
                ]
                if found:
                    return found[0]
        return None

    def _nearest(
        self,
        reading: Reading,
        anchor: int,
        *,
        quoted: bool,
        dated: bool = True,
        told: tuple[int, int] | None = None,
    ) -> TimeSpan | None:
        """Days before months and years, then the nearest, on the same side of the quotation marks.

        With `dated`, only what could be resolved to a day, month or year; nothing of what is `told`,
        which happens at that time, and is not said at it; nor, for what is told, the time behind ", kata X".
        """
        offset = reading.tree.sentence.start
        cues = self._cues.get(reading.index, ())
        times = [
            t
            for t in reading.times
            if (t.day is not None or (not dated and t.kind in POINTS))
            and self.speech.quoted(t.start + offset) == quoted
            and (told is None or not told[0] <= t.start + offset < told[1])
            and not any(anchor < cue < t.start + offset for cue in cues)
            and t not in self._others[reading.index]
        ]
        return min(
            times,
            key=lambda t: (len((t.day or "").partition("/")[0]) < DAY, abs(t.start + offset - anchor)),
            default=None,
        )

    def _said_now(self, time: TimeSpan, report: Report | None) -> str | None:
        """ "Saat ini" in a quotation is the day of the saying."""
        return self._of_report(report) if time.part == "now" else None

    def _of_report(self, report: Report | None) -> str | None:
        if report is None or report.kind != "quotation":
            return None
        reading = self.readings[report.sentence]
        cue = reading.tree.tokens[report.cue].start
        time = self._nearest(reading, cue, quoted=False)
        return time.day if time is not None else None


def _births(reading: Reading) -> list[TimeSpan]:
    """The times of a sentence at which somebody was born."""
    if word_list("birth").isdisjoint(reading.tree.forms):
        return []
    return [time for time in reading.times if _of_birth(reading, time)]


def _compared(reading: Reading) -> list[TimeSpan]:
    """The times of a sentence that it compares another with."""
    return [time for time in reading.times if _is_compared(reading, time)]


def _of_birth(reading: Reading, time: TimeSpan) -> bool:
    """ "kelahiran 7 Juli 1984", "kelahiran Solo, 7 Juli": when somebody was born, and no more?"""
    at = _before(reading, time)
    while at > 0 and (reading.text(at) == "," or reading.name_at(at) is not None):
        at -= 1
    return reading.text(at) in word_list("birth")


def _is_compared(reading: Reading, time: TimeSpan) -> bool:
    """ "naik dibandingkan periode yang sama tahun lalu": what it was like then, and not now?"""
    at = _before(reading, time)
    amount = reading.quantity_at(at - 1) if at > 0 else None
    if amount is not None and amount.kind == "percent" and grammar().role(reading.text(at)) == "source":
        return True  # "tumbuh 5 persen dari tahun lalu"
    while at > 0 and reading.tree.tokens[at].upos in _BETWEEN and not _compares(reading, at):
        at -= 1
    return _compares(reading, at)


def _compares(reading: Reading, index: int) -> bool:
    return reading.text(index) in grammar().comparing


def _before(reading: Reading, time: TimeSpan) -> int:
    """The last token before a time; the first of the sentence if there is none."""
    offset = reading.tree.sentence.start
    return max((t.index for t in reading.tree.tokens if t.start - offset < time.start), default=0)


def _lasts(reading: Reading, qualifiers: Sequence[Qualifier]) -> bool:
    """ "dalam selang lima hari", "pada musim ini": is it said for how long or in what age, and no day?"""
    offset = reading.tree.sentence.start
    for q in (q for q in qualifiers if q.role == "time"):
        start, end = q.argument.start - offset, q.argument.end - offset
        if any(t.kind == "duration" and t.start < end and start < t.end for t in reading.times):
            return True
        if not word_list("ages").isdisjoint(q.argument.text.lower().split()):
            return True
    return False


def _may_hold(
    reading: Reading, extraction: Extraction, time: TimeSpan, qualifiers: Sequence[Qualifier]
) -> bool:
    """Is the nearest time of the sentence one of the statement, too?

    It is where it hangs on its clause, opens the sentence or stands in what says when it was. Elsewhere
    only a day may be, of a statement that nothing else says the time of: not the year of another clause.
    """
    first, at = reading.first_of(time), time.start + reading.tree.sentence.start

    def stands_in(role: str) -> bool:
        return any(q.argument.start <= at < q.argument.end for q in qualifiers if q.role == role)

    if first is None or stands_in("source"):
        return False
    if _holds_of(reading, extraction.anchor, first) or _opens(reading, extraction.anchor, first):
        return True
    timeless = all(q.role != "time" for q in qualifiers)
    return stands_in("time") or (timeless and time.is_day and time.bound != "until")


def _opens(reading: Reading, anchor: int, index: int) -> bool:
    """ "Pada 2023, bank mencatat kredit naik": before all verbs, and of no relative clause among them."""
    if any(clause.chain[0] < index for clause in reading.clauses):
        return False
    return all(not clause.how.startswith("relative") for clause in reading.clauses if clause.verb == anchor)


def _holds_of(reading: Reading, anchor: int, index: int) -> bool:
    """Does a time hang on the clause of the anchor, follow on its verb, or hang on one it goes on with?"""
    verbs = {i: clause for clause in reading.clauses for i in clause.chain}
    holder = next((verbs[i] for i in reading.tree.ancestors(index) if i in verbs), None)
    clause = verbs.get(anchor)
    if holder is not None and holder.how == "relative" and holder is not clause and index < holder.verb:
        return False  # "memeriksa gudang yang kini kosong"
    if max((i for i in verbs if i < index), default=None) == anchor:
        return True
    for _ in verbs:
        if clause is None or holder is None or clause is holder:
            return True
        if clause.how not in {"shared", "controlled"} or clause.governor not in verbs:
            return False
        clause = verbs[clause.governor]
    return False
