"""Collection -> the JSON that the page reads: arrays by position, strings once.

Offsets are counted in UTF-16 units here, as JavaScript counts them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.html.ranking import Ranked, rank
from kg.namespaces import KG, NIF, ROLE
from kg.view.graph import links
from kg.view.layout import layout
from kg.view.records import Collection, Node

FIRST_VIEW = 300
LIMIT = 5000
SMALLEST, LARGEST = 6.0, 27.0
NAMELESS_SIZE = 0.8  # of the radius that a name would give
Json = str | int | float | None | Sequence["Json"] | Mapping[str, "Json"]


def payload(
    collection: Collection, *, title: str, first_view: int = FIRST_VIEW, limit: int = LIMIT
) -> dict[str, Json]:
    """Everything the page needs, JSON-ready. `data.js` reads the same order of fields back."""
    ranked = rank(collection, first_view=first_view, limit=limit)
    shown = ranked.collection
    nodes = {node.iri: number for number, node in enumerate(shown.nodes)}
    told_in, told_by = {fact.article for fact in shown.facts}, {fact.relation for fact in shown.facts}
    used_articles = [article for article in shown.articles if article.id in told_in]
    used_relations = [relation for relation in shown.relations if relation.iri in told_by]
    relations = {relation.iri: number for number, relation in enumerate(used_relations)}
    sources = {name: number for number, name in enumerate(sorted({a.source for a in used_articles}))}
    articles = {article.id: number for number, article in enumerate(used_articles)}
    stories = {story: number for number, story in enumerate(dict.fromkeys(a.story for a in used_articles))}
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
        "firstView": ranked.opening,
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
            for r in used_relations
        ],
        "sources": list(sources),
        "articles": [
            [a.id, a.title, a.date, a.url, sources[a.source], stories[a.story]] for a in used_articles
        ],
        "sentences": [[article, text] for article, _, text in sentences],
        "attributions": [list(speaker) for speaker in attributions],
        "bubbles": list(ranked.bubbles),
        "bubbleLinks": list(ranked.bubble_links),
        "nodes": _nodes(ranked, types),
        "facts": facts,
    }


def radius(score: float) -> float:
    """The radius of a node at zoom 1, in pixels; the area grows with the score."""
    return float(round(SMALLEST + (LARGEST - SMALLEST) * score**0.45, 1))


def _nodes(ranked: Ranked, types: Sequence[str]) -> list[Json]:
    shown = ranked.collection
    radii = [
        radius(score) * (1.0 if node.named else NAMELESS_SIZE)
        for score, node in zip(ranked.scores, shown.nodes, strict=True)
    ]
    joined = links(shown)
    everywhere = layout(len(shown.nodes), joined, radii)
    first = ranked.opening
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
                ranked.told[number],
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
