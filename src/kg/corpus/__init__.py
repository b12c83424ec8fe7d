"""Files, archives and pages -> Documents: the only room that reads articles.

`read` takes plain text (.txt, with or without lines like "Judul: …" before it), pages (.html,
.htm), JSON (.jsonl, .ndjson, .json), tables (.csv, .tsv), any of them with .gz, .zip archives of
them, folders, and `-` for standard input. It holds one article at a time, except that a .txt, .html
or .json file is read in one piece. Offsets count in `Document.text`, which is normalised: NFC, plain
spaces, lines ended by \\n, no control characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg.corpus.article import Article, documents
from kg.corpus.formats import articles
from kg.corpus.sources import find_sources, open_source
from kg.corpus.text import normalise
from kg.errors import InputError
from kg.model import Document

__all__ = ["normalise", "read", "size"]


def read(
    inputs: Sequence[str | Path],
    *,
    problems: Callable[[InputError], None],
    consumed: Callable[[int], None] | None = None,
) -> Iterator[Document]:
    """The articles of the inputs, in order, with unique ids.

    Whatever cannot be read calls `problems` once, with the file and the line, and the rest goes on;
    nothing is left out without it, but for a file named twice, which is read once. `consumed` is
    called with each number of bytes read, as stored (their sum over regular files is `size`).
    """
    for found in documents(_articles(inputs, consumed)):
        if isinstance(found, InputError):
            problems(found)
        else:
            yield found


def size(inputs: Sequence[str | Path]) -> int:
    """The bytes that `read` will read, as stored; standard input and pipes count nothing."""
    return sum(source.size for source in find_sources(inputs) if not isinstance(source, InputError))


def _articles(
    inputs: Sequence[str | Path], consumed: Callable[[int], None] | None
) -> Iterator[Article | InputError]:
    for source in find_sources(inputs):
        if isinstance(source, InputError):
            yield source
            continue
        try:
            with open_source(source, consumed) as stream:
                yield from articles(stream, source.suffix, place=source.place, stem=source.stem)
        except InputError as error:
            yield error
