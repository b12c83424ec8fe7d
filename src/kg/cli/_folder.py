"""What commands read back from a folder that `kg build` made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import KgError
from kg.model import Analysis


def analyses(folder: Path) -> Iterator[Analysis]:
    """The analyses of the articles that the folder's graph is made of, in order of document id."""
    from kg.journal import Journal
    from kg.outputs import JOURNAL

    file = folder / JOURNAL
    if not file.is_file():
        raise KgError(f"{folder}: nothing was built there (no {JOURNAL}); see kg build")
    with Journal(file, program="", read_only=True) as journal:
        journal.include_members()
        yield from journal.analyses()


def base(folder: Path) -> str:
    """What the IRIs of the folder's graph begin with."""
    from kg.generations import read
    from kg.outputs import STORE

    return read(folder / STORE).base
