"""When an event was, by the date behind it.

usai rapat kerja di Garut, Rabu (31/8)   -> rapat kerja | occurredOn | Rabu (31/8)   event_date
korban gempa bumi Mei 2006 di Bantul     -> gempa bumi | occurredOn | Mei 2006       event_date
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction import Extraction
from kg.facts import fact, mood, phrase_before
from kg.frozen import replace
from kg.mentions import word_list
from kg.model import PLACES, EntityType, Modality
from kg.reading import POINTS, Reading
from kg.syntax import Phrase

_STEPS = 4  # places between an event and its date
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "X", "DET", "ADJ"})


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each date that an event stands before."""
    for time in reading.times:
        if time.kind not in POINTS or time.bound or time.part == "now":
            continue
        first = reading.first_of(time)
        event = _event_before(reading, first) if first is not None else None
        if first is None or event is None:
            continue
        day = reading.time_phrase(first)
        made = fact(reading, "occurredOn", event, day, "event_date", first)
        ahead = mood(reading, event.head)[1] is not Modality.ACTUAL
        yield replace(
            made, qualifiers=(("time", day),), modality=Modality.PLANNED if ahead else Modality.ACTUAL
        )


def _event_before(reading: Reading, first: int) -> Phrase | None:
    """The event right before a date, or before the place, the comma or the preposition that stands there."""
    tree = reading.tree
    if first < 2 or reading.name_at(first) is not None:
        return None
    parted = tree.words[first - 1] == ","
    introduced = parted or tree.forms[first - 1] in word_list("on_day")
    end = first - 1 if introduced else first
    head = _event_above(reading, _before_places(reading, end))
    if head is None:
        return None
    phrase = reading.phrase(head)
    phrase = replace(phrase, end=min(phrase.end, end), core_end=min(phrase.core_end, end))
    goes_on = phrase.start > 0 and tree.forms[phrase.start - 1] in word_list("taking_part")
    sure = goes_on or (not parted and _is_part(reading, first, head))
    return phrase if sure and phrase.head == head else None


def _before_places(reading: Reading, at: int) -> int:
    """Before the phrases that say where: "di Gedung Melati, Jakarta"."""
    for _ in range(_STEPS):
        phrase = phrase_before(reading, at)
        if phrase is None or not phrase.start:
            return at
        before = reading.text(phrase.start - 1)
        wider = before == "," and reading.type_of(phrase) in PLACES
        if before not in word_list("locating") and not wider:
            return at
        at = phrase.start - 1
    return at


def _event_above(reading: Reading, at: int) -> int | None:
    """The event in whose phrase the token before `at` stands, with no comma in between."""
    tree, last = reading.tree, at - 1
    for index in (last, *tree.ancestors(last)) if last >= 0 else ():
        noun = tree.tokens[index].upos in _NOMINAL or index in tree.phrase(tree.tokens[index].head)
        if index > last or not noun or "," in tree.words[index:last]:
            return None  # "rapat kerja": a bare verb may be a part of a name of something
        if reading.type_of(reading.phrase(index)) is EntityType.EVENT:
            return index
    return None


def _is_part(reading: Reading, index: int, head: int) -> bool:
    """Does the date hang on the event, and on no verb?"""
    for above in reading.tree.ancestors(index):
        if above == head or reading.tree.tokens[above].upos == "VERB":
            return above == head
    return False
