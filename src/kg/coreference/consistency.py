"""One type for one spelling in a document, and names found once found everywhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from kg.frozen import replace
from kg.gazetteer import fold, gazetteer
from kg.mentions import Name, nouns, retitled
from kg.mentions.names import capitalised, proper_run
from kg.model import EntityType
from kg.morphology import analyse
from kg.syntax import Tree

_SURE_VOTE = 12  # what a name in the gazetteer, with a title or beside a cue weighs against a bare guess
_TITLE_WORDS = 2  # of an office alone; what has more says of what
_NO_PEOPLE = frozenset({EntityType.PLACE, EntityType.ORGANIZATION, EntityType.COUNTRY})
_NAME_TAGS = frozenset({"PROPN", "X", "NOUN"})


def consistent(trees: Sequence[Tree], names: Sequence[Sequence[Name]]) -> list[tuple[Name, ...]]:
    """One type for one spelling, and names found once are found wherever they stand in capitals."""
    types = _types(trees, names)
    names = [_joined(tree, found, types) for tree, found in zip(trees, names, strict=True)]
    others = _others(trees, names)
    names = [
        [_parted(tree, name, types, others) for name in found]
        for tree, found in zip(trees, names, strict=True)
    ]
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


def _others(trees: Sequence[Tree], names: Sequence[Sequence[Name]]) -> set[str]:
    """What is called a place or a body in the document, also without its first word: "(Kabupaten) Nusa"."""
    found = set()
    for tree, here in zip(trees, names, strict=True):
        for name in here:
            if name.type in _NO_PEOPLE:
                found.add(_spelling(tree, name))
                if name.end - name.start > 1 and nouns().get(tree.forms[name.start]) in _NO_PEOPLE:
                    found.add(fold(tree.text(name.start + 1, name.end)))
    return found


def _joined(tree: Tree, names: Sequence[Name], types: Mapping[str, EntityType]) -> list[Name]:
    """Names beside each other that are one elsewhere: "PT Bangun" and "Melati Abadi"."""
    made: list[Name] = []
    for name in names:
        if made and made[-1].end == name.start:
            whole = replace(made[-1], end=name.end, right=max(made[-1].right, name.right))
            kind = types.get(_spelling(tree, whole))
            if kind is made[-1].type:
                made[-1] = whole
                continue
        made.append(name)
    return made


def _parted(tree: Tree, name: Name, types: Mapping[str, EntityType], others: AbstractSet[str]) -> Name:
    """ "Wakil Bupati Nusa Melati Raka Wibisana": a person's name without what belongs to the office before.

    That is what the document calls a place or a body elsewhere, or the last words of what the office is of
    before what is a person's name elsewhere: "Direktur Kerja Sama Maritim Raka".
    """
    office = next((o for o in reversed(name.offices) if o.kind == "office"), None)
    if name.type is not EntityType.PERSON or name.entry is not None or office is None:
        return name
    several = office.end - office.start > _TITLE_WORDS or office.end < name.start
    goes_on = several and all(map(capitalised, tree.tokens[office.end : name.start]))
    for start in range(name.end - 1, name.start, -1):
        alone = (fold(tree.text(start, name.end)), fold(tree.words[start]))
        known = goes_on and any(types.get(text) is EntityType.PERSON for text in alone)
        words = all(analyse(word).listed for word in tree.forms[name.start : start])
        if fold(tree.text(name.start, start)) in others or (known and words):
            return retitled(tree, replace(name, start=start))
    return name


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
