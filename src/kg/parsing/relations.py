"""Relations that the treebanks annotate in more than one way, made one.

The news treebank calls most complement clauses adjuncts, the others do not; agents are marked as such in
some files only; "sebanyak" before a number is a subject in some parses. The words that settle it are
languages/<iso>/marks.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.language import DEFAULT, language
from kg.model import Token
from kg.ud import base

FILE = "marks.yaml"
_ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "obl"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Lower-case words that introduce complement clauses, agents and amounts."""

    complementisers: frozenset[str]
    agents: frozenset[str]
    amounts: frozenset[str]


@cache
def marks(code: str = DEFAULT) -> Marks:
    """The marks of a language. Raises `LanguageError` if their file is missing or malformed."""
    data = language(code)
    return Marks(
        complementisers=frozenset(data.string_list(FILE, "complementisers")),
        agents=frozenset(data.string_list(FILE, "agents")),
        amounts=frozenset(data.string_list(FILE, "amounts")),
    )


def settle(tokens: Sequence[Token], marks: Marks) -> tuple[Token, ...]:
    """Complement clauses as `ccomp`, agents of passives as `obl:agent`, "sebanyak" with what is counted."""
    settled = list(tokens)
    governors = {token.head for token in tokens}
    for token in tokens:
        if token.text.lower() in marks.amounts and token.index not in governors:
            number = tokens[min(token.index + 1, len(tokens) - 1)]
            if number.upos == "NUM" and base(number.deprel) == "nummod" and base(token.deprel) in _ARGUMENTS:
                settled[token.index] = replace(token, head=number.head, deprel="nmod")
                continue
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
