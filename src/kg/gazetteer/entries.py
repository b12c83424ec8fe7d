"""What the gazetteer's tables hold, and how names are compared."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from kg.frozen import record

KINDS = frozenset({"office", "rank", "academic", "religious", "honorific", "status"})
"""Of titles; `status` is what a person is in a case (Terdakwa), not an office or a job."""

SHORT = 5
"""Names of up to this many letters, all upper case, are matched case-sensitively."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A named thing. `parent` is its wider whole: the country of a city, the ministry of an agency,
    the party of a member of parliament. `wikidata` is a Q-id or ""; `code` an ISO or official code."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    parent: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A word or words before a person's name.

    `kind` is one of `KINDS`; `expansion` is the full form (Menhan -> Menteri Pertahanan) and
    `organisation` the body that the office belongs to, or "".
    """

    form: str
    kind: str
    expansion: str
    organisation: str


@record(frozen=True, slots=True, kw_only=True)
class TitleMatch:
    """`title` covers `words[start:end]`."""

    start: int
    end: int
    title: Title


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A head that makes a name with a place after it; `takes` are the types the place may have.
    With an empty name the head adds nothing: the whole is the thing after it."""

    name: str
    type: str
    takes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """How acts are named by number and year: heads (form, canonical), the words before the figures."""

    heads: tuple[tuple[str, str], ...] = ()
    number: tuple[str, ...] = ()
    year: tuple[str, ...] = ()


def fold(text: str) -> str:
    """Lower case without accents; apostrophes made straight.

    >>> fold("Türkiye")
    'turkiye'
    """
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def is_acronym(form: str) -> bool:
    """True for names of up to `SHORT` letters, all upper case ("AS", "PDI-P")."""
    if not form.isupper() or len(form) > 2 * SHORT:
        return False
    letters = [char for char in form if char.isalpha()]
    return 0 < len(letters) <= SHORT and all(char.isupper() for char in letters)
