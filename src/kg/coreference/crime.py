"""Who is suspected and who was harmed, as far as the text itself says so of somebody named.

"Pelaku" and "korban" go back to such people alone: to take the first person of an article for the
suspect would accuse whoever happens to stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.coreference.descriptions import DESCRIBED_WITHIN, words_before
from kg.frames import frames
from kg.grammar import grammar
from kg.mentions import Name, word_list
from kg.model import Token
from kg.morphology import analyse
from kg.syntax import Tree
from kg.ud import NOMINAL, base

SUSPECT, VICTIM = "suspect", "victim"
_ACCUSING = frozenset({"arrested", "chargedWith", "sentencedTo", "accused", "investigated"})
_HARMING = frozenset({"attacked", "killed", "injured"})
_BESIDE_ROLE = frozenset({"case", "det", "punct", "conj", "cc", "advmod"})
_PART_OF_PHRASE = frozenset({"nmod", "flat", "compound"})
_WITHIN_PHRASE = frozenset({"nmod", "flat", "appos", "compound", "acl", "obj", "xcomp", "obl"})


def role_of(tree: Tree, token: Token) -> str | None:
    """suspect | victim for "pelaku", "korban" and the like standing alone, in the singular."""
    role = _role_named(tree.forms[token.index])
    if role is None or _counted(tree, token) or _predicated(tree, token):
        return None
    alone = all(
        tree.relations[d] in _BESIDE_ROLE and tree.forms[d] not in word_list("plural")
        for d in tree.children(token.index)
    )
    return role if alone else None


def roles_told(tree: Tree, name: Name) -> frozenset[str]:
    """What the sentence makes of a person: suspect, victim, both (seldom) or neither."""
    return frozenset((*_described(tree, name), *_acting(tree, _head(tree, name))))


def roles_of_pronoun(tree: Tree, index: int) -> frozenset[str]:
    """ "Dia ditangkap": what the sentence makes of the one meant by a pronoun."""
    return frozenset(_acting(tree, index))


def only_one(numbers: Sequence[int]) -> int | None:
    """The person if there is just one: of several suspects none is picked."""
    return numbers[0] if len(numbers) == 1 else None


def _role_named(word: str) -> str | None:
    if word in word_list("suspects"):
        return SUSPECT
    return VICTIM if word in word_list("victims") else None


def _described(tree: Tree, name: Name) -> Iterator[str]:
    """ "tersangka Ani", "korban berinisial AB": by a noun before the name whose phrase reaches it."""
    if any(words_before(tree, name, word_list("suspects"))):
        yield SUSPECT
    if any(words_before(tree, name, word_list("victims"))):
        yield VICTIM


def _acting(tree: Tree, head: int) -> Iterator[str]:
    """By the verb that the token is an argument of, whatever its voice, or by what it is said to be."""
    relation, verb = tree.relations[head], tree.tokens[tree.tokens[head].head]
    subject = relation == "nsubj"
    if subject:
        yield from _called(tree, verb)
    if not (subject or relation == "obj"):
        return
    word = analyse(verb.text)
    told = {f.relation for f in frames(word)}
    undergoes = (relation == "obj") != (word.voice == "passive")
    if undergoes and told & _ACCUSING:
        yield SUSPECT
    if told & _HARMING:
        yield VICTIM if undergoes else SUSPECT


def _head(tree: Tree, name: Name) -> int:
    """The head of the description that the name stands in, and of the list that this stands in."""
    tokens, index = tree.tokens, name.start
    while True:
        above = tokens[tokens[index].head]
        inside = name.left <= above.index < name.right
        described = (
            name.left - DESCRIBED_WITHIN <= above.index < name.left
            and base(tokens[index].deprel) in _WITHIN_PHRASE
            and (above.upos in NOMINAL or above.text.lower() in word_list("naming"))
        )
        listed = base(tokens[index].deprel) == "conj" and above.index < index
        if above.index == index or not (inside or described or listed):
            return index
        index = above.index


def _called(tree: Tree, verb: Token) -> Iterator[str]:
    """ "Ani adalah tersangka", "Ani ditetapkan sebagai tersangka", "Ani menjadi korban"."""
    role = _role_named(tree.forms[verb.index])
    if role is not None:
        yield role
    for child in tree.children(verb.index, "obl", "obj", "xcomp"):
        role = _role_named(tree.forms[child])
        if role is not None and _predicated(tree, tree.tokens[child]):
            yield role


def _predicated(tree: Tree, token: Token) -> bool:
    """ "ditetapkan sebagai tersangka", "menjadi korban": what somebody is made, not somebody."""
    case = tree.case(token.index)
    if case is not None and grammar().role(tree.tokens[case].text) == "role":
        return True
    verb = tree.tokens[token.head].text.lower()
    made = verb in grammar().becoming or verb in grammar().copulas
    return made and tree.relations[token.index] in {"obj", "xcomp"}


def _counted(tree: Tree, token: Token) -> bool:
    """Right after a number or determiner that the parse made its head."""
    return (
        base(token.deprel) in _PART_OF_PHRASE
        and token.head == token.index - 1
        and tree.tokens[token.head].upos in {"NUM", "DET"}
    )
