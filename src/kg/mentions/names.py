"""A name in a sentence, with the titles before it and the acronyms after it, as spans of tokens."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from kg.frozen import record
from kg.gazetteer import Entry
from kg.mentions.lexicon import word_list
from kg.model import EntityType, Token


@record(frozen=True, slots=True, kw_only=True)
class Office:
    """An office, rank or honorific before a name: tokens `start` to `end`, and what kind of title."""

    start: int
    end: int
    kind: str
    expansion: str
    organisation: str


@record(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in a sentence: tokens `start` to `end` (exclusive); `left` is where its titles begin.

    `aliases` are token spans of the acronyms in brackets after it; `right` is the end with them. `sure`
    says that the words around it leave no doubt about the type.
    """

    start: int
    end: int
    type: EntityType
    entry: Entry | None = None
    offices: tuple[Office, ...] = ()
    left: int = 0
    right: int = 0
    aliases: tuple[tuple[int, int], ...] = ()
    sure: bool = False


def covered(spans: Iterable[Name]) -> set[int]:
    """The tokens of the names themselves, without titles and brackets."""
    return {i for span in spans for i in range(span.start, span.end)}


def capitalised(token: Token) -> bool:
    """Does the form begin with a capital?"""
    return token.text[:1].isupper()


def makes_degree(tokens: Sequence[Token]) -> bool:
    """ "S.Pd.", "MM", "M. Si": a degree in capitals or with full stops."""
    text = "".join(t.text for t in tokens)
    letters = text.replace(".", "")
    degree = letters.lower() in word_list("degrees")
    return degree and ("." in text or sum(c.isupper() for c in letters) > 1)


def proper_run(tokens: Sequence[Token], start: int, taken: Container[int]) -> int:
    """The end of the run of capitalised proper nouns from `start` on that no other name has taken."""
    end = start
    while end < len(tokens) and end not in taken and tokens[end].upos == "PROPN" and capitalised(tokens[end]):
        end += 1
    return end
