"""A new generation of a store: made beside the present one, and adopted in one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.generations import Current, following, point, prepare, read, storing, sweep
from kg.namespaces import KG
from kg.spool import Spool
from kg.texts import Texts

CHUNK = 32_000_000  # bytes of N-Quads in one bulk load, about 150,000 quads


@contextmanager
def staged(path: Path, spool: Spool) -> Iterator[Current]:
    """A generation that holds exactly the articles of `spool`, in the store at `path`.

    Readers of what is there are not disturbed. It is nothing but a folder until `adopt` makes it the
    store's; the next writer sweeps it away otherwise. Nobody else writes meanwhile. Raises StoreError.
    """
    lock = prepare(path)
    try:
        current = Current(graph=following(path), base=spool.base)
        sweep(path, read(path).graph if (path / "current").exists() else "")
        with Texts(path) as texts, storing(path):
            texts.add(document.text for document in spool.documents())
            graph = ox.Store(str(path / current.graph))
            for chunk in _chunks(spool.nquads()):
                graph.bulk_load(chunk, format=ox.RdfFormat.N_QUADS)
            for chunk in _chunks(spool.ntriples()):
                graph.bulk_load(chunk, format=ox.RdfFormat.N_TRIPLES)
            graph.flush()
            graph.optimize()
            del graph
        yield current
    finally:
        lock.release()


def adopt(path: Path, current: Current) -> None:
    """Make a staged generation the store's; once more does no harm. Raises StoreError."""
    if not (path / "current").exists() or read(path) != current:
        point(path, current)
    with Texts(path) as texts, storing(path):
        graph = ox.Store.read_only(str(path / current.graph))
        hashes = graph.quads_for_pattern(None, ox.NamedNode(KG + "textHash"), None, ox.DefaultGraph())
        texts.keep_only(quad.object.value for quad in hashes if isinstance(quad.object, ox.Literal))
        del graph
    sweep(path, current.graph)


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Whole pieces joined to about `CHUNK` bytes: one bulk load of all takes a gigabyte of memory."""
    chunk, size = list[bytes](), 0
    for piece in pieces:
        chunk.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield b"".join(chunk)
            chunk, size = [], 0
    if chunk:
        yield b"".join(chunk)
