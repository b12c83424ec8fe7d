"""`kg verify`: true evidence passes, and a change of one character anywhere is found and named."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from factories import MET, TEXT, analysis, argument, document
from kg.cli.verify import command
from kg.model import Analysis
from kg.namespaces import ID, article_iri
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
    assert {fault.article for fault in found} == {NAME}
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
