"""What belongs to a kind or a group that the text goes on to list.

tiga cabang, yakni karate, renang, dan senam   -> karate | isA | cabang               listed_member
negara Asia, seperti Thailand                  -> Thailand | isA | negara Asia        listed_member
kawasan Priangan, termasuk Garut               -> Garut | locatedIn | Priangan        listed_place
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extents import items, list_begins
from kg.extraction import Extraction
from kg.facts import fact, phrase_before, uncounted
from kg.mentions import listing_starts, word_list
from kg.model import PLACES, EntityType
from kg.reading import Reading
from kg.syntax import Phrase

_BETWEEN = 2  # tokens: a comma and a conjunction
_NOUNS = frozenset({"NOUN", "PROPN"})


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each thing in a list that says what it is a list of."""
    tokens, forms = reading.tree.tokens, reading.tree.forms
    starts = listing_starts()
    for index in [i for i, form in enumerate(forms) if form in starts]:
        end = list_begins(reading, index)
        if end is None:
            continue
        before = index - (1 if index and tokens[index - 1].text == "," else 0)
        kind = phrase_before(reading, before)
        head = _head(reading, end)
        if kind is None or head is None:
            continue
        kind = uncounted(reading, _above_place(reading, kind))
        if before < index and any(_in_relative(reading, kind.head)):
            continue  # "penyakit yang merusak ginjal, seperti diabetes": of the noun before the clause
        if reading.text(kind.head) in word_list("kinds"):
            continue  # "berbagai macam seperti …": of nothing
        members = _members(reading, end, _unbroken(reading.conjuncts(head)))
        loose = forms[index] in word_list("exemplifying")
        if loose and len(members) == 1 and reading.name_at(head) is None:
            continue  # "seperti pasar": a comparison as well as an example
        abroad = any(reading.type_of(member) is EntityType.COUNTRY for member in members)
        for member in members:
            if member.start < end or tokens[member.head].upos not in _NOUNS:
                continue
            places = {reading.type_of(kind), reading.type_of(member)} <= PLACES
            named = reading.name_at(kind.head) is not None
            if named and (not places or (reading.type_of(kind) is EntityType.COUNTRY and abroad)):
                continue  # "kedutaan di Bulgaria, seperti Jepang": no country lies in another
            relation, rule = ("locatedIn", "listed_place") if places and named else ("isA", "listed_member")
            yield fact(reading, relation, member, kind, rule, index, own_claim=False)


def _above_place(reading: Reading, kind: Phrase) -> Phrase:
    """ "nama besar di industri, seperti Rina": of the names, not of what they are in."""
    case, above = reading.tree.case(kind.head), reading.tree.tokens[kind.head].head
    located = case is not None and reading.text(case) in word_list("locating")
    plural = any(reading.text(i) in word_list("plural") for i in range(max(above - 2, 0), above + 1))
    nominal = reading.tree.tokens[above].upos == "NOUN" and above < kind.head
    return reading.phrase(above) if located and nominal and plural else kind


def _in_relative(reading: Reading, index: int) -> Iterator[bool]:
    """Is a token inside a relative clause?"""
    return (reading.tree.tokens[i].deprel == "acl:relcl" for i in reading.tree.ancestors(index))


def _members(reading: Reading, start: int, found: list[Phrase]) -> list[Phrase]:
    """With the names that begin things of the list which the parse hangs elsewhere."""
    names = [reading.name_at(first) for first, _ in items(reading, start, len(reading.tree.tokens))]
    if not names or names[0] is None:
        return found
    known = {i for phrase in found for i in range(phrase.start, phrase.end)}
    more = [reading.phrase(n.start) for n in names if n is not None and n.type is names[0].type]
    return found + [phrase for phrase in more if phrase.start not in known]


def _unbroken(members: list[Phrase]) -> list[Phrase]:
    """The members up to the first that does not follow right behind a comma or a conjunction."""
    for at in range(1, len(members)):
        if members[at].start - members[at - 1].end > _BETWEEN:
            return members[:at]
    return members


def _head(reading: Reading, start: int) -> int | None:
    """The head of the first noun phrase of the list."""
    tokens = reading.tree.tokens
    if start >= len(tokens) or tokens[start].upos not in _NOUNS | {"NUM", "DET"}:
        return None
    head = start
    while start <= tokens[head].head != head and tokens[tokens[head].head].upos in _NOUNS:
        head = tokens[head].head
    return head
