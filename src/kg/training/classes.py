"""Word classes from lists of names: which words stand in names of people, places and bodies, or in titles.

The lists are the project's own gazetteer and the districts of Indonesia; the classes are kept in the
model, so that a later gazetteer does not change what a trained network sees.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

from kg.language import language

PERSON, PLACE, BODY, TITLE = 1, 2, 4, 8
TABLES = {
    "persons": PERSON,
    "leaders": PERSON,
    "members": PERSON,
    "countries": PLACE,
    "cities": PLACE,
    "regions": PLACE,
    "places": PLACE,
    "organisations": BODY,
}
DISTRICTS = "gazetteer/indonesia_admin/districts.csv"


def word_classes(folder: Path) -> dict[str, int]:
    """Lower-case word -> bits. Words of one or two letters are left out unless all capitals."""
    found: dict[str, int] = defaultdict(int)
    own = language("id")
    for table, bit in (*TABLES.items(), ("titles", TITLE)):
        for line in own.load_lines(f"gazetteer/{table}.tsv")[1:]:
            name, _, aliases, *_ = [*line.split("\t"), "", ""]
            for each in (name, *(aliases.split("|") if bit != TITLE else ())):
                _add(found, each, bit)
    with (folder / DISTRICTS).open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter=";"):
            _add(found, row[-1].title(), PLACE)
    return dict(found)


def _add(found: dict[str, int], name: str, bit: int) -> None:
    for word in re.findall(r"[\w'’-]+", name):
        if word[:1].isupper() and (len(word) > 2 or word.isupper()):
            found[word.lower()] |= bit
