"""Verbs with their arguments: active, passive, ber-, ter-, relative, coordinated and controlled clauses.

KPK menangkap Budi di Medan        -> KPK | arrested | Budi (place: Medan)        active
Budi ditangkap KPK                 -> KPK | arrested | Budi                       passive
surat yang dikirim oleh Budi       -> Budi | sent | surat                         relative_passive
Budi bertemu dengan Ani            -> Budi | metWith | Ani                        ber
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.attribution import Speaker
from kg.circumstances import circumstances, proposition
from kg.clauses import ACTIVE, BASE, BER, KE, NOMINAL_SHAPE, PASSIVE, TER, Clause, Oblique
from kg.extents import is_listed, listed
from kg.extraction import Dropped, Extraction
from kg.frames import Frame
from kg.grammar import grammar
from kg.mentions import has_third_enclitic, word_list
from kg.model import PLACES, EntityType, Polarity, Reason
from kg.ontology import relations
from kg.reading import POINTS, Reading
from kg.roles import role_of
from kg.selection import Selection, select
from kg.sufficiency import why_no_fact, why_nothing
from kg.syntax import Phrase

_SHORTEST_JOINING = 2  # tokens
_REACHED = frozenset({EntityType.PLACE, EntityType.COUNTRY, EntityType.TIME})
_SHAPES = {PASSIVE: "passive", TER: "ter", BER: "ber", BASE: "base", KE: "ke_an"}
_MEASURED = frozenset({"percent", "money", "measure"})  # kinds of amount that are more than a count
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
    subjects = _phrases(reading, clause.subject)
    objects = _phrases(reading, chosen.object)
    told = clause.complement if chosen.object is None and _takes_clause(reading, chosen) else None
    said = proposition(reading, told) if told is not None else None
    qualifiers = _qualifiers(reading, chosen)
    enclitic = doer is not None or undergoer is not None
    if said is None and not enclitic:
        nothing = why_nothing(reading, chosen, qualifiers)
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
                predicate=chosen.predicate if said is not None else _completed(reading, chosen),
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


def _phrases(reading: Reading, head: int | None) -> list[Phrase | None]:
    """What is coordinated at the head; one None where nothing is said."""
    return list(reading.conjuncts(head)) if head is not None else [None]


def _qualifiers(reading: Reading, chosen: Selection) -> list[tuple[str, Phrase]]:
    found = [("theme", reading.phrase(head)) for head in chosen.themes]
    second = chosen.clause.second
    if second is not None:
        found.append(("recipient" if chosen.clause.shape == ACTIVE else "theme", reading.phrase(second)))
    for oblique in chosen.obliques:
        if oblique.head > chosen.clause.verb and is_listed(reading, oblique.head):
            continue  # "diikuti 10 calon, yaitu Rina dari Garut, …": of one in the list
        for phrase in _joined(reading, oblique):
            role = role_of(reading, oblique, phrase)
            if (
                role != "theme"
                or phrase.head > chosen.clause.verb
                or reading.name_at(phrase.head) is not None
            ):
                found.append((role, phrase))
                found.extend((role, other) for other in _days_joined(reading, role, phrase))
            else:
                found.extend(_beneath(reading, phrase.head))
    return [
        (role, phrase)
        for role, phrase in found
        if not _reaches_nothing(reading, phrase)
        and not _only_joins(reading, phrase)
        and not (role == "time" and any(_is_within(phrase, other) for same, other in found if same == role))
        and not _is_left_out(reading, phrase)
    ]


def _is_within(phrase: Phrase, other: Phrase) -> bool:
    """ "pukul 23.15" in "Sabtu (10/9) pukul 23.15": said already."""
    longer = other.end - other.start > phrase.end - phrase.start
    return longer and other.start <= phrase.start and phrase.end <= other.end


def _joined(reading: Reading, oblique: Oblique) -> list[Phrase]:
    """What is coordinated in an oblique; "antara 3 dan 6 persen" is one."""
    phrases = reading.conjuncts(oblique.head)
    phrases = [p for p in phrases if p is phrases[0] or not _is_larger(reading, p)]
    if len(phrases) == 1 or oblique.case is None or reading.text(oblique.case) not in word_list("spanning"):
        return phrases
    return [replace(phrases[0], end=phrases[-1].end, core_end=phrases[-1].core_end)]


def _is_larger(reading: Reading, phrase: Phrase) -> bool:
    """ "dekat Athena, Yunani": the place that the one before the comma lies in, and no further one."""
    at = phrase.start - 1
    if at < 1 or reading.text(at) != "," or listed(reading, at):
        return False
    name = reading.name_at(at - 1)
    return name is not None and name.type in PLACES and reading.type_of(phrase) in PLACES


def _days_joined(reading: Reading, role: str, phrase: Phrase) -> Iterator[Phrase]:
    """ "pada 6 Mei dan 26 Juni": the days that follow the first, whatever the parse hangs them on."""
    tokens = reading.tree.tokens
    at = phrase.end
    while role == "time" and at + 1 < len(tokens) and tokens[at].upos == "CCONJ":
        span = reading.time_at(at + 1)
        if span is None or span.kind not in POINTS or span is reading.time_at(at - 1):
            return
        day = reading.time_phrase(at + 1)
        yield day
        at = day.end


def _beneath(reading: Reading, head: int) -> Iterator[tuple[str, Phrase]]:
    """ "mulanya di Garut …": of a bare word before the verb, what has a preposition, if anything."""
    for child in reading.tree.children(head, "nmod"):
        case = reading.tree.case(child)
        if case is not None:
            phrase = reading.phrase(child)
            yield role_of(reading, Oblique(head=child, case=case), phrase), phrase


def _only_joins(reading: Reading, phrase: Phrase) -> bool:
    """ "sebagai informasi", "di sisi lain", "salah satunya": no circumstance of what happened."""
    forms = reading.tree.forms
    starts = (phrase.start, max(phrase.start - 1, 0))
    ends = (phrase.end, *(start + _SHORTEST_JOINING for start in starts))
    return any(" ".join(forms[start:end]) in grammar().joining for start in starts for end in ends)


def _is_left_out(reading: Reading, phrase: Phrase) -> bool:
    """ "melompat dari lantai empat, bukan dari lantai dua": where it was not."""
    first = phrase.start - (reading.tree.case(phrase.head) == phrase.start - 1)
    return first > 0 and grammar().negates(reading.text(first - 1))


def _reaches_nothing(reading: Reading, phrase: Phrase) -> bool:
    """ "bertambah hingga tiga kali lipat": neither until when nor as far as where."""
    before = phrase.start - 1
    if before < 0 or reading.text(before) not in word_list("reaching"):
        return False
    amount = reading.quantity_at(phrase.head)
    if amount is not None and amount.kind in _MEASURED:
        return False
    return reading.type_of(phrase) not in _REACHED and not grammar().is_time(reading.text(phrase.head))


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
