"""Graphs on their way to a file: spooled to disk an article at a time, written sorted.

A `Spool` takes articles in any order, from any number of workers, and writes the same bytes. It keeps
one small entry an article in memory; triples wait in a temporary file. The whole is sorted for Turtle
by an external merge: runs of at most `RUN` triples are sorted in memory, spilled, and merged.
"""

from __future__ import annotations

import heapq
import os
import pickle
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from kg.errors import KgError
from kg.model import Analysis, Document
from kg.namespaces import ID, safe_iri
from kg.rdf import graph_name, triples
from kg.terms import Triple
from kg.turtle import prefixes, rank, turtle

RUN = 500_000  # triples sorted in memory at once, about 250 MB


class Spool:
    """Collects the graphs of articles and writes them sorted. Use it as a context manager."""

    def __init__(self, *, base: str = ID, mentions: bool = False, folder: Path | None = None) -> None:
        self.base = base
        self.mentions = mentions
        self._folder = folder
        self._places: dict[str, tuple[int, int]] = {}
        self._documents: dict[str, tuple[int, int]] = {}
        self._file = cast(BinaryIO, tempfile.TemporaryFile(dir=folder))  # noqa: SIM115
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        """The number of articles."""
        return len(self._places)

    def add(self, analysis: Analysis) -> None:
        """Take an article; one of the same id that was taken before is replaced."""
        made = triples(analysis, base=self.base, mentions=self.mentions)
        name = graph_name(analysis.document.id, base=self.base)
        self.add_graph(name, made)
        self._documents[name] = self._append(pickle.dumps(analysis.document))

    def add_graph(self, name: str, graph: Iterable[Triple]) -> None:
        """Take a named graph (the default one for ""); one of the same name taken before is replaced."""
        data = "".join(f"{s} {p} {o} .\n" for s, p, o in sorted(set(graph))).encode("utf-8")
        self._places[safe_iri(name) if name else ""] = self._append(data)

    def documents(self) -> Iterator[Document]:
        """The documents of the articles taken, in order of graph name."""
        for name in sorted(self._documents):
            document: Document = pickle.loads(self._read(self._documents[name]))
            yield document

    def ntriples(self) -> Iterator[bytes]:
        """All graphs one after another as N-Triples, in pieces; what several say comes several times."""
        for name in sorted(self._places):
            yield self._read(self._places[name])

    def nquads(self) -> Iterator[bytes]:
        """All graphs as sorted N-Quads, in pieces of one article."""
        for name in sorted(self._places):
            place = f"<{name}> ." if name else "."
            yield "".join(f"{line[:-1]}{place}\n" for line in self._lines(name)).encode("utf-8")

    def graphs(self) -> Iterator[tuple[str, list[Triple]]]:
        """The graphs by name, in order of name, their triples sorted."""
        for name in sorted(self._places):
            yield name, [_split(line) for line in self._lines(name)]

    def write_nquads(self, path: Path) -> int:
        """Write one named graph an article, sorted. Returns the number of quads."""
        count = 0
        with replacing(path) as output:
            for piece in self.nquads():
                count += piece.count(b"\n")
                output.write(piece)
        return count

    def write_turtle(self, path: Path) -> int:
        """Write the union of all graphs as pretty Turtle, sorted. Returns the number of triples."""
        count = 0

        def counted(merged: Iterable[Triple]) -> Iterator[Triple]:
            nonlocal count
            for triple in merged:
                count += 1
                yield triple

        with replacing(path) as output:
            for piece in turtle(counted(self.merged()), prefixes(self.base)):
                output.write(piece.encode("utf-8"))
        return count

    def merged(self) -> Iterator[Triple]:
        """The union of all graphs in the order of Turtle, each triple once."""
        lines = (_sortable(line) for name in sorted(self._places) for line in self._lines(name))
        for line in sorted_on_disk(lines, folder=self._folder):
            subject, predicate, thing = line.split("\t")
            yield subject, predicate[1:], thing

    def _append(self, data: bytes) -> tuple[int, int]:
        self._file.seek(self._end)
        self._file.write(data)
        place = self._end, len(data)
        self._end += len(data)
        return place

    def _read(self, place: tuple[int, int]) -> bytes:
        self._file.seek(place[0])
        return self._file.read(place[1])

    def _lines(self, name: str) -> list[str]:
        return self._read(self._places[name]).decode("utf-8").split("\n")[:-1]


def sorted_on_disk(lines: Iterable[str], *, folder: Path | None = None) -> Iterator[str]:
    """Lines of text (no line feed within) sorted, each once; `RUN` of them are in memory at a time."""
    runs: list[Iterable[str]] = []
    with ExitStack() as files:
        pending: set[str] = set()
        for line in lines:
            pending.add(line)
            if len(pending) >= RUN:
                file = files.enter_context(tempfile.TemporaryFile(dir=folder))
                runs.append(_spilled(cast(BinaryIO, file), sorted(pending)))
                pending = set()
        runs.append(sorted(pending))
        last = None
        for line in heapq.merge(*runs):
            if line != last:
                last = line
                yield line


def write_turtle(analyses: Iterable[Analysis], path: Path, *, base: str = ID) -> int:
    """Write articles as one pretty Turtle graph; the same bytes in whatever order they come."""
    with Spool(base=base) as spool:
        for analysis in analyses:
            spool.add(analysis)
        return spool.write_turtle(path)


def write_nquads(analyses: Iterable[Analysis], path: Path, *, base: str = ID) -> int:
    """Write articles as sorted N-Quads, one named graph each; the same bytes in whatever order they come."""
    with Spool(base=base) as spool:
        for analysis in analyses:
            spool.add(analysis)
        return spool.write_nquads(path)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary file that takes the place of `path` only when all of it is written and on the disk."""
    partial = path.with_name(path.name + ".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb", buffering=1 << 20) as output:
            yield output
            output.flush()
            os.fsync(output.fileno())
        partial.replace(path)
    except OSError as error:
        raise KgError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)


def _split(line: str) -> Triple:
    subject, predicate, thing = line[:-2].split(" ", 2)
    return subject, predicate, thing


def _sortable(line: str) -> str:
    subject, predicate, thing = line[:-2].split(" ", 2)
    return f"{subject}\t{rank(predicate)}{predicate}\t{thing}"


def _spilled(file: BinaryIO, lines: list[str]) -> Iterator[str]:
    for start in range(0, len(lines), 10_000):
        file.write(("\n".join(lines[start : start + 10_000]) + "\n").encode("utf-8"))
    file.seek(0)
    return (line[:-1].decode("utf-8") for line in file)
