"""What stands in brackets after a noun or a name: another name of it, a measure, where somebody is from.

katak sawah (Fejervarya limnocharis)   -> katak sawah | alsoKnownAs | Fejervarya limnocharis   gloss_name
Sungai Melati (78 km)                  -> Sungai Melati | hasQuantity | 78 km                  gloss_amount
Ani Suri (Malaysia)                    -> Ani Suri | citizenOf | Malaysia                      gloss_origin
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction import Extraction
from kg.facts import abbreviated, fact, phrase_before, stretch, uncounted, whole
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


def _gloss(reading: Reading, thing: Phrase, name: Name | None, inside: Phrase) -> Iterator[Extraction]:
    tokens = reading.tree.tokens[inside.start : inside.end]
    amount = reading.quantity_at(inside.start)
    if amount is not None and amount.kind != "count" and reading.quantity_at(inside.end - 1) is amount:
        yield fact(reading, "hasQuantity", thing, inside, "gloss_amount", inside.start, 0.75)
        return
    inner = reading.name_at(inside.start)
    covers = inner is not None and inner.left == inside.start and inner.right >= inside.end
    if name is not None and name.type is EntityType.PERSON:
        relation = _ORIGINS.get(inner.type) if inner is not None and covers else None
        if relation is not None and inner is not None:
            yield fact(reading, relation, thing, whole(inner), "gloss_origin", inside.start, 0.7)
        return
    apart = any(t.text.lower() in word_list("pointing") for t in tokens)
    words = all(t.upos in _WORDS or t.text == "/" for t in tokens) and tokens[0].upos != "ADP"
    owned = tuple(word_list("third_person_clitics"))
    words = words and not any(t.text.endswith(owned) or "/" in t.text for t in tokens)
    broken = any(reading.text(i) in _BORDERS for i in range(thing.start, thing.end))
    words = words and not (broken and tokens[0].text.islower())
    timed = any(reading.time_at(i) is not None for i in range(inside.start, inside.end))
    kind = reading.type_of(thing)
    several = covers and inside.end > inside.start + 1
    if several and inner is not None and kind is not None and inner.type is not kind:
        return  # "film Gerimis (PT Melati)": who made it, and no name of it
    if words and not apart and not timed and (name is None or not covers):
        yield fact(reading, "alsoKnownAs", thing, inside, "gloss_name", inside.start, 0.65)


def _is_foreign(reading: Reading, index: int) -> bool:
    """A word in small letters that the language does not know: another language's name of the thing."""
    word = reading.tree.tokens[index].text
    return word.islower() and not analyse(word).listed
