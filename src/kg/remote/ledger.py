"""What was sent where, on disk: one row a graph, written after every batch that the server has taken."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.errors import RemoteError

_TABLE = """
CREATE TABLE IF NOT EXISTS sent (
    target TEXT, graph TEXT, digest TEXT, triples INTEGER, whole INTEGER, PRIMARY KEY (target, graph)
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Of the graph with that hash, so many triples, in order, are there; `whole`: that is all."""

    digest: str
    triples: int
    whole: bool


class Ledger:
    """The rows of one target. Use it as a context manager."""

    def __init__(self, file: Path, target: str) -> None:
        self._file, self._target = file, target
        with self._told():
            file.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(file, isolation_level=None)
            self._connection.execute(_TABLE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def get(self, graph: str) -> Sent | None:
        """What was sent of a graph."""
        asked = "SELECT digest, triples, whole FROM sent WHERE target = ? AND graph = ?"
        with self._told():
            row = self._connection.execute(asked, (self._target, graph)).fetchone()
        return Sent(digest=row[0], triples=row[1], whole=bool(row[2])) if row else None

    def note(self, graph: str, sent: Sent) -> None:
        """Remember what was sent of a graph."""
        row = self._target, graph, sent.digest, sent.triples, sent.whole
        with self._told():
            self._connection.execute("INSERT OR REPLACE INTO sent VALUES (?, ?, ?, ?, ?)", row)

    def forget(self, graph: str) -> None:
        """Nothing of the graph is there, or nobody knows what."""
        said = "DELETE FROM sent WHERE target = ? AND graph = ?"
        with self._told():
            self._connection.execute(said, (self._target, graph))

    def graphs(self) -> list[str]:
        """The graphs of which something was sent, sorted."""
        asked = "SELECT graph FROM sent WHERE target = ? ORDER BY graph"
        with self._told():
            return [row[0] for row in self._connection.execute(asked, (self._target,))]

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise RemoteError(f"{self._file}: what was sent cannot be kept there: {error}") from error
