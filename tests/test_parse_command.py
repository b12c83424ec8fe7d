"""`kg parse`: CoNLL-U from text and from words."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.parse import command
from kg.training.conll import read

pytestmark = pytest.mark.model


def test_text_comes_out_as_conllu_with_offsets(tmp_path: Path) -> None:
    path = tmp_path / "berita.txt"
    path.write_text("Gubernur Sinta bertemu Raka. Ia pulang ke rumahnya.\n", encoding="utf-8")
    result = CliRunner().invoke(command, [str(path)])
    assert result.exit_code == 0, result.output
    parsed = read(result.stdout.splitlines())
    assert len(parsed.sentences) == 2
    assert parsed.text == "gubernursintabertemuraka.iapulangkerumahnya."
    assert "rumahnya\t_\t_" in result.stdout
    assert "start=0" in result.stdout


def test_given_words_come_out_as_they_went_in(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("Raka\tB-PER\ntiba\tO\n.\tO\n\nIa\nsenang\n", encoding="utf-8")
    result = CliRunner().invoke(command, [str(path), "--pretokenised"])
    assert result.exit_code == 0, result.output
    parsed = read(result.stdout.splitlines())
    assert sorted(parsed.tokens) == [(0, 4), (4, 8), (8, 9), (9, 11), (11, 17)]
    assert len(parsed.sentences) == 2


def test_a_missing_file_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    good = tmp_path / "words.txt"
    good.write_text("Raka\ntiba\n", encoding="utf-8")
    result = CliRunner().invoke(command, [str(tmp_path / "none.txt"), str(good), "--pretokenised"])
    assert result.exit_code == 1
    assert "none.txt" in result.stderr
    assert "Raka" in result.stdout
