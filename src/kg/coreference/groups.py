"""People coordinated or counted: "Ani dan Budi", "tiga pelajar" - what "mereka" goes back to."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coreference.descriptions import in_name
from kg.coreference.model import Cluster
from kg.grammar import grammar
from kg.mentions import Name, noun_type
from kg.model import EntityType
from kg.syntax import Phrase, Tree

_CORE = frozenset({"nsubj", "obj"})


def last_group(clusters: list[Cluster], tree: Tree, names: Sequence[Name]) -> tuple[int | None, int | None]:
    """What "mereka" goes back to: the first group that is subject or object, and its token if counted."""
    for index in tree.governors():
        core = tree.relations[index] in _CORE
        phrase = counted(tree, index, names) if core else None
        if phrase is not None:
            return group_named(clusters, tree.text(phrase.start, phrase.core_end)), index
        label = coordinated(tree, index, names) if core else None
        if label is None and tree.tokens[index].upos == "VERB":
            label = paired(tree, index, names)
        if label is not None:
            return group_named(clusters, label), None
    return None, None


def counted(tree: Tree, index: int, names: Sequence[Name]) -> Phrase | None:
    """The phrase of a number of people without names, if the token heads one."""
    if tree.child(index, "nummod") is None or in_name(names, index):
        return None
    return tree.phrase(index) if noun_type(tree.tokens[index]) is EntityType.PERSON else None


def coordinated(tree: Tree, index: int, names: Sequence[Name]) -> str | None:
    """The text of a coordination of people, if the token heads one."""
    if tree.child(index, "conj") is None:
        return None
    heads = tree.conjuncts(index)
    covering = [next((n for n in names if n.left <= h < n.right), None) for h in heads]
    kinds = [
        name.type if name is not None else noun_type(tree.tokens[h])
        for name, h in zip(covering, heads, strict=True)
    ]
    distinct = {n.start if n is not None else -h for n, h in zip(covering, heads, strict=True)}
    if len(distinct) < 2 or any(k is not EntityType.PERSON for k in kinds):
        return None
    starts = [n.left for n in names if n.left <= heads[0] < n.right]
    ends = [n.right for n in names if n.left <= heads[-1] < n.right]
    start = min([tree.phrase(heads[0]).start, *starts])
    return tree.text(start, max([tree.phrase(heads[-1]).end, *ends]))


def group_named(clusters: list[Cluster], label: str) -> int:
    """The number of the cluster with that label; a group is added if there is none."""
    known = next((c for c in clusters if c.label == label), None)
    if known is None:
        known = Cluster(len(clusters), EntityType.PERSON, label, group=True)
        clusters.append(known)
    return known.number


def paired(tree: Tree, index: int, names: Sequence[Name]) -> str | None:
    """Two people by name, one as subject and one beside the verb: "Rina bertemu dengan Budi"."""
    first = [_person(tree, child, names) for child in tree.children(index, "nsubj")]
    if not any(first):
        return None
    other = [_person(tree, child, names) for child in tree.children(index, "obl", "obj")]
    if not any(other):
        return None
    found = [next(name for name in some if name is not None) for some in (first, other)]
    return " & ".join(tree.text(name.start, name.end) for name in found)


def _person(tree: Tree, index: int, names: Sequence[Name]) -> Name | None:
    """The person named at a token, unless a preposition other than of company stands before."""
    name = next((n for n in names if n.left <= index < n.right and n.type is EntityType.PERSON), None)
    case = tree.case(index)
    with_somebody = case is None or grammar().role(tree.tokens[case].text) == "companion"
    return name if with_somebody else None
