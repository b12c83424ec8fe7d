"""The JSON contract: its fields, and that nothing is lost on the way there and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import DENIED, MET, OPEN, PLANNED, TEXT, analysis, document
from kg.model import Argument, Reason, Rejection, Sentence, Statement
from kg.records import (
    analysis_from,
    analysis_record,
    line,
    mention_lines,
    statement_from,
    statement_lines,
    statement_record,
)

FIELDS = [
    "document",
    "sentence",
    "start",
    "end",
    "subject",
    "predicate",
    "object",
    "qualifiers",
    "polarity",
    "modality",
    "attribution",
    "time",
    "rule",
    "confidence",
]
ANY = st.text(st.characters(exclude_categories=()))  # lone surrogates and control characters included


def test_a_statement_has_the_fields_of_the_contract_in_its_order() -> None:
    record = json.loads(statement_lines([MET]))
    assert list(record) == FIELDS
    assert list(record["subject"]) == ["text", "start", "end", "label", "entity", "type"]
    assert list(record["predicate"]) == ["text", "lemma", "relation", "iri", "start", "end"]
    place, day = record["qualifiers"]
    assert place["role"] == "place" and place["type"] == "Place" and "value" not in place
    assert (day["value"], day["datatype"], day["entity"]) == ("2025-02-03", "date", None)
    assert (record["polarity"], record["modality"]) == ("positive", "actual")
    assert record["attribution"] is None


def test_offsets_of_a_statement_are_those_of_its_sentence() -> None:
    record = statement_record(DENIED)
    assert TEXT[record["start"] : record["end"]] == record["sentence"]


def test_what_somebody_says_names_them_and_their_word() -> None:
    said_by = statement_record(PLANNED)["attribution"]
    assert list(said_by) == ["text", "label", "entity", "cue"]


def test_a_mention_has_the_fields_of_the_contract() -> None:
    record = json.loads(mention_lines(analysis().mentions))
    assert list(record) == ["document", "start", "end", "text", "type", "entity", "label"]


@pytest.mark.parametrize("said", [MET, DENIED, PLANNED, OPEN, replace(OPEN, subject=None, object=None)])
def test_a_statement_comes_back_as_it_was(said: Statement) -> None:
    assert statement_from(json.loads(line(statement_record(said)))) == said


@pytest.mark.parametrize("day", [None, date(2025, 2, 4)])
def test_an_analysis_comes_back_without_the_words_of_its_sentences(day: date | None) -> None:
    text = document().text
    whole = analysis(
        document=document(date=day),
        sentences=(Sentence(document="randu-1", index=0, start=0, end=20, text=text[:20], tokens=()),),
        rejections=(
            Rejection(document="randu-1", start=0, end=5, text=text[:5], reason=Reason.NO_PREDICATE),
        ),
    )
    assert analysis_from(json.loads(line(analysis_record(whole)))) == whole


@given(ANY)
def test_any_text_is_one_line_of_valid_utf8(text: str) -> None:
    said = replace(MET, sentence=text, object=argument_of(text))
    written = statement_lines([said])
    assert written.endswith("\n") and len(written.splitlines()) == 1
    assert statement_from(json.loads(written.encode("utf-8"))) == said


def argument_of(text: str) -> Argument:
    return Argument(
        text=text,
        start=0,
        end=len(text),
        label=text,
        entity=None,
        type="Thing",
        value=text,
        datatype="string",
    )
