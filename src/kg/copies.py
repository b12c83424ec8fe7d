"""Which articles are copies of one story: word for word in most of the shorter one, with its figures.

Candidates come from MinHash and locality-sensitive hashing (rensa, of Broder 1997 and Indyk and Motwani
1998); what counts as a copy is then decided exactly, on runs of three words. Articles that fill one form
day after day (prices, schedules) share their words but not their figures, and are no copies.

On 18,312 news articles of many outlets this makes 411 groups of 886 articles in six seconds. Of 30 groups
looked at, 28 are one story told in the same words, some of them inside a longer one; two are forms without
figures (song texts, two parts of a debate).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rensa import RMinHash, RMinHashLSH

from kg.model import Document

RUN = 3  # words in a row that are compared
SHARED = 0.7  # of the shorter article's runs that stand in the longer one too
ALIKE = 0.25  # of the runs of both together that are common: a quotation makes no copy
SHORT = 12  # words: what is shorter is a copy only of the very same words

PERMUTATIONS, BANDS, SEED = 192, 64, 1  # bands of three: 94 of 100 pairs that share 0.35 of all runs are seen

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d(?:[\d.,:]*\d)?")


def stories(documents: Callable[[], Iterable[Document]]) -> dict[str, str]:
    """For each article that has copies, the first of them, by date and id: those of one story share it.

    `documents` is called twice; only the articles that look alike are held in memory together.
    """
    names: list[str] = []
    signs = []
    for document in documents():
        sign = RMinHash(PERMUTATIONS, SEED)
        sign.update(sorted(_runs(document.text)))
        names.append(document.id)
        signs.append(sign)
    index = RMinHashLSH(ALIKE, PERMUTATIONS, BANDS)
    for number, sign in enumerate(signs):
        index.insert(number, sign)
    pairs = {
        (number, other)
        for number, sign in enumerate(signs)
        for other in sorted(index.query(sign))
        if number < other
    }
    wanted = {names[number] for pair in pairs for number in pair}
    held = {document.id: document for document in documents() if document.id in wanted}
    runs = {name: _runs(document.text) for name, document in held.items()}
    above = {name: name for name in held}

    def top(name: str) -> str:
        while above[name] != name:
            name = above[name]
        return name

    for first, second in sorted(pairs):
        one, other = held[names[first]], held[names[second]]
        if alike(runs[one.id], runs[other.id]) and _same_figures(one.text, other.text):
            above[top(one.id)] = top(other.id)
    groups: dict[str, list[str]] = {}
    for name in held:
        groups.setdefault(top(name), []).append(name)
    found = {}
    for group in groups.values():
        if len(group) > 1:
            first_of = min(group, key=lambda name: (str(held[name].date or "9999"), name))
            found.update(dict.fromkeys(group, first_of))
    return dict(sorted(found.items()))


def copies(one: str, other: str) -> bool:
    """Whether two texts are copies of one story.

    >>> told = "Bupati Raka Wibisana meresmikan pasar baru di Kota Randu, Senin pagi, dihadiri 40 pedagang."
    >>> copies(told, told + " Ia datang bersama istrinya."), copies(told, told.replace("40", "75"))
    (True, False)
    """
    return alike(_runs(one), _runs(other)) and _same_figures(one, other)


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether most of the shorter text stands in the longer one."""
    common = len(one & other)
    return common >= SHARED * min(len(one), len(other)) and common >= ALIKE * len(one | other)


def _runs(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())
    if len(words) < SHORT:
        return frozenset({" ".join(words)})
    return frozenset(" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def _same_figures(one: str, other: str) -> bool:
    """Whether the text with fewer figures shares all of them, but for one of three, or one in ten of many."""
    fewer, more = sorted((set(_FIGURE.findall(one)), set(_FIGURE.findall(other))), key=len)
    return len(fewer - more) <= min(len(fewer) // 3, max(1, len(fewer) // 10))
