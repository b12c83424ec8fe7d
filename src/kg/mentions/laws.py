"""Laws and their articles by number: "UU Nomor 1 Tahun 1946", "Pasal 285 KUHP"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mentions.lexicon import law_nouns, word_list
from kg.mentions.names import Name, capitalised
from kg.model import EntityType, Token
from kg.syntax import Tree

_LONGEST_KIND = 5  # words between the kind of text and its number: "Keputusan KPU Nomor …"


def laws(tree: Tree) -> list[Name]:
    """Every numbered text of law, left to right, not overlapping."""
    found: list[Name] = []
    kinds, tokens = law_nouns(), tree.tokens
    if kinds.isdisjoint(tree.forms):
        return found
    for i, form in enumerate(tree.forms):
        if form not in kinds or (found and i < found[-1].end) or not _opens(tokens, i):
            continue
        end = _end(tokens, i)
        if end is not None:
            found.append(Name(start=i, end=end, type=EntityType.LAW, sure=True))
    return found


def _opens(tokens: Sequence[Token], index: int) -> bool:
    """Is a noun for a text of law written with a capital, or right before a number or a name?"""
    followed = index + 1 < len(tokens) and tokens[index + 1].upos in {"NUM", "PROPN"}
    return capitalised(tokens[index]) or followed


def _end(tokens: Sequence[Token], start: int) -> int | None:
    """Behind the number, and the year or the acronym of a code after it; None without a number."""
    numbering = word_list("numbering")
    at = start + 1
    while (
        at < min(start + 1 + _LONGEST_KIND, len(tokens))
        and tokens[at].text.lower() not in numbering
        and tokens[at].upos != "NUM"
        and capitalised(tokens[at])
    ):
        at += 1
    if at + 2 < len(tokens) and (tokens[at].text, tokens[at + 2].text) == ("(", ")"):
        at += 3  # "Peraturan Pemerintah (PP) Nomor 34"
    if at < len(tokens) and tokens[at].text.lower() in numbering:
        at += 1
    if at >= len(tokens) or not any(c.isdigit() for c in tokens[at].text):
        return None
    end = at + 1
    if (
        end + 1 < len(tokens)
        and tokens[end].text.lower() in word_list("years")
        and tokens[end + 1].text.isdigit()
    ):
        return end + 2
    if end < len(tokens) and tokens[end].upos == "PROPN" and tokens[end].text.isupper():
        return end + 1
    return end
