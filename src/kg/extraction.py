"""What extractors give back: phrases of a sentence, not yet entities.

Turning an extraction into a statement is assembly's work.
"""

from __future__ import annotations

from kg.attribution import Speaker
from kg.frozen import record
from kg.model import EntityType, Modality, Polarity, Reason
from kg.syntax import Phrase


@record(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Who - does or is - what, in one sentence.

    `predicate` are the tokens of the relation; `anchor` is the token whose place in the text decides
    attribution and time. An object may be a `proposition`: characters of the document (start, end); so are
    the `circumstances`, which are qualifiers that are clauses: purposes, causes, conditions.
    `speaker` stands in for the subject where it comes from another sentence or is an enclitic, and
    `undergoer` for the object that is one. `object_type` and `label`
    are given where the object is to be taken as it stands: an office before a name.
    """

    sentence: int
    anchor: int
    rule: str
    predicate: tuple[int, ...]
    lemma: str
    relation: str | None = None
    subject: Phrase | None = None
    object: Phrase | None = None
    proposition: tuple[int, int] | None = None
    qualifiers: tuple[tuple[str, Phrase], ...] = ()
    circumstances: tuple[tuple[str, tuple[int, int]], ...] = ()
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ACTUAL
    speaker: Speaker | None = None
    object_type: EntityType | None = None
    label: str = ""
    undergoer: Speaker | None = None
    own_claim: bool = False


@record(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Tokens of a sentence, a predicate, that say nothing that could be a statement, and why."""

    sentence: int
    words: tuple[int, ...]
    reason: Reason
