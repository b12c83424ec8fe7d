"""Whose clauses without a subject are: what is chosen by weights, and how these are learned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from golden_cases import groups
from kg.analysis import analyse
from kg.clauses import likeliest
from kg.clauses.choice import NO_CLAUSE, NOBODY, by_role, options, weights, written
from kg.clauses.model import Clause
from kg.clauses.setting import Found, Option, Setting
from kg.confidence import surer_than
from kg.errors import LanguageError
from kg.language import Language
from kg.model import Reason

CASES = {case.id: case for group in groups() for case in group.cases}
CONTROLLED = "control-purpose-of-asked"  # "Bupati meminta pemasok untuk menambah stok."


@pytest.fixture
def fresh_weights() -> Iterator[None]:
    """Weights are read anew in the test, and again after it."""
    weights.cache_clear()
    yield
    weights.cache_clear()


def subjects(case_id: str, option: str | None = None) -> dict[str, str]:
    """Who does what is done in a case, by root; whoever the sentence, or only the options of this role."""

    def choose(setting: Setting, found: Found, clause: Clause) -> Option:
        if option is None:
            return likeliest(setting, found, clause)
        told = [chosen for chosen, _ in options(setting, found, clause) if chosen.role == option]
        return told[0] if told else Option(None, NOBODY)

    case = CASES[case_id]
    found = analyse(case.document, case.sentences, judge=surer_than(0), choose=choose)
    return {s.predicate.lemma: s.subject.label for s in found.statements if s.subject is not None}


def test_who_is_asked_does_it() -> None:
    assert subjects(CONTROLLED)["tambah"] == "pemasok"


def test_the_choice_decides() -> None:
    assert subjects(CONTROLLED, "subject 1")["tambah"] == "Bupati"
    assert "tambah" not in subjects(CONTROLLED, NOBODY)


def test_what_is_no_clause_is_left_with_a_reason() -> None:
    case = CASES[CONTROLLED]
    found = analyse(
        case.document,
        case.sentences,
        judge=surer_than(0),
        choose=lambda setting, found, clause: Option(None, NO_CLAUSE),
    )
    assert {s.predicate.lemma for s in found.statements} == {"minta"}
    assert Reason.DESCRIPTION in {r.reason for r in found.rejections}


def test_without_weights_nobody_is_likely_enough() -> None:
    seen: list[Option] = []

    def choose(setting: Setting, found: Found, clause: Clause) -> Option:
        seen.append(likeliest(setting, found, clause, {}))
        return seen[-1]

    case = CASES[CONTROLLED]
    analyse(case.document, case.sentences, choose=choose)
    assert [option.role for option in seen] == [NOBODY]


@pytest.mark.usefixtures("fresh_weights")
def test_weights_are_written_as_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(("noun", ()), 1.5), (("noun", ("kind", "purpose", "")), -0.25), (("any", ("tag", "NOUN")), 2.0)]
    lines = written(found).splitlines()
    table = tuple(dict(zip(lines[0].split("\t"), line.split("\t"), strict=True)) for line in lines[1:])
    monkeypatch.setattr(Language, "load_table", lambda self, name: table)
    assert weights() == by_role(found)


@pytest.mark.usefixtures("fresh_weights")
def test_weights_that_are_no_numbers_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    table = ({"role": "noun", "key": "kind|purpose", "weight": "much"},)
    monkeypatch.setattr(Language, "load_table", lambda self, name: table)
    with pytest.raises(LanguageError, match=r"subjects\.tsv: .*much"):
        weights()


@pytest.mark.model
def test_weights_are_learned_from_what_readers_told(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from kg.training import subjects as training

    case = replace(CASES[CONTROLLED].document, id="kabar-1")
    table = tmp_path / "subjects.tsv"
    verb, asked = case.text.index("menambah"), case.text.index("pemasok")
    table.write_text(f"article\tverb\tsubject\nkabar-1\t{verb}\t{asked}\nkabar-1\t999\tnobody\n", "utf-8")
    answers = training.told(table)
    assert answers == {("kabar-1", verb): str(asked), ("kabar-1", 999): NOBODY}
    found = list(training.examples([case], answers, {}))
    assert len(found) == 1
    (example,) = found
    right = [o.role for o, is_right in zip(example.options, example.right, strict=True) if is_right]
    assert len(right) == 1 and right != [NOBODY]
    many = [replace(example, article=f"kabar-{n}") for n in range(30)]
    model = training.Logit(many)
    assert example.right[int(model.likely(example).argmax())]
    assert written(training.kept(model)) == written(training.kept(training.Logit(many)))
    assert any("1.000 right" in line for line in training.report(many))
