"""Every kind of input is read, and every damage is one error with its place while the rest goes on."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus import read, size
from kg.corpus.formats import stem_of, suffix_of
from kg.corpus.text import as_cp1252, front_matter, heading, normalise
from kg.errors import InputError
from kg.model import Document

STORY = "Petani di Desa Sukaraja memanen padi lebih awal karena hujan datang sebelum waktunya."
SECOND = "Kepala desa mengatakan hasil panen tahun ini tidak turun, tetapi harganya belum naik."
PAGE = f"""<!DOCTYPE html><html><head><title>Panen Lebih Awal</title>
<meta property="og:site_name" content="Kabar Sawah">
<link rel="canonical" href="https://kabarsawah.example/panen"></head>
<body><nav><ul><li>Beranda</li><li>Ekonomi</li></ul></nav><article><h1>Panen Lebih Awal</h1>
<div class="tanggal">Senin, 3 Februari 2025 10:00 WIB</div>
<p>{STORY}</p><p>{SECOND}</p><p>{STORY} {SECOND}</p></article><footer>Hak cipta</footer></body></html>"""


def run(*inputs: str | Path) -> tuple[list[Document], list[InputError]]:
    problems: list[InputError] = []
    return list(read(inputs, problems=problems.append)), problems


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def line(**fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"


# --- what is read -------------------------------------------------------------------------------


def test_text_with_front_matter(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "panen.txt",
        "\ufeffJudul: Panen Awal: Harga Turun\r\nTanggal: Senin, 3 Februari 2025 10:00 WIB\r\n"
        f"Tautan: https://a.example/x\r\nMedia: Kabar Sawah\r\nPenulis: Rini\r\n\r\n{STORY}\r\n{SECOND}\r\n",
    )
    (document,), problems = run(path)
    assert not problems
    assert document == Document(
        id="panen",
        text=f"{STORY}\n{SECOND}",
        title="Panen Awal: Harga Turun",
        date=date(2025, 2, 3),
        url="https://a.example/x",
        source="Kabar Sawah",
    )


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        (f"{STORY}\n{SECOND}", "", f"{STORY}\n{SECOND}"),
        (f"Panen Datang Lebih Awal\n\n{STORY}", "Panen Datang Lebih Awal", STORY),
        (f"{STORY}\n\n{SECOND}", "", f"{STORY}\n\n{SECOND}"),
        (f"Panen Awal\nTahun Ini\n\n{STORY}", "", f"Panen Awal\nTahun Ini\n\n{STORY}"),
        (f"Sumber: air bersih langka\n\n{STORY}", "Sumber: air bersih langka", STORY),
        (f"---\nTitle: Panen Awal\n---\n{STORY}", "Panen Awal", STORY),
        (f"Judul: Panen Awal\n{STORY}", "Panen Awal", STORY),
    ],
)
def test_text_without_front_matter_stays_whole(tmp_path: Path, text: str, title: str, body: str) -> None:
    (document,), problems = run(put(tmp_path, "a.txt", text))
    assert not problems
    assert (document.title, document.text) == (title, body)


def test_page_gives_text_without_furniture(tmp_path: Path) -> None:
    (document,), problems = run(put(tmp_path, "panen.html", PAGE))
    assert not problems
    assert document.title == "Panen Lebih Awal"
    assert document.date == date(2025, 2, 3)
    assert (document.url, document.source) == ("https://kabarsawah.example/panen", "Kabar Sawah")
    assert document.text.split("\n")[:2] == [STORY, SECOND]
    assert "Beranda" not in document.text
    assert "Hak cipta" not in document.text


def test_page_laid_out_with_line_breaks(tmp_path: Path) -> None:
    page = f"""<html><head><title>Panen Lebih Awal | Kabar</title></head><body><table><tr>
    <td>Menu<br>Masuk</td><td><h2>Panen Lebih Awal</h2><b>JAKARTA</b> - {STORY}<br><br>{SECOND}<br><br>
    {STORY} {SECOND}</td></tr></table></body></html>"""
    (document,), problems = run(put(tmp_path, "a.html", page))
    assert not problems
    assert document.text.split("\n") == [f"JAKARTA - {STORY}", SECOND, f"{STORY} {SECOND}"]


def test_page_with_the_article_in_its_metadata_only(tmp_path: Path) -> None:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Panen Lebih Awal",
        "datePublished": "2025-02-03T10:00:00+07:00",
        "publisher": {"@type": "Organization", "name": "Kabar Sawah"},
        "articleBody": f"{STORY} {SECOND}",
    }
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    page = f"<html><head><title>x</title>{script}</head><body><div>Menu</div></body></html>"
    (document,), problems = run(put(tmp_path, "a.html", page))
    assert not problems
    assert (document.text, document.title) == (f"{STORY} {SECOND}", "Panen Lebih Awal")
    assert (document.date, document.source) == (date(2025, 2, 3), "Kabar Sawah")


def test_page_in_its_declared_character_set(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace("Petani", "Šimončič")
    (document,), problems = run(put(tmp_path, "a.html", page.encode("iso-8859-2")))
    assert not problems
    assert document.text.startswith("Šimončič di Desa")


def test_json_lines_ignore_other_keys_and_blank_lines(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "b.jsonl",
        line(id=17, text=STORY, date="2025-02-03T08:00:00+07:00", tags=["a"], title=None)
        + "\n"
        + line(text=SECOND),
    )
    documents, problems = run(path)
    assert not problems
    assert documents[0].id == "17"
    assert documents[0].date == date(2025, 2, 3)
    assert re.fullmatch(r"b-[0-9a-f]{16}", documents[1].id)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables(tmp_path: Path, delimiter: str) -> None:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter)
    writer.writerows(
        [["id", "Title", "text"], ["a", "Judul, satu", f'{STORY}\n"Betul; {SECOND}"'], ["b", "", STORY]]
    )
    documents, problems = run(put(tmp_path, "c.csv", target.getvalue()))
    assert not problems
    assert [(d.id, d.title) for d in documents] == [("a", "Judul, satu"), ("b", "")]
    assert documents[0].text == f'{STORY}\n"Betul; {SECOND}"'


def test_json_lists_and_objects(tmp_path: Path) -> None:
    many, problems = run(
        put(tmp_path, "a.json", json.dumps([{"text": STORY, "id": "x"}, {"text": SECOND, "id": "y"}]))
    )
    one, more = run(put(tmp_path, "b.json", json.dumps({"text": STORY})))
    assert ([d.id for d in many], len(one), problems, more) == (["x", "y"], 1, [], [])


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz", "a.txt.gz", "a.html.gz"])
def test_gzip(tmp_path: Path, name: str) -> None:
    plain = {
        "a.jsonl.gz": line(text=STORY),
        "a.csv.gz": f"text\n{STORY}\n",
        "a.txt.gz": STORY,
        "a.html.gz": PAGE,
    }
    (document,), problems = run(put(tmp_path, name, gzip.compress(plain[name].encode())))
    assert not problems
    assert document.text.startswith(STORY)


def test_zip(tmp_path: Path) -> None:
    path = tmp_path / "arsip.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("b/dua.txt", SECOND)
        archive.writestr("a/satu.jsonl", line(text=STORY) + "rusak\n")
        archive.writestr("gambar.png", "x")
    documents, problems = run(path)
    assert [d.text for d in documents] == [STORY, SECOND]
    assert [p.place for p in problems] == [f"{path}/a/satu.jsonl:2"]


def test_folders_are_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c/d.txt", "B.txt", ".hidden.txt", "note.md"):
        put(tmp_path, name, f"Berita {name}. {STORY}")
    documents, problems = run(tmp_path)
    assert not problems
    assert [d.id for d in documents] == ["B", "d", "z", "b"]


@pytest.mark.parametrize(
    ("content", "count"),
    [(line(text=STORY) + line(text=SECOND), 2), (STORY, 1), (PAGE, 1), (json.dumps([{"text": STORY}]), 1)],
)
def test_standard_input_by_its_first_character(
    monkeypatch: pytest.MonkeyPatch, content: str, count: int
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(content.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    documents, problems = run("-")
    assert not problems
    assert len(documents) == count


def test_a_pipe_is_read_like_standard_input(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    if os.fork() == 0:
        pipe.write_bytes(line(text=STORY).encode())
        os._exit(0)
    (document,), problems = run(pipe)
    os.wait()
    assert (document.text, problems) == (STORY, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_encodings(tmp_path: Path, encoding: str, name: str) -> None:
    story = STORY + " “Kafé itu tutup,” kata Zoë – pemiliknya."
    content = {
        "a.txt": story,
        "a.jsonl": line(text=story),
        "a.csv": f"id,text\n1,{json.dumps(story, ensure_ascii=False)}\n",
    }
    content["a.csv"] = f'id;text\n1;"{story}"\n'
    (document,), problems = run(put(tmp_path, name, content[name].encode(encoding)))
    assert not problems
    assert document.text == story


# --- damage -------------------------------------------------------------------------------------

DAMAGE: dict[str, tuple[str, bytes, str, str]] = {
    "empty text": ("x.txt", b"", "x.txt", "the file is empty"),
    "blank text": ("x.txt", b" \r\n\t\n", "x.txt", "the file is empty"),
    "invisible text": ("x.txt", "\u200b\u00ad".encode(), "x.txt", "the article is empty"),
    "only front matter": ("x.txt", b"Judul: Panen\nTanggal: 3/2/2025\n\n", "x.txt", "the article is empty"),
    "empty lines": ("x.jsonl", b"\n\n", "x.jsonl", "the file is empty"),
    "empty page": ("x.html", b"", "x.html", "the file is empty"),
    "empty table": ("x.csv", b"", "x.csv", "the file is empty"),
    "table without rows": ("x.csv", b"id,text\n", "x.csv", "a table without rows"),
    "table without text": ("x.csv", b"id,isi\n1,a\n", "x.csv:1", "no column 'text'"),
    "short row": ("x.csv", b"id,text,title\n1,a\n", "x.csv:2", "2 cells for 3 columns"),
    "open quote": ("x.csv", b'id,text\n1,"a\n', "x.csv:2", "not CSV: unexpected end of data"),
    "binary": ("x.txt", bytes(range(256)) * 4, "x.txt", "not text (a binary file)"),
    "binary lines": ("x.jsonl", bytes(range(256)) * 4, "x.jsonl", "not text (a binary file)"),
    "binary table": ("x.csv", bytes(range(256)) * 4, "x.csv", "not text (a binary file)"),
    "binary page": ("x.html", b"\x89PNG\r\n\x1a\n" + bytes(200), "x.html", "not text (a binary file)"),
    "pdf": ("x.txt", b"%PDF-1.7\n1 0 obj", "x.txt", "not text (a binary file)"),
    "wrong encoding": ("x.txt", b"baris satu\n\xff\xfd\xfa\xfb\n", "x.txt:2", "not UTF-8 text (byte 0xff)"),
    "wrong encoding, line": (
        "x.jsonl",
        b'{"text": "\xff\xfd\xfb"}\n',
        "x.jsonl:1",
        "not UTF-8 text (byte 0xff)",
    ),
    "wrong encoding, row": (
        "x.csv",
        b"id,text\n1,\xff\xfd\xfb\xfa\n",
        "x.csv:2",
        "not UTF-8 text (byte 0xff)",
    ),
    "cut UTF-16": (
        "x.txt",
        "\ufeffsatu".encode("utf-16-le")[:-1],
        "x.txt",
        "the byte order mark says utf-16-le, but it is not",
    ),
    "cut UTF-16 lines": (
        "x.jsonl",
        "\ufeff{}".encode("utf-16-le")[:-1],
        "x.jsonl:1",
        "not UTF-16 text; the rest is left out",
    ),
    "no article": (
        "x.html",
        b"<html><body><ul><li>Menu</li></ul></body></html>",
        "x.html",
        "HTML without an article",
    ),
    "no page": ("x.html", b"bukan halaman", "x.html", "not HTML"),
    "not JSON": (
        "x.jsonl",
        b"{bukan}\n",
        "x.jsonl:1",
        "not JSON: Expecting property name enclosed in double quotes",
    ),
    "not an object": ("x.jsonl", b"[1]\n", "x.jsonl:1", "not a JSON object"),
    "deep": ("x.jsonl", b"[" * 100_000 + b"\n", "x.jsonl:1", "not JSON: nested too deep or too large"),
    "huge number": (
        "x.jsonl",
        b'{"text": ' + b"1" * 5000 + b"}\n",
        "x.jsonl:1",
        "not JSON: nested too deep or too large",
    ),
    "no field": ("x.jsonl", b'{"title": "a"}\n', "x.jsonl:1", "no field 'text'"),
    "null": ("x.jsonl", b'{"text": null}\n', "x.jsonl:1", "no field 'text'"),
    "empty field": ("x.jsonl", b'{"text": " "}\n', "x.jsonl:1", "the article is empty"),
    "a list": (
        "x.jsonl",
        b'{"text": "a", "title": ["b"]}\n',
        "x.jsonl:1",
        "'title' must be text, not a list",
    ),
    "a truth value": ("x.jsonl", b'{"text": true}\n', "x.jsonl:1", "'text' must be text, not true or false"),
    "an object": (
        "x.jsonl",
        b'{"text": "a", "source": {}}\n',
        "x.jsonl:1",
        "'source' must be text, not an object",
    ),
    "bad list": ("x.json", b'[{"text": "a"', "x.json", "not JSON: Expecting ',' delimiter"),
    "empty list": ("x.json", b"[]", "x.json", "an empty list"),
    "not gzip's end": (
        "x.txt.gz",
        gzip.compress(os.urandom(9000))[:5000],
        "x.txt.gz",
        "cannot be read to its end",
    ),
    "not zip": ("x.zip", b"PK\x03\x04nothing", "x.zip", "cannot be read to its end"),
    "zip of others": ("x.zip", b"", "x.zip", "an archive without articles"),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_damage_is_one_error_with_its_place(tmp_path: Path, case: str) -> None:
    name, content, place, reason = DAMAGE[case]
    path = put(tmp_path / "in", name, content)
    if case == "zip of others":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.png", "x")
    put(tmp_path / "in", "a.txt", STORY)
    put(tmp_path / "in", "z.jsonl", line(text=SECOND))
    documents, problems = run(tmp_path / "in")
    assert [d.text for d in documents] == [STORY, SECOND]
    assert len(problems) == 1, problems
    assert problems[0].place == f"{tmp_path}/in/{place}"
    assert problems[0].reason.startswith(reason)
    assert "\n" not in str(problems[0])


def test_lines_and_rows_around_a_bad_one_are_kept(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", line(text=STORY) + "{\n" + line(text=SECOND))
    put(tmp_path, "b.csv", 'id,text\n1,satu\n2,"dua"x\n3,"ti\nga"\n4\n5,lima\n')
    documents, problems = run(tmp_path)
    assert [d.text for d in documents] == [STORY, SECOND, "satu", "ti\nga", "lima"]
    assert [p.place.rpartition("/")[2] for p in problems] == ["a.jsonl:2", "b.csv:3", "b.csv:6"]


def test_a_cut_archive_keeps_what_came_before(tmp_path: Path) -> None:
    whole = "".join(line(id=str(n), text=f"{n} {os.urandom(40).hex()}") for n in range(3000))
    packed = gzip.compress(whole.encode())
    documents, problems = run(put(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2]))
    assert 500 < len(documents) < 2500
    assert len(problems) == 1
    assert f"after {tmp_path}/a.jsonl.gz:{len(documents)}" in str(problems[0])


def test_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    picture = put(tmp_path, "a.png", b"x")
    inputs = (tmp_path / "tidak-ada.txt", tmp_path / "kosong", picture, put(tmp_path, "b.txt", STORY))
    documents, problems = run(*inputs)
    assert [d.id for d in documents] == ["b"]
    assert [(p.place, p.reason) for p in problems] == [
        (str(inputs[0]), "no such file or directory"),
        (str(inputs[1]), "a folder without articles"),
        (str(picture), "not a kind of file that can be read"),
    ]


def test_symbolic_links(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, "a/satu.txt", STORY)
    (folder / "a" / "lagi").symlink_to(folder)
    (folder / "diri.txt").symlink_to("diri.txt")
    (folder / "putus.txt").symlink_to("tidak-ada")
    (folder / "sama.txt").symlink_to("a/satu.txt")
    documents, problems = run(folder)
    assert [d.id for d in documents] == ["satu"]
    assert [p.place.rpartition("/in/")[2] for p in problems] == ["a/lagi", "diri.txt", "putus.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_an_unreadable_file(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", STORY).chmod(0)
    put(tmp_path, "b.txt", SECOND)
    documents, problems = run(tmp_path)
    assert ([d.id for d in documents], [p.reason for p in problems]) == (["b"], ["permission denied"])


def test_a_file_that_vanishes_before_it_is_opened(tmp_path: Path) -> None:
    first, second = put(tmp_path, "a.txt", STORY), put(tmp_path, "b.txt", SECOND)
    problems: list[InputError] = []
    documents = read([first, second], problems=problems.append)
    assert next(documents).id == "a"
    second.unlink()
    assert list(documents) == []
    assert [p.place for p in problems] == [str(second)]


def test_a_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/ber\xffita\n.txt"
    Path(os.fsdecode(path)).write_bytes(b"")
    _, (problem,) = run(tmp_path)
    str(problem).encode()
    assert problem.place.endswith(r"ber\xffita\n.txt")


# --- ids ----------------------------------------------------------------------------------------


def test_the_same_article_twice_is_reported_and_left_out(tmp_path: Path) -> None:
    path = put(
        tmp_path, "a.jsonl", line(id="x", text=STORY) + line(id="x", text=STORY) + line(text=SECOND) * 2
    )
    documents, problems = run(path)
    assert len(documents) == 2
    assert [p.place.rpartition(":")[2] for p in problems] == ["2", "4"]


def test_an_id_given_twice_keeps_both_articles_and_says_so(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", line(id="x", text=STORY) + line(id="x", text=SECOND))
    documents, problems = run(path)
    assert documents[0].id == "x"
    assert re.fullmatch("x-[0-9a-f]{16}", documents[1].id)
    assert documents[1].id in str(problems[0])
    assert len(problems) == 1


def test_an_article_of_a_known_address_keeps_its_id_when_its_wording_changes(tmp_path: Path) -> None:
    (old,), _ = run(put(tmp_path, "a.jsonl", line(url="https://a.example/1", text=STORY)))
    (new,), _ = run(put(tmp_path, "a.jsonl", line(url="https://a.example/1", text=SECOND)))
    (other,), _ = run(put(tmp_path, "a.jsonl", line(url="https://a.example/2", text=SECOND)))
    assert old.id == new.id != other.id


def test_files_of_one_name_keep_apart(tmp_path: Path) -> None:
    put(tmp_path, "a/berita.txt", STORY)
    put(tmp_path, "b/berita.txt", SECOND)
    documents, problems = run(tmp_path)
    assert not problems
    assert documents[0].id == "berita"
    assert documents[1].id.startswith("berita-")


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", STORY)
    documents, problems = run(tmp_path, path, tmp_path)
    assert (len(documents), problems) == (1, [])


@given(st.lists(st.tuples(st.sampled_from(["", "x", "y"]), st.text(max_size=8)), max_size=12))
def test_ids_are_unique_and_nothing_is_lost_silently(
    tmp_path_factory: pytest.TempPathFactory, items: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("ids") / "a.jsonl"
    path.write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in items))
    documents, problems = run(path)
    assert len({d.id for d in documents}) == len(documents)
    left_out = [p for p in problems if "becomes" not in p.reason]
    assert len(documents) + len(left_out) == max(len(items), 1)


# --- text ---------------------------------------------------------------------------------------


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_normalised_text_is_stable_and_can_be_written(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not {c for c in once if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs"}}
    assert once.encode().decode() == once


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\u00a0b\u202fc\td", "a b c d"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("cafe\u0301", "café"),
        ("Ja\u00adkar\u200bta\x00\x1b\ufeff", "Jakarta"),
        ("\ud800x", "x"),
        ("\u202eterbalik\u202c", "terbalik"),
    ],
)
def test_normalise(before: str, after: str) -> None:
    assert normalise(before) == after


@given(
    st.binary(max_size=400),
    st.sampled_from([".txt", ".jsonl", ".csv", ".html", ".json", ".zip", ".jsonl.gz"]),
)
def test_any_bytes_give_articles_or_one_line_errors(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    path = tmp_path_factory.mktemp("any") / f"x{suffix}"
    path.write_bytes(data)
    documents, problems = run(path)
    assert documents or problems
    assert all("\n" not in str(p) and p.place.startswith(str(path)) for p in problems)
    assert all(d.text == normalise(d.text) != "" for d in documents)


@given(
    st.text(),
    st.dictionaries(
        st.sampled_from(["Judul", "URL", "Tanggal"]), st.from_regex(r"[a-z]{1,9}", fullmatch=True)
    ),
)
def test_front_matter_comes_off_and_the_text_stays(text: str, fields: dict[str, str]) -> None:
    body = "Isi: " + text
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    found, rest = front_matter(f"{head}\n{body}")
    if "Judul" in fields or len(fields) > 1:
        assert set(found.values()) == set(fields.values())
        assert rest.removeprefix("\n") == body
    else:
        assert (found, rest) == ({}, f"{head}\n{body}")


def test_cp1252_is_only_read_where_it_is_plausible() -> None:
    assert as_cp1252(
        "“Kafé” tutup pada pukul sembilan malam – selalu, begitu kata pemiliknya.".encode("cp1252")
    )
    assert as_cp1252(STORY.encode() + b"\x81") is None
    assert as_cp1252("Привет, как дела".encode("cp1251")) is None


@pytest.mark.parametrize(
    ("name", "suffix", "stem"),
    [
        ("a.b.TXT", ".txt", "a.b"),
        ("berita.jsonl.gz", ".jsonl", "berita"),
        ("a.gz", "", "a"),
        ("a.zip.gz", "", "a"),
        (".jsonl", "", ".jsonl"),
        ("foto.png", "", "foto.png"),
    ],
)
def test_suffixes_and_stems(name: str, suffix: str, stem: str) -> None:
    assert (suffix_of(name), stem_of(name)) == (suffix, stem)


def test_headings() -> None:
    assert heading("Satu dua tiga\n\nIsi.") == ("Satu dua tiga", "Isi.")
    assert heading("Satu dua tiga\n\n  ") == ("", "Satu dua tiga\n\n  ")
    assert heading("Satu dua\n\nIsi.") == ("", "Satu dua\n\nIsi.")


# --- size and streaming -------------------------------------------------------------------------


def test_consumed_bytes_add_up_to_the_size(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", STORY)
    put(tmp_path, "b.jsonl", line(text=SECOND) * 3)
    put(tmp_path, "c.jsonl.gz", gzip.compress(line(text=STORY, id="c").encode()))
    heard: list[int] = []
    list(read([tmp_path], problems=lambda _: None, consumed=heard.append))
    assert sum(heard) == size([tmp_path]) == sum(p.stat().st_size for p in tmp_path.iterdir())


def test_articles_come_before_the_input_ends(tmp_path: Path) -> None:
    heard: list[int] = []
    path = put(tmp_path, "a.jsonl", "".join(line(id=str(n), text=STORY * 20) for n in range(2000)))
    documents = read([path], problems=lambda _: None, consumed=heard.append)
    assert next(documents).id == "0"
    assert sum(heard) < path.stat().st_size / 10
    documents.close()  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.parametrize(
    "make", [lambda t: t, lambda t: json.dumps({"text": t}), lambda t: f'id,text\n1,"{t}"\n']
)
def test_fifty_megabytes_in_one_article(tmp_path: Path, make: Callable[[str], str]) -> None:
    text = f"{STORY} " * (50 * 2**20 // (len(STORY) + 1))
    start = make(text)[:1]
    name = {"{": "a.jsonl", "i": "a.csv"}.get(start, "a.txt")
    (document,), problems = run(put(tmp_path, name, make(text)))
    assert not problems
    assert len(document.text) == len(text.strip())


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", line(text=STORY) + line(text=SECOND))
    put(tmp_path, "b.html", PAGE)
    assert run(tmp_path) == run(tmp_path)
