"""A document cut into pieces that the network can take: words of a paragraph, never too many.

A piece holds the words of one paragraph, or of a stretch of a long one that ends with a sentence where
it can. Its offsets count in the document's text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Document
from kg.parsing.furniture import body
from kg.parsing.layout import Layout, paragraphs, strip_dateline
from kg.parsing.tokenise import words

# The most words of a piece, and so of a sentence: time and memory grow with its square.
MAX_WORDS = 200
ENDS = frozenset(".?!…")
CLOSERS = frozenset("\"'”’»)]")
OPENERS = frozenset("\"'“‘«([") | {"``"}
STRAIGHT = frozenset("\"'")
# Scores (log odds) that a sentence start must exceed: surely one; behind a quotation that ended with a
# full stop; after a mark that ends sentences; without such a mark (a headline run into the text); at a
# quotation without such a mark; none.
MUST, LIKELY, MAY, UNLIKELY, RARE, NEVER = -math.inf, -5.0, -1.0, 0.0, 2.0, math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words in order: `spans` are their offsets in the document, `forms` their text.

    `starts` says of each word what score it must exceed for a sentence to start there.
    """

    document: str
    spans: tuple[tuple[int, int], ...]
    forms: tuple[str, ...]
    starts: tuple[float, ...]


def cut(document: Document, page: Layout) -> Iterator[Piece]:
    """The pieces of a document in order, its datelines and the furniture of its page left out."""
    text = document.text
    for begin, end in body(page.furniture, text, paragraphs(text)):
        start = strip_dateline(page, text, begin, end, document.source)
        spans: list[tuple[int, int]] = []
        for span in words(page.words, text, start, end):
            spans.append(span)
            if len(spans) >= 2 * MAX_WORDS:
                keep = _last_end(text, spans[:MAX_WORDS], page)
                yield _piece(document.id, text, spans[:keep], page)
                spans = spans[keep:]
        while spans:
            keep = len(spans) if len(spans) <= MAX_WORDS else _last_end(text, spans[:MAX_WORDS], page)
            yield _piece(document.id, text, spans[:keep], page)
            spans = spans[keep:]


def _last_end(text: str, spans: list[tuple[int, int]], page: Layout) -> int:
    """How many of the words stand before the last sure-looking sentence start; all if there is none."""
    for index in range(len(spans) - 1, len(spans) // 4, -1):
        a = spans[index][0]
        before = text[slice(*spans[index - 1])]
        if before in ENDS and (text[a].isupper() or text[a].isdigit()):
            return index
    return len(spans)


def _piece(document: str, text: str, spans: list[tuple[int, int]], page: Layout) -> Piece:
    forms = tuple(text[a:b] for a, b in spans)
    glued = tuple(i > 0 and spans[i - 1][1] == a for i, (a, _) in enumerate(spans))
    return Piece(document=document, spans=tuple(spans), forms=forms, starts=starts(forms, page, glued))


def starts(forms: tuple[str, ...], page: Layout, glued: tuple[bool, ...] = ()) -> tuple[float, ...]:
    """Where sentences may start, from the marks before each word and what is known of abbreviations.

    `glued` says which words have no space before them, where that is known: it tells whether a straight
    quotation mark opens or closes. No sentence starts at a mark that closes or behind one that opens.
    """
    found = [_threshold(forms, index, page) if index else MUST for index in range(len(forms))]
    if glued:
        for index in range(1, len(forms)):
            if _runs_on(forms, glued, index, page):
                found[index] = MUST
            if forms[index] in STRAIGHT and glued[index]:
                found[index] = NEVER
            if forms[index - 1] in STRAIGHT:
                if glued[index] and not glued[index - 1]:
                    found[index] = NEVER
                elif glued[index - 1] and not glued[index] and found[index] == MAY:
                    found[index] = LIKELY if index > 1 and forms[index - 2][-1] in ENDS else MAY
    return tuple(found)


def _runs_on(forms: tuple[str, ...], glued: tuple[bool, ...], index: int, page: Layout) -> bool:
    """ "…di pasar.Warga …": a full stop between a plain word and a capital, with no space around it."""
    if index < 2 or not (glued[index] and glued[index - 1] and forms[index - 1] == "."):
        return False
    word, following = forms[index - 2], forms[index]
    plain = word.islower() and word.isalpha() and len(word) > 2 and word not in page.abbreviations
    return plain and following[0].isupper() and following[1:].islower()


def _threshold(forms: tuple[str, ...], index: int, page: Layout) -> float:
    form, before = forms[index], forms[index - 1]
    opens = form in OPENERS
    if not (opens or form[0].isupper() or form[0].isdigit()):
        return NEVER
    if before[-1] in ENDS or before in {":", ";"}:
        stem = before[:-1]
        if before[-1] == "." and stem:
            if stem in page.titles or (len(stem) == 1 and stem.isupper() and form[0].isupper()):
                return NEVER
            if stem in page.abbreviations and stem not in page.final_abbreviations:
                return NEVER
        return MAY if before[-1] in ENDS else RARE
    if before in CLOSERS and index > 1 and forms[index - 2][-1] in ENDS | {",", '"'}:
        return MAY
    if before in page.titles or (not before[-1].isalnum() and before not in CLOSERS):
        return NEVER
    if form[0].isupper():
        return UNLIKELY
    return RARE if opens else NEVER
