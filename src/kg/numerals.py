"""Numbers in Indonesian text: `1.479`, `12,947 miliar`, `dua puluh lima`, `dua setengah juta`.

A dot groups thousands and a comma starts decimals, as in Indonesian print; a dot before one or two
digits is read as a decimal point too. The words are in `numbers.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.frozen import record
from kg.language import DEFAULT, language

_FILE = "numbers.yaml"
_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.,]*\d)|\d+[.,]\d+(?![.,]?\d)|\d+(?![.,]\d)"
_LONGEST = 30  # digits; longer runs are not numbers that anyone counts with


@record(frozen=True, slots=True, kw_only=True)
class Number:
    """A number that ends before `end`; `upper` is set for vague ones (puluhan: 10 to 99)."""

    end: int
    value: Decimal
    upper: Decimal | None = None
    words: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    small: dict[str, int]
    scales: dict[str, int]
    teen: str
    tens: str
    hundreds: str
    half: str
    decimal: str
    vague: dict[str, tuple[int, int]]
    digits: re.Pattern[str]
    word: re.Pattern[str]
    scale: re.Pattern[str]
    vague_re: re.Pattern[str]


def number_at(text: str, position: int) -> Number | None:
    """The number that starts at `position`, scale words (ribu, juta, …) included, or None."""
    words = _words(DEFAULT)
    match = words.digits.match(text, position)
    if match:
        if len(match[0]) > _LONGEST:
            return None
        value, end = decimal_of(match[0]), match.end()
        scale = words.scale.match(text, end)
        while scale:
            value, end = value * words.scales[scale[1].lower()], scale.end()
            scale = words.scale.match(text, end)
        return Number(end=end, value=value)
    vague = words.vague_re.match(text, position)
    if vague:
        low, high = words.vague[vague[0].lower()]
        factor, end = 1, vague.end()
        scale = words.scale.match(text, end)
        while scale:
            factor, end = factor * words.scales[scale[1].lower()], scale.end()
            scale = words.scale.match(text, end)
        return Number(
            end=end,
            value=Decimal(low * factor),
            upper=Decimal((high + 1) * factor - 1 if factor > 1 else high),
            words=True,
        )
    return _spelled(text, position, words)


def decimal_of(digits: str) -> Decimal:
    """The value of written digits in the Indonesian convention."""
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits):
        digits = digits.replace(".", "")
    return Decimal(digits.replace(",", "."))


def canonical(value: Decimal) -> str:
    """The shortest plain form: no exponent, no trailing zeros after the point."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def start_pattern() -> str:
    """A regular expression for the first characters of anything `number_at` may read."""
    words = _words(DEFAULT)
    return rf"\d|(?:{alternatives([*words.small, *words.vague, words.half])})\b"


def alternatives(words: Iterable[str]) -> str:
    """The words in any case as a regular expression, longest first, with any white space for a space.

    They are grouped by their first letter, which is a quick test: most places of a text fail it.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups.setdefault(word[0].lower(), []).append(re.escape(word[1:]).replace(r"\ ", r"\s+"))
    return "|".join(rf"{_first_letter(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())


def _first_letter(first: str) -> str:
    return f"(?-i:[{first}{first.upper()}])" if first.isalpha() else re.escape(first)


def _spelled(text: str, position: int, words: _Words) -> Number | None:
    """A number in words: adds digits below a scale, multiplies at it, and stops where that breaks."""
    total, group, unit, end = Decimal(0), Decimal(0), Decimal(-1), position
    match = words.word.match(text, position)
    if not match or match[1].lower() in words.scales:
        return None
    ceiling = Decimal(10) ** 15
    while match:
        word = match[1].lower()
        if word in words.small:
            if unit >= 0:
                break
            unit = Decimal(words.small[word])
            if group and unit >= _room(group):
                break
        elif word in (words.teen, words.tens, words.hundreds):
            factor = {words.teen: 10, words.tens: 10, words.hundreds: 100}[word]
            if not 1 <= unit <= 9:
                break
            group += unit + 10 if word == words.teen else unit * factor
            unit = Decimal(-1)
        elif word == words.half:
            half = Decimal("0.5")
            unit = (unit if unit >= 0 else Decimal(0)) + half
        else:
            scale = Decimal(words.scales[word])
            amount = group + max(unit, Decimal(0))
            if scale >= ceiling or (amount == 0 and not total):
                break
            total, group, unit, ceiling = total + (amount or 1) * scale, Decimal(0), Decimal(-1), scale
        end = match.end()
        match = words.word.match(text, end) if end < len(text) else None
        if match and not text[end].isspace():
            match = None
        if match and unit >= 10 and match[1].lower() in words.small:
            group, unit = group + unit, Decimal(-1)
    if end == position:
        return None
    return Number(end=end, value=total + group + max(unit, Decimal(0)), words=True)


def _room(group: Decimal) -> Decimal:
    """What may still be added below the last digit place: 20 + 5, 100 + 25, not 20 + 30."""
    return Decimal(100 if group % 100 == 0 else 10 if group % 10 == 0 else 0)


@cache
def _words(code: str) -> _Words:
    data = language(code).require(
        _FILE, "digits", "wholes", "teen", "tens", "hundreds", "scales", "half", "decimal", "vague"
    )
    small = {word: int(value) for part in ("digits", "wholes") for word, value in data[part].items()}
    scales = {word: int(value) for word, value in data["scales"].items()}
    every = [*small, *scales, data["teen"], data["tens"], data["hundreds"], data["half"]]
    vague = {word: (int(low), int(high)) for word, (low, high) in data["vague"].items()}
    return _Words(
        small=small,
        scales=scales,
        teen=data["teen"],
        tens=data["tens"],
        hundreds=data["hundreds"],
        half=data["half"],
        decimal=data["decimal"],
        vague=vague,
        digits=re.compile(_DIGITS, re.ASCII),
        word=re.compile(rf"\s*\b({alternatives(every)})\b(?!-(?-i:[a-z]))", re.IGNORECASE),
        scale=re.compile(rf"\s*({alternatives(scales)})\b(?!-(?-i:[a-z]))", re.IGNORECASE),
        vague_re=re.compile(rf"(?:{alternatives(vague)})\b", re.IGNORECASE),
    )
