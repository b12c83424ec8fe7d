"""How large, how heavy, how many: an amount with the noun that it measures.

danau dengan luas 4.200 hektare           -> danau | hasQuantity (luas) | 4.200 hektare             attribute
kabupaten dengan penduduk 365.000 jiwa    -> kabupaten | hasQuantity (penduduk) | 365.000 jiwa      attribute
kebun yang luasnya 12 hektare             -> kebun | hasQuantity (luasnya) | 12 hektare             attribute
Danau Melati luasnya 4.200 hektare        -> Danau Melati | hasQuantity (luasnya) | 4.200 hektare   attribute
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction import Extraction
from kg.facts import fact, phrase_before, stretch
from kg.frozen import replace
from kg.grammar import grammar
from kg.mentions import has_third_enclitic, word_list
from kg.model import EntityType
from kg.reading import Reading
from kg.syntax import Phrase

_ACTORS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY})
_LONGEST = 6  # tokens between the preposition and the amount


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each measuring noun after the preposition of having."""
    tokens, offset = reading.tree.tokens, reading.tree.sentence.start
    if not reading.quantities:
        return
    forms, having = reading.tree.forms, word_list("having") | grammar().relativisers
    for index in range(len(tokens) - 2):
        noun = index + 1
        topic = bool(tokens[noun].clitic) and _is_topic(reading, noun)
        if not topic and (forms[index] not in having or not _introduces_measure(reading, index)):
            continue
        amount = next(
            (
                q
                for q in reading.quantities
                if q.start + offset - tokens[noun].end > 0 and _close(reading, noun, q.start + offset)
            ),
            None,
        )
        subject = _topic(reading, noun) if topic else phrase_before(reading, index)
        if amount is None or subject is None or reading.time_at(subject.head) is not None:
            continue
        if not _has_measures(reading, subject, topic=topic):
            continue
        if reading.text(subject.head) in word_list("measures"):
            continue  # "terbang jarak 100 meter dengan kecepatan …": of whoever flies
        inside = [
            t.index for t in tokens if amount.start <= t.start - offset and t.end - offset <= amount.end
        ]
        if inside:
            obj = stretch(inside[0], inside[-1] + 1)
            yield fact(reading, "hasQuantity", subject, obj, "attribute", noun, own_claim=False)


def _introduces_measure(reading: Reading, index: int) -> bool:
    """ "dengan luas", "yang luasnya": the preposition of having or a relativiser, and what is measured."""
    noun = reading.tree.tokens[index + 1]
    measure = reading.text(noun.index).removesuffix(noun.clitic) in word_list("measures")
    having = reading.text(index) in word_list("having") and noun.upos == "NOUN" and not noun.clitic
    owned = reading.text(index) in grammar().relativisers and has_third_enclitic(noun)
    return measure and (having or owned)


def _is_topic(reading: Reading, noun: int) -> bool:
    """ "Danau itu luasnya 4.200 hektare": what is measured, right behind the thing and before the amount."""
    token = reading.tree.tokens[noun]
    form = reading.text(noun).removesuffix(token.clitic)
    after = reading.text(noun + 1) if noun + 1 < len(reading.tree.tokens) else ""
    beside = reading.quantity_at(noun + 1) is not None or after in word_list("measuring")
    owned = has_third_enclitic(token) and form in word_list("measures")
    return owned and beside and reading.text(noun - 1) not in grammar().relativisers


def _topic(reading: Reading, end: int) -> Phrase | None:
    """The thing before the token, with the demonstrative at its end."""
    pointed = reading.tree.tokens[end - 1].upos == "DET"
    thing = phrase_before(reading, end - 1 if pointed else end)
    return replace(thing, end=end) if thing is not None and pointed else thing


def _has_measures(reading: Reading, thing: Phrase, *, topic: bool) -> bool:
    """Who does something has not what it takes: "dibuat oleh Ani dengan biaya Rp2 juta"."""
    name, case = reading.name_at(thing.head), reading.tree.case(thing.head)
    if topic or (name is not None and name.type is EntityType.PERSON):
        return case is None and (name is None or name.type not in _ACTORS)
    return case is None or grammar().role(reading.text(case)) != "agent"


def _close(reading: Reading, noun: int, start: int) -> bool:
    """Do only parts of the noun's phrase and measuring words stand between the noun and the amount?"""
    between = [t for t in reading.tree.tokens[noun + 1 :] if t.start < start]
    return len(between) <= _LONGEST and all(
        t.upos in {"NOUN", "ADJ"} or t.text.lower() in word_list("measuring") for t in between
    )
