"""Validation: SHACL shapes over articles, and the rule that no direct triple stands unsupported.

Every article's graph is complete in itself, so articles are validated in batches and a graph of any
size streams through. The SHACL engine is pySHACL, an optional extra: `pip install kg[validate]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import rdflib
from rdflib.namespace import SH

from kg import ontology
from kg.errors import KgError
from kg.namespaces import KG, NIF, RDF, RELATION
from kg.terms import TYPE, Triple, iri_text, literal_text

FILE = "shapes.ttl"
BATCH = 20_000  # triples given to the engine at once

_SUPPORT = "no positive, actual, unattributed statement supports this direct triple"
_SPAN = re.compile(r"#char=\d+,\d+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """What is wrong with a node of an article; `sentence` is the evidence that it hangs on, or ""."""

    article: str
    node: str
    path: str
    value: str
    message: str
    severity: str
    sentence: str


def validate(graphs: Iterable[tuple[str, list[Triple]]]) -> Iterator[Violation]:
    """The violations in the graphs of articles, each given by its name, in the order they come.

    Raises KgError when pySHACL is not installed, OntologyError when the shapes are missing.
    """
    engine = _Engine()
    batch: list[tuple[str, list[Triple]]] = []
    size = 0
    for name, triples in graphs:
        batch.append((name, triples))
        size += len(triples)
        if size >= BATCH:
            yield from _violations(engine, batch)
            batch, size = [], 0
    yield from _violations(engine, batch)


def _violations(engine: _Engine, batch: list[tuple[str, list[Triple]]]) -> list[Violation]:
    if not batch:
        return []
    found = [*engine.check(batch)]
    for name, triples in batch:
        found.extend(_unsupported(name, triples))
    return sorted(found, key=lambda one: (one.article, one.node, one.path, one.value, one.message))


class _Engine:
    """pySHACL with the shapes loaded once."""

    def __init__(self) -> None:
        try:
            import pyshacl
        except ImportError as error:
            raise KgError("validation needs pySHACL: pip install 'kg[validate]'") from error
        self._validate: Any = pyshacl.validate
        self._shapes = rdflib.Graph().parse(ontology.path(FILE), format="turtle")

    def check(self, batch: list[tuple[str, list[Triple]]]) -> Iterator[Violation]:
        data = rdflib.Graph()
        owners: dict[str, str] = {}
        for name, triples in batch:
            data.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in triples), format="nt")
            owners.update((iri_text(triple[0]), name) for triple in reversed(triples))
        _, report, _ = self._validate(data, shacl_graph=self._shapes, inference="none", advanced=False)
        for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
            node = str(report.value(result, SH.focusNode))
            yield Violation(
                article=owners.get(node, ""),
                node=node,
                path=str(report.value(result, SH.resultPath) or ""),
                value=str(report.value(result, SH.value) or ""),
                message=str(report.value(result, SH.resultMessage) or ""),
                severity=str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
                sentence=_sentence(data, node),
            )


def _sentence(data: rdflib.Graph, node: str) -> str:
    """The sentence of a statement, or of a stretch of text."""
    subject = rdflib.URIRef(node)
    evidence = (
        subject if _SPAN.search(node) else data.value(subject, rdflib.URIRef(KG + "evidence"), any=True)
    )
    text = data.value(evidence, rdflib.URIRef(NIF + "anchorOf"), any=True) if evidence else None
    return str(text or "")


def _unsupported(name: str, triples: list[Triple]) -> Iterator[Violation]:
    """Direct triples that no statement of the article allows, in this direction or the other."""
    said: dict[str, dict[str, str]] = {}
    for subject, predicate, thing in triples:
        said.setdefault(subject, {})[predicate] = thing
    allowed = set()
    for node in said.values():
        if (
            node.get(TYPE) == f"<{KG}Statement>"
            and node.get(f"<{KG}polarity>") == f"<{KG}positive>"
            and node.get(f"<{KG}modality>") == f"<{KG}actual>"
            and f"<{KG}attributedTo>" not in node
        ):
            ends = node.get(f"<{RDF}subject>"), node.get(f"<{RDF}object>")
            predicate = node.get(f"<{RDF}predicate>", "")
            relation = ontology.relations().get(iri_text(predicate).removeprefix(KG))
            allowed.add((ends[0], predicate, ends[1]))
            if relation and relation.symmetric:
                allowed.add((ends[1], predicate, ends[0]))
            if relation and relation.inverse:
                allowed.add((ends[1], f"<{KG}{relation.inverse}>", ends[0]))
    for triple in triples:
        if _is_relation(triple[1]) and triple not in allowed:
            yield Violation(
                article=name,
                node=iri_text(triple[0]),
                path=iri_text(triple[1]),
                value=literal_text(triple[2]) if triple[2].startswith('"') else iri_text(triple[2]),
                message=_SUPPORT,
                severity="Violation",
                sentence="",
            )


def _is_relation(predicate: str) -> bool:
    text = iri_text(predicate)
    return text.startswith(RELATION) or text.removeprefix(KG) in ontology.relations()
