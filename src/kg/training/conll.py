"""How well a CoNLL-U file agrees with gold: the measures of the CoNLL 2018 shared task.

Words are aligned by the characters they cover (white space left out), words of a multi-word token by the
longest common sequence of their forms; F1 over aligned words, relations without subtypes
(Zeman et al. 2018, https://aclanthology.org/K18-2001/).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

OPEN = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A syntactic word; `span` is its surface token's, `head` counts in the file, -1 is the root."""

    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    span: tuple[int, int]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A whole file: its characters without white space, spans of tokens and sentences, words, names."""

    text: str
    tokens: frozenset[tuple[int, int]]
    sentences: frozenset[tuple[int, int]]
    words: tuple[Word, ...]
    names: frozenset[tuple[int, int, str]]


def read(lines: Iterable[str]) -> Parsed:
    """Read CoNLL-U lines."""
    text: list[str] = []
    size = 0
    tokens: list[tuple[tuple[int, int], str]] = []
    sentences: list[tuple[int, int]] = []
    words: list[Word] = []
    base, begun = 0, 0
    open_until, span = 0, (0, 0)
    for line in [*lines, ""]:
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) < 10:
            if not line.strip() and len(words) > base:
                sentences.append((begun, size))
                base, begun, open_until = len(words), size, 0
            continue
        if "." in cells[0]:
            continue
        form = "".join(cells[1].split())
        if "-" in cells[0] or int(cells[0]) > open_until:
            span = (size, size + len(form))
            size += len(form)
            text.append(form)
            name = next((m[4:] for m in cells[9].split("|") if m.startswith("NER=")), "O")
            tokens.append((span, name))
            if "-" in cells[0]:
                open_until = int(cells[0].split("-")[1])
                continue
        words.append(
            Word(
                form=form.lower(),
                lemma=cells[2],
                upos=cells[3],
                feats=cells[5],
                head=base + int(cells[6]) - 1 if cells[6] not in {"0", "_"} else -1,
                deprel=cells[7].partition(":")[0],
                span=span,
                name="O",
            )
        )
    return Parsed(
        text="".join(text).lower(),
        tokens=frozenset(s for s, _ in tokens),
        sentences=frozenset(sentences),
        words=tuple(words),
        names=frozenset(_names(tokens)),
    )


def _names(tokens: Sequence[tuple[tuple[int, int], str]]) -> set[tuple[int, int, str]]:
    found = set()
    begun: tuple[int, str] | None = None
    last = 0
    for (a, b), tag in [*tokens, ((0, 0), "O")]:
        if begun and not tag.startswith("I-"):
            found.add((begun[0], last, begun[1]))
            begun = None
        if tag.startswith("B-"):
            begun = (a, tag[2:])
        last = b
    return found


def scores(gold: Parsed, system: Parsed) -> dict[str, float]:
    """F1 of each measure, 0..1. Raises `ValueError` where the two files are of different texts."""
    if gold.text != system.text:
        raise ValueError("gold and system are not of the same text")
    pairs = _align(gold.words, system.words)
    back = {s: g for g, s in pairs}
    both = len(gold.words) + len(system.words)

    def share(hits: int) -> float:
        return 2 * hits / both if both else 1.0

    def head_agrees(g: int, s: int) -> bool:
        a, b = gold.words[g].head, system.words[s].head
        return a == -1 if b == -1 else back.get(b) == a

    attached = [(g, s) for g, s in pairs if head_agrees(g, s)]
    content = [(g, s) for g, s in pairs if gold.words[g].upos in OPEN and gold.words[g].lemma != "_"]
    right = sum(gold.words[g].lemma.lower() == system.words[s].lemma.lower() for g, s in content)
    return {
        "tokens": _f1(gold.tokens, system.tokens),
        "sentences": _f1(gold.sentences, system.sentences),
        "words": share(len(pairs)),
        "upos": share(sum(gold.words[g].upos == system.words[s].upos for g, s in pairs)),
        "feats": share(sum(gold.words[g].feats == system.words[s].feats for g, s in pairs)),
        "uas": share(len(attached)),
        "las": share(sum(gold.words[g].deprel == system.words[s].deprel for g, s in attached)),
        "roots": right / len(content) if content else 1.0,
        "names": _f1(gold.names, system.names),
    }


def _f1(
    gold: frozenset[tuple[int, int]] | frozenset[tuple[int, int, str]], found: frozenset[object] | object
) -> float:
    assert isinstance(found, frozenset)
    return 2 * len(gold & found) / (len(gold) + len(found)) if gold or found else 1.0


def _align(gold: Sequence[Word], system: Sequence[Word]) -> list[tuple[int, int]]:
    """Pairs of words of the same characters; inside a multi-word token by their forms in order."""
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(gold) and j < len(system):
        if gold[i].span[0] < system[j].span[0]:
            i += 1
        elif gold[i].span[0] > system[j].span[0]:
            j += 1
        else:
            a, b = i, j
            start = gold[i].span[0]
            while a < len(gold) and gold[a].span[0] == start:
                a += 1
            while b < len(system) and system[b].span[0] == start:
                b += 1
            if a - i == 1 and b - j == 1:
                if gold[i].span == system[j].span:
                    pairs.append((i, j))
            else:
                pairs += _common(gold, system, range(i, a), range(j, b))
            i, j = a, b
    return pairs


def _common(
    gold: Sequence[Word], system: Sequence[Word], rows: range, columns: range
) -> list[tuple[int, int]]:
    """The longest common sequence of forms of two short runs of words."""
    best: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for i in reversed(rows):
        for j in reversed(columns):
            skip = max(best.get((i + 1, j), []), best.get((i, j + 1), []), key=len)
            take = [(i, j), *best.get((i + 1, j + 1), [])] if gold[i].form == system[j].form else []
            best[i, j] = max(take, skip, key=len)
    return best.get((rows.start, columns.start), [])


def main(arguments: Sequence[str]) -> int:
    """`python -m kg.training.conll GOLD SYSTEM`: one measure a line, in percent."""
    import sys
    from pathlib import Path

    if len(arguments) != 2:
        sys.stderr.write("usage: python -m kg.training.conll GOLD.conllu SYSTEM.conllu\n")
        return 2
    gold, system = (read(Path(a).read_text(encoding="utf-8").splitlines()) for a in arguments)
    try:
        found = scores(gold, system)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for name, value in found.items():
        sys.stdout.write(f"{name}\t{100 * value:.2f}\n")
    return 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
