"""What no statement is made of is left for a reason."""

from __future__ import annotations

import pytest

from golden_cases import analysed, groups
from kg.analysis import analyse
from kg.model import Reason

CASES = {case.id: case for group in groups() for case in group.cases}


@pytest.mark.parametrize(
    ("case", "words", "reason"),
    [
        ("copula-place", "Rumahnya di Cirebon.", Reason.NO_PREDICATE),
        ("passive-noun-agent", "bermasker", Reason.DESCRIPTION),
        ("modality-nobody", "ada", Reason.INCOMPLETE),
    ],
)
def test_words_are_left_for_a_reason(case: str, words: str, reason: Reason) -> None:
    analysis = analysed(CASES[case])
    assert (words, reason) in {(r.text, r.reason) for r in analysis.rejections}


def test_a_word_that_names_the_speaker_is_not_left() -> None:
    case = CASES["speech-parenthetical"]
    assert not analysed(case).rejections


def test_what_is_outside_of_sentences_is_told() -> None:
    case = next(case for case in CASES.values() if case.document.text[: case.sentences[0].start].strip())
    before = case.document.text[: case.sentences[0].start].strip()
    rejections = analysed(case).rejections
    assert [r.text for r in rejections if r.reason is Reason.OUTSIDE] == [before]


def test_statements_are_the_same_where_nothing_else_is_asked_for() -> None:
    case = CASES["speech-parenthetical"]
    alone = analyse(case.document, case.sentences, whole=False)
    assert alone.statements == analyse(case.document, case.sentences).statements
    assert alone.statements and not alone.mentions and not alone.entities and not alone.rejections
