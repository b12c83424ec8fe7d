"""Clause -> which relation it says and which of its nominals is the object.

The first frame that fits decides: by the direct object, or by the oblique that the verb takes for its
object ("bertemu dengan X"). A light verb says what its noun says, of the noun's own complement
("melakukan penangkapan terhadap X" = "menangkap X").
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.clauses import PASSIVE, TER, Clause, Oblique
from kg.frames import Frame, frames, light_frame, takes_transitive
from kg.frozen import record, replace
from kg.grammar import grammar
from kg.mentions import word_list
from kg.model import EntityType, Modality
from kg.morphology import analyse
from kg.reading import Reading
from kg.roles import role_of

_WITHOUT_OBJECT = frozenset(
    {"died", "increasedTo", "decreasedTo", "said", "promised", "occurredIn", "resignedFrom"}
)


@record(frozen=True, slots=True, kw_only=True)
class Selection:
    """The clause with its arguments settled: token indices, but for `obliques`.

    `themes` are nominals that gave up their place as object; `predicate` are the tokens of the relation.
    """

    clause: Clause
    frame: Frame | None
    object: int | None
    themes: tuple[int, ...]
    obliques: tuple[Oblique, ...]
    predicate: tuple[int, ...]
    lemma: str


def select(reading: Reading, clause: Clause) -> Selection:
    """The relation, object and other participants of a verbal clause."""
    if clause.shape == TER and clause.object is None and takes_transitive(clause.word):
        clause = replace(clause, subject=None, object=clause.subject)  # "tertembak": done to the subject
    light = _light(reading, clause)
    if light is not None:
        return light
    attached = tuple(_attached(reading, clause, clause.object, clause.obliques))
    frame, promoted = _frame(reading, clause, (*clause.obliques, *attached))
    if frame is not None and frame.relation == "said" and _ensures(reading, clause):
        frame = None
    object_head = clause.object
    themes: tuple[int, ...] = ()
    if promoted is not None:
        themes = (object_head,) if object_head is not None else ()
        object_head = promoted.head
    obliques = tuple(o for o in (*clause.obliques, *attached) if o is not promoted)
    return Selection(
        clause=clause,
        frame=frame,
        object=object_head,
        themes=themes,
        obliques=obliques,
        predicate=clause.chain,
        lemma=clause.word.root,
    )


def _ensures(reading: Reading, clause: Clause) -> bool:
    """ "untuk memastikan …", "harus memastikan …", "berhasil mengungkap kasus": nobody says it."""
    purpose = clause.mark is not None and grammar().mark(reading.text(clause.mark)) == "purpose"
    due = clause.modality is Modality.OBLIGATION
    return reading.text(clause.verb) in grammar().ensuring and (
        purpose or due or clause.shape == TER or len(clause.chain) > 1
    )


def _light(reading: Reading, clause: Clause) -> Selection | None:
    """A light verb with its noun, and what the noun is about as object."""
    if clause.object is None or reading.text(clause.verb) not in grammar().light_verbs:
        return None
    noun = clause.object
    frame = light_frame(reading.text(noun), reading.tree.tokens[noun].lemma)
    attached = [
        Oblique(head=child, case=case)
        for child in reading.tree.children(noun, "nmod")
        if child > noun and (case := reading.tree.case(child)) is not None
    ]
    candidates = [*attached, *clause.obliques]
    target = next(
        (o for o in candidates if o.case is not None and reading.text(o.case) in grammar().complements), None
    )
    if frame is None or target is None:
        return None
    rest = tuple(o for o in clause.obliques if o is not target)
    return Selection(
        clause=clause,
        frame=frame,
        object=target.head,
        themes=(noun,),
        obliques=(*rest, *_attached(reading, clause, target.head, rest)),
        predicate=(*clause.chain, noun),
        lemma=reading.tree.tokens[noun].lemma,
    )


def _frame(
    reading: Reading, clause: Clause, obliques: tuple[Oblique, ...]
) -> tuple[Frame | None, Oblique | None]:
    """The first frame that fits, and the oblique that it makes the object."""
    if clause.object is not None:
        return _by_object(reading, clause, clause.object)
    for frame in frames(clause.word):
        if frame.objects == ("-",):
            return frame, None
        for oblique in obliques:
            if _fits(reading, frame, oblique):
                return frame, oblique
    governed = next((o for o in obliques if is_governed(reading, clause, o)), None)
    if governed is not None:
        return None, governed
    wanted = {preposition for f in frames(clause.word) for preposition in f.objects}
    if any(o.case is not None and reading.text(o.case) in wanted for o in obliques):
        return None, None  # "naik ke kelas enam": to no amount
    of = reading.type_of(reading.phrase(clause.subject)) if clause.subject is not None else None
    unfilled = (
        f
        for f in frames(clause.word)
        if not f.type
        and f.relation in _WITHOUT_OBJECT
        and (f.relation != "resignedFrom" or of is EntityType.PERSON)
    )
    return next(unfilled, None), None


def _by_object(reading: Reading, clause: Clause, head: int) -> tuple[Frame | None, Oblique | None]:
    """With a direct object; a verb that takes none has its object with a preposition all the same."""
    token = reading.tree.tokens[head]
    kind = reading.type_of(reading.phrase(head))
    if reading.text(clause.verb) in grammar().light_verbs and not frames(clause.word):
        light = light_frame(reading.text(head), token.lemma)
        changes = light is not None and light.relation in _WITHOUT_OBJECT
        return (None if changes else light), None  # not "melakukan peningkatan"
    for frame in frames(clause.word):
        told = "obj" in frame.objects or ("obj+" in frame.objects and _is_told_more(reading, clause, head))
        if told and frame.takes(kind, token.lemma):
            return frame, None
        if not {"obj", "obj+"} & set(frame.objects) and clause.shape != PASSIVE:
            for oblique in clause.obliques:
                if _fits(reading, frame, oblique):
                    return frame, oblique
    if kind is None and token.upos == "PROPN":  # a name of unknown type may be a person's
        named = (f for f in frames(clause.word) if "obj" in f.objects and f.takes(EntityType.PERSON))
        return next(named, None), None
    return None, None


def _is_told_more(reading: Reading, clause: Clause, head: int) -> bool:
    """ "membuat harga naik", "membuat kegaduhan": what comes about, and not a thing that is made."""
    tree, after = reading.tree, reading.phrase(head).end
    if clause.complement is not None or tree.tokens[head].upos not in {"NOUN", "PROPN"}:
        return True
    within = tree.stems[head:after]
    if any(analyse(stem).voice == "ke-an" for stem in within) or not grammar().comparative.isdisjoint(within):
        return True
    goes_on = after < len(tree.tokens) and tree.tokens[after].upos in {"ADJ", "VERB", "ADV", "PART"}
    said = (c for c in tree.children(head, "acl", "xcomp") if c > head)
    return goes_on or any(
        not grammar().relativisers & {tree.forms[i] for i in tree.children(c)} for c in said
    )


def _fits(reading: Reading, frame: Frame, oblique: Oblique) -> bool:
    """Is this the nominal with the preposition and of the type that the frame wants?"""
    if oblique.case is None or reading.text(oblique.case) not in frame.objects:
        return False
    phrase = reading.phrase(oblique.head)
    return frame.takes(reading.type_of(phrase)) and role_of(reading, oblique, phrase) != "time"


def is_governed(reading: Reading, clause: Clause, oblique: Oblique) -> bool:
    """ "mengacu pada aturan itu", "bertentangan dengan hukum": what the verb is about, and no adjunct."""
    if oblique.case is None or oblique.head < clause.verb:
        return False
    governs = grammar().governs(reading.text(clause.verb), reading.text(oblique.case))
    return governs and role_of(reading, oblique, reading.phrase(oblique.head)) != "time"


def _attached(
    reading: Reading, clause: Clause, object_head: int | None, obliques: tuple[Oblique, ...]
) -> Iterator[Oblique]:
    """Prepositional phrases after the verb that the parse hangs on a noun: they may belong to the verb."""
    tree = reading.tree
    for head in (clause.subject, object_head, *(o.head for o in obliques)):
        if head is not None and head == clause.subject and head < clause.verb:
            yield from _beside_person(reading, head, clause.verb)
        if head is None or head < clause.verb:
            continue
        joined = {head, tree.conjuncts(head)[-1]} if head == object_head else {head}
        for child, case in tree.cases():
            if child < head or tree.relations[child] != "nmod":
                continue
            if child != head and head not in set(tree.ancestors(child)):
                continue
            near = tree.tokens[child].head in joined
            word = reading.text(case)
            if grammar().attaches(word) if near else word in word_list("leaving"):
                yield Oblique(head=child, case=case)


def _beside_person(reading: Reading, subject: int, verb: int) -> Iterator[Oblique]:
    """ "Menteri Rina Dewi di Garut, Selasa, meresmikan …": where it is done, and no part of who does it."""
    name = reading.name_at(subject)
    if name is None or name.type is not EntityType.PERSON:
        return
    for child in reading.tree.children(subject, "nmod"):
        case = reading.tree.case(child)
        if case is not None and name.right <= case < verb and reading.text(case) in word_list("locating"):
            yield Oblique(head=child, case=case)
