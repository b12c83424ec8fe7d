"""The same graph in every store: the same number of triples, the same answers.

What is expected is what `kg query` answers. Rows are compared as multisets, since stores sort text
differently.
"""

from __future__ import annotations

import gzip
import itertools
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from engines import ENGINES, Comunica, Engine, Rdflib, Redland, Rows, rows
from factories import analysis
from kg import query
from kg.corpus import read
from kg.errors import InputError
from kg.pipeline import Done, analyses
from kg.spool import Spool
from test_rdf import hostile

pytestmark = [pytest.mark.model, pytest.mark.store, pytest.mark.slow]

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
ARTICLES = 1000

# SPARQL 1.0 without paths: what even Rasqal knows.
PLAIN = {
    "negative": "SELECT * { ?st kg:polarity kg:negative ; rdf:subject ?s ; rdf:object ?o }",
    "persons": 'SELECT * { ?who a kg:Person ; rdfs:label ?name FILTER (lang(?name) = "id") }',
    "certain": "SELECT * { ?st kg:rule ?rule ; kg:confidence ?c FILTER (?c >= 0.85) }",
    "offsets": "SELECT * { ?span a kg:Sentence ; nif:beginIndex ?b ; nif:endIndex ?e FILTER (?b < 200) }",
    "texts": "SELECT * { ?span a kg:Sentence ; nif:anchorOf ?text FILTER regex(?text, '[0-9]') }",
    "articles-known": "SELECT * { ?a dcterms:identifier ?id ; kg:textHash ?h ; kg:textLength ?n }",
    "speaking": "SELECT * { ?st kg:attributedTo ?who ; kg:attributionCue ?cue . "
    "OPTIONAL { ?st kg:time ?time } }",
}

# SPARQL 1.1 over the whole graph: nothing is lost, cut or changed on the way.
WHOLE = {
    "predicates": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "types": "SELECT ?type (COUNT(*) AS ?n) { ?x a ?type } GROUP BY ?type",
    "datatypes": "SELECT ?d (COUNT(*) AS ?n) { ?s ?p ?o FILTER (isLiteral(?o) && LANG(?o) = '') "
    "BIND (DATATYPE(?o) AS ?d) } GROUP BY ?d",
    "languages": "SELECT ?l (COUNT(*) AS ?n) { ?s rdfs:label ?o BIND (LANG(?o) AS ?l) } GROUP BY ?l",
    "characters": "SELECT (SUM(STRLEN(?text)) AS ?n) { ?x nif:anchorOf ?text }",
    "amounts-sum": "SELECT (SUM(?v) AS ?sum) { ?x a kg:Money ; rdf:value ?v FILTER isNumeric(?v) }",
    "days": "SELECT ?st ?day { ?st kg:time ?day FILTER (DATATYPE(?day) = xsd:date && YEAR(?day) >= 2023) }",
    "before": 'SELECT ?a ?d { ?a schema:datePublished ?d FILTER (?d < "2025-03-01"^^xsd:date) }',
    "alone": "SELECT ?st { ?st a kg:Statement FILTER NOT EXISTS { ?st rdf:object ?o } }",
    "not-there": "SELECT ?st ?l { ?st role:place ?p . ?p rdfs:label ?l MINUS { ?st kg:modality kg:actual } }",
}

# By article, of N-Quads.
NAMED = {
    "graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER STRSTARTS(STR(?g), STR(id:)) } "
    "GROUP BY ?g",
    "own": "SELECT ?g ?id { GRAPH ?g { ?g dcterms:identifier ?id } }",
    "shared": "SELECT ?who (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?who a kg:Place } } GROUP BY ?who",
}


def prepared(queries: dict[str, str]) -> dict[str, str]:
    """The queries with all prefixes declared."""
    head = "".join(f"PREFIX {prefix}: <{name}>\n" for prefix, name in query.prefixes().items())
    return {name: head + text for name, text in queries.items()}


def ready() -> dict[str, str]:
    """The queries that come with the program."""
    names = query.prefixes()
    return {
        example.name: query.bind(example.text, {"name": "Jakarta"} if example.needs else {}, names=names)
        for example in query.examples().values()
    }


def answer(store: ox.Store, text: str) -> Rows:
    """What `kg query` answers. (Results must die in the thread that made them: no test's frame holds one.)"""
    results = query.run(store, text, names={})
    assert isinstance(results, ox.QuerySolutions)
    return rows(results.serialize(format=ox.QueryResultsFormat.JSON))


class Built:
    """The files of a graph, and what `kg` itself answers."""

    def __init__(self, folder: Path, inputs: list[str]) -> None:
        self.nq, self.ttl = folder / "graph.nq", folder / "graph.ttl"

        def problem(error: InputError) -> None:
            raise error

        with Spool(folder=folder) as spool:
            for done in analyses(read(inputs, problems=problem), workers=2):
                assert isinstance(done, Done)
                spool.add(done.value)
            self.quads, self.triples = spool.write_nquads(self.nq), spool.write_turtle(self.ttl)
        self._store: ox.Store | None = None
        self._expected = dict[str, Rows]()

    def expected(self, queries: dict[str, str]) -> dict[str, Rows]:
        if self._store is None:
            self._store, _ = query.read([self.nq])
        for text in {*queries.values()} - self._expected.keys():
            self._expected[text] = answer(self._store, text)
        return {name: self._expected[text] for name, text in queries.items()}


def differences(found: dict[str, Rows], expected: dict[str, Rows]) -> dict[str, tuple[Rows, Rows]]:
    """For each query that differs: rows that are too many, rows that are missing."""
    wrong = {name for name in expected if found[name] != expected[name]}
    return {name: (found[name] - expected[name], expected[name] - found[name]) for name in sorted(wrong)}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("samples"), [str(SAMPLES)])


@pytest.fixture(scope="module")
def development(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Built:
    return Built(tmp_path_factory.mktemp("development"), [str(shared / "eval" / "articles.jsonl")])


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Built:
    folder = tmp_path_factory.mktemp("thousand")
    with gzip.open(shared / "data" / "news" / "clean.jsonl.gz", "rb") as lines:
        (folder / "news.jsonl").write_bytes(b"".join(itertools.islice(lines, ARTICLES)))
    return Built(folder, [str(folder / "news.jsonl")])


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.__name__)
@pytest.mark.parametrize("name", ["samples", "development"])
def test_a_small_graph(
    name: str, engine: type[Engine], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """All queries; of Redland those that it can parse."""
    built: Built = request.getfixturevalue(name)
    queries = prepared(PLAIN if engine is Redland else PLAIN | WHOLE | ready())
    expected = built.expected(queries)
    assert [query for query, found in expected.items() if not found] == []
    (tmp_path / "ttl").mkdir()
    count, found = engine().ask(built.ttl, queries, tmp_path / "ttl")
    assert count == built.triples
    assert differences(found, expected) == {}
    named = prepared({} if engine is Redland else NAMED)
    (tmp_path / "nq").mkdir()
    count, found = engine().ask(built.nq, named, tmp_path / "nq")
    assert count == built.quads
    assert differences(found, built.expected(named)) == {}


# Texts that stand wherever text can stand: in names, sentences, IRIs, roles, relations, titles, links.
ODD = (
    "kata \"kutip\" dan 'kutip'",
    "garis\\miring \\u0041 \\n \\",
    "tab\tbaris\nkembali\rkeduanya\r\n",
    "\x85\u2028\u2029\u200b\u202e\ufeff",
    "emoji 😀 👩\u200d👩\u200d👧 \U0010ffff",
    "العربية 日本 e\u0301 é ß İ",
    "\x00\x1b\ud800\ufffe",
    "<b>&amp;</b> ]]> %41 %zz {x} ${y} ?z :w",
    '"""\' . } ; DROP ALL #',
    "https://x.example/a b?c=<d>#e",
    "_:b @id ^^",
    "panjang " * 15_000,
    "😀" * 20_000,
)
MOMENTS = (
    "2025",
    "2025-02",
    "2025-02-03",
    "2025-02-03T17:30+07:00",
    "2025-02-03T17:30:15",
    "1945-08-17",
    "besok",
)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.__name__)
def test_nothing_is_too_odd(engine: type[Engine], tmp_path: Path) -> None:
    """Every triple of hostile texts and of all kinds of values comes out as it went in."""
    everything = "SELECT * { ?s ?p ?o }"
    with Spool() as spool:
        for text in ODD:
            spool.add(hostile(text))
        for number, time in enumerate(MOMENTS):
            dated = replace(analysis(f"waktu-{number}").statements[0], time=time)
            spool.add(analysis(f"waktu-{number}", dated))
        count = spool.write_turtle(tmp_path / "odd.ttl")
    store, _ = query.read([tmp_path / "odd.ttl"])
    (tmp_path / "engine").mkdir()
    loaded, found = engine().ask(tmp_path / "odd.ttl", {"everything": everything}, tmp_path / "engine")
    assert loaded == count
    expected = {"everything": answer(store, everything)}
    assert differences(found, expected) == {}


# What an engine can be asked of a million triples within a minute; the others are asked everything.
OF_MANY = {Rdflib: PLAIN, Comunica: PLAIN, Redland: {}}


@pytest.mark.shared
@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.__name__)
def test_the_graph_of_a_thousand_articles(engine: type[Engine], thousand: Built, tmp_path: Path) -> None:
    queries = prepared(OF_MANY.get(engine, PLAIN | WHOLE | ready()))
    expected = thousand.expected(queries)
    assert [query for query, found in expected.items() if not found] == []
    (tmp_path / "ttl").mkdir()
    count, found = engine().ask(thousand.ttl, queries, tmp_path / "ttl")
    assert count == thousand.triples
    assert differences(found, expected) == {}
    if engine is not Rdflib:  # which needs minutes
        named = prepared({} if engine in OF_MANY else NAMED)
        (tmp_path / "nq").mkdir()
        count, found = engine().ask(thousand.nq, named, tmp_path / "nq")
        assert count == thousand.quads
        assert differences(found, thousand.expected(named)) == {}
