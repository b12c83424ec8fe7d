"""SHACL shapes: good graphs pass, and every shape catches what it is there for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner
from rdflib.namespace import SH

from factories import BASE, MET, OPEN, analysis, document
from kg import ontology
from kg.cli.validate import command
from kg.namespaces import KG, OWL, RDF, RDFS, RELATION, SCHEMA, XSD
from kg.rdf import graph_name, triples
from kg.shapes import Violation, validate
from kg.spool import write_nquads
from kg.store import Store
from kg.terms import TYPE, Triple
from reasoning import closure, inconsistencies

NAME = graph_name("randu-1")
ARTICLE, SPAN = f"<{NAME}>", f"<{NAME}#char=0,90>"
ONE = replace(analysis("randu-1", MET, OPEN), document=document())
GOOD = triples(ONE, mentions=True)
(STATEMENT,) = {s for s, p, o in GOOD if p == f"<{RDF}predicate>" and o == f"<{KG}metWith>"}
RAKA, SANTAP = f"<{BASE}Raka_Wibisana>", f"<{RELATION}santap>"

# Constraints of node shapes -> a fault: (subject, predicates, the objects that it gets instead).
FAULTS: dict[tuple[str, str], tuple[str, str, list[str]]] = {
    ("Statement", "NodeKind"): ("_:b", TYPE, [f"<{KG}Statement>"]),
    ("Statement", "Or"): (STATEMENT, f"<{RDF}subject>|<{RDF}object>", []),
    ("Span", "NodeKind"): ("_:b", TYPE, [f"<{KG}Sentence>"]),
    ("Span", "Pattern"): ("<a:b>", TYPE, [f"<{KG}Sentence>"]),
    ("Article", "NodeKind"): ("_:b", TYPE, [f"<{KG}Article>"]),
    ("Article", "Class"): (ARTICLE, TYPE, [f"<{KG}Article>"]),
    ("Thing", "NodeKind"): ("_:b", TYPE, [f"<{KG}Person>"]),
    ("Relation", "NodeKind"): ("_:b", TYPE, [f"<{KG}Relation>"]),
}
# Constraint of a property shape -> objects that violate it, whatever the property.
WRONG: dict[str, list[str]] = {
    "MinCount": [],
    "MaxCount": ["<a:b>", "<a:c>", "<a:d>"],
    "Datatype": [f'"true"^^<{XSD}boolean>'],
    "In": ["<a:b>"],
    "Class": ["<a:b>"],
    "Node": ["<a:b>"],
    "MinLength": ['""'],
    "Pattern": ['"?"'],
    "MinInclusive": [f'"-1"^^<{XSD}integer>'],
    "MaxInclusive": [f'"2"^^<{XSD}integer>'],
    "LessThan": [f'"9999"^^<{XSD}integer>'],
    "Or": ['"kemarin"'],
}
KINDS = {SH.IRI: '"teks"', SH.Literal: "<a:b>", SH.IRIOrLiteral: "_:b"}
TARGETS = {"Statement": STATEMENT, "Span": SPAN, "Article": ARTICLE, "Thing": RAKA, "Relation": SANTAP}
PLAIN = ("path", "message", "property", "targetClass", "targetObjectsOf", "targetSubjectsOf", "severity")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology.path("shapes.ttl"))


def constraints(shapes: rdflib.Graph) -> Iterator[tuple[rdflib.URIRef, str, rdflib.term.Node]]:
    """Every constraint of every shape with a message: the shape, SHACL's name of it, its value."""
    for shape in sorted(set(shapes.subjects(SH.message))):
        assert isinstance(shape, rdflib.URIRef)
        for parameter, value in shapes.predicate_objects(shape):
            name = str(parameter).removeprefix(str(SH))
            if parameter != rdflib.RDF.type and name not in PLAIN:
                yield shape, name[0].upper() + name[1:], value


def fault(
    shapes: rdflib.Graph, shape: rdflib.URIRef, name: str, value: rdflib.term.Node
) -> tuple[str, str, list[str]]:
    """An example that violates this constraint. Fails where the test knows none."""
    local = shape.rpartition("#")[2]
    path = shapes.value(shape, SH.path)
    if path is None:
        return FAULTS[local, name]
    if alternatives := shapes.value(path, SH.alternativePath):
        path = next(iter(rdflib.collection.Collection(shapes, alternatives)))
    things = [KINDS[value]] if name == "NodeKind" else WRONG[name]
    return TARGETS[local.split("-")[0]], f"<{path}>", things


def faulty(subject: str, predicates: str, things: list[str]) -> list[Triple]:
    changed = predicates.split("|")
    kept = [triple for triple in GOOD if triple[0] != subject or triple[1] not in changed]
    return sorted([*kept, *((subject, changed[0], thing) for thing in things)])


NO_RULE = faulty(STATEMENT, f"<{KG}rule>", [])


def test_good_graphs_pass() -> None:
    given = [(graph_name(name), triples(analysis(name), mentions=True)) for name in ("randu-1", "randu-2")]
    assert list(validate(given)) == []


def test_every_constraint_of_every_shape_catches_its_fault(shapes: rdflib.Graph) -> None:
    known = list(constraints(shapes))
    assert len(known) > 90 and FAULTS.keys() <= {(s.rpartition("#")[2], name) for s, name, _ in known}
    given = [(f"a:{number}", faulty(*fault(shapes, *one))) for number, one in enumerate(known)]
    found = {(one.article, one.constraint, one.message) for one in validate(given)}
    missed = [
        (str(shape), name)
        for number, (shape, name, _) in enumerate(known)
        if (f"a:{number}", name, str(shapes.value(shape, SH.message))) not in found
    ]
    assert not missed


def test_every_shape_of_a_relation_catches_its_fault_and_says_how_grave_it_is() -> None:
    shapes = rdflib.Graph().parse(ontology.path("relation-shapes.ttl"))
    wrong, given, expected = f"<{BASE}Salah>", [], []
    assert rdflib.URIRef(KG + "Sentence") not in set(shapes.objects(None, SH["class"]))
    for shape in sorted(set(shapes.subjects(SH.message))):
        relation = shapes.value(shape, SH.path) or shapes.value(shape, SH.targetSubjectsOf)
        ends = (wrong, RAKA) if str(shape).endswith("-domain") else (RAKA, wrong)
        if shapes.value(shape, SH.nodeKind) == SH.IRI:
            ends = (RAKA, '"teks"')
        more = [(ends[0], f"<{relation}>", ends[1]), (wrong, TYPE, f"<{KG}Sentence>")]
        severity = "Warning" if shapes.value(shape, SH["or"]) else "Violation"
        expected.append((f"a:{len(given)}", severity, str(shapes.value(shape, SH.message))))
        given.append((f"a:{len(given)}", sorted([*GOOD, *more])))
    assert len(expected) > 250
    found = {(one.article, one.severity, one.message) for one in validate(given)}
    assert set(expected) <= found, sorted(set(expected) - found)[:5]


def test_a_wrong_end_names_its_sentence_and_a_thing_of_unknown_type_fits() -> None:
    typed = [(s, p, f"<{KG}Event>" if (s, p) == (RAKA, TYPE) else o) for s, p, o in GOOD]
    found = [one for one in validate([(NAME, typed)]) if one.severity == "Warning"]
    assert {one.message for one in found} == {
        "the domain of kg:metWith is Agent",
        "the range of kg:metWith is Agent",
    }
    assert {(one.article, one.sentence) for one in found} == {(NAME, MET.sentence)}
    assert all(RAKA in (f"<{one.node}>", f"<{one.value}>") for one in found)
    unknown = [(s, p, f"<{KG}Thing>" if (s, p) == (RAKA, TYPE) else o) for s, p, o in GOOD]
    assert list(validate([(NAME, unknown)])) == []


def test_articles_of_a_batch_are_checked_each_as_if_alone() -> None:
    """What one article says of an entity neither mends nor spoils what another says of it."""
    nameless = (graph_name("randu-2"), faulty(RAKA, f"<{RDFS}label>", []))
    found = list(validate([(NAME, GOOD), nameless]))
    assert {one.article for one in found} == {graph_name("randu-2")}
    assert {one.constraint for one in found} == {"MinCount", "Node"}


def test_a_violation_names_the_article_and_the_sentence() -> None:
    other = (graph_name("randu-2"), triples(analysis("randu-2")))
    (violation,) = validate([other, (NAME, NO_RULE)])
    assert violation.article == NAME
    assert f"<{violation.node}>" == STATEMENT
    assert violation.path == KG + "rule"
    assert violation.sentence == MET.sentence


@pytest.mark.parametrize(
    "fault",
    [
        (STATEMENT, f"<{KG}polarity>", [f"<{KG}negative>"]),
        (STATEMENT, f"<{KG}modality>", [f"<{KG}planned>"]),
        (STATEMENT, f"<{KG}attributedTo>", [RAKA]),
        (RAKA, f"<{KG}killed>", [f"<{BASE}Sinta_Maheswari>"]),
    ],
)
def test_a_direct_triple_without_support_is_found(fault: tuple[str, str, list[str]]) -> None:
    found: list[Violation] = list(validate([(NAME, faulty(*fault))]))
    assert any("direct triple" in violation.message for violation in found)


def test_the_command_validates_a_store_and_a_file(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", read_only=False) as store:
        store.add([analysis("randu-1"), analysis("randu-2")])
    done = CliRunner().invoke(command, ["--store", str(tmp_path / "store"), "--sample", "1"])
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("1 articles, ") and done.stderr.endswith(": no violation\n")
    write_nquads([replace(analysis(), statements=(replace(MET, rule=""),))], tmp_path / "bad.nq")
    done = CliRunner().invoke(command, ["--data", str(tmp_path / "bad.nq"), "--format", "csv", "-q"])
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert done.exit_code == 1 and done.stderr == ""
    assert row["article"] == NAME and row["sentence"] == MET.sentence
    text = CliRunner().invoke(command, ["--data", str(tmp_path / "bad.nq")])
    assert "the rule that made it is named" in text.stdout and text.stderr.endswith(": 1 violation\n")


def test_ontology_and_graph_are_consistent_under_owl_2_rl() -> None:
    graph, raka = closure(GOOD), rdflib.URIRef(RAKA[1:-1])
    assert inconsistencies(graph) == []
    assert (raka, rdflib.RDF.type, rdflib.URIRef(KG + "Agent")) in graph
    assert (raka, rdflib.RDF.type, rdflib.URIRef(SCHEMA + "Person")) in graph


def test_a_contradiction_is_seen_by_an_owl_2_rl_reasoner() -> None:
    assert inconsistencies(closure(GOOD, f"<{KG}positive> <{OWL}sameAs> <{KG}negative> ."))
    assert inconsistencies(closure(GOOD, f"{ARTICLE} {TYPE} <{KG}Statement> ."))
