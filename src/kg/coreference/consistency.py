"""One type for one spelling in a document, and names found once found everywhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from kg.frozen import replace
from kg.gazetteer import fold, gazetteer
from kg.mentions import Name, retitled
from kg.mentions.names import capitalised, proper_run
from kg.model import EntityType
from kg.syntax import Tree

_SURE_VOTE = 12  # what a name in the gazetteer, with a title or beside a cue weighs against a bare guess
_NAME_TAGS = frozenset({"PROPN", "X", "NOUN"})


def consistent(trees: Sequence[Tree], names: Sequence[Sequence[Name]]) -> list[tuple[Name, ...]]:
    """One type for one spelling, and names found once are found wherever they stand in capitals."""
    types = _types(trees, names)
    people = {
        part
        for key, kind in types.items()
        if kind is EntityType.PERSON
        for part in key.split()
        if len(part) > 2
    }
    result = []
    for tree, found in zip(trees, names, strict=True):
        fixed = [_retyped(tree, name, types, people) for name in found]
        extra = _missed(tree, fixed, types, people)
        result.append(tuple(sorted([*fixed, *extra], key=lambda n: n.start)))
    return result


def _types(trees: Sequence[Tree], names: Sequence[Sequence[Name]]) -> dict[str, EntityType]:
    """Folded spelling -> the type that most of its mentions have, the sure ones above all."""
    votes: defaultdict[str, Counter[EntityType]] = defaultdict(Counter)
    for tree, found in zip(trees, names, strict=True):
        for name in found:
            sure = name.entry is not None or name.offices or name.sure
            votes[_spelling(tree, name)][name.type] += _SURE_VOTE if sure else 1
    return {key: counter.most_common(1)[0][0] for key, counter in votes.items()}


def _spelling(tree: Tree, name: Name) -> str:
    return fold(tree.text(name.start, name.end))


def _retyped(tree: Tree, name: Name, types: Mapping[str, EntityType], people: AbstractSet[str]) -> Name:
    """The name with the document's type for it; a part of a person's name is a person's."""
    if name.entry is not None:
        return name
    key = _spelling(tree, name)
    kind = EntityType.PERSON if key in people else types[key]
    return name if kind is name.type else retitled(tree, replace(name, type=kind))


def _missed(
    tree: Tree, found: Sequence[Name], types: Mapping[str, EntityType], people: AbstractSet[str]
) -> list[Name]:
    """Single words in capitals that are names elsewhere in the document."""
    taken = {i for n in found for i in range(n.left, n.right)}
    extra = []
    for i, token in enumerate(tree.tokens):
        if token.upos not in _NAME_TAGS or i in taken or not capitalised(token):
            continue
        key = fold(token.text)
        kind = types.get(key)
        alone = i + 1 not in taken and i - 1 not in taken
        part_of_person = kind is None and key in people and token.upos == "PROPN" and alone
        if part_of_person and gazetteer().title([token.text], 0) is not None:
            continue
        if kind is EntityType.PERSON or part_of_person:
            end = proper_run(tree.tokens, i + 1, taken)
            taken.update(range(i, end))
            extra.append(retitled(tree, Name(start=i, end=end, type=EntityType.PERSON, left=i, right=end)))
        elif kind is not None and (i > 0 or token.upos == "PROPN"):
            extra.append(Name(start=i, end=i + 1, type=kind, left=i, right=i + 1))
    return extra
