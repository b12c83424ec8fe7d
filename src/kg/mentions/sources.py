"""Where names come from: the recogniser's tags and the gazetteer, made one list."""

from __future__ import annotations

from collections.abc import Sequence

from kg.frozen import replace
from kg.gazetteer import Gazetteer
from kg.mentions.names import Name
from kg.model import EntityType, Token
from kg.syntax import Tree

_TYPES = {"PER": EntityType.PERSON, "ORG": EntityType.ORGANIZATION, "LOC": EntityType.PLACE}
_BRACKETS = frozenset({"(", ")"})
_NAME_TAGS = frozenset({"PROPN", "NOUN", "X"})


def recognised(tokens: Sequence[Token]) -> list[Name]:
    """The runs of B- and I- tags; a run ends before a bracket inside it,
    and begins behind one.

    An I- tag without a B- before it begins a name of its own.
    """
    found: list[Name] = []
    start = None
    for i, tag in enumerate([*[t.entity for t in tokens], "O"]):
        if tag == "O" and start is None:
            continue
        if start is not None and not tag.startswith("I-"):
            kind = _TYPES.get(tokens[start].entity[2:])
            if kind is not None:
                first = start + 1 if tokens[start].text == "(" and start + 1 < i else start
                bracket = next((k for k in range(first + 1, i) if tokens[k].text in _BRACKETS), i)
                found.extend(_apart(tokens, Name(start=first, end=bracket, type=kind)))
            start = None
        if tag.startswith("B-") or (tag.startswith("I-") and start is None):
            start = i
    return found


def _apart(tokens: Sequence[Token], span: Name) -> list[Name]:
    """ "Delegasi Rusia dan Delegasi Cina": two names, since the second begins as the first does."""
    first = tokens[span.start].text
    for i in range(span.start + 1, span.end - 1):
        if tokens[i].upos == "CCONJ" and tokens[i + 1].text == first:
            return [replace(span, end=i), replace(span, start=i + 1)]
    return [span]


def listed(tree: Tree, places: Gazetteer) -> list[Name]:
    """The names of the gazetteer; a single word has to be tagged as a name can be."""
    return [
        Name(start=start, end=end, type=EntityType(entry.type), entry=entry)
        for start, end, entry in places.find(tree.words)
        if end - start > 1 or tree.tokens[start].upos in _NAME_TAGS
    ]


def merged(recognised: Sequence[Name], known: Sequence[Name]) -> list[Name]:
    """Both sources as one list: the longer span wins; equal spans take the gazetteer's entry.

    A known name inside a recognised one is a part of it and falls away; a law that is known by its number
    beats whatever the recogniser saw in it.
    """
    spans = list(recognised)
    for name in known:
        rivals = [s for s in spans if s.start < name.end and name.start < s.end]
        if not rivals:
            spans.append(name)
        elif _beats(name, rivals):
            spans = [s for s in spans if s not in rivals] + [name]
    return sorted(spans, key=lambda s: s.start)


def _beats(name: Name, rivals: Sequence[Name]) -> bool:
    """A numbered law, or what covers its rivals; a single known word is never put for a person."""
    if name.type is EntityType.LAW and name.sure:
        return True
    if any(s.start < name.start or name.end < s.end for s in rivals):
        return False
    of_one_kind = name.type is EntityType.PERSON or all(s.type is not EntityType.PERSON for s in rivals)
    return of_one_kind or name.end - name.start > 1
