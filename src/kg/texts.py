"""Article texts on disk, by the hash of their content: what evidence is cut from again."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.errors import StoreError


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8 (lone surrogates as they are): "sha256:" and 64 digits."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Texts:
    """An SQLite file of compressed texts; never changes a text, only adds and sweeps."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.file = folder / "texts.sqlite"
        mode = "ro" if read_only else "rwc"
        try:
            self._connection = sqlite3.connect(
                f"{self.file.resolve().as_uri()}?mode={mode}", uri=True, check_same_thread=False
            )
            if not read_only:
                self._connection.execute("PRAGMA secure_delete = ON")
                with self._connection:
                    self._connection.execute(
                        "CREATE TABLE IF NOT EXISTS text (hash TEXT PRIMARY KEY, data BLOB NOT NULL)"
                    )
        except sqlite3.Error as error:
            raise StoreError(f"{self.file}: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add(self, texts: Iterable[str]) -> None:
        """Keep texts; all of them or, when something fails, none."""
        rows = ((text_hash(text), zlib.compress(text.encode("utf-8", "surrogatepass"), 6)) for text in texts)
        try:
            with self._connection:
                self._connection.executemany("INSERT OR IGNORE INTO text VALUES (?, ?)", rows)
        except sqlite3.Error as error:
            raise StoreError(f"{self.file}: {error}") from error

    def get(self, key: str) -> str:
        """The text with a hash. Raises StoreError when it is missing or not what it was."""
        try:
            row = self._connection.execute("SELECT data FROM text WHERE hash = ?", (key,)).fetchone()
            if row is None:
                raise StoreError(f"{self.file}: the text {key} is missing")
            text = zlib.decompress(row[0]).decode("utf-8", "surrogatepass")
        except (sqlite3.Error, zlib.error, UnicodeError) as error:
            raise StoreError(f"{self.file}: the text {key} is damaged: {error}") from error
        if text_hash(text) != key:
            raise StoreError(f"{self.file}: the text {key} was changed")
        return text

    def keep_only(self, hashes: Iterable[str]) -> None:
        """Delete every text but those of these hashes; nothing of what is deleted stays in the file."""
        try:
            with self._connection:
                self._connection.execute("CREATE TEMP TABLE kept (hash TEXT PRIMARY KEY)")
                self._connection.executemany(
                    "INSERT OR IGNORE INTO kept VALUES (?)", ((key,) for key in hashes)
                )
                self._connection.execute("DELETE FROM text WHERE hash NOT IN (SELECT hash FROM kept)")
                self._connection.execute("DROP TABLE kept")
        except sqlite3.Error as error:
            raise StoreError(f"{self.file}: {error}") from error
