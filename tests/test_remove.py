"""`kg remove`: a build after it is one that never had the articles, whatever dies when."""

from __future__ import annotations

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from commandline import GOOD, contents, kg
from factories import MET, OPEN, TEXT, analysis, document
from kg.cli.remove import command
from kg.errors import KgError
from kg.journal import pack
from kg.model import Analysis
from kg.namespaces import ID, article_iri
from kg.outputs import JOURNAL, PARTIAL, STORE, Look, Report, Watcher, opened, publish
from kg.seals import FILE as SEAL
from kg.seals import broken
from kg.store import Store
from kg.withdrawal import withdraw

LOOK = Look(base=ID, title="Arsip Randu", language="id")
WATCHER = Watcher(problem=pytest.fail)


def article(name: str) -> Analysis:
    """An article of its own text, so that nothing of it may stay anywhere."""
    text = TEXT.replace("Kota Randu", f"Kota Randu {name}")
    statements = [replace(one, document=name) for one in ([MET] if name < "c" else [MET, OPEN])]
    return analysis(name, *statements, document=document(name, text=text))


def add(folder: Path, names: Iterable[str]) -> None:
    """What `kg build` does with articles of these ids."""
    with opened(folder, "program") as journal:
        for one in map(article, names):
            journal.keep(one.document, pack(one))
            journal.include(one.document)
        journal.include_members()
        publish(folder, journal, LOOK, Report(), WATCHER)


def state(folder: Path) -> dict[str, Any]:
    """All that can be known of a build: its files, its store, its journal, with nothing of the way there."""
    with Store.open(folder / STORE) as store:
        graphs = {name: store.graph(name) for name in store.articles()}
        union = sorted(str(quad) for quad in store.rdf.quads_for_pattern(None, None, None, None))
        documents = {name: store.document(name) for name in graphs}
        texts = sorted(store.texts._connection.execute("SELECT hash, data FROM text"))
    with closing(sqlite3.connect(folder / JOURNAL)) as journal:
        members = sorted(journal.execute("SELECT * FROM member"))
        analyses = sorted(journal.execute("SELECT * FROM analysis"))
        (said,) = journal.execute("SELECT value FROM note WHERE name = 'build'").fetchone()
    said = json.loads(said)
    files = {name: len(data) for name, data in contents(folder).items()}
    assert {name: said["report"]["files"][name] for name in files} == files
    noted = {"look": said["look"], "signature": said["signature"]}
    rows = {"union": union, "texts": texts, "members": members, "analyses": analyses, "noted": noted}
    return {"files": contents(folder), "graphs": graphs, "documents": documents} | rows


def remove(folder: Path, *arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(command, [*arguments, "--output", str(folder)], input=stdin)


@pytest.fixture(scope="module")
def never(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The build of a and c that never had b."""
    folder = tmp_path_factory.mktemp("never") / "graph"
    add(folder, "ac")
    return state(folder)


@pytest.mark.parametrize(
    "name", ["b", article_iri(ID, "b"), "https://berita.example/b"], ids=["id", "IRI", "URL"]
)
def test_a_build_after_it_is_one_that_never_had_the_article(
    tmp_path: Path, never: dict[str, Any], name: str
) -> None:
    add(tmp_path / "graph", "abc")
    done = remove(tmp_path / "graph", name)
    assert (done.exit_code, done.stdout) == (
        0,
        "b · 2025-02-04 · Bupati dan Gubernur Bertemu di Randu: 1 statements\n1 articles withdrawn, 2 left\n",
    )
    assert state(tmp_path / "graph") == never
    assert list(broken(tmp_path / "graph", [*never["files"], JOURNAL, STORE])) == []


def test_any_way_of_adding_and_removing_leads_to_the_same_build(tmp_path: Path) -> None:
    for seed in range(4):
        chance, folder, there = random.Random(seed), tmp_path / str(seed), set[str]()
        for _ in range(5):
            some = chance.sample("abcdef", chance.randint(1, 3))
            if there and chance.random() < 0.5:
                gone = sorted(there & set(some)) or [min(there)]
                assert len(withdraw(folder, gone, WATCHER).found) == len(gone)
                there -= set(gone)
            else:
                add(folder, some)
                there |= set(some)
        add(tmp_path / f"{seed}-at-once", there)
        if there:
            assert state(folder) == state(tmp_path / f"{seed}-at-once")


def test_what_others_say_too_stays_and_the_rest_is_gone_from_every_byte(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    add(folder, "abc")
    with closing(sqlite3.connect(folder / JOURNAL)) as journal:
        (kept,) = journal.execute("SELECT data FROM analysis WHERE id = 'b'").fetchone()
    assert kept[20:60] in (folder / JOURNAL).read_bytes()
    remove(folder, "b")
    assert "kg:metWith" in (folder / "graph.ttl").read_text("utf-8")
    for file in folder.rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        assert kept[20:60] not in data and b"Randu b" not in data, file


def test_all_may_go_and_come_back(tmp_path: Path, never: dict[str, Any]) -> None:
    folder = tmp_path / "graph"
    add(folder, "ac")
    assert remove(folder, "a", "c").exit_code == 0
    assert (folder / "graph.nq").read_bytes() == b"" == (folder / "statements.jsonl").read_bytes()
    with Store.open(folder / STORE) as store:
        assert len(store) == 0
    add(folder, "c")
    add(folder, "a")
    assert state(folder) == never


def test_names_come_from_a_file_and_what_is_unknown_is_told_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    add(folder, "abcd")
    listed = tmp_path / "ditarik.txt"
    listed.write_text("\nb\n  https://berita.example/d \nz\n", encoding="utf-8")
    done = remove(folder, "--from", str(listed), "y")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        f"kg: y: no article of this id, IRI or URL in {folder}",
        f"kg: {listed}:4: z: no article of this id, IRI or URL in {folder}",
    ]
    assert done.stdout.splitlines()[-1] == "2 articles withdrawn, 2 left"
    assert sorted(state(folder)["documents"]) == [article_iri(ID, "a"), article_iri(ID, "c")]
    assert remove(folder, "--from", "-", stdin="a\n").exit_code == 0


def test_one_url_of_several_articles_means_all_of_them(tmp_path: Path) -> None:
    folder, url = tmp_path / "graph", "https://berita.example/sama"
    with opened(folder, "program") as journal:
        for name in "ab":
            one = replace(article(name), document=document(name, url=url))
            journal.keep(one.document, pack(one))
            journal.include(one.document)
        journal.include_members()
        publish(folder, journal, LOOK, Report(), WATCHER)
    assert [found.id for found in withdraw(folder, [url], WATCHER).found] == ["a", "b"]


def test_nothing_changes_on_a_dry_run_and_where_nothing_is_known(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    add(folder, "ab")
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    done = remove(folder, "b", "--dry-run")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("b · ") and done.stdout.endswith("1 articles would be withdrawn\n")
    assert remove(folder, "z").exit_code == 2
    assert {file: file.read_bytes() for file in before} == before
    assert remove(folder).exit_code == 2
    with pytest.raises(KgError, match="nothing was built there"):
        withdraw(tmp_path / "nowhere", ["a"], WATCHER)
    assert not (tmp_path / "nowhere").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from kg.cli import main
here, left = sys.argv.pop(1), [int(sys.argv.pop(1))]

def changes(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        return isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
    return event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "sqlite3.connect")

def watch(event, arguments):
    if changes(event, arguments) and here in str(arguments[0]):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
main()
"""
STEP = 3


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")
def test_killed_at_any_change_of_a_file_it_leaves_the_old_or_the_new(
    tmp_path: Path, never: dict[str, Any]
) -> None:
    """Killed before its first, fourth, seventh … change of the folder, until it lives to its end."""
    add(tmp_path / "old", "abc")
    old = state(tmp_path / "old")
    outcomes = set()
    for count in range(0, 200, STEP):
        folder = tmp_path / str(count)
        shutil.copytree(tmp_path / "old", folder)
        line = [sys.executable, "-c", KILLED, str(folder), str(count), "remove", "b", "-o", str(folder)]
        ran = subprocess.run(line, capture_output=True, check=False, timeout=100)
        for name, data in contents(folder).items():
            assert data in (old["files"][name], never["files"][name]), (count, name)
        with Store.open(folder / STORE) as store:
            assert store.articles() in (sorted(old["graphs"]), sorted(never["graphs"])), count
        if ran.returncode == 0:
            break
        assert ran.returncode == -signal.SIGKILL, ran.stderr
        with opened(folder, "program"):
            pass
        found = state(folder)
        assert found in (old, never), count
        outcomes.add(found == old)
        again = remove(folder, "b")
        assert again.exit_code == (0 if found == old else 2), again.stderr
        assert state(folder) == never and not (folder / PARTIAL).exists()
        assert (folder / SEAL).exists()
        shutil.rmtree(folder)
    assert count > 20 and outcomes == {True, False}
    assert state(folder) == never


@pytest.mark.slow
def test_the_same_call_again_after_a_kill_finishes_and_finds_its_article(
    tmp_path: Path, never: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "graph"
    add(folder, "abc")
    with monkeypatch.context() as patched:
        patched.setattr("kg.outputs.adopt", lambda path, current: (_ for _ in ()).throw(KgError("dead")))
        with pytest.raises(KgError, match="dead"):
            withdraw(folder, ["b"], WATCHER)
    done = remove(folder, "b")
    assert (done.exit_code, done.stdout[:4]) == (0, "b · ")
    assert state(folder) == never


@pytest.mark.model
@pytest.mark.slow
def test_real_articles_go_and_later_builds_know_nothing_of_them(tmp_path: Path) -> None:
    (tmp_path / "satu.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "dua.txt").write_text(GOOD.replace("Sinta", "Laras"), encoding="utf-8")
    (tmp_path / "tiga.txt").write_text(GOOD.replace("Sinta", "Melati"), encoding="utf-8")
    one, two, three = (tmp_path / f"{name}.txt" for name in ("satu", "dua", "tiga"))
    title = ["--title", "Arsip", "--page-language", "en"]
    assert kg("build", one, two, "-o", tmp_path / "with", *title).returncode == 0
    assert kg("build", one, "-o", tmp_path / "without", *title).returncode == 0
    assert kg("remove", "dua", "-o", tmp_path / "with", "-q").returncode == 0
    assert state(tmp_path / "with") == state(tmp_path / "without")
    again = kg("build", one, "-o", tmp_path / "with", *title)
    assert "nothing has changed" in again.stdout
    for folder in (tmp_path / "with", tmp_path / "without"):
        assert kg("build", three, "-o", folder).returncode == 0
    assert state(tmp_path / "with") == state(tmp_path / "without")
    assert kg("build", two, "-o", tmp_path / "with").returncode == 0
    assert kg("build", one, two, three, "-o", tmp_path / "whole").returncode == 0
    assert state(tmp_path / "with") == state(tmp_path / "whole")
