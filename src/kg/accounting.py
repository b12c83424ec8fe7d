"""Accounts for every sentence: what no statement was made of becomes a Rejection with its reason.

Each clause is in a statement or rejected, and a sentence with neither clause nor statement is rejected
as a whole, so that what was left out can be counted and shown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from kg.clauses import Clause
from kg.extraction import Dropped, Extraction
from kg.model import Document, Reason, Rejection, Sentence, Statement
from kg.reading import Reading


def unused(
    readings: Sequence[Reading], made: Iterable[Extraction], dropped: Sequence[Dropped]
) -> Iterator[Dropped]:
    """The clauses that no extractor made anything of and none gave a reason for; cues of speech are used."""
    used = {(e.sentence, i) for e in made for i in (*e.predicate, e.anchor)}
    used.update((d.sentence, i) for d in dropped for i in d.words)
    for reading in readings:
        for clause in reading.clauses:
            cue = reading.report_of(clause.verb) is not None
            if not cue and all((reading.index, i) not in used for i in clause.chain):
                yield Dropped(sentence=reading.index, words=clause.chain, reason=_reason(clause))


def _reason(clause: Clause) -> Reason:
    if clause.subject is None and clause.object is None:
        return Reason.NO_PARTICIPANT
    return Reason.DESCRIPTION if clause.how == "relative" else Reason.INCOMPLETE


def rejections(
    document: Document,
    sentences: Sequence[Sentence],
    statements: Iterable[Statement],
    dropped: Iterable[Dropped],
) -> tuple[Rejection, ...]:
    """What was left of a document, in the order of its text, each stretch of words once."""
    found: dict[tuple[int, int], Reason] = {}
    for item in dropped:
        tokens = sentences[item.sentence].tokens
        place = tokens[min(item.words)].start, tokens[max(item.words)].end
        found.setdefault(place, item.reason)
    told = {s.start for s in statements}
    starts = sorted(start for start, _ in found)
    for sentence in sentences:
        rejected = bisect_left(starts, sentence.start) < bisect_left(starts, sentence.end)
        if sentence.start not in told and not rejected:
            found[(sentence.start, sentence.end)] = Reason.NO_PREDICATE
    found.update(dict.fromkeys(_outside(document, sentences), Reason.OUTSIDE))
    return tuple(
        Rejection(document=document.id, start=start, end=end, text=document.text[start:end], reason=reason)
        for (start, end), reason in sorted(found.items())
    )


def _outside(document: Document, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """The stretches with words in them that belong to no sentence."""
    at = 0
    for start, end in (*((s.start, s.end) for s in sentences), (len(document.text), len(document.text))):
        gap = document.text[at:start]
        if any(c.isalnum() for c in gap):
            yield at + len(gap) - len(gap.lstrip()), start - (len(gap) - len(gap.rstrip()))
        at = max(at, end)
