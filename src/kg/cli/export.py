"""`kg export`: the graph in the formats of others."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

import click
import pyoxigraph as ox

from kg import export
from kg.cli._graph import data_option, graph, store_option
from kg.cli._shared import quiet_option
from kg.spool import Spool
from kg.store import graphs

EPILOG = """\b
Examples:
  kg export graph.rdf
  kg export graph.nq.gz --store output/store
  kg export graph.jsonld --data output/graph.nq
  kg export tabel/ --format neo4j
  kg export tabel.gz --format neo4j    (tabel/nodes.csv.gz, tabel/edges.csv.gz)
  kg export - --format nt | wc -l

\b
  ttl nt jsonld rdf   the union of all articles, as RDF
  nq trig             one named graph an article
  graphml gexf        nodes and edges, for graph tools
  gephi neo4j         a folder with nodes.csv and edges.csv, for their importers
.gz and .zst at the end of the name compress. The same graph always gives the same bytes."""


@click.command(epilog=EPILOG)
@click.argument("output", type=click.Path(path_type=Path, allow_dash=True), metavar="OUTPUT")
@click.option(
    "--format", "form", type=click.Choice(export.FORMATS), help="By default the file's name says it."
)
@store_option
@data_option
@quiet_option
def command(output: Path, form: str | None, folder: Path, data: tuple[Path, ...], quiet: bool) -> None:
    """Write the graph in another format, to a file, a folder or standard output (-)."""
    to_stdout = str(output) == "-"
    if to_stdout and (form is None or form in export.FOLDERS):
        raise click.UsageError("standard output needs --format, one that makes a single file")
    form = form or export.format_of(output)
    with ExitStack() as opened:
        source, base = opened.enter_context(graph(folder, data))
        spool = opened.enter_context(Spool(base=base))
        known = sorted(name.value for name in source.named_graphs() if isinstance(name, ox.NamedNode))
        for name, triples in graphs(source, known or [None]):
            spool.add_graph(name, triples)
        if to_stdout:
            for piece in export.WRITERS[form](spool):
                sys.stdout.buffer.write(piece.encode("utf-8"))
            sys.stdout.buffer.flush()
            return
        for path in export.write(spool, output, form):
            if not quiet:
                click.echo(f"{path}: {path.stat().st_size:,} bytes", err=True)
