"""`kg diff`: what changed between two builds."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import click
import pyoxigraph as ox

from kg import query
from kg.cli._shared import one_line, quiet_option
from kg.difference import ADDED, facts, patch
from kg.outputs import STORE
from kg.spool import Spool
from kg.store import Store, graphs

EPILOG = """\b
Examples:
  kg diff kemarin/ hari-ini/
  kg diff lama/graph.nq baru/graph.nq --format patch > changes.rdfp

\b
OLD and NEW are folders that `kg build` made, stores, or RDF files. A patch (RDF Patch: A adds a quad, D
deletes one) applied to OLD makes NEW. Exit code 1: there are differences."""


@click.command(epilog=EPILOG)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(("text", "jsonl", "patch")), default="text", show_default=True,
    help="text and jsonl: facts that were added or removed; patch: every quad, as RDF Patch.",
)  # fmt: skip
@quiet_option
def command(old: Path, new: Path, form: str, quiet: bool) -> None:
    """Show the facts that two builds do not have in common."""
    counts = {"added": 0, "removed": 0}
    with ExitStack() as opened:
        before, after = opened.enter_context(_spooled(old)), opened.enter_context(_spooled(new))
        if form == "patch":
            for line in patch(before, after):
                counts["added"] += line.startswith("A ")
                counts["removed"] += line.startswith("D ")
                sys.stdout.buffer.write(line.encode("utf-8"))
            sys.stdout.buffer.flush()
        else:
            for mark, fact in facts(before, after):
                counts["added" if mark == ADDED else "removed"] += 1
                row = json.dumps({"change": mark, **asdict(fact)}, ensure_ascii=False)
                click.echo(row if form == "jsonl" else one_line(f"{mark} {fact}"))
    if not quiet:
        what = "quads" if form == "patch" else "facts"
        click.echo(f"{counts['added']} {what} added, {counts['removed']} removed", err=True)
    if any(counts.values()):
        sys.exit(1)


def _spooled(path: Path) -> Spool:
    """The graph of a build or a store (folders) or an RDF file."""
    if (path / STORE).is_dir():
        path = path / STORE
    with ExitStack() as opened:
        source = opened.enter_context(Store.open(path)).rdf if path.is_dir() else query.read([path])[0]
        spool = Spool()
        names = sorted(name.value for name in source.named_graphs() if isinstance(name, ox.NamedNode))
        for name, triples in graphs(source, names or [None]):
            spool.add_graph(name, triples)
        return spool
