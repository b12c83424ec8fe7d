"""Who does what a passive says: after the agent preposition, or the bare nominal right behind the verb."""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses.model import Oblique
from kg.clauses.predicates import analysed
from kg.clauses.setting import Setting
from kg.gazetteer import gazetteer
from kg.mentions import has_third_enclitic, nouns, word_list
from kg.model import EntityType

_DOERS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.EVENT})

Obliques = tuple[Oblique, ...]


def agent_of(
    setting: Setting, verb: int, objects: Sequence[int], obliques: Obliques
) -> tuple[int | None, Obliques]:
    """The doer of a passive: with the agent preposition, or the bare nominal right after the verb."""
    for oblique in obliques:
        if setting.is_agentive(oblique.case):
            return oblique.head, without(obliques, oblique)
    brought = _brought_about(setting, verb)
    if brought is not None:
        return brought, tuple(o for o in obliques if o.head not in {brought, verb + 1})
    for head in (*objects, *(o.head for o in obliques if o.case is None)):
        if (
            _can_do(setting, head, verb)
            and setting.token(head).upos in {"NOUN", "PROPN", "PRON"}
            and is_beside(setting, head, verb)
        ):
            return head, tuple(o for o in obliques if o.head != head)
    return None, obliques


def _brought_about(setting: Setting, verb: int) -> int | None:
    """ "dipicu adanya unjuk rasa": what there is."""
    there = verb + 1
    if setting.form(verb) not in setting.grammar.caused_by or there >= len(setting.tree.tokens):
        return None
    exists = setting.form(there) in setting.grammar.existential
    return setting.tree.child(there, "nsubj", "nsubj:pass", "obj") if exists else None


def undergoer_behind(setting: Setting, verb: int, obliques: Obliques) -> tuple[int | None, Obliques]:
    """ "dilakukan penyegelan": what a passive is done to, where it stands behind it and not before."""
    for oblique in obliques:
        noun = setting.token(oblique.head).upos in {"NOUN", "PROPN"}
        if noun and oblique.case is None and is_beside(setting, oblique.head, verb):
            return oblique.head, without(obliques, oblique)
    return None, obliques


def _can_do(setting: Setting, head: int, verb: int) -> bool:
    """Is a bare nominal after a passive its doer? The parse says so, or it names one that acts or moves."""
    first = setting.form(setting.tree.phrase(head).start)
    measured = not word_list("measuring").isdisjoint({first, setting.form(head)})
    if (measured or first in setting.grammar.whoever) and nouns().get(setting.form(head)) not in _DOERS:
        # not "disalurkan sebesar Rp2 juta", "dikirim setiap Lebaran"
        return setting.form(head) in setting.grammar.quantifiers
    when = setting.grammar.is_time(setting.form(head)) or setting.form(head) in word_list("periods")
    if _is_amount(setting, head) or when:
        return False
    if (
        setting.token(head).deprel == "obl:agent"
        or setting.form(verb) in setting.grammar.caused_by | setting.grammar.struck
    ):
        return True
    token = setting.token(head)
    word = analysed(token.text)
    act = word.prefix.startswith("peN") and "an" in word.suffixes  # "dilakukan penyegelan": what is done
    if act and setting.form(verb) in setting.grammar.light_verbs:
        return False
    given = setting.form(verb) in setting.grammar.giving
    unknown = None if act or given or has_third_enclitic(token) else EntityType.PERSON
    stem = setting.form(head).removesuffix(token.clitic)
    kind = nouns().get(stem) or nouns().get(setting.form(head)) or unknown
    return kind in _DOERS or stem in word_list("moving")


def _is_amount(setting: Setting, head: int) -> bool:
    """ "dijual Rp900 juta", "dihukum lima tahun": what it cost or how long, not who did it."""
    numbers = setting.tree.children(head, "nummod")
    kind = nouns().get(setting.form(head))
    first = setting.form(setting.tree.phrase(head).start)
    if first in setting.grammar.limiting:
        return True  # "dipilih hanya sepuluh orang"
    return setting.form(head)[:1].isdigit() or (bool(numbers) and kind not in _DOERS)


def is_beside(setting: Setting, head: int, verb: int) -> bool:
    """Does the phrase begin right after the verb, and is it no time?"""
    after = setting.tree.phrase(head).start == verb + 1
    return after and not setting.grammar.is_time(setting.token(head).text)


def without(obliques: Obliques, taken: Oblique) -> Obliques:
    return tuple(o for o in obliques if o is not taken)


def acts(setting: Setting, index: int) -> bool:
    """Can it do anything, as far as its word tells: a name, a pronoun, a person, a body?"""
    form, token = setting.form(index), setting.token(index)
    kind = nouns().get(form) or nouns().get(form.removesuffix(token.clitic))
    first = index == 0 and token.upos == "PROPN"  # capitalised for its place alone
    pronoun = token.upos == "PRON" and form not in setting.grammar.vague  # not "demikian dikatakan …"
    named = pronoun or token.entity != "O" or (token.upos == "PROPN" and not first)
    return named or kind in _DOERS or form in setting.grammar.quantifiers


def is_agent(setting: Setting, index: int) -> bool:
    """Somebody, by a noun of any kind that tells: "pemudik", "orang-orang", "truk itu", "daerah"."""
    token = setting.token(index)
    stem = setting.form(index).removesuffix(token.clitic)
    single, _, double = stem.partition("-")
    word = analysed(single)
    by_form = word.prefix == "peN" and "an" not in word.suffixes
    moves = single in word_list("moving") or single in word_list("areas")
    someone = nouns().get(single) in _DOERS or gazetteer().begins_title(single)
    return (
        acts(setting, index)
        or token.upos == "PROPN"
        or by_form
        or moves
        or (someone and bool(stem) and (not double or single == double))
    )
