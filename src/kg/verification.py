"""Whether a build is what it says: no file was changed, and the evidence is what the articles say.

Files are compared with the seal that the build left (`kg.seals`). Every stretch of text is cut again out of
the stored article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError, StoreError
from kg.journal import Journal
from kg.namespaces import DCTERMS, KG, NIF
from kg.outputs import JOURNAL, SEALED, STORE
from kg.seals import broken, files
from kg.store import Store
from kg.terms import Triple, clean, iri_text, literal_text

_PLACE = re.compile(r"<(.*)#char=([0-9]+),([0-9]+)>\Z")
_SPANS = frozenset({f"<{KG}subjectSpan>", f"<{KG}objectSpan>", f"<{KG}evidence>"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What does not hold, in a file or in an article: the node, what it says, and what is in the text."""

    place: str
    reason: str
    node: str = ""
    said: str = ""
    found: str = ""


@dataclass(slots=True, kw_only=True)
class Checked:
    """How much was checked."""

    files: int = 0
    articles: int = 0
    spans: int = 0


def verify_build(folder: Path, checked: Checked) -> Iterator[Fault]:
    """The faults of what `kg build` made in `folder`: of its files, of its journal, of its store."""
    if not (folder / JOURNAL).exists() and not (folder / STORE).exists():
        raise KgError(f"{folder}: nothing was built there; see kg build")
    checked.files = sum(1 for _ in files(folder, SEALED))
    for name, reason in broken(folder, SEALED):
        yield Fault(place=str(folder / name), reason=reason)
    try:
        with Journal(folder / JOURNAL, read_only=True) as journal:
            journal.include_members()
            yield from (Fault(place=str(folder / JOURNAL), reason=reason) for reason in journal.faults())
    except StoreError as error:
        yield Fault(place=str(folder / JOURNAL), reason=str(error))
    yield from verify_store(folder / STORE, checked)


def verify_store(path: Path, checked: Checked) -> Iterator[Fault]:
    """The faults of the store in a folder; that it cannot be read is one too."""
    try:
        with Store.open(path) as store:
            yield from verify(store, checked)
    except (StoreError, OSError, RuntimeError, ValueError) as error:
        yield Fault(place=str(path), reason=" ".join(str(error).split()))


def verify(store: Store, checked: Checked) -> Iterator[Fault]:
    """The faults of a store, article by article.

    The stored text must have the hash that the graph gives; every sentence and mention must be the
    characters of the text that its IRI and its offsets name; every place that a statement points to
    must lie in the text. Texts are compared as they can be written in RDF (`kg.terms.clean`).
    """
    for name in store.articles():
        checked.articles += 1
        triples = store.graph(name)
        try:
            text = store.document(name).text
        except StoreError as error:
            yield Fault(place=name, reason=str(error))
            continue
        yield from _article(name, text, triples)
        for fault_or_none in _spans(name, text, triples):
            checked.spans += 1
            if fault_or_none is not None:
                yield fault_or_none


def _article(name: str, text: str, triples: list[Triple]) -> Iterator[Fault]:
    lengths = [literal_text(o) for s, p, o in triples if s == f"<{name}>" and p == f"<{KG}textLength>"]
    if lengths != [str(len(text))]:
        yield Fault(
            place=name,
            reason="the length of the text",
            said=" ".join(lengths),
            found=str(len(text)),
        )
    if not any(s == f"<{name}>" and p == f"<{DCTERMS}identifier>" for s, p, _ in triples):
        yield Fault(place=name, reason="the article has no identifier")


def _spans(name: str, text: str, triples: list[Triple]) -> Iterator[Fault | None]:
    """For each stretch of text that is spoken of: what is wrong with it, or None."""
    said: dict[str, dict[str, str]] = {}
    for subject, predicate, thing in triples:
        if predicate in (f"<{NIF}anchorOf>", f"<{NIF}beginIndex>", f"<{NIF}endIndex>"):
            said.setdefault(subject, {})[predicate] = literal_text(thing)
        elif predicate in _SPANS:
            said.setdefault(thing, {})
    for node, given in said.items():
        yield _span(name, text, node, given)


def _span(name: str, text: str, node: str, given: dict[str, str]) -> Fault | None:
    place = _PLACE.match(node)
    if not place or place[1] != name:
        return Fault(place=name, node=iri_text(node), reason="not a place in this article")
    start, end = int(place[2]), int(place[3])
    if not 0 <= start <= end <= len(text):
        return Fault(place=name, node=iri_text(node), reason="the place lies outside of the text")
    if not given:
        return None
    offsets = given.get(f"<{NIF}beginIndex>"), given.get(f"<{NIF}endIndex>")
    if offsets != (str(start), str(end)):
        reason = "the offsets are not those of the IRI"
        return Fault(place=name, node=iri_text(node), reason=reason, said=f"{offsets[0]},{offsets[1]}")
    cut, quoted = clean(text[start:end]), given.get(f"<{NIF}anchorOf>", "")
    if cut != quoted:
        return Fault(
            place=name, node=iri_text(node), reason="not what the text says there", said=quoted, found=cut
        )
    return None
