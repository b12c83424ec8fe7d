"""The ontology file and what the program reads out of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import rdflib
import yaml
from rdflib.namespace import OWL, RDF, RDFS

from kg import ontology
from kg.errors import OntologyError
from kg.model import EntityType
from kg.namespaces import KG


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology.path())


def test_a_relation_has_its_labels_domain_and_range() -> None:
    relation = ontology.relations()["headOf"]
    assert relation.iri == KG + "headOf"
    assert relation.domain == ("Person",)
    assert relation.range == ("Organization", "Country")
    assert not relation.symmetric
    assert relation.label_en == "head of"
    assert relation.label_id and relation.definition and relation.definition_id


def test_symmetry_inverses_and_literal_ranges_are_read() -> None:
    relations = ontology.relations()
    assert relations["metWith"].symmetric
    assert relations["childOf"].inverse == "parentOf"
    assert relations["alsoKnownAs"].literal
    assert not relations["hasQuantity"].literal


def test_every_entity_type_is_a_class() -> None:
    assert {str(kind) for kind in EntityType} <= set(ontology.classes())


def test_a_country_is_a_place_and_can_act() -> None:
    assert ontology.fits("Country", ("Agent",))
    assert ontology.fits("Country", ("Place",))
    assert not ontology.fits("Person", ("Place",))


def test_all_agreed_relations_are_there(shared: Path) -> None:
    with (shared / "ontology" / "relations.tsv").open(encoding="utf-8", newline="") as lines:
        names = [row["relation"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    assert len(names) == 82
    assert set(names) <= set(ontology.relations())


def test_every_term_is_labelled_and_explained_in_both_languages(graph: rdflib.Graph) -> None:
    terms = {
        term
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
        for term in graph.subjects(RDF.type, kind)
        if isinstance(term, rdflib.URIRef)
    }
    assert len(terms) > 150
    for term in terms:
        for predicate in (RDFS.label, RDFS.comment):
            languages = sorted(literal.language for literal in graph.objects(term, predicate))
            assert languages == ["en", "id"], (term, predicate)


def test_all_terms_lie_in_the_project_namespaces(graph: rdflib.Graph) -> None:
    terms = {str(term) for term in graph.subjects() if isinstance(term, rdflib.URIRef)}
    assert all(term.startswith("https://w3id.org/kg-berita/") for term in terms)


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("kg:a a kg:Relation", "kg.ttl"),
        ("<x:a> a <x:b> .", "no relation"),
        (
            "@prefix kg: <https://w3id.org/kg-berita/ontology#> . "
            "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
            "kg:a a kg:Relation ; rdfs:domain kg:B ; rdfs:range kg:B .",
            "no label",
        ),
    ],
)
def test_a_damaged_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turtle: str, message: str
) -> None:
    (tmp_path / "kg.ttl").write_text(turtle, encoding="utf-8")
    monkeypatch.setattr(ontology, "PLACES", (tmp_path,))
    with pytest.raises(OntologyError, match=message):
        ontology.relations()


def test_a_missing_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ontology, "PLACES", (tmp_path / "nowhere",))
    with pytest.raises(OntologyError, match="nowhere"):
        ontology.relations()


def test_every_relation_and_role_of_the_language_is_in_the_ontology() -> None:
    folder = Path(ontology.__file__).parent / "languages" / "id"
    for file, columns in (("frames.tsv", "relation"), ("noun_frames.tsv", "relation")):
        with (folder / file).open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader((line for line in lines if line[0] not in "#\n"), delimiter="\t")
            named = {row[columns].strip() for row in rows if row[columns]} - {"-", ""}
        assert named, file
        assert named <= set(ontology.relations()), file
    grammar = yaml.safe_load((folder / "grammar.yaml").read_text(encoding="utf-8"))
    assert set(grammar["roles"]) <= set(ontology.roles())
