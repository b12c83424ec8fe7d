"""What is pushed: graphs as sorted lines of N-Triples, the same lines in every run.

A blank node means nothing outside of the request that holds it: sent in batches or again after a break,
it would become several. Graphs made here have none; where a file of others has some, each becomes an
IRI made from its place in the graph (RDF 1.1, section 3.5; RDF Dataset Canonicalization).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TextIO, TypeVar

import pyoxigraph as ox

from kg.errors import RemoteError
from kg.namespaces import digest
from kg.spool import sorted_on_disk
from kg.store import graphs

Item = TypeVar("Item")
Node = TypeVar("Node")

DEFAULT = "default"  # stands for the default graph where a graph is named


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A graph: its name, how many triples, what they are, and a hash of them. `lines` run once."""

    graph: str
    count: int
    digest: str
    lines: Iterator[str]


def articles(source: ox.Store) -> Iterator[Part]:
    """Every named graph by itself. Raises RemoteError when there is none."""
    names = sorted(name.value for name in source.named_graphs() if isinstance(name, ox.NamedNode))
    if not names:
        raise RemoteError("there are no named graphs; say with --graph into which one to put the triples")
    for name, triples in graphs(source, names):
        lines = [f"{s} {p} {o} ." for s, p, o in triples]
        yield Part(graph=name, count=len(lines), digest=_digest(lines), lines=iter(lines))


def single(source: ox.Store, graph: str, room: TextIO) -> Iterator[Part]:
    """Everything, each triple once, as one graph; its lines are sorted into the file `room`."""
    found = source.quads_for_pattern(None, None, None, ox.DefaultGraph())
    made, count = hashlib.blake2b(digest_size=16), 0
    for line in sorted_on_disk(f"{quad.triple} ." for quad in found):
        room.write(f"{line}\n")
        made.update(f"{line}\n".encode())
        count += 1
    room.seek(0)
    lines = (line.removesuffix("\n") for line in room)
    yield Part(graph=graph, count=count, digest=made.hexdigest(), lines=lines)


def without_blank_nodes(source: ox.Store) -> ox.Store:
    """The same with an IRI for every blank node, by what is said of it; unchanged if there is none."""
    if not any(isinstance(node, ox.BlankNode) for quad in source for node in (quad.subject, quad.object)):
        return source
    dataset = ox.Dataset(source)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    whole = _digest(sorted(map(str, dataset)))
    named = ox.Store()
    named.bulk_extend(
        ox.Quad(_named(quad.subject, whole), quad.predicate, _named(quad.object, whole), quad.graph_name)
        for quad in dataset
    )
    return named


def batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """The items by `size`, the last ones fewer. (Python 3.12 has it as `itertools.batched`.)

    >>> list(batches("abc", 2))
    [('a', 'b'), ('c',)]
    """
    rest = iter(items)
    while some := tuple(islice(rest, size)):
        yield some


def _named(node: Node, whole: str) -> Node | ox.NamedNode:
    if isinstance(node, ox.BlankNode):
        return ox.NamedNode(f"urn:kg:blank:{digest(whole, node.value)}")
    return node


def _digest(lines: Iterable[str]) -> str:
    made = hashlib.blake2b(digest_size=16)
    for line in lines:
        made.update(f"{line}\n".encode())
    return made.hexdigest()
