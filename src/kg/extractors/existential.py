"""That something is or is somewhere.

Ada dua orang terluka di lokasi     -> dua orang | ada (place: lokasi)     existential
Warga itu ada di Bulgaria           -> warga | locatedIn | Bulgaria        existential_place
Pasien di Garut ada 27 orang        -> pasien | hasQuantity | 27 orang     existential_amount
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.clauses import Clause
from kg.extraction import Extraction
from kg.grammar import grammar
from kg.mentions import word_list
from kg.model import EntityType, Polarity
from kg.reading import Reading
from kg.roles import role_of


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each thing that is said to be there."""
    words = grammar()
    for clause in reading.clauses:
        after = reading.tree.forms[clause.verb + 1 : clause.verb + 2]
        if reading.text(clause.verb) not in words.existential or not word_list("emphatic").isdisjoint(after):
            continue  # "ada pun yang hadir adalah …"
        head = clause.object if clause.object is not None else clause.subject
        if head is None:
            continue
        total = clause.subject is not None and _is_bare_total(reading, clause.subject)
        if clause.object is not None and clause.subject is not None and not total:
            yield from _counted(reading, clause, clause.subject, clause.object)
            continue
        place = next(
            (o for o in clause.obliques if role_of(reading, o, reading.phrase(o.head)) == "place"), None
        )
        if reading.tree.tokens[head].upos == "VERB":
            continue  # "ada tidaknya kanker"
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
                )
                continue
            number = reading.quantity_at(subject.start) is not None and clause.polarity is Polarity.POSITIVE
            if any(c is not clause and _says_more(c, head, counted=number) for c in reading.clauses):
                continue
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
            )


def _is_bare_total(reading: Reading, index: int) -> bool:
    """ "total ada 30 gerai": a word for how much of nothing that is said."""
    phrase = reading.phrase(index)
    return phrase.end == phrase.start + 1 and reading.text(index) in word_list("measures")


def _says_more(clause: Clause, head: int, *, counted: bool) -> bool:
    """Does another clause say more of the thing than that so many are there: "ada dua orang yang lolos"?"""
    if head not in (clause.subject, clause.object):
        return False
    if not counted:
        return True
    both = clause.subject is not None and clause.object is not None
    return clause.how != "relative" or both or bool(clause.obliques) or clause.complement is not None


def _counted(reading: Reading, clause: Clause, subject: int, amount: int) -> Iterator[Extraction]:
    """How many there are of the subject."""
    obj = reading.phrase(amount)
    apart = any(token.text == "," for token in reading.tree.tokens[subject : clause.verb])
    ordered = subject < clause.verb < amount and clause.how == "own" and not apart
    if reading.quantity_at(obj.start) is None or not ordered:
        return
    yield Extraction(
        sentence=reading.index,
        anchor=clause.verb,
        rule="existential_amount",
        predicate=clause.chain,
        lemma=clause.word.root,
        relation="hasQuantity",
        subject=reading.phrase(subject),
        object=obj,
        polarity=clause.polarity,
        modality=clause.modality,
    )
