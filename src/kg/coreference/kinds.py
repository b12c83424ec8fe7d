"""What kind of thing something named is said to be: "Gunung Melati", "klub Elang", "Sari adalah kota"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.coreference.descriptions import in_name
from kg.coreference.spelling import key
from kg.grammar import grammar
from kg.mentions import Name, word_list
from kg.model import EntityType, Token
from kg.syntax import Tree
from kg.ud import base

_PLAIN_NOUN = "NOUN"


def pointed_at(tree: Tree, token: Token, names: Sequence[Name]) -> bool:
    """ "gunung itu", "klub tersebut": a noun with a demonstrative right after it."""
    following = token.index + 1
    if token.upos != _PLAIN_NOUN or in_name(names, token.index) or following >= len(tree.tokens):
        return False
    if tree.forms[following] not in word_list("demonstratives"):
        return False
    return not tree.children(token.index, "nummod") and not any(
        tree.forms[c] in word_list("plural") for c in tree.children(token.index)
    )


def kinds_told(tree: Tree, name: Name) -> Iterator[str]:
    """The nouns that the sentence calls something by: in its name, before it, or in what it is said to be."""
    if name.type is not EntityType.PERSON:
        first, *rest = key(tree.text(name.start, name.end)).split() or [""]
        if rest:
            yield first
        before = tree.tokens[name.left - 1] if name.left else None
        if before is not None and before.upos == _PLAIN_NOUN and _hangs_on(tree, name, before.index):
            yield before.text.lower()
    told = _told(tree, name)
    if told is not None:
        yield told.text.lower()


def _hangs_on(tree: Tree, name: Name, noun: int) -> bool:
    return any(t.head == noun for t in tree.tokens[name.left : name.right])


def _told(tree: Tree, name: Name) -> Token | None:
    """The noun of a nominal predicate, or after a copula, whose subject is the name."""
    for token in tree.tokens[name.left : name.right]:
        if base(token.deprel) != "nsubj" or name.left <= token.head < name.right:
            continue
        predicate = tree.tokens[token.head]
        if predicate.text.lower() in grammar().copulas:
            obj = tree.child(predicate.index, "obj", "xcomp", "obl")
            return None if obj is None else _noun(tree.tokens[obj])
        return _noun(predicate) if tree.case(predicate.index) is None else None
    return None


def _noun(token: Token) -> Token | None:
    return token if token.upos == _PLAIN_NOUN else None
