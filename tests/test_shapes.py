"""SHACL shapes: good graphs pass, and every shape catches what it is there for."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner
from rdflib.namespace import SH

from factories import BASE, MET, analysis, document
from kg import ontology
from kg.cli.validate import command
from kg.namespaces import DCTERMS, KG, NIF, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, XSD
from kg.rdf import graph_name, triples
from kg.shapes import Violation, validate
from kg.spool import write_nquads
from kg.store import Store
from kg.terms import TYPE, Triple

NAME = graph_name("randu-1")
ARTICLE, SPAN = f"<{NAME}>", f"<{NAME}#char=0,90>"
ONE = replace(analysis("randu-1", MET), document=document())
GOOD = triples(ONE, mentions=True)
(STATEMENT,) = {s for s, p, o in GOOD if p == TYPE and o == f"<{KG}Statement>"}
RAKA = f"<{BASE}Raka_Wibisana>"

# Shape -> (subject, predicate, the objects that it gets instead of what it has).
FAULTS: dict[str, tuple[str, str, list[str]]] = {
    "Statement": (STATEMENT, f"<{RDF}subject>|<{RDF}object>", []),
    "Statement-subject": (STATEMENT, f"<{RDF}subject>", ['"Raka"']),
    "Statement-predicate": (STATEMENT, f"<{RDF}predicate>", []),
    "Statement-object": (STATEMENT, f"<{RDF}object>", ["<a:b>", "<a:c>"]),
    "Statement-predicateText": (STATEMENT, f"<{KG}predicateText>", ['"bertemu"']),
    "Statement-lemma": (STATEMENT, f"<{KG}lemma>", ['"temu"']),
    "Statement-polarity": (STATEMENT, f"<{KG}polarity>", [f"<{KG}neutral>"]),
    "Statement-modality": (STATEMENT, f"<{KG}modality>", [f"<{KG}actual>", f"<{KG}planned>"]),
    "Statement-confidence": (STATEMENT, f"<{KG}confidence>", [f'"1.2"^^<{XSD}decimal>']),
    "Statement-rule": (STATEMENT, f"<{KG}rule>", ['""']),
    "Statement-evidence": (STATEMENT, f"<{KG}evidence>", ["<a:b>"]),
    "Statement-article": (STATEMENT, f"<{PROV}wasDerivedFrom>", []),
    "Statement-source": (STATEMENT, f"<{KG}attributedTo>", ['"polisi"']),
    "Statement-cue": (STATEMENT, f"<{KG}attributionCue>", ['"kata"']),
    "Statement-time": (STATEMENT, f"<{KG}time>", ['"kemarin"']),
    "Statement-startTime": (STATEMENT, f"<{KG}startTime>", [f'"3"^^<{XSD}integer>']),
    "Statement-endTime": (STATEMENT, f"<{KG}endTime>", ['"besok"']),
    "Statement-spans": (STATEMENT, f"<{KG}subjectSpan>", ["<a:b>"]),
    "Span": ("<a:b>", TYPE, [f"<{KG}Sentence>"]),
    "Span-text": (SPAN, f"<{NIF}anchorOf>", ['""']),
    "Span-begin": (SPAN, f"<{NIF}beginIndex>", [f'"90"^^<{XSD}integer>']),
    "Span-end": (SPAN, f"<{NIF}endIndex>", ['"90"']),
    "Span-article": (SPAN, f"<{NIF}referenceContext>", ["<a:b>"]),
    "Article": (ARTICLE, TYPE, [f"<{KG}Article>"]),
    "Article-identifier": (ARTICLE, f"<{DCTERMS}identifier>", []),
    "Article-hash": (ARTICLE, f"<{KG}textHash>", ['"sha256:1"']),
    "Article-length": (ARTICLE, f"<{KG}textLength>", [f'"-1"^^<{XSD}integer>']),
    "Article-language": (ARTICLE, f"<{SCHEMA}inLanguage>", ['"Indonesia"']),
    "Article-headline": (ARTICLE, f"<{SCHEMA}headline>", ['"Judul"@id', '"Lain"@id']),
    "Article-date": (ARTICLE, f"<{SCHEMA}datePublished>", ['"Senin"']),
    "Article-url": (ARTICLE, f"<{SCHEMA}url>", ["<a:b>", "<a:c>"]),
    "Article-publisher": (ARTICLE, f"<{SCHEMA}publisher>", [RAKA]),
    "Article-mentions": (ARTICLE, f"<{SCHEMA}mentions>", ["<a:b>"]),
    "Thing": ("_:b", TYPE, [f"<{KG}Person>"]),
    "Thing-label": (RAKA, f"<{RDFS}label>", ['"Raka"']),
    "Thing-altLabel": (RAKA, f"<{SKOS}altLabel>", ['"Raka"']),
    "Thing-sameAs": (RAKA, f"<{OWL}sameAs>", ['"Q42"']),
    "Thing-value": (RAKA, f"<{RDF}value>", ["<a:b>"]),
    "Relation": ("_:b", TYPE, [f"<{KG}Relation>"]),
    "Relation-label": ("<a:b>", TYPE, [f"<{KG}Relation>"]),
}


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology.path("shapes.ttl"))


def faulty(subject: str, predicates: str, things: list[str]) -> list[Triple]:
    changed = predicates.split("|")
    kept = [triple for triple in GOOD if triple[0] != subject or triple[1] not in changed]
    return sorted([*kept, *((subject, changed[0], thing) for thing in things)])


def test_good_graphs_pass() -> None:
    given = [(graph_name(name), triples(analysis(name), mentions=True)) for name in ("randu-1", "randu-2")]
    assert list(validate(given)) == []


def test_every_shape_has_a_failing_example(shapes: rdflib.Graph) -> None:
    named = {str(shape).rpartition("#")[2] for shape in shapes.subjects(SH.message, None)}
    assert named == set(FAULTS)


@pytest.mark.parametrize("shape", FAULTS)
def test_a_shape_catches_its_fault(shapes: rdflib.Graph, shape: str) -> None:
    node = rdflib.URIRef(f"https://w3id.org/kg-berita/shapes#{shape}")
    found = list(validate([(NAME, faulty(*FAULTS[shape]))]))
    assert str(shapes.value(node, SH.message)) in {violation.message for violation in found}


def test_a_violation_names_the_article_and_the_sentence() -> None:
    other = (graph_name("randu-2"), triples(analysis("randu-2")))
    (violation,) = validate([other, (NAME, faulty(*FAULTS["Statement-rule"]))])
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
    assert "the rule that made it is named" in text.stdout and "1 violations" in text.stderr


def closure(*more: str) -> rdflib.Graph:
    """The ontology, an article and `more` with all that follows by OWL 2 RL."""
    owlrl = pytest.importorskip("owlrl")
    graph = rdflib.Graph().parse(ontology.path())
    graph.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in GOOD) + "\n".join(more), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def inconsistencies(graph: rdflib.Graph) -> list[rdflib.term.Node]:
    error = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    return [*graph.objects(None, error), *graph.subjects(rdflib.RDF.type, rdflib.OWL.Nothing)]


def test_ontology_and_graph_are_consistent_under_owl_2_rl() -> None:
    graph, raka = closure(), rdflib.URIRef(RAKA[1:-1])
    assert inconsistencies(graph) == []
    assert (raka, rdflib.RDF.type, rdflib.URIRef(KG + "Agent")) in graph
    assert (raka, rdflib.RDF.type, rdflib.URIRef(SCHEMA + "Person")) in graph


def test_a_contradiction_is_seen_by_an_owl_2_rl_reasoner() -> None:
    assert inconsistencies(closure(f"<{KG}positive> <{OWL}sameAs> <{KG}negative> ."))
    assert inconsistencies(closure(f"{ARTICLE} {TYPE} <{KG}Statement> ."))
