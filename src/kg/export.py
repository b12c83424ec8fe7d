"""The graph in the formats of others, each streamed, whatever its size.

    ttl nt jsonld rdf              the union of all articles; one subject in memory
    nq trig                        one named graph an article; one article in memory
    graphml gexf                   nodes and edges, for graph tools; one subject or article in memory
    gephi neo4j                    a folder with nodes.csv and edges.csv, for their importers; the same

What has to be sorted over all articles (everything but nq and trig) is sorted on disk, in runs of
`kg.spool.RUN` triples, which is what most of the memory goes to: of a million triples
`tests/benchmarks/export.py` measures 120 MB for nq and trig, and 255 to 275 MB for the others.

`.gz` and `.zst` at the end of a name compress, in a folder each table. The same graph gives the same bytes.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from kg import formats, tables
from kg.errors import KgError
from kg.spool import Spool, replacing
from kg.turtle import prefixes, turtle

COMPRESSED = (".gz", ".zst")


def _ntriples(spool: Spool) -> Iterator[str]:
    return (f"{s} {p} {o} .\n" for s, p, o in spool.merged())


def _nquads(spool: Spool) -> Iterator[str]:
    return (piece.decode("utf-8") for piece in spool.nquads())


# Format -> the document in pieces.
WRITERS: dict[str, Callable[[Spool], Iterator[str]]] = {
    "ttl": lambda spool: turtle(spool.merged(), prefixes(spool.base)),
    "nt": _ntriples,
    "nq": _nquads,
    "trig": lambda spool: formats.trig(spool.graphs(), prefixes(spool.base)),
    "jsonld": lambda spool: formats.json_ld(spool.merged(), prefixes(spool.base)),
    "rdf": lambda spool: formats.rdf_xml(spool.merged(), prefixes(spool.base)),
    "graphml": lambda spool: tables.graphml(tables.nodes(spool.merged()), tables.edges(spool.graphs())),
    "gexf": lambda spool: tables.gexf(tables.nodes(spool.merged()), tables.edges(spool.graphs())),
}
FOLDERS = {"gephi": tables.GEPHI, "neo4j": tables.NEO4J}
FORMATS = (*WRITERS, *FOLDERS)


def format_of(path: Path) -> str:
    """The format that a file's name asks for. Raises KgError when it is of none."""
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() not in COMPRESSED]
    form = suffixes[-1].removeprefix(".") if suffixes else ""
    form = {"xml": "rdf", "json": "jsonld"}.get(form, form)
    if form not in WRITERS:
        raise KgError(f"{path}: the name says no format that is known: .{', .'.join(WRITERS)}, or --format")
    return form


def write(spool: Spool, path: Path, form: str) -> list[Path]:
    """Write all that `spool` holds to `path` in a format of `FORMATS`. Returns the files. Raises KgError."""
    if form not in FOLDERS:
        _write(path, WRITERS[form](spool))
        return [path]
    heads = FOLDERS[form]
    ending = path.suffix if path.suffix.lower() in COMPRESSED else ""
    folder = path.with_suffix("") if ending else path
    made = [folder / f"nodes.csv{ending}", folder / f"edges.csv{ending}"]
    _write(made[0], tables.rows(tables.nodes(spool.merged()), heads[0]))
    _write(made[1], tables.rows(tables.edges(spool.graphs()), heads[1]))
    return made


def _write(path: Path, pieces: Iterable[str]) -> None:
    with replacing(path) as output, compressing(output, path.suffix.lower()) as stream:
        for piece in pieces:
            stream.write(piece.encode("utf-8"))


@contextmanager
def compressing(output: BinaryIO, suffix: str) -> Iterator[BinaryIO]:
    """A stream into `output` that compresses as the suffix says; the same bytes every time."""
    if suffix == ".gz":
        with gzip.GzipFile(filename="", mode="wb", fileobj=output, mtime=0, compresslevel=6) as stream:
            yield cast(BinaryIO, stream)
    elif suffix == ".zst":
        try:
            import zstandard
        except ImportError as error:
            raise KgError("writing .zst needs zstandard: pip install 'kg[zstd]'") from error
        with zstandard.ZstdCompressor(level=9).stream_writer(output, closefd=False) as stream:
            yield cast(BinaryIO, stream)
    else:
        yield output
