"""Analyses as RDF: what is written, what must never be, and that every reader agrees on it."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Dataset, Quad, RdfFormat, parse
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS, SKOS, XSD

from factories import (
    BASE,
    CAKRAWALA,
    DENIED,
    MET,
    OPEN,
    PLANNED,
    RAKA,
    SINTA,
    TEXT,
    analysis,
    argument,
    document,
    predicate,
    statement,
)
from kg import identity, rdf, spool, terms
from kg.model import Analysis, Attribution, Entity, Modality, Polarity, Predicate, Qualifier
from kg.namespaces import KG, ROLE, SCHEMA
from kg.rdf import triples

K, ROLES = rdflib.Namespace(KG), rdflib.Namespace(ROLE)
RAKA_, SINTA_ = rdflib.URIRef(RAKA.iri), rdflib.URIRef(SINTA.iri)


def graph_of(one: Analysis) -> rdflib.Graph:
    data = "".join(f"{s} {p} {o} .\n" for s, p, o in triples(one))
    return rdflib.Graph().parse(data=data, format="nt")


def only(graph: rdflib.Graph, kind: rdflib.URIRef = K.Statement) -> rdflib.term.Node:
    (node,) = graph.subjects(RDF.type, kind)
    return node


def test_a_plain_claim_is_a_direct_triple_and_a_statement() -> None:
    graph = graph_of(analysis("randu-1", MET))
    assert (RAKA_, K.metWith, SINTA_) in graph
    node = only(graph)
    assert graph.value(node, RDF.subject) == RAKA_
    assert graph.value(node, RDF.predicate) == K.metWith
    assert graph.value(node, RDF.object) == SINTA_
    assert graph.value(node, K.polarity) == K.positive
    assert graph.value(node, K.modality) == K.actual
    assert graph.value(node, K.time) == rdflib.Literal("2025-02-03", datatype=XSD.date)
    assert graph.value(node, ROLES.place) == rdflib.URIRef(BASE + "Kota_Randu")


def test_a_symmetric_relation_holds_in_both_directions() -> None:
    graph = graph_of(analysis("randu-1", MET))
    assert (SINTA_, K.metWith, RAKA_) in graph


def test_a_relation_with_an_inverse_gets_that_too() -> None:
    graph = graph_of(analysis("randu-1", statement(predicate=predicate("putra", "putra", "childOf"))))
    assert (RAKA_, K.childOf, SINTA_) in graph
    assert (SINTA_, K.parentOf, RAKA_) in graph
    assert (SINTA_, K.childOf, RAKA_) not in graph


@pytest.mark.parametrize(
    "change",
    [
        {"polarity": Polarity.NEGATIVE},
        {"modality": Modality.PLANNED},
        {"modality": Modality.POSSIBLE},
        {"modality": Modality.OBLIGATION},
        {"attribution": Attribution(text="polisi", label="polisi", entity=None, cue="kata")},
        {"subject": None},
        {"object": None},
    ],
)
def test_what_is_not_the_articles_own_claim_is_never_a_direct_triple(change: dict[str, object]) -> None:
    graph = graph_of(analysis("randu-1", replace(MET, **change)))
    assert not list(graph.subject_objects(K.metWith))
    assert graph.value(only(graph), RDF.predicate) == K.metWith


def test_evidence_is_the_exact_sentence_with_its_place_in_the_article() -> None:
    graph = graph_of(analysis("randu-1", DENIED))
    nif = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    sentence = graph.value(only(graph), K.evidence)
    start, end = (int(graph.value(sentence, nif[name])) for name in ("beginIndex", "endIndex"))
    assert TEXT[start:end] == str(graph.value(sentence, nif.anchorOf))
    assert str(sentence).endswith(f"article/randu-1#char={start},{end}")
    span = str(graph.value(only(graph), K.objectSpan)).partition("#char=")[2].split(",")
    assert TEXT[int(span[0]) : int(span[1])] == "uang Rp1,5 miliar"


def test_an_attributed_plan_keeps_its_source_and_period() -> None:
    graph = graph_of(analysis("randu-1", PLANNED))
    node = only(graph)
    assert graph.value(node, K.attributedTo) == rdflib.URIRef(CAKRAWALA.iri)
    assert graph.value(node, K.modality) == K.planned
    assert graph.value(node, K.startTime) == rdflib.Literal("2025-02-03", datatype=XSD.date)
    assert graph.value(node, K.endTime) == rdflib.Literal("2025-02-07", datatype=XSD.date)


def test_an_open_relation_is_labelled_in_indonesian() -> None:
    graph = graph_of(analysis("randu-1", OPEN))
    relation = graph.value(only(graph), RDF.predicate)
    assert graph.value(relation, RDFS.label) == rdflib.Literal("santap", lang="id")
    assert list(graph.subjects(relation, None))


def test_an_amount_is_a_node_with_its_words_and_its_number() -> None:
    graph = graph_of(analysis("randu-1", DENIED))
    amount = graph.value(only(graph), RDF.object)
    assert graph.value(amount, RDF.type) == K.Money
    assert graph.value(amount, RDFS.label) == rdflib.Literal("uang Rp1,5 miliar", lang="id")
    assert graph.value(amount, RDF.value) == rdflib.Literal("1500000000", datatype=XSD.decimal)


def test_a_relation_to_text_is_written_as_a_literal() -> None:
    alias = statement(predicate=predicate("alias", "alias", "alsoKnownAs"), object=argument("Raka"))
    graph = graph_of(analysis("randu-1", alias))
    assert (RAKA_, K.alsoKnownAs, rdflib.Literal("Raka", lang="id")) in graph


def test_a_nameless_thing_belongs_to_its_article() -> None:
    for name in ("randu-1", "randu-2"):
        graph = graph_of(analysis(name))
        assert (rdflib.URIRef(f"{BASE}article/{name}/soto"), RDF.type, K.Thing) in graph


def test_an_entity_has_its_type_names_and_wikidata() -> None:
    graph = graph_of(analysis())
    assert graph.value(RAKA_, RDF.type) == K.Person
    assert graph.value(RAKA_, RDFS.label) == rdflib.Literal("Raka Wibisana", lang="id")
    assert list(graph.objects(RAKA_, SKOS.altLabel)) == [rdflib.Literal("Raka", lang="id")]
    assert graph.value(RAKA_, rdflib.OWL.sameAs) == rdflib.URIRef("http://www.wikidata.org/entity/Q42")


def test_the_article_is_described() -> None:
    graph = graph_of(analysis())
    article, schema = only(graph, K.Article), rdflib.Namespace(SCHEMA)
    assert graph.value(article, schema.datePublished) == rdflib.Literal("2025-02-04", datatype=XSD.date)
    assert graph.value(article, schema.url) == rdflib.URIRef("https://berita.example/randu-1")
    assert str(graph.value(article, K.textHash)).startswith("sha256:")
    assert int(graph.value(article, K.textLength)) == len(TEXT)
    assert RAKA_ in set(graph.objects(article, schema.mentions))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://berita.example/" + "x" * 2000])
def test_a_url_that_is_no_link_everywhere_stays_text(url: str) -> None:
    odd = replace(analysis(), document=document(url=url))
    article = only(graph_of(odd), K.Article)
    assert isinstance(graph_of(odd).value(article, rdflib.URIRef(SCHEMA + "url")), rdflib.Literal)


def test_mentions_are_written_on_request() -> None:
    assert not any("taIdentRef" in p for _, p, _ in triples(analysis()))
    assert sum("taIdentRef" in p for _, p, _ in triples(analysis(), mentions=True)) == 1


def test_rule_and_confidence_do_not_change_a_statements_iri_and_the_surest_is_kept() -> None:
    weak = replace(MET, rule="fronted_adjunct", confidence=0.4)
    assert identity.identifier(weak) == identity.identifier(MET)
    graph = graph_of(analysis("randu-1", weak, MET))
    assert list(graph.objects(only(graph), K.rule)) == [rdflib.Literal("active_object")]


def test_what_a_statement_says_changes_its_iri() -> None:
    changed = (
        replace(MET, polarity=Polarity.NEGATIVE),
        replace(MET, time=None),
        replace(MET, qualifiers=()),
        replace(MET, object=argument("Kota Randu")),
        replace(MET, document="randu-2"),
    )
    assert len({identity.identifier(one) for one in (MET, *changed)}) == 6


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2025-02-03", "date"),
        ("2025-02-30", ""),
        ("2025-02", "gYearMonth"),
        ("2025-13", ""),
        ("2025", "gYear"),
        ("0000", ""),
        ("2025-02-03T17:30", "dateTime"),
        ("2025-02-03T17:30:15+07:00", "dateTime"),
        ("2025-02-03T25:30", ""),
        ("kemarin", ""),
    ],
)
def test_a_time_is_typed_only_if_it_is_one(text: str, kind: str) -> None:
    assert terms.moment(text).rpartition("#")[2].rstrip(">") == kind


def files(folder: Path, analyses: list[Analysis]) -> tuple[Path, Path]:
    folder.mkdir(exist_ok=True)
    spool.write_turtle(analyses, folder / "graph.ttl")
    spool.write_nquads(analyses, folder / "graph.nq")
    return folder / "graph.ttl", folder / "graph.nq"


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")
def test_turtle_and_nquads_hold_the_same_graph_in_rdflib(tmp_path: Path) -> None:
    ttl, nq = files(tmp_path, [analysis("randu-1"), analysis("randu-2")])
    quads = rdflib.Dataset(default_union=True).parse(data=nq.read_text("utf-8"), format="nquads")
    union = rdflib.Graph()
    for triple in quads.triples((None, None, None)):
        union.add(triple)
    assert isomorphic(rdflib.Graph().parse(ttl), union)
    assert {str(graph.identifier) for graph in quads.graphs() if len(graph)} == {
        BASE + "article/randu-1",
        BASE + "article/randu-2",
    }


def test_files_are_byte_identical_in_any_order(tmp_path: Path) -> None:
    analyses = [analysis(f"randu-{number}") for number in range(30)]
    first = [path.read_bytes() for path in files(tmp_path / "a", analyses)]
    shuffled = [
        replace(one, statements=one.statements[::-1], entities=one.entities[::-1])
        for one in random.Random(7).sample(analyses, len(analyses))
    ]
    assert first == [path.read_bytes() for path in files(tmp_path / "b", shuffled)]


def test_a_merge_from_disk_writes_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    analyses = [analysis(f"randu-{number}") for number in range(30)]
    whole = files(tmp_path / "a", analyses)[0].read_bytes()
    monkeypatch.setattr(spool, "RUN", 300)
    assert files(tmp_path / "b", analyses)[0].read_bytes() == whole


def test_an_article_taken_twice_counts_once(tmp_path: Path) -> None:
    once = files(tmp_path / "a", [analysis()])
    twice = files(tmp_path / "b", [analysis("randu-1", MET), analysis()])
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in twice]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("old")
    with pytest.raises(RuntimeError), spool.replacing(path) as output:
        output.write(b"half")
        raise RuntimeError
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.store
def test_rapper_counts_the_same_triples(tmp_path: Path) -> None:
    rapper = shutil.which("rapper")
    if not rapper:
        pytest.skip("rapper (raptor2-utils) is not installed")
    odd = hostile('Ma\'ruf "<\\>" \t\n😀')
    ttl, nq = files(tmp_path, [analysis("randu-1"), analysis("randu-2"), odd])
    for path, syntax in ((ttl, "turtle"), (nq, "nquads")):
        done = subprocess.run(
            [rapper, "-q", "-i", syntax, "-o", "ntriples", str(path)],
            capture_output=True,
            check=True,
            text=True,
        )
        assert not done.stderr
        expected = len(list(parse(path=str(path))))
        assert len(done.stdout.splitlines()) == expected
    assert len(rdflib.Graph().parse(ttl)) == len(list(parse(path=str(ttl))))


def hostile(text: str) -> Analysis:
    """An analysis in which `text` stands wherever text can stand."""
    thing = argument(text, value=text, datatype="string")
    known = argument(text, entity="http://x/" + text, type=text)
    base = statement(
        text,
        sentence=text,
        subject=known,
        predicate=Predicate(text=text, lemma=text, relation=None, iri=""),
        object=thing,
        qualifiers=(Qualifier(role=text, argument=known), Qualifier(role="amount", argument=thing)),
        time=text,
        rule=text,
    )
    said = Attribution(text=text, label=text, entity=text or None, cue=text)
    return analysis(
        "randu-1",
        base,
        replace(base, attribution=said),
        replace(base, predicate=Predicate(text=text, lemma=text, relation=text or None, iri=text)),
        replace(base, predicate=predicate("alias", "alias", "alsoKnownAs")),
        document=document(text, text=text, title=text, url=text, source=text),
        entities=(
            Entity(iri="http://x/" + text, label=text, type="Person", names=(text, "b"), wikidata=text),
        ),
        mentions=(),
    )


HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.text("\"'\\<>{}|^`\r\n\t\x00\x1b\u200f\u202e\u2028\x85\ufeff\ufffe\ud800\udc00😀% .;,#@_~[]()-"),
    st.sampled_from(
        ["x" * 100_000, "é" * 5_000, '""" .', "http://a b/<c>", "a\\u0041", "'''", "\\", "_:b", "@id"]
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE)
def test_any_text_makes_valid_rdf_that_reads_back_equal(text: str, tmp_path: Path) -> None:
    one = hostile(text)
    expected = Dataset(
        parse("".join(f"{s} {p} {o} .\n" for s, p, o in triples(one)).encode(), format=RdfFormat.N_TRIPLES)
    )
    ttl, nq = files(tmp_path, [one])
    assert Dataset(parse(path=str(ttl))) == expected
    assert Dataset(without_graphs(nq)) == expected
    assert len(rdflib.Graph().parse(ttl)) == len(expected)
    values = {literal.value for literal in (quad.object for quad in expected) if hasattr(literal, "language")}
    assert terms.clean(text) in values


def without_graphs(path: Path) -> list[Quad]:
    return [Quad(quad.subject, quad.predicate, quad.object) for quad in parse(path=str(path))]


def test_graph_name_is_the_article() -> None:
    assert rdf.graph_name("randu-1") == BASE + "article/randu-1"
