"""The arguments that stand in a clause itself, as deep roles: doer and undergoer whatever the voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.clauses.agents import Obliques, acts, agent_of, is_beside, undergoer_behind, without
from kg.clauses.model import ACTIVE, BASE, BER, KE, NOMINAL_SHAPE, PASSIVE, TER, Clause, Oblique
from kg.clauses.predicates import analysed, is_becoming, tells_manner, under_adverbial
from kg.clauses.setting import Setting
from kg.frames import is_transitive
from kg.mentions import has_third_enclitic, nouns, word_list
from kg.model import EntityType
from kg.ud import NOMINAL, SUBJECTS, base

_INVERTING = frozenset({TER, BASE, BER, KE})
_WITH_OWN_SUBJECT = frozenset({"root", "ccomp", "parataxis"})
_COMPLEMENT = frozenset({"ccomp", "xcomp", "acl"})
_WITHIN_NOUN = frozenset({"nmod", "flat"})
_APPOSED = ("conj", "appos", "nmod", "flat", "parataxis")


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
    subject = _true_subject(setting, found.subjects, clause.verb)
    if subject is not None and clause.shape == ACTIVE:
        subject = _who_aims(setting, clause, subject)
    if subject is not None and clause.shape != PASSIVE:
        subject = _who_is_seen(setting, clause, subject)
    if subject is None:
        subject, found.obliques = _reported_subject(setting, clause, found.obliques)
    doer = _doer_before(setting, clause, found.subjects)
    if doer is not None and doer != subject and not found.objects:
        found.objects, subject = ([] if subject is None else [subject]), doer
    obj, second = (*found.objects, None, None)[:2]
    obliques, complement = tuple(found.obliques), found.complement
    by_agent = clause.shape == TER and any(setting.is_agentive(o.case) for o in obliques)
    if clause.shape == PASSIVE or by_agent:
        agent, obliques = agent_of(setting, clause.chain[-1], found.objects, obliques)
        patient = second if agent is not None and agent == obj else obj
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


def _doer_before(setting: Setting, clause: Clause, subjects: Sequence[int]) -> int | None:
    """ "acara itu kita pertahankan": the pronoun right before a bare verb does it, to what comes first."""
    before = clause.verb - 1
    parted = len(subjects) > 1 and setting.token(before - 1).text == ","
    bare = clause.shape == BASE and len(subjects) > 1 and (clause.word.suffixes or parted)
    return before if bare and before in subjects and setting.token(before).upos == "PRON" else None


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


def _true_subject(setting: Setting, subjects: Sequence[int], verb: int) -> int | None:
    """Past an ordinal ("Kedua, …") or a fronted adjunct that the parse took for the subject."""
    for subject in (_before_places(setting, s) for s in subjects):
        first = setting.tree.phrase(subject).start
        adjunct = setting.token(first).upos in {"ADP", "SCONJ"} or setting.mark(first) == "time"
        adjunct = adjunct or setting.form(first) in setting.grammar.adverbial  # "Sejalan dengan itu, …"
        if not adjunct and setting.form(subject) not in setting.grammar.sequence:
            supposed = setting.grammar.modal(setting.form(subject)) is not None and len(subjects) > 1
            if supposed and setting.comma_between(subject, verb):
                continue  # "Dugaan sementara, api …"
            return subject
        hidden = _after_comma(setting, subject, verb)
        if hidden is not None:
            return hidden
        if not adjunct:
            return subject
    return None


def _who_aims(setting: Setting, clause: Clause, subject: int) -> int:
    """ "mendukung upaya Polri menekan kejahatan": Polri does it, not the effort; see `Grammar.aims`."""
    own = base(setting.token(clause.chain[0]).deprel) not in _COMPLEMENT
    if own or setting.form(subject) not in setting.grammar.aims:
        return subject
    bare = (c for c in setting.tree.children(subject, "nmod") if setting.tree.case(c) is None and c > subject)
    return next(bare, subject)


def _who_is_seen(setting: Setting, clause: Clause, subject: int) -> int:
    """ "fenomena orang enggan duduk": people do it, not what is seen of them, unless it is pointed at."""
    if setting.form(subject) not in setting.grammar.happenings:
        return subject
    who, phrase = subject + 1, setting.tree.phrase(subject)
    person = who < len(setting.tree.tokens) and (
        setting.token(who).entity == "B-PER" or nouns().get(setting.form(who)) is EntityType.PERSON
    )
    tied = person and who in setting.tree.children(subject, "nmod", "flat")
    pointed = any(setting.token(i).upos == "DET" for i in range(subject, phrase.end))
    return who if tied and not pointed and phrase.end <= clause.chain[0] else subject


def _before_places(setting: Setting, subject: int) -> int:
    """ "proyek di Benoa, Bali selesai": the project and not Bali, where the parse cut a chain of places."""
    tree = setting.tree
    place = subject - 2
    chained = (
        place > 0
        and setting.token(subject).entity == "B-LOC"
        and setting.token(subject - 1).text == ","
        and setting.token(place).entity in {"B-LOC", "I-LOC"}
    )
    if not chained:
        return subject
    while setting.token(place).entity == "I-LOC" and place > 0:
        place -= 1
    above = setting.token(place).head
    told = tree.case(place) is not None and base(setting.token(place).deprel) == "nmod"
    return above if told and above < place and setting.token(above).upos in NOMINAL else subject


def _after_comma(setting: Setting, subject: int, verb: int) -> int | None:
    """A nominal after a comma, before the verb, that the parse hangs on what it took for the subject."""
    for child in setting.tree.children(subject, *_APPOSED):
        if not subject < child < verb or setting.token(child).upos not in NOMINAL:
            continue
        borders = (child - 1, setting.tree.phrase(child).start - 1)
        if any(setting.token(max(i, 0)).text == "," for i in borders):
            return child
    return None


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
