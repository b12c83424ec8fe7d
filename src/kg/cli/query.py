"""`kg query`: SPARQL against the store or against RDF files."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from io import TextIOWrapper
from pathlib import Path

import click
import pyoxigraph as ox
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg import query
from kg.errors import QueryError
from kg.store import Store
from kg.turtle import shortener

ROWS = 1000  # what a table shows at most
WIDTH = 160  # columns of a table that does not go to a terminal

EPILOG = """\b
Examples:
  kg query 'SELECT ?a ?b WHERE { ?a kg:metWith ?b }'
  kg query --example who-met-whom
  kg query --example relations-of --bind name="Sri Mulyani"
  kg query --file question.rq --format csv > answer.csv
  kg query --data output/graph.ttl 'ASK { ?a kg:visited ?b }'
  echo 'DESCRIBE id:Jakarta' | kg query -

\b
The usual prefixes need no declaration (--list-prefixes). A query sees the union of all articles;
GRAPH ?article { ... } asks for what one article says. Symmetric relations hold in both directions.
Only plain claims of an article are direct triples; denied, planned, alleged and attributed ones are
kg:Statement nodes: see --example denied, not-certain, claims-by-speaker."""


@click.command(epilog=EPILOG)
@click.argument("sparql", required=False, metavar="[SPARQL | -]")
@click.option(
    "--file", "file", type=click.Path(path_type=Path, dir_okay=False), help="Read the query from a file."
)
@click.option("--example", "example", metavar="NAME", help="Run a ready query (see --list-examples).")
@click.option(
    "--bind", "bindings", multiple=True, metavar="VAR=VALUE",
    help="Give a variable of the query a value: text, <iri> or prefix:name. Repeatable.",
)  # fmt: skip
@click.option(
    "--store", "folder", type=click.Path(path_type=Path), default=Path("output/store"), show_default=True,
    help="The store that `kg build` made.",
)  # fmt: skip
@click.option(
    "--data", "data", multiple=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Ask RDF files (.ttl .nt .nq .trig .rdf .jsonld) instead of the store. Repeatable.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(query.FORMATS), default="table", show_default=True,
    help="How to print the answer; a graph (CONSTRUCT, DESCRIBE) is printed as Turtle by default.",
)  # fmt: skip
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), help="Give up after so many seconds.")
@click.option("--list-examples", is_flag=True, help="List the ready queries and exit.")
@click.option("--list-prefixes", is_flag=True, help="List the prefixes that need no declaration and exit.")
@click.option("--show", is_flag=True, help="Print the query instead of running it.")
def command(
    sparql: str | None,
    file: Path | None,
    example: str | None,
    bindings: tuple[str, ...],
    folder: Path,
    data: tuple[Path, ...],
    form: str,
    timeout: float | None,
    list_examples: bool,
    list_prefixes: bool,
    show: bool,
) -> None:
    """Ask the graph a question in SPARQL 1.1.

    The query is given as an argument, by --file, by --example, or on standard input (-).
    """
    if list_examples:
        _print_examples()
        return
    with ExitStack() as opened:
        if list_prefixes:
            for prefix, namespace in sorted(query.prefixes().items()):
                click.echo(f"PREFIX {prefix}: <{namespace}>")
            return
        text, needs = _question(sparql, file, example)
        if show:
            click.echo(text.rstrip("\n"))
            return
        bound = _bound(bindings)
        missing = [name for name in needs if name not in bound]
        if missing:
            raise click.UsageError(f"--example {example} needs --bind {missing[0]}=…")
        if data:
            graph, found = query.read(data)
            names = query.prefixes(more=found)
        else:
            store = opened.enter_context(Store.open(folder))
            graph, names = store.rdf, query.prefixes(store.base)

        asked = query.bind(text, bound, names=names)

        def answer() -> None:
            _print(query.run(graph, asked, names=names), form, names)

        query.within(timeout, answer)


def _question(sparql: str | None, file: Path | None, example: str | None) -> tuple[str, tuple[str, ...]]:
    """The text of the query, and the variables that must be bound."""
    if sum(given is not None for given in (sparql, file, example)) > 1:
        raise click.UsageError("give one of: SPARQL, --file, --example")
    if example is not None:
        ready = query.examples()
        if example not in ready:
            raise click.UsageError(f"no example {example!r}; there are: {', '.join(ready)}")
        return ready[example].text, ready[example].needs
    if file is not None:
        try:
            return file.read_text(encoding="utf-8-sig"), ()
        except OSError as error:
            raise QueryError(f"{file}: {error.strerror}") from error
        except UnicodeError as error:
            raise QueryError(f"{file}: not a text in UTF-8") from error
    if sparql is None and sys.stdin.isatty():
        raise click.UsageError("no query: give SPARQL, --file, --example, or - for standard input")
    if sparql is None or sparql == "-":
        try:
            sparql = sys.stdin.buffer.read().decode("utf-8-sig")
        except UnicodeError as error:
            raise QueryError("standard input: not a text in UTF-8") from error
    if not sparql.strip():
        raise click.UsageError("the query is empty")
    return sparql, ()


def _bound(bindings: tuple[str, ...]) -> dict[str, str]:
    bound = {}
    for binding in bindings:
        name, mark, value = binding.partition("=")
        if not mark:
            raise click.UsageError(f"--bind {binding}: write VAR=VALUE")
        bound[query.variable(name)] = value
    return bound


def _print(results: query.Results, form: str, names: Mapping[str, str]) -> None:
    if form == "table" and isinstance(results, ox.QuerySolutions):
        _print_table(results, names)
    elif form == "table" and isinstance(results, ox.QueryBoolean):
        click.echo("true" if results else "false")
    else:
        output = sys.stdout.buffer
        query.write(results, output, "turtle" if form == "table" else form, names=names)
        output.flush()


def _print_table(solutions: ox.QuerySolutions, names: Mapping[str, str]) -> None:
    short = shortener(dict(names))
    variables = solutions.variables
    table = Table(header_style="bold", show_lines=False)
    for variable in variables:
        table.add_column(Text(variable.value), overflow="fold")
    more = 0
    for number, solution in enumerate(solutions):
        if number < ROWS:
            table.add_row(*(Text(_cell(solution[variable], short)) for variable in variables))
        else:
            more += 1
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDTH).print(table)
    if more:
        click.echo(f"{more} more rows are not shown; --format csv gives all", err=True)
    if not table.row_count:
        click.echo("no results", err=True)


def _cell(
    term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, short: Callable[[str], str]
) -> str:
    """A term for people: names shortened, text without quotes, nothing that could steer a terminal."""
    if term is None:
        return ""
    shown = term.value if isinstance(term, ox.Literal) else short(str(term)).strip("<>")
    return "".join(
        " " if character in "\n\r\t" else "" if unicodedata.category(character) in ("Cc", "Cf") else character
        for character in shown
    )


def _print_examples() -> None:
    ready = query.examples()
    width = max(map(len, ready))
    for example in ready.values():
        needs = "".join(f" [--bind {name}=…]" for name in example.needs)
        click.echo(f"{example.name:<{width}}  {example.title}{needs}")
