"""The built tables can be made again, byte for byte, from their sources."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kg.training.gazetteer import bare_name, build, leader_names

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "src/kg/languages/id/gazetteer"
BUILT = ("countries", "cities", "regions", "members", "leaders")


@pytest.mark.shared
def test_the_shipped_tables_are_what_the_build_makes(shared: Path, tmp_path: Path) -> None:
    for name in ("persons", "places"):
        shutil.copy(SHIPPED / f"{name}.tsv", tmp_path)
    build(shared / "data" / "gazetteer", ROOT / "data" / "gazetteer", tmp_path)
    for name in BUILT:
        assert (tmp_path / f"{name}.tsv").read_bytes() == (SHIPPED / f"{name}.tsv").read_bytes(), name


@pytest.mark.parametrize(
    ("full", "bare"),
    [
        ("Drs. H. Contoh Saputra S.H., M.H.", "Contoh Saputra"),
        ("Contoh R. Saputra", "Contoh R. Saputra"),
        ("Mayjen. TNI (Purn.) Contoh Saputra", "Contoh Saputra"),
        ("Contoh Saputra Lc., M.Si.", "Contoh Saputra"),
        ("Contoh", "Contoh"),
    ],
)
def test_names_without_titles_and_degrees(full: str, bare: str) -> None:
    titles = frozenset({"Drs", "H", "Mayjen", "TNI", "(Purn.)"})
    assert bare_name(full, titles) == bare


@pytest.mark.parametrize(
    ("cell", "forms"),
    [
        ("President Ana Maria CONTOH (since 1 May 2020)", ("Ana Maria Contoh", "Ana Contoh")),
        ("President CONTOH Ana Maria (since 1 May 2020)", ("Contoh Ana Maria",)),
        ("President Ana CONTOH, Jr. (since 1 May 2020)", ("Ana Contoh Jr",)),
        ("King CONTOH III (since 1 May 2020)", ()),
        ("vacant", ()),
        ("", ()),
    ],
)
def test_names_of_leaders(cell: str, forms: tuple[str, ...]) -> None:
    assert leader_names(cell, re.compile("President")) == forms
