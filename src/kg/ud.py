"""Names of Universal Dependencies v2 that the rules speak of (https://universaldependencies.org/u/dep/).

Only the relation before the colon is compared unless a subtype carries meaning of its own.
"""

from __future__ import annotations

from functools import cache

SUBJECTS = frozenset({"nsubj", "csubj"})
OBJECTS = frozenset({"obj", "iobj"})
OBLIQUES = frozenset({"obl"})
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj"})
"""Relations whose dependents are clauses of their own."""

NOMINAL_MODIFIERS = frozenset(
    {"nmod", "amod", "nummod", "det", "flat", "compound", "fixed", "clf", "goeswith", "advmod", "dep"}
)
"""Relations inside a noun phrase."""

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
"""Parts of speech that can head a noun phrase."""

POINTING = frozenset({"PRON", "DET"})
"""Parts of speech that stand for a thing without naming it."""

PREDICATIVE = frozenset({"VERB", "AUX", "ADJ"})


@cache
def base(deprel: str) -> str:
    """The universal part of a relation: `nsubj:pass` -> `nsubj`."""
    return deprel.partition(":")[0]
