"""A random sample of statements to judge by hand, each with the words it was read from.

    python tests/benchmarks/sample.py INPUT... [--articles N] [--statements N] [--seed S]

The articles are drawn first, then the statements among all of theirs; the same seed and inputs give the
same sample. Judge a statement right when a reader of its sentence would sign it: subject, relation, object,
who says so, denied or not, fact or not. Qualifiers and times count where they are given.
"""

from __future__ import annotations

import argparse
import random

from kg.corpus import read
from kg.model import Argument, Statement
from kg.pipeline import Done, analyses

_AROUND = 150  # characters of the sentence on either side of the predicate


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("inputs", nargs="+")
    options.add_argument("--articles", type=int, default=60)
    options.add_argument("--statements", type=int, default=200)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    draw = random.Random(given.seed)
    documents = list(read(given.inputs, problems=print))
    documents = draw.sample(documents, min(given.articles, len(documents)))
    found = [s for result in analyses(documents) if isinstance(result, Done) for s in result.value.statements]
    sample = draw.sample(found, min(given.statements, len(found)))
    print(f"{len(sample)} of {len(found)} statements in {len(documents)} articles, seed {given.seed}")
    for number, statement in enumerate(sample, start=1):
        print(f"\n{number}. {_told(statement)}\n   {_words(statement)}")


def _told(statement: Statement) -> str:
    subject, obj = _label(statement.subject), _label(statement.object)
    relation = statement.predicate.relation or statement.predicate.lemma
    who = statement.attribution
    more = [
        f"says {who.label or who.text}" if who is not None else "",
        str(statement.polarity) if statement.polarity != "positive" else "",
        str(statement.modality) if statement.modality != "actual" else "",
        statement.time or "",
        *(f"{q.role}: {q.argument.text}" for q in statement.qualifiers),
        statement.rule,
    ]
    return f"{subject} | {relation} ({statement.predicate.text}) | {obj} | " + "; ".join(filter(None, more))


def _label(argument: Argument | None) -> str:
    return "–" if argument is None else argument.label or argument.text


def _words(statement: Statement) -> str:
    at = statement.predicate.start - statement.start
    return " ".join(statement.sentence[max(0, at - _AROUND) : at + _AROUND].split())


if __name__ == "__main__":
    main()
