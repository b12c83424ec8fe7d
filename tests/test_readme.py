"""The README tells the truth: its commands run, its links lead somewhere, no command is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(kind, tag, text) for kind, tag, text in BLOCK.findall(README)]
SHELL = [(tag, text) for kind, tag, text in BLOCKS if kind == "sh" and tag != "tests"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder like the checkout, and an environment in which `kg` is this one."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "data" / "samples", folder / "data" / "samples")
    shutil.copytree(ROOT / "tests" / "benchmarks", folder / "tests" / "benchmarks")
    for name, arguments in (("kg", "-m kg"), ("python", "")):
        for programs in (folder / "bin", folder / ".venv" / "bin"):
            programs.mkdir(parents=True, exist_ok=True)
            program = programs / name
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n', encoding="utf-8")
            program.chmod(0o755)
    return folder, os.environ | {"PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize(("tag", "text"), SHELL, ids=[text.splitlines()[0][:60] for _, text in SHELL])
def test_the_commands_run(place: tuple[Path, dict[str, str]], tag: str, text: str) -> None:
    """In the order of the README, in one folder. The environment is set up already: see `.ci/run`."""
    folder, environment = place
    script = re.sub(r"python3 -m venv \S+ && \S+/pip install \S+ && ", "", text)
    assert "pip" not in script and "venv .venv" not in script
    ran = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    wanted = int(tag.removeprefix("exit=")) if tag.startswith("exit=") else 0
    assert ran.returncode == wanted, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    if wanted == 0:
        assert ran.stderr == "" or "kg view" in text or "kg export" in text, ran.stderr


@pytest.mark.model
def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    (text,) = [text for kind, _, text in BLOCKS if kind == "python"]
    exec(compile(text, "README.md", "exec"), {})
    name, count, _ = capsys.readouterr().out.split()
    assert name == "diplomasi-patroli" and int(count) > 10


def test_the_configuration_example_is_understood(tmp_path: Path) -> None:
    from kg.cli import cli
    from kg.cli._configuration import defaults, read

    (text,) = [text for kind, _, text in BLOCKS if kind == "toml"]
    file = tmp_path / "kg.toml"
    file.write_text(text, encoding="utf-8")
    said = read(file, COMMANDS)
    for name in COMMANDS:
        command = cli.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        defaults(said, file, name, command)
    assert said["build"]["output"] == "graf"


def test_there_are_two_commands_to_begin_with() -> None:
    assert [tag for kind, tag, _ in BLOCKS if tag in ("main", "tests")] == ["main", "tests"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_of_and_has_help(name: str) -> None:
    assert f"kg {name}" in README
    ran = subprocess.run(
        [sys.executable, "-m", "kg", name, "--help"], capture_output=True, text=True, check=True
    )
    assert "Examples:" in ran.stdout


def test_links_and_pictures_are_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", README):
        assert (ROOT / target).is_file(), target
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / picture).stat().st_size < 300_000


def test_guides_are_linked() -> None:
    guides = [path.relative_to(ROOT) for path in ROOT.rglob("*.md") if not set(path.parts) & SKIPPED]
    for guide in guides:
        assert str(guide) == "README.md" or f"({guide.as_posix()})" in README, guide


SKIPPED = {".venv", "node_modules", ".pytest_cache", "output", "build"}
