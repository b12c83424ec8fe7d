"""Extractions -> statements: arguments, speaker and time put together, each fact kept once."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from kg.assembly.arguments import Arguments, literal
from kg.attribution import Report, Speech, bare
from kg.chronology import Clock
from kg.confidence import Judge
from kg.extraction import Dropped, Extraction
from kg.frozen import replace
from kg.grammar import grammar
from kg.mentions import word_list
from kg.model import (
    PLACES,
    Argument,
    Attribution,
    Document,
    Modality,
    Polarity,
    Predicate,
    Qualifier,
    Reason,
    Statement,
)
from kg.namespaces import relation_iri
from kg.occasions import with_occasions
from kg.ontology import relations
from kg.reading import Reading
from kg.syntax import Phrase

_ASKS = re.compile(r"[^.?!\"”]*\?")

Content = tuple[object, ...]
"""What a statement says, whoever says it and wherever."""

Borders = frozenset[int]
"""Tokens at which something else begins than what an argument says of its thing."""


class Statements:
    """Makes the statements of one document."""

    def __init__(
        self,
        document: Document,
        readings: Sequence[Reading],
        speech: Speech,
        arguments: Arguments,
        judge: Judge,
    ) -> None:
        self._document = document
        self._readings = readings
        self._speech = speech
        self._arguments = arguments
        self._judge = judge
        self._clock = Clock(readings, speech, document.date)

    def all(self, extractions: Iterable[Extraction]) -> tuple[tuple[Statement, ...], tuple[Dropped, ...]]:
        """Statements in the order of their extractions, each once a sentence; and what became of none.

        What a name says by itself, its titles and the like, is kept once a document.
        """
        found: dict[Content, Statement] = {}
        standing: set[Content] = set()
        dropped: list[Dropped] = []
        for extraction in extractions:
            statement = self._statement(extraction)
            if statement is None:
                dropped.append(_dropped(extraction, Reason.ITSELF))
                continue
            likely = self._judge(self._readings[extraction.sentence], extraction, statement)
            if likely is None:
                dropped.append(_dropped(extraction, Reason.UNCERTAIN))
                continue
            content = _content(statement)
            if extraction.own_claim and extraction.speaker is None:
                if content in standing:
                    dropped.append(_dropped(extraction, Reason.REPEATED))
                    continue
                standing.add(content)
            found.setdefault((*content, statement.start), replace(statement, confidence=likely))
        return with_occasions(tuple(found.values())), tuple(dropped)

    def _statement(self, extraction: Extraction) -> Statement | None:
        """The statement of an extraction; None if it would say something of a thing and itself."""
        reading = self._readings[extraction.sentence]
        timed = all(role != "time" for role, _ in extraction.qualifiers)
        when = self._clock.beside(reading, extraction) if timed else None
        borders = _borders(extraction)
        if when is not None and _is_day(reading, when):
            borders |= {when.start}  # "Ratna, Selasa (4/3), mengatakan …": no part of Ratna
        subject = self._subject(reading, extraction, borders)
        obj = self._object(reading, extraction, borders)
        if extraction.relation is not None and relations()[extraction.relation].literal and obj is not None:
            obj = literal(obj)
        if _same_entity(subject, obj):
            return None
        qualifiers = tuple(
            Qualifier(role=role, argument=self._beside(reading, phrase, borders, extraction.predicate))
            for role, phrase in extraction.qualifiers
        )
        qualifiers = _adjoined(qualifiers, self._document.text)
        circumstances = tuple(
            Qualifier(role=role, argument=self._arguments.proposition(*place))
            for role, place in extraction.circumstances
        )
        if when is not None:
            qualifiers += (Qualifier(role="time", argument=self._arguments.argument(reading, when)),)
            where = _place_behind(reading, when)
            if where is not None and all(where not in p for _, p in extraction.qualifiers):
                place = self._beside(reading, reading.phrase(where), borders, extraction.predicate)
                qualifiers += (Qualifier(role="place", argument=place),)
        beside = (*qualifiers, *circumstances)
        report = None if extraction.own_claim else self._report(reading, extraction)
        sentence = reading.tree.sentence
        return Statement(
            document=self._document.id,
            sentence=sentence.text,
            start=sentence.start,
            end=sentence.end,
            subject=subject,
            predicate=_predicate(reading, extraction),
            object=obj,
            qualifiers=beside,
            polarity=extraction.polarity,
            modality=self._modality(reading, extraction, report),
            attribution=self._attribution(report) if report is not None else None,
            time=self._clock.time_of(reading, extraction, beside, report),
            rule=extraction.rule,
        )

    def _subject(self, reading: Reading, extraction: Extraction, borders: Borders) -> Argument | None:
        own = None
        if extraction.subject is not None:
            own = self._arguments.argument(reading, extraction.subject, borders)
        return own if extraction.speaker is None else self._arguments.speaker(extraction.speaker)

    def _object(self, reading: Reading, extraction: Extraction, borders: Borders) -> Argument | None:
        if extraction.undergoer is not None:
            return self._arguments.speaker(extraction.undergoer)
        if extraction.object is not None and extraction.object_type is not None:
            return self._arguments.typed(reading, extraction.object, extraction.object_type, extraction.label)
        if extraction.object is not None:
            return self._arguments.argument(reading, extraction.object, borders)
        if extraction.proposition is not None:
            return self._arguments.proposition(*extraction.proposition)
        return None

    def _beside(
        self, reading: Reading, phrase: Phrase, borders: Borders, predicate: Container[int]
    ) -> Argument:
        """The argument of a qualifier; its text has the preposition in it."""
        argument = self._arguments.argument(reading, phrase, borders)
        before = phrase.start - 1
        while before > 0 and reading.tree.tokens[before].deprel == "nmod:lmod":
            before -= 1  # "di dekat Garut"
        if before < 0 or reading.tree.tokens[before].upos != "ADP":
            return argument
        word = before - 1
        if word >= 0 and word not in predicate and reading.text(word) in grammar().adverbial:
            before = word  # "sesuai dengan aturan"
        start = reading.tree.tokens[before].start
        return replace(argument, text=self._document.text[start : argument.end], start=start)

    def _report(self, reading: Reading, extraction: Extraction) -> Report | None:
        """The report that the claim is part of, unless the claim is about the speaker as named there."""
        token = reading.tree.tokens[extraction.anchor]
        report = self._speech.at(token.start, token.end)
        if report is None:
            return None
        names_speaker = extraction.anchor in report.speaker.phrase or extraction.anchor == report.cue
        return None if report.sentence == reading.index and names_speaker else report

    def _modality(self, reading: Reading, extraction: Extraction, report: Report | None) -> Modality:
        """A question asserts nothing, and neither does what somebody did not say or has yet to say."""
        own, sentence = extraction.modality, reading.tree.sentence
        if own is not Modality.ACTUAL:
            return own
        after = reading.tree.tokens[extraction.anchor].start - sentence.start
        if "?" in sentence.text and _ASKS.match(sentence.text, after):
            return Modality.POSSIBLE
        if report is None:
            return own
        cues = (c for c in self._readings[report.sentence].clauses if c.verb == report.cue)
        saying = next(cues, None)
        said = saying is None or (
            saying.polarity is Polarity.POSITIVE and saying.modality is not Modality.PLANNED
        )
        return own if said else Modality.POSSIBLE

    def _attribution(self, report: Report) -> Attribution:
        who = self._arguments.speaker(report.speaker)
        cue = bare(self._readings[report.sentence].tree, report.cue)
        return Attribution(text=who.text, label=who.label, entity=who.entity, cue=cue)


def _borders(extraction: Extraction) -> Borders:
    phrases = [p for p in (extraction.subject, extraction.object) if p is not None]
    phrases += [phrase for role, phrase in extraction.qualifiers if role != "manner"]  # it may go inside
    return frozenset((*extraction.predicate, extraction.anchor, *(p.start for p in phrases)))


def _adjoined(qualifiers: tuple[Qualifier, ...], text: str) -> tuple[Qualifier, ...]:
    """ "di gedung pertunjukan di Garut": the words of a place go on to where it is."""
    if len(qualifiers) < 2:
        return qualifiers
    found = list(qualifiers)
    for i in range(len(found) - 1, 0, -1):
        first, then = found[i - 1], found[i]
        inner, outer = first.argument, then.argument
        located = outer.text.split()[0].lower() in word_list("locating") and outer.type in PLACES
        if first.role == then.role == "place" and inner.end + 1 == outer.start and located:
            whole = replace(inner, text=text[inner.start : outer.end], end=outer.end)
            found[i - 1] = replace(first, argument=whole)
    return tuple(found)


def _is_day(reading: Reading, phrase: Phrase) -> bool:
    """No month or year, which may tell one thing from another: "kesepakatan tahun 2023"."""
    time = reading.time_at(phrase.head)
    return time is not None and (time.day is None or time.is_day)


def _place_behind(reading: Reading, when: Phrase) -> int | None:
    """The head of the place right behind a day: "…, Kamis (8/9) di Pengadilan Negeri Garut"."""
    case, tokens = when.end, reading.tree.tokens
    if case >= len(tokens) or reading.text(case) not in word_list("locating") or not _is_day(reading, when):
        return None
    head = tokens[case].head
    return head if reading.tree.case(head) == case else None


def _dropped(extraction: Extraction, reason: Reason) -> Dropped:
    return Dropped(sentence=extraction.sentence, words=extraction.predicate, reason=reason)


def _predicate(reading: Reading, extraction: Extraction) -> Predicate:
    """The words of the relation; those of a speaker's without the enclitic that is the speaker."""
    spoken = extraction.speaker is not None
    tree = reading.tree
    words = (bare(tree, i) if spoken else tree.tokens[i].text for i in extraction.predicate)
    return Predicate(
        text=" ".join(words),
        lemma=extraction.lemma,
        relation=extraction.relation,
        iri=relation_iri(extraction.relation, extraction.lemma),
        start=tree.tokens[min(extraction.predicate)].start,
        end=tree.tokens[max(extraction.predicate)].end,
    )


def _same_entity(subject: Argument | None, obj: Argument | None) -> bool:
    if subject is None or obj is None or subject.entity is None:
        return False
    return subject.entity == obj.entity


def _content(statement: Statement) -> Content:
    return (
        _key(statement.subject),
        statement.predicate.iri,
        _key(statement.object),
        statement.polarity,
        statement.modality,
        tuple((q.role, _key(q.argument)) for q in statement.qualifiers),
    )


def _key(argument: Argument | None) -> object:
    """The entity, or else what a literal is equal by."""
    if argument is None:
        return None
    return argument.entity or (argument.type, argument.value, argument.label)
