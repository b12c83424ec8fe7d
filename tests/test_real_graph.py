"""The graph of the sample articles, as `kg build` really makes it, from every side."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg import ontology
from kg.namespaces import KG, OWL, PROV, RELATION, ROLE, SCHEMA
from kg.shapes import validate
from kg.store import Store, graphs
from kg.verification import Checked, verify
from reasoning import closure, inconsistencies

pytestmark = pytest.mark.model

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real") / "output"
    command = [sys.executable, "-m", "kg", "build", str(SAMPLES), "--output", str(folder), "--quiet"]
    subprocess.run(command, check=True, timeout=300)
    return folder


def test_no_shape_is_violated(built: Path) -> None:
    with Store.open(built / "store") as store:
        found = list(validate(graphs(store.rdf, store.articles())))
    assert [one for one in found if one.severity != "Warning"] == []
    assert all(one.article and one.sentence for one in found)


@pytest.mark.slow
def test_a_real_article_is_consistent_with_the_ontology_under_owl_2_rl(built: Path) -> None:
    with Store.open(built / "store") as store:
        article = min(map(store.graph, store.articles()), key=len)
    graph = closure(article)
    assert inconsistencies(graph) == []
    kinds = {str(kind) for kind in graph.objects(None, rdflib.RDF.type)}
    assert {KG + "Agent", SCHEMA + "Person", PROV + "Entity"} <= kinds
    (positive,) = {o for _, p, o in article if p == f"<{KG}polarity>" and o.endswith("positive>")}
    assert inconsistencies(closure(article, f"{positive} <{OWL}sameAs> <{KG}negative> ."))


def test_all_evidence_is_what_the_articles_say(built: Path) -> None:
    checked = Checked()
    with Store.open(built / "store") as store:
        assert list(verify(store, checked)) == []
    assert checked.spans > 300


def test_every_property_and_class_of_the_project_is_in_the_ontology(built: Path) -> None:
    graph = rdflib.Graph().parse(built / "graph.ttl")
    declared = {str(term) for term in rdflib.Graph().parse(ontology.path()).subjects()}
    used = {str(predicate) for predicate in graph.predicates()}
    used |= {str(kind) for kind in graph.objects(None, rdflib.RDF.type)}
    ours = {iri for iri in used if iri.startswith((KG, ROLE))}
    assert ours and ours <= declared, ours - declared
    opened = {iri for iri in used if iri.startswith(RELATION)}
    labelled = {str(term) for term in graph.subjects(rdflib.RDF.type, rdflib.URIRef(KG + "Relation"))}
    assert opened <= labelled


def test_all_readers_count_the_same(built: Path) -> None:
    count = len(rdflib.Graph().parse(built / "graph.ttl"))
    assert count == sum(1 for _ in ox.parse(path=str(built / "graph.ttl")))
    with Store.open(built / "store") as store:
        (row,) = store.rdf.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        assert int(row["n"].value) == count
        quads = {str(quad) for quad in ox.parse(path=str(built / "graph.nq"))}
        named = {str(quad) for quad in store.rdf if not isinstance(quad.graph_name, ox.DefaultGraph)}
        assert named == quads


@pytest.mark.store
def test_rapper_counts_the_same(built: Path) -> None:
    rapper = shutil.which("rapper")
    if not rapper:
        pytest.skip("rapper (raptor2-utils) is not installed")
    for name, syntax in (("graph.ttl", "turtle"), ("graph.nq", "nquads")):
        done = subprocess.run(
            [rapper, "-q", "-i", syntax, "-o", "ntriples", str(built / name)], capture_output=True, check=True
        )
        assert not done.stderr
        assert done.stdout.count(b"\n") == sum(1 for _ in ox.parse(path=str(built / name)))


def test_who_met_whom_has_an_answer_with_its_evidence(built: Path) -> None:
    command = [sys.executable, "-m", "kg", "query", "--store", str(built / "store")]
    done = subprocess.run(
        [*command, "--example", "who-met-whom", "--format", "csv"],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows
    assert all(row["a"] and row["b"] and row["sentence"] and row["title"] for row in rows)
