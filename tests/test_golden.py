"""Golden cases: from a correct parse to the right statements, construction by construction, no model."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from golden_cases import Case, Check, Group, analysed, groups, holds, line_of, matches
from golden_page import PAGE, page
from kg.model import Analysis
from kg.ontology import relations

GROUPS = groups()
CASES = [(group, case) for group in GROUPS for case in group.cases]
_UPOS = re.compile("ADJ|ADP|ADV|AUX|CCONJ|DET|INTJ|NOUN|NUM|PART|PRON|PROPN|PUNCT|SCONJ|SYM|VERB|X")
_DEPRELS = re.compile(
    "acl|advcl|advmod|amod|appos|aux|case|cc|ccomp|clf|compound|conj|cop|csubj|dep|det|discourse|dislocated|"
    "expl|fixed|flat|goeswith|iobj|list|mark|nmod|nsubj|nummod|obj|obl|orphan|parataxis|punct|root|vocative|xcomp"
)

every_case = pytest.mark.parametrize(("group", "case"), CASES, ids=[f"{g.name}-{c.id}" for g, c in CASES])


@every_case
def test_statements_are_the_expected_ones(group: Group, case: Case) -> None:
    analysis = analysed(case)
    failed = [_complaint(check) for check in case.checks if holds(check, analysis) == _is_todo(check)]
    assert not failed, "\n".join(["", *failed, "made of it:", *_made(analysis)])


def _is_todo(check: Check) -> bool:
    return check.kind.startswith("todo")


def _complaint(check: Check) -> str:
    if _is_todo(check):
        kind = check.kind.removeprefix("todo-") if check.kind != "todo" else "expect"
        return f"  works now, so write '# {kind}' for '# {check.kind}': {check.line}"
    return {
        "expect": "  missing: ",
        "reject": "  must not be said: ",
        "mention": "  not the mention of: ",
    }[check.kind] + check.line


def _made(analysis: Analysis) -> list[str]:
    lines = []
    for sentence in analysis.sentences:
        lines.append(f"  {sentence.text}")
        lines += [f"    {line_of(s)}" for s in analysis.statements if s.start == sentence.start]
    return lines


@every_case
def test_every_clause_has_a_statement_or_a_reason(group: Group, case: Case) -> None:
    analysis = analysed(case)
    for sentence in analysis.sentences:
        inside = [r for r in analysis.rejections if sentence.start <= r.start and r.end <= sentence.end]
        assert inside or any(s.start == sentence.start for s in analysis.statements), sentence.text
    for rejection in analysis.rejections:
        assert rejection.text == case.document.text[rejection.start : rejection.end] != ""


@every_case
def test_the_parse_is_a_tree_of_universal_dependencies(group: Group, case: Case) -> None:
    assert case.checks, "a case without a check shows nothing"
    for sentence in case.sentences:
        tokens = sentence.tokens
        assert [t.index for t in tokens] == list(range(len(tokens)))
        assert sum(t.head == t.index for t in tokens) == 1, "one root"
        assert "".join(t.text for t in tokens) == "".join(sentence.text.split())
        for token in tokens:
            at = token
            for _ in tokens:
                at = tokens[at.head]
            assert at.head == at.index, f"{token.text} hangs in a circle"
            assert _UPOS.fullmatch(token.upos), token.upos
            assert _DEPRELS.fullmatch(token.deprel.partition(":")[0]), token.deprel
            assert (token.deprel == "root") == (token.head == token.index)
            if token.deprel.startswith("flat"):
                assert not tokens[token.head].deprel.startswith("flat"), f"{token.text}: a chain of flat"
            if token.entity.startswith("I-"):
                assert tokens[token.index - 1].entity[2:] == token.entity[2:], token.text
            assert token.text.lower().endswith(token.clitic)


def test_cases_have_names_of_their_own() -> None:
    twice = [name for name, count in Counter(case.id for _, case in CASES).items() if count > 1]
    assert not twice


def test_a_wrong_expectation_is_noticed() -> None:
    case = next(case for _, case in CASES if case.id == "passive-bare-agent")
    analysis = analysed(case)
    right = "Komisi Pemberantasan Korupsi | arrested | Budi Santoso | place=Medan rule=passive"
    assert any(matches(right, s, strict=True) for s in analysis.statements)
    for wrong in (
        "Budi Santoso | arrested | KPK",
        "Komisi Pemberantasan Korupsi | metWith | Budi Santoso",
        "Komisi Pemberantasan Korupsi | arrested | -",
        "Komisi Pemberantasan Korupsi | arrested | Budi Santoso | polarity=negative",
        "Komisi Pemberantasan Korupsi | arrested | Budi Santoso | modality=planned",
        "Komisi Pemberantasan Korupsi | arrested | Budi Santoso | @KPK",
        "Komisi Pemberantasan Korupsi | arrested | Budi Santoso | place=Garut",
        "Komisi Pemberantasan Korupsi | arrested | Budi Santoso | rule=active",
        "Komisi Pemberantasan Korupsi | arrested | Budi Santoso | time=2024-05-01",
    ):
        assert not any(matches(wrong, s, strict=True) for s in analysis.statements), wrong


def test_the_page_of_worked_examples_is_up_to_date() -> None:
    told = page(GROUPS, frozenset(relations()))
    assert PAGE.read_text(encoding="utf-8") == told, "run: python tests/golden_page.py"


def test_every_rule_that_fires_is_named_by_a_case() -> None:
    fired = {s.rule for _, case in CASES for s in analysed(case).statements}
    named = {
        part.removeprefix("rule=")
        for _, case in CASES
        for check in case.checks
        for part in check.line.split()
        if part.startswith("rule=")
    }
    assert not fired - named, "write rule=… in a case that shows it"
