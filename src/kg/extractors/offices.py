"""What somebody is made or named: the role that a verb gives with "sebagai".

Bobby melantik Togap sebagai Sekretaris Daerah   -> Togap | holdsPosition | Sekretaris Daerah   role_given
IH ditetapkan sebagai tersangka                  -> IH | chargedWith | tersangka                role_given
Togap menjabat sebagai Penjabat Gubernur         -> (the verb's own frame)
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.clauses import Clause
from kg.frames import frames
from kg.grammar import grammar
from kg.reading import Extraction, Reading

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
        relation = next((_GIVES[f.relation] for f in frames(clause.word) if f.relation in _GIVES), None)
        role = _role(reading, clause)
        if relation is None or role is None or clause.object is None:
            continue
        for person in reading.conjuncts(clause.object):
            for phrase in reading.conjuncts(role):
                yield Extraction(
                    sentence=reading.index,
                    anchor=clause.verb,
                    rule="role_given",
                    predicate=clause.chain,
                    lemma=clause.word.root,
                    relation=relation,
                    subject=person,
                    object=phrase,
                    polarity=clause.polarity,
                    modality=clause.modality,
                    confidence=0.8,
                )


def _role(reading: Reading, clause: Clause) -> int | None:
    for oblique in clause.obliques:
        if oblique.case is not None and grammar().role(reading.text(oblique.case)) == "role":
            return oblique.head
    if clause.object is not None:  # the parse may hang it on the person
        for child in reading.tree.children(clause.object, "nmod", "obl"):
            case = reading.tree.case(child)
            if case is not None and child > clause.verb and grammar().role(reading.text(case)) == "role":
                return child
    return None
