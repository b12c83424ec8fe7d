"""`kg verify`: true evidence passes, and a change of one character anywhere is found and named."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import zlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from factories import MET, TEXT, analysis, argument, document
from kg.cli.verify import command
from kg.errors import KgError
from kg.journal import pack
from kg.model import Analysis
from kg.namespaces import ID, article_iri
from kg.outputs import JOURNAL, SEALED, Look, Report, Watcher, opened, publish
from kg.seals import FILE as SEAL
from kg.seals import files, seal
from kg.store import Store
from kg.verification import Checked, Fault, verify

NAME = article_iri(ID, "randu-1")


def faults(folder: Path, *analyses: Analysis) -> tuple[list[Fault], Checked]:
    checked = Checked()
    with Store.open(folder, read_only=False) as store:
        store.add(analyses)
        return list(verify(store, checked)), checked


def test_true_evidence_passes(tmp_path: Path) -> None:
    found, checked = faults(tmp_path / "store", analysis("randu-1"), analysis("randu-2"))
    assert found == []
    assert checked.articles == 2 and checked.spans > 10
    done = CliRunner().invoke(command, ["--store", str(tmp_path / "store")])
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"2 articles, {checked.spans} places in their texts: all as the articles say\n"


def test_text_that_rdf_cannot_hold_still_matches(tmp_path: Path) -> None:
    text = TEXT[:10] + "\x00\ud800" + TEXT[12:]
    one = replace(MET, sentence=text[MET.start : MET.end])
    found, _ = faults(tmp_path / "store", analysis("randu-1", one, document=document(text=text)))
    assert found == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sentence": MET.sentence.replace("bertemu", "bertemy")}, "not what the text says"),
        ({"start": 1, "end": 91}, "not what the text says"),
        ({"end": 100_000}, "outside of the text"),
        ({"object": argument("Sinta", start=5, end=9_999)}, "outside of the text"),
    ],
)
def test_a_wrong_quotation_or_place_is_found(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    found, _ = faults(tmp_path / "store", analysis("randu-1", replace(MET, **change)), analysis("randu-2"))
    assert {fault.place for fault in found} == {NAME}
    assert any(reason in fault.reason for fault in found)


@pytest.mark.parametrize("place", [0, 57, len(TEXT) - 1])
def test_one_changed_character_of_a_stored_text_is_found(tmp_path: Path, place: int) -> None:
    other = replace(analysis("randu-2"), document=document("randu-2", text=TEXT + " "))
    faults(tmp_path / "store", analysis("randu-1"), other)
    changed = TEXT[:place] + "#" + TEXT[place + 1 :]
    with Store.open(tmp_path / "store", read_only=False) as store:
        rows = store.texts._connection.execute("SELECT hash, data FROM text").fetchall()
        (key,) = [key for key, data in rows if zlib.decompress(data).decode() == TEXT]
        with store.texts._connection:
            store.texts._connection.execute(
                "UPDATE text SET data = ? WHERE hash = ?", (zlib.compress(changed.encode()), key)
            )
    done = CliRunner().invoke(command, ["--store", str(tmp_path / "store")])
    assert done.exit_code == 1
    assert NAME in done.stdout and "was changed" in done.stdout
    assert "randu-2" not in done.stdout


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A build of two articles, sealed."""
    folder = tmp_path / "graph"
    with opened(folder, "program") as journal:
        for one in (analysis("randu-1"), analysis("randu-2")):
            journal.keep(one.document, pack(one))
            journal.include(one.document)
        publish(folder, journal, LOOK, Report(), Watcher(problem=pytest.fail))
    return folder


LOOK = Look(base=ID, title="", language="id")


def told(folder: Path) -> list[str]:
    """What `kg verify` prints of a build."""
    done = CliRunner().invoke(command, [str(folder)], catch_exceptions=False)
    assert done.exit_code == (1 if done.stdout else 0)
    return done.stdout.splitlines()


def test_a_finished_build_is_sealed_and_sha256sum_agrees(built: Path) -> None:
    assert told(built) == []
    if program := shutil.which("sha256sum"):
        subprocess.run([program, "--check", "--strict", "--quiet", SEAL], cwd=built, check=True)
    with opened(built, "program"):
        pass
    assert told(built) == []


@pytest.mark.slow
def test_a_changed_byte_in_any_file_is_found_and_the_file_named(built: Path) -> None:
    """Three random bytes of every file of a build, one at a time; the seal's own file included."""
    chance = random.Random(5)
    sealed = [built / name for name in files(built, SEALED)]
    assert len(sealed) > 10
    for file in [*sealed, built / SEAL]:
        data = file.read_bytes()
        for place in chance.sample(range(len(data)), min(3, len(data))):
            changed = data[place] ^ chance.randrange(1, 256)
            file.write_bytes(data[:place] + bytes([changed]) + data[place + 1 :])
            said = told(built)
            assert any(SEAL in line for line in said), (file, place)
            assert any(line.startswith(f"{file}: ") for line in said) or file.name == SEAL, (file, place)
        file.write_bytes(data)
    assert told(built) == []


def test_a_file_that_is_gone_or_a_seal_that_is_gone_is_told(built: Path) -> None:
    data = (built / "graph.ttl").read_bytes()
    (built / "graph.ttl").unlink()
    assert told(built)[0] == f"{built / 'graph.ttl'}: is missing, or {SEAL} was changed"
    (built / "graph.ttl").write_bytes(data)
    (built / SEAL).unlink()
    assert "a build is running or was broken off" in told(built)[0]


def test_an_article_of_the_journal_that_was_changed_with_a_new_seal_is_found(built: Path) -> None:
    """Whoever changes an article and renews the seal did not change the hash that the journal has of it."""
    forged = pack(analysis("randu-2", document=document("randu-2", text=TEXT.replace("Raka", "Rama"))))
    with closing(sqlite3.connect(built / JOURNAL)) as journal, journal:
        journal.execute("UPDATE analysis SET data = ? WHERE id = 'randu-2'", (forged,))
    seal(built, SEALED)
    assert told(built) == [f"{built / JOURNAL}: randu-2: the article was changed"]


def test_other_files_in_the_folder_are_nobodys_business(built: Path) -> None:
    (built / "catatan.txt").write_text("milik pembaca")
    assert told(built) == []


def test_where_nothing_was_built_there_is_nothing_to_verify(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="nothing was built there"):
        CliRunner().invoke(command, [str(tmp_path)], catch_exceptions=False)
