"""`kg train`: a folder of treebanks, NER sets and news in, a language model out."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from kg.errors import KgError

EPILOG = """\b
Examples:
  kg train data/ --output id.kgm
  kg train data/ --output id.kgm --work build/ --exclude held-out-ids.txt
  kg parse berita.txt --model id.kgm

\b
It needs the extra `train` (pip install "kg[train]") and takes some hours on one core. Steps that
are finished in the work folder are not repeated. Exit codes: 0 done, 2 it could not be done."""


@click.command(epilog=EPILOG)
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DATA_DIR")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The package to write.",
)
@click.option(
    "--annotations",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("data/annotated"),
    show_default=True,
    help="The folder of what was annotated by hand: heads.tsv, names.tsv.",
)
@click.option(
    "--work",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build/training"),
    show_default=True,
    help="Where vectors, teachers and checkpoints are kept.",
)
@click.option(
    "--recipe",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Another recipe than kg/training/recipe.yaml.",
)
@click.option(
    "--exclude",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of ids of news articles, one a line, that nothing may be learnt from.",
)
@click.option("-q", "--quiet", is_flag=True, help="Tell only of problems.")
def command(
    data: Path,
    annotations: Path,
    output: Path,
    work: Path,
    recipe: Path | None,
    exclude: Path | None,
    quiet: bool,
) -> None:
    """Train the language model on DATA_DIR and write it as one file."""
    if not quiet:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    try:
        from kg.training.recipe import Kitchen
    except ImportError as error:
        raise KgError(f'training needs the extra "train": pip install "kg[train]" ({error})') from error
    left_out = exclude.read_text(encoding="utf-8").split() if exclude else ()
    try:
        scores = Kitchen(data, annotations, work, recipe, left_out).cook(output)
    except (OSError, ValueError) as error:
        raise KgError(f"cannot train on {data}: {error}") from error
    for name, value in scores.items():
        click.echo(f"{name}\t{100 * value:.2f}")
