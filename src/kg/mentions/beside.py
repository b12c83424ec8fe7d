"""Who is named beside a verb of saying, where the parse takes a description or a body for its subject."""

from __future__ import annotations

from collections.abc import Sequence

from kg.gazetteer import gazetteer
from kg.grammar import grammar
from kg.mentions.lexicon import noun_type, word_list
from kg.mentions.names import Name, capitalised, makes_degree
from kg.model import EntityType, Token
from kg.syntax import Tree
from kg.ud import NOMINAL

_BEFORE_VERB = frozenset({"ADV", "AUX", "PART", "DET"})
_NO_SPEAKER = frozenset({"PUNCT", "VERB", "ADP", "SCONJ"})
_SETS_APART = frozenset({",", "(", ")"})
_DESCRIBING = frozenset({"acl", "amod"})
_LONGEST_DEGREE = 4  # capitals of an academic degree without stops
_NAME_ENDS = 12  # tokens after a cue that a person's name may stand in
_NAME_BEGINS = 6  # and those that its titles begin in


def named_before(tree: Tree, names: Sequence[Name], verb: int, subject: int | None) -> Name | None:
    """The person named right before the verb or between commas, after a description of them.

    "ketua panitia, Rina Dewi, S.Pd, mengatakan". In "istri Budi" and "tim Budi" it is not Budi who speaks,
    nor is it the last in a list or one named after another verb. `subject` is what the parse says.
    """
    people = [n for n in names if n.type is EntityType.PERSON]
    return _right_before(tree, people, verb, subject) or _between_commas(tree, people, verb, subject)


def named_after(tree: Tree, names: Sequence[Name], first: int) -> Name | None:
    """The first person named from a token on, over their titles but over no punctuation.

    An "oleh" is passed; a comma before it only if the name follows right there: "ujar Ketua RT 5, Rina Dewi".
    """
    people = [n for n in names if n.type is EntityType.PERSON]
    if first < len(tree.tokens) and grammar().role(tree.tokens[first].text) == "agent":
        first += 1
    if first < len(tree.tokens) and tree.tokens[first].upos in _NO_SPEAKER:
        return None
    for ahead in range(first, min(first + _NAME_ENDS, len(tree.tokens))):
        name = _covering(people, ahead)
        if name is not None and name.left <= first + _NAME_BEGINS:
            between = tree.tokens[first : name.left]
            if between and between[-1].text == "," and _is_apposed(tree, first, name):
                between = between[:-1]
            return None if any(t.upos == "PUNCT" and t.text != "(" for t in between) else name
        if tree.tokens[ahead].text == "," and _covering(people, ahead + 1) is None:
            return None
    return None


def _is_apposed(tree: Tree, first: int, name: Name) -> bool:
    """ "ucap humas warga, Rina Dewi, saat …": named behind a description, and set apart from what follows."""
    tokens = tree.tokens
    if tokens[first].upos not in NOMINAL or noun_type(tokens[first]) not in {None, EntityType.PERSON}:
        return False
    following = tokens[name.right] if name.right < len(tokens) else None
    return following is None or following.upos in {"PUNCT", "ADP", "SCONJ"}


def _right_before(tree: Tree, people: Sequence[Name], verb: int, subject: int | None) -> Name | None:
    tokens = tree.tokens
    at = verb
    while at > 0 and _passed(tokens, at - 1) and _ending(people, at) is None:
        at -= 1
    name = _ending(people, at)
    if name is None or name.left == 0:
        return name
    before = tokens[name.left - 1]
    if tree.forms[name.left - 1] in grammar().on_behalf:
        return name
    between = tokens[name.left if subject is None else subject : name.left]
    known = _covering(people, subject)
    if known is not None and known != name:
        between = tokens[known.right : name.left]
        if not _is_set_apart(tokens, name) or "CCONJ" in {before.upos, *(t.upos for t in between[:1])}:
            return None
    elif not _is_described(tree, name, subject):
        return None
    if before.upos in {"ADP", "CCONJ"}:
        return None
    return None if _has_verb(between) else name


def _between_commas(tree: Tree, people: Sequence[Name], verb: int, subject: int | None) -> Name | None:
    """ "Ketua panitia, Rina Dewi, dalam sambutannya mengatakan": the first one after the subject."""
    if subject is None or _covering(people, subject) is not None:
        return None
    tokens = tree.tokens
    name = next((n for n in people if subject < n.start and n.right < verb), None)
    if name is None or _has_verb(tokens[subject : name.left]):
        return None
    return name if _is_set_apart(tokens, name) and tokens[name.right].text == "," else None


def _is_described(tree: Tree, name: Name, subject: int | None) -> bool:
    """Is the name set apart, entitled or right after a noun for a person that is not related to it?"""
    tokens = tree.tokens
    if _is_set_apart(tokens, name) or name.left < name.start:
        return True
    if subject is None or tree.forms[subject] in word_list("relational"):
        return False
    title = gazetteer().title(tree.words, subject)
    person = noun_type(tokens[subject]) is EntityType.PERSON or title is not None
    return person and not any(t.upos == "ADP" for t in tokens[subject : name.left])


def _is_set_apart(tokens: Sequence[Token], name: Name) -> bool:
    """After a comma or bracket, over words that may be a part of the name: ", RT Surya Darma"."""
    at = name.start
    while at > 0 and tokens[at - 1].upos == "PROPN" and capitalised(tokens[at - 1]):
        at -= 1
    return at > 0 and tokens[at - 1].text in _SETS_APART


def _ending(people: Sequence[Name], end: int) -> Name | None:
    return next((n for n in people if end in (n.end, n.right)), None)


def _covering(people: Sequence[Name], index: int | None) -> Name | None:
    return next((n for n in people if index is not None and n.left <= index < n.right), None)


def _has_verb(tokens: Sequence[Token]) -> bool:
    return any(t.upos == "VERB" and t.deprel not in _DESCRIBING for t in tokens)


def _passed(tokens: Sequence[Token], index: int) -> bool:
    """Adverbs, auxiliaries, commas, an age in brackets, academic degrees."""
    token = tokens[index]
    degree = is_degree(token) or makes_degree(tokens[max(index - 1, 0) : index + 1])
    age = token.upos == "NUM" and index > 0 and tokens[index - 1].text == "("
    return token.upos in _BEFORE_VERB or token.text in _SETS_APART or degree or age


def is_degree(token: Token) -> bool:
    """ "S.Pd.", "M.Sc", "ST": capitals with full stops, or a few capitals."""
    return token.text[:1].isupper() and (
        "." in token.text or (token.text.isupper() and len(token.text) <= _LONGEST_DEGREE)
    )
