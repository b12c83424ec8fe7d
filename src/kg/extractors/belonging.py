"""Whose a thing is, and who made or leads it, by the noun between the two.

kapal milik PT Mekar               -> PT Mekar | owns | kapal                   belonging
Sanggar Melati pimpinan Ani Suri   -> Ani Suri | led | Sanggar Melati           belonging
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction import Extraction
from kg.facts import fact, phrase_before
from kg.mentions import belonging_nouns
from kg.model import EntityType
from kg.reading import Reading

_LONGEST_BRACKET = 8  # tokens
_OWNERS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY})


def _thing_ends(reading: Reading, index: int) -> int:
    """Before a dash or a comma, or before what stands in brackets: "film Melati (2005) karya Ani Suri"."""
    forms = reading.tree.forms
    if index and forms[index - 1] in {"-", "–", ","}:
        return index - 1
    if index and forms[index - 1] == ")":
        opened = (i for i in range(index - 2, max(index - _LONGEST_BRACKET, 0), -1) if forms[i] == "(")
        return next(opened, index)
    return index


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each such noun between a thing and a name."""
    relations, forms = belonging_nouns(), reading.tree.forms
    for index, form in enumerate(forms):
        if form not in relations:
            continue
        name = reading.name_at(index + 1)
        if name is None or name.left != index + 1 or name.type not in _OWNERS:
            continue
        thing = phrase_before(reading, _thing_ends(reading, index))
        if thing is not None:
            owner = reading.phrase(name.start)
            yield fact(reading, relations[form], owner, thing, "belonging", index, own_claim=False)
