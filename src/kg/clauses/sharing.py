"""Arguments that a clause leaves out, found where grammar says they are.

A relative clause has its antecedent; a coordinated verb the subject of the first; a complement or an
adverbial clause the subject of its governor, or the object where the governor controls it ("meminta X
…"): the sharing and control of Enhanced Universal Dependencies, read off the basic tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.clauses.agents import DOERS, acts, possessor
from kg.clauses.model import ACTIVE, BASE, BER, NOMINAL_SHAPE, PASSIVE, TER, Clause
from kg.clauses.setting import Found, Setting
from kg.frames import frames, noun_frame
from kg.mentions import nouns, word_list
from kg.model import Token
from kg.ud import NOMINAL, base

_LIGHT = frozenset({"PART", "ADV", "AUX", "SCONJ"})
_WITHIN_NAME = frozenset({"flat", "compound", "nmod", "appos"})
_GOVERNED = frozenset({"xcomp", "advcl", "ccomp", "parataxis", "acl"})
_SUBORDINATE = frozenset({"xcomp", "advcl", "conj", "ccomp", "parataxis"})
_FARTHEST_JOINED = 3  # tokens between two verbs joined that share their object
_ACTIVE_LIKE = frozenset({ACTIVE, BER})
_TOLD = frozenset({"purpose", "content", None})
_PUT_IN_OFFICE = frozenset({"inaugurated", "appointed"})
_BLAMED = frozenset(
    (
        "thanked",
        "praised",
        "criticised",
        "accused",
        "arrested",
        "dismissed",
        "banned",
        "sentencedTo",
        "chargedWith",
    )
)


class _Source(NamedTuple):
    """A token for the argument, and how it was found; see `Clause.how`."""

    token: int | None
    how: str


_NOWHERE = _Source(None, "own")


def with_shared_subject(setting: Setting, found: Found, clause: Clause) -> Clause:
    """Fill a missing subject (surface subject: undergoer of a passive) from the sentence."""
    passive, top = clause.shape == PASSIVE, setting.token(clause.chain[0])
    if (clause.object if passive else clause.subject) is not None:
        return _with_relative_object(clause, top)
    source = _elsewhere(setting, found, clause, top)
    if source.token is None or source.token in (clause.subject, clause.object):
        return clause
    if passive:
        return replace(clause, object=source.token, how=source.how)
    return replace(clause, subject=source.token, how=source.how)


def _with_relative_object(clause: Clause, top: Token) -> Clause:
    """ "buku yang Ani baca": a relative clause with a subject of its own is on its object."""
    if (
        top.deprel == "acl:relcl"
        and clause.subject != top.head
        and clause.object is None
        and clause.shape in {ACTIVE, BASE}
    ):
        return replace(clause, object=top.head, how="relative_object")
    return clause


def with_shared_object(setting: Setting, clause: Clause, others: Sequence[Clause]) -> Clause:
    """ "mengantar dan menemani tamu": the first of two verbs joined has the object of the second."""
    complete = clause.object is not None or clause.complement is not None or clause.obliques
    if clause.shape != ACTIVE or complete:
        return clause
    for other in others:
        top = setting.token(other.chain[0])
        joined = base(top.deprel) == "conj" and top.head == clause.verb
        if joined and 0 < other.verb - clause.verb <= _FARTHEST_JOINED:
            return replace(clause, object=other.object)
    return clause


def _elsewhere(setting: Setting, found: Found, clause: Clause, top: Token) -> _Source:
    """Where the missing subject is: by the relation of the clause, first adnominal, then governed."""
    relation, head = base(top.deprel), top.head
    if relation == "acl":
        source = _adnominal(setting, found, clause, top)
        if source is not None:
            return source
        if setting.mark(head) == "time":  # "saat" taken for a noun
            relation, head = "advcl", setting.token(head).head
    governor = found.headed(head)
    if relation in _WITHIN_NAME and top.head < top.index:
        return _Source(top.head, "own")  # the parse took a verb for a part of its subject's name
    if governor is None and relation == "conj" and setting.token(head).upos in NOMINAL:
        governor = found.above(setting.tree, head)  # the parse joined a verb to the noun before it
    if governor is None:
        return _ungoverned(setting, found, top, relation, head)
    if relation == "conj":
        if clause.shape == PASSIVE and setting.grammar.says(setting.token(governor.verb).text):
            return _NOWHERE  # "menegaskan Ani dipecat"
        return _Source(governor.surface_subject, "shared")
    return _governed(setting, clause, governor, relation) if relation in _GOVERNED else _NOWHERE


def _adnominal(setting: Setting, found: Found, clause: Clause, top: Token) -> _Source | None:
    """A clause on a noun: relative, or with the subject of the clause above; None if it is neither."""
    if setting.form(top.head) in setting.grammar.existential:
        return _NOWHERE  # "ada yang dipecat": somebody, who is not said
    relative = any(setting.is_relativiser(c) for c in setting.tree.children(top.index))
    if not relative and _is_told(setting, found, top):
        return _Source(top.head, "controlled")
    if not relative and (_is_marked(setting, top.index) or _is_content(setting, clause, top)):
        return _of_content(setting, found, top)
    if not relative and top.deprel != "acl:relcl":
        return None
    if setting.form(top.head) in word_list("stand_ins"):
        said = found.above(setting.tree, top.head) or found.headed(top.head)
        if said is not None and said.subject is not None and said.subject != top.head:
            return _Source(said.subject, "relative")
    if relative and _is_compared(setting, top):
        return _NOWHERE
    if clause.shape == ACTIVE and setting.form(top.head) in setting.grammar.aims:
        doer = possessor(setting, top)  # "langkah bupati yang menyiapkan beasiswa"
        return _NOWHERE if doer is None else _Source(doer, "relative")
    antecedent = setting.lifted.get(top.head, top.head)
    lifts = clause.shape == ACTIVE or setting.token(antecedent).upos == "PROPN"
    return _Source(antecedent if lifts else top.head, "relative")


def _is_compared(setting: Setting, top: Token) -> bool:
    """ "mata besar seperti yang muncul di film": of something like it, not of the noun before."""
    introducing = [c for c in setting.tree.children(top.index) if setting.is_relativiser(c) and c > 0]
    return any(setting.form(c - 1) in word_list("exemplifying") for c in introducing)


def _of_content(setting: Setting, found: Found, top: Token) -> _Source:
    """ "upaya Polri menekan kejahatan": whose effort it is; else who the clause above is about."""
    doer = possessor(setting, top)
    if doer is not None:
        return _Source(doer, "controlled")
    above = found.above(setting.tree, top.head)
    if above is None or above.shape == NOMINAL_SHAPE:
        return _NOWHERE
    return _Source(above.surface_subject, "controlled")


def _is_told(setting: Setting, found: Found, top: Token) -> bool:
    """ "melarang toko menggesek kartu": the parse hangs what somebody is told to do on their noun."""
    above = found.above(setting.tree, top.head)
    if above is None or above.object != top.head:
        return False
    return setting.grammar.object_control(setting.token(above.verb).text) is not None


def _is_marked(setting: Setting, index: int) -> bool:
    """Is the clause introduced by a conjunction of purpose, cause or time?"""
    return any(
        m < index and setting.mark(m) is not None for m in setting.tree.children(index, "mark", "case")
    )


def _is_content(setting: Setting, clause: Clause, top: Token) -> bool:
    """ "rencana membangun jembatan": an active clause on a noun that can do nothing itself."""
    doer = nouns().get(setting.form(top.head)) in DOERS
    return clause.shape == ACTIVE and setting.token(top.head).upos == "NOUN" and not doer


def _ungoverned(setting: Setting, found: Found, top: Token, relation: str, head: int) -> _Source:
    """Nothing that makes a clause is right above: look over it, or take what stands there."""
    if relation in _SUBORDINATE:
        passed = _over_non_predicates(setting, found, head)
        if passed is not None:
            return _Source(passed.surface_subject, "controlled")
    if relation == "acl" and setting.tree.child(top.index, "mark") is None:
        return _Source(top.head, "relative")
    if setting.form(head) in setting.grammar.not_predicates or setting.token(head).upos in _LIGHT:
        return _Source(setting.tree.child(head, "nsubj"), "shared")
    return _NOWHERE


def _over_non_predicates(setting: Setting, found: Found, index: int) -> Clause | None:
    """The clause above words like "termasuk" that head none themselves."""
    for i in (index, *setting.tree.ancestors(index)):
        clause = found.headed(i)
        if clause is not None or setting.form(i) not in setting.grammar.not_predicates:
            return clause
    return None


def _governed(setting: Setting, clause: Clause, governor: Clause, relation: str) -> _Source:
    """A complement or an adverbial clause: by object control, by what is said, or by the subject above."""
    form, top = setting.token(governor.verb).text, clause.chain[0]
    kind = _kind(setting, top)
    told = setting.grammar.object_control(form) is not None and top > governor.verb and kind in _TOLD
    if told and relation != "parataxis":
        controlled = _controlled(setting, governor)
        if controlled is not None and (kind != "purpose" or acts(setting, controlled)):
            return _Source(controlled, "controlled")
    beside = top == governor.verb + 1 and governor.shape != PASSIVE  # "berinisiatif menggelar pameran"
    if relation == "ccomp" and clause.shape in {ACTIVE, BER} and (beside or setting.grammar.says(form)):
        return _Source(governor.surface_subject, "controlled")  # "mengaku telah menerima uang"
    if relation == "ccomp" and top > governor.verb and setting.grammar.raising(setting.form(top)):
        return _Source(governor.surface_subject, "controlled")  # "ditangkap diduga menerima suap"
    fronted = clause.shape == PASSIVE and top < governor.verb and kind == "condition"
    if relation in {"ccomp", "parataxis"} or fronted:
        return _NOWHERE  # "bila dimakan terlalu sering, tubuh …": not the body
    if _is_put_in_office(setting, clause, governor) and governor.object is not None:
        return _Source(governor.object, "controlled")
    if _is_behind_object(setting, clause, governor):
        return _Source(governor.object, "relative")
    hired = _hired(setting, clause, governor)
    if hired is not None:
        return _Source(hired, "controlled")
    blamed = _blamed(setting, clause, governor)
    if blamed is None and (governor.shape == PASSIVE or (governor.shape == TER and kind == "time")):
        return _beside_passive(setting, clause, governor)
    return _Source(blamed if blamed is not None else governor.surface_subject, "controlled")


def _kind(setting: Setting, top: int) -> str | None:
    """What introduces a clause: purpose, cause, time, …"""
    marks = (setting.mark(m) for m in setting.tree.children(top, "mark", "case") if m < top)
    return next((kind for kind in marks if kind is not None), None)


def _beside_passive(setting: Setting, clause: Clause, governor: Clause) -> _Source:
    """ "poin itu diraih Persija setelah mengalahkan Persib": who gets a thing does something, not the thing.

    Where nobody is said to get it, nobody is known to do what stands beside it.
    """
    undergoer = governor.surface_subject
    inert = undergoer is not None and not acts(setting, undergoer)
    made_for = setting.form(governor.verb) in setting.grammar.made_for
    if inert and clause.shape in _ACTIVE_LIKE and not made_for:
        return _Source(governor.subject, "controlled") if governor.shape == PASSIVE else _NOWHERE
    won = inert and governor.subject is not None and _kind(setting, clause.chain[0]) == "time"
    return _Source(governor.subject if won else undergoer, "controlled")


def _is_behind_object(setting: Setting, clause: Clause, governor: Clause) -> bool:
    """ "membuat sistem berbasis awan": a ber- verb right behind an object, unmarked, is said of it."""
    if governor.object is None or clause.shape != BER or governor.shape == PASSIVE:
        return False
    phrase = setting.tree.phrase(governor.object)
    near = phrase.head > governor.verb and clause.chain[0] == phrase.end
    return near and not setting.tree.children(clause.chain[0], "mark")


def _hired(setting: Setting, clause: Clause, governor: Clause) -> int | None:
    """ "memakai jasa Ani untuk mengantar …": whose service it is does it."""
    if governor.object is None or setting.form(governor.object) not in word_list("services"):
        return None
    marks = setting.tree.children(clause.chain[0], "mark")
    wanted = any(setting.mark(m) == "purpose" for m in marks)
    return setting.tree.child(governor.object, "nmod", "flat", "compound") if wanted else None


def _is_put_in_office(setting: Setting, clause: Clause, governor: Clause) -> bool:
    """ "melantik Ani menggantikan Budi": it is the new one who replaces the other."""
    if governor.shape == PASSIVE or any(c < clause.verb for c in setting.tree.children(clause.verb, "mark")):
        return False
    return any(f.relation in _PUT_IN_OFFICE for f in frames(governor.word))


def _controlled(setting: Setting, governor: Clause) -> int | None:
    """Who is asked, let or made to do something: the one addressed, or the object."""
    for oblique in governor.obliques:
        if oblique.case is not None and setting.form(oblique.case) in setting.grammar.addressing:
            return oblique.head
    return governor.object


def _blamed(setting: Setting, clause: Clause, governor: Clause) -> int | None:
    """ "memuji Ani karena berhasil …": the reason lies with the one praised, thanked or punished."""
    marks = setting.tree.children(clause.chain[0], "mark", "case")
    if governor.shape == PASSIVE or all(setting.mark(m) != "cause" for m in marks):
        return None
    told = {f.relation for f in frames(governor.word)}
    if governor.object is not None and (noun := noun_frame(setting.form(governor.object))) is not None:
        told.add(noun)  # "menjatuhkan vonis kepada Ani karena …"
    if told.isdisjoint(_BLAMED):
        return None
    return _controlled(setting, governor)
