"""How good the model is on the development data: `python tests/benchmarks/model.py DATA [--model FILE]`.

Trees: every sixth sentence of the training file of UD CSUI, which no step of the recipe trains on, as raw
text, ten sentences a paragraph and then a sentence a line; CoNLL 2018 measures. Names: `ner/idner2k/dev.txt`,
exact spans, over its own words (as `kg parse --pretokenised` takes them) and over ours.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.conllu import sentence_lines
from kg.model import Document, Sentence
from kg.parsing import Parser
from kg.parsing.layout import layout
from kg.training.conll import read, scores
from kg.training.names import read_columns, read_named

TREES = "treebank/ud_csui/id_csui-ud-train.conllu"
NAMES = "ner/idner2k/dev.txt"
EVERY = 6
BLOCK = 10
Spans = set[tuple[int, int, str]]


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("data", type=Path, help="the folder of training data")
    options.add_argument("--model", type=Path, help="another package than the shipped one")
    given = options.parse_args()
    parser = Parser(given.model)
    blocks = (given.data / TREES).read_text(encoding="utf-8").strip().split("\n\n")[EVERY - 1 :: EVERY]
    texts = [next(x[9:] for x in block.split("\n") if x.startswith("# text = ")) for block in blocks]
    gold = read([*"\n\n".join(blocks).split("\n"), ""])
    for name, size in (("ten sentences a paragraph", BLOCK), ("a sentence a line", 1)):
        lines = [" ".join(texts[i : i + size]) for i in range(0, len(texts), size)]
        found = parser.parse(Document(id="dev", text="\n".join(lines)))
        system = read([line for sentence in found for line in sentence_lines(sentence)])
        told = " ".join(f"{k} {100 * v:.1f}" for k, v in scores(gold, system).items() if k != "names")
        print(f"{name}: {told}")
    rows = list(read_columns(given.data / NAMES))
    words = [[word for word, _ in row] for row in rows]
    report("names, given words", [[tag for _, tag in row] for row in rows], parser.parse_words(words))
    named = [n for n in read_named(given.data / NAMES, layout("id").words) if n.forms]
    report("names, our words", [n.tags for n in named], parser.parse_words([n.forms for n in named]))


def report(title: str, gold: Sequence[Sequence[str]], found: Iterable[Sentence]) -> None:
    """Exact-span F1, all together and for each kind."""
    pairs = [
        (spans(tags), spans([t.entity for t in sentence.tokens]))
        for tags, sentence in zip(gold, found, strict=True)
    ]
    told = []
    for kind in ("all", "PER", "ORG", "LOC"):
        both = [
            ({s for s in g if kind in ("all", s[2])}, {s for s in f if kind in ("all", s[2])})
            for g, f in pairs
        ]
        right = sum(len(g & f) for g, f in both)
        told.append(f"{kind} {200 * right / max(1, sum(len(g) + len(f) for g, f in both)):.1f}")
    print(f"{title}: {' '.join(told)}")


def spans(tags: Sequence[str]) -> Spans:
    """Names as (start, end, kind) of IOB tags."""
    found: Spans = set()
    begin = None
    for i, tag in enumerate([*tags, "O"]):
        if begin is not None and not tag.startswith("I-"):
            found.add((begin, i, tags[begin][2:]))
            begin = None
        if tag.startswith("B-") or (begin is None and tag != "O"):
            begin = i
    return found


if __name__ == "__main__":
    main()
