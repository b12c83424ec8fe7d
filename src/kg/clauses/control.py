"""Who does what a clause says that has no subject: object control, blame, who the clause above is about."""

from __future__ import annotations

from typing import NamedTuple

from kg.clauses.agents import acts, is_agent
from kg.clauses.model import ACTIVE, BASE, BER, PASSIVE, TER, Clause
from kg.clauses.setting import Setting
from kg.frames import frames, noun_frame
from kg.mentions import word_list
from kg.model import Modality, Polarity

_ACTIVE_LIKE = frozenset({ACTIVE, BASE, BER})
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


class Source(NamedTuple):
    """A token for the argument, and how it was found; see `Clause.how`."""

    token: int | None
    how: str


NOWHERE = Source(None, "own")


def governed(setting: Setting, clause: Clause, governor: Clause, relation: str) -> Source:
    """A complement or an adverbial clause: by object control, by what is said, or by the subject above."""
    form, top = setting.token(governor.verb).text, clause.chain[0]
    kind = kind_of(setting, top)
    if _is_of_anybody(setting, clause, governor, kind):
        return NOWHERE
    if top > governor.verb and is_free(setting, governor):
        return NOWHERE
    told = setting.grammar.object_control(form) is not None and top > governor.verb and kind in _TOLD
    if told and relation != "parataxis":
        controlled = _controlled(setting, governor)
        if controlled is not None and (kind != "purpose" or is_agent(setting, controlled)):
            return Source(controlled, "controlled")
    beside = top == governor.verb + 1 and governor.shape != PASSIVE  # "berinisiatif menggelar pameran"
    if relation == "ccomp" and clause.shape in {ACTIVE, BER} and (beside or setting.grammar.says(form)):
        return Source(governor.surface_subject, "controlled")  # "mengaku telah menerima uang"
    if relation == "ccomp" and top > governor.verb and setting.grammar.raising(setting.form(top)):
        return Source(governor.surface_subject, "controlled")  # "ditangkap diduga menerima suap"
    if _goes_on_telling(setting, clause, governor):
        return NOWHERE
    fronted = clause.shape == PASSIVE and top < governor.verb and kind == "condition"
    if relation in {"ccomp", "parataxis"} or fronted:
        return NOWHERE  # "bila dimakan terlalu sering, tubuh …": not the body
    measured = _measured(setting, clause, governor)
    if measured is not None:
        return Source(measured, "controlled")
    if _is_put_in_office(setting, clause, governor) and governor.object is not None:
        return Source(governor.object, "controlled")
    if _is_behind_object(setting, clause, governor):
        return Source(governor.object, "relative")
    if kind == "purpose" and _is_for_object(setting, clause, governor):
        return Source(governor.object, "controlled")
    hired = _hired(setting, clause, governor)
    if hired is not None:
        return Source(hired, "controlled")
    blamed = _blamed(setting, clause, governor)
    if blamed is None and (governor.shape == PASSIVE or (governor.shape == TER and kind == "time")):
        return _beside_passive(setting, clause, governor)
    return Source(blamed if blamed is not None else governor.surface_subject, "controlled")


def _is_of_anybody(setting: Setting, clause: Clause, governor: Clause, kind: str | None) -> bool:
    """Does the clause leave open who does it, or say it of somebody else than the one above?

    "saat mematikan TV, alat itu …": whoever does, not the thing; "sedangkan 12 lainnya …": others;
    "setelah warga desa melapor": those named before the verb, wherever the parse hangs them;
    "tidak mengabulkan permohonan untuk pulang": what does not happen serves nobody.
    """
    if kind == "purpose":
        return governor.polarity is Polarity.NEGATIVE or _serves_others(setting, clause, governor)
    if clause.mark is not None and setting.grammar.role(setting.form(clause.mark)) == "topic":
        return True  # "tidak hanya soal membangun jalan"
    if clause.mark is not None and _has_nominal(setting, clause.mark + 1, clause.chain[0]):
        return True
    introduced = clause.mark is not None and setting.form(clause.mark)
    if introduced in setting.grammar.contrasting:
        return True
    subject = governor.subject
    if (
        governor.shape == PASSIVE
        or introduced not in setting.grammar.whenever
        or subject is None
        or acts(setting, subject)
    ):
        return False
    return clause.shape == ACTIVE or (clause.shape == PASSIVE and clause.polarity is Polarity.NEGATIVE)


def is_free(setting: Setting, governor: Clause) -> bool:
    """ "tidak memaksa anak belajar": neither that they do nor that they do not is said."""
    effect = setting.grammar.object_control(setting.token(governor.verb).text)
    return effect == "obligation" and governor.polarity is Polarity.NEGATIVE


def _goes_on_telling(setting: Setting, clause: Clause, governor: Clause) -> bool:
    """ "mengatakan aturan itu akan mencegah banjir, melindungi warga": not the one who says it."""
    told = setting.grammar.says(setting.token(governor.verb).text) and governor.complement is not None
    top, before = clause.chain[0], governor.complement if governor.complement is not None else 0
    return told and clause.mark is None and before < top and setting.comma_between(before, top)


def _serves_others(setting: Setting, clause: Clause, governor: Clause) -> bool:
    """ "Untuk mencegah banjir, Ani menekankan …", "membeli alat agar bisa bekerja": by whom is not said."""
    fronted = clause.chain[0] < governor.verb and setting.grammar.says(setting.token(governor.verb).text)
    wished = clause.mark is not None and setting.form(clause.mark) in setting.grammar.wishing
    told = setting.grammar.object_control(setting.token(governor.verb).text) is not None
    if fronted or told or not wished or governor.object is None:
        return fronted
    return acts(setting, governor.object) or clause.modality is not Modality.ACTUAL


def _has_nominal(setting: Setting, first: int, end: int) -> bool:
    """Do words from `first` to before `end` begin with somebody or something, and no time?"""
    while first < end and setting.token(first).upos in {"ADV", "PART", "AUX"}:
        first += 1
    token = setting.token(first)
    nominal = token.upos in {"NOUN", "PROPN", "PRON"} and first not in setting.blocked
    when = setting.grammar.is_time(token.text) or setting.grammar.mark(token.text) is not None
    return first < end and (nominal or (token.entity != "O" and first < end)) and not when


def kind_of(setting: Setting, top: int) -> str | None:
    """What introduces a clause: purpose, cause, time, …"""
    marks = (setting.mark(m) for m in setting.tree.children(top, "mark", "case") if m < top)
    return next((kind for kind in marks if kind is not None), None)


def _beside_passive(setting: Setting, clause: Clause, governor: Clause) -> Source:
    """ "poin itu diraih Persija setelah mengalahkan Persib": who gets a thing does something, not the thing.

    Where nobody is said to get it, nobody is known to do what stands beside it.
    """
    undergoer = governor.surface_subject
    inert = undergoer is not None and not acts(setting, undergoer)
    made_for = setting.form(governor.verb) in setting.grammar.made_for
    if inert and clause.shape in _ACTIVE_LIKE and not made_for:
        return Source(governor.subject, "controlled") if governor.shape == PASSIVE else NOWHERE
    won = inert and governor.subject is not None and kind_of(setting, clause.chain[0]) == "time"
    return Source(governor.subject if won else undergoer, "controlled")


def _is_behind_object(setting: Setting, clause: Clause, governor: Clause) -> bool:
    """ "membuat sistem berbasis awan": a ber- verb right behind an object, unmarked, is said of it.

    So is any verb behind the object of a verb of saying: "mencatat produksi padi mencapai 10 juta ton".
    """
    becoming = setting.form(clause.verb) in setting.grammar.becoming
    said = setting.grammar.says(setting.token(governor.verb).text) and not becoming
    shaped = clause.shape == BER or said
    if governor.object is None or not shaped or governor.shape == PASSIVE:
        return False
    phrase = setting.tree.phrase(governor.object)
    near = phrase.head > governor.verb and clause.chain[0] == phrase.end
    return near and not setting.tree.children(clause.chain[0], "mark")


def _measured(setting: Setting, clause: Clause, governor: Clause) -> int | None:
    """ "terletak di pantai dengan cadangan mencapai 2 juta barel": the noun right before is so much."""
    if not any(f.relation == "hasQuantity" for f in frames(clause.word)) or clause.mark is not None:
        return None
    first = clause.chain[0]
    beside = (o.head for o in governor.obliques if o.case is not None)
    return next((head for head in beside if setting.tree.phrase(head).end == first), None)


def _is_for_object(setting: Setting, clause: Clause, governor: Clause) -> bool:
    """ "sempitnya lahan membatasi petani untuk menanam": a thing does something to those who then act."""
    subject, object_ = governor.subject, governor.object
    if governor.shape != ACTIVE or subject is None or object_ is None or is_agent(setting, subject):
        return False
    return governor.verb < object_ < clause.chain[0] and acts(setting, object_)


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
