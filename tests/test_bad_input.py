"""What cannot be read is told in one line with its place; the rest goes on, and nothing built is lost."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from commandline import GOOD, contents, kg, rows

PAGE = "<html><head><title>Menu</title></head><body><nav><a href='/'>Beranda</a></nav></body></html>"
ARTICLE = "Sinta Maheswari mengunjungi Pasar Melati."


def lines(*objects: object) -> str:
    return "".join((item if isinstance(item, str) else json.dumps(item)) + "\n" for item in objects)


CUT = gzip.compress(lines({"text": ARTICLE}).encode() * 400)[:90]

# Name of the file, what is in it, and how the one line about it goes on after the file's path.
BAD: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", ": the file is empty"),
    ("blank.txt", b" \n\n\t\n", ": the file is empty"),
    ("latin.txt", b"Harga naik.\n" + b"Wali kota \xff\xfe\x81 datang.\n", ":2: not UTF-8"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), ": not text"),
    ("menu.html", PAGE.encode(), ": HTML without an article"),
    ("broken.jsonl", lines({"text": ARTICLE}, "{not JSON").encode(), ":2: not JSON"),
    ("list.jsonl", lines([1, 2], {"id": "ada", "text": ARTICLE}).encode(), ":1: not a JSON object"),
    ("field.jsonl", lines({"id": "tanpa"}, {"id": "ada2", "text": ARTICLE}).encode(), ":1: no field 'text'"),
    ("kind.jsonl", lines({"text": 12 * [1]}).encode(), ":1: 'text' must be text"),
    ("column.csv", b"id,title\n1,Satu\n", ":1: no column 'text'"),
    ("cells.csv", b"id,text\n1,Satu,dua,tiga\n", ":2: 4 cells for 2 columns"),
    ("cut.jsonl.gz", CUT, ": cannot be read to its end"),
]


@pytest.mark.parametrize(("name", "data", "message"), BAD, ids=[name for name, _, _ in BAD])
def test_a_file_that_is_bad_is_named_and_alone_it_is_no_job(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    """Where it holds nothing else that can be read, nothing is done and the exit code is 2."""
    file = tmp_path / name
    file.write_bytes(data)
    ran = kg("extract", file)
    told = ran.stderr.splitlines()
    assert told[0].startswith(f"kg: {file}{message}"), ran.stderr
    assert "Traceback" not in ran.stderr
    if ran.stdout:
        assert ran.returncode == 1 and len(told) == 1
    else:
        assert ran.returncode == 2
        assert told[1:] == ["kg: no article could be read; nothing was changed"]


@pytest.mark.model
@pytest.mark.slow
def test_a_folder_with_every_fault_still_gives_the_good_article(tmp_path: Path) -> None:
    folder = tmp_path / "campur"
    folder.mkdir()
    (folder / "baik.txt").write_text(GOOD, encoding="utf-8")
    for name, data, _ in BAD:
        (folder / name).write_bytes(data)
    (folder / "kosong").mkdir()
    (tmp_path / "kosong").mkdir()
    ran = kg("build", folder, tmp_path / "kosong", tmp_path / "tiada.txt", "--output", tmp_path / "graf")
    assert ran.returncode == 1, ran.stderr
    told = ran.stderr.splitlines()
    for name, _, message in BAD:
        assert sum(line.startswith(f"kg: {folder / name}{message}") for line in told) == 1, ran.stderr
    assert f"kg: {tmp_path / 'kosong'}: a folder without articles" in told
    assert f"kg: {tmp_path / 'tiada.txt'}: no such file or directory" in told
    assert len(told) == len(BAD) + 2
    made = rows((tmp_path / "graf" / "statements.jsonl").read_text(encoding="utf-8"))
    assert {"baik", "ada", "ada2"} <= {row["document"] for row in made}


@pytest.mark.model
@pytest.mark.slow
def test_a_large_file_is_read(tmp_path: Path) -> None:
    """50 MB in one line of JSON that is no article, and the article after it."""
    file = tmp_path / "besar.jsonl"
    with file.open("w", encoding="utf-8") as output:
        output.write(json.dumps({"id": "gemuk", "isi": "x" * 50_000_000}) + "\n")
        output.write(json.dumps({"id": "kecil", "text": ARTICLE}) + "\n")
    ran = kg("extract", file)
    assert ran.returncode == 1
    assert ran.stderr.splitlines() == [f"kg: {file}:1: no field 'text'"]
    assert {row["document"] for row in rows(ran.stdout)} == {"kecil"}


@pytest.mark.model
@pytest.mark.slow
def test_nothing_readable_leaves_the_old_build_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "baik.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "buruk.jsonl").write_text("{", encoding="utf-8")
    graph = tmp_path / "graf"
    assert kg("build", tmp_path / "baik.txt", "--output", graph).returncode == 0
    before = contents(graph)
    for extra in ([], ["--fresh"]):
        ran = kg("build", tmp_path / "buruk.jsonl", "--output", graph, *extra)
        assert ran.returncode == 2
        assert ran.stderr.splitlines()[-1] == "kg: no article could be read; nothing was changed"
        assert contents(graph) == before
    answer = kg("query", "--store", graph / "store", "SELECT ?a { ?a kg:metWith ?b }", "--format", "csv")
    assert "Raka_Wibisana" in answer.stdout


@pytest.mark.model
def test_a_name_that_would_steer_the_terminal_is_shown_as_escapes(tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[31mb\nc.jsonl"
    file.write_text("{", encoding="utf-8")
    ran = kg("extract", file)
    assert ran.returncode == 2
    assert "\x1b" not in ran.stderr and len(ran.stderr.splitlines()) == 2


def test_an_output_folder_inside_an_input_is_refused(tmp_path: Path) -> None:
    (tmp_path / "baik.txt").write_text(GOOD, encoding="utf-8")
    ran = kg("build", tmp_path, "--output", tmp_path / "graf")
    assert ran.returncode == 2
    assert "must not lie in the input" in ran.stderr
    assert not (tmp_path / "graf").exists()
