"""When an enclitic ("rumahnya", "memeriksanya") stands for a person, as far as that can be told.

It may as well stand for a thing or make a noun definite, so that one is taken for a person's only where
the subject of its clause is a person ("Rina menutup matanya"), or its noun is of what people alone have.
"""

from __future__ import annotations

from kg.frames import frames
from kg.mentions import word_list
from kg.model import Token
from kg.morphology import analyse
from kg.ontology import relations
from kg.syntax import Tree
from kg.ud import NOMINAL, base

_POSSESSED = frozenset({"nmod", "flat", "compound", "nsubj", "obj"})
_AGENT = "di"
_PERSON = "Person"


def may_be_pronoun(tree: Tree, token: Token) -> bool:
    """Not in "satu-satunya", "pentingnya dukungan", "adanya": on a noun or a verb that takes a person."""
    if token.text.lower() in word_list("no_pronouns"):
        return False
    if not is_personal(token) and any(
        c == token.index + 1 and base(tree.tokens[c].deprel) in _POSSESSED and tree.tokens[c].upos in NOMINAL
        for c in tree.children(token.index)
    ):
        return False
    if token.upos == "ADJ":
        return base(token.deprel) == "amod"  # "album pertamanya"
    return token.upos in NOMINAL or (token.upos == "VERB" and _takes_person(token))


def stem(token: Token) -> str:
    """The form without its enclitic."""
    return token.text.removesuffix(token.clitic)


def is_personal(token: Token) -> bool:
    """A noun of what people alone have: kin, words, a career."""
    noun = stem(token).lower()
    return noun in word_list("personal") or noun in word_list("relational")


def subject_above(tree: Tree, index: int) -> int | None:
    """The nearest subject among those of the clauses that a token stands in, before or after it."""
    for ancestor in tree.ancestors(index):
        subject = tree.child(ancestor, "nsubj")
        if subject is not None:
            return subject
    return None


def _takes_person(token: Token) -> bool:
    """ "ditangkapnya" has a doer, "menangkapnya" somebody who is arrested."""
    word = analyse(stem(token).lower())
    if word.prefix.partition("+")[0] == _AGENT:
        return True
    return any(
        "obj" in f.objects and (f.type == _PERSON or _PERSON in relations()[f.relation].range)
        for f in frames(word)
    )
