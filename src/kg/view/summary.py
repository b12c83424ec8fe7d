"""What a collection holds, in figures and lists: for a report on one page, and for a timeline."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.view.collect import fact_entities
from kg.view.graph import evidence_weight, links
from kg.view.importance import importance
from kg.view.records import STATUSES, Article, Collection, Fact, Node, Relation

BARS = 60  # at most so many bars stand side by side
UNITS = (1, 7, 30, 91, 365, 3650)  # days that a bar may stand for


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The statements of the days from `first` to `last`, those of the articles' own and the others."""

    first: date
    last: date
    asserted: int
    other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The most important entities of a type with their numbers of statements; `total` counts all."""

    type: str
    total: int
    entities: tuple[tuple[Node, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two entities that are often told of together, and by which relations."""

    first: Node
    second: Node
    facts: int
    articles: int
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A collection in figures. Shares are between 0 and 1; `silent` articles have no statement.

    `bars` are statements by the day of their article, `events` by that of their event, without the few
    that lie far from all others.
    """

    statements: int
    statuses: Mapping[str, int]
    bars: tuple[Bar, ...]
    events: tuple[Bar, ...]
    rankings: tuple[Ranking, ...]
    relations: tuple[tuple[Relation, int], ...]
    ties: tuple[Tie, ...]
    sources: tuple[tuple[str, int, int, int], ...]
    silent: int
    canonical_share: float
    complete_share: float
    dated_share: float
    linked_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What is told of a day: the weightiest statements, and how many more there are."""

    day: date
    facts: tuple[Fact, ...]
    more: int


def summarise(collection: Collection, *, top: int = 12) -> Summary:
    """The figures and the `top` entities of each type, relations and ties."""
    nodes = {node.iri: node for node in collection.nodes}
    relations = {relation.iri: relation for relation in collection.relations}
    facts = collection.facts
    statuses = Counter(fact.status for fact in facts)
    told = {fact.article for fact in facts}
    named = [node for node in collection.nodes if node.named]
    counted = Counter(fact.relation for fact in facts)
    return Summary(
        statements=len(facts),
        statuses={status: statuses[status] for status in STATUSES},
        bars=tuple(_bars(_by_article(collection))),
        events=tuple(_bars(_near_together(_by_event(collection)))),
        rankings=tuple(_rankings(collection, top)),
        relations=tuple(
            (relations[iri], count)
            for iri, count in sorted(counted.items(), key=lambda x: (-x[1], x[0]))[:20]
        ),
        ties=tuple(_ties(facts, nodes, relations, top)),
        sources=tuple(_sources(collection)),
        silent=sum(article.id not in told for article in collection.articles),
        canonical_share=_share(sum(relations[fact.relation].canonical for fact in facts), len(facts)),
        complete_share=_share(sum(bool(fact.subject and fact.object) for fact in facts), len(facts)),
        dated_share=_share(sum(bool(fact.time) for fact in facts), len(facts)),
        linked_share=_share(sum(bool(node.wikidata) for node in named), len(named)),
    )


def timeline(collection: Collection, *, most: int = 6) -> list[Day]:
    """Days with the weightiest `most` statements of each, the latest first.

    A statement belongs to the day of its event; one without a day of its own is left out. Weight is the
    evidence times the importance of both ends.
    """
    scores = importance(collection.nodes, links(collection))
    score = {node.iri: value for node, value in zip(collection.nodes, scores, strict=True)}
    by_day: defaultdict[date, list[Fact]] = defaultdict(list)
    for fact in collection.facts:
        if (day := _day(fact.time)) and (fact.subject or fact.object):
            by_day[day].append(fact)

    def weight(fact: Fact) -> float:
        ends = score.get(fact.subject or "", 0.0) + score.get(fact.object or "", 0.0)
        return -evidence_weight(fact) * (ends + 0.01)

    found = []
    for day in sorted(by_day, reverse=True):
        ordered, seen = [], set[tuple[str, int]]()
        for fact in sorted(by_day[day], key=weight):
            # One sentence stands for all that was read out of it.
            if (place := (fact.article, fact.sentence_start)) not in seen:
                seen.add(place)
                ordered.append(fact)
        found.append(Day(day=day, facts=tuple(ordered[:most]), more=max(0, len(ordered) - most)))
    return found


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso.partition("/")[0][:10])
    except ValueError:
        return None


Dated = list[tuple[date, bool]]  # the day of each statement, and whether the article itself claims it


def _by_article(collection: Collection) -> Dated:
    days = {article.id: _day(article.date) for article in collection.articles}
    return [(day, fact.asserted) for fact in collection.facts if (day := days[fact.article])]


def _by_event(collection: Collection) -> Dated:
    return [(day, fact.asserted) for fact in collection.facts if (day := _day(fact.time))]


def _near_together(dated: Dated) -> Dated:
    """All but the first and the last fiftieth: other centuries would leave no room for these days."""
    ordered, cut = sorted(dated), len(dated) // 50
    return ordered[cut : len(ordered) - cut]


def _bars(dated: Dated) -> Iterator[Bar]:
    if not dated:
        return
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    span = (last - first).days + 1
    unit = next((unit for unit in UNITS if span / unit <= BARS), UNITS[-1])
    counts = Counter(((day - first).days // unit, asserted) for day, asserted in dated)
    for number in range(-(-span // unit)):
        start = first + timedelta(days=number * unit)
        yield Bar(
            first=start,
            last=min(start + timedelta(days=unit - 1), last),
            asserted=counts[number, True],
            other=counts[number, False],
        )


def _rankings(collection: Collection, top: int) -> Iterator[Ranking]:
    scores = importance(collection.nodes, links(collection))
    told = Counter(iri for fact in collection.facts for iri in fact_entities(fact))
    by_type: defaultdict[str, list[tuple[float, Node]]] = defaultdict(list)
    for node, score in zip(collection.nodes, scores, strict=True):
        if node.named:
            by_type[node.type].append((-score, node))
    for kind in sorted(by_type, key=lambda kind: (-len(by_type[kind]), kind)):
        ranked = sorted(by_type[kind], key=lambda found: (found[0], found[1].iri))[:top]
        yield Ranking(
            type=kind,
            total=len(by_type[kind]),
            entities=tuple((node, told[node.iri]) for _, node in ranked),
        )


def _ties(
    facts: Sequence[Fact], nodes: Mapping[str, Node], relations: Mapping[str, Relation], top: int
) -> Iterator[Tie]:
    joined: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.subject and fact.object and fact.subject != fact.object:
            first, second = sorted((fact.subject, fact.object))
            if nodes[first].named and nodes[second].named:
                joined[first, second].append(fact)

    def order(pair: tuple[str, str]) -> tuple[int, float, tuple[str, str]]:
        found = joined[pair]
        return -len({fact.article for fact in found}), -sum(map(evidence_weight, found)), pair

    for first, second in sorted(joined, key=order)[:top]:
        found = joined[first, second]
        counted = Counter(fact.relation for fact in found)
        names = sorted(counted, key=lambda iri: (-counted[iri], iri))[:3]
        yield Tie(
            first=nodes[first],
            second=nodes[second],
            facts=len(found),
            articles=len({fact.article for fact in found}),
            relations=tuple(relations[iri] for iri in names),
        )


def _sources(collection: Collection) -> list[tuple[str, int, int, int]]:
    """(source, articles, statements, statements that it attributes to others), the largest first."""
    by_id: dict[str, Article] = {article.id: article for article in collection.articles}
    articles = Counter(article.source for article in collection.articles)
    statements = Counter(by_id[fact.article].source for fact in collection.facts)
    attributed = Counter(by_id[fact.article].source for fact in collection.facts if fact.attributed_to)
    ordered = sorted(articles, key=lambda source: (-articles[source], source))
    return [(source, articles[source], statements[source], attributed[source]) for source in ordered]
