"""RDF graphs in further formats: TriG, JSON-LD and RDF/XML, streamed from sorted triples.

Own writers and not the library's: its RDF/XML writes carriage returns bare, which an XML parser reads
as line feeds, and its JSON-LD has no context (pyoxigraph 0.5.13). Each holds one subject at a time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kg.errors import KgError
from kg.terms import TYPE, Triple, iri_text, literal_text
from kg.turtle import shortener, sort_key, turtle

_XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*\Z")
_JSON_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?")


def trig(graphs: Iterable[tuple[str, list[Triple]]], names: Mapping[str, str]) -> Iterator[str]:
    """TriG in pieces: the named graphs one after another; the graph named "" is the default one."""
    yield "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(names.items()))
    short = shortener(dict(names))
    for name, triples in graphs:
        pieces = turtle(sorted(triples, key=sort_key), dict(names))
        next(pieces)
        body = "".join(pieces)
        yield f"\n{short(f'<{name}>')} {{{body}}}\n" if name else body


def json_ld(triples: Iterable[Triple], names: Mapping[str, str]) -> Iterator[str]:
    """JSON-LD 1.1 in pieces from triples grouped by subject: one context, one line a node."""
    context = dict(sorted(names.items()))
    yield '{"@context": ' + json.dumps(context, ensure_ascii=False, indent=1) + ',\n"@graph": ['
    short = _compact(names)
    joint = "\n"
    for subject, of_subject in groupby(triples, key=itemgetter(0)):
        node: dict[str, Any] = {"@id": short(subject)}
        for _, predicate, thing in of_subject:
            if predicate == TYPE:
                node.setdefault("@type", []).append(short(thing))
            else:
                value = {"@id": short(thing)} if thing[0] in "<_" else _json_literal(thing, short)
                node.setdefault(short(predicate), []).append(value)
        yield joint + json.dumps(node, ensure_ascii=False)
        joint = ",\n"
    yield "\n]}\n"


def _json_literal(term: str, short: Any) -> dict[str, str]:
    value = {"@value": literal_text(term)}
    mark, rest = _after(term)
    if mark == "@":
        value["@language"] = rest
    elif mark == "^^":
        value["@type"] = short(rest)
    return value


def _after(term: str) -> tuple[str, str]:
    """What follows a literal's closing quote: ("@", language), ("^^", "<datatype>") or ("", "")."""
    rest = term[term.rindex('"') + 1 :]
    if rest.startswith("@"):
        return "@", rest[1:]
    return ("^^", rest[2:]) if rest else ("", "")


def _compact(names: Mapping[str, str]) -> Any:
    by_namespace = {namespace: prefix for prefix, namespace in names.items()}

    @lru_cache(maxsize=65536)
    def short(term: str) -> str:
        if term[0] == "_":
            return term
        text = iri_text(term)
        split = max(text.rfind("/"), text.rfind("#")) + 1
        prefix, local = by_namespace.get(text[:split]), text[split:]
        return f"{prefix}:{local}" if prefix and _JSON_NAME.fullmatch(local) else text

    return short


def rdf_xml(triples: Iterable[Triple], names: Mapping[str, str]) -> Iterator[str]:
    """RDF/XML in pieces from triples grouped by subject.

    Raises KgError for a property that has no XML name at its end, which RDF/XML cannot write.
    """
    spaces = "".join(f" xmlns:{prefix}={quoteattr(space)}" for prefix, space in sorted(names.items()))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'
    by_namespace = {namespace: prefix for prefix, namespace in names.items()}
    for subject, of_subject in groupby(triples, key=itemgetter(0)):
        about = "rdf:nodeID" if subject[0] == "_" else "rdf:about"
        lines = [_xml_property(predicate, thing, by_namespace) for _, predicate, thing in of_subject]
        yield f"<rdf:Description {about}={_xml_node(subject)}>\n{''.join(lines)}</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _xml_node(term: str) -> str:
    return quoteattr(term[2:] if term[0] == "_" else iri_text(term))


def _xml_property(predicate: str, thing: str, by_namespace: Mapping[str, str]) -> str:
    text = iri_text(predicate)
    found = _XML_NAME.search(text)
    if not found:
        raise KgError(f"RDF/XML cannot write the property {text}")
    split = found.start()
    prefix = by_namespace.get(text[:split])
    tag, space = (f"{prefix}:{text[split:]}", "") if prefix else (f"p:{text[split:]}", text[:split])
    opening = tag + (f" xmlns:p={quoteattr(space)}" if space else "")
    if thing[0] in "<_":
        kind = "rdf:nodeID" if thing[0] == "_" else "rdf:resource"
        return f"  <{opening} {kind}={_xml_node(thing)}/>\n"
    mark, rest = _after(thing)
    if mark == "@":
        opening += f" xml:lang={quoteattr(rest)}"
    elif mark:
        opening += f" rdf:datatype={quoteattr(iri_text(rest))}"
    value = escape(literal_text(thing), {"\r": "&#13;"})
    return f"  <{opening}>{value}</{tag}>\n"
