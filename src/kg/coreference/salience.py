"""Who is most in mind: by grammatical role, voice and recency, in the manner of centering.

Grosz, Joshi and Weinstein, "Centering: A Framework for Modeling the Local Coherence of Discourse",
Computational Linguistics 21(2), 1995.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.grammar import grammar
from kg.mentions import is_person, makes_degree
from kg.model import Token
from kg.syntax import Tree
from kg.ud import base

SPEAKER = -1
"""The rank of whoever an enclitic after a cue stands for: before any subject."""

_SUBJECT, _OBJECT, _OTHER = 0, 1, 2
_BEFORE_VERB = frozenset({"ADV", "AUX", "PUNCT"})
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
    def is_aside(self) -> bool:
        """Neither subject nor object of anything told outside of quotations."""
        return self.rank == _OTHER

    @property
    def is_topic(self) -> bool:
        """The subject of something told outside of quotations."""
        return SPEAKER < self.rank <= _SUBJECT


def rank(tree: Tree, start: int, end: int, quotes: Sequence[tuple[int, int]]) -> int:
    """The rank of the mention in tokens `start` to `end`: its role and its voice together."""
    head = _head(tree, start, end)
    return min(_role(tree, head), _apart(tree, start, end)) + _voice(tree, min(start, head), quotes)


def _head(tree: Tree, start: int, end: int) -> int:
    """The token that hangs on what is outside the mention, or what the mention is in apposition to."""
    head = tree.tokens[tree.top(start, end)]
    while base(head.deprel) == "appos" and head.head < head.index:
        head = tree.tokens[head.head]
    return head.index


def _apart(tree: Tree, start: int, end: int) -> int:
    """Whoever is named right before a verb in the active is its subject, not so in "program Budi"."""
    after = tree.tokens[end:]
    following = next((t for t in after if t.upos not in _BEFORE_VERB and not makes_degree([t])), None)
    active = following is not None and "Voice=Act" in following.feats
    before = tree.tokens[start - 1] if start else None
    owned = before is not None and before.upos == "NOUN" and not is_person(before)
    return _SUBJECT if active and not owned else _OTHER


def _role(tree: Tree, head: int) -> int:
    """By the relation of the head."""
    token = tree.tokens[head]
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


def speaks(tree: Tree, token: Token) -> bool:
    """ "kata dia", "ia mengatakan": is the pronoun beside a cue or the subject of a verb of saying?"""
    after_cue = token.index > 0 and grammar().cue(tree.tokens[token.index - 1].text)
    return after_cue or (base(token.deprel) == "nsubj" and grammar().says(tree.tokens[token.head].text))


def in_mind(here: Sequence[Candidate], before: Sequence[int]) -> Iterator[int]:
    """Clusters after a sentence, the most in mind first: who is only mentioned comes after who was before."""
    ranked = sorted(here)
    yield from (c.cluster for c in ranked if c.rank < _OTHER)
    yield from before
    yield from (c.cluster for c in ranked if c.rank >= _OTHER)


def antecedent(here: Sequence[Candidate], focus: Sequence[int], position: int) -> int | None:
    """The cluster most in mind before a token: from its own sentence, or else from those before."""
    before = [(c.rank, -c.position, c.cluster) for c in here if c.position < position]
    if before:
        return min(before)[2]
    return focus[0] if focus else None
