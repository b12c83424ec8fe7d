"""`kg verify`: every file of a build against its seal, and every statement's evidence against its article."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli._shared import one_line, quiet_option

EPILOG = """\b
Examples:
  kg verify
  kg verify graf
  kg verify --store output/store

\b
A build leaves SHA256SUMS, with the hash of every file; a change of one byte in any of them is found, and
the file named. (`sha256sum --check SHA256SUMS` does the same.) Then every quoted sentence is cut again out
of the stored text of its article by its offsets, and every text is compared with its hash.

\b
Exit code 1: something does not hold; each fault is told with its file, or its article and node."""


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path), default=Path("output"), metavar="[FOLDER]")
@click.option(
    "--store", "store", type=click.Path(path_type=Path), metavar="FOLDER",
    help="Check only the evidence in this store.",
)  # fmt: skip
@quiet_option
def command(folder: Path, store: Path | None, quiet: bool) -> None:
    """Check that a build is as it was made, and that every quotation is what its article says.

    FOLDER is what `kg build` made.
    """
    from kg.verification import Checked, verify_build, verify_store

    checked, faults = Checked(), 0
    for fault in verify_store(store, checked) if store else verify_build(folder, checked):
        faults += 1
        click.echo(one_line(f"{fault.place}: {fault.reason}"))
        for name, value in (("node", fault.node), ("said", fault.said), ("found", fault.found)):
            if value and value != fault.place:
                click.echo(one_line(f"    {name}: {value}"))
    if not quiet:
        verdict = f"{faults} faults" if faults else "all as the articles say"
        files = f"{checked.files} files, " if checked.files else ""
        what = f"{files}{checked.articles} articles, {checked.spans} places in their texts"
        click.echo(f"{what}: {verdict}", err=True)
    if faults:
        sys.exit(1)
