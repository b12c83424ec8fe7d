"""Take words apart: every reading that the affix rules allow, and the cheapest of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.frozen import record, replace
from kg.language import DEFAULT
from kg.morphology.grammar import Grammar, grammar_of

_OPEN = frozenset(("", "NOUN", "VERB", "ADJ", "ADV", "PROPN", "NUM", "X"))
_UNLISTED = 4.0
_MAX_PREFIXES = 3
_SHORTEST_UNLISTED = 4


@record(frozen=True, slots=True, kw_only=True)
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


@record(frozen=True, slots=True)
class _Reading:
    """One way to cut affixes off a word, and what it costs.

    An unlisted stem is believed only where its `affixes` are trusted. Of an `irregular` word without
    clitics only the stem is known.
    """

    cost: float
    stem: str
    clitic: str
    particle: str
    prefixes: tuple[str, ...] = ()
    suffix: str = ""
    listed: bool = True
    irregular: str = ""

    @property
    def affixes(self) -> str:
        """The outermost prefix with the suffix: "di", "meN-kan", "-an"."""
        outer = self.prefixes[0] if self.prefixes else ""
        return f"{outer}-{self.suffix}" if self.suffix else outer


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
    """Take a word apart; a word that nothing can be cut off is its own root. Never raises.

    A compound verb comes as its two words: "bertanggung jawab" has the root "tanggung jawab".
    """
    low = form.lower()
    if upos not in _OPEN or not low:
        return Word(form=low, root=low)
    grammar = grammar_of(DEFAULT)
    verb, _, second = low.partition(" ")
    if second and is_compound(verb, second):
        word = simple(verb, upos, grammar)
        return replace(word, form=low, root=f"{word.root} {second}")
    if "-" in low.strip("-"):
        return reduplicated(low, upos, grammar)
    return simple(low, upos, grammar)


@lru_cache(maxsize=1 << 17)
def is_compound(verb: str, second: str) -> bool:
    """Are these lower-case words one verb: "bertanggung jawab", "mengambil alih"?"""
    grammar = grammar_of(DEFAULT)
    return second in grammar.seconds and simple(verb, "", grammar).root + second in grammar.compounds


def simple(low: str, upos: str, grammar: Grammar) -> Word:
    """A lower-case word without a hyphen, by this grammar: the cheapest reading, or the word itself."""
    listed = low in grammar.roots
    best, cost = None, -_bonus(low, grammar) if listed else _UNLISTED
    trusted = grammar.trusted.get(upos, grammar.trusted[""])
    for reading in _readings(low, grammar):
        if reading.cost < cost and (reading.listed or reading.affixes in trusted):
            best, cost = reading, reading.cost
    if best is None:
        return Word(form=low, root=grammar.compounds.get(low, low), listed=listed)
    names, suffix = best.prefixes, best.suffix
    if best.irregular:
        names, suffix = _affixes(best.irregular, best.stem, upos, grammar)
    outer = names[0] if names else ""
    return Word(
        form=low,
        root=grammar.compounds.get(best.stem, best.stem),
        prefix="+".join(names),
        suffixes=(suffix,) if suffix else (),
        clitic=outer if outer in grammar.proclitics else best.clitic,
        particle=best.particle,
        voice=grammar.voices.get(f"{outer}-{suffix}") or grammar.voices.get(outer, "base"),
        listed=best.stem in grammar.roots,
    )


def _bonus(stem: str, grammar: Grammar) -> float:
    return grammar.roots.get(stem, 0.0)


@lru_cache(maxsize=1 << 17)
def _readings(low: str, grammar: Grammar) -> tuple[_Reading, ...]:
    """Every reading of a word, whatever part of speech it is taken for."""
    found: list[_Reading] = []
    for rest, particle, clitic, tail_cost in _tails(low, grammar):
        irregular = grammar.exceptions.get(rest)
        if irregular is not None:
            found.append(_Reading(tail_cost - 10, irregular, clitic, particle, irregular=rest))
            continue
        if tail_cost and rest in grammar.roots:
            found.append(_Reading(tail_cost - _bonus(rest, grammar), rest, clitic, particle))
        found += _cuts(rest, clitic, particle, tail_cost, grammar)
    return tuple(found)


def _affixes(form: str, stem: str, upos: str, grammar: Grammar) -> tuple[tuple[str, ...], str]:
    """The affixes of a word whose root is known: by a reading that ends in it, else by its outside."""
    if form == stem:
        return (), ""
    joined = stem.replace(" ", "")
    trusted = grammar.trusted.get(upos, grammar.trusted[""])
    readings = [
        cut
        for cut in _cuts(form, "", "", 0.0, grammar)
        if cut.stem == joined and (cut.listed or cut.affixes in trusted)
    ]
    if readings:
        best = min(readings, key=lambda cut: cut.cost)
        return best.prefixes, best.suffix
    for group in grammar.prefixes.values():
        for rule in group:
            if form.startswith(rule.surface) and rule.next.match(form, len(rule.surface)):
                endings = sorted(grammar.endings[rule.name], key=len, reverse=True)
                fitting = (e for e in endings if form.endswith(e) and not (e and joined.endswith(e)))
                return (rule.name,), next(fitting, "")
    return (), ""


def _tails(low: str, grammar: Grammar) -> Iterator[tuple[str, str, str, float]]:
    """The word without particle and enclitic, in every way: (rest, particle, clitic, cost)."""
    yield low, "", "", 0.0
    stems = [(low, "", 0.0)]
    for particle, cost in grammar.particles.items():
        if low.endswith(particle) and len(low) >= len(particle) + 3:
            stems.append((low[: -len(particle)], particle, cost))
            yield low[: -len(particle)], particle, "", cost
    for rest, particle, cost in stems:
        for clitic, more in grammar.enclitics.items():
            if rest.endswith(clitic) and len(rest) >= len(clitic) + 2:
                yield rest[: -len(clitic)], particle, clitic, cost + more


def _cuts(rest: str, clitic: str, particle: str, tail_cost: float, grammar: Grammar) -> Iterator[_Reading]:
    """Every reading of a word without its clitics as prefixes, stem and suffix."""
    for names, inner, cost, known in _prefix_cuts(rest, (), 0.0, False, grammar):
        outer = names[0] if names else ""
        for suffix, more in grammar.endings[outer].items():
            if suffix:
                if not inner.endswith(suffix) or len(inner) <= len(suffix) + 1:
                    continue
            elif not names:
                continue
            stem = inner[: len(inner) - len(suffix)]
            if stem in grammar.roots:
                whole = cost + more - _bonus(stem, grammar)
                yield _Reading(whole + tail_cost, stem, clitic, particle, names, suffix)
            elif not known and len(stem) >= _SHORTEST_UNLISTED and grammar.onset.match(stem):
                more = 0.0 if suffix in grammar.sure_suffixes else more
                whole = cost + more + 2.2 + min(len(stem), 20) * 0.01
                yield _Reading(whole + tail_cost, stem, clitic, particle, names, suffix, listed=False)


def _prefix_cuts(
    rest: str, names: tuple[str, ...], cost: float, known: bool, grammar: Grammar
) -> Iterator[tuple[tuple[str, ...], str, float, bool]]:
    yield names, rest, cost, known
    if len(names) == _MAX_PREFIXES or len(rest) < 4:
        return
    allowed = grammar.chains.get(names[-1] if names else "", frozenset())
    for rule in grammar.prefixes.get(rest[:2], ()):
        if rule.name not in allowed or not rest.startswith(rule.surface):
            continue
        if not rule.next.match(rest, len(rule.surface)):
            continue
        for letter in rule.restore:
            inner = letter + rest[len(rule.surface) :]
            yield from _prefix_cuts(
                inner, (*names, rule.name), cost + rule.cost, known or rule.known or bool(names), grammar
            )


def reduplicated(low: str, upos: str, grammar: Grammar) -> Word:
    """foto-foto, berhati-hati, tari-tarian, surat-menyurat; other hyphenated words stay whole."""
    if low in grammar.exceptions or low in grammar.roots:
        stem = grammar.exceptions.get(low, low)
        return Word(form=low, root=stem)
    first, _, second = low.partition("-")
    for rest, particle, clitic, _cost in _tails(second, grammar):
        if rest == first:
            word = simple(first, upos, grammar)
            return replace(word, form=low, clitic=clitic, particle=particle)
    left, right = simple(first, upos, grammar), simple(second, upos, grammar)
    if left.root == right.root or first.endswith(right.root) or left.root.endswith(second):
        outer = left if left.prefix else right
        stem = left.root if left.listed or not right.listed else right.root
        merged = replace(outer, form=low, root=stem, clitic=right.clitic, particle=right.particle)
        return replace(merged, suffixes=right.suffixes)
    return _hyphenated(low, first, second, right, upos, grammar)


def _hyphenated(low: str, first: str, second: str, right: Word, upos: str, grammar: Grammar) -> Word:
    for clitic in grammar.enclitics:
        if second == clitic:
            return replace(simple(first, upos, grammar), form=low, clitic=clitic)
    if first.isdigit() and second in grammar.endings[""]:
        return Word(form=low, root=first, suffixes=(second,), listed=False)
    if first in grammar.chains[""] and second.isalpha():
        return replace(
            right, form=low, prefix=first, voice=grammar.voices.get(first, right.voice), listed=right.listed
        )
    return Word(form=low, root=low, listed=False)
