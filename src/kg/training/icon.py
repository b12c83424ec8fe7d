"""The ICON constituency treebank: parts of speech for an auxiliary task, brackets as limits on trees.

Every bracket has one head: seen as a dependency tree, exactly one word of a bracket hangs on a word
outside of it. `constrained` finds the best tree under a parser's scores that obeys all brackets, so
that a hand-made constituency treebank becomes a dependency treebank in our own style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.parsing.decode import tree
from kg.parsing.tokenise import words
from kg.training.news import detokenise

_ESCAPED = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_GLUED = frozenset({"nya", "ku", "mu", "lah", "kah", "pun"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracketed:
    """A sentence in our words: parts of speech, and brackets (start, end), outer before inner."""

    forms: tuple[str, ...]
    tags: tuple[str, ...]
    brackets: tuple[tuple[int, int], ...]


def read_bracketed(path: Path, pattern: re.Pattern[str]) -> Iterator[Bracketed]:
    """The sentences of a file with one bracketed tree a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield _retokenise(*_leaves(line), pattern)


def _leaves(line: str) -> tuple[list[tuple[str, str]], list[tuple[int, int]]]:
    leaves: list[tuple[str, str]] = []
    brackets: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    parts = re.findall(r"\(|\)|[^\s()]+", line)
    for place, part in enumerate(parts):
        if part == "(":
            stack.append((parts[place + 1], len(leaves)))
        elif part == ")":
            _, begin = stack.pop()
            brackets.append((begin, len(leaves)))
        elif parts[place - 1] != "(":
            leaves.append((_ESCAPED.get(part, part), stack[-1][0]))
    return leaves, brackets


def _retokenise(
    leaves: list[tuple[str, str]], brackets: list[tuple[int, int]], pattern: re.Pattern[str]
) -> Bracketed:
    joined = ""
    for index, (form, tag) in enumerate(leaves):
        glue = form in _GLUED and tag in {"PRK", "ART", "PAR", "KUA"} and index
        hyphen = index and (form == "-" or leaves[index - 1][0] == "-") and joined[-1:].strip()
        joined += form if glue or hyphen or not index else f" {form}"
    text = detokenise(joined)
    spans: list[tuple[int, int]] = []
    cursor = 0
    for form, _ in leaves:
        begin = None
        for _ in form:
            while cursor < len(text) and text[cursor].isspace():
                cursor += 1
            begin = cursor if begin is None else begin
            cursor += 1
        spans.append((begin or 0, cursor))
    forms: list[str] = []
    tags: list[str] = []
    place_of: list[int] = [0] * len(text)
    for number, (a, b) in enumerate(words(pattern, text)):
        forms.append(text[a:b])
        place_of[a:b] = [number] * (b - a)
        leaf = next((i for i, (x, y) in enumerate(spans) if x <= a < y), None)
        tags.append(leaves[leaf][1] if leaf is not None else "PUN")
    found = set()
    for begin, end in brackets:
        if end <= begin or spans[end - 1][1] > len(text) or spans[begin][0] >= len(text):
            continue
        a, b = place_of[spans[begin][0]], place_of[min(spans[end - 1][1], len(text)) - 1] + 1
        if b - a > 1 and (
            a == 0 or place_of[spans[begin][0] - 1] != a or text[spans[begin][0] - 1].isspace()
        ):
            found.add((a, b))
    ordered = sorted(found, key=lambda s: (s[0] - s[1], s[0]))
    kept: list[tuple[int, int]] = []
    for a, b in ordered:
        if all(not (x < a < y < b or a < x < b < y) for x, y in kept):
            kept.append((a, b))
    return Bracketed(forms=tuple(forms), tags=tuple(tags), brackets=tuple(kept))


def constrained(scores: NDArray[np.float32], brackets: tuple[tuple[int, int], ...]) -> list[int]:
    """Heads (from 1, 0 the root) of a high-scoring tree in which every bracket has one head.

    From the innermost bracket out: within a bracket, its parts (inner brackets by their heads, and single
    words) form a tree among themselves; its own root becomes the bracket's head. Marks of punctuation
    hang where the scores say.
    """
    size = len(scores)
    heads = [-1] * size
    head_of = list(range(size))  # head word of the largest finished bracket that holds the word
    for a, b in sorted({*brackets, (0, size)}, key=lambda s: (s[1] - s[0], s[0])):
        nodes = sorted({head_of[i] for i in range(a, b)})
        if len(nodes) > 1:
            small = np.empty((len(nodes), len(nodes) + 1), dtype=np.float32)
            small[:, 1:] = scores[np.ix_(nodes, [n + 1 for n in nodes])]
            # The score of leaving the bracket: the best head outside of it, or the root.
            outside = [0] + [j + 1 for j in range(size) if not a <= j < b]
            small[:, 0] = (
                scores[np.ix_(nodes, outside)].max(axis=1) if (a, b) != (0, size) else scores[nodes, 0]
            )
            for place, head in enumerate(tree(small)):
                if head:
                    heads[nodes[place]] = nodes[head - 1] + 1
                else:
                    top = nodes[place]
        else:
            top = nodes[0]
        for i in range(a, b):
            head_of[i] = top
    heads[head_of[0]] = 0
    return heads
