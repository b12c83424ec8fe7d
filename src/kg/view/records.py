"""What is shown: plain frozen records, independent of how they were extracted or are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STATUSES = ("asserted", "attributed", "planned", "possible", "obligation", "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document without its text. `date` is ISO 8601 or "", `url` is http(s) or "".

    Articles that are copies of one another have the same `story`: together they are one source.
    """

    id: str
    title: str
    date: str
    url: str
    source: str
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An entity. `mentions` counts its mentions, `articles` the articles that name it.

    `names` are further names than `label`, the most frequent first; `wikidata` is a Q number or "".
    `named` is False for what one article speaks of without a name ("the attack", "three students").
    """

    iri: str
    label: str
    type: str
    names: tuple[str, ...]
    wikidata: str
    mentions: int
    articles: int
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation of the ontology or one minted from a root word.

    `labels` maps a language tag to a label; `surface` is the wording met most often in the articles.
    """

    iri: str
    name: str
    surface: str
    labels: Mapping[str, str]
    symmetric: bool
    canonical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A further participant of a fact: recipient, place, time, … `entity` is an IRI or None."""

    role: str
    text: str
    entity: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statement with its evidence.

    `subject` and `object` are IRIs of nodes, or None: then `subject_text` and `object_text` hold the
    words (a literal, a proposition), "" where there is none. Spans are offsets into `sentence` in code
    points, end exclusive, or None where the words are not in that sentence. `time` is ISO 8601 or "".
    """

    subject: str | None
    subject_text: str
    relation: str
    predicate: str
    object: str | None
    object_text: str
    article: str
    sentence: str
    sentence_start: int
    subject_span: tuple[int, int] | None
    object_span: tuple[int, int] | None
    roles: tuple[Role, ...]
    negative: bool
    modality: str
    attributed_to: str
    attributed_entity: str | None
    cue: str
    time: str
    rule: str
    confidence: float

    @property
    def status(self) -> str:
        """How sure the claim is: one of STATUSES, the article's own claim first and denials last."""
        if self.negative:
            return "denied"
        if self.modality != "actual":
            return self.modality if self.modality in STATUSES else "possible"
        return "attributed" if self.attributed_to else "asserted"

    @property
    def asserted(self) -> bool:
        """Whether the article itself claims it as having happened."""
        return self.status == "asserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """All that a page shows, sorted so that equal input gives equal output.

    `unattached` counts the statements that touch no entity and are therefore not among `facts`.
    """

    nodes: tuple[Node, ...]
    facts: tuple[Fact, ...]
    relations: tuple[Relation, ...]
    articles: tuple[Article, ...]
    unattached: int
