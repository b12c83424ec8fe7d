"""Places that only say where the thing before them is, and so take no relative clause of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.mentions.names import Name
from kg.model import PLACES, EntityType
from kg.syntax import Tree

_PLACED = frozenset({EntityType.PERSON, EntityType.ORGANIZATION})


def lifted(tree: Tree, names: Sequence[Name]) -> dict[int, int]:
    """Tokens of such a place -> the head of what stands before it.

    "Budi Santoso dari Bandung yang …": what follows is said of Budi Santoso.
    """
    found: dict[int, int] = {}
    for name, following in pairwise(names):
        if (
            name.type in _PLACED
            and following.type in PLACES
            and following.left == name.right + 1
            and tree.tokens[name.right].upos == "ADP"
        ):
            found.update(dict.fromkeys(range(following.left, following.right), name.start))
    for name in names:
        if name.type in PLACES and name.start not in found:
            head = _noun_before(tree, name)
            if head is not None:
                found.update(dict.fromkeys(range(name.left, name.right), head))
    return found


def _noun_before(tree: Tree, name: Name) -> int | None:
    """The common noun before a preposition and the name, if the name hangs on it."""
    if name.left == 0 or tree.tokens[name.left - 1].upos != "ADP":
        return None
    inside = range(name.left, name.right)
    above = next((tree.tokens[i].head for i in inside if tree.tokens[i].head not in inside), None)
    if above is None or above >= name.left or tree.tokens[above].upos != "NOUN":
        return None
    return above
