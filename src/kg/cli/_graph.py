"""The graph that a command works on: the store of a build, or RDF files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import pyoxigraph as ox

store_option = click.option(
    "--store",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("output/store"),
    show_default=True,
    help="The store that `kg build` made.",
)
data_option = click.option(
    "--data",
    "data",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="RDF files (.ttl .nt .nq .trig .rdf .jsonld) instead of the store. Repeatable.",
)


@contextmanager
def graph(folder: Path, data: tuple[Path, ...]) -> Iterator[tuple[ox.Store, str]]:
    """The database and the base of its IRIs. Raises KgError."""
    from kg import query
    from kg.store import Store

    if data:
        source, names = query.read(data)
        yield source, names.get("id", query.prefixes()["id"])
        return
    with Store.open(folder) as store:
        yield store.rdf, store.base
