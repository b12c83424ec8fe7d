"""NER sets as training examples: columns of tokens and IOB tags, harmonised to PER, ORG, LOC.

The sets part words differently (all hyphens and full stops cut off), so their text is put together
again and parted by our own rules; the spans are carried over by their characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.parsing.tokenise import words
from kg.training.news import detokenise

TYPES = {
    "PER": "PER",
    "PERSON": "PER",
    "ORG": "ORG",
    "ORGANISATION": "ORG",
    "ORGANIZATION": "ORG",
    "LOC": "LOC",
    "LOCATION": "LOC",
    "PLACE": "LOC",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A sentence with names: forms and IOB2 tags of equal length."""

    forms: tuple[str, ...]
    tags: tuple[str, ...]
    spaces: tuple[bool, ...]


def read_columns(path: Path) -> Iterator[list[tuple[str, str]]]:
    """(token, tag) of each sentence: first and last column, blank lines between sentences."""
    rows: list[tuple[str, str]] = []
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            cells = line.split()
            if len(cells) < 2:
                if rows:
                    yield rows
                rows = []
                continue
            prefix, _, kind = cells[-1].partition("-")
            tag = f"{prefix}-{TYPES[kind]}" if kind in TYPES else "O"
            rows.append((cells[0], tag))
    if rows:
        yield rows


def retokenise(rows: list[tuple[str, str]], pattern: re.Pattern[str]) -> Named:
    """The same sentence in our own words."""
    joined = " ".join(token for token, _ in rows)
    text = detokenise(joined)
    # Where each character of the joined text that is not a space stands in the text put together.
    places = [i for i, c in enumerate(text) if not c.isspace()]
    labels: list[str] = [""] * len(text)
    cursor = 0
    flat = joined.replace(" ", "")
    if flat != "".join(text.split()):
        text, places = joined, [i for i, c in enumerate(joined) if not c.isspace()]
        labels = [""] * len(text)
    for token, tag in rows:
        for position in range(len(token)):
            if cursor < len(places):
                labels[places[cursor]] = tag if position == 0 or tag == "O" else f"I-{tag[2:]}"
                cursor += 1
    forms: list[str] = []
    tags: list[str] = []
    spaces: list[bool] = []
    for a, b in words(pattern, text):
        tag = labels[a] or "O"
        inside = next((x for x in labels[a:b] if x.startswith("B-")), tag)
        tag = inside if tag == "O" else tag
        kind = tag[2:]
        if tag.startswith("I-") and not (tags and tags[-1][2:] == kind):
            tag = f"B-{kind}"
        forms.append(text[a:b])
        tags.append(tag)
        spaces.append(b < len(text) and text[b].isspace())
    return Named(forms=tuple(forms), tags=tuple(tags), spaces=tuple(spaces))


def read_named(path: Path, pattern: re.Pattern[str]) -> list[Named]:
    """All sentences of a NER file, in our own words."""
    return [retokenise(rows, pattern) for rows in read_columns(path)]
