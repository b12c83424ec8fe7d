"""Parts of a collection: by time, source, relation, neighbourhood, or a set of entities.

Each takes a collection and gives a smaller one, with just the nodes, relations and articles that the
facts which are left speak of.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Collection as Container
from dataclasses import replace
from datetime import date

from kg.view.collect import fact_entities
from kg.view.records import Collection, Fact


def select(collection: Collection, keep: Callable[[Fact], bool]) -> Collection:
    """The facts that `keep` is true of, and what they speak of."""
    facts = tuple(fact for fact in collection.facts if keep(fact))
    entities = {iri for fact in facts for iri in fact_entities(fact)}
    relations = {fact.relation for fact in facts}
    articles = {fact.article for fact in facts}
    return replace(
        collection,
        facts=facts,
        nodes=tuple(node for node in collection.nodes if node.iri in entities),
        relations=tuple(relation for relation in collection.relations if relation.iri in relations),
        articles=tuple(article for article in collection.articles if article.id in articles),
        unattached=0,
    )


def in_time(collection: Collection, since: date | None, until: date | None) -> Collection:
    """The facts whose event, or else whose article, is dated within [since, until]."""
    dates = {article.id: article.date for article in collection.articles}

    def keep(fact: Fact) -> bool:
        first, _, last = fact.time.partition("/")
        begin = first[:10] or dates[fact.article]
        end = (last or first)[:10] or begin
        # Shorter dates ("2024-05") compare as their first, or with what follows as their last, day.
        late_enough = since is None or f"{end}-99-99"[:10] >= since.isoformat()
        return bool(begin) and late_enough and (until is None or begin <= until.isoformat())

    return select(collection, keep)


def from_sources(collection: Collection, sources: Sequence[str]) -> Collection:
    """The facts of articles whose source contains one of `sources`, whatever the case."""
    wanted = [source.casefold() for source in sources]
    fitting = {
        article.id
        for article in collection.articles
        if any(source in article.source.casefold() for source in wanted)
    }
    return select(collection, lambda fact: fact.article in fitting)


def of_relations(collection: Collection, names: Sequence[str]) -> Collection:
    """The facts of the relations with these names, labels or IRIs; LookupError where there is none."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for relation in collection.relations:
        for name in (relation.iri, relation.name, relation.surface, *relation.labels.values()):
            known[name.casefold()].add(relation.iri)
    fitting: set[str] = set()
    for name in names:
        if name.casefold() not in known:
            raise LookupError(_unknown("relation", name, known))
        fitting |= known[name.casefold()]
    return select(collection, lambda fact: fact.relation in fitting)


def find(collection: Collection, name: str) -> list[str]:
    """IRIs of the entities with this label, further name, IRI or Wikidata number.

    Labels come before further names. Raises LookupError, with names that are near, where there is none.
    """
    wanted = name.casefold()
    by_label: defaultdict[str, list[str]] = defaultdict(list)
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    for node in collection.nodes:
        by_label[node.label.casefold()].append(node.iri)
        for other in (node.iri, node.wikidata, *node.names):
            by_name[other.casefold()].append(node.iri)
    found = by_label.get(wanted) or by_name.get(wanted)
    if not found or not wanted:
        raise LookupError(_unknown("entity", name, {*by_label, *by_name}))
    return found


def around(collection: Collection, entities: Container[str], hops: int) -> Collection:
    """The facts among all that is at most `hops` steps away from one of `entities`."""
    near: defaultdict[str, set[str]] = defaultdict(set)
    for fact in collection.facts:
        members = fact_entities(fact)
        for iri in members:
            near[iri].update(members)
    reached = {node.iri for node in collection.nodes if node.iri in entities}
    edge = set(reached)
    for _ in range(hops):
        edge = {other for iri in edge for other in near[iri]} - reached
        reached |= edge
    return among(collection, reached)


def among(collection: Collection, entities: Container[str]) -> Collection:
    """The facts whose subject and object, as far as they are entities, are among `entities`."""

    def keep(fact: Fact) -> bool:
        main = [iri for iri in (fact.subject, fact.object) if iri]
        return all(iri in entities for iri in main or fact_entities(fact))

    return select(collection, keep)


def joined(collection: Collection, pairs: Container[tuple[str, str]]) -> Collection:
    """The facts that join one of these pairs of subject and object, in either direction."""
    return select(
        collection,
        lambda fact: (fact.subject, fact.object) in pairs or (fact.object, fact.subject) in pairs,
    )


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name.casefold(), sorted(known), n=3, cutoff=0.6)
    return f"no {kind} is called {name!r}" + (f"; near: {', '.join(near)}" if near else "")
