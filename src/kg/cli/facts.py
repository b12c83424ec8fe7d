"""`kg facts`: what articles agree on, deny, and contradict each other in."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import _folder
from kg.cli._shared import one_line

if TYPE_CHECKING:
    from kg.corroboration import Fact
    from kg.model import Document

ROWS = 1000  # what a table shows at most
COLUMNS = (
    "subject", "relation", "object", "sources", "stated", "reported", "denied", "planned", "possible",
    "obligation", "other figures", "times", "subject iri", "relation iri", "object iri", "articles",
)  # fmt: skip
TABLE = [name for name in COLUMNS[:12] if name not in ("stated", "reported")]

EPILOG = """\b
Examples:
  kg facts --min-sources 2
  kg facts graf --entity "Sri Mulyani" --format csv > fakta.csv
  kg facts --conflicting
  kg facts --denied --relation received --format jsonl
  kg facts --copies

\b
A source is a story: articles that are copies of one another count once (--copies lists them). `sources`
state or report the fact as so; those that deny it, and those that speak of a plan, a possibility or a
duty, stand apart and are not counted there. `other figures` are those that others give for the same
quantity at the same time. JSON lines have the evidence: article, source, date, who says so, sentence."""


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("output"))
@click.option("--entity", metavar="NAME", help="Only facts with this at an end: any name of it, or its IRI.")
@click.option("--relation", metavar="NAME", help="Only facts of this relation: its name, or a root word.")
@click.option(
    "--min-sources", type=click.IntRange(min=0), default=0, metavar="N",
    help="Only facts on which at least N independent sources agree.",
)  # fmt: skip
@click.option("--conflicting", is_flag=True, help="Only figures that others contradict, side by side.")
@click.option("--denied", is_flag=True, help="Only facts that a source denies.")
@click.option("--copies", is_flag=True, help="List the articles that are copies of one story instead.")
@click.option(
    "--format", "form", type=click.Choice(("table", "csv", "jsonl")), default="table", show_default=True,
    help="How to print them; a table shows the first 1,000.",
)  # fmt: skip
def command(
    folder: Path,
    entity: str | None,
    relation: str | None,
    min_sources: int,
    conflicting: bool,
    denied: bool,
    copies: bool,
    form: str,
) -> None:
    """List the facts of a build with the number of their independent sources.

    FOLDER is what `kg build` made.
    """
    from kg.corroboration import facts

    if copies:
        _print_copies(folder, form)
        return
    wanted = _called(folder, entity) if entity else set[str]()
    found: Iterator[Fact] = (
        fact
        for fact in facts(lambda: _folder.analyses(folder), base=_folder.base(folder))
        if fact.agreeing >= min_sources
        and (not entity or wanted & {fact.subject_iri, fact.object_iri, *_names(fact)})
        and (not relation or relation in (fact.relation, fact.relation_iri))
        and (not conflicting or fact.others)
        and (not denied or fact.sources("denied"))
    )
    if conflicting:
        found = iter(
            sorted(found, key=lambda fact: (fact.subject.casefold(), fact.subject_iri, fact.relation))
        )
    _print(found, form)


def _called(folder: Path, name: str) -> set[str]:
    """The name in lower case, and the IRIs of the entities that are called so or have it as their IRI."""
    low = name.casefold()
    entities = (entity for analysis in _folder.analyses(folder) for entity in analysis.entities)
    named = {one.iri for one in entities if low in {text.casefold() for text in (one.label, *one.names)}}
    return {low, name} | named


def _names(fact: Fact) -> set[str]:
    return {fact.subject.casefold(), fact.object.casefold()} - {""}


def _print(found: Iterator[Fact], form: str) -> None:
    if form == "jsonl":
        for fact in found:
            click.echo(json.dumps(_record(fact), ensure_ascii=True))
        return
    rows = (_row(fact) for fact in found)
    if form == "csv":
        _csv(rows, COLUMNS)
        return
    shown = list(islice(rows, ROWS))
    _table([{name: row[name] for name in TABLE} for row in shown])
    if more := sum(1 for _ in rows):
        click.echo(f"{more} more facts are not shown; --format csv gives all", err=True)
    if not shown:
        click.echo("no facts", err=True)


def _row(fact: Fact) -> dict[str, str]:
    from kg.corroboration import STANCES

    cells = [
        fact.subject,
        fact.relation,
        fact.object,
        str(fact.agreeing),
        *(str(fact.sources(stance) or "") for stance in STANCES),
        "; ".join(fact.others),
        "; ".join(fact.times),
        fact.subject_iri,
        fact.relation_iri,
        fact.object_iri,
        "; ".join(sorted({one.article for one in fact.testimonies})),
    ]
    return dict(zip(COLUMNS, cells, strict=True))


def _record(fact: Fact) -> dict[str, Any]:
    from kg.corroboration import STANCES

    said = asdict(fact)
    evidence, others = said.pop("testimonies"), said.pop("others")
    counts = {stance: fact.sources(stance) for stance in STANCES}
    return {**said, "sources": fact.agreeing, **counts, "other_figures": others, "evidence": evidence}


def _csv(rows: Iterable[dict[str, str]], names: Iterable[str]) -> None:
    writer = csv.DictWriter(sys.stdout, list(names), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _table(rows: list[dict[str, str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kg.cli._table import width

    if not rows:
        return
    used = [name for name in rows[0] if any(row[name] for row in rows)]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, width=width())
    for name in used:
        wide = name in ("subject", "relation", "object", "other figures", "title")
        table.add_column(name, overflow="fold", ratio=3 if wide else None)
    for row in rows:
        table.add_row(*(Text(one_line(row[name])) for name in used))
    Console(file=sys.stdout, width=width(), color_system=None, highlight=False, emoji=False).print(table)


def _print_copies(folder: Path, form: str) -> None:
    """The articles of every story that has several, the first of each first."""
    from kg.copies import stories

    def documents() -> Iterator[Document]:
        return (analysis.document for analysis in _folder.analyses(folder))

    story = stories(documents)
    found = sorted(
        (story[one.id], one.id != story[one.id], str(one.date or ""), one.id, one.source, one.title)
        for one in documents()
        if one.id in story
    )
    names = ("story", "article", "date", "publisher", "title")
    rows = [dict(zip(names, (row[0], row[3], row[2], *row[4:]), strict=True)) for row in found]
    if form == "jsonl":
        for row in rows:
            click.echo(json.dumps(row))
    elif form == "csv":
        _csv(rows, names)
    else:
        _table(rows)
        click.echo(f"{len(rows)} articles are copies of {len(set(story.values()))} stories", err=True)
