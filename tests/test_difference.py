"""`kg diff`: what two builds do not share, as facts and as a patch that turns one into the other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from commandline import GOOD, kg
from factories import DENIED, MET, OPEN, PLANNED, analysis
from kg.cli.diff import command
from kg.model import Analysis
from kg.spool import write_nquads
from kg.store import Store


def stored(path: Path, *analyses: Analysis) -> str:
    with Store.open(path, read_only=False) as store:
        store.add(analyses)
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def test_equal_builds_have_no_difference(tmp_path: Path) -> None:
    old = stored(tmp_path / "old", analysis("a"), analysis("b"))
    new = stored(tmp_path / "new", analysis("b"), analysis("a"))
    done = run(old, new)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "0 facts added, 0 removed\n"


def test_facts_are_told_in_words(tmp_path: Path) -> None:
    old = stored(tmp_path / "old", analysis("randu-1", MET, DENIED))
    new = stored(tmp_path / "new", analysis("randu-1", MET, PLANNED, OPEN))
    done = run(old, new)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "- Raka Wibisana | received | uang Rp1,5 miliar (not) [randu-1]",
        "+ Sinta Maheswari | santap | soto [randu-1]",
        "+ Sinta Maheswari | visited | Pasar Melati (planned; says Kantor Berita Cakrawala; "
        "2025-02-03/2025-02-07) [randu-1]",
    ]
    rows = [json.loads(line) for line in run(old, new, "--format", "jsonl").stdout.splitlines()]
    assert [row["change"] for row in rows] == ["-", "+", "+"]


def test_a_better_rule_is_no_new_fact(tmp_path: Path) -> None:
    old = stored(tmp_path / "old", analysis("randu-1", MET))
    new = stored(tmp_path / "new", analysis("randu-1", replace(MET, rule="other", confidence=0.2)))
    assert run(old, new).exit_code == 0
    assert run(old, new, "--format", "patch").exit_code == 1


def patched(graph: ox.Dataset, lines: list[str]) -> ox.Dataset:
    """RDF Patch applied by a reader that knows nothing of the writer. Each line must change something."""
    assert (lines[0], lines[-1]) == ("TX .", "TC .")
    for line in lines[1:-1]:
        (quad,) = ox.parse(line[2:].encode("utf-8"), format=ox.RdfFormat.N_QUADS)
        assert (quad in graph) == (line[:2] == "D ") and line[:2] in ("A ", "D "), line
        (graph.remove if line[:2] == "D " else graph.add)(quad)
    return graph


@pytest.mark.model
@pytest.mark.slow
def test_the_patch_of_two_real_builds_turns_one_into_the_other(tmp_path: Path) -> None:
    """An article comes, one goes, one is told anew; quotation marks and all."""
    texts = {name: GOOD.replace("Sinta", name) for name in ("Dewi", "Melati", 'Tirta "Api"')}
    old, new = tmp_path / "old", tmp_path / "new"
    for folder, names in ((old, ["Dewi", "Melati"]), (new, ["Melati", 'Tirta "Api"'])):
        for name in names:
            text = texts[name] + (" Raka pulang." if (folder, name) == (new, "Melati") else "")
            (tmp_path / f"{name[:5]}.txt").write_text(text, encoding="utf-8")
        files = [tmp_path / f"{name[:5]}.txt" for name in names]
        assert kg("build", *files, "-o", folder, "-q").returncode == 0
    done = kg("diff", old, new, "--format", "patch", "-q")
    assert (done.returncode, done.stderr) == (1, "")
    before, after = (ox.Dataset(ox.parse(path=folder / "graph.nq")) for folder in (old, new))
    assert patched(before, done.stdout.split("\n")[:-1]) == after
    told = kg("diff", old, new).stdout.splitlines()
    met = [line for line in told if "Raka Wibisana | metWith |" in line]
    assert sorted(line[0] + line[line.rindex("[") :] for line in met) == ["+[Tirta]", "-[Dewi]"]
    assert all("Dewi Maheswari (2025-02-03)" in line for line in met if line[0] == "-")
    back = kg("diff", new, old, "--format", "patch", "-q").stdout.split("\n")[:-1]
    assert patched(after, back) == ox.Dataset(ox.parse(path=old / "graph.nq"))


def test_the_patch_turns_the_old_graph_into_the_new(tmp_path: Path) -> None:
    files = [tmp_path / "old.nq", tmp_path / "new.nq"]
    write_nquads([analysis("a"), analysis("b", MET)], files[0])
    write_nquads([analysis("b"), analysis("c", DENIED)], files[1])
    done = run(*map(str, files), "--format", "patch", "-q")
    graph = set(files[0].read_text("utf-8").splitlines())
    lines = done.stdout.splitlines()
    assert (lines[0], lines[-1]) == ("TX .", "TC .")
    for line in lines[1:-1]:
        if line.startswith("D "):
            graph.remove(line[2:])
        else:
            assert line.startswith("A ") and line[2:] not in graph
            graph.add(line[2:])
    assert graph == set(files[1].read_text("utf-8").splitlines())
