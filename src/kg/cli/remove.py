"""`kg remove`: articles out of a build, as if they had never been in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli._shared import Problems, one_line, quiet_option

EPILOG = """\b
Examples:
  kg remove ekonomi-kopi
  kg remove https://berita.example/2025/02/kopi diplomasi-patroli --output graf
  kg remove --from ditarik.txt --dry-run

\b
What other articles say too stays. Every file becomes, byte for byte, what it would be had the articles
never been read, and nothing of their text is left in any of them. Broken off at any moment, it leaves the
old state or the new one. An article that is still among the inputs of a later build comes back.

\b
Exit codes: 0 all are withdrawn, 1 some are not in the build (told on standard error; the others are
withdrawn), 2 none is, or nothing could be done."""


@click.command(epilog=EPILOG)
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option(
    "--from", "file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), metavar="FILE",
    help="Withdraw what is named there too, one article a line; - is standard input.",
)  # fmt: skip
@click.option(
    "-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("output"),
    show_default=True, help="The folder that `kg build` made.",
)  # fmt: skip
@click.option("--dry-run", "dry", is_flag=True, help="Only tell what would be withdrawn.")
@quiet_option
def command(articles: tuple[str, ...], file: Path | None, folder: Path, dry: bool, quiet: bool) -> None:
    """Withdraw articles from a build.

    ARTICLE is the id of an article, its IRI in the graph, or its URL.
    """
    from kg.outputs import Watcher
    from kg.withdrawal import withdraw

    problems = Problems()
    places = {name: "" for name in articles if name}
    for place, name in _listed(file) if file else ():
        places.setdefault(name, f"{place}: ")
    if not places:
        raise click.UsageError("name an article, or a file of them with --from")
    done = withdraw(folder, places, Watcher(problem=problems.add), dry=dry)
    for name in done.unknown:
        problems.add(f"{places[name]}{name}: no article of this id, IRI or URL in {folder}")
    if not quiet:
        for found in done.found:
            said = " · ".join(filter(None, [found.id, found.date, found.title]))
            click.echo(one_line(f"{said}: {found.statements} statements"))
        what = "would be withdrawn" if dry else "withdrawn"
        left = f", {done.left.articles:,} left" if done.left.triples or done.left.articles else ""
        click.echo(f"{len(done.found):,} articles {what}{left}")
    sys.exit(problems.exit_code if done.found else 2)


def _listed(file: Path) -> Iterator[tuple[str, str]]:
    """The names in a file with their places; empty lines do not count."""
    from kg.errors import InputError

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(str(file), (error.strerror or str(error)).lower()) from error
    except UnicodeError as error:
        raise InputError(str(file), "not a text in UTF-8") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield f"{file}:{number}", line.strip()
