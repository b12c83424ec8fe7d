"""The role of an oblique: place, time, recipient, … by its preposition and by what it names."""

from __future__ import annotations

from kg.clauses import Oblique
from kg.grammar import grammar
from kg.mentions import word_list
from kg.model import EntityType
from kg.morphology import analyse
from kg.reading import Reading
from kg.syntax import Phrase

_AGENTS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY})
_AMOUNTS = frozenset({EntityType.QUANTITY, EntityType.MONEY})
_ACTIONS = frozenset({"peN", "per"})  # prefixes of nouns for what is done: "dalam penyusunan aturan"


def role_of(reading: Reading, oblique: Oblique, phrase: Phrase) -> str:
    """The role of an oblique: by what it is, then by its preposition."""
    words = grammar()
    token = reading.tree.tokens[phrase.head]
    kind = reading.type_of(phrase)
    timed = reading.time_at(phrase.head) is not None or kind is EntityType.TIME
    if timed or (kind is None and words.is_time(token.text)):
        return "time"
    if oblique.case is None:
        return _bare(reading, phrase, kind)
    role = words.role(reading.tree.tokens[oblique.case].text) or "about"
    if reading.tree.tokens[oblique.case].deprel == "case:adv":
        return "manner"  # "dengan tegas"
    around = role == "place" or reading.text(oblique.case) in word_list("at")
    setting = _setting(reading, oblique.case, phrase, kind) if around else None
    if setting is not None:
        return setting
    if role == "time" and (token.deprel == "obl:tmod" or token.text.lower() in word_list("periods")):
        return "time"
    if role == "time" and kind in {EntityType.PLACE, EntityType.COUNTRY}:
        return "place"
    if role == "time" and kind in _AGENTS:
        return "recipient"
    if role == "time" and kind in _AMOUNTS:
        return "amount"
    if role == "time" and token.upos in {"NOUN", "PROPN"} and kind is EntityType.EVENT:
        return "event"
    if role == "time" and reading.text(oblique.case) in word_list("at"):
        return "place"
    if role == "place" and kind in _AMOUNTS:
        return "amount"
    if role == "companion" and kind not in _AGENTS and reading.text(oblique.case) in word_list("having"):
        return "instrument"
    if role == "place" and kind in {EntityType.EVENT}:
        return "event"
    return role


def _bare(reading: Reading, phrase: Phrase, kind: EntityType | None) -> str:
    """ "terjadi tiga kali", "turun Rp5.000", "berjalan lancar": what has no preposition."""
    token = reading.tree.tokens[phrase.head]
    if reading.tree.stems[phrase.head] in word_list("occasions"):
        counted = any(reading.tree.tokens[i].upos == "NUM" for i in range(phrase.start, phrase.head))
        return "amount" if counted else "time"
    if kind in _AMOUNTS:
        return "amount"
    return "time" if token.deprel == "obl:tmod" else "manner" if token.upos == "ADJ" else "theme"


def _setting(reading: Reading, case: int, phrase: Phrase, kind: EntityType | None) -> str | None:
    """ "dalam waktu dua hari", "di babak kedua", "dalam kondisi baik": by the noun, if that is no place."""
    if reading.name_at(phrase.head) is not None:
        return None
    found = grammar().setting(reading.tree.stems[phrase.head])
    if found is not None or kind is not None or reading.text(case) not in word_list("within"):
        return found
    word = analyse(reading.tree.stems[phrase.head])
    return "event" if word.prefix in _ACTIONS and word.suffixes == ("an",) else None
