"""Facts inside noun phrases and beside names.

Bima Santosa (29)                        -> Bima Santosa | hasQuantity | 29           age
Gerem, Cilegon, Banten                   -> Gerem | locatedIn | Cilegon               place_chain
pabrik kimia di Gerem                    -> pabrik kimia | locatedIn | Gerem          place_modifier
28 atlet dari Timnas Gulat               -> 28 atlet | affiliatedWith | Timnas Gulat  source_modifier
Sofia, ibu kota Bulgaria                 -> Sofia | capitalOf | Bulgaria              apposition
pria kelahiran Solo                      -> pria | bornIn | Solo                      birthplace
atlet kelahiran 7 Juli 1984              -> atlet | kelahiran (time: 7 Juli 1984)     birthdate
Bimo, asal Surabaya                      -> Bimo | affiliatedWith | Surabaya          origin_apposition
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extents import listed
from kg.extraction import Extraction
from kg.facts import fact, phrase_before, stretch, whole
from kg.frames import noun_frame
from kg.frozen import replace
from kg.gazetteer import gazetteer
from kg.grammar import grammar
from kg.mentions import Name, word_list
from kg.model import PLACES, EntityType
from kg.reading import Reading
from kg.syntax import Phrase

_LONGEST_OFFICE = 18  # tokens
_LONGEST_BRACKET = 5  # tokens, with the brackets
_CLOSING = frozenset({",", ".", ")"})
_AFTER_OFFICE = frozenset({"VERB", "AUX", "ADP", "SCONJ", "PRON"})
_LOCATIONS = PLACES | {EntityType.ORGANIZATION}
_MEASURED = frozenset({EntityType.TIME, EntityType.QUANTITY, EntityType.MONEY})
_BODIES = frozenset({EntityType.ORGANIZATION, EntityType.COUNTRY})


def extract(reading: Reading) -> Iterator[Extraction]:
    """Facts of all kinds that need no verb."""
    names = reading.names
    for number, name in enumerate(names):
        yield from _age(reading, name)
        if number + 1 < len(names):
            yield from _chain(reading, name, names[number + 1])
        yield from _apposition(reading, name)
        yield from _office_after(reading, name)
        yield from _origin(reading, name)
    tree = reading.tree
    birth, locating = word_list("birth"), word_list("locating")
    for index, form in enumerate(tree.forms):
        if form in birth:
            yield from _birth(reading, index)
        if form in locating:
            yield from _scene(reading, index)
        if tree.relations[index] == "nmod" and index > tree.tokens[index].head:
            yield from _modifier(reading, index, tree.tokens[index].head)


def _age(reading: Reading, name: Name) -> Iterator[Extraction]:
    tokens = reading.tree.tokens
    at = name.end
    if (
        name.type is EntityType.PERSON
        and at + 2 < len(tokens)
        and tokens[at].text == "("
        and tokens[at + 2].text == ")"
    ):
        years = tokens[at + 1].text
        if years.isdigit() and len(years) <= 2:
            age = Phrase(head=at + 1, start=at + 1, end=at + 2, core_end=at + 2)
            aged = fact(reading, "hasQuantity", whole(name), age, "age", at + 1)
            yield replace(aged, lemma=next(iter(word_list("age_noun"))))


def _chain(reading: Reading, name: Name, following: Name) -> Iterator[Extraction]:
    """Places of growing size, with commas between."""
    gap = reading.tree.tokens[name.right : following.left]
    places = name.type in PLACES and following.type in PLACES
    if not places or len(gap) != 1 or gap[0].text != ",":
        return
    if name.type is EntityType.COUNTRY:
        return  # "Malaysia, Singapura": a country lies in no other place
    if not listed(reading, name.right) or _parent(name, following):
        yield fact(reading, "locatedIn", whole(name), whole(following), "place_chain", name.start)


def _parent(name: Name, following: Name) -> bool:
    return (
        name.entry is not None and following.entry is not None and name.entry.parent == following.entry.name
    )


def _apposition(reading: Reading, name: Name) -> Iterator[Extraction]:
    """ "X, <noun> Y": a noun that says how X stands to Y."""
    tokens = reading.tree.tokens
    at = name.right
    if at + 2 >= len(tokens) or tokens[at].text != ",":
        return
    width = 2 if noun_frame(f"{reading.text(at + 1)} {reading.text(at + 2)}") else 1
    relation = noun_frame(" ".join(reading.text(i) for i in range(at + 1, at + 1 + width)))
    if relation is None:
        return
    target = reading.name_at(at + 1 + width)
    if target is not None and target.left == at + 1 + width:
        yield fact(reading, relation, whole(name), whole(target), "apposition", at + 1)


def _office_after(reading: Reading, name: Name) -> Iterator[Extraction]:
    """ "Ratna Wulandari, Direktur PT Mekar Sentosa, …"."""
    tokens = reading.tree.tokens
    at = name.right
    if at + 3 < len(tokens) and tokens[at].text == "(" and tokens[at + 2].text == ")":
        at += 3  # an age
    if name.type is not EntityType.PERSON or at + 1 >= len(tokens) or tokens[at].text != ",":
        return
    match = gazetteer().title(reading.tree.words, at + 1)
    if match is None or match.title.kind != "office":
        return
    end = match.end
    while end - at < _LONGEST_OFFICE and (following := _office_goes_on(reading, end)) > end:
        end = following
    closed = end >= len(tokens) or tokens[end].text in _CLOSING or tokens[end].upos in _AFTER_OFFICE
    if closed and (end >= len(tokens) or reading.name_at(end) is None):
        office = Phrase(head=at + 1, start=at + 1, end=end, core_end=end)
        yield replace(
            fact(reading, "holdsPosition", whole(name), office, "office_apposition", at + 1),
            object_type=EntityType.POSITION,
        )


def _office_goes_on(reading: Reading, index: int) -> int:
    """Past the next part of an office, or the same token: a word, "dan Penyakit", "(Garut)", "2024"."""
    tokens = reading.tree.tokens
    if index >= len(tokens):
        return index
    if _in_office(reading, index):
        return index + 1
    if tokens[index].upos == "CCONJ":
        return index + 2 if index + 1 < len(tokens) and _in_office(reading, index + 1) else index
    if tokens[index].text == "(":
        ahead = range(index + 2, min(index + _LONGEST_BRACKET, len(tokens)))
        inside = _in_office(reading, min(index + 1, len(tokens) - 1))
        return next((i + 1 for i in ahead if inside and tokens[i].text == ")"), index)
    return index


def _in_office(reading: Reading, index: int) -> bool:
    """May this token belong to the words of an office: a body's or place's name, a capital, a year?"""
    name, token = reading.name_at(index), reading.tree.tokens[index]
    if name is not None:
        return name.type is not EntityType.PERSON
    if token.upos == "NUM" and token.text.isdigit():
        return True
    return token.upos in {"NOUN", "PROPN", "ADJ", "NUM"} and token.text[:1].isupper()


def _origin(reading: Reading, name: Name) -> Iterator[Extraction]:
    """ "X, asal Y" and "X (29), asal Y"."""
    tokens = reading.tree.tokens
    at = name.right
    while at < len(tokens) and (tokens[at].upos in {"PUNCT", "NUM"}):
        at += 1
    if (
        name.type is not EntityType.PERSON
        or at + 1 >= len(tokens)
        or reading.text(at) not in word_list("origin")
    ):
        return
    place = reading.name_at(at + 1)
    if place is None or place.type not in _LOCATIONS:
        return
    relation = "citizenOf" if place.type is EntityType.COUNTRY else "affiliatedWith"
    yield fact(reading, relation, whole(name), whole(place), "origin_apposition", at)


def _birth(reading: Reading, index: int) -> Iterator[Extraction]:
    """ "pria kelahiran Solo", "Rina, atlet kelahiran Solo, 7 Juli 1984"."""
    tokens = reading.tree.tokens
    place = reading.name_at(index + 1) if index + 1 < len(tokens) else None
    place = place if place is not None and place.type in PLACES else None
    person = _born(reading, index)
    if person is None or reading.type_of(person) is not EntityType.PERSON:
        return
    where = whole(place) if place is not None else _unknown_place(reading, index + 1)
    after = index + 1 if where is None else where.end
    while where is not None and after < len(tokens) and tokens[after].text == ",":
        after += 1
    day = _day(reading, after)
    when = (("time", day),) if day is not None else ()
    if where is not None:
        born = fact(reading, "bornIn", person, where, "birthplace", index)
        kind = EntityType.PLACE if place is None else None
        yield replace(born, qualifiers=when, object_type=kind)
    elif when:
        born = fact(reading, "bornIn", person, person, "birthdate", index)
        yield replace(born, relation=None, object=None, qualifiers=when)


def _unknown_place(reading: Reading, start: int) -> Phrase | None:
    """ "kelahiran Melati": a place that no list knows, if nothing else is named there."""
    tokens, end = reading.tree.tokens, start
    while end < len(tokens) and tokens[end].upos == "PROPN" and tokens[end].text[:1].isupper():
        if reading.name_at(end) is not None or reading.time_at(end) is not None:
            return None
        end += 1
    return stretch(start, end) if end > start else None


def _born(reading: Reading, index: int) -> Phrase | None:
    """Who was born: the noun before, or the name that it is said of between commas."""
    if index == 0:
        return None
    said = reading.tree.tokens[index - 1]
    name = reading.name_at(said.head) if said.deprel == "appos" else None
    return whole(name) if name is not None else reading.phrase(index - 1)


def _day(reading: Reading, index: int) -> Phrase | None:
    """The date that begins at a token."""
    time = reading.time_at(index) if index < len(reading.tree.tokens) else None
    return reading.time_phrase(index) if time is not None and time.kind == "date" else None


def _scene(reading: Reading, case: int) -> Iterator[Extraction]:
    """ "mengikuti lomba renang di Garut": where an event is, whatever the parse hangs the place on."""
    place = reading.name_at(case + 1) if 0 < case < len(reading.tree.tokens) - 1 else None
    if place is None or place.type not in PLACES or place.left != case + 1:
        return
    event = phrase_before(reading, case)
    if event is not None and reading.type_of(event) is EntityType.EVENT:
        yield fact(reading, "occurredIn", event, whole(place), "place_modifier", case, own_claim=False)


def _modifier(reading: Reading, index: int, head: int) -> Iterator[Extraction]:
    """A noun with a place or a source: only where it is sure to belong to the noun."""
    case = reading.tree.case(index)
    if case is None or case != reading.tree.phrase(index).start - 1:
        return
    preposition = reading.text(case)
    if any(c.object == head and reading.text(c.verb) in grammar().copulas for c in reading.clauses):
        return  # said of the subject, by the copula
    subject, obj = reading.phrase(head), reading.phrase(index)
    if (
        subject.start <= obj.head < subject.end
        and reading.name_at(head) is not None
        and (reading.name_at(head) is reading.name_at(index))
    ):
        return
    what, where = reading.type_of(subject), reading.type_of(obj)
    parted = any(token.text == "," for token in reading.tree.tokens[subject.end : case])
    if what in _MEASURED or parted:
        return  # "Rina dari Garut, Budi dari Solo": of the last
    subject = Phrase(
        head=subject.head,
        start=subject.start,
        end=min(subject.end, case),
        core_end=min(subject.core_end, case),
    )
    if subject.end <= subject.head:
        return
    if preposition in word_list("locating") and where in _LOCATIONS and what is not EntityType.PERSON:
        relation = "occurredIn" if what is EntityType.EVENT else "locatedIn"
        if what is not None:
            yield fact(reading, relation, subject, obj, "place_modifier", case, own_claim=False)
    elif preposition in word_list("belonging") and where in _BODIES and what is EntityType.PERSON:
        yield fact(reading, "affiliatedWith", subject, obj, "source_modifier", case, own_claim=False)
