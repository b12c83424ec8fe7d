"""Who says what: quotations, reported speech and sources, over a whole document.

A report has a cue (kata, mengatakan, menurut), a speaker and the stretch of text that is said. Quotations
are paired in the document's characters, since one quotation may hold many sentences; a quotation without
a cue of its own goes on with the speaker before it. Tokens in two reports belong to the shorter one.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.attribution.cues import bare
from kg.attribution.first_person import with_first_person
from kg.attribution.model import Report, Speaker, Speech
from kg.attribution.quotations import Quotations, quotations, spoken
from kg.attribution.reports import Reports
from kg.attribution.speakers import Speakers
from kg.coreference import Referents
from kg.syntax import Tree

__all__ = ["Report", "Speaker", "Speech", "bare", "find_speech", "quotations", "with_first_person"]


def find_speech(
    text: str, trees: Sequence[Tree], referents: Referents, quotes: tuple[tuple[int, int], ...]
) -> Speech:
    """The reports of a document, in order; `quotes` as `quotations` gives them."""
    speakers = Speakers(trees, referents)
    said = spoken(text, quotes)
    others = Reports(trees, speakers, said)
    reports = [*Quotations(text, trees, speakers, said).reports(), *others.indirect(), *others.according()]
    return Speech(tuple(sorted(reports, key=lambda r: (r.start, r.end, r.kind))), quotes)
