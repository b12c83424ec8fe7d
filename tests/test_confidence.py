"""How likely statements are to be right: the weights, what is left out by them, how they are learned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from commandline import kg, rows
from golden_cases import analysed, groups
from kg.analysis import analyse
from kg.confidence import CONSTANT, Feature, surer_than, weights
from kg.errors import LanguageError
from kg.language import Language
from kg.model import Analysis, Reason, Statement
from kg.parsing import Parser
from kg.training import confidence as training

CASES = {case.id: case for group in groups() for case in group.cases}
UNSURE = 0.4  # certainty of a parse that guesses


def unsure(case_id: str) -> tuple[Analysis, Analysis]:
    """What is made of a case with a parse that is sure, and with one that guesses."""
    case = CASES[case_id]
    guessed = tuple(
        replace(s, tokens=tuple(replace(t, certainty=UNSURE) for t in s.tokens)) for s in case.sentences
    )
    return analysed(case), analyse(case.document, guessed, judge=surer_than(0))


def test_confidences_are_probabilities_and_differ() -> None:
    found = {s.confidence for case in CASES.values() for s in analysed(case).statements}
    assert len(found) > 100
    assert all(0 < likely < 1 for likely in found)


def test_a_guessing_parse_makes_a_statement_less_likely() -> None:
    sure, guessed = unsure("speech-kata-after")
    likely = {(s.rule, s.predicate.start): s.confidence for s in sure.statements}
    assert guessed.statements
    assert all(s.confidence < likely[s.rule, s.predicate.start] for s in guessed.statements)


def test_what_is_unlikely_is_left_with_a_reason() -> None:
    case = CASES["passive-bare-agent"]
    everything = analysed(case).statements
    among = sorted(s.confidence for s in everything)[-1]
    asked = analyse(case.document, case.sentences, judge=surer_than(among + 0.001))
    assert everything and not asked.statements
    assert Reason.UNCERTAIN in {r.reason for r in asked.rejections}


def test_weights_that_are_no_numbers_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    table = ({"kind": "rule", "value": "active", "weight": "much"},)
    monkeypatch.setattr(Language, "load_table", lambda self, name: table)
    weights.cache_clear()
    with pytest.raises(LanguageError, match=r"confidence\.tsv: .*much"):
        weights()
    weights.cache_clear()


@pytest.mark.model
@pytest.mark.slow
def test_the_least_confidence_is_an_option(tmp_path: Path) -> None:
    samples = Path(__file__).resolve().parents[1] / "data" / "samples"
    everything = rows(kg("extract", samples, "--least-confidence", "0").stdout)
    sure = rows(kg("extract", samples, "--least-confidence", "0.8").stdout)
    assert 0 < len(sure) < len(everything)
    assert {row["confidence"] >= 0.8 for row in sure} == {True}
    kept = {row["predicate"]["start"] for row in everything if row["confidence"] >= 0.8}
    assert kept == {row["predicate"]["start"] for row in sure}
    assert kg("extract", samples, "--least-confidence", "2").returncode == 2


def example(article: int, *seen: Feature, right: bool) -> training.Example:
    return training.Example(f"berita-{article}", frozenset({CONSTANT, *seen}), right)


def test_weights_are_learned_from_judgements_and_hold_for_other_articles() -> None:
    good, bad, both = ("rule", "good"), ("rule", "bad"), ("relation", "open")
    found = [example(i, good, both, right=i % 5 != 0) for i in range(100)]
    found += [example(i, bad, both, right=i % 5 == 0) for i in range(100)]
    likely = training.crossed(found)
    right = np.array([float(e.right) for e in found])
    assert training.area(likely, right) > 0.75
    model = training.Regression(training.names(found))
    model.fit(model.matrix(found), right)
    learned = dict(zip(model.names, model.weights, strict=True))
    assert learned[good] > 0.5 and learned[bad] < -0.5 and abs(learned[both]) < 0.01
    assert training.written(model).startswith("kind\tvalue\tweight\n")
    assert f"rule\tgood\t{learned[good]:.3f}\n" in training.written(model)


@pytest.mark.model
def test_what_is_judged_is_found_again_in_its_article(tmp_path: Path) -> None:
    case = CASES["passive-bare-agent"]
    made: tuple[Statement, ...] = analyse(
        case.document, Parser().parse(case.document), judge=surer_than(0)
    ).statements
    table = tmp_path / "statements.tsv"
    lines = [f"{case.document.id}\t{training.short(s)}\tright\t" for s in made]
    gone = f"{case.document.id}\tgone\twrong\tsubject"
    table.write_text("\n".join(["article\tstatement\tverdict\tfault", *lines, gone, ""]), encoding="utf-8")
    found = list(training.examples([case.document], training.judgements(table)))
    assert made and len(found) == len(made)
    assert all(e.right and ("polarity", "positive") in e.seen for e in found)
