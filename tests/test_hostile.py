"""Hostile text through the whole of kg: nothing invalid comes out, and no statement is lost.

By default a few hundred articles; as many as you like with a profile of Hypothesis:

    python -m pytest tests/test_hostile.py --hypothesis-profile hostile

is 10,000 articles through reading, parsing, extraction and every writer, and 10,000 more as statements
that no extractor would make. With `-o log_cli=true --log-cli-level=INFO` it says how many it saw.
"""

from __future__ import annotations

import csv
import json
import logging
import shutil
import subprocess
import warnings
from collections import Counter
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from hostile import analyses, files
from kg import corpus, export, ontology, pipeline
from kg.identity import argument_iri, best, identifier, is_direct, predicate_iri
from kg.journal import pack, unpack
from kg.model import Analysis, Argument, Statement
from kg.namespaces import DCTERMS, ID, KG, NIF, PROV, RDF, RDFS, SCHEMA, article_iri, role_iri, safe_iri
from kg.records import mention_from, mention_lines, statement_from, statement_lines
from kg.spool import Spool
from kg.store import Store
from kg.terms import clean
from kg.verification import Checked, verify

pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Generating overly large repr"),
]

TOGETHER = 10  # articles in one example
EXAMPLES = max(1, settings.default.max_examples // 4)
RELATIONS = sorted(ontology.relations())
RDFLIB = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld", "rdf": "xml"}
RAPPER = {"ttl": "turtle", "nt": "ntriples", "nq": "nquads", "rdf": "rdfxml"}
OXIGRAPH = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
fuzzed = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
csv.field_size_limit(1 << 30)
seen: Counter[str] = Counter()
turn = count()


def tell(what: str) -> None:
    """Count the articles of an example, and say now and then what was seen."""
    seen[what] += TOGETHER
    if seen[what] % 500 == 0:
        logging.getLogger(__name__).info("hostile content: %s", dict(sorted(seen.items())))


@pytest.mark.model
@pytest.mark.slow
@fuzzed
@given(data=files(TOGETHER))
def test_hostile_articles_go_through_everything(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = fresh(tmp_path_factory)
    (folder / "berita.jsonl").write_bytes(data)
    problems: list[str] = []
    documents = list(
        corpus.read([folder / "berita.jsonl"], problems=lambda error: problems.append(str(error)))
    )
    assert len(documents) + len(problems) >= TOGETHER
    made = []
    for result in pipeline.analyses(documents):
        assert isinstance(result, pipeline.Done), result
        made.append(result.value)
    assert [one.document.id for one in made] == [document.id for document in documents]
    for one in made:
        for statement in one.statements:
            assert one.document.text[statement.start : statement.end] == statement.sentence
    check(made, folder)
    if made:
        with Store.open(folder / "store", read_only=False) as store:
            store.add(made)
            assert list(verify(store, Checked())) == []
    tell("articles read")


@pytest.mark.slow
@fuzzed
@given(made=st.lists(analyses(RELATIONS), min_size=TOGETHER, max_size=TOGETHER))
def test_hostile_statements_are_written_and_read_back_equal(
    made: list[Analysis], tmp_path_factory: pytest.TempPathFactory
) -> None:
    check(made, fresh(tmp_path_factory))
    tell("articles made")


def fresh(factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples: a new one each would fill the disk."""
    folder = factory.getbasetemp() / "hostile"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def check(made: list[Analysis], folder: Path) -> None:
    """Every writer makes something valid of the articles, and every statement is in it."""
    made = list({article_iri(ID, one.document.id): one for one in made}.values())
    for one in made:
        records(one)
    with Spool() as spool:
        for one in made:
            spool.add(one)
        texts = {form: "".join(write(spool)).encode("utf-8") for form, write in export.WRITERS.items()}
        for form in export.FOLDERS:
            for file in export.write(spool, folder / form, form):
                with file.open(encoding="utf-8", newline="") as lines:
                    widths = {len(row) for row in csv.reader(lines, strict=True)}
                assert len(widths) == 1, (form, file.name)
    quads = set(ox.parse(texts["nq"], format=ox.RdfFormat.N_QUADS))
    triples = {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    for form, kind in OXIGRAPH.items():
        read = list(ox.parse(texts[form], format=kind))
        assert set(read) == (quads if form in ("nq", "trig") else triples), form
    for form in ("graphml", "gexf"):
        etree.fromstring(texts[form], etree.XMLParser(huge_tree=True, resolve_entities=False))
    others(texts, len(quads), len(triples))
    for one in made:
        statements(
            one, {quad for quad in quads if str(quad.graph_name.value) == article_iri(ID, one.document.id)}
        )


def others(texts: dict[str, bytes], quads: int, triples: int) -> None:
    """Other readers find as much as ours does: one format each time, in turn."""
    form = list(RDFLIB)[next(turn) % len(RDFLIB)]
    expected = quads if form in ("nq", "trig") else triples
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.disable(logging.WARNING)  # of values that rdflib cannot convert
        graph = rdflib.Dataset() if form in ("nq", "trig") else rdflib.Graph()
        graph.parse(data=texts[form].decode("utf-8"), format=RDFLIB[form])
        logging.disable(logging.NOTSET)
    found = sum(1 for _ in graph.quads()) if isinstance(graph, rdflib.Dataset) else len(graph)
    assert found == expected, form
    seen[f"rdflib {form}"] += 1
    rapper = shutil.which("rapper")
    if rapper and form in RAPPER:
        line = [rapper, "-q", "-i", RAPPER[form], "-o", "ntriples", "-", "http://base.example/"]
        done = subprocess.run(line, input=texts[form], capture_output=True, check=False)
        assert done.returncode == 0 and not done.stderr, (form, done.stderr[:500])
        assert done.stdout.count(b"\n") == (quads if form == "nq" else triples), form
        seen[f"rapper {form}"] += 1


def records(one: Analysis) -> None:
    """JSON lines and the journal give back what went in."""
    lines = statement_lines(one.statements).encode("utf-8").decode("utf-8").split("\n")[:-1]
    rounded = [replace(each, confidence=round(each.confidence, 4)) for each in one.statements]
    assert [statement_from(json.loads(line)) for line in lines] == rounded
    lines = mention_lines(one.mentions).encode("utf-8").decode("utf-8").split("\n")[:-1]
    assert [mention_from(json.loads(line)) for line in lines] == list(one.mentions)
    back = unpack(pack(one))
    assert (back.document, back.entities, list(back.statements)) == (one.document, one.entities, rounded)


def statements(one: Analysis, quads: set[ox.Quad]) -> None:
    """Every statement of an article is in its graph, with all that it says."""
    said: dict[str, dict[str, set[Any]]] = {}
    for quad in quads:
        said.setdefault(str(quad.subject.value), {}).setdefault(quad.predicate.value, set()).add(quad.object)
    nodes = {node for node, of in said.items() if ox.NamedNode(KG + "Statement") in of.get(RDF + "type", ())}
    expected = list(best(one.statements))
    assert nodes == {identifier(statement) for statement in expected}
    assert len(nodes) == len({identifier(statement) for statement in one.statements})
    seen["statements"] += len(nodes)
    article = article_iri(ID, one.document.id)
    assert values(said[article], DCTERMS + "identifier") == {clean(one.document.id)}
    if one.document.title:
        assert values(said[article], SCHEMA + "headline") == {clean(one.document.title)}
    for statement in expected:
        of = said[identifier(statement)]
        name = statement.document if statement.document == one.document.id else one.document.id
        assert values(of, RDF + "predicate") == {predicate_iri(statement)}
        assert values(of, KG + "predicateText") == {clean(statement.predicate.text)}
        assert values(of, KG + "lemma") == {clean(statement.predicate.lemma)} - {""}
        assert values(of, KG + "rule") == {clean(statement.rule)} - {""}
        assert values(of, KG + "polarity") == {KG + statement.polarity}
        assert values(of, KG + "modality") == {KG + statement.modality}
        assert {float(value) for value in values(of, KG + "confidence")} == {round(statement.confidence, 4)}
        assert values(of, PROV + "wasDerivedFrom") == {article}
        sentence = f"{article}#char={statement.start},{statement.end}"
        assert values(of, KG + "evidence") == {sentence}
        assert clean(statement.sentence) in values(said[sentence], NIF + "anchorOf")
        for end, given_ in (("subject", statement.subject), ("object", statement.object)):
            assert bool(given_) == (RDF + end in of)
            if given_:
                assert values(of, KG + end + "Span") == {f"{article}#char={given_.start},{given_.end}"}
                filler(said, of[RDF + end], given_, name, literal=end == "object" and literal(statement))
        for qualifier in statement.qualifiers:
            filler(said, of[role_iri(qualifier.role)], qualifier.argument, name)
        if statement.time:
            assert {KG + "time", KG + "startTime", KG + "endTime"} & set(of) or not statement.time.strip("./")
        if source := statement.attribution:
            assert values(of, KG + "attributionText") == {clean(source.text)} - {""}
            assert values(of, KG + "attributionCue") == {clean(source.cue)} - {""}
            assert len(of[KG + "attributedTo"]) == 1
        if is_direct(statement) and statement.subject:
            subject = argument_iri(statement.subject, name)
            (thing,) = of[RDF + "object"]
            if thing != ox.NamedNode(subject):
                assert thing in said[subject][predicate_iri(statement)]


def literal(statement: Statement) -> bool:
    relation = ontology.relations().get(predicate_iri(statement).removeprefix(KG))
    return relation is not None and relation.literal


def filler(
    said: dict[str, dict[str, set[Any]]],
    found: set[Any],
    given_: Argument,
    name: str,
    *,
    literal: bool = False,
) -> None:
    """The node of an argument is there, and its words with it."""
    if literal:
        assert all(isinstance(node, ox.Literal) for node in found)
        return
    node = argument_iri(given_, name)
    assert ox.NamedNode(node) in found
    assert node == safe_iri(node)
    words = clean(given_.label or given_.text)
    if words and not given_.entity:
        assert words in values(said[node], RDFS + "label")


def values(of: dict[str, set[Any]], predicate: str) -> set[str]:
    return {node.value for node in of.get(predicate, set())}
