"""How likely a statement is to be signed by somebody who reads its sentence: 0 to 1.

A logistic regression over what is known when a statement is made: its rule and relation, what its subject and
object are and how they stand to the predicate, how sure the parse is. The weights are data, `confidence.tsv`,
learned from statements that were judged by hand (`python -m kg.training.confidence`).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice

from kg.errors import LanguageError
from kg.extraction import Extraction
from kg.language import DEFAULT, language
from kg.model import Argument, Statement, Token
from kg.reading import Reading
from kg.syntax import Phrase, Tree

Feature = tuple[str, str]
"""What is looked at, and what is seen: ("subject type", "Person")."""

CONSTANT: Feature = ("constant", "")

Judge = Callable[[Reading, Extraction, Statement], float | None]
"""Says how likely a statement is to be right; None for one that is not to be said."""

_FILE = "confidence.tsv"
_LEAST = "confidence.yaml"
_STEPS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995)  # of certainty
_COUNTS = (0, 1, 2, 3, 5, 8)
_CROSSED = frozenset({"VERB", "SCONJ", "CCONJ", "PUNCT"})  # what stands between clauses
_UNSURE = 0.7  # certainty below which the parse guesses
_NEAR = 4  # tokens on either side of the predicate
_ABOVE = 3  # governors that are looked at


def confidence(reading: Reading, extraction: Extraction, statement: Statement) -> float:
    """The probability that the statement is right as a whole."""
    known = weights()
    total = sum(known.get(feature, 0.0) for feature in features(reading, extraction, statement))
    return round(1 / (1 + math.exp(-total)), 3)


@cache
def weights(code: str = DEFAULT) -> dict[Feature, float]:
    """The weight of each feature; what is not there has none."""
    try:
        rows = language(code).load_table(_FILE)
        return {(row["kind"], row["value"]): float(row["weight"]) for row in rows}
    except (KeyError, ValueError) as error:
        raise LanguageError(f"languages/{code}/{_FILE}: {error}") from error


def surer_than(least: float | None = None) -> Judge:
    """A judge that lets nothing less likely to be right be said; by default as the language has it."""
    enough = _least() if least is None else least

    def judge(reading: Reading, extraction: Extraction, statement: Statement) -> float | None:
        likely = confidence(reading, extraction, statement)
        return likely if likely >= enough else None

    return judge


@cache
def _least(code: str = DEFAULT) -> float:
    try:
        return float(language(code).string_map(_LEAST, "statements")["least"])
    except (KeyError, ValueError) as error:
        raise LanguageError(f"languages/{code}/{_LEAST}: statements: {error}") from error


def features(reading: Reading, extraction: Extraction, statement: Statement) -> Iterator[Feature]:
    """Everything that the weights may speak of."""
    family = extraction.rule.partition("_")[0]
    yield CONSTANT
    yield "rule", extraction.rule
    yield "relation", extraction.relation or "open"
    yield from _predicate(reading.tree, extraction)
    yield from _argument(reading, extraction, "subject", extraction.subject, statement.subject, family)
    yield from _argument(reading, extraction, "object", extraction.object, statement.object, family)
    yield from _claim(statement, family)
    yield from _around(reading.tree.tokens, extraction)


def _predicate(tree: Tree, extraction: Extraction) -> Iterator[Feature]:
    """The words of the relation, those beside them, and the roles of what they hang on."""
    tokens, first, last = tree.tokens, extraction.predicate[0], extraction.predicate[-1]
    yield "predicate tag", tokens[first].upos
    yield "predicate certainty", _step(min(tokens[i].certainty for i in extraction.predicate), _STEPS)
    yield "before predicate", tokens[first - 1].upos if first else "none"
    yield "behind predicate", tokens[last + 1].upos if last + 1 < len(tokens) else "none"
    for governor in islice(tree.ancestors(first), _ABOVE):
        yield "above", tokens[governor].deprel


def _argument(
    reading: Reading,
    extraction: Extraction,
    name: str,
    phrase: Phrase | None,
    argument: Argument | None,
    family: str,
) -> Iterator[Feature]:
    """What a subject or object is, and how it hangs together with the predicate."""
    kind = argument.type if argument is not None else "none"
    yield f"{name} type", kind
    yield f"{name} type in", f"{kind} {family}"
    if phrase is None or argument is None:
        return
    tokens = reading.tree.tokens
    head = tokens[phrase.head]
    yield f"{name} tag", head.upos
    yield f"{name} tag in", f"{head.upos} {family}"
    yield f"{name} role", head.deprel
    if head.upos == "PRON":
        yield f"{name} pronoun", reading.text(phrase.head)
    tops = [t for t in tokens[phrase.start : phrase.end] if not phrase.start <= t.head < phrase.end]
    yield f"{name} certainty", _step(min((t.certainty for t in tops), default=1.0), _STEPS)
    yield f"{name} beside", str(any(t.head in extraction.predicate for t in tops))
    yield f"behind {name}", tokens[phrase.end].upos if phrase.end < len(tokens) else "none"
    first, last = min(extraction.predicate), max(extraction.predicate)
    gap = tokens[phrase.end : first] if phrase.end <= first else tokens[last + 1 : phrase.start]
    yield from ((f"{name} across", tag) for tag in sorted(_CROSSED.intersection([t.upos for t in gap])))


def _claim(statement: Statement, family: str) -> Iterator[Feature]:
    """Who says it, of when, and what else is said of it."""
    yield "polarity", statement.polarity
    yield "modality", statement.modality
    yield "said", f"{statement.attribution is not None} {family}"
    yield "dated", str(statement.time is not None)
    yield "qualifiers", str(min(len(statement.qualifiers), 4))
    for qualifier in statement.qualifiers:
        yield "qualifier", qualifier.role
        yield "qualifier type", f"{qualifier.role} {qualifier.argument.type}"


def _around(tokens: tuple[Token, ...], extraction: Extraction) -> Iterator[Feature]:
    """How sure the parse is of the sentence, and of what is near the predicate."""
    yield "unsure", _step(sum([t.certainty < _UNSURE for t in tokens]), _COUNTS)
    near = tokens[max(min(extraction.predicate) - _NEAR, 0) : max(extraction.predicate) + _NEAR + 1]
    yield "certainty near", _step(min(t.certainty for t in near), _STEPS)


def _step(value: float, steps: Sequence[float]) -> str:
    """The first step that the value does not pass."""
    at = bisect_left(steps, value)
    return f"{steps[at]:g}" if at < len(steps) else "more"
