"""`kg ontology`: the vocabulary of the graph, for people and for other programs."""

from __future__ import annotations

import sys

import click

from kg import ontology, reference

EPILOG = """\b
Examples:
  kg ontology
  kg ontology --format html > ontology.html
  kg ontology --format ttl > kg.ttl
  kg ontology --format shapes > shapes.ttl"""


@click.command(epilog=EPILOG)
@click.option(
    "--format", "form", default="text", show_default=True,
    type=click.Choice(("text", "html", "ttl", "shapes", "relation-shapes", "context")),
    help="text: a line a relation; html: the reference page; ttl, shapes, relation-shapes: the files; "
    "context: of JSON-LD.",
)  # fmt: skip
def command(form: str) -> None:
    """Print the ontology: its relations, its reference page, or its files."""
    if form == "text":
        for relation in ontology.relations().values():
            ends = f"{' or '.join(relation.domain)} -> {' or '.join(relation.range)}"
            click.echo(f"{relation.name:<22} {ends:<42} {relation.label_id}: {relation.definition_id}")
        return
    sys.stdout.buffer.write(_made(form).encode("utf-8"))
    sys.stdout.buffer.flush()


def _made(form: str) -> str:
    if form == "html":
        return reference.page()
    if form == "relation-shapes":
        return reference.relation_shapes()
    if form == "context":
        return reference.context()
    return ontology.path("kg.ttl" if form == "ttl" else "shapes.ttl").read_text(encoding="utf-8")
