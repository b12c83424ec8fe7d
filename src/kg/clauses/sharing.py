"""Arguments that a clause leaves out, found where grammar says they are.

A relative clause has its antecedent; a coordinated verb the subject of the first; a complement or an
adverbial clause the subject of its governor, or the object where the governor controls it ("meminta X
…"): the sharing and control of Enhanced Universal Dependencies, read off the basic tree.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses.agents import DOERS, acts, is_agent, may_do, possessor
from kg.clauses.control import NOWHERE, Source, governed, is_free, kind_of
from kg.clauses.model import ACTIVE, BASE, BER, NOMINAL_SHAPE, PASSIVE, TER, Clause
from kg.clauses.setting import Found, Setting
from kg.clauses.subjects import is_identified
from kg.frozen import replace
from kg.mentions import nouns, word_list
from kg.model import Token
from kg.ud import NOMINAL, base

_LIGHT = frozenset({"PART", "ADV", "AUX", "SCONJ"})
_WITHIN_NAME = frozenset({"flat", "compound", "nmod", "appos"})
_GOVERNED = frozenset({"xcomp", "advcl", "ccomp", "parataxis", "acl"})
_SUBORDINATE = frozenset({"xcomp", "advcl", "conj", "ccomp", "parataxis"})
_OPENING = frozenset({"(", "["})
_FARTHEST_JOINED = 3  # tokens between two verbs joined that share their object


def with_shared_subject(setting: Setting, found: Found, clause: Clause) -> Clause:
    """Fill a missing subject (surface subject: undergoer of a passive) from the sentence."""
    if is_identified(setting, clause):
        return replace(clause, subject=None)
    struck = clause.shape == TER and clause.subject is not None and _is_doer(setting, clause, clause.subject)
    passive, top = clause.shape == PASSIVE or struck, setting.token(clause.chain[0])
    if (clause.object if passive else clause.subject) is not None:
        return _with_relative_object(clause, top)
    source = _elsewhere(setting, found, clause, top)
    if source.token is None or source.token in (clause.subject, clause.object):
        return clause
    if source.how == "controlled" and not (
        may_do(setting, source.token, clause) or _serves(setting, found, clause, source.token)
    ):
        return clause
    if passive:
        return replace(clause, object=source.token, how=source.how)
    return replace(clause, subject=source.token, how=source.how)


def _is_doer(setting: Setting, clause: Clause, subject: int) -> bool:
    """ "tertabrak truk", "terdaftar oleh dinas": is what stands behind a "ter-" verb the one who does it?"""
    case = setting.tree.case(subject)
    return setting.form(clause.verb) in setting.grammar.struck or setting.is_agentive(case)


def _serves(setting: Setting, found: Found, clause: Clause, subject: int) -> bool:
    """ "sehingga menekan harga", "berperan menjaga …", "menjadi cara untuk …": a thing may do that too."""
    top = setting.token(clause.chain[0])
    governor, kind = found.headed(top.head), kind_of(setting, top.index)
    above = governor or found.above(setting.tree, top.head)
    if kind == "result" or above is None or _telling(setting, found, top) is not None:
        return True
    form = setting.form(above.verb)
    if governor is None:  # on a noun
        case = setting.tree.case(top.head)
        role = case is not None and setting.grammar.role(setting.form(case)) == "role"
        return role or form in setting.grammar.becoming or form in setting.grammar.copulas
    if setting.grammar.object_control(form) is not None or setting.grammar.subject_control(form) is not None:
        return True
    beside = top.index == above.verb + 1 or form in setting.grammar.made_for or above.shape == NOMINAL_SHAPE
    return beside or (above.shape in {ACTIVE, BER} and above.subject == subject and kind in {"purpose", None})


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


def _elsewhere(setting: Setting, found: Found, clause: Clause, top: Token) -> Source:
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
        if any(setting.token(i).text in _OPENING for i in range(top.head, top.index)):
            return NOWHERE  # "protokol 5M (memakai masker, …)"
        return Source(top.head, "own")  # the parse took a verb for a part of its subject's name
    if governor is None and relation == "conj" and setting.token(head).upos in NOMINAL:
        governor = found.above(setting.tree, head)  # the parse joined a verb to the noun before it
    if governor is None:
        return _ungoverned(setting, found, top, relation, head)
    if relation == "conj":
        if clause.shape == PASSIVE and setting.grammar.says(setting.token(governor.verb).text):
            return NOWHERE  # "menegaskan Ani dipecat"
        return Source(governor.surface_subject, "shared")
    return governed(setting, clause, governor, relation) if relation in _GOVERNED else NOWHERE


def _adnominal(setting: Setting, found: Found, clause: Clause, top: Token) -> Source | None:
    """A clause on a noun: relative, or with the subject of the clause above; None if it is neither."""
    if setting.form(top.head) in setting.grammar.existential:
        return NOWHERE  # "ada yang dipecat": somebody, who is not said
    relative = any(setting.is_relativiser(c) for c in setting.tree.children(top.index))
    telling = None if relative else _telling(setting, found, top)
    if telling is not None:
        if is_free(setting, telling):
            return NOWHERE
        if not is_agent(setting, top.head) and kind_of(setting, top.index) == "purpose":
            return _of_content(setting, found, top)  # "menuntut kenaikan gaji untuk tetap bermain"
        doer = None if acts(setting, top.head) else possessor(setting, top)
        return Source(top.head if doer is None else doer, "controlled")
    if not relative and (_is_marked(setting, top.index) or _is_content(setting, clause, top)):
        return _of_content(setting, found, top)
    if not relative and top.deprel != "acl:relcl":
        return None
    if setting.form(top.head) in word_list("stand_ins"):
        said = found.above(setting.tree, top.head) or found.headed(top.head)
        if said is not None and said.subject is not None and said.subject != top.head:
            return Source(said.subject, "relative")
    if relative and _is_compared(setting, top):
        return NOWHERE
    if clause.shape == ACTIVE and setting.form(top.head) in setting.grammar.aims:
        doer = possessor(setting, top)  # "langkah bupati yang menyiapkan beasiswa"
        return NOWHERE if doer is None else Source(doer, "relative")
    antecedent = setting.lifted.get(top.head, top.head)
    lifts = clause.shape == ACTIVE or setting.token(antecedent).upos == "PROPN"
    return Source(antecedent if lifts else top.head, "relative")


def _is_compared(setting: Setting, top: Token) -> bool:
    """ "mata besar seperti yang muncul di film": of something like it, not of the noun before."""
    introducing = [c for c in setting.tree.children(top.index) if setting.is_relativiser(c) and c > 0]
    return any(setting.form(c - 1) in word_list("exemplifying") for c in introducing)


def _of_content(setting: Setting, found: Found, top: Token) -> Source:
    """ "upaya Polri menekan kejahatan": whose effort it is; else who the clause above is about."""
    doer = possessor(setting, top)
    if doer is not None:
        return Source(doer, "controlled")
    above = found.above(setting.tree, top.head)
    open_to = setting.grammar.doing & setting.grammar.aims
    if setting.form(top.head) in open_to and setting.tree.case(top.head) is not None:
        return NOWHERE  # "dijual dengan kesempatan memenangi hadiah"
    if above is None or above.shape == NOMINAL_SHAPE:
        return NOWHERE
    return Source(above.surface_subject, "controlled")


def _telling(setting: Setting, found: Found, top: Token) -> Clause | None:
    """ "melarang toko menggesek kartu": the parse hangs what somebody is told to do on their noun."""
    above = found.above(setting.tree, top.head)
    if above is None or above.object != top.head:
        return None
    return above if setting.grammar.object_control(setting.token(above.verb).text) is not None else None


def _is_marked(setting: Setting, index: int) -> bool:
    """Is the clause introduced by a conjunction of purpose, cause or time?"""
    return any(
        m < index and setting.mark(m) is not None for m in setting.tree.children(index, "mark", "case")
    )


def _is_content(setting: Setting, clause: Clause, top: Token) -> bool:
    """ "rencana membangun jembatan": an active clause on a noun that can do nothing itself."""
    doer = nouns().get(setting.form(top.head)) in DOERS
    return clause.shape == ACTIVE and setting.token(top.head).upos == "NOUN" and not doer


def _ungoverned(setting: Setting, found: Found, top: Token, relation: str, head: int) -> Source:
    """Nothing that makes a clause is right above: look over it, or take what stands there."""
    if relation in _SUBORDINATE:
        passed = _over_non_predicates(setting, found, head)
        if passed is not None:
            return Source(passed.surface_subject, "controlled")
    if relation == "acl" and setting.tree.child(top.index, "mark") is None:
        return Source(top.head, "relative")
    if setting.form(head) in setting.grammar.not_predicates or setting.token(head).upos in _LIGHT:
        return Source(setting.tree.child(head, "nsubj"), "shared")
    return NOWHERE


def _over_non_predicates(setting: Setting, found: Found, index: int) -> Clause | None:
    """The clause above words like "termasuk" that head none themselves."""
    for i in (index, *setting.tree.ancestors(index)):
        clause = found.headed(i)
        if clause is not None or setting.form(i) not in setting.grammar.not_predicates:
            return clause
    return None
