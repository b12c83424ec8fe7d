"""The command line: the only room that prints. Each command lives in a module of its own."""

from __future__ import annotations

import importlib
import sys

import click

from kg import __version__
from kg.errors import KgError

# Command name -> (module under kg.cli, short help). Modules load only when their command runs,
# so that `kg --help` and `kg query` never wait for the language model.
COMMANDS: dict[str, tuple[str, str]] = {
    "query": ("query", "Ask the graph a question in SPARQL."),
    "extract": ("extract", "Print the statements or mentions of articles."),
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"kg.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Turn Indonesian news articles into a knowledge graph with evidence for every edge."""


def main() -> None:
    """Entry point: a `KgError` becomes one line on standard error and exit code 2."""
    try:
        cli.main(prog_name="kg", standalone_mode=True)
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(2)
