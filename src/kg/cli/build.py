"""`kg build`: articles in, a folder with the graph, the page, the statements and the store out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._shared import (
    Problems,
    base_option,
    confidence_option,
    inputs_argument,
    model_option,
    quiet_option,
    workers_option,
)

if TYPE_CHECKING:
    from kg.outputs import Report, Watcher

EPILOG = """\b
Examples:
  kg build data/samples --output output
  kg build arsip/ berita.jsonl.gz --output graf --workers 4
  kg build hari-ini/ --output graf
  kg build arsip/ --output graf --fresh --base https://berita.example/id/
  kg build arsip/ --output pasti --least-confidence 0.7

\b
A build adds to what the folder holds: articles that were read before are not read again, and one
with the id of an old one replaces it. A build that is broken off goes on where it stopped.

\b
Exit codes: 0 all read, 1 some input was bad (told on standard error; the rest is built), 2 nothing
could be done (what was built before is untouched)."""

STAGES = {
    "reading": "reading articles",
    "graph": "writing the graph",
    "page": "drawing the page",
    "store": "filling the store",
}


@click.command(epilog=EPILOG)
@inputs_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="The folder to build in; made where it is missing.",
)
@base_option
@workers_option
@click.option("--fresh", is_flag=True, help="Make the graph of these inputs alone, and read them all again.")
@click.option("--title", default="", help="The heading of the page.")
@click.option(
    "--page-language",
    type=click.Choice(["id", "en"]),
    default="id",
    show_default=True,
    help="The language that the page's interface opens in.",
)
@confidence_option
@model_option
@quiet_option
def command(
    inputs: tuple[str, ...],
    output: Path,
    base: str,
    workers: int,
    fresh: bool,
    title: str,
    page_language: str,
    least: float | None,
    model: Path | None,
    quiet: bool,
) -> None:
    """Build the knowledge graph of articles.

    INPUT is a .txt, .html, .jsonl, .json, .csv or .tsv file (also .gz), a .zip of them, a folder, or - for
    standard input. The folder gets graph.ttl, graph.nq, graph.html, report.html, timeline.html,
    statements.jsonl, mentions.jsonl, the store that `kg query` asks, and articles.sqlite, which keeps what
    was read.
    """
    from kg.building import Plan, build

    plan = Plan(
        inputs=inputs,
        output=output,
        base=base,
        workers=workers,
        fresh=fresh,
        title=title,
        language=page_language,
        model=model,
        least=least,
    )
    problems = Problems()
    with _watching(inputs, problems, quiet=quiet) as watcher:
        report = build(plan, watcher)
    if not quiet:
        _print(report, output)
    sys.exit(problems.exit_code)


@contextmanager
def _watching(inputs: Sequence[str], problems: Problems, *, quiet: bool) -> Iterator[Watcher]:
    """A watcher with a progress bar where a person looks on."""
    from kg.outputs import Watcher

    if quiet or not sys.stderr.isatty():
        yield Watcher(problem=problems.add)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    from kg import corpus

    console = Console(stderr=True)
    columns = [
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[articles]} articles"),
        TimeElapsedColumn(),
    ]
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(STAGES["reading"], total=corpus.size(inputs) or None, articles=0)
        told = Problems(lambda line: console.print(line, markup=False, highlight=False, soft_wrap=True))

        def problem(message: str) -> None:
            told.add(message)
            problems.count += 1

        def article() -> None:
            progress.update(task, articles=progress.tasks[0].fields["articles"] + 1)

        def stage(name: str) -> None:
            if name != "reading":
                progress.update(task, description=STAGES[name], total=None)

        yield Watcher(
            problem=problem,
            article=article,
            consumed=lambda count: progress.advance(task, count),
            stage=stage,
        )


def _print(report: Report, output: Path) -> None:
    from rich.console import Console
    from rich.filesize import decimal
    from rich.table import Table
    from rich.text import Text

    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    added = report.read - report.known
    note = f"{added:,} read now" if report.written else "nothing has changed since the last build"
    rows = [
        ("articles", f"{report.articles:,}", note if added != report.articles else ""),
        ("sentences", f"{report.sentences:,}", ""),
        ("statements", f"{report.statements:,}", ""),
        ("coverage", f"{report.coverage:.1%}", "of the sentences have a statement"),
        ("left out", f"{sum(report.left.values()):,}", _reasons(report.left)),
        ("entities", f"{report.entities:,}", ""),
        ("relations", f"{report.relations:,}", ""),
        ("triples", f"{report.triples:,}", ""),
    ]
    for row in rows:
        table.add_row(*row)
    table.add_row()
    for name, size in report.files.items():
        table.add_row(Text(name), decimal(size), Text(str(output / name)))
    width = None if sys.stdout.isatty() else 200
    Console(file=sys.stdout, width=width, highlight=False, emoji=False).print(table)


def _reasons(left: Mapping[str, int]) -> str:
    """Why sentences and predicates have no statement, the most frequent reason first."""
    by_count = sorted(left.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{reason.replace('_', ' ')} {count:,}" for reason, count in by_count)
