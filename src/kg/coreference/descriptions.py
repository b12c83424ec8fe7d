"""Common nouns that stand for somebody named: offices, kinds of body, descriptions.

Each function answers for one token of one sentence; `names` are the names of that sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.coreference.model import PLACES, Cluster
from kg.coreference.spelling import key
from kg.gazetteer import gazetteer
from kg.mentions import Name, nouns, word_list
from kg.model import EntityType, Token
from kg.syntax import Tree
from kg.ud import base

DESCRIBED_WITHIN = 8  # tokens before a name where a noun for the person is looked for
_BESIDE_BODY = frozenset({"case", "det", "punct", "cc", "conj"})


def nouns_before(tree: Tree, name: Name) -> Iterator[Token]:
    """The tokens shortly before a name whose phrase reaches it: "tersangka" in "tersangka kasus itu, Ani"."""
    for i in range(max(name.left - DESCRIBED_WITHIN, 0), name.start):
        if tree.phrase(i).end >= name.start:
            yield tree.tokens[i]


def in_name(names: Sequence[Name], index: int) -> bool:
    """Does a name, with its titles and brackets, cover the token?"""
    return any(n.left <= index < n.right for n in names)


# --- offices -------------------------------------------------------------------------------------


def office_key(text: str, expansion: str) -> str:
    """The first word of an office in its long form: Dubes and Duta Besar are one."""
    words = key(expansion or text).split()
    return words[0] if words else ""


def holder_of(tree: Tree, token: Token, names: Sequence[Name], offices: Mapping[str, int]) -> int | None:
    """ "Pak Gubernur", "gubernur itu": the one person of the text who holds that office."""
    if not offices or in_name(names, token.index):
        return None
    words = [t.text for t in tree.tokens]
    match = gazetteer().title(words, token.index)
    if match is None or match.title.kind != "office":
        return None
    before = gazetteer().title(words, token.index - 1) if token.index else None
    addressed = before is not None and before.title.kind == "honorific" and before.end == token.index
    pointed = match.end < len(words) and words[match.end].lower() in word_list("demonstratives")
    if not addressed and not pointed:
        return None
    return offices.get(office_key(match.title.form, match.title.expansion))


# --- bodies --------------------------------------------------------------------------------------


def refers_back(tree: Tree, token: Token, names: Sequence[Name]) -> bool:
    """A kind of body without a name or modifier of its own: "perusahaan", "partai itu"."""
    opens = token.index == 0 or tree.tokens[token.index - 1].upos == "PUNCT"
    if in_name(names, token.index) or not (token.text.islower() or opens):
        return False
    barring = word_list("plural") | (word_list("light") - word_list("transparent"))
    dependents = [tree.tokens[c] for c in tree.children(token.index)]
    return all(base(d.deprel) in _BESIDE_BODY and d.text.lower() not in barring for d in dependents)


def latest_of_kind(words: Collection[str], named: Sequence[int], clusters: Sequence[Cluster]) -> int | None:
    """The body named last whose name has a word of the kind; `named` is latest first."""
    for number in named:
        parts = {part for n in clusters[number].names for part in key(n).split()}
        if clusters[number].type is EntityType.ORGANIZATION and not parts.isdisjoint(words):
            return number
    return None


# --- people --------------------------------------------------------------------------------------


def describes(tree: Tree, token: Token, names: Sequence[Name]) -> bool:
    """ "pria kelahiran Solo ini", "politikus tersebut": a description that goes back to a person."""
    index, word = token.index, token.text.lower()
    person = word in word_list("person_roles") or nouns().get(word) is EntityType.PERSON
    if not person or word in word_list("relational") or in_name(names, index):
        return False
    plural = any(tree.tokens[c].text.lower() in word_list("plural") for c in tree.children(index))
    if plural or tree.children(index, "nummod", "acl"):
        return False
    closing = _demonstrative(tree, index, names)
    if closing is None or any(t.upos in {"VERB", "CCONJ"} for t in tree.tokens[index + 1 : closing]):
        return False
    return not any(n.type is EntityType.PERSON and index < n.left <= closing for n in names)


def _demonstrative(tree: Tree, head: int, names: Sequence[Name]) -> int | None:
    """The first demonstrative in the phrase, over commas and places after it, or up to two tokens on."""
    end = tree.phrase(head).end
    while end < len(tree.tokens) and (
        tree.tokens[end].text == "," or any(n.left <= end < n.right and n.type in PLACES for n in names)
    ):
        end += 1
    near = range(head + 1, min(end + 2, len(tree.tokens)))
    return next((i for i in near if tree.tokens[i].text.lower() in word_list("demonstratives")), None)
