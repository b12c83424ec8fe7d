"""What was read so far, on disk: the analysis of every article, so that no work is done twice or lost.

An SQLite file. `analysis` holds what was read out of an article, by the hash of the article and that of
the program which read it; rows are added while a build runs, in small transactions. `member` says which
of them are the articles of the graph, and changes once a build, in one transaction. A process that dies
at any moment leaves the members as they were, and what it had read is there for the next one.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.errors import StoreError
from kg.model import Analysis, Document
from kg.records import analysis_from, analysis_record

FORMAT = 3
PAUSE = 2.0  # seconds between two commits
PATIENCE = 60.0  # seconds to wait for another process that reads or writes

_SCHEMA = """
CREATE TABLE IF NOT EXISTS analysis (
    id TEXT NOT NULL, content TEXT NOT NULL, program TEXT NOT NULL, data BLOB NOT NULL,
    UNIQUE (id, content, program)
);
CREATE TABLE IF NOT EXISTS member (
    id TEXT PRIMARY KEY, content TEXT NOT NULL, program TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_NEXT = """
CREATE TEMP TABLE next (
    id TEXT PRIMARY KEY, content TEXT NOT NULL, program TEXT NOT NULL
) WITHOUT ROWID;
"""

# What of the package decides what is read out of an article; the rest only shows or moves it.
_IDLE = frozenset({"cli", "html", "view", "training"})
_LIBRARIES = ("numpy", "mmh3", "babel")


def pack(analysis: Analysis) -> bytes:
    """An analysis as the journal keeps it."""
    record = json.dumps(analysis_record(analysis), ensure_ascii=True, separators=(",", ":"))
    return zlib.compress(record.encode("ascii"), 6)


def unpack(data: bytes) -> Analysis:
    """The analysis that `pack` packed. Its sentences have no tokens. Raises StoreError."""
    try:
        return analysis_from(json.loads(zlib.decompress(data)))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"an analysis in the journal is damaged: {error}") from error


def content_hash(document: Document) -> str:
    """A hash of all that an article holds."""
    day = document.date.isoformat() if document.date else ""
    fields = [document.id, document.title, day, document.url, document.source, document.text]
    return hashlib.blake2b(json.dumps(fields).encode("ascii"), digest_size=16).hexdigest()


def program_hash(base: str, model: Path | None = None, least: float | None = None) -> str:
    """A hash of what reads: the package's code, data and model, its libraries' versions, and the settings."""
    digest = hashlib.blake2b(package_hash(_IDLE) + base.encode("utf-8", "surrogatepass"), digest_size=16)
    if model is not None:
        digest.update(model.read_bytes())
    if least is not None:
        digest.update(repr(least).encode())
    return digest.hexdigest()


@cache
def package_hash(without: frozenset[str] = frozenset()) -> bytes:
    """A hash of the package's files, but for rooms left out, and of its libraries' versions."""
    digest = hashlib.blake2b(digest_size=16)
    for name in _LIBRARIES:
        try:
            digest.update(f"{name} {metadata.version(name)}\n".encode())
        except metadata.PackageNotFoundError:
            digest.update(f"{name} none\n".encode())
    for name, file in _files(resources.files("kg"), "", without | {"__pycache__"}):
        digest.update(name.encode("utf-8") + b"\0" + hashlib.blake2b(file.read_bytes()).digest())
    return digest.digest()


def _files(folder: Traversable, prefix: str, without: frozenset[str]) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda found: found.name):
        if entry.is_dir() and entry.name not in without:
            yield from _files(entry, f"{prefix}{entry.name}/", without)
        elif entry.is_file() and not entry.name.endswith((".pyc", ".md", ".partial")):
            yield prefix + entry.name, entry


class Journal:
    """The journal in a file, which is made where it is missing. Use it as a context manager.

    `program` is the hash of the program that reads now. A journal that is `read_only` must be there
    and is never changed. Raises StoreError.
    """

    def __init__(self, file: Path, *, program: str = "", read_only: bool = False) -> None:
        self.file = file
        self.program = program
        mode = "ro" if read_only else "rwc"
        with self._guarded():
            self._connection = sqlite3.connect(
                f"{file.resolve().as_uri()}?mode={mode}", uri=True, timeout=PATIENCE
            )
            form = self._connection.execute("PRAGMA user_version").fetchone()[0]
            if form not in (0, FORMAT) or (read_only and form != FORMAT):
                reason = f"the journal is of format {form}, this one reads {FORMAT}; build in a new folder"
                raise StoreError(f"{file}: {reason}")
            if form == 0:
                self._connection.executescript(_SCHEMA)
                self._connection.execute(f"PRAGMA user_version = {FORMAT}")
            self._connection.execute("PRAGMA secure_delete = ON")
            self._connection.executescript(_NEXT)
        self._committed = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Keep what was read, however it ends."""
        with self._guarded():
            self._connection.commit()
            self._connection.close()

    def knows(self, document: Document) -> bool:
        """Whether this program has read this very article."""
        key = document.id, content_hash(document), self.program
        with self._guarded():
            query = "SELECT 1 FROM analysis WHERE (id, content, program) = (?, ?, ?)"
            return self._connection.execute(query, key).fetchone() is not None

    def keep(self, document: Document, data: bytes) -> None:
        """Take what `pack` made of an article; it is on the disk within `PAUSE` seconds of work."""
        with self._guarded():
            self._connection.execute(
                "INSERT OR REPLACE INTO analysis VALUES (?, ?, ?, ?)",
                (document.id, content_hash(document), self.program, data),
            )
            if time.monotonic() - self._committed > PAUSE:
                self._connection.commit()
                self._committed = time.monotonic()

    def commit(self) -> None:
        """Put on the disk what was read so far."""
        with self._guarded():
            self._connection.commit()

    def include(self, document: Document) -> None:
        """Make an article that was read one of the next members, in place of another of its id."""
        with self._guarded():
            self._connection.execute(
                "INSERT OR REPLACE INTO next VALUES (?, ?, ?)",
                (document.id, content_hash(document), self.program),
            )

    def include_members(self) -> None:
        """Make the present members next ones, but for those that a next one replaces."""
        with self._guarded():
            self._connection.execute("INSERT OR IGNORE INTO next SELECT * FROM member")

    def exclude(self, ids: Iterable[str]) -> None:
        """Make articles no next members."""
        with self._guarded():
            self._connection.executemany("DELETE FROM next WHERE id = ?", ((name,) for name in ids))

    def ids(self) -> list[str]:
        """The ids of the next members, sorted."""
        with self._guarded():
            return [name for (name,) in self._connection.execute("SELECT id FROM next ORDER BY id")]

    def outdated(self) -> Iterator[Document]:
        """Present members that no next one replaces and that another program or base read."""
        query = """SELECT id FROM member
                   WHERE program != ? AND id NOT IN (SELECT id FROM next) ORDER BY id"""
        with self._guarded():
            names = [name for (name,) in self._connection.execute(query, (self.program,))]
        one = "SELECT data FROM member JOIN analysis USING (id, content, program) WHERE id = ?"
        for name in names:
            yield from (analysis.document for analysis in self._unpacked(one, name))

    def analyses(self) -> Iterator[Analysis]:
        """The analyses of the next members, in order of document id."""
        yield from self._unpacked(
            "SELECT data FROM next JOIN analysis USING (id, content, program) ORDER BY id"
        )

    def faults(self) -> Iterator[str]:
        """What is damaged: in the database, and in the articles of the next members."""
        with self._guarded():
            for (said,) in self._connection.execute("PRAGMA integrity_check"):
                if said != "ok":
                    yield f"the database is damaged: {said}"
            rows = list(self._connection.execute("SELECT id, content FROM next ORDER BY id"))
        one = "SELECT data FROM next JOIN analysis USING (id, content, program) WHERE id = ?"
        for name, content in rows:
            try:
                found = [content_hash(analysis.document) for analysis in self._unpacked(one, name)]
            except StoreError as error:
                yield f"{name}: {error}"
                continue
            if found != [content]:
                yield f"{name}: the article was changed" if found else f"{name}: the article is missing"

    def signature(self) -> str:
        """A hash of which articles are the next members, and of what read them."""
        digest = hashlib.blake2b(digest_size=16)
        with self._guarded():
            for row in self._connection.execute("SELECT id, content, program FROM next ORDER BY id"):
                digest.update(json.dumps(row).encode("ascii"))
        return digest.hexdigest()

    def note(self, name: str) -> str:
        """What was noted under a name, or ""."""
        with self._guarded():
            found = self._connection.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else ""

    def take_note(self, name: str, value: str, *, instead_of: str = "") -> None:
        """Keep a text under a name, and forget what was kept under another."""
        with self._guarded(), self._connection:
            self._connection.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))
            self._connection.execute("DELETE FROM note WHERE name = ?", (instead_of,))

    def promote(self, name: str, value: str) -> None:
        """The next members become the members and a note is taken, in one step.

        What no member needs is forgotten; nothing of it stays in the file.
        """
        with self._guarded(), self._connection:
            self._connection.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))
            self._connection.execute("DELETE FROM member")
            self._connection.execute("INSERT INTO member SELECT * FROM next")
            self._connection.execute(
                """DELETE FROM analysis WHERE (id, content, program) NOT IN
                   (SELECT id, content, program FROM member)"""
            )

    def _unpacked(self, query: str, *values: str) -> Iterator[Analysis]:
        with self._guarded():
            for (data,) in self._connection.execute(query, values):
                yield unpack(data)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"{self.file}: {error}") from error
