"""Documents -> analyses: each parsed and analysed on its own, in order, by one process or several.

What is made of a document depends on that document alone, never on its neighbours: it goes through the
network by itself, which costs about a tenth of the speed of mixed batches and makes the same bytes
whatever the number of workers, whatever was read before, and whatever is read again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Generic, TypeVar

from kg.errors import KgError
from kg.model import Analysis, Document
from kg.namespaces import ID
from kg.pool import Killed, Pool

Made = TypeVar("Made")

# A chunk is what a worker is handed at a time: at most so many documents and characters.
CHUNK_DOCUMENTS = 16
CHUNK_CHARACTERS = 60_000

# The longest article, in characters: some 75,000 words. What is longer is an archive in one piece, and
# the time that coreference takes grows faster than the text.
LONGEST = 500_000

# What every worker needs, loaded once before they start where the system can.
PRELOAD = ("kg.parsing", "kg.analysis")

_log = logging.getLogger(__name__)


class NothingRead(KgError):
    """No article could be read at all: the job cannot be done, and nothing is changed."""

    def __init__(self) -> None:
        super().__init__("no article could be read; nothing was changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[Made]):
    """What was made of a document."""

    document: str
    value: Made


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A document that nothing could be made of, and why."""

    document: str
    reason: str


def analyses(
    documents: Iterable[Document],
    *,
    base: str = ID,
    workers: int = 1,
    model: Path | None = None,
) -> Iterator[Done[Analysis] | Failed]:
    """The analyses of documents, in their order. See `run`."""
    return run(documents, _itself, base=base, workers=workers, model=model)


def run(
    documents: Iterable[Document],
    make: Callable[[Analysis], Made],
    *,
    base: str = ID,
    workers: int = 1,
    model: Path | None = None,
    least: float | None = None,
    whole: bool = True,
) -> Iterator[Done[Made] | Failed]:
    """Analyse documents and `make` something of each analysis, where it was made, in input order.

    `base` is what entities are minted under; `model` the language model's file, by default the shipped
    one; what is less likely to be right than `least` is not said (`kg.confidence`). Analyses are `whole`,
    or have statements alone, which takes less time. With several workers `make` must be a function of a
    module. A document whose analysis raises, or kills its worker again and again, becomes a `Failed`.
    Raises KgError for what is broken in the set-up: model, language data, ontology.
    """
    if workers <= 1:
        for document in documents:
            yield _one(document, make, base, model, least, whole)
        return
    work = partial(_chunk, make=make, base=base, model=model, least=least, whole=whole)
    with Pool[Document, Done[Made] | Failed](work, workers=workers, preload=PRELOAD) as pool:
        for result in pool.map(chunks(documents, workers)):
            if isinstance(result, Killed):
                yield Failed(document=result.item.id, reason="every process that analysed it was killed")
            else:
                yield result


def chunks(documents: Iterable[Document], workers: int) -> Iterator[list[Document]]:
    """Documents in handfuls; the first of each worker is a single one, so that results come early."""
    chunk: list[Document] = []
    size = made = 0
    for document in documents:
        chunk.append(document)
        size += len(document.text)
        if made < workers or len(chunk) >= CHUNK_DOCUMENTS or size >= CHUNK_CHARACTERS:
            yield chunk
            made += 1
            chunk, size = [], 0
    if chunk:
        yield chunk


def _chunk(
    documents: Sequence[Document],
    *,
    make: Callable[[Analysis], Made],
    base: str,
    model: Path | None,
    least: float | None,
    whole: bool,
) -> list[Done[Made] | Failed]:
    return [_one(document, make, base, model, least, whole) for document in documents]


def _one(
    document: Document,
    make: Callable[[Analysis], Made],
    base: str,
    model: Path | None,
    least: float | None,
    whole: bool,
) -> Done[Made] | Failed:
    if len(document.text) > LONGEST:
        reason = f"an article of {len(document.text):,} characters; at most {LONGEST:,} are read as one"
        return Failed(document=document.id, reason=reason)
    read = _reader(model, least, whole)
    try:
        return Done(document=document.id, value=make(read(document, base)))
    except KgError:
        raise
    except Exception as error:
        _log.debug("the analysis of %r failed", document.id, exc_info=True)
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return Failed(document=document.id, reason=f"the analysis failed ({reason})")


@cache
def _reader(model: Path | None, least: float | None, whole: bool) -> Callable[[Document, str], Analysis]:
    """What reads documents in this process; the model is loaded when the first one comes."""
    from kg.analysis import analyse
    from kg.confidence import surer_than
    from kg.parsing import Parser

    parser, judge = Parser(model), surer_than(least)

    def read(document: Document, base: str) -> Analysis:
        return analyse(document, parser.parse(document), base=base, judge=judge, whole=whole)

    return read


def _itself(analysis: Analysis) -> Analysis:
    return analysis
