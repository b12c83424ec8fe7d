"""News that was annotated by hand for this project: heads that the parser was unsure of, and names.

The tables hold no words of the news. A sentence is named by its article, the number of its paragraph, its
first word there and how many it has, and a digest of these words, so that one whose words are other ones now
is left out. `heads.tsv` then has `word:head:relation` for each word that was settled, counted from 1 in the
sentence, head 0 the root; nothing is known of the other words. `names.tsv` has `first-last:TYPE` for every
name of the sentence.
"""

from __future__ import annotations

import csv
import hashlib
import logging
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.parsing.decode import to_bioes
from kg.parsing.layout import layout
from kg.training.batches import UNKNOWN, Sample
from kg.training.corpora import DOMAINS, NAMES, Corpora
from kg.training.news import paragraph_words, paragraphs, read_texts

log = logging.getLogger(__name__)

HEADS = "heads.tsv"
NAMED = "names.tsv"
ANSWERS = {HEADS: re.compile(r"\d+:\d+:[a-z]+(:[a-z]+)?"), NAMED: re.compile(r"\d+-\d+:(PER|ORG|LOC)")}
_NUMBER = re.compile(r"\d+")


class Place(NamedTuple):
    """Where a sentence stands in the news."""

    article: str
    paragraph: int
    first: int
    words: int
    digest: str


Rows = dict[Place, tuple[str, ...]]
"""The answers for each sentence."""

Found = dict[Place, list[str]]
"""The words of each sentence."""


def read_rows(path: Path) -> Rows:
    """A table of annotations. Raises `ValueError` with the place of a line that cannot be read."""
    rows: Rows = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t"), start=2):
            try:
                paragraph, first, words = (int(row[key]) for key in ("paragraph", "first", "words"))
                answers = row["answers"].split()
                for answer in answers:
                    fits = ANSWERS[path.name].fullmatch(answer)
                    if not fits or any(int(n) > words for n in _NUMBER.findall(answer)):
                        raise ValueError(answer)
                rows[Place(row["article"], paragraph, first, words, row["digest"])] = tuple(answers)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise ValueError(f"{path}, line {number}: {error!r}") from error
    return rows


def digest(forms: Sequence[str]) -> str:
    """What tells whether words are those that were annotated."""
    return hashlib.sha256(" ".join(forms).encode("utf-8")).hexdigest()[:8]


def sentences(news: Path, places: Collection[Place], exclude: Collection[str] = ()) -> Found:
    """The words of each sentence that the news has as it was annotated."""
    wanted: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        wanted[place.article].append(place)
    page = layout("id")
    found: Found = {}
    for article, text in read_texts(news, exclude):
        if article not in wanted:
            continue
        lines = list(paragraphs(text))
        for place in wanted[article]:
            if place.paragraph >= len(lines):
                continue
            forms = paragraph_words(page, lines[place.paragraph])[place.first :][: place.words]
            if digest(forms) == place.digest:
                found[place] = forms
    if len(found) < len(places):
        log.warning("%s: %d annotated sentences are not there", news, len(places) - len(found))
    return found


def head_samples(rows: Rows, found: Found, corpora: Corpora) -> Iterator[Sample]:
    """Sentences with the heads and relations that were settled, in the style of the news treebank."""
    relation = {name: i for i, name in enumerate(corpora.relations)}
    for place, forms in sorted(found.items()):
        heads, relations = [UNKNOWN] * len(forms), [UNKNOWN] * len(forms)
        for answer in rows[place]:
            word, head, name = answer.split(":", 2)
            heads[int(word) - 1] = int(head)
            relations[int(word) - 1] = relation.get("root" if head == "0" else name, UNKNOWN)
        yield Sample(
            forms=tuple(forms),
            domain=DOMAINS.index("csui"),
            heads=tuple(heads),
            relations=tuple(relations),
        )


def name_samples(rows: Rows, found: Found) -> Iterator[Sample]:
    """Sentences with all their names, under the guidelines of idner2k."""
    index = {name: i for i, name in enumerate(NAMES)}
    for place, forms in sorted(found.items()):
        tags = ["O"] * len(forms)
        for answer in rows[place]:
            span, kind = answer.split(":")
            first, last = (int(word) for word in span.split("-"))
            tags[first - 1 : last] = [f"B-{kind}", *[f"I-{kind}"] * (last - first)]
        yield Sample(
            forms=tuple(forms),
            domain=DOMAINS.index("idner2k"),
            names=tuple(index[tag] for tag in to_bioes(tags)),
        )


def load(
    folder: Path, news: Path, corpora: Corpora, exclude: Collection[str] = ()
) -> dict[str, list[Sample]]:
    """The corpora `settled` (heads) and `annotated` (names). Raises `OSError`, `ValueError`."""
    heads, names = read_rows(folder / HEADS), read_rows(folder / NAMED)
    found = sentences(news, heads.keys() | names.keys(), exclude)
    return {
        "settled": list(head_samples(heads, {p: found[p] for p in heads if p in found}, corpora)),
        "annotated": list(name_samples(names, {p: found[p] for p in names if p in found})),
    }
