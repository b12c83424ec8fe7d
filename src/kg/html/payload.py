"""Collection -> the JSON that the page reads: arrays by position, strings once.

Offsets are counted in UTF-16 units here, as JavaScript counts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.view.collect import fact_entities
from kg.view.communities import communities
from kg.view.graph import links
from kg.view.importance import importance
from kg.view.layout import layout
from kg.view.records import Collection, Fact, Node

FIRST_VIEW = 300
LIMIT = 5000
SMALLEST, LARGEST = 5.0, 24.0
Json = str | int | float | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A collection with its nodes by falling importance, cut to a limit, and what the cut left out."""

    collection: Collection
    scores: tuple[float, ...]
    groups: tuple[int, ...]
    group_sizes: tuple[int, ...]
    all_nodes: int
    all_facts: int


def rank(collection: Collection, *, limit: int) -> Ranked:
    """The `limit` most important entities and the facts whose subject and object are among them."""
    joined = links(collection)
    scores = importance(collection.nodes, joined)
    groups = communities(len(collection.nodes), joined, scores)
    sizes = Counter(groups)
    order = sorted(range(len(scores)), key=lambda i: (-scores[i], collection.nodes[i].iri))[:limit]
    kept = tuple(collection.nodes[i] for i in order)
    names = {node.iri for node in kept}
    facts = tuple(fact for fact in collection.facts if _within(fact, names))
    return Ranked(
        collection=replace(collection, nodes=kept, facts=facts),
        scores=tuple(scores[i] for i in order),
        groups=tuple(groups[i] for i in order),
        group_sizes=tuple(sizes[number] for number in range(len(sizes))),
        all_nodes=len(collection.nodes),
        all_facts=len(collection.facts),
    )


def _within(fact: Fact, names: set[str]) -> bool:
    main = [iri for iri in (fact.subject, fact.object) if iri]
    return all(iri in names for iri in main) and any(iri in names for iri in fact_entities(fact))


def payload(collection: Collection, *, title: str, first_view: int = FIRST_VIEW, limit: int = LIMIT) -> Json:
    """Everything the page needs, JSON-ready. `data.js` reads the same order of fields back."""
    ranked = rank(collection, limit=limit)
    shown = ranked.collection
    nodes = {node.iri: number for number, node in enumerate(shown.nodes)}
    relations = {relation.iri: number for number, relation in enumerate(shown.relations)}
    sources = sorted({article.source for article in shown.articles})
    articles = {article.id: number for number, article in enumerate(shown.articles)}
    sentences: dict[tuple[int, int, str], int] = {}
    types = sorted({node.type for node in shown.nodes})
    attributions: dict[tuple[str, str, int], int] = {}
    facts: list[Json] = []
    for fact in shown.facts:
        place = (articles[fact.article], fact.sentence_start, fact.sentence)
        speaker = (fact.attributed_to, fact.cue, nodes.get(fact.attributed_entity or "", -1))
        roles: list[Json] = [[r.role, r.text, nodes.get(r.entity or "", -1)] for r in fact.roles]
        facts.append(
            [
                nodes.get(fact.subject or "", -1),
                fact.subject_text if fact.subject is None else "",
                relations[fact.relation],
                fact.predicate,
                nodes.get(fact.object or "", -1),
                fact.object_text if fact.object is None else "",
                sentences.setdefault(place, len(sentences)),
                *_units(fact.sentence, fact.subject_span),
                *_units(fact.sentence, fact.object_span),
                int(fact.negative),
                fact.modality,
                attributions.setdefault(speaker, len(attributions)) if fact.attributed_to else -1,
                fact.time,
                fact.rule,
                round(fact.confidence, 3),
                roles,
            ]
        )
    return {
        "title": title,
        "firstView": first_view,
        "totals": {
            "entities": ranked.all_nodes,
            "facts": ranked.all_facts,
            "articles": len(shown.articles),
            "unattached": shown.unattached,
        },
        "types": list(types),
        "relations": [
            [r.iri, r.name, r.labels.get("id", r.surface), r.labels.get("en", ""), int(r.symmetric)]
            for r in shown.relations
        ],
        "sources": list(sources),
        "articles": [[a.id, a.title, a.date, a.url, sources.index(a.source)] for a in shown.articles],
        "sentences": [[article, text] for article, _, text in sentences],
        "attributions": [list(speaker) for speaker in attributions],
        "groups": list(ranked.group_sizes),
        "nodes": _nodes(ranked, types, first_view),
        "facts": facts,
    }


def radius(score: float) -> float:
    """The radius of a node at zoom 1, in pixels; the area grows with the score."""
    return float(round(SMALLEST + (LARGEST - SMALLEST) * score**0.5, 1))


def _nodes(ranked: Ranked, types: Sequence[str], first_view: int) -> list[Json]:
    shown = ranked.collection
    radii = [radius(score) for score in ranked.scores]
    joined = links(shown)
    everywhere = layout(len(shown.nodes), joined, radii)
    first = min(first_view, len(shown.nodes))
    opening = everywhere
    if first < len(shown.nodes):
        inner = {pair: weight for pair, weight in joined.items() if max(pair) < first}
        opening = layout(first, inner, radii[:first])
    built: list[Json] = []
    for number, node in enumerate(shown.nodes):
        at = opening[number] if number < first else everywhere[number]
        x, y = everywhere[number]
        built.append(
            [
                *_identity(node, types),
                ranked.scores[number],
                radii[number],
                ranked.groups[number],
                int(at[0]),
                int(at[1]),
                int(x),
                int(y),
            ]
        )
    return built


def _identity(node: Node, types: Sequence[str]) -> list[Json]:
    return [
        node.iri,
        node.label,
        types.index(node.type),
        list(node.names),
        node.wikidata,
        node.mentions,
        node.articles,
    ]


def _units(text: str, span: tuple[int, int] | None) -> tuple[int, int]:
    if span is None:
        return (-1, -1)
    if text.isascii():
        return span
    start = len(text[: span[0]].encode("utf-16-le", "surrogatepass")) // 2
    return (start, start + len(text[span[0] : span[1]].encode("utf-16-le", "surrogatepass")) // 2)
