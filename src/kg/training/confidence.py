"""Learns how likely a statement is to be signed from statements that were judged by hand.

    python -m kg.training.confidence NEWS... [--judged data/judged/statements.tsv] [--output FILE]

NEWS are the articles that the judged statements are from. The judgements name each by article and identifier
and say `right` or `wrong`; statements that are no longer made as they were judged are left out. It prints how
well the weights tell right from wrong on articles that they were not learned from (ten parts, each article in
one of them), and writes them. The same input gives the same bytes.

Logistic regression with a quadratic penalty by Newton's method; see `kg.confidence` for what is looked at.
"""

from __future__ import annotations

import argparse
import csv
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.analysis import analyse
from kg.confidence import CONSTANT, Feature, features
from kg.corpus import read
from kg.extraction import Extraction
from kg.identity import identifier
from kg.model import Document, Statement
from kg.parsing import Parser
from kg.reading import Reading

log = logging.getLogger(__name__)

Judgements = dict[tuple[str, str], bool]
"""By article and identifier of a statement: is it right?"""

Matrix = NDArray[np.float64]

Place = tuple[object, ...]

_OFTEN = 10  # statements that a feature has to be seen in
_PENALTY = 15.0
_STEPS = 10  # of Newton's method, more than it needs
_PARTS = 10
_NEGLIGIBLE = 0.0005


@dataclass(frozen=True, slots=True)
class Example:
    """A judged statement."""

    article: str
    seen: frozenset[Feature]
    right: bool


def judgements(path: Path) -> Judgements:
    """The table of judgements: article, statement, verdict, fault."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {(row["article"], row["statement"]): row["verdict"] == "right" for row in rows}


def examples(documents: Iterable[Document], judged: Judgements) -> Iterator[Example]:
    """What is seen of each judged statement, and how it was judged."""
    parser = Parser()
    articles = {article for article, _ in judged}
    for document in documents:
        if document.id not in articles:
            continue
        seen: dict[Place, frozenset[Feature]] = {}
        analysis = analyse(document, parser.parse(document), judge=partial(_note, seen))
        for statement in analysis.statements:
            right = judged.get((document.id, short(statement)))
            if right is not None:
                yield Example(document.id, seen[_place(statement)], right)


def _note(
    seen: dict[Place, frozenset[Feature]], reading: Reading, extraction: Extraction, statement: Statement
) -> float:
    """Keeps what is seen of a statement, and lets it pass."""
    seen.setdefault(_place(statement), frozenset(features(reading, extraction, statement)))
    return 1.0


def _place(statement: Statement) -> Place:
    """What nothing changes that comes after a statement is made: its rule and where its words stand."""
    predicate, ends = statement.predicate, (statement.subject, statement.object)
    places = tuple((end.start, end.end) if end is not None else None for end in ends)
    return statement.rule, predicate.start, predicate.end, places, statement.polarity, statement.modality


def short(statement: Statement) -> str:
    """The last part of a statement's identifier."""
    return identifier(statement).rpartition("/")[2]


class Regression:
    """Logistic regression over features that are there or not."""

    def __init__(self, names: Sequence[Feature]) -> None:
        self.names = list(names)
        self._columns = {name: i for i, name in enumerate(self.names)}
        self.weights: Matrix = np.zeros(len(self.names))

    def matrix(self, found: Sequence[Example]) -> Matrix:
        """A row for each example, a column for each feature."""
        rows = np.zeros((len(found), len(self.names)))
        for i, example in enumerate(found):
            rows[i, [self._columns[f] for f in example.seen if f in self._columns]] = 1.0
        return rows

    def fit(self, rows: Matrix, right: Matrix) -> None:
        """The weights that make the judgements likeliest, less the penalty; the constant has none."""
        penalty = np.full(len(self.names), _PENALTY)
        penalty[self._columns[CONSTANT]] = 1e-6
        weights = np.zeros(len(self.names))
        for _ in range(_STEPS):
            likely = _logistic(rows @ weights)
            gradient = rows.T @ (right - likely) - penalty * weights
            curve = (rows * (likely * (1 - likely))[:, None]).T @ rows + np.diag(penalty)
            weights += np.linalg.solve(curve, gradient)
        self.weights = weights

    def predict(self, rows: Matrix) -> Matrix:
        """The probability of each row to be right."""
        return _logistic(rows @ self.weights)


def _logistic(values: Matrix) -> Matrix:
    return np.asarray(1 / (1 + np.exp(-values)))


def names(found: Iterable[Example]) -> list[Feature]:
    """The features that are seen often enough, in order."""
    counted = Counter(feature for example in found for feature in example.seen)
    return sorted(feature for feature, count in counted.items() if count >= _OFTEN)


def crossed(found: Sequence[Example]) -> Matrix:
    """The probability of each example by weights that were learned from other articles."""
    articles = {article: i for i, article in enumerate(sorted({e.article for e in found}))}
    part = np.array([articles[e.article] % _PARTS for e in found])
    right = np.array([float(e.right) for e in found])
    likely = np.zeros(len(found))
    for number in range(_PARTS):
        learned = [e for e, p in zip(found, part, strict=True) if p != number]
        model = Regression(names(learned))
        model.fit(model.matrix(learned), right[part != number])
        held = [e for e, p in zip(found, part, strict=True) if p == number]
        likely[part == number] = model.predict(model.matrix(held))
    return likely


def area(likely: Matrix, right: Matrix) -> float:
    """The area under the ROC curve: how often a right one is thought likelier than a wrong one."""
    above = likely[right == 1][:, None] - likely[right == 0][None, :]
    return float(((above > 0) + (above == 0) / 2).mean())


def report(likely: Matrix, right: Matrix) -> Iterator[str]:
    """How well the probabilities tell, and how true they are."""
    known = f"{len(right)} judged statements, {right.mean():.3f} right"
    yield f"{known}; area under the curve {area(likely, right):.3f}"
    order = np.argsort(-likely, kind="stable")
    for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.3):
        kept = order[: round(share * len(order))]
        yield f"the surest {share:4.0%}: {right[kept].mean():.3f} right, from {likely[kept[-1]]:.2f}"
    for low, high in ((0.0, 0.4), (0.4, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.0)):
        inside = (likely >= low) & (likely < high)
        if inside.any():
            mean, true = likely[inside].mean(), right[inside].mean()
            count = inside.sum()
            yield f"{low:.1f} to {high:.1f}: {count:5} statements, {mean:.2f} expected, {true:.2f} right"


def written(model: Regression) -> str:
    """A line for each weight."""
    rows = zip(model.names, model.weights, strict=True)
    kept = ((kind, value, weight) for (kind, value), weight in rows if abs(weight) >= _NEGLIGIBLE)
    return "kind\tvalue\tweight\n" + "".join(
        f"{kind}\t{value}\t{weight:.3f}\n" for kind, value, weight in kept
    )


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("news", nargs="+")
    options.add_argument("--judged", type=Path, default=Path("data/judged/statements.tsv"))
    options.add_argument("--output", type=Path, help="where to write the weights; else only measure")
    given = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    judged = judgements(given.judged)
    found = list(examples(read(given.news, problems=log.warning), judged))
    log.info("%d of %d judged statements are made as they were", len(found), len(judged))
    right = np.array([float(e.right) for e in found])
    for line in report(crossed(found), right):
        log.info("%s", line)
    if given.output is not None:
        model = Regression(names(found))
        model.fit(model.matrix(found), right)
        given.output.write_text(written(model), encoding="utf-8")


if __name__ == "__main__":
    main()
