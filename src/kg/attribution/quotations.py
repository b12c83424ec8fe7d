"""Quotations: where they are in a text, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.attribution.cues import bare, forms
from kg.attribution.model import Report, Speaker
from kg.attribution.speakers import Speakers
from kg.syntax import Tree

Span = tuple[int, int]
"""Characters of a document, the end exclusive."""

_MARK = re.compile(r"''|``|[\"“”«»„]")
_PARAGRAPH = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+")
_CUE_REACH = 20  # characters
_MIN_WORDS = 4  # fewer are a word set apart, not speech
_FARTHEST = 400  # characters from one quotation to the next by the same speaker
_WORDS_AFTER = 3  # a cue is one of the first words after its quotation
_TOKENS_BEFORE = 14  # or one of the last tokens before it
_CLOSE_BEFORE = 4  # of the last few, if neither a mark nor a conjunction introduces the quotation


def quotations(text: str) -> Iterator[Span]:
    """Character spans inside quotation marks; an unclosed quotation ends with its paragraph.

    Marks are straight, curly or two single ones; they are paired within a paragraph.
    """
    for paragraph in _PARAGRAPH.finditer(text):
        start = None
        for match in _MARK.finditer(text, paragraph.start(), paragraph.end()):
            before = text[match.start() - 1] if match.start() > paragraph.start() else " "
            after = text[match.end()] if match.end() < paragraph.end() else " "
            opens = (before.isspace() or before in "([:,-—") and not after.isspace()
            if start is None:
                if opens or match.group() == "“":
                    start = match.end()
            elif not opens or before.isspace():
                yield start, match.start()
                reopens = opens and before.isspace() and after.isupper()
                start = match.end() if reopens else None
        if start is not None:
            yield start, paragraph.end()


def spoken(text: str, quotes: Sequence[Span]) -> list[Span]:
    """The quotations that are speech: by their length, or by the cue that follows right away."""
    return [
        (start, end)
        for start, end in quotes
        if len(_WORD.findall(text[start:end])) >= _MIN_WORDS or _is_cued(text, start, end)
    ]


def _is_cued(text: str, start: int, end: int) -> bool:
    """ "Saya siap," kata …: a comma or mark inside the quotation and a cue as the first word after it."""
    following = _WORD.search(text, end, end + _CUE_REACH)
    closes = text[start:end].rstrip()[-1:] in ",.!?"
    return closes and following is not None and following.group().lower() in forms("direct")


def around(quotes: Sequence[Span], position: int) -> Span | None:
    """The quotation that a character is inside."""
    return next(((a, b) for a, b in quotes if a <= position < b), None)


class Quotations:
    """Finds the cue and the speaker of each quotation of a document.

    A quotation without a cue of its own goes on with the speaker of the one before it.
    """

    def __init__(self, text: str, trees: Sequence[Tree], speakers: Speakers, quotes: Sequence[Span]) -> None:
        self._text = text
        self._trees = trees
        self._speakers = speakers
        self._quotes = quotes

    def reports(self) -> Iterator[Report]:
        """The quotations whose speaker is found, in order."""
        last: Report | None = None
        ends = [0, *(end for _, end in self._quotes)]
        starts = [*(start for start, _ in self._quotes[1:]), len(self._text)]
        for (start, end), preceding, following in zip(self._quotes, ends, starts, strict=False):
            found = self._cue_after(end, following) or self._cue_before(start, preceding)
            if found is None and last is not None and self._continues(last, start):
                found = last.sentence, last.cue, last.speaker
            if found is not None:
                s, cue, speaker = found
                last = Report(sentence=s, cue=cue, speaker=speaker, start=start, end=end, kind="quotation")
                yield last

    def _continues(self, last: Report, start: int) -> bool:
        """A quotation that opens soon after the last one, with no other voice between."""
        return self._text.count("\n", last.end, start) <= 1 and start - last.end < _FARTHEST

    def _cue_after(self, end: int, limit: int) -> tuple[int, int, Speaker] | None:
        """Sentence, cue and speaker of `"…", kata X`: on the same line, before the next quotation."""
        for s, tree in enumerate(self._trees):
            if tree.sentence.end <= end or tree.sentence.start > end + 2:
                continue
            after = [t for t in tree.tokens if end <= t.start < limit]
            words = [t for t in after if t.upos != "PUNCT" and _WORD.match(t.text)]
            for token in words[:_WORDS_AFTER]:
                same_line = "\n" not in self._text[end : token.start]
                if same_line and bare(tree, token.index) in forms("direct"):
                    speaker = self._speakers.after_or_before(s, token.index)
                    if speaker is not None:
                        return s, token.index, speaker
                if token.upos == "VERB":
                    break
        return None

    def _cue_before(self, start: int, limit: int) -> tuple[int, int, Speaker] | None:
        """Sentence, cue and speaker of `X mengatakan, "…"`: after the quotation before."""
        for s, tree in enumerate(self._trees):
            if not tree.sentence.start <= start <= tree.sentence.end + 1:
                continue
            before = [t.index for t in tree.tokens if limit <= t.start and t.end <= start]
            if before and _MARK.fullmatch(tree.words[before[-1]]):
                before.pop()
            if before and not _introduces(tree, before[-1]):
                before = before[-_CLOSE_BEFORE:]  # 'menyebutnya sebagai "…"': words set apart, not speech
            for cue in reversed(before[-_TOKENS_BEFORE:]):
                form = bare(tree, cue)
                speaker = None
                if form in forms("indirect"):
                    speaker = self._speakers.before(s, cue)
                elif form in forms("direct"):
                    speaker = self._speakers.after_or_before(s, cue)
                if speaker is not None:
                    return s, cue, speaker
        return None


def _introduces(tree: Tree, index: int) -> bool:
    """A mark or a conjunction right before a quotation."""
    return tree.tokens[index].upos in {"PUNCT", "SCONJ"}
