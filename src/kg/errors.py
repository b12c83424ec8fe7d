"""The exception tree.

KgError                 anything that the command line turns into one clear line and an exit code
├── InputError          an input that cannot be read, with its place
├── ModelError          the language model is missing, damaged or of another version
├── LanguageError       a language data file is missing or malformed
├── OntologyError       the ontology is missing or malformed
├── StoreError          the on-disk store cannot be opened, read or written
├── QueryError          a SPARQL query that cannot be parsed or run
└── RemoteError         a running store that cannot be reached, refuses, or is not what it should be
"""

from __future__ import annotations


class KgError(Exception):
    """Base of every error that kg raises on purpose."""


class InputError(KgError):
    """An input that cannot be read; `place` names the file and, where known, the line."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


class ModelError(KgError):
    """The language model is missing, damaged or of another version."""


class LanguageError(KgError):
    """A language data file is missing or malformed."""


class OntologyError(KgError):
    """The ontology is missing or malformed."""


class StoreError(KgError):
    """The on-disk store cannot be opened, read or written."""


class QueryError(KgError):
    """A SPARQL query that cannot be parsed or run."""


class RemoteError(KgError):
    """A running store that cannot be reached, refuses, or is not what it should be."""
