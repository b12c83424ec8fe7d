"""`kg report`: what was built in figures, and as a timeline."""

from __future__ import annotations

import os
import webbrowser
from pathlib import Path
from urllib.parse import quote

import click

from kg.cli._folder import analyses
from kg.cli._shared import quiet_option
from kg.errors import KgError

EPILOG = """\b
Examples:
  kg report
  kg report graf --title "Arsip 2024" --page-language en --open
  kg report graf --output laporan

\b
Exit codes: 0 written, 2 nothing was built in the folder."""


def address(file: Path, folder: Path) -> str:
    """How a page in `folder` links to `file`: as a relative address where that can be, else a file: one."""
    try:
        return quote(Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix())
    except ValueError:  # on another drive
        return file.resolve().as_uri()


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("output"))
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to; by default report in the one that is read.",
)
@click.option("--title", default="", help="The heading of the pages.")
@click.option(
    "--page-language",
    type=click.Choice(["id", "en"]),
    default="id",
    show_default=True,
    help="The language of the pages.",
)
@click.option("--open", "show", is_flag=True, help="Open the report in the browser.")
@quiet_option
def command(
    folder: Path, output: Path | None, title: str, page_language: str, show: bool, quiet: bool
) -> None:
    """Write report.html and timeline.html of what `kg build` made in FOLDER once more, to look otherwise.

    The report has the most important entities, relations and ties, statements by time, sources and
    coverage; the timeline what is told of each day. Both link into the FOLDER's graph.html. `kg build`
    writes both by itself; this is for another title, another language, another place.
    """
    from kg.html import collect_named, write_report, write_timeline

    shown = collect_named(analyses(folder))
    target = output or folder / "report"
    if target.resolve() == folder.resolve():
        raise KgError(f"{folder}: these two belong to the build there; choose another folder")
    target.mkdir(parents=True, exist_ok=True)
    page = address(folder / "graph.html", target)
    write_report(shown, target / "report.html", title=title, language=page_language, page=page)
    write_timeline(shown, target / "timeline.html", title=title, language=page_language, page=page)
    if not quiet:
        click.echo(f"{target / 'report.html'}, {target / 'timeline.html'}", err=True)
    if show:
        webbrowser.open((target / "report.html").resolve().as_uri())
