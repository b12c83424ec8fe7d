"""The loader of language data: what it reads, and how it names what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import language as room
from kg.errors import LanguageError
from kg.language import Language, language


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A languages folder with one empty language `xx`."""
    folder = tmp_path / "xx"
    folder.mkdir()
    caches = (language, room._read, room._lines, room._load_table, room._load_yaml)
    for cached in caches:
        cached.cache_clear()
    monkeypatch.setattr(room, "_root", lambda: tmp_path)
    yield folder
    for cached in caches:
        cached.cache_clear()


def test_a_language_without_a_folder_is_refused_and_the_known_ones_named() -> None:
    with pytest.raises(LanguageError, match="there is: id"):
        language("zz")
    with pytest.raises(LanguageError):
        language("../id")


def test_lines_leave_out_comments_and_blank_lines(toy: Path) -> None:
    (toy / "words.txt").write_text("# heading\n\n satu \r\ndua\n", encoding="utf-8")
    assert language("xx").load_lines("words.txt") == ("satu", "dua")


def test_tables_give_rows_by_column(toy: Path) -> None:
    (toy / "t.tsv").write_text("form\troot\n# note\nbelajar\tajar\nulang\t\n", encoding="utf-8")
    assert language("xx").load_table("t.tsv") == (
        {"form": "belajar", "root": "ajar"},
        {"form": "ulang", "root": ""},
    )


def test_yaml_keeps_words_that_look_like_other_types(toy: Path) -> None:
    (toy / "w.yaml").write_text("a: no\nb: 16:00\nc: 2024-01-02\nd: 3\ne: [on, y]\n", encoding="utf-8")
    assert language("xx").load_yaml("w.yaml") == {
        "a": "no",
        "b": "16:00",
        "c": "2024-01-02",
        "d": 3,
        "e": ["on", "y"],
    }


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.tsv", b"a\tb\n1\t2\n1\n", r"languages/xx/t\.tsv:3: 2 columns expected, 1 found"),
        ("t.tsv", b"a\ta\n", r"t\.tsv:1: empty or repeated column"),
        ("t.tsv", b"# only a comment\n", r"t\.tsv: a table needs a header"),
        ("w.yaml", b"a: 1\nb: 2\na: 3\n", r"w\.yaml:3: 'a' is given twice"),
        ("w.yaml", b"a: [1, 2\nb: 3\n", r"languages/xx/w\.yaml:\d: "),
        ("w.yaml", b"- a\n- b\n", r"w\.yaml: a mapping is expected"),
        ("l.txt", b"satu\n\xff\xfe\n", r"l\.txt:2: not UTF-8"),
    ],
)
def test_malformed_files_are_named_with_their_line(
    toy: Path, name: str, content: bytes, message: str
) -> None:
    (toy / name).write_bytes(content)
    load = {"tsv": Language.load_table, "yaml": Language.load_yaml, "txt": Language.load_lines}
    with pytest.raises(LanguageError, match=message):
        load[name.rsplit(".", 1)[1]](language("xx"), name)


def test_missing_files_and_names_that_leave_the_folder_are_refused(toy: Path) -> None:
    with pytest.raises(LanguageError, match=r"languages/xx/none\.yaml: cannot be read"):
        language("xx").load_yaml("none.yaml")
    with pytest.raises(LanguageError, match="not a file name"):
        language("xx").load_lines("../id/x.txt")


def test_missing_sections_and_sections_of_the_wrong_shape_are_named(toy: Path) -> None:
    (toy / "w.yaml").write_text("a: [x, [y]]\nb: x\n", encoding="utf-8")
    with pytest.raises(LanguageError, match="missing c, d"):
        language("xx").require("w.yaml", "a", "c", "d")
    with pytest.raises(LanguageError, match="a must be a list of strings"):
        language("xx").string_list("w.yaml", "a")
    with pytest.raises(LanguageError, match="b must be a mapping"):
        language("xx").string_map("w.yaml", "b")


def test_every_shipped_file_of_every_language_loads() -> None:
    folders = [f for f in room._root().iterdir() if f.is_dir() and len(f.name) in (2, 3)]
    assert folders
    for folder in folders:
        for file in folder.iterdir():
            load = {
                ".yaml": language(folder.name).load_yaml,
                ".tsv": language(folder.name).load_table,
                ".txt": language(folder.name).load_lines,
            }.get(Path(file.name).suffix)
            if load is not None:
                assert load(file.name), file.name
