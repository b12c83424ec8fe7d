"""`kg extract` in a process of its own: its formats, its streams, its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from commandline import GOOD, kg, rows

pytestmark = [pytest.mark.model, pytest.mark.slow]

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"


def test_statements_of_a_file_under_a_locale_without_unicode(tmp_path: Path) -> None:
    file = tmp_path / "berita.txt"
    file.write_text(GOOD.replace("Maheswari", "Mahêswari"), encoding="utf-8")
    ran = kg("extract", file, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert (ran.returncode, ran.stderr) == (0, "")
    met = next(row for row in rows(ran.stdout) if row["predicate"]["relation"] == "metWith")
    assert met["document"] == "berita"
    assert met["subject"]["label"] == "Raka Wibisana"
    assert met["object"]["label"].endswith("Sinta Mahêswari")
    assert met["subject"]["entity"] == "https://w3id.org/kg-berita/id/Raka_Wibisana"
    assert met["polarity"] == "positive" and met["time"] == "2025-02-03"
    denied = next(row for row in rows(ran.stdout) if row["predicate"]["lemma"] == "terima")
    assert denied["polarity"] == "negative"


def test_mentions_with_another_base_from_standard_input() -> None:
    line = json.dumps({"id": "satu", "text": "Raka Wibisana bertemu Sinta Maheswari di Jakarta."})
    ran = kg("extract", "-", "--format", "mentions", "--base", "https://a.example/x", stdin=line)
    assert ran.returncode == 0, ran.stderr
    found = rows(ran.stdout)
    assert {row["text"] for row in found} >= {"Raka Wibisana", "Sinta Maheswari", "Jakarta"}
    assert all(row["entity"].startswith("https://a.example/x/") for row in found)


def test_the_same_bytes_from_one_worker_and_two_to_a_file(tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    assert kg("extract", SAMPLES, "--output", one).returncode == 0
    assert kg("extract", SAMPLES, "-o", two, "--workers", "2").returncode == 0
    assert one.read_bytes() == two.read_bytes()
    documents = list(dict.fromkeys(row["document"] for row in rows(one.read_text(encoding="utf-8"))))
    assert len(documents) == 10


def test_a_table_for_people(tmp_path: Path) -> None:
    file = tmp_path / "berita.txt"
    file.write_text(GOOD, encoding="utf-8")
    ran = kg("extract", file, "--format", "table", env={"COLUMNS": "100"})
    assert ran.returncode == 0
    lines = ran.stdout.splitlines()
    assert lines[0] == "berita · 2025-02-04 · Menteri Bertemu Gubernur"
    assert any("Raka Wibisana" in line and "metWith" in line for line in lines)
    assert "NOT" in ran.stdout and max(map(len, lines)) <= 100


def test_an_explanation_accounts_for_every_sentence(tmp_path: Path) -> None:
    file = tmp_path / "berita.txt"
    file.write_text(
        GOOD + "\nDi Jakarta, Senin malam.\n\nGubernur yang ramah itu tersenyum kepada warga Pasar Melati.\n",
        "utf-8",
    )
    ran = kg("extract", file, "--explain", env={"COLUMNS": "100"})
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "\x1b" not in ran.stdout, "no colour in a pipe"
    assert "ber: Raka Wibisana | metWith (bertemu) | Sinta Maheswari | place: Jakarta" in ran.stdout
    assert (
        'from "Menteri Raka Wibisana", "bertemu", "Gubernur Sinta Maheswari", place "di Jakarta"'
        in ran.stdout
    )
    assert "left: nothing in it says something of something" in ran.stdout
    assert "3 of 4 sentences have statements" in ran.stdout
    assert max(map(len, ran.stdout.splitlines()[:-3])) <= 100


def test_a_job_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    old = tmp_path / "old.jsonl"
    old.write_text("old", encoding="utf-8")
    assert kg("extract", tmp_path / "missing.txt", "--output", old).returncode == 2
    assert old.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [old]


def test_a_reader_that_stops_listening_gets_no_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "kg", "extract", str(SAMPLES)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as ran:
        assert ran.stdout is not None and ran.stderr is not None
        ran.stdout.readline()
        ran.stdout.close()
        assert b"Traceback" not in ran.stderr.read()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract"], "Missing argument 'INPUT...'"),
        (["extract", "x.txt", "--base", "ftp://a/"], "not an absolute http(s) IRI"),
        (["extract", "x.txt", "--workers", "0"], "'--workers'"),
        (["extract", "x.txt", "--format", "xml"], "'xml' is not one of"),
        (["nonsense"], "No such command 'nonsense'"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(arguments: list[str], message: str) -> None:
    ran = kg(*arguments)
    assert ran.returncode == 2
    assert message in ran.stderr and "Traceback" not in ran.stderr
