"""Extraction -> Statement: phrases become entities or values, claims get their speaker and their time.

One `Assembler` works on one document. Entities get stable IRIs: a full name or a known one is the same
entity everywhere; a bare first name, initials or a phrase belong to their article alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.attribution import Report, Speaker, Speech, bare
from kg.chronology import Clock, shared_times
from kg.coreference import Cluster, Referents
from kg.gazetteer import fold
from kg.inventory import measured, nested, outside, time_of
from kg.mentions import Name, synonyms, word_list
from kg.model import (
    Argument,
    Attribution,
    Document,
    Entity,
    EntityType,
    Mention,
    Predicate,
    Qualifier,
    Statement,
)
from kg.namespaces import entity_iri, relation_iri, thing_iri, value_iri
from kg.reading import Extraction, Reading
from kg.syntax import Phrase
from kg.ud import base

_DESCRIBED = frozenset(
    {EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE, EntityType.EVENT, EntityType.LAW}
)
PROPOSITION = "Proposition"
_VALUED = {"money": EntityType.MONEY}
_NAMED_WORDS = 2


class Assembler:
    """Turns the extractions of one document into statements, entities and mentions."""

    def __init__(
        self, document: Document, readings: Sequence[Reading], referents: Referents, speech: Speech, base: str
    ) -> None:
        self.document = document
        self.readings = readings
        self.referents = referents
        self.speech = speech
        self.base = base
        self._clock = Clock(readings, speech)
        self._clusters = [self._named(cluster) for cluster in referents.clusters]
        self._things: dict[str, Entity] = {}
        self._last_thing: dict[str, Entity] = {}
        self._mentions: dict[tuple[int, int], Mention] = {}

    # --- results ----------------------------------------------------------------------------------

    def statements(self, extractions: Iterable[Extraction]) -> tuple[Statement, ...]:
        """Statements in reading order, each once."""
        found: dict[tuple[object, ...], Statement] = {}
        seen_facts: set[tuple[object, ...]] = set()
        for extraction in extractions:
            statement = self._statement(extraction)
            if statement is None:
                continue
            fact = _content(statement)
            if extraction.own_claim and extraction.speaker is None:
                if fact in seen_facts:
                    continue
                seen_facts.add(fact)
            found.setdefault((*fact, statement.start), statement)
        return shared_times(tuple(found.values()))

    def mentions(self) -> tuple[Mention, ...]:
        """Every name, acronym, pronoun, description, time and amount, in order."""
        for reading in self.readings:
            for name in reading.names:
                self._names_of(reading, name)
            for token in reading.tree.tokens:
                self._pronoun(reading, token.index)
                self._description(reading, token.index)
            for start, end, value in measured(reading):
                self._value_mention(
                    start + reading.tree.sentence.start, end + reading.tree.sentence.start, value
                )
        for start, end, entity in self._dateline():
            self._place(start, end, entity)
        return tuple(m for _, m in sorted(self._mentions.items()))

    def _names_of(self, reading: Reading, name: Name) -> None:
        entity = self._clusters[self.referents.of_name[reading.index, name.start]]
        self._mention(reading, name.start, name.end, entity)
        for start, end in name.aliases:
            self._mention(reading, start, end, entity)
        address = [o for o in name.offices if o.kind == "honorific" and o.end == name.start]
        if address:
            self._mention(reading, address[0].start, name.end, entity)
        for start, end, entry in nested(reading, name):
            inner = self._known(entry.name, EntityType(entry.type), entry.wikidata)
            self._mention(reading, start, end, inner)
            if entity.type == EntityType.ORGANIZATION and start > name.start:
                self._mention(reading, name.start, start, entity)

    def _pronoun(self, reading: Reading, index: int) -> None:
        number = self.referents.of_pronoun.get((reading.index, index))
        if number is None and reading.report_of(index) is not None:
            number = self.referents.of_clitic.get((reading.index, index))
        if number is not None:
            self._mention(reading, index, index + 1, self._clusters[number])

    def _description(self, reading: Reading, index: int) -> None:
        """A common noun for a person, a body or a place, wherever it stands."""
        if reading.name_at(index) is not None or reading.tree.tokens[index].upos not in {"NOUN", "PROPN"}:
            return
        if reading.kind_of_noun(index) in _DESCRIBED and base(reading.tree.tokens[index].deprel) not in {
            "flat",
            "fixed",
        }:
            phrase = reading.phrase(index)
            if phrase.head == index and not any(time_of(reading, i) for i in range(phrase.start, phrase.end)):
                self.argument(reading, phrase)

    def _known(self, label: str, kind: EntityType, wikidata: str = "") -> Entity:
        """An entity of the gazetteer that no cluster stands for."""
        iri = entity_iri(self.base, label)
        found = next((e for e in self._clusters if e.iri == iri), None)
        entity = found or Entity(iri=iri, label=label, type=kind.value, names=(label,), wikidata=wikidata)
        self._things.setdefault(iri, entity)
        return entity

    def _value_mention(self, start: int, end: int, value: Argument) -> None:
        iri = value_iri(self.base, value.value or value.label)
        text = self.document.text[start:end]
        self._mentions.setdefault(
            (start, end),
            Mention(
                document=self.document.id,
                start=start,
                end=end,
                text=text,
                type=value.type,
                entity=iri,
                label=text,
            ),
        )

    def _dateline(self) -> Iterator[tuple[int, int, Entity]]:
        """Outlets and places in what stands before a sentence but is no part of it."""
        position = 0
        for reading in self.readings:
            sentence = reading.tree.sentence
            for start, end, entry in outside(self.document.text, position, sentence.start):
                kind = EntityType(entry.type)
                yield start, end, self._known(entry.name, kind, entry.wikidata)
            position = sentence.end

    def _place(self, start: int, end: int, entity: Entity) -> None:
        self._mentions.setdefault(
            (start, end),
            Mention(
                document=self.document.id,
                start=start,
                end=end,
                text=self.document.text[start:end],
                type=entity.type,
                entity=entity.iri,
                label=entity.label,
            ),
        )

    def entities(self) -> tuple[Entity, ...]:
        """Every entity of the document, by IRI."""
        by_iri = {e.iri: e for e in (*self._things.values(), *self._clusters)}
        return tuple(by_iri[iri] for iri in sorted(by_iri))

    # --- entities ---------------------------------------------------------------------------------

    def _named(self, cluster: Cluster) -> Entity:
        label = cluster.label
        lasting = cluster.entry is not None or (
            not cluster.group
            and (cluster.type is not EntityType.PERSON or len(label.split()) >= _NAMED_WORDS)
        )
        iri = entity_iri(self.base, label) if lasting else thing_iri(self.base, self.document.id, label)
        return Entity(
            iri=iri,
            label=label,
            type=cluster.type.value,
            names=tuple(sorted({*cluster.names, label})),
            wikidata=cluster.entry.wikidata if cluster.entry is not None else "",
        )

    def _thing(self, reading: Reading, phrase: Phrase) -> Entity:
        """What has no name: the same phrase is the same thing in one article; "… tersebut" goes back."""
        label = self._label(reading, phrase)
        head = reading.tree.tokens[phrase.head].text.casefold()
        kind = reading.type_of(phrase) or EntityType.THING
        key = fold(label)
        definite = any(
            reading.text(i) in word_list("demonstratives")
            for i in range(phrase.head, min(phrase.end + 1, len(reading.tree.tokens)))
        )
        known = self._things.get(key)
        if known is None and definite and head in self._last_thing:
            known = self._last_thing[head]
        if known is None:
            known = Entity(
                iri=thing_iri(self.base, self.document.id, label),
                label=label,
                type=kind.value,
                names=(label,),
            )
        self._things[key] = known
        self._last_thing[head] = known
        return known

    @staticmethod
    def _label(reading: Reading, phrase: Phrase) -> str:
        """The phrase without determiners at its start and demonstratives at its end."""
        start, end = phrase.start, max(phrase.core_end, phrase.head + 1)
        while start < phrase.head and reading.text(start) in word_list("light"):
            start += 1
        while end > phrase.head + 1 and (
            reading.text(end - 1) in word_list("demonstratives")
            or (reading.tree.tokens[end - 1].upos == "PUNCT" and reading.text(end - 1) not in {")", '"', "”"})
        ):
            end -= 1
        label = " ".join(reading.tree.text(start, end).split())
        return synonyms().get(label.lower(), label)

    # --- arguments --------------------------------------------------------------------------------

    def argument(self, reading: Reading, phrase: Phrase) -> Argument:
        """An entity or a value for a phrase."""
        tokens = reading.tree.tokens
        start, end = tokens[phrase.start].start, tokens[phrase.end - 1].end
        text = reading.tree.text(phrase.start, phrase.end)
        cluster = reading.cluster_at(phrase.head)
        if cluster is not None:
            entity = self._clusters[cluster.number]
            self._mention(reading, phrase.start, phrase.end, entity)
            return Argument(
                text=text, start=start, end=end, label=entity.label, entity=entity.iri, type=entity.type
            )
        value = self._value(reading, start, end, text)
        if value is not None:
            return value
        entity = self._thing(reading, phrase)
        self._mention(reading, phrase.start, max(phrase.core_end, phrase.head + 1), entity)
        label = self._label(reading, phrase)
        return Argument(text=text, start=start, end=end, label=label, entity=entity.iri, type=entity.type)

    def _value(self, reading: Reading, start: int, end: int, text: str) -> Argument | None:
        """A time, an amount of money or a measure that makes up the whole phrase."""
        offset = reading.tree.sentence.start
        for time in reading.times:
            if time.start + offset <= start + 3 and end <= time.end + offset + 1 and time.value is not None:
                return Argument(
                    text=text,
                    start=start,
                    end=end,
                    label=text,
                    entity=None,
                    type=EntityType.TIME.value,
                    value=time.value,
                    datatype=_datatype(time.value),
                )
        for quantity in reading.quantities:
            near = quantity.start + offset <= start and end <= quantity.end + offset + 1
            if near and (quantity.kind != "count" or quantity.unit == ""):
                kind = _VALUED.get(quantity.kind, EntityType.QUANTITY)
                return Argument(
                    text=text,
                    start=start,
                    end=end,
                    label=text,
                    entity=None,
                    type=kind.value,
                    value=quantity.value or text,
                    datatype="decimal" if quantity.value else "string",
                )
        return None

    def _mention(self, reading: Reading, start: int, end: int, entity: Entity) -> None:
        tokens = reading.tree.tokens
        a, b = tokens[start].start, tokens[end - 1].end
        self._place(a, b, entity)

    # --- statements -------------------------------------------------------------------------------

    def _statement(self, extraction: Extraction) -> Statement | None:
        reading = self.readings[extraction.sentence]
        sentence = reading.tree.sentence
        subject = self.argument(reading, extraction.subject) if extraction.subject is not None else None
        if extraction.speaker is not None:
            subject = self._speaker(extraction.speaker)
        obj = self._object(reading, extraction)
        if (
            subject is not None
            and obj is not None
            and subject.entity is not None
            and subject.entity == obj.entity
        ):
            return None
        qualifiers = tuple(
            Qualifier(role=role, argument=self.argument(reading, phrase))
            for role, phrase in extraction.qualifiers
        )
        text = " ".join(
            bare(reading.tree, i) if extraction.speaker is not None else reading.tree.tokens[i].text
            for i in extraction.predicate
        )
        report = None if extraction.own_claim else self._report(reading, extraction)
        return Statement(
            document=self.document.id,
            sentence=sentence.text,
            start=sentence.start,
            end=sentence.end,
            subject=subject,
            predicate=Predicate(
                text=text,
                lemma=extraction.lemma,
                relation=extraction.relation,
                iri=relation_iri(extraction.relation, extraction.lemma),
            ),
            object=obj,
            qualifiers=qualifiers,
            polarity=extraction.polarity,
            modality=extraction.modality,
            attribution=self._attribution(report) if report is not None else None,
            time=self._clock.time_of(reading, extraction, qualifiers, report),
            rule=extraction.rule,
            confidence=extraction.confidence,
        )

    def _object(self, reading: Reading, extraction: Extraction) -> Argument | None:
        if extraction.object is None:
            return self._proposition(*extraction.proposition) if extraction.proposition is not None else None
        if extraction.object_type is None:
            return self.argument(reading, extraction.object)
        return self._typed(reading, extraction.object, extraction.object_type, extraction.label)

    def _typed(self, reading: Reading, phrase: Phrase, kind: EntityType, label: str) -> Argument:
        """An entity of a type that the extractor knows: an office is the same one everywhere."""
        tokens = reading.tree.tokens
        text = reading.tree.text(phrase.start, phrase.end)
        label = label or " ".join(text.split())
        iri = (
            entity_iri(self.base, label)
            if kind is EntityType.POSITION
            else thing_iri(self.base, self.document.id, label)
        )
        entity = Entity(iri=iri, label=label, type=kind.value, names=tuple(sorted({label, text})))
        self._things.setdefault(f"{kind} {fold(label)}", entity)
        self._mention(reading, phrase.start, phrase.end, entity)
        return Argument(
            text=text,
            start=tokens[phrase.start].start,
            end=tokens[phrase.end - 1].end,
            label=label,
            entity=iri,
            type=kind.value,
        )

    def _proposition(self, start: int, end: int) -> Argument:
        text = self.document.text[start:end].strip().strip(",")
        start = self.document.text.index(text, start) if text else start
        return Argument(
            text=text,
            start=start,
            end=start + len(text),
            label=text,
            entity=None,
            type=PROPOSITION,
            value=text,
            datatype="string",
        )

    def _report(self, reading: Reading, extraction: Extraction) -> Report | None:
        token = reading.tree.tokens[extraction.anchor]
        report = self.speech.at(token.start, token.end)
        if report is None or (
            report.sentence == reading.index and extraction.anchor in report.speaker.phrase
        ):
            return None
        return report

    def _speaker(self, speaker: Speaker) -> Argument:
        reading = self.readings[speaker.sentence]
        if speaker.cluster is not None:
            entity = self._clusters[speaker.cluster]
            tokens = reading.tree.tokens
            start, end = tokens[speaker.phrase.start].start, tokens[speaker.phrase.end - 1].end
            return Argument(
                text=reading.tree.text(speaker.phrase.start, speaker.phrase.end),
                start=start,
                end=end,
                label=entity.label,
                entity=entity.iri,
                type=entity.type,
            )
        return self.argument(reading, speaker.phrase)

    def _attribution(self, report: Report) -> Attribution:
        who = self._speaker(report.speaker)
        cue = bare(self.readings[report.sentence].tree, report.cue)
        return Attribution(text=who.text, label=who.label, entity=who.entity, cue=cue)


def _datatype(value: str) -> str:
    if "/" in value:
        return "string"
    if "T" in value:
        return "dateTime"
    return {4: "gYear", 7: "gYearMonth", 10: "date"}.get(len(value), "string")


def _content(statement: Statement) -> tuple[object, ...]:
    def key(argument: Argument | None) -> object:
        if argument is None:
            return None
        return argument.entity or (argument.type, argument.value, argument.label)

    return (
        key(statement.subject),
        statement.predicate.iri,
        key(statement.object),
        statement.polarity,
        statement.modality,
        tuple((q.role, key(q.argument)) for q in statement.qualifiers),
    )
