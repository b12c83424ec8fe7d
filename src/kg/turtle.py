"""Pretty Turtle from sorted triples: prefixed, grouped by subject, a byte the same for the same graph.

The library's serialiser keeps the order that it is given and groups, but does not sort; this writer
needs its triples sorted (`sort_key`) and holds one subject at a time, so any amount can stream through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from kg.namespaces import ID, PREFIXES, RDF, RDFS, XSD
from kg.terms import TYPE, Triple

# Namespaces that a graph made here speaks of, in the order of its first lines.
USED = (
    "kg",
    "rel",
    "role",
    "dcterms",
    "itsrdf",
    "nif",
    "owl",
    "prov",
    "rdf",
    "rdfs",
    "schema",
    "skos",
    "wd",
    "xsd",
)

# What is said first of a subject; the rest follows in order of IRI.
_FIRST = {
    predicate: place
    for place, predicate in enumerate(
        [TYPE, f"<{RDFS}label>", f"<{RDF}subject>", f"<{RDF}predicate>", f"<{RDF}object>"]
    )
}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?")
_BARE = {
    f"<{XSD}decimal>": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"<{XSD}integer>": re.compile(r"[+-]?[0-9]+"),
    f"<{XSD}boolean>": re.compile(r"true|false"),
}


def sort_key(triple: Triple) -> tuple[str, int, str, str]:
    """Subjects in order; within one, its types, its labels, what a statement says, then the rest."""
    subject, predicate, thing = triple
    return subject, rank(predicate), predicate, thing


def rank(predicate: str) -> int:
    """The place of a predicate among those of its subject, one digit; equal for most."""
    return _FIRST.get(predicate, 9)


def prefixes(base: str = ID) -> dict[str, str]:
    """Prefix -> namespace of the files written here; `id`, `art` and `st` lie under the user's base."""
    found = {prefix: PREFIXES[prefix] for prefix in USED}
    return {**found, "id": base, "art": base + "article/", "st": base + "statement/", "val": base + "value/"}


def turtle(triples: Iterable[Triple], names: dict[str, str]) -> Iterator[str]:
    """A Turtle document in pieces from triples sorted by `sort_key`, each once; `names`: the prefixes."""
    yield "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(names.items()))
    short = shortener(names)
    for subject, of_subject in groupby(triples, key=itemgetter(0)):
        lines = []
        for predicate, of_predicate in groupby(of_subject, key=itemgetter(1)):
            things = [short(triple[2]) for triple in of_predicate]
            verb = "a" if predicate == TYPE else short(predicate)
            joint = ", " if sum(map(len, things)) < 80 else ",\n        "
            lines.append(f"{verb} {joint.join(things)}")
        yield f"\n{short(subject)} " + " ;\n    ".join(lines) + " .\n"


def shortener(names: dict[str, str]) -> Callable[[str], str]:
    """A function from an N-Triples term to its shortest plain Turtle form."""
    by_namespace = {namespace: prefix for prefix, namespace in names.items()}

    @lru_cache(maxsize=65536)
    def short_iri(term: str) -> str:
        split = max(term.rfind("/"), term.rfind("#")) + 1
        prefix = by_namespace.get(term[1:split])
        local = term[split:-1]
        return f"{prefix}:{local}" if prefix is not None and _LOCAL.fullmatch(local) else term

    def short(term: str) -> str:
        if term[0] == "<":
            return short_iri(term)
        if term[-1] != ">":
            return term
        quoted, _, datatype = term.rpartition("^^")
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(quoted[1:-1]):
            return quoted[1:-1]
        return f"{quoted}^^{short_iri(datatype)}"

    return short
