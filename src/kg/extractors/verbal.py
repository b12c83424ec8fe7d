"""Verbs with their arguments: active, passive, ber-, ter-, relative, coordinated and controlled clauses.

KPK menangkap Budi di Medan        -> KPK | arrested | Budi (place: Medan)        active
Budi ditangkap KPK                 -> KPK | arrested | Budi                       passive
surat yang dikirim oleh Budi       -> Budi | sent | surat                         relative_passive
Budi bertemu dengan Ani            -> Budi | metWith | Ani                        ber
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.clauses import BASE, BER, KE, NOMINAL_SHAPE, PASSIVE, TER, Clause, Oblique
from kg.frames import Frame, frames, light_frame, takes_transitive
from kg.grammar import grammar
from kg.mentions import word_list
from kg.model import EntityType
from kg.reading import Extraction, Reading
from kg.roles import role_of
from kg.syntax import Phrase
from kg.ud import base

_SHAPES = {PASSIVE: "passive", TER: "ter", BER: "ber", BASE: "base", KE: "ke_an"}


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each pair of subject and object of each verbal clause."""
    for clause in reading.clauses:
        if clause.shape == NOMINAL_SHAPE or _left_to_others(reading, clause):
            continue
        yield from _clause(reading, clause)


def _left_to_others(reading: Reading, clause: Clause) -> bool:
    form = reading.text(clause.verb)
    words = grammar()
    if form in words.copulas:
        return True
    if form in words.existential and (clause.object is None or clause.subject is None):
        return True
    report = reading.report_of(clause.verb)
    return report is not None and report.kind != "content"


def _clause(reading: Reading, clause: Clause) -> Iterator[Extraction]:
    if clause.shape == TER and clause.object is None and takes_transitive(clause.word):
        clause = replace(clause, subject=None, object=clause.subject)  # "tertembak": done to the subject
    obliques = list(clause.obliques)
    object_head = clause.object
    qualifiers: list[tuple[str, Phrase]] = []
    object_type = reading.type_of(reading.phrase(object_head)) if object_head is not None else None
    frame, promoted = _frame(reading, clause, object_type, obliques)
    if promoted is not None:
        if object_head is not None:
            qualifiers.append(("theme", reading.phrase(object_head)))
        object_head = promoted.head
        obliques.remove(promoted)
    if clause.second is not None:
        qualifiers.append(
            ("recipient" if clause.shape == "active" else "theme", reading.phrase(clause.second))
        )
    for oblique in (*obliques, *_attached(reading, clause, object_head, obliques)):
        qualifiers.extend(
            (role_of(reading, oblique, phrase), phrase) for phrase in reading.conjuncts(oblique.head)
        )
    if object_head is not None and object_type is None and frame is None:
        frame = _frame_of_name(reading, clause, object_head)
    proposition = None
    if object_head is None and clause.complement is not None:
        proposition = _proposition(reading, clause.complement)
    subjects: list[Phrase | None] = (
        list(reading.conjuncts(clause.subject)) if clause.subject is not None else [None]
    )
    objects: list[Phrase | None] = list(reading.conjuncts(object_head)) if object_head is not None else [None]
    if subjects == [None] and objects == [None] and (proposition is None or not qualifiers):
        return
    if subjects == [None] and clause.shape == "active":
        return
    if frame is not None and frame.relation == "said" and objects == [None] and proposition is None:
        return
    if (
        clause.subject is not None
        and clause.shape != PASSIVE
        and reading.text(clause.subject) in grammar().vague
    ):
        return
    if proposition is None and not qualifiers and _incomplete(reading, clause, object_head):
        return
    rule = _SHAPES.get(clause.shape, "active")
    times = [phrase for role, phrase in qualifiers if role == "time"]
    happens = frame is not None and frame.relation == "occurredIn"
    if clause.how != "own":
        rule = f"{clause.how}_{rule}"
    if subjects[0] is None and clause.shape == PASSIVE:
        rule += "_agentless"
    for subject in subjects:
        for obj in objects:
            if subject is not None and obj is not None and subject.head == obj.head:
                continue
            yield Extraction(
                sentence=reading.index,
                anchor=clause.verb,
                rule=rule,
                predicate=clause.chain,
                lemma=clause.word.root,
                relation=_event_relation(frame, obj, times),
                subject=subject,
                object=obj if obj is not None or not happens or not times else times[0],
                proposition=proposition,
                qualifiers=tuple(dict.fromkeys(qualifiers)),
                polarity=clause.polarity,
                modality=clause.modality,
                confidence=_confidence(clause, frame),
            )


def _attached(
    reading: Reading, clause: Clause, object_head: int | None, obliques: list[Oblique]
) -> Iterator[Oblique]:
    """Prepositional phrases after the verb that the parse hangs on a noun: they may belong to the verb."""
    tree = reading.tree
    for head in (clause.subject, object_head, *(o.head for o in obliques)):
        if head is None or head < clause.verb:
            continue
        for child in tree.subtree(head):
            if base(tree.tokens[child].deprel) != "nmod":
                continue
            case = tree.case(child)
            near = tree.tokens[child].head == head
            if (
                case is not None
                and child > head
                and (
                    grammar().attaches(tree.tokens[case].text)
                    if near
                    else reading.text(case) in word_list("leaving")
                )
            ):
                yield Oblique(head=child, case=case)


def _incomplete(reading: Reading, clause: Clause, object_head: int | None) -> bool:
    """Nothing is said: a verb that needs more than the subject it shares, or only "hal ini" beside it."""
    vague = grammar().vague
    if clause.how == "relative" and not _eventful(reading, clause):
        return object_head is None or clause.subject is None
    if clause.subject is None:
        return object_head is not None and reading.text(object_head) in vague
    return (
        object_head is None
        and (clause.how in {"shared", "controlled"} or reading.text(clause.subject) in vague)
        and (clause.shape == "active" or any("-" not in f.objects for f in frames(clause.word)))
    )


def _event_relation(frame: Frame | None, obj: Phrase | None, times: list[Phrase]) -> str | None:
    """Something happens at a place or, where none is said, at a time."""
    if frame is None:
        return None
    return "occurredOn" if frame.relation == "occurredIn" and obj is None and times else frame.relation


def _eventful(reading: Reading, clause: Clause) -> bool:
    """ "yang ditangkap" of a person tells something by itself; "yang berlaku" of a rule does not."""
    of = clause.object if clause.object is not None else clause.subject
    kind = reading.type_of(reading.phrase(of)) if of is not None else None
    return kind in {EntityType.PERSON, EntityType.ORGANIZATION, EntityType.EVENT} and bool(
        frames(clause.word)
    )


def _frame(
    reading: Reading, clause: Clause, object_type: EntityType | None, obliques: list[Oblique]
) -> tuple[Frame | None, Oblique | None]:
    """The first frame that fits, and the oblique that it makes the object."""
    root = reading.tree.tokens[clause.object].lemma if clause.object is not None else ""
    if clause.object is not None and reading.text(clause.verb) in grammar().light_verbs:
        return light_frame(root), None
    for frame in frames(clause.word):
        if clause.object is not None and "obj" in frame.objects and frame.takes(object_type, root):
            return frame, None
        if clause.object is None and frame.objects == ("-",):
            return frame, None
        if clause.object is not None and clause.shape != PASSIVE and "obj" in frame.objects:
            continue
        if clause.object is not None and clause.shape == PASSIVE:
            continue
        for oblique in obliques:
            if oblique.case is None or reading.text(oblique.case) not in frame.objects:
                continue
            kind = reading.type_of(reading.phrase(oblique.head))
            if frame.takes(kind) and role_of(reading, oblique, reading.phrase(oblique.head)) != "time":
                return frame, oblique
    for frame in frames(clause.word):
        if clause.object is None and not frame.type:
            return frame, None
    return None, None


def _frame_of_name(reading: Reading, clause: Clause, head: int) -> Frame | None:
    """A capitalised name of unknown type may be a person's: "menangkap Gembong"."""
    if reading.tree.tokens[head].upos != "PROPN":
        return None
    return next((f for f in frames(clause.word) if "obj" in f.objects and f.takes(EntityType.PERSON)), None)


def _proposition(reading: Reading, head: int) -> tuple[int, int] | None:
    """The characters of a complement clause without the word that introduces it."""
    tokens = reading.tree.tokens
    words = grammar()
    indices = reading.tree.subtree(head)
    while indices and (
        tokens[indices[0]].upos == "PUNCT" or words.mark(tokens[indices[0]].text) in {"content", "purpose"}
    ):
        indices.pop(0)
    while indices and tokens[indices[-1]].upos == "PUNCT":
        indices.pop()
    if not indices:
        return None
    return tokens[indices[0]].start, tokens[indices[-1]].end


def _confidence(clause: Clause, frame: Frame | None) -> float:
    value = 0.85 if frame is not None else 0.7
    if clause.how in {"shared", "controlled"}:
        value -= 0.1
    return round(value, 2)
