"""What the surroundings say of a clause: mood from the word that introduces it and from its governor."""

from __future__ import annotations

from kg.clauses.model import PASSIVE, Clause
from kg.clauses.predicates import analysed
from kg.clauses.scope import MOODS
from kg.clauses.setting import Found, Setting
from kg.frozen import replace
from kg.model import Modality, Polarity
from kg.ud import base

_PURPOSES = frozenset({"advcl", "xcomp", "acl", "ccomp", "conj"})
_GOVERNED = frozenset({"xcomp", "advcl", "ccomp", "acl", "parataxis"})
_CONTENT = frozenset({"purpose", "content", None})
_COMPLEMENTS = frozenset({"ccomp", "xcomp"})
_BARE = frozenset({"purpose", None})


def with_context(setting: Setting, found: Found, clause: Clause) -> Clause:
    """The clause with the mood that its mark and its governor give it."""
    top = setting.token(clause.chain[0])
    kind = setting.mark(clause.mark) if clause.mark is not None else None
    relation = base(top.deprel)
    governor = found.headed(top.head)
    above = found.above(setting.tree, top.head) if governor is None and relation == "acl" else None
    if above is not None and clause.how == "controlled":
        governor = above
    own = clause.modality
    if kind == "condition" and _is_told(setting, clause, governor, relation):
        kind = "content"
    clause = _introduced(clause, kind, relation)
    if governor is None and relation == "acl" and _is_supposed(setting, clause):
        clause = _possible(clause)
    if governor is None and relation == "conj" and clause.how == "shared":
        above = found.above(setting.tree, top.index)  # joined by the parse to the object of the first verb
        return clause if above is None else _coordinated(setting, clause, above)
    if governor is None:
        return _of_nobody(setting, clause, above)
    if relation in _GOVERNED and _is_aimed_at(setting, clause, top.head):
        clause = _planned(clause)
    if relation in _GOVERNED and _is_supposed(setting, clause):
        clause = _possible(clause)
    if relation in _GOVERNED and top.index > governor.verb:
        clause = _controlled(setting, clause, governor, kind, relation, own)
        return _inherited(setting, clause, governor, kind, relation)
    return _coordinated(setting, clause, governor) if relation == "conj" else clause


def _is_aimed_at(setting: Setting, clause: Clause, head: int) -> bool:
    """ "upaya menekan kejahatan", "upaya Polri menekan kejahatan": what an effort is for, done or not."""
    if clause.subject is not None and setting.token(clause.subject).deprel == "nmod":
        head = setting.token(clause.subject).head
    return setting.form(head) in setting.grammar.aims


def _planned(clause: Clause) -> Clause:
    return replace(clause, modality=Modality.PLANNED) if clause.modality is Modality.ACTUAL else clause


def _possible(clause: Clause) -> Clause:
    return replace(clause, modality=Modality.POSSIBLE) if clause.modality is Modality.ACTUAL else clause


def _is_supposed(setting: Setting, clause: Clause) -> bool:
    """ "atas tuduhan menjual", "tahu cara membaca": not "tuduhan yang muncul", "dengan cara menjual"."""
    top, head = clause.chain[0], setting.token(clause.chain[0]).head
    related = any(setting.is_relativiser(i) for i in setting.tree.children(top))
    doing = setting.form(head) in setting.grammar.doing and setting.tree.case(head) is not None
    return setting.form(head) in setting.grammar.supposed and not related and not doing


def _is_told(setting: Setting, clause: Clause, governor: Clause | None, relation: str) -> bool:
    """ "menyebut jika …", "tidak tahu jika …": what is said or known, and no condition."""
    if governor is None or clause.mark != governor.chain[-1] + 1:
        return False
    form = setting.form(governor.verb)
    alone = relation == "ccomp" or setting.tree.child(governor.verb, "ccomp") is None
    said = alone and setting.grammar.says(form)
    concluded = any(setting.mark(i) == "result" for i in range(clause.verb, len(setting.tree.tokens)))
    return (said or form in setting.grammar.knowing) and not concluded


def _of_nobody(setting: Setting, clause: Clause, above: Clause | None) -> Clause:
    """ "tidak ada warga yang melihat": what nobody does is denied."""
    if above is None or setting.form(above.verb) not in setting.grammar.existential:
        return clause
    there = setting.token(clause.chain[0]).head in {above.subject, above.object}
    denied = there and above.polarity is Polarity.NEGATIVE and clause.polarity is Polarity.POSITIVE
    return replace(clause, polarity=Polarity.NEGATIVE) if denied else clause


def introducing(setting: Setting, top: int) -> int | None:
    """The conjunction of a clause, or the preposition before it that does the work of one."""
    mark = setting.tree.child(top, "mark")
    if mark is not None and mark < top:
        return None if setting.grammar.joins(setting.tree.forms, mark) else mark
    case = setting.tree.child(top, "case")
    return case if case is not None and case < top else None


def _introduced(clause: Clause, kind: str | None, relation: str) -> Clause:
    """A purpose is planned, a condition possible."""
    if clause.modality is not Modality.ACTUAL:
        return clause
    if kind == "purpose" and relation in _PURPOSES:
        return replace(clause, modality=Modality.PLANNED)
    return replace(clause, modality=Modality.POSSIBLE) if kind == "condition" else clause


def _controlled(
    setting: Setting, clause: Clause, governor: Clause, kind: str | None, relation: str, own: Modality
) -> Clause:
    """What a verb says of its complement: "memerintahkan" makes it an obligation, "gagal" denies it.

    `own` is the modality of the clause before anything around it was looked at.
    """
    form, grammar = setting.token(governor.verb).text, setting.grammar
    reported = grammar.says(form) and clause.mark is not None and _completes(setting, clause.mark)
    effect = (None if reported else grammar.object_control(form)) or grammar.subject_control(form)
    effect = effect or (grammar.raising(form) if relation in _COMPLEMENTS else None)
    told = kind in _CONTENT and (kind is not None or clause.mark is None)  # not "memastikan dengan meninjau"
    done = any(setting.form(i) in grammar.done for i in range(max(clause.chain[0] - 2, 0), clause.chain[0]))
    if effect in MOODS and own is Modality.ACTUAL and told and not done:
        clause = _as_denied(replace(clause, modality=Modality(effect)), governor)
    elif effect == "negative" and kind in _BARE and grammar.raising(form) is None:
        clause = replace(clause, polarity=Polarity.NEGATIVE)
    elif effect == "actual":
        clause = _as_caused(clause, governor)
    # a raising verb that could not absorb its complement, which has its own subject, still denies it
    if grammar.raising(form) == "negative" and relation in {"ccomp", "xcomp"}:
        denied = clause.polarity is Polarity.POSITIVE
        clause = replace(clause, polarity=Polarity.NEGATIVE if denied else Polarity.POSITIVE)
    return clause


def _completes(setting: Setting, mark: int) -> bool:
    """ "mengingatkan bahwa harga naik": what is so, not what somebody has to do."""
    return setting.form(mark) in setting.grammar.complementisers


def _as_caused(clause: Clause, governor: Clause) -> Clause:
    """ "tidak membuat warga takut", "akan membuat harga naik": as far as it is caused."""
    return replace(_as_denied(clause, governor), modality=governor.modality)


def _as_denied(clause: Clause, governor: Clause) -> Clause:
    """Denied where the governor is."""
    negative = governor.polarity is Polarity.NEGATIVE
    return replace(clause, polarity=Polarity.NEGATIVE) if negative else clause


def _inherited(setting: Setting, clause: Clause, governor: Clause, kind: str | None, relation: str) -> Clause:
    """The mood of the governor, where the clause goes on with it; a reason has that of a raising verb."""
    if clause.how.startswith("relative"):
        return clause  # "hendak menempelkan pamflet berisi alamat": what it holds it does
    if relation == "xcomp" and kind is None and clause.how == "controlled":
        clause = _as_denied(clause, governor)  # "tidak bisa melakukan buka puasa"
    if clause.modality is not Modality.ACTUAL:
        return clause
    goes_on = relation == "xcomp" or kind == "result" or (relation == "advcl" and kind is None)
    if goes_on and governor.modality is not Modality.ACTUAL:
        return replace(clause, modality=governor.modality)
    raising = setting.grammar.raising(setting.token(_supposing(setting, governor)).text)
    if raising is None or raising not in MOODS or kind not in {"cause", "result"}:
        return clause
    return replace(clause, modality=Modality(raising))


def _supposing(setting: Setting, governor: Clause) -> int:
    """ "diduga tewas akibat dipukuli": the passive verb before the main one that what follows depends on."""
    before = (i for i in governor.chain[:-1] if analysed(setting.token(i).text).voice == "passive")
    return next(before, governor.verb)


def _coordinated(setting: Setting, clause: Clause, governor: Clause) -> Clause:
    """A coordinated verb that shares its subject shares what stands before the first verb too."""
    if clause.how != "shared" or clause.modality is not Modality.ACTUAL:
        return clause
    if governor.polarity is Polarity.NEGATIVE and (clause.shape == PASSIVE) != (governor.shape == PASSIVE):
        return clause  # "tidak bisa menang dan ditahan imbang": that happened
    between = range(governor.verb + 1, clause.verb)
    close = not any(setting.token(i).text in {",", ";"} for i in between)
    if not any(setting.form(i) in setting.grammar.done for i in between):
        clause = replace(clause, modality=governor.modality)
    return _as_denied(clause, governor) if close else clause
