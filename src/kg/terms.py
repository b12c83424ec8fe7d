"""RDF terms as N-Triples writes them: plain strings, safe for any text whatever.

A triple is a tuple of three such strings. They sort, hash and merge on disk without a graph in memory,
and join into valid N-Triples and N-Quads as they stand.

What no RDF/XML document could hold (control characters but tab, line feed and carriage return; lone
surrogates; U+FFFE and U+FFFF) becomes U+FFFD, one for one, so that every format carries the same graph
and offsets stay true.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

import pyoxigraph as ox

from kg.namespaces import RDF, XSD, safe_iri

Triple = tuple[str, str, str]

TYPE = f"<{RDF}type>"

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('["\\\\\n\r\t]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNESCAPES = {'\\"': '"', "\\\\": "\\", "\\n": "\n", "\\r": "\r", "\\t": "\t"}
_ESCAPED = re.compile(r'\\["\\nrt]')

# Lexical forms by XML Schema 1.1 part 2, as far as values of news need them.
_LEXICAL = {
    "boolean": re.compile(r"true|false|1|0"),
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    "time": re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?"),
    "gYear": re.compile(r"(?!0000)[0-9]{4}"),
    "gYearMonth": re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])"),
    "gMonthDay": re.compile(r"--(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
    "duration": re.compile(
        r"-?P(?=[0-9T])([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?"
    ),
}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATETIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})(:[0-9]{2}(?:\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


@lru_cache(maxsize=65536)
def iri(text: str) -> str:
    """`<text>`, made valid where it is not."""
    return f"<{safe_iri(text)}>"


def clean(text: str) -> str:
    """`text` with every character that some RDF format cannot hold replaced, one for one."""
    return _UNWRITABLE.sub("\ufffd", text)


def literal(text: str, *, language: str = "", datatype: str = "") -> str:
    """A literal: plain, with a language tag, or with the IRI of a datatype."""
    quoted = '"' + _SPECIAL.sub(_escape, clean(text)) + '"'
    if language:
        return f"{quoted}@{language}"
    return f"{quoted}^^<{datatype}>" if datatype and datatype != XSD + "string" else quoted


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES[found[0]]


def integer(number: int) -> str:
    """An xsd:integer. (NIF asks for nonNegativeInteger, whose values these are; stores merge the two.)"""
    return f'"{number}"^^<{XSD}integer>'


def decimal(number: float) -> str:
    """An xsd:decimal of at most four places: 0.85, 1."""
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return f'"{text if text != "-0" else "0"}"^^<{XSD}decimal>'


def typed(value: str, datatype: str) -> str:
    """A literal of the XSD type with the local name `datatype`; a plain one if `value` is not of it.

    >>> typed("007.50", "decimal")
    '"7.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    if datatype in ("date", "dateTime"):
        return moment(value) or literal(value)
    form = _LEXICAL.get(datatype)
    if form is None or not form.fullmatch(value):
        return literal(value)
    return _canonical(value, XSD + datatype)


@lru_cache(maxsize=4096)
def _canonical(value: str, datatype: str) -> str:
    """The literal in the form that a store gives back: stores keep numbers and times by value."""
    store = ox.Store()
    node = ox.NamedNode(XSD)
    store.add(ox.Quad(node, node, ox.Literal(value, datatype=ox.NamedNode(datatype))))
    (kept,) = (quad.object for quad in store)
    return str(kept)


def moment(text: str) -> str:
    """A point in time as xsd:date, xsd:dateTime, xsd:gYearMonth or xsd:gYear; "" if it is none.

    >>> moment("2023-07-27T17:30+07:00")
    '"2023-07-27T17:30:00+07:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    """
    if _LEXICAL["gYear"].fullmatch(text):
        return _canonical(text, XSD + "gYear")
    if _LEXICAL["gYearMonth"].fullmatch(text):
        return _canonical(text, XSD + "gYearMonth")
    try:
        if _DATE.fullmatch(text):
            date.fromisoformat(text)
            return _canonical(text, XSD + "date")
        parts = _DATETIME.fullmatch(text)
        if parts:
            text = parts[1] + (parts[2] or ":00") + (parts[3] or "")
            datetime.fromisoformat(text)
            return _canonical(text, XSD + "dateTime")
    except ValueError:
        pass
    return ""


def iri_text(term: str) -> str:
    """The IRI of `<iri>`."""
    return term[1:-1]


def literal_text(term: str) -> str:
    """The lexical form of a literal term, unescaped.

    >>> literal_text(literal('say "ya"', language="id"))
    'say "ya"'
    """
    return _ESCAPED.sub(lambda found: _UNESCAPES[found[0]], term[1 : term.rindex('"')])
