"""`kg build` in a process of its own: what it makes, that it is the same each time, that it loses nothing."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from commandline import GOOD, contents, kg, rows
from kg.corpus import read
from kg.journal import Journal, program_hash
from kg.locks import Lock
from kg.namespaces import ID
from kg.outputs import PARTIAL

pytestmark = [pytest.mark.model, pytest.mark.slow]

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
FILES = [
    *("graph.html", "graph.nq", "graph.ttl", "mentions.jsonl"),
    *("report.html", "statements.jsonl", "timeline.html"),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A build of the samples with two workers, and what it printed."""
    folder = tmp_path_factory.mktemp("build") / "graph"
    ran = kg("build", SAMPLES, "--output", folder, "--workers", "2")
    assert (ran.returncode, ran.stderr) == (0, "")
    return folder, ran.stdout


def test_the_folder_holds_what_is_promised_and_nothing_else(built: tuple[Path, str]) -> None:
    folder, printed = built
    names = sorted(file.name for file in folder.iterdir())
    assert names == sorted([".lock", "SHA256SUMS", "articles.sqlite", "store", *FILES])
    for name in [*FILES, "store", "articles.sqlite", "coverage", "statements", "sentences", "relations"]:
        assert name in printed
    assert printed.split()[:2] == ["articles", "10"]
    left = next(line for line in printed.splitlines() if line.startswith("left out"))
    assert re.search(r"no predicate \d+", left)


def test_the_graph_is_the_union_of_the_articles_graphs(built: tuple[Path, str]) -> None:
    folder, _ = built
    graph = {tuple(triple)[:3] for triple in ox.parse(path=folder / "graph.ttl")}
    quads = [tuple(quad) for quad in ox.parse(path=folder / "graph.nq")]
    assert {quad[:3] for quad in quads} == graph
    assert len({quad[3] for quad in quads}) == 10
    assert len(rdflib.Graph().parse(data=(folder / "graph.ttl").read_bytes(), format="turtle")) == len(graph)


def test_statements_are_those_that_extract_prints(built: tuple[Path, str]) -> None:
    folder, _ = built
    extracted = kg("extract", SAMPLES).stdout
    key = "document"
    written = (folder / "statements.jsonl").read_text(encoding="utf-8")
    assert rows(written) == sorted(rows(extracted), key=lambda row: str(row[key]))


def test_a_build_in_several_steps_equals_one_at_once(built: tuple[Path, str], tmp_path: Path) -> None:
    folder, _ = built
    files = sorted(SAMPLES.iterdir())
    for some in (files[4:], files[:2], files):
        ran = kg("build", *some, "--output", tmp_path / "graph", "--quiet")
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert contents(tmp_path / "graph") == contents(folder)


def test_what_is_there_already_is_not_written_again(tmp_path: Path) -> None:
    (tmp_path / "satu.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "dua.txt").write_text(GOOD.replace("Sinta", "Laras"), encoding="utf-8")
    command = ["build", tmp_path / "satu.txt", "--output", tmp_path / "graph"]
    first = kg(*command)
    graph = tmp_path / "graph" / "graph.ttl"
    written, data = graph.stat().st_mtime_ns, graph.read_bytes()
    again = kg(*command)
    assert "nothing has changed" in again.stdout and "nothing has changed" not in first.stdout
    assert again.stdout.split()[-20:] == first.stdout.split()[-20:]
    assert graph.stat().st_mtime_ns == written
    graph.write_bytes(b"")
    assert "nothing has changed" not in kg(*command).stdout
    assert graph.read_bytes() == data
    assert "Judul Khas" not in (tmp_path / "graph" / "graph.html").read_text(encoding="utf-8")
    assert "nothing has changed" not in kg(*command, "--title", "Judul Khas").stdout
    assert "Judul Khas" in (tmp_path / "graph" / "graph.html").read_text(encoding="utf-8")
    more = kg("build", tmp_path / "dua.txt", "--output", tmp_path / "graph")
    assert more.stdout.split()[:5] == ["articles", "2", "1", "read", "now"]


def test_fresh_forgets_what_was_there(built: tuple[Path, str], tmp_path: Path) -> None:
    file = tmp_path / "berita.txt"
    file.write_text(GOOD, encoding="utf-8")
    assert kg("build", SAMPLES / "ekonomi-kopi.txt", "--output", tmp_path / "graph").returncode == 0
    assert kg("build", file, "--output", tmp_path / "graph", "--fresh").returncode == 0
    assert kg("build", file, "--output", tmp_path / "alone").returncode == 0
    assert contents(tmp_path / "graph") == contents(tmp_path / "alone")
    answer = kg(
        "query", "--store", tmp_path / "graph" / "store", "--format", "csv", "SELECT ?a { ?a a kg:Article }"
    )
    assert answer.stdout.splitlines()[1:] == [ID + "article/berita"]


def test_another_base_reads_all_again_and_leaves_no_old_name(tmp_path: Path) -> None:
    one, two = tmp_path / "satu.txt", tmp_path / "dua.txt"
    one.write_text(GOOD, encoding="utf-8")
    two.write_text(GOOD.replace("Sinta", "Laras"), encoding="utf-8")
    base = "https://berita.example/id/"
    assert kg("build", one, "--output", tmp_path / "steps").returncode == 0
    assert kg("build", two, "--output", tmp_path / "steps", "--base", base).returncode == 0
    assert kg("build", one, two, "--output", tmp_path / "whole", "--base", base).returncode == 0
    assert contents(tmp_path / "steps") == contents(tmp_path / "whole")
    assert ID not in (tmp_path / "steps" / "graph.nq").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Sixty articles in one file, and the build of them that nobody disturbed."""
    folder = tmp_path_factory.mktemp("many")
    file = folder / "arsip.jsonl"
    with file.open("w", encoding="utf-8") as output:
        for copy in range(6):
            for found in read([SAMPLES], problems=lambda error: pytest.fail(str(error))):
                output.write(json.dumps({"id": f"{found.id}-{copy}", "text": found.text}) + "\n")
    assert kg("build", file, "--output", folder / "graph").returncode == 0
    return file, folder / "graph"


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "while reading": lambda folder: rows_in_journal(folder, "ro") > 1,
    "while writing files": lambda folder: (folder / PARTIAL / "graph.ttl").exists(),
    "before the store": lambda folder: (folder / PARTIAL / "graph.html").exists(),
    "while filling the store": lambda folder: (folder / "store" / "graph-000002").exists(),
    "while taking their place": lambda folder: (folder / "graph.nq").stat().st_size > 1_000_000,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_nothing_is_lost_and_it_goes_on(
    many: tuple[Path, Path], tmp_path: Path, moment: str
) -> None:
    """`kill -9` in every stage: each file is the old one or the new one, and the store answers."""
    file, undisturbed = many
    folder = tmp_path / "graph"
    first = file.read_text(encoding="utf-8").split("\n")[0]
    assert kg("build", "-", "--output", folder, stdin=first).returncode == 0
    old, new = contents(folder), contents(undisturbed)
    command = [sys.executable, "-m", "kg", "build", str(file), "-o", str(folder), "-q"]
    with subprocess.Popen(command, start_new_session=True) as running:
        deadline = time.monotonic() + 200
        while not MOMENTS[moment](folder) and running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.002)
        assert running.poll() is None, "it ended before it could be killed"
        os.killpg(running.pid, signal.SIGKILL)
    for name, data in contents(folder).items():
        assert data in (old[name], new[name]), name
    query = "SELECT (COUNT(?a) AS ?n) { ?a a kg:Article }"
    answer = kg("query", "--store", folder / "store", query, "--format", "csv")
    assert answer.stdout.split()[1:] in (["1"], ["60"]), answer.stderr
    reread = rows_in_journal(folder)
    assert reread >= 1 if moment == "while reading" else reread == 60
    again = kg("build", file, "--output", folder, "--quiet")
    assert (again.returncode, again.stderr) == (0, "")
    assert contents(folder) == new
    assert not (folder / PARTIAL).exists()


def rows_in_journal(folder: Path, mode: str = "rw") -> int:
    """How many articles were read and kept, looked at from outside.

    A killed build leaves a log that the next connection brings in, so that one must be allowed
    to write; beside a running build `ro` disturbs nothing, and 0 is the answer while that opens.
    """
    address = f"file:{folder / 'articles.sqlite'}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=30)) as journal:
        try:
            return int(journal.execute("SELECT count(*) FROM analysis").fetchone()[0])
        except sqlite3.OperationalError:
            if mode == "rw":
                raise
            return 0


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds workers through /proc")
def test_killed_workers_cost_nothing_but_time(many: tuple[Path, Path], tmp_path: Path) -> None:
    """Two of the workers are killed while they read; the build ends as if nothing had been."""
    file, undisturbed = many
    command = [sys.executable, "-m", "kg", "build", str(file), "-o", str(tmp_path / "graph"), "-q"]
    killed: set[int] = set()
    with subprocess.Popen([*command, "--workers", "2"]) as running:
        while running.poll() is None and len(killed) < 2:
            for worker in set(grandchildren(running.pid)) - killed:
                os.kill(worker, signal.SIGKILL)
                killed.add(worker)
                break
            time.sleep(0.5)
        assert running.wait(timeout=300) == 0
    assert len(killed) == 2
    assert contents(tmp_path / "graph") == contents(undisturbed)


def grandchildren(pid: int) -> list[int]:
    """The processes of the processes of a process: workers hang on the server that forks them."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] != "Z":
                parents[int(folder.name)] = int(fields[1])
    return [one for one, parent in parents.items() if parents.get(parent) == pid]


def test_two_builds_do_not_write_into_one_folder(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    lock = Lock(tmp_path / "graph" / ".lock")
    assert lock.acquire(exclusive=True)
    ran = kg("build", SAMPLES, "--output", tmp_path / "graph")
    lock.release()
    assert ran.returncode == 2
    assert ran.stderr == f"kg: {tmp_path / 'graph'}: another process is building there\n"


def test_an_output_that_cannot_be_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = kg("build", SAMPLES, "--output", tmp_path / "file" / "graph")
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1 and "not a directory" in ran.stderr.lower()


def test_a_terminal_sees_progress_and_it_is_wiped_away(tmp_path: Path) -> None:
    (tmp_path / "buruk.jsonl").write_text("{", encoding="utf-8")
    parent, child = pty.openpty()
    ran = subprocess.Popen(
        [sys.executable, "-m", "kg", "build", str(SAMPLES), str(tmp_path / "buruk.jsonl"), "-o",
         str(tmp_path / "graph")],
        stderr=child, stdout=subprocess.PIPE, env=os.environ | {"TERM": "xterm", "COLUMNS": "120"},
    )  # fmt: skip
    os.close(child)
    shown = b""
    while True:
        try:
            data = os.read(parent, 65536)
        except OSError:
            break
        shown += data
    os.close(parent)
    ran.communicate()
    assert ran.returncode == 1
    text = shown.decode()
    assert "reading articles" in text and "filling the store" in text
    assert f"kg: {tmp_path / 'buruk.jsonl'}:1: not JSON" in text


def test_a_known_article_is_not_read_again(built: tuple[Path, str]) -> None:
    folder, _ = built
    with Journal(folder / "articles.sqlite", program=program_hash(ID)) as journal:
        documents = list(read([SAMPLES], problems=lambda error: pytest.fail(str(error))))
        assert all(map(journal.knows, documents))
