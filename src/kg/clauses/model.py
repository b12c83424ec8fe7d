"""What a clause is: a predicate and its arguments, as tokens of one sentence."""

from __future__ import annotations

from kg.frozen import record
from kg.model import Modality, Polarity
from kg.morphology import Word

ACTIVE, PASSIVE, TER, BER, BASE, NOMINAL_SHAPE, KE = (
    "active",
    "passive",
    "ter",
    "ber",
    "base",
    "nominal",
    "ke",
)

NONE = "none"  # how a verb is read that heads no clause after all: it makes no statement as a verb


@record(frozen=True, slots=True, kw_only=True)
class Oblique:
    """A nominal beside the verb, with its preposition (a token index) if it has one."""

    head: int
    case: int | None


@record(frozen=True, slots=True, kw_only=True)
class Clause:
    """A predicate and its arguments, all as token indices.

    `chain` holds the tokens that make up the predicate, raising verbs first, then the main one,
    `verb`, and last the second word of a compound: "akan bertanggung jawab".
    `shape` says how the main verb is built: active | passive | ter | ber | base | nominal | ke.
    `how` says where the subject was found: own | shared | controlled | relative |
    relative_object, or none if the word says nothing of anybody.
    `mark` is the word that introduces the clause and `governor` the token it hangs on.
    """

    verb: int
    chain: tuple[int, ...]
    word: Word
    shape: str
    subject: int | None = None
    object: int | None = None
    second: int | None = None
    complement: int | None = None
    obliques: tuple[Oblique, ...] = ()
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ACTUAL
    mark: int | None = None
    governor: int | None = None
    how: str = "own"

    @property
    def surface_subject(self) -> int | None:
        """What stands where a subject does: the undergoer of a passive, and of a "ter-" verb without doer."""
        if self.shape == PASSIVE or (self.shape == TER and self.subject is None):
            return self.object
        return self.subject
