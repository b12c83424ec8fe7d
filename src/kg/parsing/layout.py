"""Layout knowledge: the pattern of words, paragraphs, datelines. The data are languages/<iso>/layout.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.clitics import clitics
from kg.gazetteer import Gazetteer, gazetteer
from kg.language import language
from kg.model import PLACES, EntityType
from kg.parsing.furniture import Furniture, compile_furniture
from kg.parsing.tokenise import compile_words
from kg.times.lexicon import lexicon

FILE = "layout.yaml"
_PLACE_DASH = re.compile(
    r"(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?)\s+[-–—]{1,2}\s+(?P<after>[A-Z]\w+(?: \w+){0,2})"
)
_DASH = re.compile(r"\s*(?:-{2,3}|–|—|―)\s*|\s+-\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a language's newspapers look like, compiled."""

    words: re.Pattern[str]
    abbreviations: frozenset[str]
    final_abbreviations: frozenset[str]
    titles: frozenset[str]
    dateline: re.Pattern[str]
    unmarked: re.Pattern[str]
    furniture: Furniture
    places: Gazetteer


@cache
def layout(code: str) -> Layout:
    """The layout of a language. Raises `LanguageError` if its file is missing or malformed."""
    data = language(code)
    abbreviations = data.string_list(FILE, "abbreviations")
    domains = data.string_list(FILE, "domains")
    return Layout(
        words=compile_words(
            abbreviations=abbreviations,
            currencies=data.string_list(FILE, "currencies"),
            domains=domains,
            clitics=clitics(code).forms,
        ),
        abbreviations=frozenset(abbreviations),
        final_abbreviations=frozenset(data.string_list(FILE, "final_abbreviations")),
        titles=frozenset(data.string_list(FILE, "titles")),
        dateline=_dateline(data.string_list(FILE, "outlets"), domains, tuple(lexicon(code).weekdays)),
        unmarked=_unmarked(domains),
        furniture=compile_furniture(
            alone=data.string_list(FILE, "furniture_lines"),
            leading=data.string_list(FILE, "furniture_leads"),
            calls=data.string_list(FILE, "furniture_calls"),
            small=data.string_list(FILE, "title_words"),
        ),
        places=gazetteer(code),
    )


def _dateline(
    outlets: tuple[str, ...], domains: tuple[str, ...], weekdays: tuple[str, ...]
) -> re.Pattern[str]:
    """Outlet and place in either order, a place and a weekday, or a place in capitals alone, then a dash.

    >>> bool(layout("id").dateline.match("Bisnis.com, JAKARTA - Kim Jong Un bertemu Shoigu"))
    True
    """
    either = "|".join(sorted(map(re.escape, outlets), key=lambda o: (-len(o), o)))
    ends = "|".join(sorted(map(re.escape, domains), key=lambda o: (-len(o), o)))
    days = "|".join(sorted(map(re.escape, weekdays), key=lambda d: (-len(d), d)))
    outlet = rf"(?:(?i:{either})\b|[\w-]+(?:\.[\w-]+)*\.(?i:{ends})\b)"
    name = r"[A-Z][\w'’.]*(?:[ -][A-Z(][\w'’.)]*){0,4}"
    capitals = r"[A-Z][A-Z'’.]{2,}(?:[ -][A-Z(][A-Z'’.)]*){0,4}"
    date = r"(?:\s*[,(]?\s*(?:\w+[ ,]*)?\(?\d{1,2}[/ ]\w{1,9}(?:[/ ]\d{4})?\)?)?"
    dash = r"\s*(?:-{1,3}|–|—|―|- -|:)\s*"
    loose = r"\s*(?:-{2,3}|–|—|―|- -)\s*|\s+-\s+|\s+-(?=[A-Z\"“])"
    return re.compile(
        rf"\s*(?:"
        rf"{outlet}(?:\s*[,|/-]\s*|\s+){name}(?:\s*[,/]\s*{name}){{0,2}}{date}{dash}"
        rf"|{name}(?:\s*[,/]\s*{name}){{0,2}}\s*[,(|]\s*{outlet}\)?{date}{dash}"
        rf"|\w[\w ]{{2,24}},\s*{outlet}(?:{loose})"
        rf"|{name}(?: \w+)?\s*,\s*(?i:{days})\b{date}(?:{loose})"
        rf"|{outlet}{date}(?:{loose})"
        rf"|{capitals}(?:\s*[,/]\s*{name}){{0,2}}{date}(?:{loose})"
        rf"|{name}\s*,\s*{capitals}{date}(?:{loose})"
        rf"|{name}\s*\({name}\){date}(?:{loose})"
        rf")"
    )


def _unmarked(domains: tuple[str, ...]) -> re.Pattern[str]:
    """ "Kabar.com, Jakarta Bupati …": an outlet's domain and a place before the first word, with no dash."""
    ends = "|".join(sorted(map(re.escape, domains), key=lambda o: (-len(o), o)))
    return re.compile(rf"[\w-]+(?:\.[\w-]+)*\.(?i:{ends}),\s*(?P<place>[A-Z]\w+)\s+(?=[A-Z\"“])")


def strip_dateline(page: Layout, text: str, start: int, end: int, outlet: str = "") -> int:
    """Where the first sentence of text[start:end] starts: after its dateline, if it has one.

    `outlet` is the name of the article's own medium, which may stand alone before a dash.
    """
    match = page.dateline.match(text, start, min(end, start + 160))
    if match is None and outlet and text.startswith(outlet, start):
        match = _DASH.match(text, start + len(outlet), end)
    if match is None:
        match = page.unmarked.match(text, start, min(end, start + 160))
        known = page.places.lookup(match["place"]) if match is not None else None
        match = match if known is not None and known.type in PLACES else None
    if match is None and not text[:start].strip():
        match = _PLACE_DASH.match(text, start, end)
        match = match if match is not None and _opens(page, match["place"], match["after"]) else None
        return start if match is None else match.start("after")
    return match.end() if match and match.end() < end else start


def _opens(page: Layout, place: str, after: str) -> bool:
    """ "Jakarta - Rina …" opens the article; "Jakarta - Hong Kong" is a way between two places."""
    words = after.split()
    first = page.places.lookup(place)
    following = (page.places.lookup(" ".join(words[:n])) for n in range(1, len(words) + 1))
    town = first is not None and first.type == EntityType.PLACE
    return town and not any(name is not None and name.type in PLACES for name in following)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the lines of a text that hold anything but white space, trimmed."""
    for match in re.finditer(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+", text):
        a, b = match.span()
        line = match.group()
        a += len(line) - len(line.lstrip())
        b -= len(line) - len(line.rstrip())
        if a < b:
            yield a, b
