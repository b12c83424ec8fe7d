"""`kg validate`: SHACL shapes and the rule for direct triples, over the store or over RDF files."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, fields
from pathlib import Path

import click
import pyoxigraph as ox

from kg import query
from kg.cli._shared import one_line, quiet_option
from kg.namespaces import digest
from kg.shapes import Violation, validate
from kg.store import Store, graphs
from kg.terms import Triple

EPILOG = """\b
Examples:
  kg validate
  kg validate --store output/store --sample 100
  kg validate --data output/graph.nq --format csv > violations.csv

\b
Needs pySHACL: pip install 'kg[validate]'. The shapes are ontology/shapes.ttl; any SHACL Core engine
can use them, and so for ontology/relation-shapes.ttl. Articles are validated in batches, each as if it
were alone, so that memory stays the same for any number.

\b
What a relation's domain or range does not fit is a warning: types are read out of text, and may be wrong.
Exit code 1: something violates a shape. Warnings alone leave it 0, or 1 with --strict."""


@click.command(epilog=EPILOG)
@click.option(
    "--store", "folder", type=click.Path(path_type=Path), default=Path("output/store"), show_default=True,
    help="The store that `kg build` made.",
)  # fmt: skip
@click.option(
    "--data", "data", multiple=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Validate RDF files instead: .nq and .trig article by article, others as one graph. Repeatable.",
)  # fmt: skip
@click.option(
    "--sample", type=click.IntRange(min=1), help="Validate only so many articles, always the same ones."
)
@click.option(
    "--format", "form", type=click.Choice(("text", "csv", "jsonl")), default="text", show_default=True,
    help="How to print violations.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@quiet_option
def command(
    folder: Path, data: tuple[Path, ...], sample: int | None, form: str, strict: bool, quiet: bool
) -> None:
    """Check that the graph is as it should be.

    Every violation names the article, the node, and the sentence that it hangs on.
    """
    with ExitStack() as opened:
        store = query.read(data)[0] if data else opened.enter_context(Store.open(folder)).rdf
        names = sorted(name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode))
        if sample is not None:
            names = sorted(sorted(names, key=digest)[:sample])
        counts = {"articles": 0, "triples": 0}
        told = opened.enter_context(_progress(len(names), quiet=quiet))
        given = _counted(graphs(store, names) if names else [("", _whole(store))], counts, told)
        found = _print(validate(given), form)
    if not quiet:
        verdict = f"{found['Violation'] or 'no'} violation{'s' if found['Violation'] > 1 else ''}"
        verdict += f", {found['Warning']} warnings" if found["Warning"] else ""
        click.echo(f"{counts['articles']} articles, {counts['triples']} triples: {verdict}", err=True)
    if found["Violation"] or (strict and found["Warning"]):
        sys.exit(1)


@contextmanager
def _progress(articles: int, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """What to call for each article: it moves a bar where a person looks on."""
    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("validating articles", total=articles or None)
        yield lambda: progress.advance(task)


def _whole(store: ox.Store) -> list[Triple]:
    return [triple for _, made in graphs(store, [None]) for triple in made]


def _counted(
    given: Iterable[tuple[str, list[Triple]]], counts: dict[str, int], told: Callable[[], None]
) -> Iterator[tuple[str, list[Triple]]]:
    for name, triples in given:
        counts["articles"] += 1
        counts["triples"] += len(triples)
        yield name, triples
        told()


def _print(violations: Iterable[Violation], form: str) -> Counter[str]:
    """Print what is wrong, and count it by its severity."""
    count = Counter[str]()
    writer = csv.DictWriter(sys.stdout, [field.name for field in fields(Violation)], lineterminator="\n")
    if form == "csv":
        writer.writeheader()
    for violation in violations:
        count[violation.severity] += 1
        row = asdict(violation)
        if form == "csv":
            writer.writerow(row)
        elif form == "jsonl":
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            head = f"{violation.severity.casefold()}: {violation.article or '(no article)'}"
            click.echo(one_line(f"{head}: {violation.message}"))
            for name in ("node", "path", "value", "sentence"):
                if row[name]:
                    click.echo(one_line(f"    {name}: {row[name]}"))
    return count
