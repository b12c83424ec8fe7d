"""`kg parse`: articles or words in, CoNLL-U out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kg.cli._shared import Problems, inputs_argument, model_option, output_stream
from kg.errors import InputError

EPILOG = """\b
Examples:
  kg parse berita.txt
  kg parse arsip/ --output arsip.conllu
  echo 'Presiden bertemu gubernur di istana.' | kg parse -
  kg parse words.txt --pretokenised

\b
Exit codes: 0 all read, 1 some input was bad (told on standard error), 2 nothing could be done."""


@click.command(epilog=EPILOG)
@inputs_argument
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["conllu"]),
    default="conllu",
    show_default=True,
    help="CoNLL-U of Universal Dependencies, version 2.",
)
@click.option(
    "--pretokenised",
    is_flag=True,
    help="INPUT is one word a line (further columns are left out), a blank line after each sentence.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file instead of standard output; it is replaced only when all is done.",
)
@model_option
def command(
    inputs: tuple[str, ...], form: str, pretokenised: bool, output: Path | None, model: Path | None
) -> None:
    """Print the words of articles with parts of speech, features, roots, trees and names.

    INPUT is what `kg extract` reads. Words written with a clitic become multi-word tokens; MISC holds
    names (NER=B-PER) and offsets in the article's text. Datelines are not part of a sentence.
    """
    from kg.conllu import sentence_lines
    from kg.corpus import read
    from kg.parsing import Parser
    from kg.pipeline import NothingRead

    problems = Problems()
    parser = Parser(model)
    count = 0
    with output_stream(output) as stream:
        if pretokenised:
            for name in inputs:
                try:
                    for sentence in parser.parse_words(_sentences(name), document=name):
                        stream.write("\n".join([*sentence_lines(sentence), ""]).encode("utf-8"))
                    count += 1
                except (OSError, UnicodeDecodeError) as error:
                    problems(InputError(name, str(error)))
        else:
            for _, sentences in parser.parse_many(read(inputs, problems=problems)):
                count += 1
                for sentence in sentences:
                    stream.write("\n".join([*sentence_lines(sentence), ""]).encode("utf-8"))
        if not count:
            raise NothingRead
    sys.exit(problems.exit_code)


def _sentences(name: str) -> Iterator[list[str]]:
    """Sentences of words: the first column of each line; comment lines of CoNLL-U are skipped."""
    with click.open_file(name, encoding="utf-8") as lines:
        words: list[str] = []
        for line in lines:
            cells = line.split()
            if not cells:
                if words:
                    yield words
                words = []
            elif not (line.startswith("# ") and not words):
                words.append(cells[0])
        if words:
            yield words
