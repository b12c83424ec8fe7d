"""What a reader gives, and the small readings that several of them share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kg.frozen import record
from kg.times import calendar as cal
from kg.times.calendar import Period
from kg.times.lexicon import Lexicon, lexicon


@record(frozen=True, slots=True, kw_only=True)
class Found:
    """What a reader found: the expression ends before `end`; `hours` is its part of the day."""

    end: int
    period: Period | None = None
    kind: str = "date"
    value: str | None = None
    part: str = ""
    hours: str = ""
    dated: bool = False  # the year is in the text
    joined: bool = False  # both ends of a range are in the text
    shift: int | None = None  # days from the day that the story is at


Reader = Callable[[str, int, date | None], Found | None]


def word_before(text: str, position: int) -> str:
    """The word before a position, lower case, or ""."""
    match = lexicon().re["before"].search(text, max(0, position - 40), position)
    return match[1].lower() if match else ""


def lean_after(text: str, end: int) -> tuple[str, int]:
    """lalu, ini, mendatang … after an expression: which way it leans, and where that ends."""
    match = lexicon().re["lean"].match(text, end)
    if not match:
        return "", end
    return lexicon().lean[flat(match["lean"])], match.end()


def year_said(text: str, end: int, anchor: date | None) -> tuple[int | None, int]:
    """`tahun lalu` after a month: the year that it means."""
    lex = lexicon()
    match = lex.re["deictic"].match(text, after_space(text, end))
    if not match or anchor is None or lex.units.get(match["unit"].lower()) != "year":
        return None, end
    return anchor.year + step(match["lean"]), match.end()


def step(words: str) -> int:
    return {cal.PAST: -1, cal.PRESENT: 0, cal.FUTURE: 1}[lexicon().lean[flat(words)]]


def hours_after(text: str, end: int) -> tuple[str, int]:
    match = lexicon().re["hours"].match(text, end)
    return (flat(match[0]), match.end()) if match else ("", end)


def after_space(text: str, end: int) -> int:
    while end < len(text) and text[end].isspace():
        end += 1
    return end


def flat(words: str) -> str:
    return " ".join(words.lower().split())


def capital_enough(word: str, lex: Lexicon) -> bool:
    return word[0].isupper() or word.lower() not in lex.needs_capital
