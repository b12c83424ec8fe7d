"""What somebody or something is, in a description between commas after or before the name.

Ani Suri, peneliti katak, …         -> Ani Suri | holdsPosition | peneliti katak          description
Sanggar Melati, kelompok tari, …    -> Sanggar Melati | isA | kelompok tari               description
mantan atlet renang, Budi Hartono   -> Budi Hartono | holdsPosition | mantan atlet renang description_before
Budi Hartono (guru SD Melati)       -> Budi Hartono | holdsPosition | guru SD Melati      description_bracket
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction import Extraction
from kg.facts import fact, phrase_before, stretch, uncounted, whole
from kg.frames import noun_frame
from kg.frozen import replace
from kg.gazetteer import gazetteer
from kg.mentions import Name, word_list
from kg.model import PLACES, EntityType
from kg.morphology import analyse
from kg.reading import Reading
from kg.syntax import Phrase
from kg.ud import base

_LONGEST = 14  # tokens in brackets
_PARTS = frozenset({",", ";", "/"})
_APPOSED = frozenset({"appos", "nmod", "conj", "flat", "parataxis"})
_ENDS = frozenset({",", ".", ")", "-", "–", ";", "("})


def extract(reading: Reading) -> Iterator[Extraction]:
    """Descriptions of all names of the sentence."""
    for name in reading.names:
        after = _after(reading, name)
        if after is not None:
            yield from _described(reading, name, after, "description")
        inside = _bracketed(reading, name)
        if inside is not None:
            yield from _described(reading, name, inside, "description_bracket")
        before = _before(reading, name)
        if before is not None:
            yield from _described(reading, name, before, "description_before")


def _described(reading: Reading, name: Name, phrase: Phrase, rule: str) -> Iterator[Extraction]:
    """For a person an occupation, for anything else what it is."""
    former = reading.text(phrase.head) in word_list("former") and phrase.head + 1 < phrase.end
    head = phrase.head + 1 if former else phrase.head
    word = reading.text(head)
    person = name.type is EntityType.PERSON
    framed = person and noun_frame(word) is not None
    kind = EntityType.PERSON if framed else reading.kind_of_head(replace(phrase, head=head))
    if (kind is EntityType.PERSON) != person or kind is None:
        return
    phrase = uncounted(reading, phrase)
    agent = analyse(word).prefix == "peN" and phrase.end > head + 1
    if word in word_list("relational") and not agent:  # "penasihat Program Gizi" is an office all the same
        return
    if noun_frame(word) is not None and (not person or reading.name_at(phrase.head + 1) is not None):
        return  # "anggota Partai Melati": left to apposition
    made = fact(reading, "holdsPosition" if person else "isA", whole(name), phrase, rule, phrase.head)
    yield replace(made, object_type=EntityType.POSITION) if person else made


def _after(reading: Reading, name: Name) -> Phrase | None:
    """The description that begins behind the comma, or the bracket and the comma, after the name."""
    tokens = reading.tree.tokens
    at = name.right
    if at < len(tokens) and tokens[at].text == "(":
        close = next((i for i in range(at, min(at + 5, len(tokens))) if tokens[i].text == ")"), at)
        at = close + 1
    if at + 1 >= len(tokens) or tokens[at].text != "," or reading.name_at(at + 1) is not None:
        return None
    head = at + 1
    while head + 1 < len(tokens) and _is_article(reading, head):
        head += 1
    if tokens[head].upos not in {"NOUN", "PROPN"} or reading.tree.phrase(head).start < at + 1:
        return None
    above = tokens[head].head
    apposed = base(tokens[head].deprel) in _APPOSED and above in range(name.left, name.right)
    beside = all(base(tokens[i].deprel) == "nsubj" for i in (head, name.left)) and (
        above == tokens[name.left].head  # the parse took both for subjects
    )
    if not apposed and not beside:
        return None
    phrase = replace(reading.tree.phrase(head), start=head)
    closed = (
        phrase.end >= len(tokens)
        or tokens[phrase.end].text in _ENDS
        or tokens[phrase.end].upos in {"VERB", "AUX", "PRON"}
    )
    after = tokens[phrase.end : phrase.end + 2]
    if name.type is not EntityType.PERSON and [t.upos for t in after] == ["PUNCT", "CCONJ"]:
        return None  # "Bandara Melati, pelabuhan, dan jalan": a list
    office = gazetteer().title(reading.tree.words, head)
    if office is not None and office.title.kind == "office":
        closed = closed and tokens[head].text[0].islower() and office.end <= phrase.end
    return phrase if closed else None


def _is_article(reading: Reading, index: int) -> bool:
    """ "seorang", "salah seorang", "salah satu": that one is meant, and not which."""
    one_of = word_list("one_of")
    counts = reading.text(index - 1) in one_of and reading.tree.tokens[index].upos in {"NUM", "DET"}
    return counts or reading.text(index) in word_list("light") or reading.text(index) in one_of


def _bracketed(reading: Reading, name: Name) -> Phrase | None:
    """The description in brackets right after a person's name, up to a comma in it."""
    tokens, at = reading.tree.tokens, name.right + 1
    if name.type is not EntityType.PERSON or at >= len(tokens) or tokens[at - 1].text != "(":
        return None
    close = next((i for i in range(at, min(at + _LONGEST, len(tokens))) if tokens[i].text == ")"), None)
    if close is None or tokens[at].upos not in {"NOUN", "PROPN"} or reading.name_at(at) is not None:
        return None
    end = next((i for i in range(at, close) if tokens[i].text in _PARTS), close)
    return stretch(at, end) if end > at + 1 else None


def _before(reading: Reading, name: Name) -> Phrase | None:
    """The description that ends at the comma before the name."""
    tokens = reading.tree.tokens
    at = name.left - 1
    if at < 1 or tokens[at].text != "," or name.offices or name.type in PLACES:
        return None
    phrase = phrase_before(reading, at)
    if phrase is None or reading.name_at(phrase.head) is not None:
        phrase = _apposed(reading, name, at)
    if phrase is None or phrase.end != at or reading.name_at(phrase.head) is not None:
        return None
    closed = (
        name.right >= len(tokens)
        or tokens[name.right].text in _ENDS | {"("}
        or tokens[name.right].upos in {"VERB", "AUX", "PART", "ADV"}
    )
    tied = tokens[name.start].head in phrase or tokens[phrase.head].head in range(name.left, name.right)
    listed = name.type is EntityType.ORGANIZATION and phrase.end - phrase.start == 1
    return phrase if closed and tied and not listed else None  # "mulai dari komisi, Badan Melati, …"


def _apposed(reading: Reading, name: Name, end: int) -> Phrase | None:
    """The phrase that the name stands in apposition to, if it ends there: "seorang ahli purbakala Eropa,"."""
    tree = reading.tree
    head = tree.tokens[name.start].head
    if head >= name.start or tree.tokens[name.start].deprel != "appos" or tree.tokens[head].upos != "NOUN":
        return None
    phrase = tree.phrase(head)
    start = next((i for i in range(phrase.start, head) if not _is_article(reading, i)), head)
    return replace(phrase, start=start) if phrase.end == end else None
