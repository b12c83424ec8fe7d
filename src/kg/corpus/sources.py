"""From what the user names (files, folders, `-`) to the single inputs, in a stable order."""

from __future__ import annotations

import gzip
import io
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.corpus.formats import buffered, stem_of, suffix_of
from kg.errors import InputError

STDIN = "-"
GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input: `path` None is standard input. `suffix` "" means: ask its first bytes. `size` in
    bytes as stored, 0 where not known."""

    path: Path | None
    suffix: str
    size: int = 0

    @property
    def place(self) -> str:
        """How messages name it."""
        return "<stdin>" if self.path is None else shown(self.path)

    @property
    def stem(self) -> str:
        """The start of its articles' ids."""
        return "stdin" if self.path is None else stem_of(self.path.name)


def shown(path: Path) -> str:
    """A path that can be printed on one line, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace("\n", "\\n").replace("\r", "\\r")


def find_sources(inputs: Sequence[str | Path]) -> Iterator[Source | InputError]:
    """The inputs in the order given; folders by name, all levels deep, each file once."""
    seen: set[Path] = set()
    for item in inputs:
        if str(item) == STDIN:
            yield Source(path=None, suffix="")
            continue
        path = Path(item)
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield InputError(shown(path), _reason(error))
            continue
        if stat.S_ISDIR(mode):
            yield from _folder(path, seen)
        elif stat.S_ISREG(mode):
            suffix = suffix_of(path.name)
            if suffix:
                yield from _file(path, suffix, seen)
            else:
                yield InputError(shown(path), "not a kind of file that can be read")
        else:
            yield Source(path=path, suffix=suffix_of(path.name))


def _folder(folder: Path, seen: set[Path]) -> Iterator[Source | InputError]:
    found = False
    for source in _walk(folder, seen, (folder.resolve(),)):
        found = True
        if source is not None:
            yield source
    if not found:
        yield InputError(shown(folder), "a folder without articles")


def _walk(folder: Path, seen: set[Path], above: tuple[Path, ...]) -> Iterator[Source | InputError | None]:
    """The files below a folder; None stands for a file that was named before."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield InputError(shown(folder), _reason(error))
        return
    for entry in entries:
        if entry.name.startswith((".", "__MACOSX")):
            continue
        suffix = suffix_of(entry.name)
        try:
            mode = entry.stat().st_mode
        except OSError as error:
            yield InputError(shown(entry), _reason(error))
            continue
        if stat.S_ISDIR(mode):
            real = entry.resolve()
            if real in above:
                yield InputError(shown(entry), "a symbolic link back to a folder above it; left out")
            else:
                yield from _walk(entry, seen, (*above, real))
        elif suffix and not stat.S_ISREG(mode):
            yield InputError(shown(entry), "not a regular file")
        elif suffix:
            yield from _file(entry, suffix, seen) or (None,)


def _file(path: Path, suffix: str, seen: set[Path]) -> tuple[Source, ...]:
    """The file as a source, or nothing if it was named before under whatever name."""
    real = path.resolve()
    if real in seen:
        return ()
    seen.add(real)
    return (Source(path=path, suffix=suffix, size=path.stat().st_size),)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


@contextmanager
def open_source(source: Source, consumed: Callable[[int], None] | None = None) -> Iterator[io.BufferedReader]:
    """The source as a stream of its bytes, decompressed; `consumed` hears of every byte as stored.

    Raises InputError if it cannot be opened.
    """
    try:
        raw: IO[bytes] = sys.stdin.buffer if source.path is None else source.path.open("rb")
    except OSError as error:
        raise InputError(source.place, _reason(error)) from error
    try:
        stream = buffered(_Counted(raw, consumed))
        if stream.peek(2)[:2] == GZIP_MAGIC:
            yield buffered(gzip.GzipFile(fileobj=stream))
        else:
            yield stream
    finally:
        if source.path is not None:
            raw.close()


class _Counted(io.RawIOBase):
    """A stream that says how many bytes were read of it."""

    def __init__(self, inner: IO[bytes], consumed: Callable[[int], None] | None) -> None:
        self._inner = inner
        self._read: Callable[[int], bytes] = getattr(inner, "read1", inner.read)
        self._consumed = consumed

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._inner.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._read(len(view))
        view[: len(data)] = data
        if self._consumed is not None:
            self._consumed(len(data))
        return len(data)
