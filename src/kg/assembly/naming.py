"""Every mention of a document besides the arguments of its statements."""

from __future__ import annotations

from collections.abc import Sequence

from kg.assembly.arguments import Arguments
from kg.assembly.entities import Entities
from kg.assembly.inventory import measured, nested, outside
from kg.assembly.marking import Marking
from kg.coreference import Referents
from kg.mentions import Name
from kg.model import EntityType
from kg.namespaces import value_iri
from kg.reading import Reading

_DESCRIBED = frozenset(
    {EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE, EntityType.EVENT, EntityType.LAW}
)
_NOUNS = frozenset({"NOUN", "PROPN"})
_WITHIN_WORD = frozenset({"flat", "fixed"})


class Naming:
    """Marks names, acronyms, pronouns, descriptions, times, amounts and datelines."""

    def __init__(
        self, referents: Referents, entities: Entities, arguments: Arguments, marking: Marking, base: str
    ) -> None:
        self._referents = referents
        self._entities = entities
        self._arguments = arguments
        self._marking = marking
        self._base = base

    def mark(self, text: str, readings: Sequence[Reading]) -> None:
        """Mark all of a document: sentence by sentence, then what stands between them."""
        referring: dict[int, set[int]] = {}
        for sentence, index in (*self._referents.of_pronoun, *self._referents.of_clitic):
            referring.setdefault(sentence, set()).add(index)
        for reading in readings:
            for name in reading.names:
                self._name(reading, name)
            pronouns = referring.get(reading.index, ())
            for index, token in enumerate(reading.tree.tokens):
                if index in pronouns:
                    self._pronoun(reading, index)
                if token.upos in _NOUNS and index not in reading.covering:
                    self._description(reading, index)
            offset = reading.tree.sentence.start
            for start, end, value in measured(reading):
                iri = value_iri(self._base, value.value or value.label)
                self._marking.value(start + offset, end + offset, value.type, iri)
        self._datelines(text, readings)

    def _name(self, reading: Reading, name: Name) -> None:
        """A name, its acronyms, the name with its form of address, and the names inside it."""
        entity = self._entities.of_cluster(self._referents.of_name[reading.index, name.start])
        self._marking.tokens(reading, name.start, name.end, entity)
        for start, end in name.aliases:
            self._marking.tokens(reading, start, end, entity)
        address = next((o for o in name.offices if o.kind == "honorific" and o.end == name.start), None)
        if address is not None:
            self._marking.tokens(reading, address.start, name.end, entity)
        for start, end, entry in nested(reading, name):
            self._marking.tokens(reading, start, end, self._entities.known(entry))
            if entity.type == EntityType.ORGANIZATION and start > name.start:
                self._marking.tokens(reading, name.start, start, entity)

    def _pronoun(self, reading: Reading, index: int) -> None:
        """A pronoun, or an enclitic alone or with the cue that it is written to, that stands for somebody."""
        place = (reading.index, index)
        number = self._referents.of_pronoun.get(place)
        if number is None and reading.report_of(index) is not None:
            number = self._referents.of_clitic.get(place)
        if number is not None:
            self._marking.tokens(reading, index, index + 1, self._entities.of_cluster(number))
        owner, token = self._referents.of_clitic.get(place), reading.tree.tokens[index]
        if owner is not None:
            self._marking.entity(token.end - len(token.clitic), token.end, self._entities.of_cluster(owner))

    def _description(self, reading: Reading, index: int) -> None:
        """A noun outside of names that is for a person, a body or a place, wherever it stands."""
        if reading.tree.relations[index] in _WITHIN_WORD or reading.kind_of_noun(index) not in _DESCRIBED:
            return
        phrase = reading.phrase(index)
        if phrase.head == index and not any(reading.time_at(i) for i in range(phrase.start, phrase.end)):
            self._arguments.mentioned(reading, phrase)

    def _datelines(self, text: str, readings: Sequence[Reading]) -> None:
        """Outlets and places in what stands before a sentence but is no part of it."""
        position = 0
        for reading in readings:
            sentence = reading.tree.sentence
            for start, end, entry in outside(text, position, sentence.start):
                self._marking.entity(start, end, self._entities.known(entry))
            position = sentence.end
