"""Namespaces and deterministic IRIs: the same content always gets the same IRI.

Every IRI minted here is valid by RFC 3987 for any input whatever: quotes, angle brackets, control
characters, right-to-left marks, lone surrogates, emoji, names of any length. Readable where the name
allows it: `Kim Jong Un` becomes `Kim_Jong_Un`.

What lies where, under a base that the user sets (default `ID`):

    <base>Kim_Jong_Un                     an entity, by its name
    <base>article/<document>              an article; also the name of its named graph
    <base>article/<document>/<phrase>     a thing that only that article speaks of, by its phrase
    <base>article/<document>#char=10,84   a stretch of the article's text (RFC 5147)
    <base>statement/<hash>                a statement, by its content
    <base>value/<text>                    an amount, a sum of money, a time: equal everywhere
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import quote

from kg.errors import InputError

HOME = "https://w3id.org/kg-berita/"
KG = HOME + "ontology#"
RELATION = HOME + "relation/"
ROLE = HOME + "role/"
ID = HOME + "id/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
DCTERMS = "http://purl.org/dc/terms/"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITSRDF = "http://www.w3.org/2005/11/its/rdf#"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
TIME = "http://www.w3.org/2006/time#"
WD = "http://www.wikidata.org/entity/"
WDT = "http://www.wikidata.org/prop/direct/"

# Prefix -> namespace: what files are written with and what queries may use without declaring it.
PREFIXES = MappingProxyType(
    {
        "kg": KG,
        "rel": RELATION,
        "role": ROLE,
        "rdf": RDF,
        "rdfs": RDFS,
        "owl": OWL,
        "xsd": XSD,
        "skos": SKOS,
        "prov": PROV,
        "schema": SCHEMA,
        "dcterms": DCTERMS,
        "nif": NIF,
        "itsrdf": ITSRDF,
        "sem": SEM,
        "time": TIME,
        "wd": WD,
        "wdt": WDT,
        "sh": "http://www.w3.org/ns/shacl#",
        "foaf": "http://xmlns.com/foaf/0.1/",
    }
)

# Not schemes: JSON-LD would read `id:x` as a short name even where an IRI was meant.
_TAKEN = frozenset({*PREFIXES, "id", "art", "st", "val"})

LONGEST_IRI = 1800  # bytes; Virtuoso 7 cuts or refuses IRIs of more than about 1,880
SLUG_LIMIT = 160  # characters of one path segment; what is longer ends in a hash of the whole
_HASH_BYTES = 12  # 96 bits: about 6e-12 odds of one collision among a thousand million statements

_PLAIN = re.compile(r"[A-Za-z0-9.~'(),! \-]*\Z")
_UNSAFE_IN_IRI = re.compile(
    "[^!#$%&'()*+,\\-./0-9:;=?@A-Z\\[\\]_a-z~"
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]"
)
_CUT_PERCENT = re.compile(r"%[0-9A-Fa-f]?\Z")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Allowed by RFC 3987, but marks of direction deceive people, and readers of N-Triples split at any space.
_UNSEEN = re.compile("[\u00a0\u1680\u2000-\u200a\u200e\u200f\u2028-\u202f\u205f\u2066-\u2069\u3000]")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s]")
_HAS_AUTHORITY = re.compile(r"[^:/?#]*://")
_AUTHORITY = re.compile(r"[^:/?#]+://(?:[^/?#@\[\]]*@)?[^/?#@:\[\]]*(?::[0-9]*)?(?=[/?#]|\Z)")
_XML_NAME_AT_END = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*\Z")
_HTTP = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)
# Sub-delimiters that a path segment may hold (RFC 3986), kept since names have them: Ma'ruf Amin.
_KEPT = frozenset("-.~'(),!")
_SURROGATE = re.compile(f"[{chr(0xD800)}-{chr(0xDFFF)}]")


def digest(*parts: str | int | float | None) -> str:
    """24 hexadecimal digits that stand for `parts`; the order counts, and so do the borders."""
    data = json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return hashlib.blake2b(data, digest_size=_HASH_BYTES).hexdigest()


@lru_cache(maxsize=65536)
def slug(name: str) -> str:
    """One path segment for `name`: spaces become `_`, letters and digits stay, the rest is %-encoded.

    Two names get one slug only if they are equal up to Unicode NFC, runs of white space and
    characters that cannot be seen (control and format characters).

    >>> slug("Kim Jong Un"), slug("Ma'ruf Amin"), slug("A/B"), slug("")
    ('Kim_Jong_Un', "Ma'ruf_Amin", 'A%2FB', '_')
    """
    name = " ".join(name.split())
    if _PLAIN.match(name):
        name = name.replace(" ", "_")
    else:
        name = unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", name[: SLUG_LIMIT * 64])) + (
            "" if len(name) <= SLUG_LIMIT * 64 else digest(name)
        )
        name = "".join(map(_segment_character, name)).strip("_")
    if len(name) > SLUG_LIMIT:
        head = name[: SLUG_LIMIT - 25].rpartition("%")
        kept = head[0] if head[1] and len(head[2]) < 2 else name[: SLUG_LIMIT - 25]
        return f"{kept}~{digest(name)}"
    if not name.strip("."):
        return name.replace(".", "%2E") or "_"
    return name


@lru_cache(maxsize=4096)
def _segment_character(character: str) -> str:
    if character == " ":
        return "_"
    if character in _KEPT or (character.isascii() and character.isalnum()):
        return character
    if character == "_":
        return "%5F"
    category = unicodedata.category(character)
    if category in ("Cc", "Cf"):
        return ""
    if category[0] in "LMN" and not _UNSAFE_IN_IRI.match(character):
        return character
    return quote(character, safe="")


def base_iri(text: str) -> str:
    """The user's base, ready to mint under: an absolute http(s) IRI that ends in a slash.

    Raises InputError when it is not http(s) or has a query or fragment.
    """
    if not _HTTP.match(text) or "#" in text or "?" in text or safe_iri(text) != text:
        raise InputError("base IRI", f"{text!r} is not an absolute http(s) IRI without query and fragment")
    return text if text.endswith("/") else text + "/"


def safe_iri(text: str) -> str:
    """`text` as a valid absolute IRI: unchanged if it is one, else with what is not allowed %-encoded.

    One that is too long for some stores ends in a hash of the whole.
    """
    text = _BAD_PERCENT.sub("%25", text)
    text = _UNSAFE_IN_IRI.sub(lambda found: quote(_SURROGATE.sub("\ufffd", found[0]), safe=""), text)
    text = _UNSEEN.sub(lambda found: quote(found[0], safe=""), text)
    head, mark, fragment = text.partition("#")
    if mark and "#" in fragment:
        text = head + mark + fragment.replace("#", "%23")
    authority = _AUTHORITY.match(text)
    start = authority.end() if authority else 0
    text = text[:start] + text[start:].replace("[", "%5B").replace("]", "%5D")
    scheme = text.partition(":")[0]
    if not _ABSOLUTE.match(text) or (_HAS_AUTHORITY.match(text) and not authority) or scheme in _TAKEN:
        text = "urn:kg:" + quote(text, safe="")
    data = text.encode("utf-8")
    if len(data) > LONGEST_IRI:
        head = data[: LONGEST_IRI - 25].decode("utf-8", errors="ignore")
        text = f"{_CUT_PERCENT.sub('', head)}~{digest(text)}"
    return text


def is_web_iri(text: str) -> bool:
    """Whether `text` can be written as an http(s) link as it stands, in every store."""
    return bool(_HTTP.match(text)) and safe_iri(text) == text


def entity_iri(base: str, name: str) -> str:
    """The IRI of what is called `name` everywhere: `<base>Kim_Jong_Un`."""
    return base + slug(name)


def article_iri(base: str, document: str) -> str:
    """The IRI of an article by its document id; also the name of its named graph."""
    return f"{base}article/{slug(document)}"


def thing_iri(base: str, document: str, phrase: str) -> str:
    """The IRI of something that has no name of its own: it belongs to the article that speaks of it."""
    return f"{base}article/{slug(document)}/{slug(phrase)}"


def value_iri(base: str, text: str) -> str:
    """The IRI of an amount, a sum of money or a time: the same words mean the same value everywhere."""
    return f"{base}value/{slug(text)}"


def span_iri(article: str, start: int, end: int) -> str:
    """The IRI of the characters `start` to `end` of the article's text (RFC 5147, end exclusive)."""
    return f"{article}#char={start},{end}"


def statement_iri(base: str, *content: str | int | float | None) -> str:
    """The IRI of a statement: a hash of all that it says and where."""
    return f"{base}statement/{digest(*content)}"


@lru_cache(maxsize=65536)
def relation_iri(relation: str | None, lemma: str) -> str:
    """The IRI of a canonical relation by its name, or of an open one by its root lemma.

    >>> relation_iri("metWith", "temu").rpartition("/")[2]
    'ontology#metWith'
    >>> relation_iri(None, "Santap").rpartition("kg-berita/")[2]
    'relation/santap'
    """
    return KG + slug(relation) if relation else property_iri(RELATION + slug(lemma.casefold()))


def role_iri(role: str) -> str:
    """The IRI of the property for a qualifier's role: `recipient`, `place`, …"""
    return property_iri(ROLE + slug(role))


def property_iri(iri: str) -> str:
    """`iri` as one that RDF/XML can write as a property: it ends in an XML name, if need be in `_`."""
    return iri if _XML_NAME_AT_END.search(iri) else iri + "_"
