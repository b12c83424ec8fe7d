"""How sure the parse is of the words that a statement rests on; what is not sure enough is not said.

Low probabilities of heads and relations go with wrong statements: how far is written in the guide to the
benchmarks. The least that is enough is data, `certainty.yaml`, by the first word of the rule's name; facts
of other rules rest on words beside each other and not on the parse.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.errors import LanguageError
from kg.extraction import Dropped, Extraction
from kg.frozen import replace
from kg.language import DEFAULT, language
from kg.model import Reason, Token
from kg.reading import Reading
from kg.syntax import Phrase

_FILE = "certainty.yaml"


@cache
def least(section: str, code: str = DEFAULT) -> dict[str, float]:
    """Probabilities by name: of `rules` by their first word, of `qualifiers` by their role."""
    try:
        return {name: float(value) for name, value in language(code).string_map(_FILE, section).items()}
    except ValueError as error:
        raise LanguageError(f"languages/{code}/{_FILE}: {section}: {error}") from error


def doubted(reading: Reading, item: Extraction | Dropped) -> Extraction | Dropped:
    """What was extracted, without qualifiers that are not sure; `Dropped` if it is not sure itself."""
    if isinstance(item, Dropped):
        return item
    enough = least("rules").get(item.rule.partition("_")[0])
    if enough is None:
        return item
    if any(token.certainty < enough for token in _grounds(reading, item)):
        return Dropped(sentence=item.sentence, words=item.predicate, reason=Reason.UNCERTAIN)
    sure = tuple(q for q in item.qualifiers if _is_sure(reading, *q))
    return item if sure == item.qualifiers else replace(item, qualifiers=sure)


def _grounds(reading: Reading, item: Extraction) -> Iterator[Token]:
    """The words of the predicate, and what its subject and object hang by.

    What a relative clause hangs on is its own, wherever that hangs itself.
    """
    predicate = [reading.tree.tokens[i] for i in item.predicate]
    yield from predicate
    for phrase in (item.subject, item.object):
        if phrase is not None and not any(phrase.start <= t.head < phrase.end for t in predicate):
            yield from _tops(reading, phrase)


def _tops(reading: Reading, phrase: Phrase) -> Iterator[Token]:
    """The words of a phrase that hang on a word outside it."""
    for token in reading.tree.tokens[phrase.start : phrase.end]:
        if not phrase.start <= token.head < phrase.end:
            yield token


def _is_sure(reading: Reading, role: str, phrase: Phrase) -> bool:
    enough = least("qualifiers").get(role, 0.0)
    return all(token.certainty >= enough for token in _tops(reading, phrase))
