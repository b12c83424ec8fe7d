"""What several commands share: their options, how problems are told, output that is whole or not there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click

from kg.errors import InputError
from kg.namespaces import ID, base_iri

Command = TypeVar("Command", bound=Callable[..., Any])


class Problems:
    """Counts what went wrong with single inputs and tells each in one line on standard error."""

    def __init__(self, tell: Callable[[str], None] | None = None) -> None:
        self.count = 0
        self._tell = tell or (lambda line: click.echo(line, err=True))

    def __call__(self, error: InputError) -> None:
        self.add(str(error))

    def add(self, message: str) -> None:
        """Tell of a problem; whatever it holds, it is one line that a terminal can show."""
        self.count += 1
        self._tell("kg: " + one_line(message))

    @property
    def exit_code(self) -> int:
        """0 when all went well, 1 when the job was done but some input was bad."""
        return 1 if self.count else 0


def one_line(text: str) -> str:
    """The text with what would break or colour a terminal's line shown as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def _base(ctx: click.Context, param: click.Parameter, value: str) -> str:
    try:
        return base_iri(value)
    except InputError as error:
        raise click.BadParameter(error.reason, ctx, param) from error


inputs_argument = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
base_option = click.option(
    "--base",
    metavar="IRI",
    default=ID,
    show_default=True,
    callback=_base,
    help="What the IRIs of entities, articles and statements begin with.",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(min=1, max=256),
    default=1,
    show_default=True,
    help="Processes that read at the same time. The output is the same whatever their number.",
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Tell only of problems.")
confidence_option = click.option(
    "--least-confidence",
    "least",
    type=click.FloatRange(0, 1),
    metavar="P",
    help="Leave out statements that are less likely to be right than this (0 to 1); by default only a few.",
)
model_option = click.option(
    "--model",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Another language model than the one that is shipped.",
)


@contextmanager
def output_stream(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its place only when all of it is written."""
    if path is None or str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    from kg.spool import replacing

    with replacing(path) as stream:
        yield stream
