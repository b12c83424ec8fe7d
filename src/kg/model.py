"""The data that flows between the rooms: frozen, slotted, keyword-only.

All character offsets count Unicode code points of `Document.text`, end exclusive. Token indices
count within their sentence, from 0. Nothing here knows how it was made or how it will be written.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from kg.frozen import record


class EntityType(StrEnum):
    """The types of mentions and entities."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    COUNTRY = "Country"
    PLACE = "Place"
    EVENT = "Event"
    PRODUCT = "Product"
    WORK = "Work"
    LAW = "Law"
    MONEY = "Money"
    QUANTITY = "Quantity"
    TIME = "Time"
    POSITION = "Position"
    THING = "Thing"


PLACES = frozenset({EntityType.PLACE, EntityType.COUNTRY})


class Polarity(StrEnum):
    """Whether the statement is asserted or denied."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(StrEnum):
    """How the statement relates to the world."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"
    OBLIGATION = "obligation"


class Reason(StrEnum):
    """Why no statement was made of some words."""

    NO_PREDICATE = "no_predicate"
    NO_PARTICIPANT = "no_participant"
    INCOMPLETE = "incomplete"
    DESCRIPTION = "description"
    VAGUE = "vague"
    UNCERTAIN = "uncertain"
    ITSELF = "itself"
    REPEATED = "repeated"
    OUTSIDE = "outside"


@record(frozen=True, slots=True, kw_only=True)
class Document:
    """One article as stored: `text` is what every offset counts in."""

    id: str
    text: str
    title: str = ""
    date: date | None = None
    url: str = ""
    source: str = ""


@record(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of a sentence.

    `lemma` is the root (bertemu -> temu), lower case; `head` is the index of the governing token,
    the token's own index for the root of the sentence; `deprel` is a UD v2 relation; `entity` is an
    IOB2 tag ("O", "B-PER", "I-ORG", …); `clitic` is the enclitic written at the end of the token
    ("nya", "ku", "mu", "lah", …) or ""; `clitic_role` says what it is, as "PRON:nsubj:h": its part of
    speech, its relation, and whether it hangs on its word (h), on that word's head (u) or governs its
    word (i, menurut-nya). `feats` are UD features ("Voice=Pass") or "". `certainty` is the probability
    that the parser gives to the head and the relation, 0 to 1.
    """

    index: int
    text: str
    start: int
    end: int
    lemma: str
    upos: str
    head: int
    deprel: str
    entity: str = "O"
    clitic: str = ""
    clitic_role: str = ""
    feats: str = ""
    certainty: float = 1.0


@record(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A parsed sentence: `text` is `document.text[start:end]`."""

    document: str
    index: int
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]


@record(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of text that refers to an entity: a name, a pronoun or a definite description."""

    document: str
    start: int
    end: int
    text: str
    type: str
    entity: str
    label: str


@record(frozen=True, slots=True, kw_only=True)
class Entity:
    """What mentions refer to. `iri` is stable: made from the name, or from the article and phrase."""

    iri: str
    label: str
    type: str
    names: tuple[str, ...] = ()
    wikidata: str = ""


@record(frozen=True, slots=True, kw_only=True)
class Argument:
    """A subject, object or qualifier filler; an entity (`entity` is its IRI) or a literal.

    For a literal, `entity` is None and `value` is its lexical form with the XSD datatype's local name
    in `datatype` ("string", "decimal", "date", …).
    """

    text: str
    start: int
    end: int
    label: str
    entity: str | None
    type: str
    value: str | None = None
    datatype: str | None = None


@record(frozen=True, slots=True, kw_only=True)
class Qualifier:
    """A further argument of a statement: recipient, place, time, source, topic, purpose, amount, …"""

    role: str
    argument: Argument


@record(frozen=True, slots=True, kw_only=True)
class Predicate:
    """The words of the relation, their root, the canonical relation if one fits, and its IRI.

    `start` and `end` are where the first and the last of the words stand.
    """

    text: str
    lemma: str
    relation: str | None
    iri: str
    start: int = 0
    end: int = 0


@record(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says so, if not the article itself; `cue` is the word that says it (kata, menurut, …)."""

    text: str
    label: str
    entity: str | None
    cue: str


@record(frozen=True, slots=True, kw_only=True)
class Statement:
    """One extracted statement with its evidence: the sentence and its offsets in the document."""

    document: str
    sentence: str
    start: int
    end: int
    subject: Argument | None
    predicate: Predicate
    object: Argument | None
    qualifiers: tuple[Qualifier, ...] = ()
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ACTUAL
    attribution: Attribution | None = None
    time: str | None = None
    rule: str = ""
    confidence: float = 1.0


@record(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Words that no statement was made from, and why: a predicate, a sentence, or what is outside of any."""

    document: str
    start: int
    end: int
    text: str
    reason: Reason


@record(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All that was read out of one document: what every writer and viewer starts from.

    Where only statements were asked for, there are no mentions, entities and rejections.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...]
    rejections: tuple[Rejection, ...] = ()
