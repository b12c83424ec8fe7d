"""Questions to the graph: the engine's answers, the command's output, and what it says when it cannot."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner, Result

from factories import ID, analysis, argument, document, statement
from kg import query
from kg.cli.query import command
from kg.errors import InputError, KgError, QueryError
from kg.model import Analysis
from kg.spool import write_nquads, write_turtle
from kg.store import Store

MET = "SELECT ?a ?b WHERE { ?a kg:metWith ?b }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store and files of the same two articles."""
    made = tmp_path_factory.mktemp("query")
    analyses = [analysis("randu-1"), analysis("randu-2")]
    with Store.open(made / "store", read_only=False) as store:
        store.add(analyses)
    write_turtle(analyses, made / "graph.ttl")
    write_nquads(analyses, made / "graph.nq")
    return made


def ask(folder: Path, *arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(command, ["--store", str(folder / "store"), *arguments], input=stdin)


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output + str(result.exception)
    return list(csv.DictReader(io.StringIO(result.stdout)))


def failure(result: Result) -> str:
    assert isinstance(result.exception, KgError), result.output
    return str(result.exception)


def test_usual_prefixes_need_no_declaration(folder: Path) -> None:
    found = rows(ask(folder, MET, "--format", "csv"))
    pair = {ID + "Raka_Wibisana", ID + "Sinta_Maheswari"}
    assert [{row["a"], row["b"]} for row in found] == [pair, pair]


def test_a_table_shortens_names(folder: Path) -> None:
    assert "id:Raka_Wibisana" in ask(folder, MET).stdout


def test_files_answer_as_the_store_does(folder: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    counts = {
        rows(ask(folder, text, "--format", "csv", *more))[0]["n"]
        for more in ([], ["--data", str(folder / "graph.ttl")], ["--data", str(folder / "graph.nq")])
    }
    assert counts == {str(len(rdflib.Graph().parse(folder / "graph.ttl")))}


def test_one_article_can_be_asked_alone(folder: Path) -> None:
    text = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s a kg:Statement } } ORDER BY ?g"
    found = rows(ask(folder, text, "--format", "csv"))
    assert [row["g"] for row in found] == [ID + "article/randu-1", ID + "article/randu-2"]


def test_who_met_whom_shows_its_evidence(folder: Path) -> None:
    first = rows(ask(folder, "--example", "who-met-whom", "--format", "csv"))[0]
    assert (first["a"], first["b"]) == ("Raka Wibisana", "Sinta Maheswari")
    assert first["sentence"].startswith("Bupati Raka Wibisana bertemu Gubernur")
    assert first["title"] == "Bupati dan Gubernur Bertemu di Randu"
    assert first["url"] == "https://berita.example/randu-1"


@pytest.mark.parametrize("name", sorted(query.examples()))
def test_every_example_finds_something(folder: Path, name: str) -> None:
    example = query.examples()[name]
    bindings = [part for needed in example.needs for part in ("--bind", f"{needed}=Raka")]
    assert example.title
    assert rows(ask(folder, "--example", name, "--format", "csv", *bindings))


def test_a_bound_value_narrows_the_answer_and_cannot_change_the_query(folder: Path) -> None:
    found = rows(ask(folder, MET, "--format", "csv", "--bind", "a=id:Raka_Wibisana"))
    assert [row["b"] for row in found] == [ID + "Sinta_Maheswari"]
    nasty = 'x") || true || ("'
    assert not rows(ask(folder, "--example", "relations-of", "--format", "csv", "--bind", f"name={nasty}"))


def test_json_is_sparql_results_json(folder: Path) -> None:
    answer = json.loads(ask(folder, MET, "--format", "json").stdout)
    assert answer["head"]["vars"] == ["a", "b"]
    assert len(answer["results"]["bindings"]) == 2
    assert json.loads(ask(folder, "ASK { ?a kg:metWith ?b }", "--format", "json").stdout)["boolean"] is True


def test_ask_answers_in_a_word(folder: Path) -> None:
    assert ask(folder, "ASK { ?a kg:metWith ?b }").stdout == "true\n"
    assert ask(folder, "ASK { ?a kg:killed ?b }").stdout == "false\n"


def test_construct_gives_turtle(folder: Path) -> None:
    result = ask(folder, "CONSTRUCT WHERE { ?a kg:metWith ?b }")
    assert len(rdflib.Graph().parse(data=result.stdout)) == 2
    assert "kg:metWith" in result.stdout
    lines = ask(folder, "CONSTRUCT WHERE { ?a kg:metWith ?b }", "--format", "nt").stdout.splitlines()
    assert lines == sorted(lines) and len(lines) == 2
    assert "gives no" not in failure(ask(folder, "DESCRIBE id:Raka_Wibisana", "--format", "csv"))


def test_the_query_can_come_from_a_file_or_standard_input(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(MET, encoding="utf-8")
    by_file = ask(folder, "--file", str(tmp_path / "q.rq"), "--format", "csv").stdout
    assert by_file == ask(folder, "-", "--format", "csv", stdin=MET).stdout
    assert by_file == ask(folder, MET, "--format", "csv").stdout


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?a WHERE {\n  ?a ex:met ?b }", "line 2, column 6: the prefix ex: is not declared"),
        ("SELECT ?a WHERE { ?a kg:metWith ?b", "the query ends too early"),
        ("SELECT ?a WHER { ?a ?b ?c }", "line 1, column"),
        ("SELECT ?a WHERE { ?a ?b <a b> }", "line 1, column"),
        ("DELETE WHERE { ?a ?b ?c }", "an update"),
        ("PREFIX x: <urn:x> DROP ALL", "an update"),
    ],
)
def test_a_mistake_is_named_in_one_line_with_its_place(folder: Path, text: str, message: str) -> None:
    said = failure(ask(folder, text))
    assert message in said
    assert "\n" not in said


def test_a_prefix_inside_a_string_or_a_comment_is_no_mistake() -> None:
    names = query.prefixes()
    text = "SELECT ?a WHERE { ?a ?b 'ex:c' } # ex:d"
    assert not list(query.run(ox.Store(), text, names=names))
    assert "prefix" not in query.explain(text, "error at 1:1: expected X", names)


def test_a_declared_prefix_wins_over_the_usual_one(folder: Path) -> None:
    own = "PREFIX kg: <http://other.example/> " + MET
    assert not rows(ask(folder, own, "--format", "csv"))


@pytest.mark.parametrize(
    "arguments",
    [
        [MET, "--example", "denied"],
        ["--example", "none-such"],
        ["--example", "relations-of"],
        ["   "],
        [MET, "--bind", "a"],
    ],
)
def test_wrong_usage_is_told(folder: Path, arguments: list[str]) -> None:
    result = ask(folder, *arguments)
    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_missing_things_are_told(folder: Path, tmp_path: Path) -> None:
    assert "there is no store" in failure(CliRunner().invoke(command, ["--store", str(tmp_path / "x"), MET]))
    assert "No such file" in failure(ask(folder, MET, "--data", str(tmp_path / "x.ttl")))
    assert "No such file" in failure(ask(folder, "--file", str(tmp_path / "x.rq")))
    assert "no variable ?z" in failure(ask(folder, MET, "--bind", "z=1"))


def test_a_damaged_data_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<a:b> <a:c> <a:d> .\n<a:b> <a:c> .\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.ttl:2: "):
        query.read([tmp_path / "bad.ttl"])
    with pytest.raises(InputError, match="ending"):
        query.read([tmp_path / "bad.docx"])


def test_a_table_steers_no_terminal(tmp_path: Path) -> None:
    evil = "\x1b[31mmerah\x07\u202e[bold]"
    one: Analysis = analysis("x", statement("x", object=argument(evil)), document=document("x", title=evil))
    write_turtle([one], tmp_path / "x.ttl")
    text = "SELECT ?o WHERE { ?s schema:headline ?o }"
    shown = CliRunner().invoke(command, ["--data", str(tmp_path / "x.ttl"), text]).stdout
    assert "\x1b" not in shown and "\u202e" not in shown and "\x07" not in shown
    assert "merah" in shown and "[bold]" in shown


def test_work_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(QueryError, match=r"longer than 0\.05 s"):
        query.within(0.05, lambda: time.sleep(1))
    assert query.within(5, lambda: 7) == 7


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    code = "from kg.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "query", *arguments],
        capture_output=True, text=True, encoding="utf-8", env={**os.environ, **more}, timeout=60,
    )  # fmt: skip


def test_the_command_line_answers_and_fails_with_exit_codes(folder: Path) -> None:
    store = str(folder / "store")
    done = run("--store", store, MET)
    assert (done.returncode, done.stderr) == (0, "") and "id:Raka_Wibisana" in done.stdout
    done = run("--store", store, "SELECT")
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("kg: line 1") and done.stderr.count("\n") == 1
    done = run("--store", store, "--example", "articles", PYTHONIOENCODING="cp1252")
    assert done.returncode == 0


def test_a_runaway_query_is_stopped_by_its_time_limit(folder: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    start = time.monotonic()
    done = run("--store", str(folder / "store"), "--timeout", "0.5", endless)
    assert time.monotonic() - start < 20
    assert done.returncode == 2
    assert done.stderr == "kg: the query takes longer than 0.5 s\n"


def test_prefixes_and_examples_are_listed() -> None:
    assert "PREFIX kg: <https://w3id.org/kg-berita/ontology#>" in run("--list-prefixes").stdout
    listed = run("--list-examples").stdout
    assert all(name in listed for name in query.examples())
    assert "SELECT" in run("--example", "denied", "--show").stdout
