"""SPARQL over a store or over files: queries with the usual prefixes, results in standard formats.

Queries read one graph, the union of all articles; `GRAPH ?article { … }` reaches one article's own.
"""

from __future__ import annotations

import re
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import IO, TypeVar

import pyoxigraph as ox

from kg.errors import InputError, QueryError
from kg.namespaces import ID, PREFIXES
from kg.terms import TYPE, literal
from kg.turtle import prefixes as file_prefixes
from kg.turtle import sort_key, turtle

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
T = TypeVar("T")

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "nt")
_SOLUTIONS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_SYNTAX = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)
_DECLARED = re.compile(r"\bPREFIX\s+([^\s:]*):", re.IGNORECASE)
_DECLARED_WHOLE = re.compile(r"\b(?:PREFIX\s+[^\s:]*:|BASE\b)\s*", re.IGNORECASE)
_UPDATE = re.compile(r"\s*(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE)
_NOT_NAMES = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*""",
    re.DOTALL,
)
_PREFIXED = re.compile(r"(?<![\w?$:@-])([A-Za-z][\w.-]*)?:(?=[\w%\\:])")
_VARIABLE = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A ready query: `needs` names the variables that have to be bound."""

    name: str
    title: str
    needs: tuple[str, ...]
    text: str


def examples() -> Mapping[str, Example]:
    """The ready queries by name, sorted."""
    found = {}
    for file in sorted(files("kg").joinpath("queries").iterdir(), key=lambda file: file.name):
        name, dot, _ = file.name.partition(".rq")
        if dot:
            text = file.read_text(encoding="utf-8")
            comments = [line[1:].strip() for line in text.splitlines() if line.startswith("#")]
            lists = [line.removeprefix("needs:").split() for line in comments if line.startswith("needs:")]
            needs = tuple(name for names in lists for name in names)
            found[name] = Example(name=name, title=comments[0], needs=needs, text=text)
    return found


def prefixes(base: str = ID, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Prefix -> namespace of all that a query may use undeclared; `more` wins over the usual ones."""
    return {**PREFIXES, **file_prefixes(base), **(more or {})}


def read(paths: Iterable[Path]) -> tuple[ox.Store, dict[str, str]]:
    """RDF files in memory, their named graphs also merged into the default one, and their prefixes.

    The suffix names the format: .ttl .nt .nq .trig .rdf .jsonld. Raises InputError with the line.
    """
    store, names = ox.Store(), dict[str, str]()
    for path in paths:
        form = ox.RdfFormat.from_extension(path.suffix.removeprefix(".").lower())
        if form is None:
            raise InputError(str(path), "the file name's ending is of no RDF format that is known here")
        try:
            parser = ox.parse(path=str(path), format=form)
            store.bulk_extend(quad for quad in parser)
            names.update(parser.prefixes)
        except OSError as error:
            raise InputError(str(path), error.strerror or str(error)) from error
        except SyntaxError as error:
            place = f"{path}:{error.lineno}" if error.lineno else str(path)
            raise InputError(place, str(error.msg)) from error
    named = [quad for quad in store if not isinstance(quad.graph_name, ox.DefaultGraph)]
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in named)
    return store, {prefix: namespace for prefix, namespace in names.items() if prefix}


def run(graph: ox.Store, text: str, *, names: Mapping[str, str]) -> Results:
    """Start a query; `names` are its prefixes. Raises QueryError with the line and column of a mistake."""
    try:
        results: Results = graph.query(text, prefixes=dict(names))
    except SyntaxError as error:
        raise QueryError(explain(text, str(error), names)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be run: {error}") from error
    return results


def bind(text: str, bindings: Mapping[str, str], *, names: Mapping[str, str]) -> str:
    """The query with variables replaced by values: `<iri>`, `prefix:name` of a known prefix, or text.

    Values are written as RDF terms, so none can change the query. Raises QueryError when a value is no
    valid IRI or a variable does not occur.
    """
    for name, value in bindings.items():
        code = _code(text)
        head = re.search(r"\bSELECT\b(.*?)(?:\bWHERE\b|\{)", code, re.IGNORECASE | re.DOTALL)
        found = list(re.finditer(rf"[?$]{re.escape(name)}\b", code))
        if not found:
            raise QueryError(f"the query has no variable ?{name}")
        made = term(value, names)
        for place in reversed(found):
            projected = head is not None and head.start(1) <= place.start() < head.end(1)
            put = f"({made} AS ?{name})" if projected else made
            text = text[: place.start()] + put + text[place.end() :]
    return text


def term(value: str, names: Mapping[str, str]) -> str:
    """What a user gives for a variable as an N-Triples term."""
    prefix, colon, local = value.partition(":")
    try:
        if value.startswith("<") and value.endswith(">"):
            return str(ox.NamedNode(value[1:-1]))
        if colon and prefix in names and " " not in local:
            return str(ox.NamedNode(names[prefix] + local))
    except ValueError as error:
        raise QueryError(f"{value!r} is not a valid IRI: {error}") from error
    return literal(value)


def variable(name: str) -> str:
    """`name` without its question mark. Raises QueryError when it cannot be a variable."""
    name = name.removeprefix("?").removeprefix("$")
    if not _VARIABLE.fullmatch(name):
        raise QueryError(f"{name!r} is not the name of a variable")
    return name


def explain(text: str, message: str, names: Mapping[str, str]) -> str:
    """One line that says what is wrong with a query, and where."""
    code = _code(text)
    if _UPDATE.match(_DECLARED_WHOLE.sub("", code)):
        return "this is an update; only SELECT, ASK, CONSTRUCT and DESCRIBE can be asked"
    declared = set(names) | set(_DECLARED.findall(code))
    for found in _PREFIXED.finditer(_DECLARED.sub(lambda part: " " * len(part[0]), code)):
        if (found[1] or "") not in declared:
            line, column = _place(text, found.start())
            return f"line {line}, column {column}: the prefix {found[1] or ''}: is not declared"
    parts = _SYNTAX.match(message)
    if not parts:
        return f"the query cannot be read: {' '.join(message.split())}"
    line, column = int(parts[1]), int(parts[2])
    rest = (text.splitlines() or [""])[line - 1 :] or [""]
    while 1 < column <= len(rest[0]) and rest[0][column - 2 : column].isalnum():
        column -= 1
    here = " ".join([rest[0][column - 1 :], *rest[1:]]).split()
    why = f"unexpected {here[0]!r}" if here else "the query ends too early"
    expected = " ".join(parts[3].split()).replace(", [_]", "").removesuffix(" [_]")
    if "[" in expected or not expected:
        return f"line {line}, column {column}: {why}"
    if not expected.isupper():
        return f"line {line}, column {column}: {why} ({expected})"
    return f"line {line}, column {column}: {why}, {expected} could stand here"


def _code(text: str) -> str:
    """The query with IRIs, strings and comments blanked out, character for character."""
    return _NOT_NAMES.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def write(results: Results, output: IO[bytes], form: str, *, names: Mapping[str, str]) -> None:
    """Write results in a standard format: csv, tsv, json, xml of SPARQL 1.1; turtle, nt, json (JSON-LD).

    Raises QueryError when the kind of query does not give that format.
    """
    if isinstance(results, ox.QueryTriples):
        _write_graph(results, output, form, names)
    elif isinstance(results, ox.QueryBoolean) and form in ("csv", "tsv"):
        output.write(b"true\n" if results else b"false\n")
    elif form in _SOLUTIONS:
        results.serialize(output, _SOLUTIONS[form])
    else:
        raise QueryError(f"{form} holds a graph: only CONSTRUCT and DESCRIBE give one")


def _write_graph(results: ox.QueryTriples, output: IO[bytes], form: str, names: Mapping[str, str]) -> None:
    if form == "json":
        ox.serialize(sorted(set(results), key=str), output, ox.RdfFormat.JSON_LD, prefixes=dict(names))
        return
    if form not in ("turtle", "nt"):
        raise QueryError(f"CONSTRUCT and DESCRIBE give a graph: use turtle, nt or json, not {form}")
    made = {(str(triple.subject), str(triple.predicate), str(triple.object)) for triple in results}
    if form == "nt":
        output.write("".join(f"{s} {p} {o} .\n" for s, p, o in sorted(made)).encode("utf-8"))
        return
    used = {
        prefix: namespace
        for prefix, namespace in names.items()
        if any(part.startswith(f"<{namespace}") for triple in made for part in triple if part != TYPE)
        or any(f"^^<{namespace}" in triple[2] for triple in made)
    }
    for piece in turtle(sorted(made, key=sort_key), used):
        output.write(piece.encode("utf-8"))


def within(seconds: float | None, work: Callable[[], T]) -> T:
    """The result of `work`, which runs in a thread of its own; QueryError when it takes longer.

    The engine cannot be interrupted: work that is late goes on until the process ends.
    """
    outcome: list[T] = []
    failure: list[BaseException] = []

    def body() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            traceback.clear_frames(error.__traceback__)  # results must die in the thread that made them
            failure.append(error)

    thread = threading.Thread(target=body, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise QueryError(f"the query takes longer than {seconds:g} s")
    if failure:
        raise failure[0]
    return outcome[0]
