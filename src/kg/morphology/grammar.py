"""The affix rules, roots and exceptions of a language, read from its data files."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import LanguageError
from kg.language import language

_RULES = "morphology.yaml"
_ROOTS = "morphology_roots.tsv"
_COMPOUNDS = "morphology_compounds.txt"
_EXCEPTIONS = "morphology_exceptions.tsv"


@dataclass(frozen=True, slots=True)
class Prefix:
    """A prefix before certain letters: `surface` is what is written, `restore` the letters that it
    may have taken the place of, `known` whether only a listed root may follow."""

    name: str
    surface: str
    next: re.Pattern[str]
    restore: tuple[str, ...]
    cost: float
    known: bool


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """All that `analysis` knows of a language; `roots` gives each root a small bonus for frequency.

    `prefixes` are by their first two letters. There is one grammar a language, equal to itself alone.
    """

    roots: dict[str, float]
    compounds: dict[str, str]
    seconds: frozenset[str]
    exceptions: dict[str, str]
    prefixes: dict[str, tuple[Prefix, ...]]
    chains: dict[str, frozenset[str]]
    endings: dict[str, dict[str, float]]
    trusted: dict[str, frozenset[str]]
    voices: dict[str, str]
    particles: dict[str, float]
    enclitics: dict[str, float]
    proclitics: frozenset[str]
    vowels: frozenset[str]
    onset: re.Pattern[str]
    sure_suffixes: frozenset[str]


@cache
def grammar_of(code: str) -> Grammar:
    """The grammar of a language. Raises `LanguageError` for malformed data."""
    words = language(code)
    rules = words.require(
        _RULES,
        *("prefixes", "chains", "endings", "trusted", "voices", "vowels", "onset", "sure_suffixes"),
        *("particles", "enclitics", "proclitics"),
    )
    compounds = {line.replace(" ", ""): line for line in words.load_lines(_COMPOUNDS)}
    roots = {row["root"]: _weight(row) for row in words.load_table(_ROOTS)}
    roots |= dict.fromkeys(compounds, 0.3)
    prefixes: dict[str, list[Prefix]] = {}
    for entry in rules["prefixes"]:
        rule = _prefix(entry)
        prefixes.setdefault(rule.surface[:2], []).append(rule)
    return Grammar(
        roots=roots,
        compounds=compounds,
        seconds=frozenset(line.partition(" ")[2] for line in compounds.values()),
        exceptions={row["form"]: row["root"] for row in words.load_table(_EXCEPTIONS)},
        prefixes={letters: tuple(group) for letters, group in prefixes.items()},
        chains={name: frozenset(inner) for name, inner in rules["chains"].items()},
        endings={name: _costs(costs) for name, costs in rules["endings"].items()},
        trusted={name: frozenset(group) for name, group in rules["trusted"].items()},
        voices=words.string_map(_RULES, "voices"),
        particles=_costs(rules["particles"]),
        enclitics=_costs(rules["enclitics"]),
        proclitics=frozenset(rules["proclitics"]),
        vowels=frozenset(rules["vowels"]),
        onset=re.compile(rules["onset"]),
        sure_suffixes=frozenset(rules["sure_suffixes"]),
    )


def _costs(entries: dict[str, Any]) -> dict[str, float]:
    try:
        return {affix: float(cost) for affix, cost in entries.items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise LanguageError(f"{_RULES}: {entries!r}: affixes with costs are needed") from error


def _weight(row: dict[str, str]) -> float:
    """A small bonus for frequent roots, which decides between readings of equal shape."""
    try:
        return min(0.5, 0.06 * math.log2(1 + int(row["count"])))
    except (KeyError, ValueError) as error:
        raise LanguageError(f"{_ROOTS}: {row}: columns root and count (a number) are needed") from error


def _prefix(entry: dict[str, Any]) -> Prefix:
    try:
        return Prefix(
            entry["name"],
            entry["surface"],
            re.compile(entry["next"]),
            tuple(entry["restore"]),
            float(entry.get("cost", 1.0)),
            bool(entry.get("known", False)),
        )
    except (KeyError, TypeError, re.error) as error:
        raise LanguageError(f"{_RULES}: prefix {entry!r}: {error}") from error
