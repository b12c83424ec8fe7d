"""Who is most in mind: by grammatical role, voice and recency, in the manner of centering.

Grosz, Joshi and Weinstein, "Centering: A Framework for Modeling the Local Coherence of Discourse",
Computational Linguistics 21(2), 1995.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.grammar import grammar
from kg.syntax import Tree
from kg.ud import base

SPEAKER = -1
"""The rank of whoever an enclitic after a cue stands for: before any subject."""

_SUBJECT, _OBJECT, _OTHER = 0, 1, 2
_OUTSIDE_SPEAKER, _INSIDE_QUOTE = -2, 3


class Candidate(NamedTuple):
    """A person mentioned in the sentence: the lower the rank, the more in mind; `position` is a token."""

    rank: int
    position: int
    cluster: int

    @property
    def is_quoted(self) -> bool:
        """Only spoken of inside a quotation."""
        return self.rank >= _INSIDE_QUOTE

    @property
    def is_topic(self) -> bool:
        """The subject of something told outside of quotations."""
        return SPEAKER < self.rank <= _SUBJECT


def rank(tree: Tree, start: int, end: int, quotes: Sequence[tuple[int, int]]) -> int:
    """The rank of the mention in tokens `start` to `end`: its role and its voice together."""
    return _role(tree, start, end) + _voice(tree, start, quotes)


def _role(tree: Tree, start: int, end: int) -> int:
    """By the relation of the mention's head to what is outside it."""
    for token in tree.tokens[start:end]:
        if not start <= token.head < end or token.head == token.index:
            relation = base(token.deprel)
            if relation == "nsubj":
                return _SUBJECT
            if relation in {"obj", "iobj"} or token.deprel == "obl:agent":
                return _OBJECT
    return _OTHER


def _voice(tree: Tree, index: int, quotes: Sequence[tuple[int, int]]) -> int:
    """A speaker outside the quotation comes before, whoever is spoken of inside it after all others."""
    if any(a <= tree.tokens[index].start < b for a, b in quotes):
        return _INSIDE_QUOTE
    return _OUTSIDE_SPEAKER if index and grammar().cue(tree.tokens[index - 1].text) else 0


def antecedent(here: Sequence[Candidate], focus: Sequence[int], position: int) -> int | None:
    """The cluster most in mind before a token: from its own sentence, or else from those before."""
    before = [(c.rank, -c.position, c.cluster) for c in here if c.position < position]
    if before:
        return min(before)[2]
    return focus[0] if focus else None
