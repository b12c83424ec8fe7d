"""Collection -> the JSON that the page reads: arrays by position, strings once.

Offsets are counted in UTF-16 units here, as JavaScript counts them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kg.html.overview import Bubble, overview
from kg.namespaces import KG, NIF, ROLE
from kg.view.collect import fact_entities
from kg.view.communities import communities
from kg.view.graph import links
from kg.view.importance import importance
from kg.view.layout import layout
from kg.view.records import Collection, Fact, Node

FIRST_VIEW = 300
LIMIT = 5000
SMALLEST, LARGEST = 6.0, 27.0
NAMELESS_SIZE = 0.8  # of the radius that a name would give
Json = str | int | float | None | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A collection with its nodes by falling importance, cut to a limit, and what the cut left out.

    `nameless` says that things without a name are part of the first view.
    """

    collection: Collection
    scores: tuple[float, ...]
    groups: tuple[int, ...]
    nameless: bool
    bubbles: tuple[Bubble, ...]
    bubble_links: tuple[tuple[int, int, float], ...]
    all_nodes: int
    all_facts: int


def rank(collection: Collection, *, first_view: int, limit: int) -> Ranked:
    """The `limit` most important entities, those of the first view first, and every fact that touches one."""
    joined = links(collection)
    scores = importance(collection.nodes, joined)
    groups = communities(len(collection.nodes), joined, scores)
    order = sorted(range(len(scores)), key=lambda i: (-scores[i], collection.nodes[i].iri))
    bubbles, bubble_links = overview(groups, [node.label for node in collection.nodes], order, joined)
    opening, nameless = _first_view(order, collection.nodes, joined, first_view)
    chosen = set(opening)
    order = [*opening, *(i for i in order if i not in chosen)][:limit]
    kept = tuple(collection.nodes[i] for i in order)
    cut = {collection.nodes[i].iri: collection.nodes[i].label for i in range(len(scores))}
    for node in kept:
        del cut[node.iri]
    facts = tuple(_without(fact, cut) if cut else fact for fact in collection.facts)
    facts = tuple(fact for fact in facts if fact_entities(fact))
    return Ranked(
        collection=replace(collection, nodes=kept, facts=facts),
        scores=tuple(scores[i] for i in order),
        groups=tuple(groups[i] for i in order),
        nameless=nameless,
        bubbles=tuple(bubbles),
        bubble_links=tuple(bubble_links),
        all_nodes=len(collection.nodes),
        all_facts=len(collection.facts),
    )


def _first_view(
    order: Sequence[int], nodes: Sequence[Node], joined: Mapping[tuple[int, int], float], size: int
) -> tuple[list[int], bool]:
    """The `size` most important of `order` that have a name and a link among each other.

    Where these do not fill half the view, things without a name come in, those first that hold others
    together; the second value says so. What has no link comes last.
    """
    near: defaultdict[int, set[int]] = defaultdict(set)
    order = order[: 50 * size]
    within = set(order)
    for first, second in joined:
        if first in within and second in within:
            near[first].add(second)
            near[second].add(first)
    named = [i for i in order if nodes[i].named]
    chosen: set[int] = set(named[:size])
    for _ in range(8):
        lonely = {i for i in chosen if not near[i] & chosen}
        chosen -= lonely
        free = size - len(chosen)
        chosen |= set(islice((i for i in named if i not in chosen | lonely and near[i] & chosen), free))
    few = len(chosen) < size / 2
    found = [i for i in order if i in chosen]
    if few:
        for links_wanted in (2, 1, 1):
            fitting = [i for i in order if i not in chosen and len(near[i] & chosen) >= links_wanted]
            fitting = fitting[: size - len(chosen)]
            found += fitting
            chosen |= set(fitting)
        linked = [i for i in order if i not in chosen and near[i]]
        found += linked[: size - len(found)]
        chosen |= set(found)
    rest = [i for i in (order if few else named) if i not in chosen]
    return [*found, *rest[: size - len(found)]], few


def _without(fact: Fact, cut: Mapping[str, str]) -> Fact:
    """The fact with entities that are not in the page as mere words."""
    if not any(iri in cut for iri in fact_entities(fact)):
        return fact
    subject, target = fact.subject or "", fact.object or ""
    return replace(
        fact,
        subject=None if subject in cut else fact.subject,
        subject_text=cut.get(subject, fact.subject_text),
        object=None if target in cut else fact.object,
        object_text=cut.get(target, fact.object_text),
        roles=tuple(replace(r, entity=None) if (r.entity or "") in cut else r for r in fact.roles),
        attributed_entity=None if (fact.attributed_entity or "") in cut else fact.attributed_entity,
    )


def payload(collection: Collection, *, title: str, first_view: int = FIRST_VIEW, limit: int = LIMIT) -> Json:
    """Everything the page needs, JSON-ready. `data.js` reads the same order of fields back."""
    ranked = rank(collection, first_view=first_view, limit=limit)
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
                *script_offsets(fact.sentence, fact.subject_span),
                *script_offsets(fact.sentence, fact.object_span),
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
        "nameless": ranked.nameless,
        "totals": {
            "entities": ranked.all_nodes,
            "facts": ranked.all_facts,
            "articles": len(shown.articles),
            "unattached": shown.unattached,
        },
        "namespaces": {"kg": KG, "role": ROLE, "nif": NIF},
        "types": list(types),
        "relations": [
            [r.iri, r.name, r.labels.get("id", r.surface), r.labels.get("en", ""), int(r.symmetric)]
            for r in shown.relations
        ],
        "sources": list(sources),
        "articles": [[a.id, a.title, a.date, a.url, sources.index(a.source)] for a in shown.articles],
        "sentences": [[article, text] for article, _, text in sentences],
        "attributions": [list(speaker) for speaker in attributions],
        "bubbles": list(ranked.bubbles),
        "bubbleLinks": list(ranked.bubble_links),
        "nodes": _nodes(ranked, types, first_view),
        "facts": facts,
    }


def radius(score: float) -> float:
    """The radius of a node at zoom 1, in pixels; the area grows with the score."""
    return float(round(SMALLEST + (LARGEST - SMALLEST) * score**0.45, 1))


def _nodes(ranked: Ranked, types: Sequence[str], first_view: int) -> list[Json]:
    shown = ranked.collection
    radii = [
        radius(score) * (1.0 if node.named else NAMELESS_SIZE)
        for score, node in zip(ranked.scores, shown.nodes, strict=True)
    ]
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
                round(radii[number], 1),
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
        int(node.named),
    ]


def script_offsets(text: str, span: tuple[int, int] | None) -> tuple[int, int]:
    """A span in UTF-16 units, (-1, -1) for none."""
    if span is None:
        return (-1, -1)
    if text.isascii():
        return span
    start = len(text[: span[0]].encode("utf-16-le", "surrogatepass")) // 2
    return (start, start + len(text[span[0] : span[1]].encode("utf-16-le", "surrogatepass")) // 2)
