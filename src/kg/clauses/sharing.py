"""Arguments that a clause leaves out: the subject that is told elsewhere, the object of two verbs joined."""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses.agents import acts
from kg.clauses.candidates import NOUN, OBJECT
from kg.clauses.choice import NO_CLAUSE
from kg.clauses.model import ACTIVE, BASE, BER, NONE, PASSIVE, TER, Clause
from kg.clauses.setting import Found, Option, Setting
from kg.clauses.subjects import is_identified
from kg.frozen import replace
from kg.mentions import word_list
from kg.model import Polarity, Token
from kg.ud import base

_FARTHEST_JOINED = 3  # tokens between two verbs joined that share their object


def with_shared_subject(setting: Setting, found: Found, clause: Clause) -> Clause:
    """Fill a missing subject (surface subject: undergoer of a passive) from the sentence."""
    if is_identified(setting, clause):
        return replace(clause, subject=None)
    struck = clause.shape == TER and clause.subject is not None and _is_doer(setting, clause, clause.subject)
    passive, top = clause.shape == PASSIVE or struck, setting.token(clause.chain[0])
    if (clause.object if passive else clause.subject) is not None:
        return _with_relative_object(clause, top)
    option = setting.choose(setting, found, clause)
    if option.role == NO_CLAUSE:
        return replace(clause, how=NONE)
    token, how = option.token, _how(setting, found, clause, option)
    if token is None or token in (clause.subject, clause.object) or _is_open(setting, found, clause):
        return clause
    if how == "relative":
        token = _meant(setting, found, setting.lifted.get(token, token), top)
    return replace(clause, object=token, how=how) if passive else replace(clause, subject=token, how=how)


def _how(setting: Setting, found: Found, clause: Clause, option: Option) -> str:
    """The kind of clause by how its subject stands to it; see `Clause.how`.

    "melarang toko menggesek kartu": the parse hangs what somebody is told to do on their noun; "menempelkan
    pamflet berisi kode": a ber- verb right behind an object, unmarked, is said of it; "upaya Polri menekan
    kejahatan": what it is about, not who is told apart.
    """
    top = setting.token(clause.chain[0])
    relation = base(top.deprel)
    above = found.above(setting.tree, top.index)
    told = above is not None and _controls(setting, above) is not None
    marked = setting.tree.child(top.index, "mark") is not None
    if option.token is not None and option.role == OBJECT and clause.shape == BER and not (marked or told):
        return "relative" if setting.tree.phrase(option.token).end == top.index else "controlled"
    if relation != "acl" or not (option.role == NOUN or option.role.endswith("of noun")):
        return "shared" if relation == "conj" else "controlled"
    told = told and above is not None and above.object == top.head
    return (
        "relative" if setting.is_relative(top.index) or (option.role == NOUN and not told) else "controlled"
    )


def _controls(setting: Setting, clause: Clause) -> str | None:
    return setting.grammar.object_control(setting.token(clause.verb).text)


def _is_open(setting: Setting, found: Found, clause: Clause) -> bool:
    """Is it left open who does it, or whether it is done, whoever stands beside it?

    "tidak memaksa anak belajar", "belum mengizinkan Ani untuk pulang": neither so nor not so. "Untuk mencegah
    banjir, Ani menekankan …", "bila dimakan, anak itu …", "saat mematikan mesin, lampu …", "dijual dengan
    kesempatan memenangi hadiah": of anybody.
    """
    top = setting.token(clause.chain[0])
    above = found.headed(top.head) or found.above(setting.tree, top.index)
    if above is None or setting.is_relative(top.index) or base(top.deprel) == "conj":
        return False
    marks = [m for m in setting.tree.children(top.index, "mark", "case") if m < top.index]
    kinds = {setting.mark(m) for m in marks}
    if above.polarity is Polarity.NEGATIVE:
        return "purpose" in kinds or _controls(setting, above) == "obligation"
    if top.index < above.verb:
        says = setting.grammar.says(setting.token(above.verb).text)
        subject = above.surface_subject
        whoever = any(setting.form(m) in setting.grammar.whenever for m in marks) and clause.shape == ACTIVE
        thing = subject is not None and not acts(setting, subject)
        eaten = "condition" in kinds and clause.shape == PASSIVE
        return ("purpose" in kinds and says) or (whoever and thing) or eaten
    chance = setting.form(top.head) in setting.grammar.doing & setting.grammar.aims
    return chance and setting.tree.case(top.head) is not None


def _meant(setting: Setting, found: Found, token: int, top: Token) -> int:
    """ "Ani adalah satu-satunya yang …": who the word stands for."""
    said = found.above(setting.tree, top.head) or found.headed(top.head)
    stands_in = setting.form(token) in word_list("stand_ins") and said is not None
    return said.subject if stands_in and said is not None and said.subject is not None else token


def _is_doer(setting: Setting, clause: Clause, subject: int) -> bool:
    """ "tertabrak truk", "terdaftar oleh dinas": is what stands behind a "ter-" verb the one who does it?"""
    case = setting.tree.case(subject)
    return setting.form(clause.verb) in setting.grammar.struck or setting.is_agentive(case)


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
