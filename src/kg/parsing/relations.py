"""Relations that the treebanks annotate in more than one way, made one.

The news treebank calls most complement clauses adjuncts, the others do not; agents are marked as such in
some files only. The words that settle it are languages/<iso>/marks.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.language import DEFAULT, language
from kg.model import Token
from kg.ud import base

FILE = "marks.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Lower-case words that introduce complement clauses and agents."""

    complementisers: frozenset[str]
    agents: frozenset[str]


@cache
def marks(code: str = DEFAULT) -> Marks:
    """The marks of a language. Raises `LanguageError` if their file is missing or malformed."""
    data = language(code)
    return Marks(
        complementisers=frozenset(data.string_list(FILE, "complementisers")),
        agents=frozenset(data.string_list(FILE, "agents")),
    )


def settle(tokens: Sequence[Token], marks: Marks) -> tuple[Token, ...]:
    """Complement clauses as `ccomp`, agents of passives as `obl:agent`."""
    settled = list(tokens)
    for token in tokens:
        head = tokens[token.head]
        governor = tokens[head.head]
        if head.index == token.index or governor.index == head.index:
            continue
        word = token.text.lower()
        if word in marks.complementisers and head.deprel == "advcl" and governor.upos == "VERB":
            settled[head.index] = replace(head, deprel="ccomp")
        elif word in marks.agents and base(head.deprel) == "obl" and "Voice=Pass" in governor.feats:
            settled[head.index] = replace(head, deprel="obl:agent")
    return tuple(settled)
