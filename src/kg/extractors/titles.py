"""Facts in the words before a name: offices, ranks, occupations, origins.

Menteri Pertahanan Rusia Sergei Shoigu -> Sergei Shoigu | holdsPosition | Menteri Pertahanan Rusia  title
                                       -> Sergei Shoigu | affiliatedWith | Rusia                    title_body
penyidik KPK Bima Santosa              -> Bima Santosa | holdsPosition | penyidik KPK               occupation
turis asal China berinisial RKL        -> RKL | citizenOf | China                                   origin
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction import Extraction
from kg.frames import noun_frame
from kg.gazetteer import gazetteer
from kg.mentions import Name, Office, nouns, word_list
from kg.model import EntityType
from kg.reading import Reading
from kg.syntax import Phrase

_BODIES = frozenset({EntityType.ORGANIZATION, EntityType.COUNTRY})
_FACTUAL = frozenset({"office", "rank"})


def extract(reading: Reading) -> Iterator[Extraction]:
    """Facts about every person named in the sentence."""
    for name in reading.names:
        if name.type is not EntityType.PERSON:
            continue
        person = Phrase(head=name.start, start=name.left, end=name.right, core_end=name.end)
        for office in name.offices:
            if office.kind in _FACTUAL:
                yield from _office(reading, name, person, office)
        if not any(office.kind == "office" for office in name.offices):
            yield from _occupation(reading, name, person)


def _fact(
    reading: Reading,
    person: Phrase,
    relation: str,
    obj: Phrase,
    rule: str,
    head: int,
    *,
    label: str = "",
    position: bool = False,
) -> Extraction:
    token = reading.tree.tokens[head]
    return Extraction(
        sentence=reading.index,
        anchor=person.head,
        rule=rule,
        predicate=(head,),
        lemma=token.text.lower(),
        relation=relation,
        subject=person,
        object=obj,
        label=label,
        own_claim=True,
        object_type=EntityType.POSITION if position else None,
    )


def _office(reading: Reading, name: Name, person: Phrase, office: Office) -> Iterator[Extraction]:
    title = Phrase(head=office.start, start=office.start, end=_trimmed(reading, office), core_end=office.end)
    relation = noun_frame(reading.text(office.start))
    bodies = [
        n for n in reading.names if office.start <= n.left and n.right <= office.end and n.type in _BODIES
    ]
    if relation is not None and bodies:
        yield _fact(reading, person, relation, reading.whole(bodies[-1]), "title_relation", office.start)
        return
    label = _expanded(reading, office, title)
    yield _fact(reading, person, "holdsPosition", title, "title", office.start, label=label, position=True)
    own = [n for n in bodies if reading.tree.tokens[n.left - 1].upos != "ADP"]
    for body in own[-1:]:
        yield _fact(
            reading,
            person,
            "affiliatedWith",
            reading.whole(body),
            "title_body",
            office.start,
        )


def _expanded(reading: Reading, office: Office, title: Phrase) -> str:
    """The office by its full name where it stands alone or is said by initials: "PM Jamaika"."""
    first = reading.tree.words[office.start]
    if title.end == title.start + 1:
        return office.expansion
    alone = gazetteer().title([first], 0) if first.isupper() else None
    if alone is None or not office.expansion or alone.title.expansion != office.expansion:
        return ""
    return " ".join([office.expansion, *reading.tree.text(title.start + 1, title.end).split()])


def _trimmed(reading: Reading, office: Office) -> int:
    """The end of the office without an acronym in brackets or a comma."""
    end = office.end
    while (
        end > office.start + 1
        and reading.tree.tokens[end - 1].upos == "PUNCT"
        and reading.text(end - 1) != ")"
    ):
        end -= 1
    return end


def _occupation(reading: Reading, name: Name, person: Phrase) -> Iterator[Extraction]:
    """A common noun for a person right before the name, with what stands between."""
    tokens = reading.tree.tokens
    naming, origin = word_list("naming"), word_list("origin")
    head = None
    for i in range(name.left - 1, max(name.left - 9, -1), -1):
        word = reading.text(i)
        inside = (other := reading.name_at(i)) is not None and other.type is not EntityType.PERSON
        if nouns().get(word) is EntityType.PERSON and word not in word_list("relational") and not inside:
            head = i
            break
        if (
            not inside
            and word not in naming
            and word not in origin
            and tokens[i].upos not in {"NOUN", "PROPN", "ADJ"}
        ):
            return
    if head is None or (head > 0 and tokens[head - 1].upos == "NUM"):
        return
    if reading.text(name.left - 1) in word_list("birth"):
        return  # "pria kelahiran Brastagi": where he was born, whatever the name is taken for
    gap = range(head + 1, name.left)
    adjacent = (
        not gap
        or any(reading.text(i) in naming for i in gap)
        or tokens[name.start].head in range(head, name.right)
        or tokens[head].head in range(name.start, name.end)
    )
    if not adjacent:
        return
    end = next((i for i in gap if reading.text(i) in naming or reading.text(i) in origin), name.left)
    occupation = Phrase(head=head, start=head, end=end, core_end=end)
    relation = noun_frame(reading.text(head))
    bodies = [n for n in reading.names if head < n.left and n.right <= name.left and n.type in _BODIES]
    if relation is not None and bodies:
        yield _fact(
            reading,
            person,
            relation,
            reading.whole(bodies[0]),
            "title_relation",
            head,
        )
    else:
        common = reading.text(head) in word_list("commoners")
        held = "isA" if common else "holdsPosition"
        yield _fact(
            reading,
            person,
            held,
            occupation,
            "occupation",
            head,
            position=not common,
        )
    for i in gap:
        if reading.text(i) in origin and (place := reading.name_at(i + 1)) is not None:
            kind = "citizenOf" if place.type is EntityType.COUNTRY else "affiliatedWith"
            yield _fact(reading, person, kind, reading.phrase(place.start), "origin", i)
