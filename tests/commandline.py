"""The real command in a process of its own, as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

GOOD = (
    "Judul: Menteri Bertemu Gubernur\n"
    "Tanggal: 4 Februari 2025\n\n"
    "Menteri Raka Wibisana bertemu dengan Gubernur Sinta Maheswari di Jakarta, Senin (3/2/2025). "
    "Raka tidak menerima uang dari Sinta.\n"
)


def kg(
    *arguments: str | Path,
    stdin: str | bytes = b"",
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run `kg`; its output is read as UTF-8."""
    ran = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        env=os.environ | (env or {}),
        timeout=300,
        check=False,
    )
    return subprocess.CompletedProcess(
        ran.args, ran.returncode, ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8")
    )


def rows(output: str) -> list[dict[str, Any]]:
    """The objects of JSON lines."""
    return [json.loads(line) for line in output.split("\n") if line]


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a build by name; the store and the journal are databases and left out."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.suffix in SUFFIXES}


SUFFIXES = {".ttl", ".nq", ".html", ".jsonl"}
