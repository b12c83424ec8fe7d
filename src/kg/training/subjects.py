"""Learns whose a clause without a subject of its own is, from clauses whose subject readers told.

    python -m kg.training.subjects NEWS... [--told data/annotated/subjects.tsv] [--output FILE]

NEWS are the articles that the clauses are from. The table names each by article and the offset of its verb,
and gives the offset of the first word of its subject, `nobody`, or `no clause` where the word is no
predicate; clauses that are not found are left out. It prints how often the likeliest answer is right in
articles that were not learned from (five parts; whose the clauses above are is chosen by weights from all),
and writes the weights. The same input gives the same bytes.

Conditional logit with a quadratic penalty, by L-BFGS; see `kg.clauses.choice` for what is looked at.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import logging
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from kg.analysis import analyse
from kg.clauses.choice import NO_CLAUSE, NOBODY, Feature, Weights, by_role, likeliest, options, written
from kg.clauses.model import Clause
from kg.clauses.setting import Found, Option, Setting
from kg.corpus import read
from kg.model import Document
from kg.parsing import Parser

log = logging.getLogger(__name__)

Told = dict[tuple[str, int], str]
"""By article and the offset of a verb: the offset of its subject, or `nobody`, or `no clause`."""

Numbers = NDArray[np.float64]

_OFTEN = 4  # options that a feature has to be seen in
_PENALTY = 2.0
_STEPS = 60
_PARTS = 5
_NEGLIGIBLE = 0.05


@dataclass(frozen=True, slots=True)
class Example:
    """A clause: its options, what is seen of each, and which of them are right."""

    article: str
    options: tuple[Option, ...]
    seen: tuple[tuple[Feature, ...], ...]
    right: tuple[bool, ...]


def told(path: Path) -> Told:
    """The table of answers: article, verb, subject."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {(row["article"], int(row["verb"])): row["subject"] for row in rows}


def examples(documents: Iterable[Document], answers: Told, known: Weights) -> Iterator[Example]:
    """What is seen of each clause that was told, in the order of the documents.

    Of clauses that stand below others, what is seen depends on whose those are by the weights known.
    """
    parser = Parser()
    for document in documents:
        noting = _Noting(document.id, answers, known)
        analyse(document, parser.parse(document), choose=noting)
        yield from noting.found


class _Noting:
    """Keeps what is seen of the clauses of an article that were told, and chooses by the weights known."""

    def __init__(self, article: str, answers: Told, known: Weights) -> None:
        self.found: list[Example] = []
        self._article = article
        self._answers = answers
        self._known = known

    def __call__(self, setting: Setting, found: Found, clause: Clause) -> Option:
        answer = self._answers.get((self._article, setting.token(clause.verb).start))
        if answer is not None:
            chosen, seen = zip(*options(setting, found, clause), strict=True)
            right = [_is_right(setting, option, answer) for option in chosen]
            if not any(right):  # whoever it is is no candidate
                right = [option.role == NOBODY for option in chosen]
            self.found.append(Example(self._article, chosen, tuple(map(tuple, seen)), tuple(right)))
        return likeliest(setting, found, clause, self._known)


def _is_right(setting: Setting, option: Option, answer: str) -> bool:
    """Is it the word that was told, or the name that this is a part of?"""
    if option.token is None or answer in {NOBODY, NO_CLAUSE}:
        return option.token is None and option.role == answer
    words = (option.token, *setting.tree.children(option.token, "flat", "compound"))
    return any(setting.token(i).start == int(answer) for i in words)


class Logit:
    """A conditional logit over features that are there or not."""

    def __init__(self, found: Sequence[Example]) -> None:
        counted = Counter(feature for e in found for seen in e.seen for feature in set(seen))
        self.names = sorted(
            f for f, n in counted.items() if n >= _OFTEN and not any("|" in part for part in f[1])
        )
        self._columns = {name: i for i, name in enumerate(self.names)}
        self.weights: Numbers = np.zeros(len(self.names))
        self._fit(found)

    def _fit(self, found: Sequence[Example]) -> None:
        rows = [[self._columns[f] for f in seen if f in self._columns] for e in found for seen in e.seen]
        starts = torch.tensor([0, *itertools.accumulate(map(len, rows))][:-1])
        columns = torch.tensor(list(itertools.chain.from_iterable(rows)))
        clause = torch.tensor([i for i, e in enumerate(found) for _ in e.seen])
        right = torch.tensor([r for e in found for r in e.right], dtype=torch.float64)
        weights = torch.zeros(len(self.names), 1, dtype=torch.float64, requires_grad=True)
        none = torch.zeros(len(found), dtype=torch.float64)
        optimiser = torch.optim.LBFGS([weights], max_iter=_STEPS, line_search_fn="strong_wolfe")

        def loss() -> torch.Tensor:
            optimiser.zero_grad()
            scores = torch.nn.functional.embedding_bag(columns, weights, starts, mode="sum")[:, 0]
            scores = torch.exp(scores.clamp(-30, 30))
            likely = none.index_add(0, clause, scores * right) / none.index_add(0, clause, scores)
            value = -torch.log(likely).sum() + _PENALTY * (weights**2).sum()
            value.backward()
            return value

        optimiser.step(loss)
        self.weights = weights.detach()[:, 0].numpy()

    def likely(self, example: Example) -> Numbers:
        """The probability of each option."""
        scores = np.array(
            [sum(self.weights[self._columns[f]] for f in seen if f in self._columns) for seen in example.seen]
        )
        raised = np.exp(scores - scores.max())
        return np.asarray(raised / raised.sum())


def report(found: Sequence[Example]) -> Iterator[str]:
    """How often the likeliest answer is right, by weights that were learned from other articles."""
    part = [zlib.crc32(e.article.encode()) % _PARTS for e in found]
    said: list[tuple[float, bool]] = []
    no_clause: list[tuple[float, bool]] = []
    for number in range(_PARTS):
        model = Logit([e for e, p in zip(found, part, strict=True) if p != number])
        for example in (e for e, p in zip(found, part, strict=True) if p == number):
            likely = model.likely(example)
            best = int(likely.argmax())
            chosen = (float(likely[best]), example.right[best])
            if example.options[best].token is not None:
                said.append(chosen)
            elif example.options[best].role == NO_CLAUSE:
                no_clause.append(chosen)
    names = sum(
        any(r and o.token is not None for r, o in zip(e.right, e.options, strict=True)) for e in found
    )
    none = sum(e.right[-1] for e in found)
    yield f"{len(found)} clauses, {names} with a subject among the candidates, {none} are none"
    for name, pairs, of in (("a subject", said, names), ("no clause", no_clause, none)):
        for least in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            right = [is_right for likely_, is_right in pairs if likely_ >= least]
            share = sum(right) / max(len(right), 1)
            yield f"{name} from {least:.1f}: {len(right):6} said, {share:.3f} right, {sum(right)} of {of}"


def kept(model: Logit) -> Iterator[tuple[Feature, float]]:
    """The weights that count for anything, by role and key."""
    rows = zip(model.names, model.weights, strict=True)
    return ((feature, float(weight)) for feature, weight in rows if abs(weight) >= _NEGLIGIBLE)


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("news", nargs="+")
    arguments.add_argument("--told", type=Path, default=Path("data/annotated/subjects.tsv"))
    arguments.add_argument("--output", type=Path, help="where to write the weights; else only measure")
    given = arguments.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(1)
    answers = told(given.told)
    articles = {article for article, _ in answers}
    documents = [d for d in read(given.news, problems=log.warning) if d.id in articles]
    found = list(examples(documents, answers, {}))
    log.info("%d of %d clauses are found", len(found), len(answers))
    if not found:
        arguments.error("none of the told clauses is in these articles")
    found = list(examples(documents, answers, by_role(kept(Logit(found)))))
    for line in report(found):
        log.info("%s", line)
    if given.output is not None:
        given.output.write_text(written(kept(Logit(found))), encoding="utf-8")


if __name__ == "__main__":
    main()
