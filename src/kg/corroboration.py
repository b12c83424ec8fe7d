"""What articles agree on: every fact with how many independent sources state it, deny it, or say otherwise.

A fact is who, does or is, what: symmetric relations and inverses are told in one direction. A source is a
story: articles that are copies of one another (`kg.copies`) count once. A source speaks of a fact in one
or more of these ways (`STANCES`):

    stated        as its own claim that it is so          agreeing
    reported      as what somebody else says              agreeing
    denied        that it is not so
    planned, possible, obligation                         not actual, and never counted as agreeing

Two figures are in conflict when one quantity of one subject, at one time, is said to be this by one voice
and that by another. "More than 10" and "12" are not in conflict, nor are two figures of one voice.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from kg import ontology
from kg.copies import stories
from kg.identity import argument_iri, best, predicate_iri
from kg.model import Analysis, Argument, Modality, Polarity, Statement
from kg.namespaces import ID, KG, article_iri
from kg.quantities import find_quantities
from kg.spool import sorted_on_disk

STANCES = ("stated", "reported", "denied", "planned", "possible", "obligation")
AGREEING = ("stated", "reported")
NEAR = Decimal("0.1")  # how far "about" reaches, as a share of the figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """What one statement of an article adds: `source` is the story, `voice` who says so but the article."""

    source: str
    article: str
    date: str
    publisher: str
    stance: str
    voice: str
    time: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact with its evidence. An end that no statement names is ""; a literal end has no IRI.

    `others` are the objects of facts that give another figure for the same quantity.
    """

    subject: str
    subject_iri: str
    relation: str
    relation_iri: str
    object: str
    object_iri: str
    testimonies: tuple[Testimony, ...]
    others: tuple[str, ...] = ()

    def sources(self, *stances: str) -> int:
        """How many independent sources speak of it in one of these ways."""
        return len({one.source for one in self.testimonies if one.stance in stances})

    @property
    def agreeing(self) -> int:
        return self.sources(*AGREEING)

    @property
    def times(self) -> tuple[str, ...]:
        """The times that statements give for it, sorted."""
        return tuple(sorted({one.time for one in self.testimonies if one.time}))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """An amount as the numbers that it may be; None where it is open."""

    unit: str
    least: Decimal | None
    most: Decimal | None


def facts(analyses: Callable[[], Iterable[Analysis]], *, base: str = ID) -> Iterator[Fact]:
    """The facts of articles: those with most agreeing sources first, then by their words.

    `analyses` is called three times; what is held in memory is one relation of one subject.
    """
    story = stories(lambda: (analysis.document for analysis in analyses()))
    lines = (line for analysis in analyses() for line in _lines(analysis, story, base))
    found = (fact for group in _by_subject(sorted_on_disk(lines)) for fact in _compared(group))
    for line in sorted_on_disk(map(_ranked, found)):
        yield _unranked(line)


def _lines(analysis: Analysis, story: dict[str, str], base: str) -> Iterator[str]:
    """A statement as a line of JSON that begins with what makes it the same fact as another."""
    document = analysis.document
    source = story.get(document.id, document.id)
    here, there = (article_iri(base, name) + "/" for name in (document.id, source))

    def end(argument: Argument | None) -> tuple[str, str]:
        """The IRI and the label of an end; what only its article speaks of is that of its story."""
        if argument is None:
            return "", ""
        iri = argument_iri(argument, document.id, base=base)
        return there + iri[len(here) :] if iri.startswith(here) else iri, argument.label or argument.text

    def own(one: tuple[str, str]) -> bool:
        return one[0].startswith(there)

    for statement in best(analysis.statements):
        iri = predicate_iri(statement)
        relation = ontology.relations().get(iri.removeprefix(KG))
        subject, thing = (end(argument) for argument in (statement.subject, statement.object))
        if (relation and relation.literal) or (own(thing) and _figure(thing[1])):
            thing = "", thing[1]
        iri, ends = _directed(iri, relation, [subject, thing])
        name = statement.predicate.relation or statement.predicate.lemma or statement.predicate.text
        told = [
            source,
            document.id,
            document.date.isoformat() if document.date else "",
            document.source,
            _stance(statement),
            (statement.attribution.label or statement.attribution.text) if statement.attribution else "",
            statement.time or "",
            statement.sentence,
        ]
        key = [ends[0][0], iri, ends[1][0], "" if ends[1][0] else ends[1][1]]
        words = [ends[0][1], iri.removeprefix(KG) if relation else name, ends[1][1]]
        yield json.dumps([*key, words, told])


def _directed(
    iri: str, relation: ontology.Relation | None, ends: list[tuple[str, str]]
) -> tuple[str, list[tuple[str, str]]]:
    """One direction for a relation that holds in both, or that has an inverse."""
    if relation is None or not all(end[0] for end in ends):
        return iri, ends
    if relation.symmetric:
        return iri, sorted(ends)
    if relation.inverse and KG + relation.inverse < iri:
        return KG + relation.inverse, ends[::-1]
    return iri, ends


def _stance(statement: Statement) -> str:
    if statement.polarity == Polarity.NEGATIVE:
        return "denied"
    if statement.modality != Modality.ACTUAL:
        return str(statement.modality)
    return "reported" if statement.attribution else "stated"


def _by_subject(lines: Iterable[str]) -> Iterator[list[Fact]]:
    """The facts of one relation of one subject, from the lines of statements sorted."""
    rows = (json.loads(line) for line in lines)
    for _, of_subject in groupby(rows, key=lambda row: row[:2]):
        yield [_fact(list(same)) for _, same in groupby(of_subject, key=lambda row: row[:4])]


def _fact(rows: list[list[list[str]]]) -> Fact:
    subject, relation, thing = (
        min(Counter(row[4][place] for row in rows).items(), key=lambda item: (-item[1], item[0]))[0]
        for place in range(3)
    )
    told = sorted({tuple(row[5]) for row in rows})
    names = Testimony.__slots__
    return Fact(
        subject=subject,
        subject_iri=str(rows[0][0]),
        relation=relation,
        relation_iri=str(rows[0][1]),
        object=thing,
        object_iri=str(rows[0][2]),
        testimonies=tuple(Testimony(**dict(zip(names, one, strict=True))) for one in told),
    )


def _compared(group: list[Fact]) -> Iterator[Fact]:
    """The facts of one relation of one subject, with the figures that differ from their own."""
    figures = [(fact, _figure(fact.object)) for fact in group]
    for fact, figure in figures:
        others = {
            other.object
            for other, its in figures
            if figure and its and _differ(figure, its) and _conflict(fact, other)
        }
        yield replace(fact, others=tuple(sorted(others))) if others else fact


def _figure(words: str) -> _Figure | None:
    """The amount that a phrase is, if it is one: "sekitar 40 orang" is from 36 to 44 "orang"."""
    found = find_quantities(words)
    if len(found) != 1 or found[0].value is None or found[0].end < len(words.rstrip()):
        return None
    (span,) = found
    least, most = Decimal(span.value or 0), Decimal(span.upper or span.value or 0)
    reach = abs(most) * NEAR
    bounds: dict[str, tuple[Decimal | None, Decimal | None]] = {
        "about": (least - reach, most + reach),
        "almost": (least - reach, most),
        "more_than": (least, None),
        "at_least": (least, None),
        "less_than": (None, most),
        "at_most": (None, most),
    }
    low, high = bounds.get(span.bound, (least, most))
    return _Figure(unit=f"{span.unit} {span.per}", least=low, most=high)


def _differ(one: _Figure, other: _Figure) -> bool:
    """Whether two amounts of one unit have no number in common."""
    if one.unit != other.unit:
        return False
    return any(
        a.most is not None and b.least is not None and a.most < b.least
        for a, b in ((one, other), (other, one))
    )


def _conflict(one: Fact, other: Fact) -> bool:
    """Whether two voices that agree each with one, and none with both, speak of the same time."""
    if not one.subject_iri:
        return False
    mine, its = ([t for t in fact.testimonies if t.stance in AGREEING] for fact in (one, other))
    if {(t.source, t.voice) for t in mine} & {(t.source, t.voice) for t in its}:
        return False
    return any(_same_time(a, b) for a in mine for b in its)


def _same_time(one: Testimony, other: Testimony) -> bool:
    """Whether what two statements say may be of one time: said to be, or of articles a day apart at most."""
    if one.time and other.time:
        return one.time == other.time
    if not one.date or not other.date:
        return True
    return abs((date.fromisoformat(one.date) - date.fromisoformat(other.date)).days) <= 1


def _ranked(fact: Fact) -> str:
    name = fact.subject.casefold() or "~"  # those without a subject come last
    rank = [999_999 - fact.agreeing, name, fact.relation, fact.object.casefold()]
    told = [[getattr(one, name) for name in Testimony.__slots__] for one in fact.testimonies]
    ends = [fact.subject, fact.subject_iri, fact.relation, fact.relation_iri, fact.object, fact.object_iri]
    return json.dumps([f"{rank[0]:06d}", *rank[1:], *ends, told, fact.others])


def _unranked(line: str) -> Fact:
    row = json.loads(line)
    names = ("subject", "subject_iri", "relation", "relation_iri", "object", "object_iri")
    told = tuple(Testimony(**dict(zip(Testimony.__slots__, one, strict=True))) for one in row[10])
    return Fact(**dict(zip(names, row[4:10], strict=True)), testimonies=told, others=tuple(row[11]))
