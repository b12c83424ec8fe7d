"""The ontology as the program sees it, read from `ontology/kg.ttl`: relations, classes, roles.

Nothing of it is repeated in code. The file lies beside this module in an installed package and at the
root of a checkout otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import OntologyError
from kg.namespaces import HOME, KG, OWL, RDF, RDFS, ROLE

FILE = "kg.ttl"
# The last place is the root of a checkout: src/kg/ontology.py -> ontology/.
PLACES = (Path(__file__).with_name("ontology"), Path(__file__).resolve().parents[2] / "ontology")

_Node = NamedNode | BlankNode | Literal | Triple
_Graph = Mapping[str, Mapping[str, list[_Node]]]  # subject -> predicate -> objects, as read


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A canonical relation.

    `domain` and `range` are local names of classes ("Person"), any one of which fits; a range of
    ("Literal",) is text or a time, not a node. `inverse` is the name of the relation that says the same
    in the other direction, or "". `triggers` are examples of the Indonesian words that say it.
    """

    name: str
    iri: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    symmetric: bool
    inverse: str
    label_id: str
    label_en: str
    definition: str
    definition_id: str
    triggers: tuple[str, ...]
    plover: tuple[str, ...]

    @property
    def literal(self) -> bool:
        """Whether the object is written as a literal."""
        return self.range == ("Literal",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or a role: `parents` are the local names of those above it in the ontology."""

    name: str
    iri: str
    parents: tuple[str, ...]
    label_id: str
    label_en: str
    definition: str
    definition_id: str


def path(name: str = FILE) -> Path:
    """Where the ontology's file `name` lies. Raises OntologyError when it is nowhere."""
    return _found(name, PLACES)


@lru_cache(maxsize=8)
def _found(name: str, places: tuple[Path, ...]) -> Path:
    for place in places:
        if (place / name).is_file():
            return place / name
    raise OntologyError(f"{name} is in none of: {', '.join(str(place) for place in places)}")


def relations() -> Mapping[str, Relation]:
    """Every canonical relation by its name, in the order of the file.

    Raises OntologyError when the file is missing, is not Turtle, or a relation lacks a label, comment,
    domain or range.
    """
    return _load(path()).relations


def classes() -> Mapping[str, Term]:
    """Every class by its local name: Thing, Person, Statement, …"""
    return _load(path()).classes


def roles() -> Mapping[str, Term]:
    """Every declared role of a qualifier by its name: recipient, place, …"""
    return _load(path()).roles


@lru_cache(maxsize=1)
def version() -> str:
    """The ontology's version, for example "0.1.0"."""
    return _load(path()).version


def ancestors(name: str) -> frozenset[str]:
    """The class `name` and every class above it: Country -> Country, Place, Agent, Thing."""
    known, found, waiting = classes(), set[str](), [name]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(known[current].parents if current in known else ())
    return frozenset(found)


def fits(types: str, expected: tuple[str, ...]) -> bool:
    """Whether a thing of the class `types` may stand where one of `expected` is asked for."""
    return bool(ancestors(types) & set(expected))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ontology:
    relations: Mapping[str, Relation]
    classes: Mapping[str, Term]
    roles: Mapping[str, Term]
    version: str


@lru_cache(maxsize=4)
def _load(file: Path) -> _Ontology:
    graph = _read(file)
    relations: dict[str, Relation] = {}
    classes: dict[str, Term] = {}
    roles: dict[str, Term] = {}
    for subject, said in graph.items():
        types = _iris(said, RDF + "type")
        if KG + "Relation" in types:
            relation = _relation(graph, subject, said, types)
            relations[relation.name] = relation
        elif OWL + "Class" in types and subject.startswith(KG):
            term = _term(subject, said, KG, RDFS + "subClassOf")
            classes[term.name] = term
        elif subject.startswith(ROLE):
            term = _term(subject, said, ROLE, RDFS + "subPropertyOf")
            roles[term.name] = term
    if not relations:
        raise OntologyError(f"{file}: no relation of type kg:Relation")
    _check(file, relations, classes)
    versions = [
        node.value
        for node in graph[HOME + "ontology"].get(OWL + "versionInfo", ())
        if isinstance(node, Literal)
    ]
    return _Ontology(
        relations=MappingProxyType(relations),
        classes=MappingProxyType(classes),
        roles=MappingProxyType(roles),
        version=versions[0] if versions else "",
    )


def _read(file: Path) -> _Graph:
    graph: defaultdict[str, defaultdict[str, list[_Node]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in parse(path=str(file), format=RdfFormat.TURTLE):
            if not isinstance(quad.subject, Triple):
                graph[quad.subject.value][quad.predicate.value].append(quad.object)
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"{file}: {error}") from error
    return graph


def _relation(graph: _Graph, subject: str, said: Mapping[str, list[_Node]], types: list[str]) -> Relation:
    return Relation(
        name=subject.removeprefix(KG),
        iri=subject,
        domain=_class_names(graph, subject, said.get(RDFS + "domain", [])),
        range=_class_names(graph, subject, said.get(RDFS + "range", [])),
        symmetric=OWL + "SymmetricProperty" in types,
        inverse="".join(_iris(said, OWL + "inverseOf")).removeprefix(KG),
        label_id=_text(subject, said, RDFS + "label", "id"),
        label_en=_text(subject, said, RDFS + "label", "en"),
        definition=_text(subject, said, RDFS + "comment", "en"),
        definition_id=_text(subject, said, RDFS + "comment", "id"),
        triggers=_literals(said, KG + "trigger"),
        plover=_literals(said, KG + "plover"),
    )


def _term(subject: str, said: Mapping[str, list[_Node]], namespace: str, above: str) -> Term:
    return Term(
        name=subject.removeprefix(namespace),
        iri=subject,
        parents=tuple(iri.removeprefix(KG) for iri in _iris(said, above) if iri.startswith(KG)),
        label_id=_text(subject, said, RDFS + "label", "id"),
        label_en=_text(subject, said, RDFS + "label", "en"),
        definition=_text(subject, said, RDFS + "comment", "en"),
        definition_id=_text(subject, said, RDFS + "comment", "id"),
    )


def _check(file: Path, relations: Mapping[str, Relation], classes: Mapping[str, Term]) -> None:
    for relation in relations.values():
        for name in relation.domain + relation.range:
            if name != "Literal" and name not in classes:
                raise OntologyError(f"{file}: {relation.name} has the unknown class {name}")
        if relation.inverse and relation.inverse not in relations:
            raise OntologyError(f"{file}: {relation.name} has the unknown inverse {relation.inverse}")


def _class_names(graph: _Graph, subject: str, nodes: list[_Node]) -> tuple[str, ...]:
    names: list[str] = []
    for node in nodes:
        if isinstance(node, NamedNode):
            names.append(node.value.removeprefix(KG).removeprefix(RDFS))
        elif isinstance(node, BlankNode):
            names.extend(_list_items(graph, graph[node.value].get(OWL + "unionOf", [])))
    if not names:
        raise OntologyError(f"{subject}: no domain or no range")
    return tuple(names)


def _list_items(graph: _Graph, heads: list[_Node]) -> list[str]:
    items: list[str] = []
    node = heads[0] if heads else None
    while isinstance(node, BlankNode):
        cell = graph[node.value]
        items.extend(iri.removeprefix(KG) for iri in _iris(cell, RDF + "first"))
        node = cell[RDF + "rest"][0]
    return items


def _iris(said: Mapping[str, list[_Node]], predicate: str) -> list[str]:
    return [node.value for node in said.get(predicate, ()) if isinstance(node, NamedNode)]


def _literals(said: Mapping[str, list[_Node]], predicate: str) -> tuple[str, ...]:
    return tuple(node.value for node in said.get(predicate, ()) if isinstance(node, Literal))


def _text(subject: str, said: Mapping[str, list[_Node]], predicate: str, language: str) -> str:
    for node in said.get(predicate, ()):
        if isinstance(node, Literal) and node.language == language:
            return node.value
    raise OntologyError(f"{subject}: no {predicate.rpartition('#')[2]} in {language!r}")
