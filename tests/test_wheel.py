"""The wheel holds all that the program needs: it works away from the checkout, from a path with spaces."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from commandline import GOOD, kg, rows

ROOT = Path(__file__).resolve().parents[1]
LARGEST = 25_000_000  # bytes of the wheel; the language model is most of it
COMPILED = tuple(EXTENSION_SUFFIXES)


def build(folder: Path, **environment: str) -> Path:
    options = ["--no-deps", "--quiet", "--wheel-dir", str(folder)]
    command = [sys.executable, "-m", "pip", "wheel", *options, str(ROOT)]
    ran = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | environment, check=False, timeout=900
    )
    if ran.returncode and "No matching distribution found" in ran.stderr:
        pytest.skip("what builds the wheel cannot be fetched")
    assert ran.returncode == 0, ran.stderr
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"), KG_COMPILE="")


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a wheel with compiled modules is unpacked."""
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cl")[0]
    if not shutil.which(compiler) or not Path(sysconfig.get_path("include"), "Python.h").is_file():
        pytest.skip("a C compiler or Python's headers are not there")
    made = build(tmp_path_factory.mktemp("compiled"), KG_COMPILE="g")
    assert not made.name.endswith("-none-any.whl")
    return unpacked(made, tmp_path_factory.mktemp("compiled-unpacked"))


def unpacked(wheel: Path, folder: Path) -> Path:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.slow
def test_the_wheel_is_small_and_holds_no_rubbish(wheel: Path) -> None:
    assert wheel.stat().st_size < LARGEST
    names = zipfile.ZipFile(wheel).namelist()
    assert {"kg/ontology/kg.ttl", "kg/models/id.kgm", "kg/py.typed"} <= set(names)
    assert not [name for name in names if "__pycache__" in name or not name.startswith("kg")]


@pytest.mark.slow
@pytest.mark.model
def test_it_works_where_there_is_no_checkout(wheel: Path, tmp_path: Path) -> None:
    place = unpacked(wheel, tmp_path / "a place")
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


@pytest.mark.slow
def test_modules_are_compiled_and_loaded(compiled: Path) -> None:
    files = [path.relative_to(compiled) for path in compiled.rglob("*") if path.name.endswith(COMPILED)]
    names = sorted(".".join((*path.parent.parts, path.name.partition(".")[0])) for path in files)
    assert {"kg.analysis", "kg.syntax", "kg.extractors.verbal"} <= set(names)
    code = "import importlib, sys; [print(importlib.import_module(name).__file__) for name in sys.argv[1:]]"
    loaded = subprocess.run(
        [sys.executable, "-c", code, *names],
        env=os.environ | {"PYTHONPATH": str(compiled)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert len(loaded) == len(names)
    assert all(file.startswith(str(compiled)) and file.endswith(COMPILED) for file in loaded)


@pytest.mark.slow
@pytest.mark.model
def test_compiled_modules_make_the_same_bytes(compiled: Path, tmp_path: Path) -> None:
    """Statements, mentions, graph and page of the samples, by the wheel and by the source, which is pure."""
    samples = ROOT / "data" / "samples"
    for name, source in (("compiled", compiled), ("pure", ROOT / "src")):
        ran = kg("build", samples, "--output", tmp_path / name, env={"PYTHONPATH": str(source)})
        assert ran.returncode == 0, ran.stderr
    for path in (tmp_path / "pure").iterdir():
        if path.suffix in {".jsonl", ".ttl", ".nq", ".html"}:
            assert path.read_bytes() == (tmp_path / "compiled" / path.name).read_bytes(), path.name
    assert rows((tmp_path / "compiled" / "mentions.jsonl").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_the_wheel_is_pure_where_nobody_asks_for_another(wheel: Path) -> None:
    assert wheel.name.endswith("-py3-none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    sources = {str(path.relative_to(ROOT / "src")) for path in (ROOT / "src").rglob("*.py")}
    assert {name for name in names if name.endswith(".py")} == sources
    assert not [name for name in names if name.endswith(COMPILED)]
