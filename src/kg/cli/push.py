"""`kg push`: the graph into a running triple store."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from kg import remote
from kg.cli._graph import data_option, graph, store_option
from kg.cli._shared import one_line, quiet_option
from kg.errors import RemoteError
from kg.namespaces import safe_iri
from kg.remote.parts import without_blank_nodes

EPILOG = """\b
Examples:
  kg push http://localhost:7878/store
  kg push http://localhost:8890/sparql-graph-crud-auth --user dba --auth digest
  kg push http://localhost:3030/berita/data --graph default
  kg push http://localhost:7200/repositories/berita/statements --user admin
  kg push http://localhost:7878/store --data ontology/kg.ttl --graph https://w3id.org/kg-berita/ontology

\b
A password is read from KG_PUSH_PASSWORD, a token from KG_PUSH_TOKEN, or asked for; neither is ever shown.
Every article becomes a named graph, which replaces the one of its name there. What was sent is kept on
disk: a push that is broken off, by either side, goes on where it stopped when the same command is given
again, and after a new build only what has changed is sent, and what was withdrawn here is there too.

\b
Exit codes: 0 the server counts what was sent, 1 it counts something else (told on standard error; the
same command sends those graphs again), 2 nothing more could be done."""

# Triples in one request. Virtuoso's compiler of updates has no room for 5,000.
BATCHES = {remote.Protocol.GRAPH_STORE: 20_000, remote.Protocol.UPDATE: 2_000}
SHOWN = 10  # graphs that differ


@click.command(epilog=EPILOG)
@click.argument("url")
@store_option
@data_option
@click.option(
    "--graph", "name", metavar="IRI", help="Put all into this one graph; `default` is the default graph."
)
@click.option("--replace", is_flag=True, help="With --graph: replace what others have put there.")
@click.option(
    "--protocol",
    type=click.Choice([*map(str, remote.Protocol)]),
    help="By default the end of the URL says it.",
)
@click.option("--query", metavar="URL", help="Where the store answers queries, if the URL does not say it.")
@click.option("--user", metavar="NAME", help="Who you are.")
@click.option(
    "--auth", "scheme", type=click.Choice([*map(str, remote.Scheme)]), default="basic", show_default=True,
    help="How to tell the server; Virtuoso wants digest.",
)  # fmt: skip
@click.option(
    "--batch", type=click.IntRange(min=1), help="Triples in one request.  [default: 20000, in updates 2000]"
)
@click.option(
    "--retries", type=click.IntRange(min=0), default=8, show_default=True,
    help="How often to try again, waiting longer each time, when the server is away or busy.",
)  # fmt: skip
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), default=300, show_default=True,
    help="Seconds to wait for an answer.",
)  # fmt: skip
@click.option(
    "--state", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Where to keep what was sent.  [default: beside the store or the file]",
)  # fmt: skip
@quiet_option
def command(
    url: str,
    folder: Path,
    data: tuple[Path, ...],
    name: str | None,
    replace: bool,
    protocol: str | None,
    query: str | None,
    user: str | None,
    scheme: str,
    batch: int | None,
    retries: int,
    timeout: float,
    state: Path | None,
    quiet: bool,
) -> None:
    """Load the graph into a running triple store.

    URL is where the store takes triples, by the SPARQL Graph Store Protocol or SPARQL Update.
    """
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    if name not in (None, remote.DEFAULT) and safe_iri(name) != name:
        raise click.BadParameter(f"{name} is not an absolute IRI", param_hint="--graph")
    address = remote.address(url, protocol=remote.Protocol(protocol) if protocol else None, query=query)
    if name == remote.DEFAULT and not address.has_default_graph:
        raise RemoteError("Virtuoso has no default graph; name one with --graph IRI")
    if state is None:
        state = data[0].with_name(f"{data[0].name}.pushed") if data else folder.parent / "pushed.sqlite"
    with ExitStack() as opened:
        source, _ = opened.enter_context(graph(folder, data))
        credentials = _credentials(remote.Scheme(scheme), user)
        endpoint = opened.enter_context(
            remote.Endpoint(address, credentials, retries=retries, timeout=timeout)
        )
        ledger = opened.enter_context(remote.Ledger(state, f"{url} {name or ''}".rstrip()))
        if data:
            source = without_blank_nodes(source)
        if name is None:
            parts, total = remote.articles(source), sum(1 for _ in source.named_graphs())
        else:
            room = opened.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
            parts, total = remote.single(source, name, room), 1
        watcher = opened.enter_context(_watching(total, quiet=quiet))
        report = remote.push(
            parts,
            endpoint,
            ledger,
            batch=batch or BATCHES[address.protocol],
            protect=name is not None and not replace,
            withdraw=name is None and not data,
            watcher=watcher,
        )
    _print(report, quiet=quiet)
    sys.exit(1 if report.differences else 0)


def _credentials(scheme: remote.Scheme, user: str | None) -> remote.Credentials | None:
    """Who the user is; the secret comes from the environment or from the terminal."""
    if scheme == remote.Scheme.BEARER:
        return remote.Credentials(scheme=scheme, secret=_secret("KG_PUSH_TOKEN", "Token"))
    if user is None:
        return None
    secret = _secret("KG_PUSH_PASSWORD", f"Password of {user}")
    return remote.Credentials(scheme=scheme, user=user, secret=secret)


def _secret(variable: str, prompt: str) -> str:
    given = os.environ.get(variable)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise RemoteError(f"no terminal to ask at: set {variable}")
    asked: str = click.prompt(prompt, hide_input=True, err=True)
    return asked


@contextmanager
def _watching(total: int, *, quiet: bool) -> Iterator[remote.Watcher]:
    """A watcher with a progress bar where a person looks on."""
    if quiet or not sys.stderr.isatty():
        yield remote.Watcher()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = [
        TextColumn("pushing"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[triples]:,} triples"),
        TimeElapsedColumn(),
    ]
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, triples=0)

        def advance(graphs: float, triples: int) -> None:
            shown = progress.tasks[0].fields["triples"] + triples
            progress.update(task, advance=graphs, triples=shown)

        yield remote.Watcher(advance=advance)


def _print(report: remote.Report, *, quiet: bool) -> None:
    for difference in report.differences[:SHOWN]:
        counted = f"{difference.sent:,} triples were sent, the server counts {difference.found:,}"
        click.echo(one_line(f"kg: {difference.graph}: {counted}"), err=True)
    if len(report.differences) > SHOWN:
        click.echo(f"kg: and {len(report.differences) - SHOWN:,} more graphs that differ", err=True)
    if quiet:
        return
    said = [f"{report.graphs:,} graphs, {report.triples:,} triples", f"{report.sent_triples:,} sent now"]
    if report.withdrawn:
        said.append(f"{report.withdrawn:,} graphs withdrawn")
    if report.differences:
        said.append(f"the server differs in {len(report.differences):,}; the same command sends those again")
    else:
        said.append("the server counts the same")
    click.echo("; ".join(said), err=True)
