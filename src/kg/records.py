"""Statements, mentions and analyses as JSON, one object a line: the contract with everything outside.

A statement:

    document, sentence (its text), start, end         offsets of the sentence in the document's stored text
    subject, object     null or {text, start, end, label, entity, type}; a literal has value and datatype
    predicate           {text, lemma, relation, iri, start, end}
    qualifiers          [{role, text, start, end, label, entity, type}], literals as above
    polarity, modality  positive | negative; actual | planned | possible | obligation
    attribution         null or {text, label, entity, cue}
    time                an ISO 8601 date, dateTime or interval, or null
    rule, confidence    the rule that made it; 0..1

A mention: document, start, end, text, type, entity, label. All offsets count code points. Names and
meanings of these fields are stable: later versions may add fields, never rename or drop one.

An analysis keeps all that `Analysis` holds but the words of its sentences, which only the parser knows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from kg.model import (
    Analysis,
    Argument,
    Attribution,
    Document,
    Entity,
    Mention,
    Modality,
    Polarity,
    Predicate,
    Qualifier,
    Reason,
    Rejection,
    Sentence,
    Statement,
)

Record = dict[str, Any]

# Characters that JSON leaves as they are and that some readers take for the end of a line.
_LINE_ENDS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"}
_readable = json.JSONEncoder(ensure_ascii=False).encode  # one for all lines


def line(record: Mapping[str, Any]) -> str:
    """One line of JSON with its line feed: readable, and valid UTF-8 whatever the text holds."""
    text = _readable(record)
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            text = json.dumps(record)
        for character, escape in _LINE_ENDS.items():
            text = text.replace(character, escape)
    return text + "\n"


def statement_lines(statements: Iterable[Statement]) -> str:
    """The lines of `kg extract --format jsonl` and of `statements.jsonl`."""
    return "".join(line(statement_record(statement)) for statement in statements)


def mention_lines(mentions: Iterable[Mention]) -> str:
    """The lines of `kg extract --format mentions` and of `mentions.jsonl`."""
    return "".join(line(mention_record(mention)) for mention in mentions)


def statement_record(statement: Statement) -> Record:
    """A statement as JSON-ready data, its fields in the order of the contract."""
    predicate, said_by = statement.predicate, statement.attribution
    return {
        "document": statement.document,
        "sentence": statement.sentence,
        "start": statement.start,
        "end": statement.end,
        "subject": _argument(statement.subject) if statement.subject else None,
        "predicate": {
            "text": predicate.text,
            "lemma": predicate.lemma,
            "relation": predicate.relation,
            "iri": predicate.iri,
            "start": predicate.start,
            "end": predicate.end,
        },
        "object": _argument(statement.object) if statement.object else None,
        "qualifiers": [{"role": item.role, **_argument(item.argument)} for item in statement.qualifiers],
        "polarity": str(statement.polarity),
        "modality": str(statement.modality),
        "attribution": {
            "text": said_by.text,
            "label": said_by.label,
            "entity": said_by.entity,
            "cue": said_by.cue,
        }
        if said_by
        else None,
        "time": statement.time,
        "rule": statement.rule,
        "confidence": round(statement.confidence, 4),
    }


def mention_record(mention: Mention) -> Record:
    """A mention as JSON-ready data."""
    return {
        "document": mention.document,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "type": str(mention.type),
        "entity": mention.entity,
        "label": mention.label,
    }


def statement_from(record: Mapping[str, Any]) -> Statement:
    """The statement of `statement_record`. Raises KeyError, TypeError or ValueError on anything else."""
    said_by = record["attribution"]
    return Statement(
        document=record["document"],
        sentence=record["sentence"],
        start=record["start"],
        end=record["end"],
        subject=_argument_from(record["subject"]) if record["subject"] else None,
        predicate=Predicate(**record["predicate"]),
        object=_argument_from(record["object"]) if record["object"] else None,
        qualifiers=tuple(
            Qualifier(role=item["role"], argument=_argument_from(item)) for item in record["qualifiers"]
        ),
        polarity=Polarity(record["polarity"]),
        modality=Modality(record["modality"]),
        attribution=Attribution(**said_by) if said_by else None,
        time=record["time"],
        rule=record["rule"],
        confidence=record["confidence"],
    )


def mention_from(record: Mapping[str, Any]) -> Mention:
    """The mention of `mention_record`."""
    return Mention(**record)


def analysis_record(analysis: Analysis) -> Record:
    """An analysis as JSON-ready data: everything but the words of its sentences."""
    document = analysis.document
    return {
        "document": asdict(document) | {"date": document.date.isoformat() if document.date else None},
        "sentences": [[sentence.start, sentence.end] for sentence in analysis.sentences],
        "mentions": [mention_record(mention) for mention in analysis.mentions],
        "entities": [asdict(entity) | {"type": str(entity.type)} for entity in analysis.entities],
        "statements": [statement_record(statement) for statement in analysis.statements],
        "rejections": [asdict(rejection) for rejection in analysis.rejections],
    }


def analysis_from(record: Mapping[str, Any]) -> Analysis:
    """The analysis of `analysis_record`; its sentences have no tokens."""
    fields = record["document"]
    document = Document(**fields | {"date": date.fromisoformat(fields["date"]) if fields["date"] else None})
    return Analysis(
        document=document,
        sentences=tuple(
            Sentence(
                document=document.id,
                index=index,
                start=start,
                end=end,
                text=document.text[start:end],
                tokens=(),
            )
            for index, (start, end) in enumerate(record["sentences"])
        ),
        mentions=tuple(map(mention_from, record["mentions"])),
        entities=tuple(Entity(**item | {"names": tuple(item["names"])}) for item in record["entities"]),
        statements=tuple(map(statement_from, record["statements"])),
        rejections=tuple(
            Rejection(**item | {"reason": Reason(item["reason"])}) for item in record["rejections"]
        ),
    )


def _argument(argument: Argument) -> Record:
    record: Record = {
        "text": argument.text,
        "start": argument.start,
        "end": argument.end,
        "label": argument.label,
        "entity": argument.entity,
        "type": str(argument.type),
    }
    if argument.value is not None:
        record["value"] = argument.value
        record["datatype"] = argument.datatype
    return record


def _argument_from(record: Mapping[str, Any]) -> Argument:
    return Argument(
        text=record["text"],
        start=record["start"],
        end=record["end"],
        label=record["label"],
        entity=record["entity"],
        type=record["type"],
        value=record.get("value"),
        datatype=record.get("datatype"),
    )
