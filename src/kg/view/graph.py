"""Collection -> networkx: a multigraph of aggregated facts, and the weighted links between nodes."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

import networkx as nx

from kg.model import Analysis
from kg.view.collect import collect
from kg.view.records import Collection, Fact

# What a claim that the article does not make itself counts for beside one that it does.
DOUBTED = 0.5


def graph(analyses: Iterable[Analysis] | Collection) -> nx.MultiDiGraph:
    """Entities as nodes, statements with equal subject, relation and object as one edge.

    A node has `record` (Node) and `facts`: those without a second entity. An edge is keyed by the
    relation's IRI and has `facts` (tuple[Fact, …]) and `weight`, the summed confidence in them.
    """
    shown = analyses if isinstance(analyses, Collection) else collect(analyses)
    built = nx.MultiDiGraph()
    own: defaultdict[str, list[Fact]] = defaultdict(list)
    edges: defaultdict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in shown.facts:
        if fact.subject and fact.object:
            edges[fact.subject, fact.object, fact.relation].append(fact)
        elif only := fact.subject or fact.object:
            own[only].append(fact)
    for node in shown.nodes:
        built.add_node(node.iri, record=node, facts=tuple(own[node.iri]))
    for (subject, target, relation), facts in edges.items():
        built.add_edge(
            subject, target, key=relation, facts=tuple(facts), weight=sum(map(evidence_weight, facts))
        )
    return built


def evidence_weight(fact: Fact) -> float:
    """The confidence in a fact, halved where it is denied, not actual, or somebody else's claim."""
    return fact.confidence * (1.0 if fact.asserted else DOUBTED)


def links(collection: Collection) -> dict[tuple[int, int], float]:
    """Undirected links between indices of `collection.nodes` (smaller first) and their weight.

    Subject, object and the further participants of a fact are linked: subject with each of the others,
    and without a subject the first with the rest. Weight is log2(1 + summed evidence), so that the tenth
    report of one meeting adds less than the first.
    """
    index = {node.iri: number for number, node in enumerate(collection.nodes)}
    summed: defaultdict[tuple[int, int], float] = defaultdict(float)
    for fact in collection.facts:
        main = [index[iri] for iri in (fact.subject, fact.object) if iri]
        further = [index[role.entity] for role in fact.roles if role.entity]
        weight = evidence_weight(fact)
        for first, second in pairwise(main):
            _add(summed, first, second, weight)
        if main:
            for other in further:
                _add(summed, main[0], other, weight * DOUBTED)
    return {pair: math.log2(1 + weight) for pair, weight in sorted(summed.items())}


def _add(summed: defaultdict[tuple[int, int], float], first: int, second: int, weight: float) -> None:
    if first != second:
        summed[min(first, second), max(first, second)] += weight
