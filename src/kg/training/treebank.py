"""Treebanks in CoNLL-U as training examples: clitics merged into their word, relations harmonised.

A multi-word token (ujarnya = ujar + nya) becomes one word whose label says how to part it again:
part of speech, relation and attachment of the clitic ("PRON:nsubj:h"). Attachment is h (the host
word), u (the host's own head) or i (inverted: the clitic governs its host, as in menurut-nya).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.clitics import clitics

FEATURES = frozenset(
    {"Clusivity", "Definite", "Degree", "Foreign", "Number", "NumType", "Person", "Polarity"}
)
FEATURES |= frozenset({"Polite", "PronType", "Reflex", "Voice"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A training word. `head` is an index in the sentence, its own for the root; `clitic` as above or ""."""

    form: str
    upos: str
    feats: str
    head: int
    deprel: str
    clitic: str = ""
    space: bool = True
    lemma: str = "_"

    @property
    def label(self) -> str:
        """What the tagger predicts: part of speech, features and how the clitic expands."""
        return f"{self.upos}|{self.feats}|{self.clitic}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A sentence of training words. `domain` names the treebank's style."""

    words: tuple[Word, ...]
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    form: str
    lemma: str
    upos: str
    feats: str
    head: int  # 0-based, -1 for the root
    deprel: str
    space: bool


def read_rows(path: Path) -> Iterator[tuple[list[_Row], dict[int, tuple[int, str, bool]]]]:
    """Syntactic words of each sentence, and its multi-word tokens: first index -> (last, form, space)."""
    rows: list[_Row] = []
    spans: dict[int, tuple[int, str, bool]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) < 10:
                if rows and not line.strip():
                    yield rows, spans
                    rows, spans = [], {}
                continue
            space = "SpaceAfter=No" not in cells[9]
            if "-" in cells[0]:
                first, last = map(int, cells[0].split("-"))
                spans[first - 1] = (last - 1, cells[1], space)
            elif "." not in cells[0]:
                rows.append(
                    _Row(
                        form=cells[1],
                        lemma=cells[2],
                        upos=cells[3],
                        feats=cells[5],
                        head=int(cells[6]) - 1,
                        deprel=cells[7],
                        space=space,
                    )
                )
    if rows:
        yield rows, spans


def read_trees(path: Path, domain: str) -> Iterator[Tree]:
    """The sentences of a CoNLL-U file, merged and harmonised."""
    for rows, spans in read_rows(path):
        yield harmonise(Tree(words=tuple(_merge(rows, spans)), domain=domain))


def _merge(rows: list[_Row], spans: dict[int, tuple[int, str, bool]]) -> Iterator[Word]:
    place: list[int] = []  # syntactic word -> merged word
    units: list[tuple[int, int]] = []
    index = 0
    while index < len(rows):
        last = spans[index][0] if index in spans else index
        place.extend([len(units)] * (last - index + 1))
        units.append((index, last))
        index = last + 1
    for number, (first, last) in enumerate(units):
        outer = next(
            (i for i in range(first, last + 1) if rows[i].head < 0 or not first <= rows[i].head <= last),
            first,
        )
        host = rows[first]
        clitic = ""
        form, space = rows[last].form, rows[last].space
        if last > first:
            _, form, space = spans[first]
            tail = rows[first + 1]
            if tail.form.lower() in clitics().forms and last == first + 1:
                if host.head == first + 1:
                    attach = "i"
                elif tail.head == host.head and tail.head >= 0:
                    attach = "u"
                else:
                    attach = "h"
                clitic = f"{tail.upos}:{tail.deprel}:{attach}"
            elif host.upos in {"PRON", "PART"}:  # a proclitic: ku-katakan
                host = replace(host, upos=tail.upos, feats=tail.feats)
        head = rows[outer].head
        yield Word(
            form=form,
            upos=host.upos,
            feats=_features(host),
            head=number if head < 0 else place[head],
            deprel=rows[outer].deprel,
            clitic=clitic,
            space=space,
            lemma=host.lemma,
        )


def _features(row: _Row) -> str:
    pairs = [pair for pair in row.feats.split("|") if pair.partition("=")[0] in FEATURES]
    if not pairs and row.upos == "NOUN":
        pairs = ["Number=Sing"]
    if row.upos == "VERB" and not any(pair.startswith("Voice") for pair in pairs):
        pairs = ["Voice=Pass" if row.form.lower().startswith("di") and len(row.form) > 5 else "Voice=Act"]
    return "|".join(pairs) or "_"


def harmonise(tree: Tree) -> Tree:
    """Map `compound` to `nmod` and hang every link of a `flat` chain on the chain's first word."""
    words = list(tree.words)
    for index, word in enumerate(words):
        if word.deprel == "compound":
            words[index] = replace(word, deprel="nmod")
    for index, word in enumerate(words):
        if word.deprel.startswith("flat"):
            head, hops = word.head, 0
            while words[head].deprel.startswith("flat") and words[head].head != head and hops < len(words):
                head, hops = words[head].head, hops + 1
            words[index] = replace(word, head=head)
    return replace(tree, words=tuple(words))


def common_labels(trees: Iterable[Tree], floor: int = 4) -> dict[str, str]:
    """Rare labels mapped to the nearest common one: other features first, then another clitic."""
    trees = list(trees)
    counts: dict[str, int] = {}
    for tree in trees:
        for word in tree.words:
            counts[word.label] = counts.get(word.label, 0) + 1
    best: dict[tuple[str, str], str] = {}
    for label, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        upos, _, rest = label.partition("|")
        for key in ((upos, rest.rpartition("|")[2]), (upos, "")):
            if count >= floor:
                best.setdefault(key, label)
    mapping = {}
    for label, count in counts.items():
        upos, _, rest = label.partition("|")
        if count < floor:
            mapping[label] = best.get((upos, rest.rpartition("|")[2])) or best.get((upos, ""), label)
    return mapping


def split_every(trees: Iterable[Tree], every: int) -> tuple[list[Tree], list[Tree]]:
    """(training, development): every n-th sentence is kept for development."""
    training: list[Tree] = []
    development: list[Tree] = []
    for index, tree in enumerate(trees):
        (development if index % every == every - 1 else training).append(tree)
    return training, development
