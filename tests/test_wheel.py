"""The wheel holds all that the program needs: it works away from the checkout, from a path with spaces."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from commandline import GOOD, rows

ROOT = Path(__file__).resolve().parents[1]
LARGEST = 25_000_000  # bytes of the wheel; the language model is most of it


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--quiet", "--wheel-dir", str(folder)]
    command = [sys.executable, "-m", "pip", "wheel", *options, str(ROOT)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode and "hatchling" in ran.stderr:
        pytest.skip("the build backend cannot be fetched")
    assert ran.returncode == 0, ran.stderr
    (made,) = folder.glob("*.whl")
    return made


@pytest.mark.slow
def test_the_wheel_is_small_and_holds_no_rubbish(wheel: Path) -> None:
    assert wheel.stat().st_size < LARGEST
    names = zipfile.ZipFile(wheel).namelist()
    assert {"kg/ontology/kg.ttl", "kg/models/id.kgm", "kg/py.typed"} <= set(names)
    assert not [name for name in names if "__pycache__" in name or not name.startswith("kg")]


@pytest.mark.slow
@pytest.mark.model
def test_it_works_where_there_is_no_checkout(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "a place"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    work = tmp_path / "work"
    work.mkdir()
    (work / "berita.txt").write_text(GOOD, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(place)}

    def run(*arguments: str) -> str:
        ran = subprocess.run(
            [sys.executable, *arguments], cwd=work, env=environment, capture_output=True, check=False
        )
        assert ran.returncode == 0, ran.stderr.decode()
        return ran.stdout.decode()

    assert run("-c", "import kg; print(kg.__file__)").startswith(str(place))
    run("-m", "kg", "build", "berita.txt", "--output", "graf")
    made = rows((work / "graf" / "statements.jsonl").read_text(encoding="utf-8"))
    assert any(row["predicate"]["relation"] == "metWith" for row in made)
    assert "Raka Wibisana" in run(
        "-m", "kg", "query", "--store", "graf/store", "--example", "who-met-whom", "--format", "csv"
    )
