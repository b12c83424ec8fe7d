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

_OWNERS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY})


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each such noun between a thing and a name."""
    for token in reading.tree.tokens:
        relation = belonging_nouns().get(reading.text(token.index))
        if relation is None or token.index + 1 >= len(reading.tree.tokens):
            continue
        name = reading.name_at(token.index + 1)
        at = token.index - (1 if token.index and reading.text(token.index - 1) in {"-", "–", ","} else 0)
        thing = phrase_before(reading, at)
        if name is None or name.left != token.index + 1 or name.type not in _OWNERS or thing is None:
            continue
        owner = reading.phrase(name.start)
        yield fact(reading, relation, owner, thing, "belonging", token.index, 0.8, own_claim=False)
