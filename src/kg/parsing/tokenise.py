"""Words of a stretch of text: one regular expression, longest convention first.

The conventions are those of the Indonesian UD treebanks: currency signs and amounts are two words
(Rp 500), ranges and paired names three (Januari - Oktober), reduplications, ordinals and prefixes one
(buku-buku, ke-10, non-migas), initials and known abbreviations keep their full stop. Enclitics
(-nya, -ku, -mu) stay inside their word; the tagger says how they expand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# A word longer than this is cut, so that hostile text cannot make a word of a megabyte.
MAX_WORD = 80

_PATTERN = r"""
    (?P<url> https?://[^\s"<>()]+[^\s"<>().,;:!?'”’]
      | www\.[^\s"<>()]+[\w/]
      | [\w+-]{{1,40}}(?:\.[\w+-]{{1,40}}){{0,4}}@[\w-]{{1,60}}(?:\.[\w-]{{1,60}}){{1,5}} )
  | (?P<domain> \b[\w-]{{1,40}}(?:\.[\w-]{{1,40}}){{0,3}}\.(?:{domains})\b(?!\.\w) )
  | (?P<initials> \b(?:[A-Z]\.){{2,}}(?![a-z])
      | \b[A-Z][a-z]?[a-z]?\.[A-Z][A-Za-z]{{0,3}}\b\.?(?!\w)
      | \b[A-Z]\.(?=\s*[A-Z,]) )
  | (?P<abbreviation> \b(?:{abbreviations})\.(?!\.) )
  | (?P<money> \b(?:{currencies})(?=\.?\s?\d) )
  | (?P<number> \b[IVXL]{{1,5}}/\d{{4}}\b | \d{{1,2}}-[A-Z][a-z]{{2}}\b
      | \d{{1,4}}/\d{{1,4}}(?:/\d{{2,4}})?(?![\d/]) | \d+(?:[.,:]\d+)*(?:-an\b)? )
  | (?P<word> [\w]+(?:['’&][\w]+)*(?:-(?!(?:{clitics})\b)[\w]+(?:['’][\w]+)*)* )
  | (?P<mark> \.{{2,}} | -{{2,}} | `` | \'\' | [!?]{{2,}} | \S )
"""
_RANGE = re.compile(r"[A-Z0-9]\w*(?:-[A-Z0-9]\w*)+")


def compile_words(
    *,
    abbreviations: Iterable[str],
    currencies: Iterable[str],
    domains: Iterable[str],
    clitics: Iterable[str],
) -> re.Pattern[str]:
    """The pattern for a language: its abbreviations without their full stop, currency signs, domains."""

    def either(words: Iterable[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))

    source = _PATTERN.format(
        abbreviations=either(abbreviations),
        currencies=either(currencies),
        domains=either(domains),
        clitics=either(clitics),
    )
    return re.compile(source, re.VERBOSE)


def words(
    pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    """Offsets (start, end) of the words of text[start:end], in order, never empty, never overlapping."""
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        a, b = match.span()
        if match.lastgroup == "word" and "-" in text[a:b]:
            yield from _hyphenated(text, a, b)
        else:
            yield from _capped(a, b)


def _capped(a: int, b: int) -> Iterator[tuple[int, int]]:
    while b - a > MAX_WORD:
        yield a, a + MAX_WORD
        a += MAX_WORD
    yield a, b


def _hyphenated(text: str, a: int, b: int) -> Iterator[tuple[int, int]]:
    """Split names and ranges at their hyphens; keep reduplications and short affixes together."""
    word = text[a:b]
    parts = word.split("-")
    if not _RANGE.fullmatch(word) or len(set(map(str.lower, parts))) == 1 or any(len(p) < 2 for p in parts):
        yield from _capped(a, b)
        return
    if parts[-1].isdigit() and not parts[0].isdigit() and len(parts[-1]) < 4:  # Covid-19, U-22, F-16
        yield from _capped(a, b)
        return
    for part in parts[:-1]:
        yield from _capped(a, a + len(part))
        yield a + len(part), a + len(part) + 1
        a += len(part) + 1
    yield from _capped(a, b)
