"""That something is or is somewhere.

Ada dua orang terluka di lokasi     -> dua orang | ada (place: lokasi)     existential
Warga itu ada di Bulgaria           -> warga | locatedIn | Bulgaria        existential_place
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction import Extraction
from kg.grammar import grammar
from kg.model import EntityType
from kg.reading import Reading
from kg.roles import role_of


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each thing that is said to be there."""
    words = grammar()
    for clause in reading.clauses:
        if reading.text(clause.verb) not in words.existential:
            continue
        head = clause.object if clause.object is not None else clause.subject
        if head is None or (clause.object is not None and clause.subject is not None):
            continue
        place = next(
            (o for o in clause.obliques if role_of(reading, o, reading.phrase(o.head)) == "place"), None
        )
        for subject in reading.conjuncts(head):
            if place is not None and head < clause.verb:
                event = reading.type_of(subject) is EntityType.EVENT
                yield Extraction(
                    sentence=reading.index,
                    anchor=clause.verb,
                    rule="existential_place",
                    predicate=clause.chain,
                    lemma=clause.word.root,
                    relation="occurredIn" if event else "locatedIn",
                    subject=subject,
                    object=reading.phrase(place.head),
                    polarity=clause.polarity,
                    modality=clause.modality,
                    confidence=0.75,
                )
                continue
            if any(c is not clause and head in (c.subject, c.object) for c in reading.clauses):
                continue  # the other clause says more of it
            yield Extraction(
                sentence=reading.index,
                anchor=clause.verb,
                rule="existential",
                predicate=clause.chain,
                lemma=clause.word.root,
                subject=subject,
                polarity=clause.polarity,
                modality=clause.modality,
                qualifiers=tuple(
                    (role_of(reading, o, reading.phrase(o.head)), reading.phrase(o.head))
                    for o in clause.obliques
                ),
                confidence=0.6,
            )
