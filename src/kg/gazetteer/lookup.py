"""Looking names up: one by one, and over the words of a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.gazetteer.entries import Entry, Numbering, Pattern, Title, TitleMatch, fold, is_acronym
from kg.gazetteer.pieces import PIECE, Pieces, cut, first_piece, is_name_like, key, split
from kg.model import EntityType


class _Form(NamedTuple):
    """One written form of `value` (an Entry, Title or Pattern)."""

    pieces: tuple[str, ...]
    exact: bool
    weak: bool
    canonical: bool
    value: Entry | Title | Pattern


_Index = Mapping[str, Mapping[str, tuple[_Form, ...]]]
"""Forms by their first piece and their second, "" for those of one piece; longest first."""


class Gazetteer:
    """Looks names up; made by `gazetteer()`. Nothing in it changes after construction."""

    __slots__ = (
        "_endings",
        "_entries",
        "_expansions",
        "_metonyms",
        "_names",
        "_numbered",
        "_numbering",
        "_patterns",
        "_preferences",
        "_small",
        "_starts",
        "_titles",
    )

    def __init__(
        self,
        *,
        entries: Sequence[Entry],
        titles: Sequence[Title] = (),
        patterns: Sequence[tuple[str, Pattern]] = (),
        endings: Sequence[tuple[str, str]] = (),
        numbered: Numbering | None = None,
        expansions: Mapping[str, str] | None = None,
        metonyms: Mapping[str, str] | None = None,
        preferences: Mapping[str, str] | None = None,
    ) -> None:
        self._entries = tuple(entries)
        self._names = _index((form, entry, form == entry.name) for entry in entries for form in _forms(entry))
        self._small = frozenset(form for entry in entries for form in entry.aliases if form.islower())
        self._titles = _index((title.form, title, True) for title in titles)
        self._patterns = _index((form, pattern, True) for form, pattern in patterns)
        self._endings = tuple((tuple(PIECE.findall(form)), kind) for form, kind in endings)
        self._numbering = numbered or Numbering()
        heads = [(form, Entry(name=name, type=EntityType.LAW)) for form, name in self._numbering.heads]
        self._numbered = _index((form, head, True) for form, head in heads)
        self._starts = frozenset({*self._names, *self._patterns, *self._numbered})
        self._expansions = dict(expansions or {})
        self._metonyms = {key(name): target for name, target in (metonyms or {}).items()}
        self._preferences = {key(name): target for name, target in (preferences or {}).items()}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the tables."""
        return self._entries

    def candidates(self, name: str) -> tuple[Entry, ...]:
        """Every entry that `name` may mean, entries whose canonical name it is first."""
        raw, folded = split(name)
        forms = [
            form
            for form in _forms_at(self._names, folded, 0)
            if form.pieces == folded and not (form.exact and _has_small(raw))
        ]
        forms.sort(key=lambda form: not form.canonical)
        return tuple(dict.fromkeys(form.value for form in forms if isinstance(form.value, Entry)))

    def lookup(self, name: str) -> Entry | None:
        """The one entry that `name` means, or None if there is none or more than one.

        Preference: the table of preferences, then the entry whose canonical name it is. A pattern's
        head with a known place makes an entry of its own ("Polda Jabar" -> "Polda Jawa Barat").
        """
        found = self._choose(key(name), self.candidates(name))
        if found is not None:
            return found
        if first_piece(name) not in self._starts:
            return None
        pieces = cut(tuple(name.split()))
        match = self._longest(pieces, 0, at_start=False)
        return match[1] if match and match[0] == len(pieces.raw) else None

    def find(self, words: Sequence[str]) -> tuple[tuple[int, int, Entry], ...]:
        """The entries named in a sentence: (start, end, entry) over `words`, end exclusive.

        Leftmost, then longest; matches do not overlap. Names must start with a capital or a digit.
        """
        pieces = cut(tuple(words))
        found: list[tuple[int, int, Entry]] = []
        after = 0
        for start, leading in enumerate(pieces.leading):
            if leading not in self._starts or start < after:
                continue
            first = pieces.first[start]
            if not is_name_like(pieces.raw[first]) and words[start] not in self._small:
                continue
            match = self._longest(pieces, first, at_start=start == 0)
            if match is not None:
                after = pieces.word[match[0] - 1] + 1
                found.append((start, after, match[1]))
        return tuple(found)

    def metonym(self, name: str) -> Entry | None:
        """The country that a capital or a seat of government stands for (Pyongyang -> Korea Utara)."""
        target = self._metonyms.get(key(name))
        return self.lookup(target) if target else None

    def expansion(self, acronym: str) -> str:
        """What a common acronym stands for (APBN -> anggaran pendapatan dan belanja negara), or ""."""
        return self._expansions.get(acronym, "")

    def title(self, words: Sequence[str], start: int) -> TitleMatch | None:
        """The longest title that begins at `words[start]`, or None."""
        if not 0 <= start < len(words) or not self.begins_title(words[start]):
            return None
        return self._title(cut(tuple(words)), start)

    def _title(self, pieces: Pieces, start: int) -> TitleMatch | None:
        first = pieces.first[start]
        matches: list[tuple[int, bool, Title]] = []
        for form in _forms_at(self._titles, pieces.folded, first):
            end = first + len(form.pieces)
            if _fits(form, pieces, first) and pieces.ends_word(end) and isinstance(form.value, Title):
                as_written = form.value.form == " ".join(pieces.raw[first:end])
                matches.append((end, as_written, form.value))
        if not matches:
            return None
        end, _, title = max(matches, key=lambda match: match[:2])
        return TitleMatch(start=start, end=pieces.word[end - 1] + 1, title=title)

    def begins_title(self, word: str) -> bool:
        """Does any title begin with this word?"""
        return first_piece(word) in self._titles

    def titles(self, words: Sequence[str]) -> dict[int, TitleMatch]:
        """The longest title that begins at each word where any does."""
        pieces = cut(tuple(words))
        starts = [i for i, leading in enumerate(pieces.leading) if leading in self._titles]
        return {i: match for i in starts if (match := self._title(pieces, i)) is not None}

    def _choose(self, name: str, candidates: Sequence[Entry]) -> Entry | None:
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        preferred = self._preferences.get(name)
        chosen = [entry for entry in candidates if entry.name == preferred] or [
            entry for entry in candidates if key(entry.name) == name
        ]
        return chosen[0] if len(chosen) == 1 else None

    def _longest(self, pieces: Pieces, first: int, *, at_start: bool) -> tuple[int, Entry] | None:
        """The end (in pieces) and the entry of the longest name at piece `first`."""
        plain = self._plain(pieces, first, at_start=at_start)
        composed = self._composed(pieces, first) or self._act(pieces, first)
        longest = composed if composed and (plain is None or composed[0] > plain[0]) else plain
        return (self._ended(pieces, *longest), longest[1]) if longest else None

    def _ended(self, pieces: Pieces, end: int, entry: Entry) -> int:
        """The end of a name with the longest of the endings that its type allows."""
        ends = [
            end + len(form)
            for form, kind in self._endings
            if kind == entry.type
            and pieces.raw[end : end + len(form)] == form
            and pieces.ends_word(end)
            and pieces.ends_word(end + len(form))
        ]
        return max(ends, default=end)

    def _plain(self, pieces: Pieces, first: int, *, at_start: bool) -> tuple[int, Entry] | None:
        length = 0
        matches: list[Entry] = []
        for form in _forms_at(self._names, pieces.folded, first):
            if len(form.pieces) < length:
                break
            if (form.weak and at_start) or not _fits(form, pieces, first):
                continue
            if pieces.ends_word(first + len(form.pieces)) and isinstance(form.value, Entry):
                length = len(form.pieces)
                matches.append(form.value)
        if not matches:
            return None
        name = " ".join(pieces.folded[first : first + length])
        chosen = self._choose(name, tuple(dict.fromkeys(matches)))
        return (first + length, chosen) if chosen else None

    def _act(self, pieces: Pieces, first: int) -> tuple[int, Entry] | None:
        """An act named by its number and year ("UU No. 11 Tahun 2008")."""
        for head in _forms_at(self._numbered, pieces.folded, first):
            if not isinstance(head.value, Entry) or not _fits(head, pieces, first):
                continue
            at = first + len(head.pieces)
            rest = " ".join(pieces.raw[at : at + 6])
            match = _number_and_year(self._numbering).match(rest)
            end = at + (match.group().count(" ") + 1 if match else 0)
            if match and pieces.ends_word(end):
                number, year = str(int(match[1])), match[2]
                words = self._numbering
                name = f"{head.value.name} {words.number[0]} {number} {words.year[0]} {year}"
                return end, Entry(name=name, type=EntityType.LAW)
        return None

    def _composed(self, pieces: Pieces, first: int) -> tuple[int, Entry] | None:
        for form in _forms_at(self._patterns, pieces.folded, first):
            middle = first + len(form.pieces)
            if not isinstance(form.value, Pattern) or not _fits(form, pieces, first):
                continue
            if middle >= len(pieces.raw) or not pieces.ends_word(middle):
                continue
            if not is_name_like(pieces.raw[middle]):
                continue
            inner = self._plain(pieces, middle, at_start=False)
            if inner is not None and inner[1].type in form.value.takes:
                if not form.value.name:
                    return inner
                name = f"{form.value.name} {inner[1].name}"
                return inner[0], Entry(name=name, type=form.value.type, parent=inner[1].name)
        return None


@lru_cache(maxsize=8)
def _number_and_year(words: Numbering) -> re.Pattern[str]:
    """Matches the pieces of "No 11 Tahun 2008", joined by blanks: the number, the year."""
    number = "|".join(map(re.escape, words.number))
    year = "|".join(map(re.escape, words.year))
    return re.compile(rf"(?:(?:{number}) )?(\d{{1,4}}) (?:{year}) ((?:19|20)\d\d)(?= |$)", re.IGNORECASE)


def _forms_at(index: _Index, folded: Sequence[str], first: int) -> Sequence[_Form]:
    """The forms that may be written at piece `first` of the folded ones, longest first."""
    forms = index.get(folded[first]) if first < len(folded) else None
    if forms is None:
        return ()
    alone = forms.get("", ())
    return (*forms.get(folded[first + 1], ()), *alone) if first + 1 < len(folded) else alone


def _fits(form: _Form, pieces: Pieces, first: int) -> bool:
    """True if `form` is written at piece `first`, in upper case where it must be."""
    end = first + len(form.pieces)
    if pieces.folded[first:end] != form.pieces:
        return False
    return not (form.exact and _has_small(pieces.raw[first:end]))


def _has_small(pieces: Iterable[str]) -> bool:
    """Is any of the pieces not in upper case?"""
    return any(piece != piece.upper() for piece in pieces)


def _forms(entry: Entry) -> tuple[str, ...]:
    """An entry's name and aliases as the tables mark them; a weak name once, with its mark."""
    weak = f"~{entry.name}" in entry.aliases
    return entry.aliases if weak else (entry.name, *entry.aliases)


def _index(rows: Iterable[tuple[str, Entry | Title | Pattern, bool]]) -> _Index:
    """Forms by their first two pieces, longest first (and in the tables' order among equals)."""
    index: dict[str, dict[str, list[_Form]]] = defaultdict(lambda: defaultdict(list))
    for text, value, canonical in rows:
        name = text.removeprefix("~")
        pieces = tuple(PIECE.findall(fold(name)))
        if pieces:
            form = _Form(pieces, is_acronym(name), text != name, canonical, value)
            index[pieces[0]]["".join(pieces[1:2])].append(form)
    return {
        first: {
            second: tuple(sorted(forms, key=lambda form: -len(form.pieces)))
            for second, forms in group.items()
        }
        for first, group in index.items()
    }
