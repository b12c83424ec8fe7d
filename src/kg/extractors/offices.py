"""What somebody is made or named: the role that a verb gives with "sebagai".

Ratna melantik Bagus sebagai Sekretaris Daerah   -> Bagus | holdsPosition | Sekretaris Daerah   role_given
IH ditetapkan sebagai tersangka                  -> IH | chargedWith | tersangka                role_given
Bagus tercatat sebagai alumni Institut Melati    -> Bagus | educatedAt | Institut Melati        role_held
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.clauses import Clause
from kg.extraction import Extraction
from kg.frames import frames, noun_frame
from kg.grammar import grammar
from kg.mentions import word_list
from kg.reading import Reading

_GIVES = {
    "appointed": "holdsPosition",
    "inaugurated": "holdsPosition",
    "elected": "holdsPosition",
    "nominated": "holdsPosition",
    "chargedWith": "chargedWith",
}


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each person who is given a role."""
    for clause in reading.clauses:
        role = _role(reading, clause)
        if role is None:
            continue
        if clause.object is None:
            yield from _own_role(reading, clause, role)
            continue
        relation = next((_GIVES[f.relation] for f in frames(clause.word) if f.relation in _GIVES), None)
        if relation is None:
            continue
        for person in reading.conjuncts(clause.object):
            for phrase in reading.conjuncts(role):
                accused = relation != "chargedWith" or reading.text(phrase.head) in word_list("suspects")
                yield Extraction(
                    sentence=reading.index,
                    anchor=clause.verb,
                    rule="role_given",
                    predicate=clause.chain,
                    lemma=clause.word.root,
                    relation=relation if accused else "isA",
                    subject=person,
                    object=phrase,
                    polarity=clause.polarity,
                    modality=clause.modality,
                )


def _own_role(reading: Reading, clause: Clause, role: int) -> Iterator[Extraction]:
    """ "tercatat sebagai alumni Institut Melati", "dikenal sebagai pelukis": what the subject is."""
    if clause.subject is None or frames(clause.word):
        return
    for person in reading.conjuncts(clause.subject):
        for phrase in reading.conjuncts(role):
            noun = noun_frame(reading.text(phrase.head))
            name = next((n for n in reading.names if phrase.head < n.left and n.right <= phrase.end), None)
            named = noun is not None and name is not None
            yield Extraction(
                sentence=reading.index,
                anchor=clause.verb,
                rule="role_held",
                predicate=(*clause.chain, phrase.head) if named else clause.chain,
                lemma=reading.text(phrase.head) if named else clause.word.root,
                relation=noun if named else "isA",
                subject=person,
                object=reading.phrase(name.start) if named and name is not None else phrase,
                polarity=clause.polarity,
                modality=clause.modality,
            )


def _role(reading: Reading, clause: Clause) -> int | None:
    for oblique in clause.obliques:
        if oblique.case is None or grammar().role(reading.text(oblique.case)) != "role":
            continue
        if not grammar().joins(reading.tree.forms, oblique.case):  # "sebagai informasi, …"
            return oblique.head
    if clause.object is not None:  # the parse may hang it on the person
        for child in reading.tree.children(clause.object, "nmod", "obl"):
            case = reading.tree.case(child)
            if case is not None and child > clause.verb and grammar().role(reading.text(case)) == "role":
                return child
    return None
