"""From a word to its root: `root("mengirimkan")` is `kirim`; `analyse` also gives the affixes.

Every way to cut affixes off a word is tried (rules in `morphology.yaml`, sound changes included), and
the cheapest that ends in a listed root wins; an unlisted root is accepted only behind affixes that
leave little doubt. Irregular words are data (`morphology_exceptions.tsv`), as are the roots. This
is the confix-stripping idea of Nazief and Adriani (1996) and Asian et al. (2005), with a weighted
choice among all readings in place of their first match. Words are cached: repeated look-ups are free.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from kg.errors import LanguageError
from kg.language import DEFAULT, language

_RULES = "morphology.yaml"
_ROOTS = "morphology_roots.tsv"
_COMPOUNDS = "morphology_compounds.txt"
_EXCEPTIONS = "morphology_exceptions.tsv"
_OPEN = frozenset(("", "NOUN", "VERB", "ADJ", "ADV", "PROPN", "NUM", "X"))
_UNLISTED = 4.0
_MAX_PREFIXES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word taken apart.

    `prefix` names the prefixes outermost first ("meN", "meN+per"), `suffixes` holds "kan", "i" or
    "an", `clitic` is the pronoun written on the word ("nya", "ku", "mu", "kau" or ""), `particle` the
    particle after it ("lah", …), `voice` one of "active", "passive", "ter", "ber", "ke-an", "base".
    `listed` says whether the root is in the root list.
    """

    form: str
    root: str
    prefix: str = ""
    suffixes: tuple[str, ...] = ()
    clitic: str = ""
    particle: str = ""
    voice: str = "base"
    listed: bool = True


@dataclass(frozen=True, slots=True)
class _Prefix:
    name: str
    surface: str
    next: re.Pattern[str]
    restore: tuple[str, ...]
    cost: float
    known: bool


@dataclass(frozen=True, slots=True)
class _Grammar:
    roots: dict[str, float]
    compounds: dict[str, str]
    exceptions: dict[str, str]
    prefixes: dict[str, tuple[_Prefix, ...]]
    chains: dict[str, frozenset[str]]
    endings: dict[str, tuple[str, ...]]
    trusted: dict[str, frozenset[str]]
    voices: dict[str, str]
    particles: tuple[str, ...]
    enclitics: tuple[str, ...]
    vowels: frozenset[str]


@lru_cache(maxsize=1 << 17)
def root(form: str, upos: str = "") -> str:
    """The lower-case root of a word: menghadiri -> hadir, foto-foto -> foto, kata -> kata.

    `upos` is the word's Universal POS tag, if known. Words of closed classes (ADP, PRON, SCONJ, …)
    and proper names stay whole. A compound's root has a space: ditandatangani -> tanda tangan.
    """
    if upos == "PROPN":
        return form.lower()
    return analyse(form, upos).root


@lru_cache(maxsize=1 << 17)
def analyse(form: str, upos: str = "") -> Word:
    """Take a word apart; a word that nothing can be cut off is its own root. Never raises."""
    low = form.lower()
    if upos not in _OPEN or not low:
        return Word(form=low, root=low)
    grammar = _grammar(DEFAULT)
    if "-" in low.strip("-"):
        return _reduplicated(low, upos, grammar)
    return _simple(low, upos, grammar)


def _simple(low: str, upos: str, grammar: _Grammar) -> Word:
    best, best_cost = Word(form=low, root=low, listed=low in grammar.roots), _UNLISTED
    if best.listed:
        best_cost = -_bonus(low, grammar)
    for word, cost in _readings(low, upos, grammar):
        if cost < best_cost:
            best, best_cost = word, cost
    compound = grammar.compounds.get(best.root)
    return replace(best, root=compound) if compound else best


def _bonus(stem: str, grammar: _Grammar) -> float:
    return grammar.roots.get(stem, 0.0)


def _readings(low: str, upos: str, grammar: _Grammar) -> Iterator[tuple[Word, float]]:
    for rest, particle, clitic, tail_cost in _tails(low, grammar):
        irregular = grammar.exceptions.get(rest)
        if irregular is not None:
            prefix = _outer(rest, irregular, grammar)
            yield (
                Word(
                    form=low,
                    root=irregular,
                    prefix=prefix,
                    clitic=clitic,
                    particle=particle,
                    voice=grammar.voices.get(prefix, "base"),
                ),
                tail_cost - 10,
            )
            continue
        if tail_cost and rest in grammar.roots:
            yield (
                Word(form=low, root=rest, clitic=clitic, particle=particle),
                tail_cost - _bonus(rest, grammar),
            )
        for names, stem, suffix, cost in _cuts(rest, upos, grammar):
            outer = names[0] if names else ""
            proclitic = outer if outer in ("ku", "kau") else ""
            voice = "ke-an" if outer == "ke" and suffix == "an" else grammar.voices.get(outer, "base")
            yield (
                Word(
                    form=low,
                    root=stem,
                    prefix="+".join(names),
                    suffixes=(suffix,) if suffix else (),
                    clitic=proclitic or clitic,
                    particle=particle,
                    voice=voice,
                    listed=stem in grammar.roots,
                ),
                cost + tail_cost,
            )


def _outer(form: str, stem: str, grammar: _Grammar) -> str:
    if form == stem:
        return ""
    for rules in grammar.prefixes.values():
        for rule in rules:
            if form.startswith(rule.surface) and rule.next.match(form, len(rule.surface)):
                return rule.name
    return ""


def _tails(low: str, grammar: _Grammar) -> Iterator[tuple[str, str, str, float]]:
    """The word without particle and enclitic, in every way: (rest, particle, clitic, cost)."""
    yield low, "", "", 0.0
    stems = [(low, "", 0.0)]
    for particle in grammar.particles:
        if low.endswith(particle) and len(low) >= len(particle) + 3:
            stems.append((low[: -len(particle)], particle, 0.8))
            yield low[: -len(particle)], particle, "", 0.8
    for rest, particle, cost in stems:
        for clitic in grammar.enclitics:
            if rest.endswith(clitic) and len(rest) >= len(clitic) + 2:
                yield rest[: -len(clitic)], particle, clitic, cost + (0.5 if clitic == "nya" else 1.1)


def _cuts(rest: str, upos: str, grammar: _Grammar) -> Iterator[tuple[tuple[str, ...], str, str, float]]:
    """Every reading of a word without clitics as prefixes, stem and suffix, with its cost."""
    for names, inner, cost, known in _prefix_cuts(rest, (), 0.0, False, grammar):
        outer = names[0] if names else ""
        for suffix in grammar.endings[outer]:
            if not names and not suffix:
                continue
            if suffix and not (inner.endswith(suffix) and len(inner) > len(suffix) + 1):
                continue
            stem = inner[: len(inner) - len(suffix)]
            price = cost + _suffix_cost(outer, suffix, stem, grammar)
            if stem in grammar.roots:
                yield names, stem, suffix, price - _bonus(stem, grammar)
            elif not known and _trusted(outer, suffix, stem, upos, grammar):
                yield names, stem, suffix, price + 2.2 - min(len(stem), 8) * 0.01


def _suffix_cost(outer: str, suffix: str, stem: str, grammar: _Grammar) -> float:
    if outer == "ke" and not suffix:
        return 1.5
    if not suffix:
        return 0.0
    if outer in ("ke", "per", "peN") and suffix == "an":
        return 0.2
    if suffix == "i":
        return 1.0 if outer else 1.6
    return 0.7 if outer else 1.0


def _trusted(outer: str, suffix: str, stem: str, upos: str, grammar: _Grammar) -> bool:
    """Whether the affixes alone show that an unlisted stem is a root."""
    if len(stem) < 4 or not grammar.vowels & set(stem):
        return False
    if outer == "ke":
        return suffix == "an" and upos in ("NOUN", "ADJ")
    if outer == "per":
        return suffix == "an" and upos == "NOUN"
    return outer in grammar.trusted.get(upos, grammar.trusted[""])


def _prefix_cuts(
    rest: str, names: tuple[str, ...], cost: float, known: bool, grammar: _Grammar
) -> Iterator[tuple[tuple[str, ...], str, float, bool]]:
    yield names, rest, cost, known
    if len(names) == _MAX_PREFIXES or len(rest) < 4:
        return
    allowed = grammar.chains.get(names[-1] if names else "", frozenset())
    for rule in grammar.prefixes.get(rest[0], ()):
        if rule.name not in allowed or not rest.startswith(rule.surface):
            continue
        if not rule.next.match(rest, len(rule.surface)):
            continue
        for letter in rule.restore:
            inner = letter + rest[len(rule.surface) :]
            yield from _prefix_cuts(
                inner, (*names, rule.name), cost + rule.cost, known or rule.known or bool(names), grammar
            )


def _reduplicated(low: str, upos: str, grammar: _Grammar) -> Word:
    """foto-foto, berhati-hati, tari-tarian, surat-menyurat; other hyphenated words stay whole."""
    if low in grammar.exceptions or low in grammar.roots:
        stem = grammar.exceptions.get(low, low)
        return Word(form=low, root=stem)
    first, _, second = low.partition("-")
    for rest, particle, clitic, _cost in _tails(second, grammar):
        if rest == first:
            word = _simple(first, upos, grammar)
            return replace(word, form=low, clitic=clitic, particle=particle)
    left, right = _simple(first, upos, grammar), _simple(second, upos, grammar)
    if left.root == right.root or first.endswith(right.root) or left.root.endswith(second):
        outer = left if left.prefix else right
        stem = left.root if left.listed or not right.listed else right.root
        merged = replace(outer, form=low, root=stem, clitic=right.clitic, particle=right.particle)
        return replace(merged, suffixes=right.suffixes)
    return _hyphenated(low, first, second, right, upos, grammar)


def _hyphenated(low: str, first: str, second: str, right: Word, upos: str, grammar: _Grammar) -> Word:
    for clitic in grammar.enclitics:
        if second == clitic:
            return replace(_simple(first, upos, grammar), form=low, clitic=clitic)
    if first in grammar.chains and second.isalpha() and first != "tidak":
        return replace(
            right, form=low, prefix=first, voice=grammar.voices.get(first, right.voice), listed=right.listed
        )
    return Word(form=low, root=low, listed=False)


@cache
def _grammar(code: str) -> _Grammar:
    words = language(code)
    rules = words.require(
        _RULES, "prefixes", "chains", "endings", "trusted", "voices", "particles", "enclitics", "vowels"
    )
    compounds = {line.replace(" ", ""): line for line in words.load_lines(_COMPOUNDS)}
    roots = {row["root"]: _weight(row) for row in words.load_table(_ROOTS)}
    roots |= dict.fromkeys(compounds, 0.3)
    prefixes: dict[str, list[_Prefix]] = {}
    for entry in rules["prefixes"]:
        rule = _prefix(entry)
        prefixes.setdefault(rule.surface[0], []).append(rule)
    return _Grammar(
        roots=roots,
        compounds=compounds,
        exceptions={row["form"]: row["root"] for row in words.load_table(_EXCEPTIONS)},
        prefixes={letter: tuple(group) for letter, group in prefixes.items()},
        chains={name: frozenset(inner) for name, inner in rules["chains"].items()},
        endings={name: tuple(endings) for name, endings in rules["endings"].items()},
        trusted={name: frozenset(group) for name, group in rules["trusted"].items()},
        voices=words.string_map(_RULES, "voices"),
        particles=words.string_list(_RULES, "particles"),
        enclitics=words.string_list(_RULES, "enclitics"),
        vowels=frozenset(rules["vowels"]),
    )


def _weight(row: dict[str, str]) -> float:
    """A small bonus for frequent roots, which decides between readings of equal shape."""
    try:
        return min(0.5, 0.06 * math.log2(1 + int(row["count"])))
    except (KeyError, ValueError) as error:
        raise LanguageError(f"{_ROOTS}: {row}: columns root and count (a number) are needed") from error


def _prefix(entry: dict[str, Any]) -> _Prefix:
    try:
        return _Prefix(
            entry["name"],
            entry["surface"],
            re.compile(entry["next"]),
            tuple(entry["restore"]),
            float(entry.get("cost", 1.0)),
            bool(entry.get("known", False)),
        )
    except (KeyError, TypeError, re.error) as error:
        raise LanguageError(f"{_RULES}: prefix {entry!r}: {error}") from error
