"""What changed between two graphs: facts for people, triples for machines (RDF Patch).

Both sides stream sorted and are merged, so graphs of any size can be compared.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from itertools import groupby

from kg.namespaces import DCTERMS, KG, PROV, RDF, RDFS
from kg.spool import Spool, sorted_on_disk
from kg.terms import TYPE, Triple, iri_text, literal_text

ADDED, REMOVED = "+", "-"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fact:
    """A statement without its IRI, offsets, rule and confidence: what it says, and in which article."""

    article: str
    subject: str
    relation: str
    object: str
    polarity: str
    modality: str
    says: str
    time: str

    def __str__(self) -> str:
        marks = [
            "not" if self.polarity == "negative" else "",
            self.modality if self.modality != "actual" else "",
            f"says {self.says}" if self.says else "",
            self.time,
        ]
        further = "; ".join(mark for mark in marks if mark)
        words = f"{self.subject or '–'} | {self.relation} | {self.object or '–'}"
        return f"{words} ({further}) [{self.article}]" if further else f"{words} [{self.article}]"


def facts(before: Spool, after: Spool) -> Iterator[tuple[str, Fact]]:
    """The facts that only one side has, sorted, with `ADDED` or `REMOVED`."""
    for mark, line in _merged(_fact_lines(before), _fact_lines(after)):
        article, subject, relation, thing, polarity, modality, says, time = json.loads(line)
        yield (
            mark,
            Fact(
                article=article,
                subject=subject,
                relation=relation,
                object=thing,
                polarity=polarity,
                modality=modality,
                says=says,
                time=time,
            ),
        )


def patch(before: Spool, after: Spool) -> Iterator[str]:
    """The quads that only one side has, as RDF Patch: applied to the first, it makes the second."""
    yield "TX .\n"
    changes = _merged(sorted_on_disk(_quad_lines(before)), sorted_on_disk(_quad_lines(after)))
    for mark, line in changes:
        yield f"{'A' if mark == ADDED else 'D'} {line}\n"
    yield "TC .\n"


def _merged(before: Iterable[str], after: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Of two sorted streams, each line once, what is in one alone."""
    both = heapq.merge(((line, REMOVED) for line in before), ((line, ADDED) for line in after))
    for line, marked in groupby(both, key=lambda pair: pair[0]):
        marks = [mark for _, mark in marked]
        if len(marks) == 1:
            yield marks[0], line


def _quad_lines(spool: Spool) -> Iterator[str]:
    for piece in spool.nquads():
        yield from piece.decode("utf-8").split("\n")[:-1]


def _fact_lines(spool: Spool) -> Iterator[str]:
    found = (fact for _, triples in spool.graphs() for fact in facts_of(triples))
    return sorted_on_disk(json.dumps(astuple(fact), ensure_ascii=False) for fact in found)


def facts_of(triples: list[Triple]) -> Iterator[Fact]:
    """The facts of a graph in which statements, entities and articles are described."""
    said: dict[str, dict[str, str]] = {}
    for subject, predicate, thing in triples:
        said.setdefault(subject, {}).setdefault(predicate, thing)
    for node in said.values():
        if node.get(TYPE) != f"<{KG}Statement>":
            continue

        def name(predicate: str, node: dict[str, str] = node) -> str:
            term = node.get(f"<{predicate}>", "")
            return _plain(said.get(term, {}).get(f"<{RDFS}label>", term))

        times = [_plain(node.get(f"<{KG}{key}>", "")) for key in ("time", "startTime", "endTime")]
        article = said.get(node.get(f"<{PROV}wasDerivedFrom>", ""), {})
        yield Fact(
            article=_plain(article.get(f"<{DCTERMS}identifier>", "")),
            subject=name(RDF + "subject"),
            relation=_local(node.get(f"<{RDF}predicate>", "")),
            object=name(RDF + "object"),
            polarity=_local(node.get(f"<{KG}polarity>", "")),
            modality=_local(node.get(f"<{KG}modality>", "")),
            says=name(KG + "attributedTo"),
            time=times[0] or "/".join(filter(None, times[1:])),
        )


def _plain(term: str) -> str:
    if not term:
        return ""
    return iri_text(term) if term[0] == "<" else literal_text(term)


def _local(term: str) -> str:
    text = _plain(term)
    return text[max(text.rfind("/"), text.rfind("#")) + 1 :]
