"""Reading the gazetteer's tables, with every row checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources.abc import Traversable
from itertools import zip_longest

from kg.errors import LanguageError
from kg.gazetteer.entries import KINDS, Entry, Numbering, Pattern, Title
from kg.gazetteer.lookup import Gazetteer
from kg.model import EntityType

SPECIAL = frozenset({"acronyms", "endings", "metonyms", "numbered", "patterns", "preferences", "titles"})
NOTHING = "-"
"""The name of a pattern that adds nothing to the name after it."""

_TYPES = frozenset(str(kind) for kind in EntityType)


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
        endings=[(row["form"], row["type"]) for _, row in _special(folder, "endings", ("form", "type"))],
        numbered=_numbering(_special(folder, "numbered", ("form", "role"))),
        expansions={
            row["acronym"]: row["expansion"]
            for _, row in _special(folder, "acronyms", ("acronym", "expansion"))
        },
        metonyms={
            row["name"]: row["stands_for"] for _, row in _special(folder, "metonyms", ("name", "stands_for"))
        },
        preferences={
            row["name"]: row["prefer"] for _, row in _special(folder, "preferences", ("name", "prefer"))
        },
    )


def _numbering(rows: Iterable[tuple[str, dict[str, str]]]) -> Numbering:
    """The words that acts are numbered with. Raises LanguageError for an unknown role."""
    forms: dict[str, list[str]] = {"number": [], "year": []}
    heads: list[tuple[str, str]] = []
    for place, row in rows:
        if row["role"] == "head":
            heads.append((row["form"], row.get("name", "") or row["form"]))
        elif row["role"] in forms:
            forms[row["role"]].append(row["form"])
        else:
            raise LanguageError(f"{place}: unknown role {row['role']!r}")
    return Numbering(heads=tuple(heads), number=tuple(forms["number"]), year=tuple(forms["year"]))


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
        row = dict(zip_longest(header, cells, fillvalue=""))
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
    return tuple(dict.fromkeys(alias for part in cell.split("|") if (alias := part.strip()))) if cell else ()


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
    name = "" if row["name"] == NOTHING else row["name"]
    pattern = Pattern(name=name, type=row["type"], takes=takes)
    return [(form, pattern) for form in (name, *_aliases(row.get("aliases", ""))) if form]
