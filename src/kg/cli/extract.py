"""`kg extract`: articles in, statements or mentions out, as they are found."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._shared import (
    Problems,
    base_option,
    confidence_option,
    inputs_argument,
    model_option,
    output_stream,
    workers_option,
)

if TYPE_CHECKING:
    from kg.model import Analysis

EPILOG = """\b
Examples:
  kg extract berita.txt
  kg extract arsip/ --workers 4 --output statements.jsonl
  kg extract berita.html --format table
  kg extract berita.txt --explain
  cat berita.jsonl | kg extract - --format mentions

\b
Exit codes: 0 all read, 1 some input was bad (told on standard error), 2 nothing could be done."""


@click.command(epilog=EPILOG)
@inputs_argument
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["jsonl", "mentions", "table"]),
    default="jsonl",
    show_default=True,
    help="Statements as JSON lines, mentions of entities as JSON lines, or statements to read.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Show for each sentence which rule made what from which words, and what was left and why.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file instead of standard output; it is replaced only when all is done.",
)
@workers_option
@base_option
@confidence_option
@model_option
def command(
    inputs: tuple[str, ...],
    form: str,
    explain: bool,
    output: Path | None,
    workers: int,
    base: str,
    least: float | None,
    model: Path | None,
) -> None:
    """Print what articles say: who did what to whom, where, when, and who says so.

    INPUT is a .txt, .html, .jsonl, .json, .csv or .tsv file (also .gz), a .zip of them, a folder, or - for
    standard input.
    """
    from kg.corpus import read
    from kg.pipeline import Failed, NothingRead, run

    problems = Problems()
    make = _explainer(output) if explain else _maker(form)
    whole = explain or form == "mentions"
    articles = 0
    with output_stream(output) as stream:
        documents = read(inputs, problems=problems)
        results = run(documents, make, base=base, workers=workers, model=model, least=least, whole=whole)
        for result in results:
            if isinstance(result, Failed):
                problems.add(f"{result.document}: {result.reason}")
                continue
            articles += 1
            stream.write(result.value)
            stream.flush()
        if not articles:
            raise NothingRead
    sys.exit(problems.exit_code)


def _maker(form: str) -> Callable[[Analysis], bytes]:
    if form == "mentions":
        return _mentions
    if form == "table":
        from kg.cli._table import width

        return partial(_table, width=width())
    return _statements


def _explainer(output: Path | None) -> Callable[[Analysis], bytes]:
    """In colour where a person looks on."""
    from kg.cli._table import width

    colour = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return partial(_explanation, width=width(), colour=colour)


def _statements(analysis: Analysis) -> bytes:
    from kg.records import statement_lines

    return statement_lines(analysis.statements).encode("utf-8")


def _mentions(analysis: Analysis) -> bytes:
    from kg.records import mention_lines

    return mention_lines(analysis.mentions).encode("utf-8")


def _table(analysis: Analysis, *, width: int) -> bytes:
    from kg.cli._table import statements_table

    return statements_table(analysis, width=width).encode("utf-8")


def _explanation(analysis: Analysis, *, width: int, colour: bool) -> bytes:
    from kg.cli._explain import explanation

    return explanation(analysis, width=width, colour=colour).encode("utf-8")
