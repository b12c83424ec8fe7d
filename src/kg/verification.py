"""Whether the evidence is what it says: every stretch of text is cut again out of the stored article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import StoreError
from kg.namespaces import DCTERMS, KG, NIF
from kg.store import Store
from kg.terms import Triple, clean, iri_text, literal_text

_PLACE = re.compile(r"<(.*)#char=([0-9]+),([0-9]+)>\Z")
_SPANS = frozenset({f"<{KG}subjectSpan>", f"<{KG}objectSpan>", f"<{KG}evidence>"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What does not hold: the node in the graph of an article, what it says, and what is in the text."""

    article: str
    node: str
    reason: str
    said: str = ""
    found: str = ""


@dataclass(slots=True, kw_only=True)
class Checked:
    """How much was checked."""

    articles: int = 0
    spans: int = 0


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
            yield Fault(article=name, node=name, reason=str(error))
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
            article=name,
            node=name,
            reason="the length of the text",
            said=" ".join(lengths),
            found=str(len(text)),
        )
    if not any(s == f"<{name}>" and p == f"<{DCTERMS}identifier>" for s, p, _ in triples):
        yield Fault(article=name, node=name, reason="the article has no identifier")


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
        return Fault(article=name, node=iri_text(node), reason="not a place in this article")
    start, end = int(place[2]), int(place[3])
    if not 0 <= start <= end <= len(text):
        return Fault(article=name, node=iri_text(node), reason="the place lies outside of the text")
    if not given:
        return None
    offsets = given.get(f"<{NIF}beginIndex>"), given.get(f"<{NIF}endIndex>")
    if offsets != (str(start), str(end)):
        reason = "the offsets are not those of the IRI"
        return Fault(article=name, node=iri_text(node), reason=reason, said=f"{offsets[0]},{offsets[1]}")
    cut, quoted = clean(text[start:end]), given.get(f"<{NIF}anchorOf>", "")
    if cut != quoted:
        return Fault(
            article=name, node=iri_text(node), reason="not what the text says there", said=quoted, found=cut
        )
    return None
