"""The body of an article without the furniture of its page: links to other articles, calls, credits.

Furniture stands on lines of its own, or runs on in the text where a page was saved as one line: then a
link ends where its title does, in whose words all but function words have a capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"\S+")
_LONGEST_LINE = 220  # characters of a line that is nothing but a link
_LONGEST_TITLE = 30  # words
_TITLE_ENDS = ("?", "!", ".")
_ENDS = (".", "!", "?", "…", '"', "”", "'", "’", ")")


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Compiled from a language's words: lines, markers in a line, and words of a title without capital."""

    line: re.Pattern[str]
    leading: re.Pattern[str]
    inline: re.Pattern[str]
    link: re.Pattern[str]
    small: frozenset[str]


def compile_furniture(
    *, alone: tuple[str, ...], leading: tuple[str, ...], calls: tuple[str, ...], small: tuple[str, ...]
) -> Furniture:
    """`alone` are whole lines, `leading` how lines begin, `calls` (in capitals) may stand anywhere."""
    lines, leads, shouts = (_any(words) for words in (alone, leading, calls))
    hand = r"[^\W\d_]\w{1,3}"  # the initials of who wrote it
    brackets = rf"\[\s*\w+\s*:[^\]\n]{{0,60}}\]|\(\s*{hand}(?:/{hand}){{1,2}}\s*\)|\(\*\)"
    links = tuple(word for word in leading if word.isalpha() or " " in word)
    loud = _any((*(word.title() for word in links), *(word.upper() for word in links)))
    return Furniture(
        line=re.compile(rf"[\W_]*(?:{lines})[\W_]*|(?:\s*(?:{brackets})\s*)+|[\W_]*", re.IGNORECASE),
        leading=re.compile(rf"[^\w(\[\"'“‘]*(?:{leads})(?!\w)\s*:?", re.IGNORECASE),
        inline=re.compile(rf"(?<!\w)(?:{shouts})(?!\w)|{brackets}"),
        link=re.compile(rf"(?<![^\W\d_])(?:(?:{loud})(?!\w)(?:\s*[:–-])?|(?i:{_any(links)})\s*:)"),
        small=frozenset(small),
    )


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


def body(furniture: Furniture, text: str, lines: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of the lines that hold the article itself, trimmed."""
    link = False
    for start, end in lines:
        line = text[start:end]
        if furniture.line.fullmatch(line):
            link = line.endswith(":")  # the title is on the next line
            continue
        lead = furniture.leading.match(line)
        runs_on = line.endswith(".") and furniture.link.match(line) is not None
        if lead is not None and len(line) <= _LONGEST_LINE and not runs_on:
            link = not line[lead.end() :].strip()
            continue
        if link and len(line) <= _LONGEST_LINE and not line.endswith(_ENDS):
            link = False
            continue
        link = False
        yield from _within(furniture, text, start, end)


def _within(furniture: Furniture, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line without the calls, credits and links in it."""
    at = start
    while at < end:
        call = furniture.inline.search(text, at, end)
        link = furniture.link.search(text, at, end)
        first = min((m for m in (call, link) if m is not None), key=lambda m: m.start(), default=None)
        yield from _trimmed(text, at, end if first is None else first.start())
        if first is None:
            return
        at = first.end() if first is call else _after_title(furniture, text, first.end(), end)


def _after_title(furniture: Furniture, text: str, start: int, end: int) -> int:
    """Where the text goes on behind a title: at the capital before the first word that has none."""
    begins = end
    for number, match in enumerate(_WORD.finditer(text, start, end)):
        word = match.group().strip("\"'“”‘’(),:;")
        if number >= _LONGEST_TITLE:
            return begins
        if word[:1].islower() and word not in furniture.small:
            return begins if number else start
        if not word[:1].islower():
            begins = match.start()
        if match.group().endswith(_TITLE_ENDS):
            return match.end()
    return end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if any(c.isalnum() for c in text[start:end]):
        yield start, end
