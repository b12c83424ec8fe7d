"""Plain news text for word vectors and self-training: read, repaired, in words.

Three kinds of file are read (gzipped JSON lines with `id` and `text`): clean; noisy, with boilerplate
lines and words glued together where a link was cut out; and tokenised, with spaces around every mark.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from kg.parsing.layout import Layout, strip_dateline
from kg.parsing.tokenise import words

BOILERPLATE = re.compile(
    r"advertisement|scroll to continue|baca juga|baca:|saksikan|simak|lihat juga|artikel ini|gambas"
    r"|\(\w{2,4}/\w{2,4}\)",
    re.IGNORECASE,
)
_SPACED_BEFORE = re.compile(r" +([.,;:!?%)\]}…”’])")
_SPACED_AFTER = re.compile(r"([(\[{“‘]) +")
_SPACED_BETWEEN = re.compile(r"(?<=\w) ([/-]) (?=\w)")
_QUOTED = re.compile(r'" ([^"]*?) "')
_NUMBER = re.compile(r"(?<=\d) ([.,:]) (?=\d)")
_GLUED_CASE = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})|(?<=[a-z][.!?])(?=[A-Z][a-z])")


def read_texts(path: Path, exclude: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """(id, text) of every article whose id is not excluded."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["id"] not in exclude and article.get("text"):
                yield article["id"], article["text"]


def detokenise(text: str) -> str:
    """Undo the spaces of a tokenised text: 'Jakarta ( 11 / 1 ) .' -> 'Jakarta (11/1).'"""
    text = re.sub(r"[ \t]+", " ", text).replace("`` ", '"').replace(" ''", '"').replace("- -", "--")
    text = _QUOTED.sub(r'"\1"', text)
    text = _NUMBER.sub(r"\1", text)
    text = _SPACED_AFTER.sub(r"\1", _SPACED_BEFORE.sub(r"\1", text))
    return re.sub(r"(?<=\d) ([/-]) (?=\d)", r"\1", text)


def paragraphs(text: str) -> Iterator[str]:
    """The lines of a text without boilerplate and empty ones."""
    for line in text.splitlines():
        line = line.strip()
        if line and not (len(line) < 120 and BOILERPLATE.match(line)):
            yield line


def paragraph_words(page: Layout, line: str) -> list[str]:
    """The words of a paragraph behind its dateline."""
    spans = words(page.words, line, strip_dateline(page, line, 0, len(line)))
    return [line[a:b] for a, b in spans]


def unglue(text: str, known: Mapping[str, int], floor: int = 20) -> str:
    """Part words that were glued: at a change of case, or into two known words where the whole is unknown."""
    text = _GLUED_CASE.sub(" ", text)

    def part(match: re.Match[str]) -> str:
        word = match.group()
        if known.get(word, 0) > 2 or len(word) < 7:
            return word
        best = max(range(3, len(word) - 2), key=lambda i: min(known.get(word[:i], 0), known.get(word[i:], 0)))
        if min(known.get(word[:best], 0), known.get(word[best:], 0)) < floor:
            return word
        return f"{word[:best]} {word[best:]}"

    return re.sub(r"\b[a-z]{7,}\b", part, text)


def vocabulary(path: Path) -> Counter[str]:
    """How often every space-separated lower-case word stands in a clean file."""
    counts: Counter[str] = Counter()
    for _, text in read_texts(path):
        counts.update(re.findall(r"\b[a-z]+\b", text))
    return counts


def read_news(folder: Path, exclude: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """(id, paragraph) of all three files of a news folder, repaired."""
    known = vocabulary(folder / "clean.jsonl.gz")
    for name in ("clean", "noisy", "tokenised"):
        path = folder / f"{name}.jsonl.gz"
        if not path.exists():
            continue
        for article, text in read_texts(path, exclude):
            if name == "noisy":
                text = " ".join(paragraphs(text))
            for paragraph in paragraphs(text):
                if name == "noisy":
                    paragraph = unglue(paragraph, known)
                elif name == "tokenised":
                    paragraph = detokenise(paragraph)
                yield article, paragraph
