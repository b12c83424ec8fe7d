"""Common nouns that stand for somebody named: offices, kinds of body, descriptions.

Each function answers for one token of one sentence; `names` are the names of that sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass

from kg.coreference.model import Cluster
from kg.coreference.spelling import key
from kg.gazetteer import TitleMatch, gazetteer
from kg.grammar import grammar
from kg.mentions import Name, Office, nouns, word_list
from kg.mentions.names import capitalised
from kg.model import PLACES, EntityType, Token
from kg.syntax import Tree
from kg.ud import NOMINAL, base

DESCRIBED_WITHIN = 8  # tokens before a name where a noun for the person is looked for
_WHO = frozenset({"nsubj", "obj", "obl", "conj", "root", "parataxis", "appos"})
_BESIDE_BODY = frozenset({"case", "det", "punct", "cc", "conj"})


def words_before(tree: Tree, name: Name, wanted: Container[str]) -> Iterator[str]:
    """Of the words wanted, those shortly before a name whose phrase reaches it.

    "tersangka" in "tersangka kasus itu, Ani".
    """
    for i in range(max(name.left - DESCRIBED_WITHIN, 0), name.start):
        if tree.forms[i] in wanted and tree.phrase(i).end >= name.start:
            yield tree.forms[i]


def in_name(names: Sequence[Name], index: int) -> bool:
    """Does a name, with its titles and brackets, cover the token?"""
    return any(n.left <= index < n.right for n in names)


def is_inserted(tree: Tree, name: Name) -> bool:
    """ "[Foto: Budi]": put in by the editors."""
    return name.left > 0 and tree.tokens[name.left - 1].text == "["


# --- offices -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who is named with an office: its long form, and every word that it was given in."""

    person: int
    office: str
    words: frozenset[str]


def holder(text: str, office: Office, person: int) -> Holder:
    """ "Rektor Universitas Melati (Unmel)": whoever is named after it."""
    words = key(text)
    return Holder(person, key(office.expansion) or words, frozenset(words.split()))


def holder_of(tree: Tree, token: Token, names: Sequence[Name], holders: Sequence[Holder]) -> int | None:
    """ "Pak Gubernur", "gubernur itu", "Rektor Unmel": the one person of the text who holds that office.

    An occupation that many have ("dokter") needs a form of address or a demonstrative.
    """
    if not holders or _in_person(names, token.index):
        return None
    words = tree.words
    match = gazetteer().title(words, token.index)
    if match is None or match.title.kind != "office":
        return None
    end = _office_end(tree, match.end)
    if not (_addressed(words, token.index) or _pointed(words, end)) and not _stands_alone(tree, match):
        return None
    office = key(match.title.expansion or match.title.form)
    given = frozenset(key(" ".join(words[match.end : end])).split())
    people = {h.person for h in holders if _same_office(h.office, office) and given <= h.words}
    return people.pop() if len(people) == 1 else None


def _same_office(held: str, said: str) -> bool:
    """Duta Besar and "Dubes" are one; "Menteri" goes back to a Menteri Agama."""
    return held == said or held.startswith(f"{said} ")


def _in_person(names: Sequence[Name], index: int) -> bool:
    """Is the token part of a person's name or its titles, or of another name itself?"""
    return any(
        n.left <= index < n.right if n.type is EntityType.PERSON else n.start <= index < n.end for n in names
    )


def _office_end(tree: Tree, end: int) -> int:
    """Over the capitalised words after a title: "Rektor Universitas Melati"."""
    while end < len(tree.tokens) and capitalised(tree.tokens[end]) and tree.tokens[end].upos in NOMINAL:
        end += 1
    return end


def _addressed(words: Sequence[str], index: int) -> bool:
    before = gazetteer().title(words, index - 1) if index else None
    return before is not None and before.title.kind == "honorific" and before.end == index


def _pointed(words: Sequence[str], end: int) -> bool:
    return end < len(words) and words[end].lower() in word_list("demonstratives")


def _stands_alone(tree: Tree, match: TitleMatch) -> bool:
    """Is somebody meant by the bare office, not the office itself or one of many who have it?"""
    token = tree.tokens[match.start]
    if match.title.form.lower() in word_list("occupations"):
        return False
    following = next((t for t in tree.tokens[match.end :] if t.upos != "ADV"), None)
    if base(token.deprel) not in _WHO and not (following and grammar().says(following.text)):
        return False
    before = tree.tokens[match.start - 1] if match.start else None
    opens = before is None or before.upos == "PUNCT"
    if token.text.islower() and not (
        base(token.deprel) == "nsubj" or (before and grammar().cue(before.text))
    ):
        return False
    if before is not None and not opens and before.upos in NOMINAL and not grammar().cue(before.text):
        return False
    barring = word_list("plural") | word_list("light")
    if any(tree.forms[c] in barring for c in tree.children(match.start)):
        return False
    case = tree.case(match.start)
    return case is None or grammar().role(tree.tokens[case].text) != "role"


# --- bodies --------------------------------------------------------------------------------------


def refers_back(tree: Tree, token: Token, names: Sequence[Name]) -> bool:
    """A kind of body without a name or modifier of its own: "perusahaan", "partai itu"."""
    opens = token.index == 0 or tree.tokens[token.index - 1].upos == "PUNCT"
    if in_name(names, token.index) or not (token.text.islower() or opens):
        return False
    barring = word_list("plural") | (word_list("light") - word_list("transparent"))
    dependents = tree.children(token.index)
    return all(tree.relations[d] in _BESIDE_BODY and tree.forms[d] not in barring for d in dependents)


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
    index = token.index
    word = tree.forms[index]
    person = word in word_list("person_roles") or nouns().get(word) is EntityType.PERSON
    if not person or in_name(names, index):
        return False
    plural = any(tree.forms[c] in word_list("plural") for c in tree.children(index))
    if plural or tree.children(index, "nummod"):
        return False
    if base(token.deprel) == "nsubj" and _opens(tree, index) and _closed(tree, index, names):
        return True
    if word in word_list("relational") or tree.children(index, "acl"):
        return False
    closing = _demonstrative(tree, index, names)
    if closing is None or any(t.upos in {"VERB", "CCONJ"} for t in tree.tokens[index + 1 : closing]):
        return False
    return not any(n.type is EntityType.PERSON and index < n.left <= closing for n in names)


def _opens(tree: Tree, index: int) -> bool:
    """Is the token the first of its sentence, or of a clause after a comma?"""
    return index == 0 or tree.tokens[index - 1].text == ","


def _closed(tree: Tree, head: int, names: Sequence[Name]) -> bool:
    """ "Pria berkumis tipis ini": a subject whose own demonstrative ends it, and that names nobody."""
    own = [c for c in tree.children(head, "det") if tree.forms[c] in word_list("demonstratives")]
    if not own or own[-1] < head:
        return False
    return not any(n.type is EntityType.PERSON and head < n.left <= own[-1] for n in names)


def _demonstrative(tree: Tree, head: int, names: Sequence[Name]) -> int | None:
    """The first demonstrative in the phrase, over commas and places after it, or up to two tokens on."""
    end = tree.phrase(head).end
    while end < len(tree.tokens) and (
        tree.tokens[end].text == "," or any(n.left <= end < n.right and n.type in PLACES for n in names)
    ):
        end += 1
    near = range(head + 1, min(end + 2, len(tree.tokens)))
    return next((i for i in near if tree.forms[i] in word_list("demonstratives")), None)
