"""The journal: what was read is known again, and the members change in one step."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from factories import analysis, document
from kg.errors import StoreError
from kg.journal import Journal, pack, program_hash, unpack


def ids(journal: Journal) -> list[str]:
    return [found.document.id for found in journal.analyses()]


def add(journal: Journal, *names: str) -> None:
    for name in names:
        journal.keep(document(name), pack(analysis(name)))
        journal.include(document(name))


def test_an_analysis_comes_back(tmp_path: Path) -> None:
    with Journal(tmp_path / "j", program="p") as journal:
        add(journal, "a")
        assert list(journal.analyses()) == [analysis("a")]


def test_members_come_by_their_id_whatever_the_order_they_were_read_in(tmp_path: Path) -> None:
    with Journal(tmp_path / "j", program="p") as journal:
        add(journal, "c", "a", "b")
        assert ids(journal) == ["a", "b", "c"]


def test_what_was_read_is_known_to_the_next_process_though_no_build_was_finished(tmp_path: Path) -> None:
    with Journal(tmp_path / "j", program="p") as journal:
        add(journal, "a")
    with Journal(tmp_path / "j", program="p") as journal:
        assert journal.knows(document("a"))
        journal.include_members()
        assert ids(journal) == []


@pytest.mark.parametrize("change", [{"text": "Lain."}, {"title": "Lain"}, {"date": None}, {"url": ""}])
def test_an_article_that_changed_in_anything_is_not_known(tmp_path: Path, change: dict[str, object]) -> None:
    with Journal(tmp_path / "j", program="p") as journal:
        add(journal, "a")
        assert not journal.knows(replace(document("a"), **change))  # type: ignore[arg-type]


def test_a_new_version_of_an_article_replaces_the_old_one_when_promoted(tmp_path: Path) -> None:
    new = document("a", title="Baru")
    with Journal(tmp_path / "j", program="p") as journal:
        add(journal, "a", "b")
        journal.promote("n", "v")
    with Journal(tmp_path / "j", program="p") as journal:
        journal.keep(new, pack(analysis("a", document=new)))
        journal.include(new)
        journal.include_members()
        assert [(found.document.id, found.document.title) for found in journal.analyses()] == [
            ("a", "Baru"),
            ("b", document().title),
        ]
        journal.promote("n", "v")
        assert not journal.knows(document("a")) and journal.knows(new)


def test_another_program_knows_nothing_and_lists_the_members_to_be_read_again(tmp_path: Path) -> None:
    with Journal(tmp_path / "j", program="p") as journal:
        add(journal, "a", "b")
        journal.promote("n", "v")
    with Journal(tmp_path / "j", program="q") as journal:
        assert not journal.knows(document("a"))
        journal.keep(document("b"), pack(analysis("b")))
        journal.include(document("b"))
        assert [found.id for found in journal.outdated()] == ["a"]


def test_the_hash_of_the_program_depends_on_the_base() -> None:
    assert program_hash("https://a.example/") != program_hash("https://b.example/")


def test_a_file_that_is_no_journal_is_refused(tmp_path: Path) -> None:
    (tmp_path / "j").write_bytes(b"not a database, but long enough to be looked at" * 100)
    with pytest.raises(StoreError, match="not a database"):
        Journal(tmp_path / "j", program="p")


def test_damage_to_an_analysis_is_told() -> None:
    with pytest.raises(StoreError, match="damaged"):
        unpack(pack(analysis())[:-9])


def test_a_reader_sees_the_members_while_another_process_writes(tmp_path: Path) -> None:
    with Journal(tmp_path / "j", program="p") as journal:
        add(journal, "a")
        journal.promote("n", "v")
        add(journal, "b")
        with Journal(tmp_path / "j", read_only=True) as reader:
            reader.include_members()
            assert ids(reader) == ["a"]


def test_a_reader_makes_no_journal(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Journal(tmp_path / "j", read_only=True)
    assert not list(tmp_path.iterdir())


def test_a_journal_of_another_format_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "j")) as old:
        old.execute("PRAGMA user_version = 1")
    with pytest.raises(StoreError, match="of format 1, this one reads"):
        Journal(tmp_path / "j", program="p")
