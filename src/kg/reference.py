"""The ontology for readers and for other programs: its page, its JSON-LD context, shapes of its relations."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader, StrictUndefined

from kg import ontology
from kg.namespaces import KG, OWL, PREFIXES, RDF, RDFS, ROLE, SKOS
from kg.turtle import prefixes, shortener

# What the page says of a term, in this order: predicate -> heading.
_FACTS = {
    RDFS + "subClassOf": "is a",
    RDFS + "subPropertyOf": "implies",
    RDFS + "domain": "from",
    RDFS + "range": "to",
    OWL + "inverseOf": "inverse of",
    KG + "trigger": "words",
    SKOS + "closeMatch": "close to",
    KG + "wikidataInverse": "inverse of",
    RDFS + "seeAlso": "see also",
    KG + "plover": "PLOVER",
    KG + "cameo": "CAMEO",
    KG + "ace": "ACE",
}
_SECTIONS = (
    ("classes", "Classes"),
    ("relations", "Relations"),
    ("roles", "Roles of qualifiers"),
    ("descriptions", "What statements, articles and spans are described with"),
    ("individuals", "Polarities and modalities"),
    ("annotations", "Annotations"),
)
_SHAPES_HEAD = """# SHACL Core shapes for direct triples, made from the domains and ranges in kg.ttl:
# kg ontology --format relation-shapes

@prefix kg: <https://w3id.org/kg-berita/ontology#> .
@prefix shape: <https://w3id.org/kg-berita/shapes#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
_Said = Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Something said of a term: text, and where it leads on the page or on the web."""

    text: str
    anchor: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term on the page."""

    name: str
    anchor: str
    iri: str
    label_id: str
    label_en: str
    definition: str
    definition_id: str
    facts: tuple[tuple[str, tuple[Value, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page."""

    id: str
    title: str
    terms: tuple[Entry, ...]


def context() -> str:
    """The JSON-LD context: every prefix that exports use. Users' own bases stand in the exports."""
    return json.dumps({"@context": dict(sorted(prefixes().items()))}, indent=1) + "\n"


def page() -> str:
    """The reference page: one HTML file that needs nothing else."""
    environment = Environment(
        loader=PackageLoader("kg", "templates"), autoescape=True, undefined=StrictUndefined
    )
    sections = [Section(id=key, title=title, terms=tuple(_entries(key))) for key, title in _SECTIONS]
    made = environment.get_template("ontology.html").render(
        version=ontology.version(), namespace=KG, sections=sections
    )
    return made + "\n"


def relation_shapes() -> str:
    """SHACL shapes for the ends of direct triples, by the domains and ranges of the relations.

    What is read out of text may have the wrong type, so that is a warning, and what is only known to be
    a thing fits everywhere. A literal where a node should be, or a node where a literal should, is a
    violation. Subclasses are written out, so that no engine needs the ontology.
    """
    return "\n".join([_SHAPES_HEAD, *map(_relation_shape, ontology.relations().values())])


def _relation_shape(relation: ontology.Relation) -> str:
    name, kind = relation.name, "Literal" if relation.literal else "IRI"
    domain, range_ = _fitting(relation.domain), "" if relation.literal else _fitting(relation.range)
    properties = f"shape:{name}-object" + (f", shape:{name}-range" if range_ else "")
    blocks = [
        f"shape:{name} a sh:NodeShape ;\n    sh:targetSubjectsOf kg:{name} ;\n"
        f"    sh:property {properties} .\n",
        f"shape:{name}-object a sh:PropertyShape ;\n    sh:path kg:{name} ;\n    sh:nodeKind sh:{kind} ;\n"
        f'    sh:message "the object of kg:{name} is of the kind {kind}"@en .\n',
    ]
    if range_:
        blocks.append(
            f"shape:{name}-range a sh:PropertyShape ;\n    sh:path kg:{name} ;\n{range_}"
            f'    sh:message "the range of kg:{name} is {" or ".join(relation.range)}"@en .\n'
        )
    if domain:
        blocks.append(
            f"shape:{name}-domain a sh:NodeShape ;\n    sh:targetSubjectsOf kg:{name} ;\n{domain}"
            f'    sh:message "the domain of kg:{name} is {" or ".join(relation.domain)}"@en .\n'
        )
    return "\n".join(blocks)


def _fitting(expected: tuple[str, ...]) -> str:
    """What a node of one of these classes is, and how grave it is if it is not; "" where all may be."""
    if "Thing" in expected:
        return ""
    fitting = sorted(known for known in ontology.classes() if ontology.fits(known, expected))
    listed = " ".join(f"[ sh:class kg:{known} ]" for known in fitting)
    unknown = "[ sh:path rdf:type ; sh:hasValue kg:Thing ]"
    return f"    sh:or ( {listed} {unknown} ) ;\n    sh:severity sh:Warning ;\n"


def _entries(section: str) -> Iterator[Entry]:
    for iri, said in _terms().items():
        if _section(iri, said) == section:
            yield Entry(
                name=_short(iri),
                anchor=_anchor(iri),
                iri=iri,
                label_id=_text(said, RDFS + "label", "id"),
                label_en=_text(said, RDFS + "label", "en"),
                definition=_text(said, RDFS + "comment", "en"),
                definition_id=_text(said, RDFS + "comment", "id"),
                facts=tuple(_facts(iri, said)),
            )


def _terms() -> dict[str, _Said]:
    """The ontology's own terms in the order of the file, with what is said of each."""
    found: defaultdict[str, defaultdict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]]
    found = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=str(ontology.path()), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode):
            found[quad.subject.value][quad.predicate.value].append(quad.object)
    return {iri: said for iri, said in found.items() if iri.startswith((KG, ROLE))}


def _section(iri: str, said: _Said) -> str:
    types = {node.value for node in said[RDF + "type"] if isinstance(node, ox.NamedNode)}
    if KG + "Relation" in types:
        return "relations"
    if iri.startswith(ROLE):
        return "roles"
    if OWL + "Class" in types:
        return "classes"
    if OWL + "NamedIndividual" in types:
        return "individuals"
    return "annotations" if OWL + "AnnotationProperty" in types else "descriptions"


def _facts(iri: str, said: _Said) -> Iterator[tuple[str, tuple[Value, ...]]]:
    relation = ontology.relations().get(iri.removeprefix(KG))
    for predicate, heading in _FACTS.items():
        if relation and predicate in (RDFS + "domain", RDFS + "range"):
            names = relation.domain if predicate == RDFS + "domain" else relation.range
            yield heading, tuple(_value(RDFS + name if name == "Literal" else KG + name) for name in names)
            continue
        values = [
            Value(text=node.value) if isinstance(node, ox.Literal) else _value(node.value)
            for node in said.get(predicate, ())
            if isinstance(node, ox.NamedNode | ox.Literal)
        ]
        if values:
            yield heading, tuple(values)
    if relation and relation.symmetric:
        yield "holds", (Value(text="in both directions"),)


def _value(iri: str) -> Value:
    if iri.startswith((KG, ROLE)):
        return Value(text=_short(iri), anchor=_anchor(iri))
    return Value(text=_short(iri), link=iri)


def _anchor(iri: str) -> str:
    """`metWith` for kg:metWith, so that the ontology's IRIs lead to their place; `role-place` for roles."""
    return iri.removeprefix(KG) if iri.startswith(KG) else "role-" + iri.removeprefix(ROLE)


def _short(iri: str) -> str:
    return shortener(dict(PREFIXES))(f"<{iri}>").strip("<>")


def _text(said: _Said, predicate: str, language: str) -> str:
    return next(
        (
            node.value
            for node in said.get(predicate, ())
            if isinstance(node, ox.Literal) and node.language == language
        ),
        "",
    )
