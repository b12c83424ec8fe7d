"""Names the world agrees on: countries, regions, bodies, people, and the titles put before names.

The data are tables under `languages/<iso>/gazetteer/` (tab separated, a header line, `#` comments):

- entry tables (`name type aliases wikidata parent code`): every file but the four below;
- `titles.tsv`: words before a person's name, their kind, expansion and organisation;
- `metonyms.tsv`: a seat of government that stands for its country;
- `patterns.tsv`: heads that make a name together with a place ("Polda" + "Jabar");
- `preferences.tsv`: which entry an ambiguous name means.

An alias that starts with `~` is weak (and so is the name, if the alias repeats it): an everyday word
too, so `find` passes over it where a sentence starts. Names of up to five letters, all upper case,
match case and all; longer ones in any case, so long as the first letter is a capital. Accents and
full stops make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from kg.errors import LanguageError
from kg.model import EntityType

SPECIAL = frozenset({"titles", "metonyms", "patterns", "preferences"})
KINDS = frozenset({"office", "rank", "academic", "religious", "honorific"})
SHORT = 5
"""Names of up to this many letters, all upper case, are matched case-sensitively."""

_PIECE = re.compile(r"[^\W_]+|[^\w\s.]|_")
_TYPES = frozenset(str(kind) for kind in EntityType)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleMatch:
    """`title` covers `words[start:end]`."""

    start: int
    end: int
    title: Title


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A head that makes a name with a place after it; `takes` are the types the place may have."""

    name: str
    type: str
    takes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Form:
    """One written form of `value` (an Entry, Title or Pattern)."""

    pieces: tuple[str, ...]
    exact: bool
    weak: bool
    canonical: bool
    value: Entry | Title | Pattern


_Index = Mapping[str, tuple[_Form, ...]]


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A sentence cut finer than words, so that "PDI-P" is found as one token or as three.

    `word[k]` is the index of the word piece k belongs to; `first[i]` the first piece of word i.
    """

    raw: tuple[str, ...]
    folded: tuple[str, ...]
    word: tuple[int, ...]
    first: tuple[int, ...]

    def ends_word(self, end: int) -> bool:
        """True where a word ends just before piece `end`, or has only punctuation left."""
        while end < len(self.raw) and self.word[end] == self.word[end - 1]:
            if self.raw[end].isalnum():
                return False
            end += 1
        return True


@lru_cache(maxsize=65536)
def _split(word: str) -> tuple[tuple[str, str], ...]:
    """The pieces of a word, each as written and folded (lower case, no accents)."""
    return tuple((piece, fold(piece)) for piece in _PIECE.findall(word))


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


class Gazetteer:
    """Looks names up; made by `gazetteer()`. Nothing in it changes after construction."""

    __slots__ = ("_entries", "_metonyms", "_names", "_patterns", "_preferences", "_titles")

    def __init__(
        self,
        *,
        entries: Sequence[Entry],
        titles: Sequence[Title] = (),
        patterns: Sequence[tuple[str, Pattern]] = (),
        metonyms: Mapping[str, str] | None = None,
        preferences: Mapping[str, str] | None = None,
    ) -> None:
        self._entries = tuple(entries)
        self._names = _index((form, entry, form == entry.name) for entry in entries for form in _forms(entry))
        self._titles = _index((title.form, title, True) for title in titles)
        self._patterns = _index((form, pattern, True) for form, pattern in patterns)
        self._metonyms = {_key(name): target for name, target in (metonyms or {}).items()}
        self._preferences = {_key(name): target for name, target in (preferences or {}).items()}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the tables."""
        return self._entries

    def candidates(self, name: str) -> tuple[Entry, ...]:
        """Every entry that `name` may mean, entries whose canonical name it is first."""
        pieces = _pieces([name])
        forms = [
            form
            for form in self._names.get(pieces.folded[0] if pieces.folded else "", ())
            if len(form.pieces) == len(pieces.raw) and _fits(form, pieces, 0)
        ]
        forms.sort(key=lambda form: not form.canonical)
        return tuple(dict.fromkeys(form.value for form in forms if isinstance(form.value, Entry)))

    def lookup(self, name: str) -> Entry | None:
        """The one entry that `name` means, or None if there is none or more than one.

        Preference: the table of preferences, then the entry whose canonical name it is. A pattern's
        head with a known place makes an entry of its own ("Polda Jabar" -> "Polda Jawa Barat").
        """
        found = self._choose(_key(name), self.candidates(name))
        if found is not None:
            return found
        pieces = _pieces(name.split())
        match = self._composed(pieces, 0) if pieces.raw else None
        return match[1] if match and match[0] == len(pieces.raw) else None

    def find(self, words: Sequence[str]) -> tuple[tuple[int, int, Entry], ...]:
        """The entries named in a sentence: (start, end, entry) over `words`, end exclusive.

        Leftmost, then longest; matches do not overlap. Names must start with a capital or a digit.
        """
        pieces = _pieces(words)
        found: list[tuple[int, int, Entry]] = []
        after = 0
        for start, first in enumerate(pieces.first):
            if start < after or first < 0 or not _is_name_like(pieces.raw[first]):
                continue
            match = self._longest(pieces, first, at_start=start == 0)
            if match is not None:
                after = pieces.word[match[0] - 1] + 1
                found.append((start, after, match[1]))
        return tuple(found)

    def metonym(self, name: str) -> Entry | None:
        """The country that a capital or a seat of government stands for (Pyongyang -> Korea Utara)."""
        target = self._metonyms.get(_key(name))
        return self.lookup(target) if target else None

    def title(self, words: Sequence[str], start: int) -> TitleMatch | None:
        """The longest title that begins at `words[start]`, or None."""
        if not 0 <= start < len(words):
            return None
        pieces = _pieces(words[start : start + 12])
        if not pieces.raw or pieces.first[0] < 0:
            return None
        matches: list[tuple[int, bool, Title]] = []
        for form in self._titles.get(pieces.folded[0], ()):
            end = len(form.pieces)
            if _fits(form, pieces, 0) and pieces.ends_word(end) and isinstance(form.value, Title):
                as_written = form.value.form == " ".join(pieces.raw[:end])
                matches.append((end, as_written, form.value))
        if not matches:
            return None
        end, _, title = max(matches, key=lambda match: match[:2])
        return TitleMatch(start=start, end=start + pieces.word[end - 1] + 1, title=title)

    def _choose(self, key: str, candidates: Sequence[Entry]) -> Entry | None:
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        preferred = self._preferences.get(key)
        chosen = [entry for entry in candidates if entry.name == preferred] or [
            entry for entry in candidates if _key(entry.name) == key
        ]
        return chosen[0] if len(chosen) == 1 else None

    def _longest(self, pieces: _Pieces, first: int, *, at_start: bool) -> tuple[int, Entry] | None:
        """The end (in pieces) and the entry of the longest name at piece `first`."""
        plain = self._plain(pieces, first, at_start=at_start)
        composed = self._composed(pieces, first)
        if composed is not None and (plain is None or composed[0] > plain[0]):
            return composed
        return plain

    def _plain(self, pieces: _Pieces, first: int, *, at_start: bool) -> tuple[int, Entry] | None:
        length = 0
        matches: list[Entry] = []
        for form in self._names.get(pieces.folded[first], ()):
            if len(form.pieces) < length:
                break
            if (form.weak and at_start) or not _fits(form, pieces, first):
                continue
            if pieces.ends_word(first + len(form.pieces)) and isinstance(form.value, Entry):
                length = len(form.pieces)
                matches.append(form.value)
        if not matches:
            return None
        key = " ".join(pieces.folded[first : first + length])
        chosen = self._choose(key, tuple(dict.fromkeys(matches)))
        return (first + length, chosen) if chosen else None

    def _composed(self, pieces: _Pieces, first: int) -> tuple[int, Entry] | None:
        for form in self._patterns.get(pieces.folded[first], ()):
            middle = first + len(form.pieces)
            if not isinstance(form.value, Pattern) or not _fits(form, pieces, first):
                continue
            if middle >= len(pieces.raw) or not pieces.ends_word(middle):
                continue
            if not _is_name_like(pieces.raw[middle]):
                continue
            inner = self._plain(pieces, middle, at_start=False)
            if inner is not None and inner[1].type in form.value.takes:
                name = f"{form.value.name} {inner[1].name}"
                return inner[0], Entry(name=name, type=form.value.type, parent=inner[1].name)
        return None


def _pieces(words: Sequence[str]) -> _Pieces:
    raw: list[str] = []
    folded: list[str] = []
    owner: list[int] = []
    first: list[int] = []
    for index, word in enumerate(words):
        parts = _split(word)
        first.append(len(raw) if parts else -1)
        for piece, low in parts:
            raw.append(piece)
            folded.append(low)
            owner.append(index)
    return _Pieces(tuple(raw), tuple(folded), tuple(owner), tuple(first))


def _key(name: str) -> str:
    return " ".join(low for _, low in _split(name))


def _fits(form: _Form, pieces: _Pieces, first: int) -> bool:
    """True if `form` is written at piece `first`, in upper case where it must be."""
    end = first + len(form.pieces)
    if pieces.folded[first:end] != form.pieces:
        return False
    return not form.exact or all(piece == piece.upper() for piece in pieces.raw[first:end])


def _is_name_like(piece: str) -> bool:
    return piece[0].isupper() or piece[0].isdigit()


def _forms(entry: Entry) -> tuple[str, ...]:
    """An entry's name and aliases as the tables mark them; a weak name once, with its mark."""
    weak = f"~{entry.name}" in entry.aliases
    return entry.aliases if weak else (entry.name, *entry.aliases)


def _index(rows: Iterable[tuple[str, Entry | Title | Pattern, bool]]) -> _Index:
    """Forms by their first piece, longest first (and in the tables' order among equals)."""
    index: dict[str, list[_Form]] = defaultdict(list)
    for text, value, canonical in rows:
        name = text.removeprefix("~")
        pieces = tuple(_PIECE.findall(fold(name)))
        if pieces:
            form = _Form(pieces, is_acronym(name), text != name, canonical, value)
            index[pieces[0]].append(form)
    return {first: tuple(sorted(forms, key=lambda form: -len(form.pieces))) for first, forms in index.items()}


@lru_cache(maxsize=8)
def gazetteer(language: str = "id") -> Gazetteer:
    """The gazetteer of a language, loaded once.

    Raises LanguageError if the language has none or a table is malformed.
    """
    folder = files("kg").joinpath("languages", language, "gazetteer")
    if not folder.is_dir():
        raise LanguageError(f"no gazetteer for the language {language!r}")
    return load(folder)


def load(folder: Traversable) -> Gazetteer:
    """Read the tables of one folder. Raises LanguageError naming the file and line."""
    tables = sorted(path.name for path in folder.iterdir() if path.name.endswith(".tsv"))
    merged: dict[tuple[str, str], Entry] = {}
    for table in tables:
        if table.removesuffix(".tsv") in SPECIAL:
            continue
        for place, row in _rows(folder.joinpath(table), ("name", "type")):
            entry = _entry(row, place)
            known = merged.get((entry.name, entry.type))
            merged[entry.name, entry.type] = _merge(known, entry) if known else entry
    return Gazetteer(
        entries=tuple(merged.values()),
        titles=[_title(row, place) for place, row in _special(folder, "titles", ("form", "kind"))],
        patterns=[
            pair
            for place, row in _special(folder, "patterns", ("name", "type", "takes"))
            for pair in _pattern(row, place)
        ],
        metonyms={
            row["name"]: row["stands_for"] for _, row in _special(folder, "metonyms", ("name", "stands_for"))
        },
        preferences={
            row["name"]: row["prefer"] for _, row in _special(folder, "preferences", ("name", "prefer"))
        },
    )


def _special(folder: Traversable, name: str, required: Sequence[str]) -> Iterable[tuple[str, dict[str, str]]]:
    path = folder.joinpath(f"{name}.tsv")
    return _rows(path, required) if path.is_file() else ()


def _rows(path: Traversable, required: Sequence[str]) -> list[tuple[str, dict[str, str]]]:
    """The rows of a table with their places ("countries.tsv:17"); comments and blank lines left out."""
    header: list[str] = []
    rows: list[tuple[str, dict[str, str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        place = f"{path.name}:{number}"
        if not header:
            header = cells
            if missing := [name for name in required if name not in header]:
                raise LanguageError(f"{place}: no column {missing[0]!r}")
            continue
        if len(cells) > len(header):
            raise LanguageError(f"{place}: {len(cells)} cells for {len(header)} columns")
        row = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
        if empty := [name for name in required if not row[name]]:
            raise LanguageError(f"{place}: {empty[0]!r} is empty")
        rows.append((place, row))
    return rows


def _entry(row: Mapping[str, str], place: str) -> Entry:
    if row["type"] not in _TYPES:
        raise LanguageError(f"{place}: unknown type {row['type']!r}")
    wikidata = row.get("wikidata", "")
    if wikidata and not re.fullmatch(r"Q[1-9]\d*", wikidata):
        raise LanguageError(f"{place}: {wikidata!r} is not a Wikidata item")
    return Entry(
        name=row["name"],
        type=row["type"],
        aliases=_aliases(row.get("aliases", "")),
        wikidata=wikidata,
        parent=row.get("parent", ""),
        code=row.get("code", ""),
    )


def _aliases(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(alias for part in cell.split("|") if (alias := part.strip())))


def _merge(first: Entry, second: Entry) -> Entry:
    """Two rows of one name and type are one entry; the earlier row's cells win."""
    return Entry(
        name=first.name,
        type=first.type,
        aliases=tuple(dict.fromkeys((*first.aliases, *second.aliases))),
        wikidata=first.wikidata or second.wikidata,
        parent=first.parent or second.parent,
        code=first.code or second.code,
    )


def _title(row: Mapping[str, str], place: str) -> Title:
    if row["kind"] not in KINDS:
        raise LanguageError(f"{place}: unknown kind {row['kind']!r}")
    return Title(
        form=row["form"],
        kind=row["kind"],
        expansion=row.get("expansion", "") or row["form"],
        organisation=row.get("organisation", ""),
    )


def _pattern(row: Mapping[str, str], place: str) -> list[tuple[str, Pattern]]:
    takes = frozenset(row["takes"].split("|"))
    if unknown := (takes | {row["type"]}) - _TYPES:
        raise LanguageError(f"{place}: unknown type {min(unknown)!r}")
    pattern = Pattern(name=row["name"], type=row["type"], takes=takes)
    return [(form, pattern) for form in (row["name"], *_aliases(row.get("aliases", "")))]
