"""Coreference on COIN, a corpus of Wikipedia and news: CoNLL F1 (of MUC, B³ and CEAFe) and LEA F1.

    python tests/benchmarks/coreference.py COIN.tsv [--documents N]

Text. Tokens are put together again: no space before closing punctuation, around hyphens and before `nya`. The
shipped pipeline reads the text, and finds sentences and mentions by itself.

Gold. Mentions are those annotated as PROPER, PRONOUN and NOUN, the latter without those that an indefinite
determiner or a numeral opens. IDENT, ALIAS and APPOS links join them to clusters; of mentions in apposition
the first stays. A mention that is alone in its cluster is left out, as in CoNLL-2012.

Answer. A gold mention gets the entity of the pipeline's mention with the same characters; else of the longest
one inside it that has the same head, or that covers it and begins where it does. The head of a name is its
last word that is no punctuation, of a description its first. A mention that gets no entity is a cluster of
its own.

Pradhan et al. 2014, "Scoring Coreference Partitions of Predicted Mentions"; Moosavi and Strube 2016, "Which
Coreference Evaluation Metric Do You Trust?".
"""

from __future__ import annotations

import argparse
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx as nx

from kg.model import Document, Mention
from kg.pipeline import Done, analyses

LABEL = re.compile(r"(\w+)\[([\d_]+)\]")
JOINING = frozenset({"IDENT", "ALIAS", "APPOS"})
KINDS = frozenset({"PROPER", "NOUN", "PRONOUN"})
NUMERALS = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
INDEFINITE = frozenset(
    {"seorang", "sebuah", "suatu", "seekor", "sepasang", "beberapa", "sejumlah", *NUMERALS}
)
CLOSING, OPENING = set(".,;:!?)%”"), set("(“")

Cluster = frozenset[Hashable]
Clusters = Sequence[Cluster]


@dataclass(frozen=True, slots=True)
class Gold:
    """A mention: its kind, its characters, and where its head begins."""

    kind: str
    start: int
    end: int
    head: int


# --- metrics: recall as a pair (numerator, denominator); precision is recall the other way around -----


def muc(key: Clusters, response: Clusters) -> tuple[float, float]:
    """Links that need not be added to a key cluster's parts to make it whole (Vilain et al. 1995)."""
    of = _by_mention(response)
    found = sum(len(k) - len({of.get(m, m) for m in k}) for k in key)
    return found, sum(len(k) - 1 for k in key)


def b_cubed(key: Clusters, response: Clusters) -> tuple[float, float]:
    """For each mention, the share of its key cluster that is with it (Bagga and Baldwin 1998)."""
    found = sum(len(k & r) ** 2 / len(k) for k in key for r in response)
    return found, sum(len(k) for k in key)


def ceaf_e(key: Clusters, response: Clusters) -> tuple[float, float]:
    """The likeness of clusters under the best alignment (Luo 2005), with φ4."""
    graph = nx.Graph()
    for (i, k), (j, r) in itertools.product(enumerate(key), enumerate(response)):
        if k & r:
            graph.add_edge(("key", i), ("response", j), weight=2 * len(k & r) / (len(k) + len(r)))
    pairs = nx.max_weight_matching(graph)
    return sum(graph.edges[pair]["weight"] for pair in pairs), len(key)


def lea(key: Clusters, response: Clusters) -> tuple[float, float]:
    """The share of a cluster's links that are found, weighted by its size (Moosavi and Strube 2016)."""
    found = 0.0
    for k in key:
        if len(k) > 1:
            found += len(k) * sum(_links(len(k & r)) for r in response) / _links(len(k))
        else:
            found += len(k) * any(k == r for r in response)
    return found, sum(len(k) for k in key)


def _links(size: int) -> float:
    return size * (size - 1) / 2


def _by_mention(clusters: Clusters) -> dict[Hashable, Cluster]:
    return {m: cluster for cluster in clusters for m in cluster}


METRICS: dict[str, Callable[[Clusters, Clusters], tuple[float, float]]] = {
    "MUC": muc,
    "B³": b_cubed,
    "CEAFe": ceaf_e,
    "LEA": lea,
}


def scores(documents: Iterable[tuple[Clusters, Clusters]]) -> dict[str, tuple[float, float, float]]:
    """Recall, precision and F1 by metric, summed over the (key, response) pairs of documents."""
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    for key, response in documents:
        for name, metric in METRICS.items():
            pair = (*metric(key, response), *metric(response, key))
            sums[name] = [a + b for a, b in zip(sums[name], pair, strict=True)]
    return {name: _rates(*four) for name, four in sums.items()}


def _rates(found: float, wanted: float, right: float, said: float) -> tuple[float, float, float]:
    recall, precision = found / wanted if wanted else 0.0, right / said if said else 0.0
    both = recall + precision
    return recall, precision, 2 * recall * precision / both if both else 0.0


# --- the corpus ---------------------------------------------------------------------------------------


def read(path: Path) -> Iterator[tuple[str, list[list[Gold]]]]:
    """The text of each document and its clusters."""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#Text") and rows:
            yield document(rows)
            rows = []
        elif not line.startswith("#") and line.count("\t") >= 3:
            rows.append(line.split("\t"))
    if rows:
        yield document(rows)


def document(rows: Sequence[Sequence[str]]) -> tuple[str, list[list[Gold]]]:
    words = [row[2] for row in rows]
    text, places = rebuilt(words)
    tokens: defaultdict[str, list[int]] = defaultdict(list)
    kinds: dict[str, str] = {}
    links: list[tuple[str, str, str]] = []
    for index, row in enumerate(rows):
        for label, ids in LABEL.findall(row[3]):
            one, _, other = ids.partition("_")
            if other:
                links.append((label, one, other))
            else:
                kinds[one] = label
                tokens[one].append(index)
    apposed = {other for label, _, other in links if label in {"APPOS", "EXAPPOS"}}
    graph = nx.Graph()
    graph.add_edges_from((a, b) for label, a, b in links if label in JOINING)
    clusters = []
    for ids in nx.connected_components(graph):
        kept = [
            m
            for m in sorted(ids, key=int)
            if m not in apposed and _counts(kinds.get(m, ""), tokens[m], words)
        ]
        if len(kept) > 1:
            clusters.append([mention(kinds[m], tokens[m], words, places) for m in kept])
    return text, clusters


def _counts(kind: str, tokens: Sequence[int], words: Sequence[str]) -> bool:
    if kind not in KINDS or not tokens:
        return False
    first = words[tokens[0]].lower()
    return kind != "NOUN" or not (first in INDEFINITE or first[0].isdigit())


def mention(
    kind: str, tokens: Sequence[int], words: Sequence[str], places: Sequence[tuple[int, int]]
) -> Gold:
    spoken = [i for i in tokens if words[i][0].isalnum()] or list(tokens)
    head = spoken[-1] if kind == "PROPER" else spoken[0]
    return Gold(kind, places[tokens[0]][0], places[tokens[-1]][1], places[head][0])


def rebuilt(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text, and where each token stands in it; a hyphen before an enclitic goes."""
    text, places, tight, quoted = "", [], True, False
    for index, word in enumerate(words):
        enclitic = word == "nya" and index > 0
        dropped = word == "-" and words[index + 1 : index + 2] == ["nya"]
        closes = word in CLOSING or (word == '"' and quoted)
        text += "" if tight or closes or enclitic or word == "-" else " "
        places.append((len(text), len(text) + (0 if dropped else len(word))))
        text += "" if dropped else word
        quoted ^= word == '"'
        tight = word in OPENING or word == "-" or (word == '"' and quoted)
    return text, places


# --- the answer ---------------------------------------------------------------------------------------


def answer(gold: Gold, mentions: Sequence[Mention]) -> str | None:
    """The entity of the pipeline's mention that is the gold one."""
    exact = next((m for m in mentions if (m.start, m.end) == (gold.start, gold.end)), None)
    if exact is not None:
        return exact.entity
    inside = [m for m in mentions if gold.start <= m.start <= gold.head < m.end <= gold.end]
    around = [m for m in mentions if m.start == gold.start and gold.end <= m.end]
    fits = max(inside or around, key=lambda m: (m.end - m.start, -m.start), default=None)
    return fits.entity if fits is not None else None


def compared(
    clusters: Sequence[Sequence[Gold]], mentions: Sequence[Mention]
) -> tuple[Clusters, Clusters, int]:
    """Key, response, and how many gold mentions got an entity."""
    key = [frozenset(cluster) for cluster in clusters]
    groups: defaultdict[object, set[Gold]] = defaultdict(set)
    answered = 0
    for gold in itertools.chain(*clusters):
        entity = answer(gold, mentions)
        answered += entity is not None
        groups[gold if entity is None else entity].add(gold)
    return key, [frozenset(group) for group in groups.values()], answered


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("corpus", type=Path)
    options.add_argument("--documents", type=int, help="how many of the first documents")
    given = options.parse_args()
    gold = list(itertools.islice(read(given.corpus), given.documents))
    made = analyses(Document(id=str(i), text=text) for i, (text, _) in enumerate(gold))
    report(
        [(c, r.value.mentions if isinstance(r, Done) else ()) for (_, c), r in zip(gold, made, strict=True)]
    )


def report(documents: Sequence[tuple[Sequence[Sequence[Gold]], Sequence[Mention]]]) -> None:
    pairs = [compared(clusters, mentions) for clusters, mentions in documents]
    mentions = sum(len(c) for clusters, _ in documents for c in clusters)
    print(f"{len(documents)} documents, {mentions} mentions, {sum(p[2] for p in pairs)} with an entity")
    found = scores((key, response) for key, response, _ in pairs)
    print(f"{'':8} {'recall':>9} {'precision':>9} {'F1':>9}")
    for name, (recall, precision, f1) in found.items():
        print(f"{name:8} {recall:9.3f} {precision:9.3f} {f1:9.3f}")
    print(f"{'CoNLL':8} {'':9} {'':9} {sum(found[n][2] for n in ('MUC', 'B³', 'CEAFe')) / 3:9.3f}")


if __name__ == "__main__":
    main()
