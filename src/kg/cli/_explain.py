"""What was made of an article, sentence by sentence: by which rule, from which words, and what was left."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from kg.cli._shared import one_line
from kg.cli._table import further, heading, label, relation
from kg.model import Analysis, Reason, Rejection, Sentence, Statement

REASONS = {
    Reason.NO_PREDICATE: "nothing in it says something of something",
    Reason.NO_PARTICIPANT: "it does not say of whom or what",
    Reason.INCOMPLETE: "it needs more than stands beside it",
    Reason.DESCRIPTION: "it only describes the noun that it stands at",
    Reason.VAGUE: 'said of "this" or "that" alone',
    Reason.UNCERTAIN: "too unlikely to be right (--least-confidence)",
    Reason.ITSELF: "it would say something of a thing and itself",
    Reason.REPEATED: "the article has said it before",
    Reason.OUTSIDE: "a dateline or furniture of the page",
}
STYLES = {"predicate": "bold green", "argument": "bold cyan", "further": "cyan"}
_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})  # whose loss is worth telling
_INDENT = 5


def explanation(analysis: Analysis, *, width: int, colour: bool) -> str:
    """The account of an article, for a terminal of this width; without `colour` as plain text."""
    output = io.StringIO()
    console = Console(
        file=output,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        emoji=False,
    )
    console.print(Text(one_line(heading(analysis.document)), style="bold"), soft_wrap=True)
    outside = [r for r in analysis.rejections if r.reason is Reason.OUTSIDE]
    for sentence in analysis.sentences:
        while outside and outside[0].start < sentence.start:
            _print_outside(console, outside.pop(0))
        statements = [s for s in analysis.statements if s.start == sentence.start]
        left = [r for r in analysis.rejections if sentence.start <= r.start < sentence.end]
        console.print()
        _print(console, _marked(sentence, statements), indent=0)
        for line in (*_made(statements), *_left(sentence, statements, left)):
            _print(console, line, indent=_INDENT)
    for rejection in outside:
        _print_outside(console, rejection)
    console.print()
    for line in _summary(analysis):
        console.print(line, soft_wrap=True)
    return "\n".join(row.rstrip() for row in output.getvalue().split("\n")) + "\n"


def _print(console: Console, line: Text, *, indent: int) -> None:
    """A line, with what does not fit on it further to the right below it."""
    first, hang = " " * indent, " " * (indent + 2)
    for number, row in enumerate(line.wrap(console, console.width - indent - 2)):
        console.print(Text(hang if number else first) + row, soft_wrap=True)


def _print_outside(console: Console, rejection: Rejection) -> None:
    console.print()
    told = f"{_quoted(rejection.text)}: {REASONS[rejection.reason]}"
    _print(console, Text.assemble(("left: ", "yellow"), told), indent=0)


def _marked(sentence: Sentence, statements: Iterable[Statement]) -> Text:
    """The sentence with the words that statements were made from in their colours."""
    number = f"{sentence.index + 1}. "
    text = Text(number + "".join(c if c.isprintable() else " " for c in sentence.text))
    text.stylize("bold", 0, len(number))
    shift = len(number) - sentence.start
    for start, end, kind in sorted(_places(statements), key=lambda place: list(STYLES).index(place[2])):
        text.stylize(STYLES[kind], start + shift, end + shift)
    return text


def _places(statements: Iterable[Statement]) -> Iterator[tuple[int, int, str]]:
    """The stretches of the article that statements were made from, with what they are in them."""
    for statement in statements:
        for argument in (statement.subject, statement.object):
            if argument is not None:
                yield argument.start, argument.end, "argument"
        for qualifier in statement.qualifiers:
            yield qualifier.argument.start, qualifier.argument.end, "further"
        yield statement.predicate.start, statement.predicate.end, "predicate"


def _made(statements: Iterable[Statement]) -> Iterator[Text]:
    for statement in statements:
        said = f"{label(statement.subject)} | {relation(statement)} | {label(statement.object)}"
        more = further(statement)
        yield Text.assemble(
            (f"{statement.rule}: ", "magenta"),
            one_line(said),
            one_line(f" | {more}" if more else ""),
            (f"  {statement.confidence:.2f}", "dim"),
        )
        words = [_quoted(statement.subject.text)] if statement.subject else []
        words.append(_quoted(statement.predicate.text))
        words += [_quoted(statement.object.text)] if statement.object else []
        words += [f"{q.role} {_quoted(q.argument.text)}" for q in statement.qualifiers]
        yield Text(f"  from {', '.join(words)}", style="dim")


def _left(sentence: Sentence, statements: Iterable[Statement], left: Iterable[Rejection]) -> Iterator[Text]:
    for rejection in left:
        whole = (rejection.start, rejection.end) == (sentence.start, sentence.end)
        what = "" if whole else f"{_quoted(rejection.text)}: "
        yield Text.assemble(("left: ", "yellow"), what, REASONS[rejection.reason])
    places = [(start, end) for start, end, _ in _places(statements)]
    if not places:
        return
    places += [(rejection.start, rejection.end) for rejection in left]
    unused = [
        token.text
        for token in sentence.tokens
        if token.upos in _WORDS and not any(a < token.end and token.start < b for a, b in places)
    ]
    if unused:
        yield Text.assemble(("not used: ", "yellow"), one_line(", ".join(unused)))


def _summary(analysis: Analysis) -> Iterator[Text]:
    starts = {s.start for s in analysis.statements}
    covered = sum(s.start in starts for s in analysis.sentences)
    yield Text(
        f"{covered} of {len(analysis.sentences)} sentences have statements: {len(analysis.statements)} in all"
    )
    for name, counts in (
        ("made by", Counter(s.rule for s in analysis.statements)),
        ("left", Counter(str(r.reason) for r in analysis.rejections)),
    ):
        if counts:
            told = ", ".join(f"{key} {count}" for key, count in sorted(counts.items(), key=_most))
            yield Text(f"{name}: {told}")


def _most(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _quoted(text: str) -> str:
    return f'"{one_line(" ".join(text.split()))}"'
