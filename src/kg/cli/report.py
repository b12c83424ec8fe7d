"""`kg report`: what was built in figures, and as a timeline."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from kg.cli._folder import analyses
from kg.cli._shared import quiet_option

EPILOG = """\b
Examples:
  kg report
  kg report graf --title "Arsip 2024" --open
  kg report graf --output laporan

\b
Exit codes: 0 written, 2 nothing was built in the folder."""


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("output"))
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to; by default the one that is read.",
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
    """Write report.html and timeline.html of what `kg build` made in FOLDER.

    The report has the most important entities, relations and ties, statements by time, sources and
    coverage; the timeline what is told of each day. Both link into graph.html beside them.
    """
    from kg.html import collect_named, write_report, write_timeline

    shown = collect_named(analyses(folder))
    target = output or folder
    target.mkdir(parents=True, exist_ok=True)
    write_report(shown, target / "report.html", title=title, language=page_language)
    write_timeline(shown, target / "timeline.html", title=title, language=page_language)
    if not quiet:
        click.echo(f"{target / 'report.html'}, {target / 'timeline.html'}", err=True)
    if show:
        webbrowser.open((target / "report.html").resolve().as_uri())
