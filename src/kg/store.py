"""The embedded store: an Oxigraph database on disk, with the text of every article beside it.

    STORE/current         which generation is the graph (see `kg.generations`)
    STORE/graph-000001/   a generation: the database
    STORE/texts.sqlite    article texts by their hash, compressed (see `kg.texts`)

Every article is a named graph, and the default graph is kept as the union of them, each triple once:
Oxigraph's own union repeats a triple for every graph that has it, which makes joins slow and counts
wrong (pyoxigraph 0.5.13).

What is built is never lost. `Store.add` and `Store.remove` are transactions of whole articles;
`Store.build` makes a new generation and then points `current` to it. A process that dies at any moment
leaves the state before or after, and what it left over is swept away by the next writer. Texts are
written before the graph that speaks of them, and by hash, so they can never be of another version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg.errors import StoreError
from kg.generations import Current, enter, following, hold, point, prepare, read, storing, sweep
from kg.locks import Lock
from kg.model import Analysis, Document
from kg.namespaces import DCTERMS, ID, KG, RDFS, SCHEMA, article_iri, entity_iri
from kg.rdf import triples
from kg.spool import Spool
from kg.staging import adopt, staged
from kg.terms import Triple, literal
from kg.texts import Texts

BATCH = 100_000  # triples in one transaction, at least one article


class Store:
    """An open store. Use it as a context manager, or call `close`."""

    def __init__(self, path: Path, current: Current, locks: tuple[Lock, ...], *, read_only: bool) -> None:
        self.path = path
        self.base = current.base
        self._locks = locks
        folder = str(path / current.graph)
        with storing(path):
            self.rdf = ox.Store.read_only(folder) if read_only else ox.Store(folder)
        self.texts = Texts(path, read_only=read_only)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = True, base: str = ID) -> Store:
        """Open the store in the folder `path`; a writer makes one where there is none, with `base`.

        Raises StoreError when there is no store, when another process holds it in the way, when it is
        damaged or of another format.
        """
        with ExitStack() as undo:
            if read_only:
                current, lock = enter(path)
                undo.callback(lock.release)
                locks: tuple[Lock, ...] = (lock,)
            else:
                writer = prepare(path)
                undo.callback(writer.release)
                if not (path / "current").exists():
                    with storing(path):
                        ox.Store(str(path / following(path))).flush()
                    point(path, Current(graph=following(path), base=base))
                current = read(path)
                sweep(path, current.graph)
                lock = hold(path / f"{current.graph}.lock", exclusive=True)
                undo.callback(lock.release)
                locks = (lock, writer)
            store = cls(path, current, locks, read_only=read_only)
            undo.pop_all()
        return store

    @staticmethod
    def build(path: Path, spool: Spool) -> None:
        """Make the store at `path` hold exactly the articles of `spool`, in one step.

        Readers of what was there before are not disturbed. Raises StoreError.
        """
        with staged(path, spool) as current:
            adopt(path, current)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store; what was written is on the disk."""
        if hasattr(self, "rdf"):
            del self.rdf
        self.texts.close()
        for lock in self._locks:
            lock.release()

    def add(self, analyses: Iterable[Analysis]) -> int:
        """Add articles, each replacing what was there of the same id. Returns how many.

        They go in by transactions of whole articles of about `BATCH` triples, so any number may come.
        """
        count = size = 0
        batch: dict[str, tuple[Document, list[Triple]]] = {}
        for analysis in analyses:
            count += 1
            made = triples(analysis, base=self.base)
            batch[article_iri(self.base, analysis.document.id)] = analysis.document, made
            size += len(made)
            if size >= BATCH:
                self._commit(batch)
                batch, size = {}, 0
        self._commit(batch)
        return count

    def remove(self, documents: Iterable[str]) -> int:
        """Withdraw articles by document id; what others say too stays. Returns how many were there."""
        names = [article_iri(self.base, document) for document in documents]
        known = [name for name in dict.fromkeys(names) if name in self]
        with storing(self.path):
            self.rdf.update(" ;\n".join(map(_withdrawal, known)))
            self.rdf.flush()
        return len(known)

    def __contains__(self, name: object) -> bool:
        """Whether there is an article with the IRI `name`."""
        return isinstance(name, str) and self.rdf.contains_named_graph(ox.NamedNode(name))

    def __len__(self) -> int:
        """The number of articles."""
        return sum(1 for _ in self.rdf.named_graphs())

    def articles(self) -> list[str]:
        """The IRIs of all articles, sorted."""
        return sorted(name.value for name in self.rdf.named_graphs())

    def graph(self, name: str) -> list[Triple]:
        """The triples of the article with the IRI `name`, sorted, as `kg.rdf.triples` made them."""
        with storing(self.path):
            return next(graphs(self.rdf, [name]))[1]

    def document(self, name: str) -> Document:
        """The article with the IRI `name` as it was stored. Raises StoreError when it is not there."""
        article, graph = ox.NamedNode(name), ox.NamedNode(name)

        def value(predicate: str) -> str:
            found = self.rdf.quads_for_pattern(article, ox.NamedNode(predicate), None, graph)
            return "".join(_value(quad.object) for quad in found)

        if name not in self:
            raise StoreError(f"{self.path}: no article {name}")
        publisher, published = value(SCHEMA + "publisher"), value(SCHEMA + "datePublished")
        return Document(
            id=value(DCTERMS + "identifier"),
            text=self.texts.get(value(KG + "textHash")),
            title=value(SCHEMA + "headline"),
            date=date.fromisoformat(published) if published else None,
            url=value(SCHEMA + "url"),
            source=self._publisher_name(publisher, graph) if publisher else "",
        )

    def _publisher_name(self, publisher: str, graph: ox.NamedNode) -> str:
        found = self.rdf.quads_for_pattern(ox.NamedNode(publisher), ox.NamedNode(RDFS + "label"), None, graph)
        names = sorted(_value(quad.object) for quad in found)
        return next((name for name in names if entity_iri(self.base, name) == publisher), names[0])

    def _commit(self, batch: dict[str, tuple[Document, list[Triple]]]) -> None:
        if not batch:
            return
        self.texts.add(document.text for document, _ in batch.values())
        steps = [_withdrawal(name) for name in batch if name in self]
        steps.append(_insertion({name: made for name, (_, made) in batch.items()}))
        with storing(self.path):
            self.rdf.update(" ;\n".join(steps))
            self.rdf.flush()


def graphs(store: ox.Store, names: Iterable[str | None]) -> Iterator[tuple[str, list[Triple]]]:
    """Named graphs of a database with their triples, sorted; None is the default graph, named ""."""
    for name in names:
        place = ox.DefaultGraph() if name is None else ox.NamedNode(name)
        found = store.quads_for_pattern(None, None, None, place)
        triples = [(str(quad.subject), str(quad.predicate), _term(quad.object)) for quad in found]
        yield name or "", sorted(triples)


def _withdrawal(name: str) -> str:
    """SPARQL that drops a named graph and, from the union, what no other graph says."""
    return (
        f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} "
        f"FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g != <{name}>) }} }} ;\n"
        f"DROP SILENT GRAPH <{name}>"
    )


def _insertion(graphs: dict[str, list[Triple]]) -> str:
    """SPARQL that inserts named graphs, and their union into the default graph."""
    named, union = list[str](), dict[str, None]()
    for name, made in graphs.items():
        lines = [f"{s} {p} {o} .\n" for s, p, o in made]
        named.append(f"GRAPH <{name}> {{\n{''.join(lines)}}}\n")
        union.update(dict.fromkeys(lines))
    return f"INSERT DATA {{\n{''.join(union)}{''.join(named)}}}"


def _value(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return "" if isinstance(node, ox.Triple) else node.value


def _term(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    if isinstance(node, ox.Literal):
        return literal(node.value, language=node.language or "", datatype=node.datatype.value)
    return str(node)
