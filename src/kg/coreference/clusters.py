"""Names in reading order, each put to the cluster it matches or to a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from kg.coreference.model import Cluster, Place
from kg.coreference.spelling import key, plain, same_body, same_law, same_person
from kg.mentions import Name, word_list
from kg.model import PLACES, EntityType
from kg.syntax import Tree

_BODY_OR_PLACE = frozenset({EntityType.PLACE, EntityType.ORGANIZATION})


def cluster(trees: Sequence[Tree], names: Sequence[Sequence[Name]]) -> tuple[list[Cluster], dict[Place, int]]:
    """The clusters of a document by number, and the number of each name by its place."""
    clusters: list[Cluster] = []
    of_name: dict[Place, int] = {}
    for s, (tree, found) in enumerate(zip(trees, names, strict=True)):
        here: dict[int, Cluster] = {}
        last: Name | None = None
        for name in found:
            known = here[last.start] if last is not None and _is_alias(tree, last, name) else None
            here[name.start] = _put(clusters, tree, name, known)
            last = name
        of_name.update({(s, start): known.number for start, known in here.items()})
        for name in found:
            _entitle(here[name.start], name, found, here)
    return clusters, of_name


def _is_alias(tree: Tree, name: Name, other: Name) -> bool:
    """ "Rina Dewi atau akrab disapa Nana": nothing between two names but words that call one the other."""
    between = tree.forms[name.right : other.left]
    called = not word_list("calling").isdisjoint(between)
    return called and name.type is other.type and word_list("also_called").issuperset(between)


def _put(clusters: list[Cluster], tree: Tree, name: Name, known: Cluster | None) -> Cluster:
    """The cluster of a name, with its acronyms added; `known` if it is another name of it."""
    text = plain(tree.text(name.start, name.end))
    if known is not None:
        _add_name(known, text)
        return known
    known = _match(clusters, name, text)
    if known is None:
        label = name.entry.name if name.entry else text
        known = Cluster(len(clusters), name.type, label, name.entry)
        clusters.append(known)
    _join(known, name, text)
    for start, end in name.aliases:
        _add_name(known, tree.text(start, end))
    return known


def _match(clusters: Sequence[Cluster], name: Name, text: str) -> Cluster | None:
    """The latest cluster with the same entry or spelling, else the latest with a related spelling."""
    kinds = _compatible(name.type)
    latest = [c for c in reversed(clusters) if c.type in kinds]
    wanted = key(text)
    for candidate in latest:
        if name.entry is not None and candidate.entry is not None:
            if name.entry.name == candidate.entry.name:
                return candidate
        elif wanted in map(key, candidate.names):
            return candidate
    if name.entry is not None and name.type is not EntityType.PERSON:
        return None
    return next((c for c in latest if _related(c, name.type, text)), None)


def _related(candidate: Cluster, kind: EntityType, text: str) -> bool:
    if kind is EntityType.LAW:
        return any(same_law(key(text), key(n)) for n in candidate.names)
    if kind is EntityType.PERSON:
        return same_person(candidate.names, key(text))
    return same_body(candidate.names, text)


@cache
def _compatible(kind: EntityType) -> frozenset[EntityType]:
    """The types that another name of the same thing may have: recognisers confuse bodies and places."""
    return frozenset({kind}).union(*(kinds for kinds in (PLACES, _BODY_OR_PLACE) if kind in kinds))


def _join(known: Cluster, name: Name, text: str) -> None:
    """Add a spelling; the label is the gazetteer's, or else the longest one not all in capitals."""
    _add_name(known, text)
    if known.entry is not None:
        return
    if name.entry is not None:
        known.entry, known.label, known.type = name.entry, name.entry.name, name.type
    elif _length(text) > _length(known.label) and (known.label.isupper() or not text.isupper()):
        known.label = text


def _add_name(known: Cluster, text: str) -> None:
    if text not in known.names:
        known.names.append(text)


def _length(text: str) -> tuple[int, int]:
    """Words, then characters."""
    return len(text.split()), len(text)


def _entitle(holder: Cluster, name: Name, names: Iterable[Name], here: dict[int, Cluster]) -> None:
    """What the titles of a name say: the body named in them last, and that an office is held."""
    for office in name.offices:
        bodies = [n for n in names if office.start <= n.left and n.right <= office.end]
        body = here[bodies[-1].start].label if bodies else office.organisation
        holder.organisation = holder.organisation or body
