"""Clauses as parts of a statement: what is promised or asked, why, to what end, on what condition.

Polisi menutup jalan karena banjir merendam kampung     cause: banjir merendam kampung
Bupati meminta warga melapor ke balai desa               content: melapor ke balai desa
Banjir melanda desa itu, menewaskan dua warga            result: menewaskan dua warga
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.clauses import Clause
from kg.frames import frames
from kg.grammar import grammar
from kg.model import Polarity
from kg.reading import Reading

Place = tuple[int, int]
"""Characters of the document: start and end."""

_CONSEQUENCES = frozenset({"killed", "injured", "damaged"})
_ROLES = frozenset({"purpose", "cause", "condition", "result", "time"})


def circumstances(reading: Reading, clause: Clause, *, told: int | None) -> Iterator[tuple[str, Place]]:
    """The role and place of each clause that hangs on this one; `told` heads the one that is its object.

    The parse may hang it on the object: "meninggalkan rapat setelah ketua membacakan laporan".
    """
    above = {*clause.chain, clause.object} - {None}
    for other in reading.clauses:
        top = other.chain[0]
        if other is clause or top == told or reading.tree.tokens[top].head not in above:
            continue
        if other.mark is not None and reading.text(other.mark) in grammar().excluding:
            continue  # "semua naik kecuali harga beras turun": on no condition
        kind = grammar().mark(reading.text(other.mark)) if other.mark is not None else None
        content = top == clause.complement and not reading.tree.children(top, "cc")  # "namun …"
        role = kind if kind in _ROLES else "content" if content else None
        if role is None and _is_consequence(clause, other):
            role = "result"
        place = proposition(reading, top) if role is not None else None
        if role is not None and place is not None and not _holds(reading, place, clause):
            yield role, place
    yield from _without_clause(reading, clause, told)


def _holds(reading: Reading, place: Place, clause: Clause) -> bool:
    """Does a clause that hangs on another hold it in itself, by a wrong parse?"""
    return place[0] <= reading.tree.tokens[clause.verb].start < place[1]


def _is_consequence(clause: Clause, other: Clause) -> bool:
    """ "banjir melanda desa itu, menewaskan dua warga": what it did to those whom it met."""
    follows = other.how in {"shared", "controlled"} and other.mark is None and other.verb > clause.verb
    positive = other.polarity is clause.polarity is Polarity.POSITIVE
    return follows and positive and any(f.relation in _CONSEQUENCES for f in frames(other.word))


def _without_clause(reading: Reading, clause: Clause, told: int | None) -> Iterator[tuple[str, Place]]:
    """ "terancam karena berkurangnya hutan", "karena sudah miring": what has a conjunction and no subject."""
    for child in reading.tree.children(clause.verb, "advcl"):
        if child == told or any(child == other.chain[0] for other in reading.clauses):
            continue
        if child and grammar().joins(reading.tree.forms, child - 1):
            continue  # "untuk diketahui, …"
        marks = (grammar().mark(reading.text(m)) for m in reading.tree.children(child, "mark") if m < child)
        kind = next((kind for kind in marks if kind in _ROLES - {"time"}), None)
        place = proposition(reading, child) if kind is not None else None
        if kind is not None and place is not None:
            yield kind, place


def proposition(reading: Reading, head: int) -> Place | None:
    """The characters of a clause without the words and punctuation that introduce and end it.

    A conjunction of time stays: "setelah rapat selesai" is not "rapat selesai".
    """
    tokens = reading.tree.tokens
    indices = reading.tree.subtree(head)
    marks = {grammar().mark(reading.text(i)) for i in reading.tree.children(head, "mark") if i < head}
    if "time" in marks:
        indices = indices[: next((at for at, i in enumerate(indices) if _goes_on(reading, i, head)), None)]
    while indices and (tokens[indices[0]].upos in {"PUNCT", "CCONJ"} or _introduces(reading, indices[0])):
        indices.pop(0)
    while indices and tokens[indices[-1]].upos == "PUNCT" and not _closes(reading, indices):
        indices.pop()
    return (tokens[indices[0]].start, tokens[indices[-1]].end) if indices else None


def _goes_on(reading: Reading, index: int, head: int) -> bool:
    """ "kabur ketika hendak disembelih hingga sulit ditangkap": a result of all that is told before it."""
    verb = reading.tree.tokens[index].head
    led = reading.tree.relations[index] == "mark" and verb > index > head
    return led and grammar().mark(reading.text(index)) == "result"


def _closes(reading: Reading, indices: list[int]) -> bool:
    """Is the last token the bracket that closes one inside?"""
    words = [reading.text(i) for i in range(indices[0], indices[-1] + 1)]
    return words[-1] == ")" and words.count("(") == words.count(")")


def _introduces(reading: Reading, index: int) -> bool:
    return grammar().mark(reading.text(index)) in {"content", *_ROLES} - {"time"}
