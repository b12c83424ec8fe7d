"""The metrics of the coreference benchmark give what the papers work out by hand."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

PATH = Path(__file__).parent / "benchmarks" / "coreference.py"
_spec = importlib.util.spec_from_file_location("coreference_benchmark", PATH)
assert _spec is not None and _spec.loader is not None
benchmark = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = benchmark
_spec.loader.exec_module(benchmark)

KEY = [frozenset("abc"), frozenset("defg")]
RESPONSE = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]


@pytest.mark.parametrize(
    ("metric", "recall", "precision"),
    [
        ("MUC", 2 / 5, 2 / 5),  # Pradhan et al. 2014, section 5.1
        ("B³", 35 / 12 / 7, 4 / 8),  # 5.2
        ("CEAFe", 1.3 / 2, 1.3 / 3),  # 5.3
        ("LEA", (3 / 3 + 4 / 6) / 7, (2 + 0 + 4 / 6) / 8),  # Moosavi and Strube 2016, section 4
    ],
)
def test_a_metric_gives_what_its_paper_works_out(metric: str, recall: float, precision: float) -> None:
    found = benchmark.scores([(KEY, RESPONSE)])[metric]
    assert found[:2] == pytest.approx((recall, precision))
    assert found[2] == pytest.approx(2 * recall * precision / (recall + precision))


def test_equal_clusters_are_perfect() -> None:
    assert all(three == (1.0, 1.0, 1.0) for three in benchmark.scores([(KEY, KEY)]).values())


def test_everything_in_one_cluster_is_not_precise() -> None:
    recall, precision, _ = benchmark.scores([(KEY, [frozenset("abcdefg")])])["LEA"]
    assert recall == 1 and precision == pytest.approx(9 / 21)


def test_a_text_is_put_together_again_and_its_mentions_found() -> None:
    rows = [
        ["1-1", "0-5", "Siti", "PROPER[1]"],
        ["1-2", "", "Rahma", "PROPER[1]"],
        ["1-3", "", "menjual", "_"],
        ["1-4", "", "rumah", "_"],
        ["1-5", "", "-", "_"],
        ["1-6", "", "nya", "IDENT[1_2]|PRONOUN[2]"],
        ["1-7", "", ".", "_"],
    ]
    text, clusters = benchmark.document(rows)
    assert text == "Siti Rahma menjual rumahnya."
    assert [text[m.start : m.end] for m in clusters[0]] == ["Siti Rahma", "nya"]
