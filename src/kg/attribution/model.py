"""What attribution gives: the stretches of a document that somebody says."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.frozen import record
from kg.syntax import Phrase

_PRECEDENCE = {"indirect": 0, "content": 0, "quotation": 1, "according": 2}


@record(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says it: a phrase of a sentence, and its cluster if it names or stands for an entity."""

    sentence: int
    phrase: Phrase
    cluster: int | None


@record(frozen=True, slots=True, kw_only=True)
class Report:
    """Characters `start` to `end` of the document are said by `speaker`.

    `kind` is quotation | indirect | content (a clause on the object of the verb) | according; `cue` is a
    token of sentence `sentence`, and `follows` where it stands behind what is said: ", kata Lestari".
    """

    sentence: int
    cue: int
    speaker: Speaker
    start: int
    end: int
    kind: str
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """All reports of a document, and the character spans of its quotations."""

    reports: tuple[Report, ...]
    quotes: tuple[tuple[int, int], ...]
    _by_cue: dict[tuple[int, int], Report] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        first = {(r.sentence, r.cue): r for r in reversed(self.reports)}
        object.__setattr__(self, "_by_cue", first)

    def of_cue(self, sentence: int, token: int) -> Report | None:
        """The first report that a token is the cue of."""
        return self._by_cue.get((sentence, token))

    def at(self, start: int, end: int) -> Report | None:
        """The narrowest report that covers the characters; an indirect one beats its quotation."""
        covering = (r for r in self.reports if r.start <= start and end <= r.end)
        return min(covering, key=lambda r: (_PRECEDENCE[r.kind], r.end - r.start), default=None)

    def quoted(self, position: int) -> bool:
        """Is the character inside quotation marks?"""
        return any(a <= position < b for a, b in self.quotes)
