"""Phrases -> arguments: an entity, a value or a proposition, with the place that it is taken from."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.assembly.entities import Entities
from kg.assembly.marking import Marking
from kg.attribution import Speaker
from kg.extents import extent
from kg.frozen import replace
from kg.model import Argument, Entity, EntityType
from kg.reading import Reading
from kg.syntax import Phrase

PROPOSITION = "Proposition"
_LEADING = 3  # characters before a time that are part of its phrase: a preposition
_STOP = 1  # and after it
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}  # by the length of an ISO 8601 value


class Arguments:
    """Makes the arguments of one document, and marks what they mention."""

    def __init__(self, text: str, readings: Sequence[Reading], entities: Entities, marking: Marking) -> None:
        self._text = text
        self._readings = readings
        self._entities = entities
        self._marking = marking

    def argument(self, reading: Reading, phrase: Phrase, borders: Collection[int] = ()) -> Argument:
        """An entity or a value for a phrase; the text of an entity reaches up to a token of `borders`."""
        meant = self.mentioned(reading, phrase)
        if isinstance(meant, Argument):
            return meant
        return _refers(reading, extent(reading, phrase, borders), meant, meant.label)

    def mentioned(self, reading: Reading, phrase: Phrase) -> Entity | Argument:
        """The entity that a phrase stands for, marked as mentioned there; or the value that it is."""
        cluster = reading.cluster_at(phrase.head)
        if cluster is not None:
            entity = self._entities.of_cluster(cluster.number)
            self._marking.tokens(reading, phrase.start, phrase.end, entity)
            return entity
        value = _value(reading, phrase)
        if value is not None:
            return value
        entity = self._entities.thing(reading, phrase)
        self._marking.tokens(reading, phrase.start, max(phrase.core_end, phrase.head + 1), entity)
        return entity

    def typed(self, reading: Reading, phrase: Phrase, kind: EntityType, label: str) -> Argument:
        """An entity of a given type, with the given label or the text of its phrase for one."""
        text = reading.tree.text(phrase.start, phrase.end)
        entity = self._entities.typed(text, label or " ".join(text.split()), kind)
        self._marking.tokens(reading, phrase.start, phrase.end, entity)
        return _refers(reading, phrase, entity, entity.label)

    def speaker(self, speaker: Speaker) -> Argument:
        """Who says something, in whichever sentence they stand."""
        reading = self._readings[speaker.sentence]
        if speaker.cluster is None:
            return self.argument(reading, speaker.phrase)
        entity = self._entities.of_cluster(speaker.cluster)
        return _refers(reading, speaker.phrase, entity, entity.label)

    def proposition(self, start: int, end: int) -> Argument:
        """What is said, in characters of the document, without the punctuation of the sentence around it."""
        text = self._text[start:end].strip().strip(",")
        if text.count(".") == 1:
            text = text.removesuffix(".")  # the end of the sentence around it
        start = self._text.index(text, start) if text else start
        return _literal(text, start, start + len(text), PROPOSITION, text, "string")


def _refers(reading: Reading, phrase: Phrase, entity: Entity, label: str) -> Argument:
    start, end = _characters(reading, phrase)
    text = reading.tree.text(phrase.start, phrase.end)
    return Argument(text=text, start=start, end=end, label=label, entity=entity.iri, type=entity.type)


def literal(argument: Argument) -> Argument:
    """An argument as text, for relations whose object is a name and not the thing it names."""
    if argument.entity is None:
        return argument
    return replace(argument, label=argument.text, entity=None, value=argument.text, datatype="string")


def _literal(text: str, start: int, end: int, kind: str, value: str, datatype: str) -> Argument:
    return Argument(
        text=text, start=start, end=end, label=text, entity=None, type=kind, value=value, datatype=datatype
    )


def _characters(reading: Reading, phrase: Phrase) -> tuple[int, int]:
    """Where a phrase is in the document."""
    tokens = reading.tree.tokens
    return tokens[phrase.start].start, tokens[phrase.end - 1].end


def _value(reading: Reading, phrase: Phrase) -> Argument | None:
    """A time, an amount of money or a measure that makes up the whole phrase."""
    if not reading.times and not reading.quantities:
        return None
    start, end = _characters(reading, phrase)
    text = reading.tree.text(phrase.start, phrase.end)
    offset = reading.tree.sentence.start
    for time in reading.times:
        whole = time.start + offset <= start + _LEADING and end <= time.end + offset + _STOP
        if whole and time.value is not None:
            return _literal(text, start, end, EntityType.TIME.value, time.value, _datatype(time.value))
    for quantity in reading.quantities:
        whole = quantity.start + offset <= start and end <= quantity.end + offset + _STOP
        if whole and (quantity.kind != "count" or quantity.unit == ""):
            kind = EntityType.MONEY if quantity.kind == "money" else EntityType.QUANTITY
            datatype = "decimal" if quantity.value else "string"
            start, end = min(start, quantity.start + offset), max(end, quantity.end + offset)
            text = reading.tree.sentence.text[start - offset : end - offset]
            return _literal(text, start, end, kind.value, quantity.value or text, datatype)
    return None


def _datatype(value: str) -> str:
    """The XML Schema type of an ISO 8601 value; an interval has none but string."""
    if "/" in value:
        return "string"
    return "dateTime" if "T" in value else _DATE_TYPES.get(len(value), "string")
