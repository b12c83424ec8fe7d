"""The arguments that stand in a clause itself, as deep roles: doer and undergoer whatever the voice."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.clauses.agents import Obliques, acts, agent_of, is_beside, undergoer_behind, without
from kg.clauses.model import ACTIVE, BASE, BER, KE, NOMINAL_SHAPE, PASSIVE, TER, Clause, Oblique
from kg.clauses.predicates import analysed, is_becoming, tells_manner, under_adverbial
from kg.clauses.setting import Setting
from kg.clauses.subjects import doer_before, true_subject, who_aims, who_is_seen
from kg.frames import is_transitive
from kg.frozen import replace
from kg.mentions import has_third_enclitic, word_list
from kg.ud import NOMINAL, SUBJECTS, base

_INVERTING = frozenset({TER, BASE, BER, KE})
_WITH_OWN_SUBJECT = frozenset({"root", "ccomp", "parataxis"})
_WITHIN_NOUN = frozenset({"nmod", "flat"})


@dataclass(slots=True)
class _Dependents:
    """What hangs on the verbs of a predicate, in order, by what the parse calls it.

    The first `direct` of the objects are direct ones, those that follow indirect.
    """

    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    direct: int = 0
    obliques: list[Oblique] = field(default_factory=list)
    complement: int | None = None


def with_arguments(setting: Setting, clause: Clause) -> Clause:
    """The clause with the arguments of its own verbs."""
    found = _dependents(setting, clause)
    subject = true_subject(setting, found.subjects, clause)
    if subject is not None and clause.shape == ACTIVE:
        subject = who_aims(setting, clause, subject)
    if subject is not None and clause.shape != PASSIVE:
        subject = who_is_seen(setting, clause, subject)
    if subject is None:
        subject, found.obliques = _reported_subject(setting, clause, found.obliques)
    doer = doer_before(setting, clause, found.subjects)
    amounts = all(setting.tree.child(i, "nummod") is not None for i in found.objects)
    if doer is not None and doer != subject and amounts:
        found.objects, subject = ([*found.objects] if subject is None else [subject, *found.objects]), doer
    obj, second = (*found.objects, None, None)[:2]
    obliques, complement = tuple(found.obliques), found.complement
    struck = setting.form(clause.chain[-1]) in setting.grammar.struck
    by_agent = clause.shape == TER and (struck or any(setting.is_agentive(o.case) for o in obliques))
    if clause.shape == PASSIVE or by_agent:
        agent, obliques = agent_of(setting, clause.chain[-1], found.objects, obliques)
        named = agent is not None and obj in {agent, setting.token(agent).head}
        patient = second if named else obj
        own = base(setting.token(clause.chain[0]).deprel) in _WITH_OWN_SUBJECT
        if subject is None and own and patient is None:
            patient, obliques = undergoer_behind(setting, clause.chain[-1], obliques)
        if subject is None and own:
            subject, patient = patient, None
        return replace(
            clause, subject=agent, object=subject, second=patient, complement=complement, obliques=obliques
        )
    relative = setting.token(clause.verb).deprel == "acl:relcl"
    befalls = setting.form(clause.verb) in setting.grammar.befalling
    if subject is None and clause.shape in _INVERTING and not relative and not befalls:
        subject, obj, obliques = _inverted(setting, clause, obj, obliques)
    takes_object = clause.shape == ACTIVE or (clause.shape == BASE and is_transitive(clause.word.root))
    if obj is None and takes_object:
        obj, obliques = _bare_object(setting, clause.chain[-1], obliques)
    return replace(
        clause, subject=subject, object=obj, second=second, complement=complement, obliques=obliques
    )


def _reported_subject(
    setting: Setting, clause: Clause, obliques: list[Oblique]
) -> tuple[int | None, list[Oblique]]:
    """ "menilai masa depan desa bertumpu pada …": the noun after a verb of saying, taken for a time."""
    top = setting.token(clause.chain[0])
    if base(top.deprel) != "ccomp" or not setting.grammar.says(setting.token(top.head).text):
        return None, obliques
    for oblique in obliques:
        bare = oblique.case is None and oblique.head not in setting.blocked and oblique.head < top.index
        if bare and setting.tree.phrase(oblique.head).start == top.head + 1:
            return oblique.head, [o for o in obliques if o is not oblique]
    return None, obliques


def _dependents(setting: Setting, clause: Clause) -> _Dependents:
    found = _Dependents()
    nominal = clause.shape == NOMINAL_SHAPE
    for verb in clause.chain:
        second = verb > clause.verb
        for child in setting.tree.children(verb):
            if child not in clause.chain and setting.tree.relations[child] != "punct":
                _sort_in(setting, found, child, verb, nominal=nominal, second=second)
    return found


def _sort_in(
    setting: Setting, found: _Dependents, child: int, verb: int, *, nominal: bool, second: bool
) -> None:
    """Put one dependent of a verb where it belongs; what is no argument is left out.

    What hangs on the second word of a compound verb is the whole verb's: "mengambil alih lahan".
    """
    tree = setting.tree
    token, relation, case = tree.tokens[child], tree.relations[child], tree.case(child)
    relativiser = tree.forms[child] in setting.grammar.relativisers
    if case is not None and tree.forms[child] in setting.grammar.connective:
        return  # "oleh karena itu"
    if relation == "obl" and _is_no_circumstance(setting, child, case):
        return
    told = under_adverbial(setting, child)
    if told is not None:  # "sesuai dengan aturan"
        found.obliques = [*(o for o in found.obliques if o.head != told), Oblique(head=told, case=child)]
    elif found.obliques and any(o.head == child for o in found.obliques):
        return
    elif relation in SUBJECTS and not relativiser:
        found.subjects.append(child)
    elif relation == "obj" and not relativiser:
        found.objects.insert(found.direct, child)
        found.direct += 1
    elif relation == "iobj" and not relativiser:
        found.objects.append(child)
    elif second and relation in _WITHIN_NOUN and token.upos in NOMINAL and case is None:
        found.objects.insert(found.direct, child)
        found.direct += 1
    elif (
        (relation == "obl" and token.upos != "ADP")
        or (  # "menurutnya" says who says it, no more
            relation in {"nmod", "dislocated"} and token.upos in NOMINAL and (not nominal or case is not None)
        )
        or tells_manner(setting, child)
    ):
        found.obliques.append(Oblique(head=child, case=case))
    elif is_becoming(setting, child):
        found.obliques.append(Oblique(head=setting.tree.children(child, "obj", "obl")[0], case=child))
    elif relation == "ccomp" and found.complement is None and child > verb:
        found.complement = child
    elif _is_nominalised(setting, child, verb):
        found.objects.append(child)
    elif found.complement is None and (
        relation == "xcomp" or (relation == "advcl" and _is_purpose(setting, child, verb))
    ):
        found.complement = child


def _is_no_circumstance(setting: Setting, child: int, case: int | None) -> bool:
    """ "selain Ani", a bare "saat", the number in "(3)": nothing that takes part."""
    alone = not setting.tree.children(child)
    opened = child > 0 and setting.token(child - 1).text == "("
    numbered = opened and setting.token(child).upos == "NUM" and case is None
    excluded = case is not None and setting.form(case) in setting.grammar.excluding
    counts = case is None and alone and setting.form(child) in setting.grammar.sequence  # "Ketiga, …"
    return excluded or counts or numbered or (alone and setting.mark(child) == "time")


def _is_purpose(setting: Setting, index: int, verb: int) -> bool:
    """ "berkomitmen untuk …": what is promised or asked, not why."""
    form, grammar = setting.token(verb).text, setting.grammar
    if index < verb or (grammar.subject_control(form) is None and grammar.object_control(form) is None):
        return False
    mark = setting.tree.child(index, "mark")
    return mark is not None and setting.mark(mark) == "purpose"


def _is_nominalised(setting: Setting, index: int, verb: int) -> bool:
    """ "menandai berlangsungnya peringatan": a predicate made a noun by its enclitic, after the verb."""
    complement = index == verb + 1 and setting.tree.relations[index] in {"xcomp", "advcl", "ccomp"}
    return complement and has_third_enclitic(setting.token(index))


def _inverted(
    setting: Setting, clause: Clause, obj: int | None, obliques: Obliques
) -> tuple[int | None, int | None, Obliques]:
    """Subject, object and obliques with the subject after an intransitive verb: "muncul dugaan baru"."""
    if obj is not None and obj > clause.verb and (clause.shape in {TER, KE} or _comes(setting, clause, obj)):
        return obj, None, obliques
    if clause.shape == BER and setting.form(clause.verb) not in setting.grammar.appearing:
        return None, obj, obliques
    for oblique in obliques:
        noun = setting.token(oblique.head).upos in {"NOUN", "PROPN"}
        measured = setting.form(setting.tree.phrase(oblique.head).start) in word_list("measuring")
        if noun and not measured and oblique.case is None and is_beside(setting, oblique.head, clause.verb):
            return oblique.head, obj, without(obliques, oblique)
    return None, obj, obliques


def _comes(setting: Setting, clause: Clause, noun: int) -> bool:
    """ "timbul gundukan", "hadir Menteri Rina": is the noun behind the verb who or what comes?"""
    form = setting.form(clause.verb)
    comes = form in setting.grammar.appearing or (form in setting.grammar.arriving and acts(setting, noun))
    return comes and clause.shape in {BASE, BER}


def _bare_object(setting: Setting, verb: int, obliques: Obliques) -> tuple[int | None, Obliques]:
    """An active verb's object that the parse calls an oblique: the bare nominal right after it."""
    after = verb + 1
    if after < len(setting.tree.tokens) and setting.token(after).deprel == "case:adv":
        verb = setting.token(after).head  # "mengumumkan secara resmi hasilnya"
    for oblique in obliques:
        token = setting.token(oblique.head)
        time = token.deprel == "obl:tmod" and (oblique.head in setting.blocked or not _takes(setting, verb))
        nominal = token.upos in NOMINAL and not time
        if nominal and oblique.case is None and is_beside(setting, oblique.head, verb):
            return oblique.head, without(obliques, oblique)
    return None, obliques


def _takes(setting: Setting, verb: int) -> bool:
    """ "memberikan waktu", "memiliki tanggal lain": a verb in -kan or -i has an object, a time or not."""
    return bool({"kan", "i"} & set(analysed(setting.token(verb).text).suffixes))
