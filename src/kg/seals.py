"""The seal of a folder: the SHA-256 of every file that a build left there, as `sha256sum` writes them.

    cd output && sha256sum --check SHA256SUMS

Whoever writes breaks the seal of what it writes first and renews it at the end, so a seal that is whole
speaks of what a finished build left. Locks are not sealed: they are empty.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

FILE = "SHA256SUMS"

_LINE = re.compile(r"([0-9a-f]{64})  ([^\n\\]+)")


def seal(folder: Path, names: Sequence[str]) -> None:
    """Write the seal of `names` in `folder`: of files, and of all that is below folders."""
    _write(folder, ((name, _sum(folder / name)) for name in files(folder, names)))


@contextmanager
def unsealed(folder: Path, name: str) -> Iterator[None]:
    """Break the seal of the file `name` for a while; nothing is done where there is no seal."""
    if (folder / FILE).exists():
        _write(folder, ((other, found) for other, found in _read(folder) if other != name))
    try:
        yield
    finally:
        if (folder / FILE).exists() and (folder / name).exists():
            _write(folder, {**dict(_read(folder)), name: _sum(folder / name)}.items())


def broken(folder: Path, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each file of `names` in `folder` that is not what the seal says, with what is wrong with it."""
    try:
        text = (folder / FILE).read_bytes().decode("utf-8")
    except FileNotFoundError:
        yield FILE, "is missing: a build is running or was broken off, or the file was deleted"
        return
    except UnicodeDecodeError:
        yield FILE, "was changed"
        return
    sums: dict[str, str] = {}
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        parts = _LINE.fullmatch(line)
        if parts is None or parts[2] in sums:
            yield FILE, f"was changed in line {number}"
        else:
            sums[parts[2]] = parts[1]
    found = set(files(folder, names))
    for name in sorted(found | set(sums)):
        if name not in found:
            yield name, f"is missing, or {FILE} was changed"
        elif name not in sums:
            yield name, f"is not in {FILE}: a build is running or was broken off, or it does not belong here"
        elif _sum(folder / name) != sums[name]:
            yield name, f"was changed, or {FILE} was"


def files(folder: Path, names: Sequence[str]) -> list[str]:
    """Those of `names` that are there, and what lies below those that are folders, but for locks."""
    given = [folder / name for name in names]
    found = [file for file in given if file.is_file()]
    found += [file for below in given for file in below.rglob("*") if file.is_file()]
    return sorted(file.relative_to(folder).as_posix() for file in found if not file.name.endswith("lock"))


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _read(folder: Path) -> Iterator[tuple[str, str]]:
    lines = (folder / FILE).read_text(encoding="utf-8", errors="replace").split("\n")
    for parts in filter(None, map(_LINE.fullmatch, lines)):
        yield parts[2], parts[1]


def _write(folder: Path, sums: Iterable[tuple[str, str]]) -> None:
    partial = folder / f".{FILE}"
    with partial.open("w", encoding="utf-8", newline="\n") as output:
        output.writelines(f"{found}  {name}\n" for name, found in sorted(sums))
        output.flush()
        os.fsync(output.fileno())
    partial.replace(folder / FILE)
