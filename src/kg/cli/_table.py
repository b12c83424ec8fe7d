"""Statements as a table for people: one table an article, in the order of the text."""

from __future__ import annotations

import io
import shutil

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kg.cli._shared import one_line
from kg.model import Analysis, Argument, Document, Modality, Polarity, Statement

# How wide a table is where there is no terminal that says so.
WIDTH = 120


def width() -> int:
    """The terminal's width, or `WIDTH`."""
    return max(60, shutil.get_terminal_size((WIDTH, 24)).columns)


def statements_table(analysis: Analysis, *, width: int = WIDTH) -> str:
    """The statements of an article under its heading, as plain text."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, width=width)
    table.add_column("subject", ratio=3, overflow="fold")
    table.add_column("relation", ratio=2, overflow="fold")
    table.add_column("object", ratio=3, overflow="fold")
    table.add_column("further", ratio=4, overflow="fold")
    for statement in analysis.statements:
        cells = label(statement.subject), relation(statement), label(statement.object), further(statement)
        table.add_row(*(escape(one_line(cell)) for cell in cells))
    output = io.StringIO()
    console = Console(file=output, width=width, color_system=None, highlight=False, emoji=False)
    console.print(escape(one_line(heading(analysis.document))), soft_wrap=True)
    console.print(table if analysis.statements else "  (no statements)")
    return "\n".join(row.rstrip() for row in output.getvalue().split("\n")) + "\n"


def heading(document: Document) -> str:
    """What an article is known by, in one line."""
    day = document.date.isoformat() if document.date else ""
    return " · ".join(filter(None, [document.id, day, document.source, document.title]))


def label(argument: Argument | None) -> str:
    """An argument in a cell."""
    return (argument.label or argument.text) if argument else "–"


def relation(statement: Statement) -> str:
    """What is said of subject and object, and whether it is denied."""
    said = f"{statement.predicate.relation or statement.predicate.lemma} ({statement.predicate.text})"
    return f"NOT {said}" if statement.polarity == Polarity.NEGATIVE else said


def further(statement: Statement) -> str:
    """Qualifiers, time, modality and who says so."""
    parts = [f"{item.role}: {label(item.argument)}" for item in statement.qualifiers]
    if statement.time:
        parts.append(f"time: {statement.time}")
    if statement.modality != Modality.ACTUAL:
        parts.append(str(statement.modality))
    if statement.attribution:
        parts.append(f"says {statement.attribution.label or statement.attribution.text}")
    return "; ".join(parts)
