"""What stands in brackets after a noun or a name: another name of it, a measure, where somebody is from.

Komisi Pemberantasan Korupsi (KPK)     -> Komisi … | alsoKnownAs | KPK                         acronym
katak sawah (Fejervarya limnocharis)   -> katak sawah | alsoKnownAs | Fejervarya limnocharis   gloss_name
Sungai Melati (78 km)                  -> Sungai Melati | hasQuantity | 78 km                  gloss_amount
Ani Suri (Malaysia)                    -> Ani Suri | citizenOf | Malaysia                      gloss_origin
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction import Extraction
from kg.facts import abbreviated, fact, phrase_before, stretch, uncounted, whole
from kg.gazetteer import gazetteer
from kg.mentions import Name, word_list
from kg.model import EntityType
from kg.morphology import analyse
from kg.reading import Reading
from kg.syntax import Phrase

_BORDERS = frozenset({",", ";", ":"})
_LONGEST = 7  # tokens in brackets
_WORDS = frozenset({"NOUN", "PROPN", "ADJ", "X", "ADP"})
_ORIGINS = {
    EntityType.COUNTRY: "citizenOf",
    EntityType.PLACE: "affiliatedWith",
    EntityType.ORGANIZATION: "affiliatedWith",
}


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each bracket that says something of what stands before it."""
    tokens = reading.tree.tokens
    for named in reading.names:
        yield from _acronyms(reading, named)
    if "(" not in reading.tree.words:
        return
    known = {start for name in reading.names for start, _ in name.aliases}
    for index, word in enumerate(reading.tree.words):
        if word != "(" or index == 0:
            continue
        start = index + 1
        close = next(
            (i for i in range(start, min(start + _LONGEST, len(tokens))) if tokens[i].text == ")"), None
        )
        if close is None or close == start or start in known:
            continue
        thing = phrase_before(reading, index)
        name = reading.name_at(index - 1)
        if close == start + 1 and name is None and tokens[start].text[:1].isalpha():
            foreign = thing if _is_foreign(reading, start) else None
            thing = abbreviated(reading, start, index) or foreign
        if thing is not None:
            thing = uncounted(reading, thing)
            yield from _gloss(reading, thing, name, stretch(start, close))


def _acronyms(reading: Reading, name: Name) -> Iterator[Extraction]:
    for start, end in name.aliases:
        alias = Phrase(head=start, start=start, end=end, core_end=end)
        known = gazetteer().lookup(reading.tree.text(start, end))
        if known is not None and name.entry is not None and known.name == name.entry.name:
            yield fact(reading, "alsoKnownAs", whole(name), alias, "acronym", start)
            continue
        if _names_another(reading, name, start):
            continue
        if _is_of_part(reading, name, start):
            continue
        words = abbreviated(reading, start, start - 1) if end == start + 1 else None
        full = words if words is not None and words.start < name.start else whole(name)
        if end > start + 1 or words is not None or not reading.tree.tokens[start].text.isupper():
            yield fact(reading, "alsoKnownAs", full, alias, "acronym", start)


def _names_another(reading: Reading, name: Name, start: int) -> bool:
    """ "Biro Hukum (Karo Hukum)", "PT Melati (Rina Dewi)": somebody of it, and no name of it."""
    if name.type is EntityType.PERSON:
        return False
    person = reading.tree.tokens[start].entity == "B-PER"
    return person or gazetteer().title(reading.tree.words, start) is not None


def _is_of_part(reading: Reading, name: Name, start: int) -> bool:
    """ "TNI Angkatan Udara (AU)": an acronym of the last words of a name alone."""
    short = reading.tree.words[start]
    first = name.end - len(short)
    initials = "".join(word[0] for word in reading.tree.words[max(first, 0) : name.end])
    before = reading.tree.forms[name.start : first]
    larger = any(form not in word_list("legal_forms") for form in before)  # not "PT Melati Jaya (MJ)"
    return larger and short.isupper() and len(short) > 1 and initials == short


def _gloss(reading: Reading, thing: Phrase, name: Name | None, inside: Phrase) -> Iterator[Extraction]:
    tokens = reading.tree.tokens[inside.start : inside.end]
    amount = reading.quantity_at(inside.start)
    if amount is not None and _is_counted(reading, thing):
        return  # "232 miliar dolar AS (Rp 3.851 triliun)"
    if amount is not None and amount.kind != "count" and reading.quantity_at(inside.end - 1) is amount:
        yield fact(reading, "hasQuantity", thing, inside, "gloss_amount", inside.start)
        return
    inner = reading.name_at(inside.start)
    covers = inner is not None and inner.left == inside.start and inner.right >= inside.end
    if name is not None and name.type is EntityType.PERSON:
        relation = _ORIGINS.get(inner.type) if inner is not None and covers else None
        if relation is not None and inner is not None:
            yield fact(reading, relation, thing, whole(inner), "gloss_origin", inside.start)
        return
    apart = any(t.text.lower() in word_list("pointing") for t in tokens)
    words = all(t.upos in _WORDS or t.text == "/" for t in tokens) and tokens[0].upos != "ADP"
    owned = tuple(word_list("third_person_clitics"))
    words = words and not any(t.text.endswith(owned) or "/" in t.text for t in tokens)
    broken = any(reading.text(i) in _BORDERS for i in range(thing.start, thing.end))
    words = words and not (broken and tokens[0].text.islower())
    timed = any(reading.time_at(i) is not None for i in range(inside.start, inside.end))
    kind = reading.type_of(thing)
    if inside.end > inside.start + 1 and not _may_name(reading, thing, name, inside):
        return  # "makanan (gula merah)": what is meant, and no name of it
    several = covers and inside.end > inside.start + 1
    if several and inner is not None and kind is not None and inner.type is not kind:
        return  # "film Gerimis (PT Melati)": who made it, and no name of it
    if words and not apart and not timed and (name is None or not covers):
        yield fact(reading, "alsoKnownAs", thing, inside, "gloss_name", inside.start)


def _is_counted(reading: Reading, thing: Phrase) -> bool:
    """Does a noun with a number stand right before it: "… miliar dolar" before "AS"?"""
    above = reading.tree.tokens[thing.head].head
    return above == thing.start - 1 and reading.tree.child(above, "nummod") is not None


def _may_name(reading: Reading, thing: Phrase, name: Name | None, inside: Phrase) -> bool:
    """ "PPKM (Pemberlakuan …)", "gula mentah (raw sugar)": a name in full, or in another language."""
    words = [t.text for t in reading.tree.tokens[inside.start : inside.end] if t.text.isalpha()]
    if name is not None and words and words[0][0].isupper():
        return True
    if thing.core_end == thing.start + 1:
        letters = iter(reading.text(thing.start))
        return all(word[0].lower() in letters for word in words)
    return all(not analyse(word).listed for word in words)


def _is_foreign(reading: Reading, index: int) -> bool:
    """A word in small letters that the language does not know: another language's name of the thing."""
    word = reading.tree.tokens[index].text
    return word.islower() and not analyse(word).listed
