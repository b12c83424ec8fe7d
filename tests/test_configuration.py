"""The configuration file: defaults for every command's options, each mistake named."""

from __future__ import annotations

from pathlib import Path

import pytest

from commandline import GOOD, kg, rows


def write(folder: Path, text: str, name: str = "kg.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.model
@pytest.mark.slow
def test_options_come_from_the_file_and_the_command_line_wins(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "berita.txt")
    write(
        tmp_path,
        'base = "https://berita.example/id"\nquiet = true\n\n'
        '[build]\noutput = "graf"\npage-language = "en"\n\n[query]\nstore = "graf/store"\n',
    )
    ran = kg("build", "berita.txt", cwd=tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    made = rows((tmp_path / "graf" / "statements.jsonl").read_text(encoding="utf-8"))
    assert made[0]["subject"]["entity"].startswith("https://berita.example/id/")
    answer = kg("query", "SELECT ?a { ?a a kg:Article }", "--format", "csv", cwd=tmp_path)
    assert answer.stdout.splitlines()[1:] == ["https://berita.example/id/article/berita"]
    ran = kg("extract", "berita.txt", "--base", "https://lain.example/", cwd=tmp_path)
    assert rows(ran.stdout)[0]["subject"]["entity"].startswith("https://lain.example/")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("base = ", "not TOML"),
        ('colour = "red"', "colour: not one of base, model, quiet, workers"),
        ("[bild]\noutput = 'x'", "[bild]: there is no command of this name"),
        ("[build]\nouput = 'x'", "[build] ouput: `kg build` has no option --ouput"),
        ("workers = 'many'", "workers = 'many': 'many' is not a valid integer"),
        ("workers = 0", "workers = 0: 0 is not in the range"),
        ("[build]\npage-language = 'xx'", "page-language = 'xx': 'xx' is not one of 'id', 'en'"),
    ],
)
def test_a_mistake_in_the_file_is_one_line(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, text)
    ran = kg("build", "x.txt", cwd=tmp_path)
    assert ran.returncode == 2
    assert ran.stderr.startswith(f"kg: kg.toml: {message}") and ran.stderr.count("\n") == 1


def test_another_file_can_be_named_and_must_be_there(tmp_path: Path) -> None:
    file = write(tmp_path, "workers = 0", "lain.toml")
    assert f"{file}: workers = 0" in kg("--config", file, "build", "x.txt").stderr
    ran = kg("--config", tmp_path / "none.toml", "build", "x.txt")
    assert ran.returncode == 2 and "none.toml: no such file" in ran.stderr


def test_help_shows_the_defaults_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, 'base = "https://berita.example/id"')
    assert "https://berita.example/id" in kg("extract", "--help", cwd=tmp_path).stdout
