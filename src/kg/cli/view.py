"""`kg view`: a page of a part of what was built."""

from __future__ import annotations

import webbrowser
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._folder import analyses
from kg.cli._shared import quiet_option
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.view import Collection

EPILOG = """\b
Examples:
  kg view --open
  kg view graf --around "Kim Jong Un" --hops 2 --output kim.html
  kg view graf --from 2024-01-01 --to 2024-06-30 --source detik --top 100
  kg view graf --relation metWith --relation visited
  kg view graf --query pertemuan.rq

\b
A query is SPARQL: of a SELECT the page shows what is between the entities that it found; of a
CONSTRUCT the statements that join its subjects and objects.

\b
Exit codes: 0 written, 2 nothing could be shown (no such folder, entity or relation)."""

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("output"))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The page to write; by default view.html in the folder.",
)
@click.option(
    "--around", multiple=True, metavar="ENTITY", help="Only what is near this entity; may be repeated."
)
@click.option(
    "--hops",
    type=click.IntRange(1, 6),
    default=1,
    show_default=True,
    help="How near, in steps, with --around.",
)
@click.option(
    "--from", "since", type=_DAY, metavar="DATE", help="Only from this day on (of the event or article)."
)
@click.option("--to", "until", type=_DAY, metavar="DATE", help="Only until this day.")
@click.option(
    "--source", multiple=True, metavar="NAME", help="Only articles of this source; may be repeated."
)
@click.option("--relation", multiple=True, metavar="NAME", help="Only this relation; may be repeated.")
@click.option(
    "--query",
    "query_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Only what this SPARQL query finds.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=300,
    show_default=True,
    help="Entities shown at first, at most.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=5000,
    show_default=True,
    help="Entities in the page at most.",
)
@click.option("--title", default="", help="The heading of the page.")
@click.option(
    "--page-language",
    type=click.Choice(["id", "en"]),
    default="id",
    show_default=True,
    help="The language that the page's interface opens in.",
)
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@quiet_option
def command(
    folder: Path,
    output: Path | None,
    around: tuple[str, ...],
    hops: int,
    since: datetime | None,
    until: datetime | None,
    source: tuple[str, ...],
    relation: tuple[str, ...],
    query_file: Path | None,
    top: int,
    limit: int,
    title: str,
    page_language: str,
    show: bool,
    quiet: bool,
) -> None:
    """Make a page of what `kg build` made in FOLDER, or of a part of it."""
    from kg.html import collect_named, write_page
    from kg.view import selection

    shown = collect_named(analyses(folder))
    try:
        if query_file is not None:
            shown = _queried(shown, folder, query_file)
        if source:
            shown = selection.from_sources(shown, source)
        if relation:
            shown = selection.of_relations(shown, relation)
        if since or until:
            shown = selection.in_time(shown, _day(since), _day(until))
        if around:
            found = {iri for name in around for iri in selection.find(shown, name)}
            shown = selection.around(shown, found, hops)
    except LookupError as error:
        raise KgError(str(error.args[0])) from error
    if not shown.facts:
        raise KgError("there is nothing to show: no statement fits")
    path = output or folder / "view.html"
    write_page(shown, path, title=title, first_view=top, limit=limit, language=page_language)
    if not quiet:
        click.echo(f"{path}: {len(shown.nodes):,} entities, {len(shown.facts):,} statements", err=True)
    if show:
        webbrowser.open(path.resolve().as_uri())


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _queried(shown: Collection, folder: Path, file: Path) -> Collection:
    import pyoxigraph as ox

    from kg import query
    from kg.outputs import STORE
    from kg.store import Store
    from kg.view import selection

    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise KgError(f"{file}: not a text in UTF-8 that can be read") from error
    with Store.open(folder / STORE) as store:
        results = query.run(store.rdf, text, names=query.prefixes(store.base))
        if isinstance(results, ox.QueryTriples):
            pairs = {
                (triple.subject.value, triple.object.value)
                for triple in results
                if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode)
            }
            return selection.joined(shown, pairs)
        if isinstance(results, ox.QueryBoolean):
            raise KgError(f"{file}: ASK finds nothing to show; use SELECT or CONSTRUCT")
        found = {term.value for solution in results for term in solution if isinstance(term, ox.NamedNode)}
    return selection.among(shown, found)
