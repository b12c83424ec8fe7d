"""`kg verify`: the evidence of every statement against the stored articles."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli._shared import one_line, quiet_option
from kg.store import Store
from kg.verification import Checked, verify

EPILOG = """\b
Examples:
  kg verify
  kg verify --store output/store

\b
Exit code 1: something does not hold; each fault is told with its article and node."""


@click.command(epilog=EPILOG)
@click.option(
    "--store", "folder", type=click.Path(path_type=Path), default=Path("output/store"), show_default=True,
    help="The store that `kg build` made.",
)  # fmt: skip
@quiet_option
def command(folder: Path, quiet: bool) -> None:
    """Check that every quoted sentence is what its article says.

    Each is cut again out of the stored text by its offsets, and each text is compared with its hash.
    """
    checked, faults = Checked(), 0
    with Store.open(folder) as store:
        for fault in verify(store, checked):
            faults += 1
            click.echo(one_line(f"{fault.article}: {fault.reason}"))
            for name, value in (("node", fault.node), ("said", fault.said), ("found", fault.found)):
                if value and value != fault.article:
                    click.echo(one_line(f"    {name}: {value}"))
    if not quiet:
        verdict = f"{faults} faults" if faults else "all as the articles say"
        click.echo(f"{checked.articles} articles, {checked.spans} places in their texts: {verdict}", err=True)
    if faults:
        sys.exit(1)
