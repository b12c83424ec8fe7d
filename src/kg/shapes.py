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

FILES = ("shapes.ttl", "relation-shapes.ttl")
BATCH = 20_000  # triples given to the engine at once

_SUPPORT = "no positive, actual, unattributed statement supports this direct triple"
_SPAN = re.compile(r"#char=\d+,\d+\Z")
_MARKED = re.compile(r"kg(\d+)[:x]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """What is wrong with a node of an article; `sentence` is the evidence that it hangs on, or "".

    `constraint` is SHACL's name of what is violated ("MinCount"), `severity` "Violation" or "Warning".
    """

    article: str
    node: str
    path: str
    value: str
    message: str
    constraint: str
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
        self._shapes = rdflib.Graph()
        for file in FILES:
            self._shapes.parse(ontology.path(file), format="turtle")

    def check(self, batch: list[tuple[str, list[Triple]]]) -> Iterator[Violation]:
        """What the articles of a batch violate, each as if it were alone."""
        data = rdflib.Graph()
        for number, (_, triples) in enumerate(batch):
            blank = {f"kg{number}x{subject[2:]}" for subject, _, _ in triples if subject[0] == "_"}
            kept = {label: rdflib.BNode(label) for label in blank}
            data.parse(data="".join(_apart(number, triples)), format="nt", bnode_context=kept)
        _, report, _ = self._validate(data, shacl_graph=self._shapes, inference="none", advanced=False)
        for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
            name, node = _together(report.value(result, SH.focusNode))
            path = report.value(result, SH.resultPath) or self._target(report.value(result, SH.sourceShape))
            triples = batch[name][1] if name is not None else []
            value = _together(report.value(result, SH.value))[1]
            yield Violation(
                article=batch[name][0] if name is not None else "",
                node=node,
                path=str(path or ""),
                value="" if value == node else value,
                message=str(report.value(result, SH.resultMessage) or ""),
                constraint=_local(report.value(result, SH.sourceConstraintComponent)),
                severity=_local(report.value(result, SH.resultSeverity)),
                sentence=_sentence(triples, node, str(path or "")),
            )

    def _target(self, shape: Any) -> Any:
        """The relation whose subjects a shape is for, if it is for one."""
        return self._shapes.value(shape, SH.targetSubjectsOf)


def _apart(number: int, triples: list[Triple]) -> Iterator[str]:
    """The triples of an article as N-Triples in which no node that it describes is one of another's.

    So a batch of articles is checked at once and each as if alone: what one says of an entity neither
    mends nor spoils what another says, and every result leads back to its article.
    """
    own = {subject for subject, _, _ in triples}
    mark = f"kg{number}:"

    def marked(term: str) -> str:
        if term not in own:
            return term
        return f"<{mark}{term[1:]}" if term[0] == "<" else f"_:{mark[:-1]}x{term[2:]}"

    return (f"{marked(subject)} {predicate} {marked(thing)} .\n" for subject, predicate, thing in triples)


def _together(node: Any) -> tuple[int | None, str]:
    """The number of the article that a node was marked with, and the node as the article has it."""
    text = str(node if node is not None else "")
    place = _MARKED.match(text)
    return (int(place[1]), text[place.end() :]) if place else (None, text)


def _local(node: Any) -> str:
    return str(node).rpartition("#")[2].removesuffix("ConstraintComponent")


def _sentence(triples: list[Triple], node: str, path: str) -> str:
    """The sentence that a node hangs on: its own text, its evidence, or that of a statement of it."""
    said: dict[str, dict[str, str]] = {}
    for subject, predicate, thing in triples:
        said.setdefault(subject, {})[predicate] = thing

    def text(evidence: str) -> str:
        words = said.get(evidence, {}).get(f"<{NIF}anchorOf>", "")
        return literal_text(words) if words.startswith('"') else ""

    term = f"<{node}>"
    if _SPAN.search(node):
        return text(term)
    if f"<{KG}evidence>" in said.get(term, {}):
        return text(said[term][f"<{KG}evidence>"])
    ends = f"<{RDF}subject>", f"<{RDF}object>"
    about = [one for one in said.values() if term in (one.get(ends[0]), one.get(ends[1]))]
    exact = [one for one in about if one.get(f"<{RDF}predicate>") == f"<{path}>"]
    return next((text(one.get(f"<{KG}evidence>", "")) for one in exact or about), "")


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
                constraint="Support",
                severity="Violation",
                sentence="",
            )


def _is_relation(predicate: str) -> bool:
    text = iri_text(predicate)
    return text.startswith(RELATION) or text.removeprefix(KG) in ontology.relations()
