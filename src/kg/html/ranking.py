"""What of a collection goes into the page: the most important entities, and enough of their facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kg.html.overview import Bubble, overview
from kg.view.collect import fact_entities
from kg.view.communities import communities
from kg.view.graph import links
from kg.view.importance import importance
from kg.view.records import STATUSES, Collection, Fact, Node

FACTS = 30_000  # a page of more facts than that keeps only some of what says the same
EVIDENCE = 12  # so many facts of one subject, relation and object
FEW = 24  # so many names that are linked with each other make a picture by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A collection with its nodes by falling importance, cut to a limit, and what the cut left out.

    `told` counts each node's facts before those that say the same were thinned out; `opening` counts
    the nodes of the first view, `nameless` says that things without a name are part of it.
    """

    collection: Collection
    scores: tuple[float, ...]
    groups: tuple[int, ...]
    told: tuple[int, ...]
    opening: int
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
    opening, linked, nameless = _first_view(order, collection.nodes, joined, min(first_view, limit))
    chosen = set(opening)
    order = [*opening, *(i for i in order if i not in chosen)][:limit]
    kept = tuple(collection.nodes[i] for i in order)
    cut = {collection.nodes[i].iri: collection.nodes[i].label for i in range(len(scores))}
    for node in kept:
        del cut[node.iri]
    facts = tuple(_without(fact, cut) if cut else fact for fact in collection.facts)
    facts = tuple(fact for fact in facts if fact_entities(fact))
    told = Counter(iri for fact in facts for iri in fact_entities(fact))
    return Ranked(
        collection=replace(collection, nodes=kept, facts=_fewer(facts)),
        told=tuple(told[node.iri] for node in kept),
        scores=tuple(scores[i] for i in order),
        groups=tuple(groups[i] for i in order),
        opening=linked,
        nameless=nameless,
        bubbles=tuple(bubbles),
        bubble_links=tuple(bubble_links),
        all_nodes=len(collection.nodes),
        all_facts=len(collection.facts),
    )


def _first_view(
    order: Sequence[int], nodes: Sequence[Node], joined: Mapping[tuple[int, int], float], size: int
) -> tuple[list[int], int, bool]:
    """The `size` most important of `order` that have a name and a link among each other, and their number.

    Where these are few, things without a name come in, those first that hold others together; the last
    value says so. What has no link comes last and is not counted.
    """
    near: defaultdict[int, set[int]] = defaultdict(set)
    order = order[: 50 * size]
    within = set(order)
    for first, second in joined:
        if first in within and second in within:
            near[first].add(second)
            near[second].add(first)
    named = [i for i in order if nodes[i].named]
    place = {i: number for number, i in enumerate(order)}
    chosen: set[int] = set(named[:size])
    for _ in range(8):
        lonely = {i for i in chosen if not near[i] & chosen}
        chosen -= lonely
        free = size - len(chosen)
        chosen |= set(islice((i for i in named if i not in chosen | lonely and near[i] & chosen), free))
    for i in named:
        # Where there is room left, those that are linked with each other alone.
        partner = next((j for j in sorted(near[i], key=place.__getitem__) if nodes[j].named), None)
        if partner is not None and len(chosen | {i, partner}) <= size:
            chosen |= {i, partner}
    few = len(chosen) < min(FEW, size / 2)
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
    return [*found, *rest[: size - len(found)]], len(found) or min(size, len(order)), few


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


def _fewer(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Of facts with equal ends and relation the surest `EVIDENCE`, in the order given."""
    if len(facts) <= FACTS:
        return tuple(facts)
    alike: defaultdict[tuple[str | None, str, str | None], list[int]] = defaultdict(list)
    for number, fact in enumerate(facts):
        alike[fact.subject, fact.relation, fact.object].append(number)

    def surest(number: int) -> tuple[int, float, int]:
        return STATUSES.index(facts[number].status), -facts[number].confidence, number

    kept = {number for found in alike.values() for number in sorted(found, key=surest)[:EVIDENCE]}
    return tuple(fact for number, fact in enumerate(facts) if number in kept)
