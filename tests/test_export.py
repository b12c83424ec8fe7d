"""Exports: every format carries the same graph, whatever stands in it, and the same bytes each time."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from rdflib.compare import isomorphic

from factories import BASE, analysis
from kg import export, formats
from kg.cli.export import command
from kg.errors import KgError
from kg.model import Analysis
from kg.namespaces import PREFIXES
from kg.spool import Spool
from kg.store import Store
from test_rdf import HOSTILE, hostile

# rdflib's own JSON-LD parser uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

RDFLIB = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}


def spooled(*analyses: Analysis) -> Spool:
    spool = Spool()
    for one in analyses:
        spool.add(one)
    return spool


def written(form: str, *analyses: Analysis) -> str:
    with spooled(*analyses) as spool:
        return "".join(export.WRITERS[form](spool))


def quads(text: str, form: ox.RdfFormat) -> ox.Dataset:
    return ox.Dataset(ox.parse(text.encode("utf-8"), format=form))


@pytest.mark.parametrize("form", RDFLIB)
def test_rdflib_reads_the_same_graph_from_every_format(form: str) -> None:
    analyses = [analysis("randu-1"), analysis("randu-2")]
    expected = rdflib.Graph().parse(data=written("ttl", *analyses), format="turtle")
    found = rdflib.Graph().parse(data=written(form, *analyses), format=RDFLIB[form])
    assert len(found) == len(expected)
    assert isomorphic(found, expected)


def test_trig_holds_the_named_graphs() -> None:
    analyses = [analysis("randu-1"), analysis("randu-2")]
    trig, nq = written("trig", *analyses), written("nq", *analyses)
    assert quads(trig, ox.RdfFormat.TRIG) == quads(nq, ox.RdfFormat.N_QUADS)
    assert "art:randu-1 {" in trig


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=HOSTILE)
def test_any_text_survives_every_format(text: str) -> None:
    one = hostile(text)
    expected = quads(written("nt", one), ox.RdfFormat.N_TRIPLES)
    assert quads(written("ttl", one), ox.RdfFormat.TURTLE) == expected
    assert quads(written("rdf", one), ox.RdfFormat.RDF_XML) == expected
    assert quads(written("jsonld", one), ox.RdfFormat.JSON_LD) == expected
    assert quads(written("trig", one), ox.RdfFormat.TRIG) == quads(written("nq", one), ox.RdfFormat.N_QUADS)
    for form in ("rdf", "jsonld"):
        other = rdflib.Graph().parse(data=written(form, one), format=RDFLIB[form])
        assert len(other) == len(expected)


@pytest.mark.parametrize("text", ["a\r\nb", "\r", "]]>", "<a&b>", "\x85\u2028"])
def test_line_ends_and_markup_survive_xml(text: str) -> None:
    graph = rdflib.Graph().parse(data=written("rdf", hostile(text)), format="xml")
    assert text in {str(thing) for thing in graph.objects()}


def test_a_property_without_an_xml_name_is_refused() -> None:
    with pytest.raises(KgError, match="cannot write the property http://x/5"):
        list(formats.rdf_xml([("<a:b>", "<http://x/5>", '"c"')], PREFIXES))


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networkx_reads_the_statements_as_edges(form: str, tmp_path: Path) -> None:
    with spooled(analysis("randu-1"), analysis("randu-2")) as spool:
        export.write(spool, tmp_path / f"graph.{form}", form)
    read = nx.read_graphml if form == "graphml" else nx.read_gexf
    graph = read(str(tmp_path / f"graph.{form}"))
    assert graph.nodes[BASE + "Raka_Wibisana"]["type"] == "Person"
    found = graph.get_edge_data(BASE + "Sinta_Maheswari", BASE + "Pasar_Melati")
    assert len(found) == 2
    edge = next(iter(found.values()))
    assert (edge["polarity"], edge["modality"]) == ("positive", "planned")
    assert edge["says"] == "Kantor Berita Cakrawala"
    assert edge["sentence"].startswith("Menurut Kantor Berita Cakrawala")


@pytest.mark.parametrize(
    ("form", "ends"), [("gephi", ("Source", "Target")), ("neo4j", (":START_ID", ":END_ID"))]
)
def test_tables_join(form: str, ends: tuple[str, str], tmp_path: Path) -> None:
    with spooled(analysis("randu-1"), analysis("randu-2"), hostile('"\r\n,;')) as spool:
        node_file, edge_file = export.write(spool, tmp_path / form, form)
    with node_file.open(encoding="utf-8", newline="") as lines:
        ids = [row["Id" if form == "gephi" else "id:ID"] for row in csv.DictReader(lines)]
    with edge_file.open(encoding="utf-8", newline="") as lines:
        edges = list(csv.DictReader(lines))
    assert len(ids) == len(set(ids))
    assert len(edges) >= 8
    assert {edge[end] for edge in edges for end in ends} <= set(ids)


@pytest.mark.parametrize("form", export.FORMATS)
def test_the_same_graph_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    made = []
    for name, order in (("a", ("x", "y", "z")), ("b", ("z", "x", "y"))):
        with spooled(*(analysis(one) for one in order)) as spool:
            files = export.write(spool, tmp_path / name / f"graph.{form}.gz", form)
        made.append([file.read_bytes() for file in files])
    assert made[0] == made[1]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def test_the_command_exports_a_store_or_files_alike(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", read_only=False) as store:
        store.add([analysis("randu-1"), analysis("randu-2")])
    source = ["--store", str(tmp_path / "store")]
    assert run(str(tmp_path / "a.nq"), *source).exit_code == 0
    assert (tmp_path / "a.nq").read_text("utf-8") == written("nq", analysis("randu-1"), analysis("randu-2"))
    assert run(str(tmp_path / "b.ttl.gz"), "--data", str(tmp_path / "a.nq"), "-q").stderr == ""
    text = gzip.decompress((tmp_path / "b.ttl.gz").read_bytes()).decode()
    assert text == written("ttl", analysis("randu-1"), analysis("randu-2"))
    (tmp_path / "c.ttl").write_text(text, encoding="utf-8")
    assert run("-", "--format", "ttl", "--data", str(tmp_path / "c.ttl")).stdout == text


@pytest.mark.parametrize("form", export.FOLDERS)
def test_tables_are_compressed_by_the_name_of_their_folder(form: str, tmp_path: Path) -> None:
    with spooled(analysis("randu-1")) as spool:
        plain = export.write(spool, tmp_path / "tabel", form)
        packed = export.write(spool, tmp_path / "padat.gz", form)
    assert [file.relative_to(tmp_path).as_posix() for file in packed] == [
        "padat/nodes.csv.gz",
        "padat/edges.csv.gz",
    ]
    assert [gzip.decompress(file.read_bytes()) for file in packed] == [file.read_bytes() for file in plain]


def test_zstandard_is_read_back(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    with spooled(analysis()) as spool:
        export.write(spool, tmp_path / "a.nt.zst", "nt")
    with zstandard.open(tmp_path / "a.nt.zst", "rt", encoding="utf-8") as lines:
        assert lines.read() == written("nt", analysis())


def test_a_name_of_no_format_is_told(tmp_path: Path) -> None:
    assert isinstance(run(str(tmp_path / "a.docx")).exception, KgError)
    assert run("-").exit_code == 2
