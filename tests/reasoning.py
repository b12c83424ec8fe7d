"""What follows from the ontology and a graph by OWL 2 RL, and whether it contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
import rdflib

from kg import ontology
from kg.terms import Triple


def closure(triples: Iterable[Triple], *more: str) -> rdflib.Graph:
    """The ontology, the triples and `more` (lines of N-Triples) with all that follows by OWL 2 RL."""
    owlrl = pytest.importorskip("owlrl")
    graph = rdflib.Graph().parse(ontology.path())
    graph.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in triples) + "\n".join(more), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def inconsistencies(graph: rdflib.Graph) -> list[rdflib.term.Node]:
    """What the reasoner complains of, and what is of a class that nothing can be of."""
    error = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    return [*graph.objects(None, error), *graph.subjects(rdflib.RDF.type, rdflib.OWL.Nothing)]
