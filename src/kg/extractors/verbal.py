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
from kg.frames import Frame
from kg.grammar import grammar
from kg.mentions import has_third_enclitic, word_list
from kg.model import Polarity, Reason
from kg.ontology import relations
from kg.qualifiers import qualifiers
from kg.reading import Reading
from kg.selection import Selection, select
from kg.sufficiency import why_no_fact, why_nothing
from kg.syntax import Phrase

_SHAPES = {PASSIVE: "passive", TER: "ter", BER: "ber", BASE: "base", KE: "ke_an"}
_WITH_DOER = frozenset({ACTIVE, BASE, BER})


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
    if form in words.existential:
        return True
    report = reading.report_of(clause.verb)
    return report is not None and report.kind != "content"


def _clause(reading: Reading, chosen: Selection) -> Iterator[Extraction | Dropped]:
    clause, frame = chosen.clause, chosen.frame
    nothing = why_no_fact(reading, chosen)
    if nothing is not None:
        yield Dropped(sentence=reading.index, words=clause.chain, reason=nothing)
        return
    doer, undergoer = _enclitics(reading, chosen)
    subjects = _phrases(reading, clause, clause.subject)
    objects = _phrases(reading, clause, chosen.object)
    told = clause.complement if chosen.object is None and _takes_clause(reading, chosen) else None
    said = proposition(reading, told) if told is not None else None
    beside = qualifiers(reading, chosen)
    enclitic = doer is not None or undergoer is not None
    if said is None and not enclitic:
        nothing = why_nothing(reading, chosen, beside)
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
    times = [phrase for role, phrase in beside if role == "time"]
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
                predicate=chosen.predicate if said is not None else _completed(reading, chosen),
                lemma=chosen.lemma,
                relation=_event_relation(frame, obj, times),
                subject=subject,
                object=obj if obj is not None or not happens or not times else times[0],
                proposition=said,
                qualifiers=tuple(dict.fromkeys(beside)),
                circumstances=around,
                speaker=doer,
                undergoer=undergoer,
                polarity=_denied(clause.polarity) if _is_other(reading, obj) else clause.polarity,
                modality=clause.modality,
            )


def _completed(reading: Reading, chosen: Selection) -> tuple[int, ...]:
    """ "tergolong langka", "berjalan lancar": the bare adjective right behind the verb says how it is."""
    after, tree = chosen.clause.chain[-1] + 1, reading.tree
    if after != chosen.clause.complement or chosen.object is not None or tree.children(after):
        return chosen.predicate
    bare = tree.tokens[after].upos == "ADJ" and reading.text(after) not in word_list("measuring")
    return (*chosen.predicate, after) if bare else chosen.predicate


def _takes_clause(reading: Reading, chosen: Selection) -> bool:
    """ "mengatakan", "membuat", "berjanji": not "beroperasi", whatever clause the parse hangs on it."""
    form, words = reading.text(chosen.clause.verb), grammar()
    controls = words.object_control(form) or words.subject_control(form) or words.raising(form)
    free = chosen.clause.shape in {ACTIVE, PASSIVE} or chosen.frame is not None
    return free or words.says(form) or controls is not None


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
    before = clause.subject is not None and clause.subject < clause.verb  # not "menguatnya dolar"
    return (None, who) if bare and before and not itself else (None, None)


def _phrases(reading: Reading, clause: Clause, head: int | None) -> list[Phrase | None]:
    """What is coordinated at the head; one None where nothing is said.

    "lahan yang dikuasai Ani dan lahan yang …": what comes behind a relative clause is not what it is about.
    """
    if head is None:
        return [None]
    described = clause.how.startswith("relative") and head < clause.verb
    return [p for p in reading.conjuncts(head) if not described or p.start < clause.verb]


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
