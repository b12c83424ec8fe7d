"""`kg validate`: SHACL shapes and the rule for direct triples, over the store or over RDF files."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
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
can use them. Articles are validated in batches, so that memory stays the same for any number.
Exit code 1: something violates a shape."""


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
@quiet_option
def command(folder: Path, data: tuple[Path, ...], sample: int | None, form: str, quiet: bool) -> None:
    """Check that the graph is as it should be.

    Every violation names the article, the node, and the sentence that it hangs on.
    """
    with ExitStack() as opened:
        store = query.read(data)[0] if data else opened.enter_context(Store.open(folder)).rdf
        names = sorted(name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode))
        if sample is not None:
            names = sorted(sorted(names, key=digest)[:sample])
        counts = {"articles": 0, "triples": 0}
        given = _counted(graphs(store, names) if names else [("", _whole(store))], counts)
        found = _print(validate(given), form)
    if not quiet:
        verdict = f"{found} violations" if found else "no violation"
        click.echo(f"{counts['articles']} articles, {counts['triples']} triples: {verdict}", err=True)
    if found:
        sys.exit(1)


def _whole(store: ox.Store) -> list[Triple]:
    return [triple for _, made in graphs(store, [None]) for triple in made]


def _counted(
    given: Iterable[tuple[str, list[Triple]]], counts: dict[str, int]
) -> Iterator[tuple[str, list[Triple]]]:
    for name, triples in given:
        counts["articles"] += 1
        counts["triples"] += len(triples)
        yield name, triples


def _print(violations: Iterable[Violation], form: str) -> int:
    count = 0
    writer = csv.DictWriter(sys.stdout, [field.name for field in fields(Violation)], lineterminator="\n")
    if form == "csv":
        writer.writeheader()
    for violation in violations:
        count += 1
        row = asdict(violation)
        if form == "csv":
            writer.writerow(row)
        elif form == "jsonl":
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(one_line(f"{violation.article or '(no article)'}: {violation.message}"))
            for name in ("node", "path", "value", "sentence"):
                if row[name]:
                    click.echo(one_line(f"    {name}: {row[name]}"))
    return count
