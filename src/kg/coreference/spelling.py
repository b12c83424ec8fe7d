"""Which spellings are of one name: parts of names, acronyms, misspellings, numbers of laws."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg.gazetteer import fold

_SEPARATORS = re.compile(r"\W+")
_NUMBERS = re.compile(r"\d+")
_SIMILAR = 0.84  # ratio of difflib, 0..1
_LONG_ENOUGH = 7  # characters that two spellings need before a likeness means anything


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """A name without quotation marks and stops around it, and with single spaces."""
    return " ".join(text.strip("\"'“”‘’.,").split())


@lru_cache(maxsize=1 << 14)
def key(text: str) -> str:
    """What two spellings of one name have in common: folded words with single spaces."""
    return " ".join(_SEPARATORS.sub(" ", fold(text)).split())


def same_person(names: Iterable[str], wanted: str) -> bool:
    """Is the key a part, a fuller form or a misspelling of one of a person's names?"""
    parts = wanted.split()
    for other in map(key, names):
        known = other.split()
        short, long = sorted((parts, known), key=len)
        if len(short) < len(long) and (_run_of(short, long) or _skips(short, long)):
            return True
        if len(short) == len(long) and parts[0][:1] == known[0][:1] and _alike(wanted, other):
            return True
    return False


def _run_of(short: Sequence[str], long: Sequence[str]) -> bool:
    """Neighbouring words of the longer name, not all of them initials."""
    n = len(short)
    return any(long[i : i + n] == short for i in range(len(long) - n + 1)) and any(len(p) > 2 for p in short)


def _skips(short: Sequence[str], long: Sequence[str]) -> bool:
    """Words of the longer name from its first on, with some left out."""
    return len(short) > 1 and set(short) <= set(long) and short[0] == long[0]


def _alike(one: str, other: str) -> bool:
    return (
        min(len(one), len(other)) >= _LONG_ENOUGH
        and difflib.SequenceMatcher(None, one, other).ratio() >= _SIMILAR
    )


def same_law(one: str, other: str) -> bool:
    """The same kind of text with the same numbers."""
    return one.split()[0] == other.split()[0] and _NUMBERS.findall(one) == _NUMBERS.findall(other) != []


def same_body(names: Iterable[str], text: str) -> bool:
    """Is the text a shorter or longer form of one of the names of a body or place?"""
    parts = key(text).split()
    for known in names:
        other = key(known).split()
        if len(parts) == len(other):
            continue
        short, long = sorted((parts, other), key=len)
        if _extended_acronym(text if parts is short else known, short, long):
            return True
        begins = long[: len(short)] == short
        framed = short[:2] == long[:2] and short[-1] == long[-1] and set(short) <= set(long)
        if (len(short) >= 2 and begins) or (len(short) >= 3 and framed):
            return True
    return False


def _extended_acronym(text: str, short: Sequence[str], long: Sequence[str]) -> bool:
    """ "DPR" and "DPR RI", "PLN" and "PT PLN"."""
    if len(short) != 1 or not text.isupper():
        return False
    return (long[1:] == ["ri"] and long[0] == short[0]) or (long[:1] == ["pt"] and long[1:] == short)
