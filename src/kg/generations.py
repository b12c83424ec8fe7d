"""The folder of a store: which generation is current, who uses it, and what may be swept away.

current             the generation, the base IRI and the format, replaced in one step
graph-000001/       a generation
graph-000001.lock   held shared by its readers, exclusively by one that writes into it
lock                held by whoever writes or builds
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.locks import Lock
from kg.spool import replacing

FORMAT = 1
OURS = ("current", "lock", "texts.sqlite", "graph-")  # how the names of a store's files begin
ATTEMPTS = 10  # to get hold of the current generation while others are built

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """What `current` says: the name of the generation's folder, and the base IRI of the graph."""

    graph: str
    base: str


def read(path: Path) -> Current:
    """The current generation of the store at `path`. Raises StoreError."""
    try:
        said = json.loads((path / "current").read_bytes())
        form, current = said["format"], Current(graph=said["graph"], base=said["base"])
    except FileNotFoundError:
        raise StoreError(f"{path}: there is no store; `kg build` makes one") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path}: the store is damaged: `current` cannot be read: {error}") from error
    if form != FORMAT:
        raise StoreError(f"{path}: the store is of format {form}, this program reads {FORMAT}; build it anew")
    if not (path / current.graph).is_dir():
        raise StoreError(f"{path}: the store is damaged: {current.graph} is missing")
    return current


def point(path: Path, current: Current) -> None:
    """Make `current` the generation of the store, in one step."""
    said = {"format": FORMAT, "graph": current.graph, "base": current.base}
    with replacing(path / "current") as output:
        output.write(json.dumps(said).encode("ascii") + b"\n")


def following(path: Path) -> str:
    """The name of the next generation."""
    now = read(path).graph if (path / "current").exists() else "graph-000000"
    return f"graph-{int(now.rpartition('-')[2]) + 1:06d}"


def enter(path: Path) -> tuple[Current, Lock]:
    """The current generation for reading, and the lock that keeps it from being changed or deleted."""
    for _ in range(ATTEMPTS):
        current = read(path)
        lock = hold(path / f"{current.graph}.lock", exclusive=False)
        try:
            if read(path) == current:
                return current, lock
        except BaseException:
            lock.release()
            raise
        lock.release()
    raise StoreError(f"{path}: the store is being built over and over; try again")


def sweep(path: Path, keep: str) -> None:
    """Delete the generations other than `keep` that nobody reads."""
    for folder in sorted(path.glob("graph-*")):
        if not folder.is_dir() or folder.name == keep:
            continue
        lock = Lock(path / f"{folder.name}.lock")
        if lock.acquire(exclusive=True):
            shutil.rmtree(folder, ignore_errors=True)
            lock.release()
            lock.file.unlink(missing_ok=True)
        else:
            _log.info("%s is still being read and stays for now", folder)


def prepare(path: Path) -> Lock:
    """Make the folder of a store where there is none; the lock that only one writer or builder has.

    Raises StoreError when the folder holds something else, cannot be written, or another has the lock.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not (path / "current").exists():
            for found in sorted(path.iterdir()):
                if not found.name.startswith(OURS):
                    raise StoreError(f"{path}: not a store, it holds {found.name}")
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error
    return hold(path / "lock", exclusive=True)


def hold(file: Path, *, exclusive: bool) -> Lock:
    """A lock that is taken. Raises StoreError when another process is in the way."""
    lock = Lock(file)
    with storing(file.parent):
        if not lock.acquire(exclusive=exclusive):
            doing = "using" if exclusive else "writing to"
            raise StoreError(f"{file.parent}: another process is {doing} the store")
    return lock


@contextmanager
def storing(path: Path) -> Iterator[None]:
    """Whatever the database or the disk complains of becomes a StoreError that names the store."""
    try:
        yield
    except (OSError, RuntimeError, SyntaxError) as error:
        reason = " ".join(str(error).split())
        if "lock" in reason.casefold():
            raise StoreError(f"{path}: another process is using the store") from error
        raise StoreError(f"{path}: the store cannot be used: {reason}") from error
