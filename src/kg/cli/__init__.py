"""The command line: the only room that prints. Each command lives in a module of its own."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import click

from kg import __version__
from kg.cli._configuration import defaults, read
from kg.errors import KgError
from kg.garbage import collect_seldom

# Command name -> (module under kg.cli, short help). Modules load only when their command runs,
# so that `kg --help` and `kg query` never wait for the language model.
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("build", "Build the graph, the page and the store of articles."),
    "remove": ("remove", "Withdraw articles from a build."),
    "extract": ("extract", "Print the statements or mentions of articles."),
    "query": ("query", "Ask the graph a question in SPARQL."),
    "facts": ("facts", "List facts with their independent sources."),
    "report": ("report", "Write a report in figures and a timeline."),
    "view": ("view", "Make a page of the graph or of a part of it."),
    "validate": ("validate", "Check the graph against its SHACL shapes."),
    "verify": ("verify", "Check every quoted sentence against its article."),
    "diff": ("diff", "Show what changed between two builds."),
    "export": ("export", "Write the graph in another format."),
    "push": ("push", "Load the graph into a running triple store."),
    "ontology": ("ontology", "Print the vocabulary of the graph."),
    "train": ("train", "Train the language model."),
    "parse": ("parse", "Print parsed sentences as CoNLL-U."),
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
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read the options' defaults from FILE instead of kg.toml.",
)
@click.pass_context
def cli(ctx: click.Context, config: Path | None) -> None:
    """Turn Indonesian news articles into a knowledge graph with evidence for every edge."""
    said = read(config, COMMANDS)
    command = cli.get_command(ctx, ctx.invoked_subcommand) if said and ctx.invoked_subcommand else None
    if command is not None and ctx.invoked_subcommand:
        ctx.default_map = {ctx.invoked_subcommand: defaults(said, config, ctx.invoked_subcommand, command)}


def main() -> None:
    """Entry point: a `KgError` or `OSError` becomes one line on standard error and exit code 2."""
    collect_seldom()
    try:
        cli.main(prog_name="kg", standalone_mode=True)
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(2)
    except OSError as error:  # a full disk, a folder that went away
        named = f"{error.filename}: " if error.filename else ""
        click.echo(f"kg: {named}{(error.strerror or str(error)).lower()}", err=True)
        sys.exit(2)
