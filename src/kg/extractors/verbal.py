"""Verbs with their arguments: active, passive, ber-, ter-, relative, coordinated and controlled clauses.

KPK menangkap Budi di Medan        -> KPK | arrested | Budi (place: Medan)        active
Budi ditangkap KPK                 -> KPK | arrested | Budi                       passive
surat yang dikirim oleh Budi       -> Budi | sent | surat                         relative_passive
Budi bertemu dengan Ani            -> Budi | metWith | Ani                        ber
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.attribution import Speaker
from kg.circumstances import circumstances, proposition
from kg.clauses import ACTIVE, BASE, BER, KE, NOMINAL_SHAPE, PASSIVE, TER, Clause
from kg.extraction import Dropped, Extraction
from kg.facts import is_participant, tells_apart
from kg.frames import Frame, frames, takes_transitive
from kg.grammar import grammar
from kg.mentions import has_third_enclitic
from kg.model import EntityType, Modality, Polarity, Reason
from kg.ontology import relations
from kg.reading import Reading
from kg.roles import role_of
from kg.selection import Selection, select
from kg.syntax import Phrase
from kg.ud import base

_SHAPES = {PASSIVE: "passive", TER: "ter", BER: "ber", BASE: "base", KE: "ke_an"}
_NOUN_LIKE = frozenset({ACTIVE, BASE, BER, TER, KE})
_MAKING_TRANSITIVE = frozenset({"kan", "i"})
_WITH_DOER = frozenset({ACTIVE, BASE, BER})
_EVENTFUL = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.EVENT})


def extract(reading: Reading) -> Iterator[Extraction | Dropped]:
    """One extraction for each pair of subject and object of each verbal clause that says something."""
    for clause in reading.clauses:
        if clause.shape != NOMINAL_SHAPE and not _left_to_others(reading, clause):
            yield from _clause(reading, select(reading, clause))


def _left_to_others(reading: Reading, clause: Clause) -> bool:
    """Copulas, existentials and verbs of saying with their content have extractors of their own."""
    form, words = reading.text(clause.verb), grammar()
    if form in words.copulas:
        return True
    if form in words.existential and (clause.object is None or clause.subject is None):
        return True
    report = reading.report_of(clause.verb)
    return report is not None and report.kind != "content"


def _clause(reading: Reading, chosen: Selection) -> Iterator[Extraction | Dropped]:
    clause, frame = chosen.clause, chosen.frame
    doer, undergoer = _enclitics(reading, chosen)
    subjects = _phrases(reading, clause.subject)
    objects = _phrases(reading, chosen.object)
    told = clause.complement if chosen.object is None else None
    said = proposition(reading, told) if told is not None else None
    qualifiers = _qualifiers(reading, chosen)
    enclitic = doer is not None or undergoer is not None
    nothing = _why_nothing(reading, chosen, qualifiers) if said is None and not enclitic else None
    if nothing is None and subjects == [None] and doer is None and clause.shape in _WITH_DOER:
        nothing = Reason.NO_PARTICIPANT
    if nothing is not None:
        yield Dropped(sentence=reading.index, words=clause.chain, reason=nothing)
        return
    if (
        frame is not None
        and relations()[frame.relation].symmetric
        and objects == [None]
        and len(subjects) > 1
    ):
        subjects, objects = subjects[:1], subjects[1:]  # "Rina dan Budi bertemu"
    times = [phrase for role, phrase in qualifiers if role == "time"]
    happens = frame is not None and frame.relation == "occurredIn"
    around = tuple(circumstances(reading, clause, told=told))
    for subject in subjects:
        for obj in objects:
            if subject is not None and obj is not None and subject.head == obj.head:
                continue
            if obj is not None and obj is not objects[0] and not _fits(reading, frame, obj):
                continue
            yield Extraction(
                sentence=reading.index,
                anchor=clause.verb,
                rule=_rule(clause, light=chosen.predicate != clause.chain),
                predicate=chosen.predicate,
                lemma=chosen.lemma,
                relation=_event_relation(frame, obj, times),
                subject=subject,
                object=obj if obj is not None or not happens or not times else times[0],
                proposition=said,
                qualifiers=tuple(dict.fromkeys(qualifiers)),
                circumstances=around,
                speaker=doer,
                undergoer=undergoer,
                polarity=_denied(clause.polarity) if _is_other(reading, obj) else clause.polarity,
                modality=clause.modality,
                confidence=_confidence(clause, frame),
            )


def _fits(reading: Reading, frame: Frame | None, obj: Phrase) -> bool:
    """ "mencapai 2 juta ton atau tertinggi kedua": the frame of the first is no frame of the second."""
    return frame is None or frame.takes(reading.type_of(obj), reading.tree.tokens[obj.head].lemma)


def _is_other(reading: Reading, obj: Phrase | None) -> bool:
    """ "menangkap bukan Ani, melainkan Budi": denied of this object only."""
    if obj is None:
        return False
    before = range(max(obj.start - 1, 0), obj.start + 1)
    return any(grammar().negates(reading.text(i)) for i in before)


def _denied(polarity: Polarity) -> Polarity:
    return Polarity.NEGATIVE if polarity is Polarity.POSITIVE else Polarity.POSITIVE


def _enclitics(reading: Reading, chosen: Selection) -> tuple[Speaker | None, Speaker | None]:
    """Doer of "dijualnya" or undergoer of "memeriksanya", where it is known whom the enclitic means."""
    clause = chosen.clause
    number = reading.referents.of_clitic.get((reading.index, clause.verb))
    if number is None or not has_third_enclitic(reading.tree.tokens[clause.verb]):
        return None, None
    phrase = Phrase(head=clause.verb, start=clause.verb, end=clause.verb + 1, core_end=clause.verb + 1)
    who = Speaker(sentence=reading.index, phrase=phrase, cluster=number)
    if clause.shape == PASSIVE and clause.subject is None:
        return who, None
    subject = reading.cluster_at(clause.subject) if clause.subject is not None else None
    itself = subject is not None and subject.number == number
    bare = clause.shape == ACTIVE and chosen.object is None and clause.complement is None
    return (None, who) if bare and not itself else (None, None)


def _phrases(reading: Reading, head: int | None) -> list[Phrase | None]:
    """What is coordinated at the head; one None where nothing is said."""
    return list(reading.conjuncts(head)) if head is not None else [None]


def _qualifiers(reading: Reading, chosen: Selection) -> list[tuple[str, Phrase]]:
    found = [("theme", reading.phrase(head)) for head in chosen.themes]
    second = chosen.clause.second
    if second is not None:
        found.append(("recipient" if chosen.clause.shape == ACTIVE else "theme", reading.phrase(second)))
    for oblique in chosen.obliques:
        found.extend((role_of(reading, oblique, p), p) for p in reading.conjuncts(oblique.head))
    return found


def _why_nothing(reading: Reading, chosen: Selection, qualifiers: list[tuple[str, Phrase]]) -> Reason | None:
    """Why it says nothing: a verb that needs more than it has, or only "hal ini" beside it."""
    clause, vague = chosen.clause, grammar().vague
    subject, obj = clause.subject, chosen.object
    if _is_within_noun(reading, clause) or _only_describes(reading, clause):
        return Reason.DESCRIPTION
    if not all(is_participant(reading, head) for head in (subject, obj)):
        return Reason.VAGUE
    if subject is None and obj is None:
        return Reason.NO_PARTICIPANT
    if subject is not None and clause.shape != PASSIVE and reading.text(subject) in vague:
        return Reason.VAGUE
    if obj is None and chosen.frame is not None and chosen.frame.relation == "said":
        return Reason.INCOMPLETE
    if clause.shape == BASE and reading.text(clause.verb) in grammar().weak_verbs and chosen.frame is None:
        return Reason.VAGUE
    if subject is None and obj is not None and reading.text(obj) in vague:
        return Reason.VAGUE
    if obj is None and _needs_object(reading, chosen):
        return Reason.INCOMPLETE
    if qualifiers:
        return None
    if obj is None and clause.complement is None and grammar().raising(reading.text(clause.verb)) == "plain":
        return Reason.INCOMPLETE  # "turut", with nothing that is done
    if clause.how == "relative" and not _eventful(reading, clause):
        return Reason.DESCRIPTION if obj is None or subject is None else None
    if subject is None:
        return None
    takes_more = clause.shape == ACTIVE or any("-" not in f.objects for f in frames(clause.word))
    happening = clause.how == "controlled" and clause.mark is None and clause.modality is Modality.ACTUAL
    lacks = obj is None and clause.how in {"shared", "controlled"} and takes_more and not happening
    return Reason.INCOMPLETE if lacks else None


def _needs_object(reading: Reading, chosen: Selection) -> bool:
    """ "memiliki", "menjelaskan", "pakai": a verb that says nothing without the thing it is done to."""
    clause = chosen.clause
    if clause.complement is not None or clause.second is not None:
        return False
    after = clause.verb + 1
    if after < len(reading.tree.tokens) and reading.text(after) in grammar().asking:
        return True  # "paham bagaimana …"
    if has_third_enclitic(reading.tree.tokens[clause.verb]):
        return False
    if clause.shape == BASE and not clause.word.suffixes:
        lacks = takes_transitive(clause.word) and all("obj" in f.objects for f in frames(clause.word))
        return lacks or (chosen.frame is None and not _is_bare_verb(reading, clause))
    return clause.shape == ACTIVE and bool(_MAKING_TRANSITIVE & set(clause.word.suffixes))


def _is_bare_verb(reading: Reading, clause: Clause) -> bool:
    """ "datang", "turun tangan": by its form, as one word or as a compound of two."""
    return reading.text(clause.verb) in grammar().bare_verbs or " " in clause.word.root


def _only_describes(reading: Reading, clause: Clause) -> bool:
    """ "pembangunan berkelanjutan", "kota yang tidak padat": a quality, or what the noun is told apart by."""
    words = grammar()
    if clause.how != "own" and clause.object is None and reading.text(clause.verb) in words.qualities:
        return True
    introduced = any(reading.text(i) in words.relativisers for i in reading.tree.children(clause.chain[0]))
    if clause.how == "relative" and clause.shape == BASE and not introduced:
        return True  # "masalah seperti gagal ginjal"
    if (
        clause.governor is not None
        and reading.name_at(clause.governor) is None
        and tells_apart(reading, clause)
    ):
        return True
    first = clause.chain[0] == 0 or reading.tree.tokens[clause.chain[0] - 1].upos == "PUNCT"
    return first and reading.text(clause.verb) in words.showing and clause.how != "shared"


def _is_within_noun(reading: Reading, clause: Clause) -> bool:
    """ "bea masuk", "air minum", "keperluan mendesak": a verb on a noun that is a part of what it names.

    It has no relativiser, and neither object nor adjunct unless it is a bare root; an enclitic makes a noun
    of it: "berlakunya". So is what is joined to a relative clause and says no more: "yang ramah dan
    berpengalaman".
    """
    tokens = reading.tree.tokens
    top = tokens[clause.chain[0]]
    bare = clause.object is None and clause.complement is None and not clause.obliques
    if clause.shape not in _NOUN_LIKE:
        return False
    if has_third_enclitic(tokens[clause.verb]) and clause.object is None:
        return clause.shape == BASE or clause.how == "relative"
    if clause.how == "shared" and base(top.deprel) == "conj":
        return bare and clause.shape != ACTIVE and base(tokens[top.head].deprel) == "acl"
    below = reading.tree.children(top.index)
    introduced = any(reading.text(i) in grammar().relativisers for i in below) or clause.mark is not None
    on_noun = base(top.deprel) == "acl" and not introduced
    return on_noun and (bare if clause.shape == ACTIVE else clause.shape == BASE and clause.how == "relative")


def _eventful(reading: Reading, clause: Clause) -> bool:
    """ "yang ditangkap" of a person tells something by itself; "yang berlaku" of a rule does not."""
    of = clause.object if clause.object is not None else clause.subject
    kind = reading.type_of(reading.phrase(of)) if of is not None else None
    return kind in _EVENTFUL and bool(frames(clause.word))


def _rule(clause: Clause, *, light: bool) -> str:
    """How the clause is built, in words: relative_passive_agentless, light_verb_active."""
    parts = [clause.how] if clause.how != "own" else []
    if light:
        parts.append("light_verb")
    parts.append(_SHAPES.get(clause.shape, "active"))
    if clause.subject is None and clause.shape == PASSIVE:
        parts.append("agentless")
    return "_".join(parts)


def _event_relation(frame: Frame | None, obj: Phrase | None, times: list[Phrase]) -> str | None:
    """Something happens at a place or, where none is said, at a time; else only the verb says what."""
    if frame is None:
        return None
    if frame.relation == "occurredIn" and obj is None:
        return "occurredOn" if times else None
    return frame.relation


def _confidence(clause: Clause, frame: Frame | None) -> float:
    value = 0.85 if frame is not None else 0.7
    if clause.how in {"shared", "controlled"}:
        value -= 0.1
    return round(value, 2)
