"""The extractors, in the order they run: each maps a `Reading` to `Extraction`s. Add one here.

One that knows why a predicate says nothing says so with a `Dropped`.

No extractor imports another; what they share lies in the rooms below (`kg.reading`, `kg.frames`, …).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extraction import Dropped, Extraction
from kg.extractors import (
    amounts,
    attributes,
    belonging,
    copula,
    dates,
    descriptions,
    existential,
    glosses,
    happenings,
    members,
    modifiers,
    offices,
    speech,
    titles,
    verbal,
)
from kg.reading import Reading

Extractor = Callable[[Reading], Iterator[Extraction | Dropped]]

EXTRACTORS: tuple[Extractor, ...] = (
    verbal.extract,
    copula.extract,
    existential.extract,
    offices.extract,
    titles.extract,
    modifiers.extract,
    descriptions.extract,
    belonging.extract,
    members.extract,
    glosses.extract,
    attributes.extract,
    amounts.extract,
    dates.extract,
    happenings.extract,
    speech.extract,
)

FALLBACKS: tuple[Extractor, ...] = (speech.sources,)
"""Those that run on a sentence of which the others made nothing but facts inside its noun phrases."""
