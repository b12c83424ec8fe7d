"""The graph as nodes and edges, for tools that know no RDF: GraphML, GEXF, CSV for Gephi and Neo4j.

A node is anything that an article speaks of; an edge is a statement with both ends, with how it is
meant, who says so, when, and its sentence. Nodes come sorted from the union, edges an article at a
time: nothing but one subject or one article is held.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import groupby
from operator import itemgetter
from xml.sax.saxutils import escape, quoteattr

from kg.model import EntityType
from kg.namespaces import KG, NIF, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, WD
from kg.terms import TYPE, Triple, iri_text, literal_text

_CLASSES = {f"<{KG}{kind}>": str(kind) for kind in EntityType}
_Said = dict[str, dict[str, list[str]]]  # subject -> predicate -> objects


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A thing: `names` are its other names, `wikidata` its id there, `value` its value if it is one."""

    id: str
    label: str
    type: str
    names: str
    wikidata: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A statement from subject to object."""

    id: str
    source: str
    target: str
    relation: str
    words: str
    polarity: str
    modality: str
    says: str
    time: str
    until: str
    confidence: str
    rule: str
    sentence: str
    article: str
    title: str
    date: str
    url: str


def nodes(merged: Iterable[Triple]) -> Iterator[Node]:
    """The nodes of a graph from its triples grouped by subject."""
    for subject, of_subject in groupby(merged, key=itemgetter(0)):
        said: dict[str, list[str]] = {}
        for _, predicate, thing in of_subject:
            said.setdefault(predicate, []).append(thing)
        kinds = sorted(_CLASSES[kind] for kind in said.get(TYPE, ()) if kind in _CLASSES)
        if not kinds:
            continue
        label, *others = [_plain(term) for term in said.get(f"<{RDFS}label>", [subject])]
        others += [_plain(term) for term in said.get(f"<{SKOS}altLabel>", ())]
        same = [_plain(term).removeprefix(WD) for term in said.get(f"<{OWL}sameAs>", ())]
        yield Node(
            id=iri_text(subject),
            label=label,
            type=next((kind for kind in kinds if kind != EntityType.THING), kinds[0]),
            names="|".join(dict.fromkeys(others)),
            wikidata="|".join(same),
            value="".join(_plain(term) for term in said.get(f"<{RDF}value>", ())[:1]),
        )


def edges(graphs: Iterable[tuple[str, list[Triple]]]) -> Iterator[Edge]:
    """The edges of the graphs of articles."""
    for _, triples in graphs:
        said: _Said = {}
        for subject, predicate, thing in triples:
            said.setdefault(subject, {}).setdefault(predicate, []).append(thing)
        for subject, of_subject in said.items():
            if f"<{KG}Statement>" in of_subject.get(TYPE, ()):
                yield from _edge(subject, said)


def _edge(statement: str, said: _Said) -> Iterator[Edge]:
    def first(node: str, predicate: str) -> str:
        return next(iter(said.get(node, {}).get(f"<{predicate}>", ())), "")

    source, target = first(statement, RDF + "subject"), first(statement, RDF + "object")
    if not source or not target.startswith("<"):
        return
    article = first(statement, PROV + "wasDerivedFrom")
    evidence, speaker = first(statement, KG + "evidence"), first(statement, KG + "attributedTo")
    yield Edge(
        id=iri_text(statement),
        source=iri_text(source),
        target=iri_text(target),
        relation=_local(first(statement, RDF + "predicate")),
        words=_plain(first(statement, KG + "predicateText")),
        polarity=_local(first(statement, KG + "polarity")),
        modality=_local(first(statement, KG + "modality")),
        says=_plain(first(speaker, RDFS + "label")),
        time=_plain(first(statement, KG + "time") or first(statement, KG + "startTime")),
        until=_plain(first(statement, KG + "endTime")),
        confidence=_plain(first(statement, KG + "confidence")),
        rule=_plain(first(statement, KG + "rule")),
        sentence=_plain(first(evidence, NIF + "anchorOf")),
        article=_plain(article),
        title=_plain(first(article, SCHEMA + "headline")),
        date=_plain(first(article, SCHEMA + "datePublished")),
        url=_plain(first(article, SCHEMA + "url")),
    )


def _plain(term: str) -> str:
    if not term:
        return ""
    return iri_text(term) if term[0] == "<" else literal_text(term)


def _local(term: str) -> str:
    text = _plain(term)
    return text[max(text.rfind("/"), text.rfind("#")) + 1 :]


def rows(found: Iterable[Node] | Iterable[Edge], header: Sequence[str]) -> Iterator[str]:
    """CSV in pieces, fields in the order of the dataclass under the names of `header`."""
    buffer = io.StringIO()
    plain = csv.writer(buffer, lineterminator="\n")
    quoted = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow(header)
    for one in found:
        cells = astuple(one)
        # The library leaves a carriage return bare, which readers take for the end of a row.
        (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


_NODE, _EDGE = [field.name for field in fields(Node)], [field.name for field in fields(Edge)]
# File of nodes and file of edges -> their columns, as the tools' importers name them.
GEPHI = (["Id", "Label", *_NODE[2:]], ["Id", "Source", "Target", "Label", *_EDGE[4:]])
NEO4J = (["id:ID", "label", ":LABEL", *_NODE[3:]], ["id", ":START_ID", ":END_ID", ":TYPE", *_EDGE[4:]])


def graphml(found: Iterable[Node], joined: Iterable[Edge]) -> Iterator[str]:
    """GraphML in pieces."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind, names in (("node", _NODE[1:]), ("edge", _EDGE[3:])):
        for name in names:
            yield f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="string"/>\n'
    yield '<graph edgedefault="directed">\n'
    for node in found:
        yield f"<node id={quoteattr(node.id)}>{_data('node', node, _NODE[1:])}</node>\n"
    for edge in joined:
        ends = f"id={quoteattr(edge.id)} source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        yield f"<edge {ends}>{_data('edge', edge, _EDGE[3:])}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(kind: str, one: Node | Edge, names: Sequence[str]) -> str:
    given = ((name, getattr(one, name)) for name in names)
    return "".join(f'<data key="{kind}_{name}">{_text(value)}</data>' for name, value in given if value)


def gexf(found: Iterable[Node], joined: Iterable[Edge]) -> Iterator[str]:
    """GEXF 1.2 in pieces."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
    yield '<graph defaultedgetype="directed" mode="static">\n'
    for kind, names in (("node", _NODE[2:]), ("edge", _EDGE[4:])):
        yield f'<attributes class="{kind}">\n'
        for name in names:
            yield f'<attribute id="{kind}_{name}" title="{name}" type="string"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for node in found:
        label = f"id={quoteattr(node.id)} label={quoteattr(node.label)}"
        yield f"<node {label}><attvalues>{_values('node', node, _NODE[2:])}</attvalues></node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in joined:
        ends = f"id={quoteattr(edge.id)} source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        label = f"{ends} label={quoteattr(edge.relation)}"
        yield f"<edge {label}><attvalues>{_values('edge', edge, _EDGE[4:])}</attvalues></edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _values(kind: str, one: Node | Edge, names: Sequence[str]) -> str:
    given = ((name, getattr(one, name)) for name in names)
    return "".join(
        f'<attvalue for="{kind}_{name}" value={quoteattr(value)}/>' for name, value in given if value
    )


def _text(value: str) -> str:
    return escape(value, {"\r": "&#13;"})
