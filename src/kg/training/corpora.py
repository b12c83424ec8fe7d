"""The corpora of a data folder as samples, with the inventories of labels that the network predicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.parsing.decode import name_tags, to_bioes
from kg.parsing.layout import layout
from kg.training.batches import Sample
from kg.training.icon import Bracketed, read_bracketed
from kg.training.names import Named, read_named
from kg.training.treebank import Tree, common_labels, read_trees, split_every

DOMAINS = ("csui", "gsd", "pud", "idner2k", "nerui", "nergrit", "icon", "silver")
NAMES = name_tags(("PER", "ORG", "LOC"))
TREEBANKS = {
    "csui": ("treebank/ud_csui/id_csui-ud-train.conllu",),
    "gsd": (
        "treebank/ud_gsd/id_gsd-ud-train.converted.conllu",
        "treebank/ud_gsd/id_gsd-ud-dev.conllu",
        "treebank/ud_gsd/id_gsd-ud-test.conllu",
    ),
    "pud": ("treebank/ud_pud/id_pud-ud-test.conllu",),
}
NAMED = {
    "idner2k": ("ner/idner2k/train.txt",),
    "nerui": ("ner/nerui/nergithub.txt",),
    "nergrit": (
        "ner/nergrit/train_preprocess.txt",
        "ner/nergrit/valid_preprocess.txt",
        "ner/nergrit/test_preprocess.txt",
    ),
}
NAMED_DEV = "ner/idner2k/dev.txt"
BRACKETED = ("pos/icon/train.txt", "pos/icon/dev.txt")
DEV_EVERY = 6


@dataclass(slots=True, kw_only=True)
class Corpora:
    """All that is learnt from and chosen by. `dev` and `names_dev` are never trained on."""

    trees: dict[str, list[Tree]]
    dev: list[Tree]
    named: dict[str, list[Named]]
    names_dev: list[Named]
    bracketed: list[Bracketed]
    labels: list[str] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    aux: list[str] = field(default_factory=list)
    rare: dict[str, str] = field(default_factory=dict)

    def tree_samples(self, trees: Iterable[Tree], domain: str, weight: float = 1.0) -> list[Sample]:
        """Trees as samples of a domain."""
        label = {name: i for i, name in enumerate(self.labels)}
        relation = {name: i for i, name in enumerate(self.relations)}
        return [
            Sample(
                forms=tuple(w.form for w in tree.words),
                domain=DOMAINS.index(domain),
                labels=tuple(label[self.rare.get(w.label, w.label)] for w in tree.words),
                heads=tuple(0 if w.head == i else w.head + 1 for i, w in enumerate(tree.words)),
                relations=tuple(relation[w.deprel] for w in tree.words),
                weight=weight,
            )
            for tree in trees
        ]

    def name_samples(self, named: Iterable[Named], domain: str, weight: float = 1.0) -> list[Sample]:
        """Sentences with names as samples of a domain."""
        place = {name: i for i, name in enumerate(NAMES)}
        return [
            Sample(
                forms=n.forms,
                domain=DOMAINS.index(domain),
                names=tuple(place[tag] for tag in to_bioes(n.tags)),
                weight=weight,
            )
            for n in named
            if n.forms
        ]

    def aux_samples(self) -> list[Sample]:
        """The bracketed sentences with their own parts of speech."""
        place = {name: i for i, name in enumerate(self.aux)}
        return [
            Sample(forms=b.forms, domain=DOMAINS.index("icon"), aux=tuple(place[tag] for tag in b.tags))
            for b in self.bracketed
            if b.forms
        ]


def load(folder: Path) -> Corpora:
    """Read a data folder. Raises `OSError` where a file of the recipe is missing."""
    pattern = layout("id").words
    trees = {
        name: [tree for path in paths for tree in read_trees(folder / path, name)]
        for name, paths in TREEBANKS.items()
    }
    trees["csui"], dev = split_every(trees["csui"], DEV_EVERY)
    named = {
        name: [n for path in paths for n in read_named(folder / path, pattern)]
        for name, paths in NAMED.items()
    }
    corpora = Corpora(
        trees=trees,
        dev=dev,
        named=named,
        names_dev=read_named(folder / NAMED_DEV, pattern),
        bracketed=[b for path in BRACKETED for b in read_bracketed(folder / path, pattern)],
    )
    pool = [tree for group in trees.values() for tree in group]
    corpora.rare = common_labels(pool)
    corpora.labels = sorted({corpora.rare.get(w.label, w.label) for t in pool for w in t.words})
    corpora.relations = sorted({w.deprel for t in pool for w in t.words})
    corpora.aux = sorted({tag for b in corpora.bracketed for tag in b.tags})
    return corpora


def known(trees: Sequence[Tree], corpora: Corpora) -> list[Tree]:
    """Trees whose relations the inventory has."""
    names = set(corpora.relations)
    return [tree for tree in trees if all(w.deprel in names for w in tree.words)]
