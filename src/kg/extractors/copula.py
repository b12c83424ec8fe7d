"""What something is: nominal and adjectival predicates, with and without a copula.

Novel adalah penyidik senior KPK     -> Novel | isA | penyidik senior KPK     nominal_predicate
arahan Gubernur jelas                -> arahan Gubernur | jelas               adjectival_predicate
surat itu dari Putin                 -> surat | dari | Putin                  prepositional_predicate
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.circumstances import circumstances
from kg.clauses import NOMINAL_SHAPE, Clause
from kg.extraction import Dropped, Extraction
from kg.facts import is_participant, tells_apart
from kg.frames import frames, noun_frame
from kg.frozen import replace
from kg.grammar import grammar
from kg.mentions import has_third_enclitic, pronoun_kinds, word_list
from kg.model import EntityType, Reason
from kg.morphology import is_compound
from kg.qualifiers import beside
from kg.reading import Reading
from kg.selection import is_governed
from kg.syntax import Phrase

_NOUNS = frozenset({"NOUN", "PROPN", "NUM", "PRON", "SYM", "X"})
_NO_PERSONS = frozenset({EntityType.ORGANIZATION, EntityType.PLACE, EntityType.COUNTRY, EntityType.LAW})
_AMOUNTS = frozenset({EntityType.QUANTITY, EntityType.MONEY})


def extract(reading: Reading) -> Iterator[Extraction | Dropped]:
    """One extraction for each subject of a predicate that is not a verb."""
    for clause in reading.clauses:
        if (
            reading.text(clause.verb) in grammar().copulas
            and clause.subject is not None
            and clause.object is not None
        ):
            if (
                not is_participant(reading, clause.subject)
                or reading.text(clause.subject) in grammar().sequence
            ):
                yield Dropped(sentence=reading.index, words=clause.chain, reason=Reason.VAGUE)
            else:
                yield from _equation(reading, clause, clause.object, clause.verb)
            continue
        if (
            clause.shape != NOMINAL_SHAPE
            or clause.subject is None
            or reading.report_of(clause.verb) is not None
        ):
            continue
        if not is_participant(reading, clause.subject) or _is_vague(reading, clause.subject):
            yield Dropped(sentence=reading.index, words=clause.chain, reason=Reason.VAGUE)
            continue
        if _only_tells_apart(reading, clause):
            yield Dropped(sentence=reading.index, words=clause.chain, reason=Reason.DESCRIPTION)
            continue
        if (
            reading.tree.tokens[clause.verb].upos in _NOUNS
            or noun_frame(reading.text(clause.verb)) is not None
        ):
            yield from _nominal(reading, clause)
        elif has_third_enclitic(reading.tree.tokens[clause.verb]):
            continue  # "munculnya", "sebaiknya": no quality of anything
        elif clause.how in {"shared", "controlled"}:
            continue  # "agar cepat beradaptasi, kompak, solid": of whom is not sure
        elif clause.how == "relative" and reading.text(clause.verb) in grammar().qualities:
            continue  # "ruangan yang sama dengan …"
        elif clause.how != "relative" or clause.obliques:
            yield from _adjectival(reading, clause)


def _is_vague(reading: Reading, index: int) -> bool:
    """ "ini", "pertama": what points at a thing without naming it."""
    return reading.text(index) in grammar().vague or reading.text(index) in grammar().sequence


def _only_tells_apart(reading: Reading, clause: Clause) -> bool:
    """ "warga yang tidak mampu", "saat pandemi": what a noun is told apart by, or when."""
    case = reading.tree.case(clause.verb)
    timed = case is not None and grammar().mark(reading.text(case)) is not None
    return timed or tells_apart(reading, clause)


def _nominal(reading: Reading, clause: Clause) -> Iterator[Extraction | Dropped]:
    yield from _equation(reading, clause, clause.verb, reading.tree.child(clause.verb, "cop"))


def _equation(
    reading: Reading, clause: Clause, predicate_head: int, copula: int | None
) -> Iterator[Extraction | Dropped]:
    assert clause.subject is not None
    case = _preposition(reading, clause.subject, predicate_head)
    for subject in reading.conjuncts(clause.subject):
        for obj in reading.conjuncts(predicate_head):
            if obj.start <= subject.head < obj.end:
                continue
            relation, rule, predicate = "isA", "nominal_predicate", copula
            role = case is not None and grammar().role(reading.text(case)) == "role"
            if case is not None and not role:
                relation = _located(reading, subject, obj, reading.text(case)) or ""
            elif reading.type_of(obj) in _AMOUNTS or _counted(reading, obj):
                relation = "hasQuantity"
            if relation == "hasQuantity" and reading.type_of(subject) is EntityType.PERSON:
                yield Dropped(sentence=reading.index, words=clause.chain, reason=Reason.VAGUE)
                continue  # "Rina dan Budi adalah dua orang yang …": how many they are together
            if case is not None and reading.type_of(obj) in _AMOUNTS:
                yield Dropped(sentence=reading.index, words=clause.chain, reason=Reason.VAGUE)
                continue  # "sudah di atas 80 persen": a bound, and no amount
            if case is not None:
                rule, predicate = "prepositional_predicate", case
            elif relation == "isA" and copula is None and not _is_known(reading, obj):
                yield Dropped(sentence=reading.index, words=clause.chain, reason=Reason.DESCRIPTION)
                continue  # "utang yang bejibun": a noun of no known kind may be none
            elif relation == "isA" and _is_other_kind(reading, subject, obj):
                yield Dropped(sentence=reading.index, words=clause.chain, reason=Reason.VAGUE)
                continue
            head = predicate if predicate is not None else clause.verb
            yield Extraction(
                sentence=reading.index,
                anchor=clause.verb,
                rule=rule,
                predicate=(head,),
                lemma=reading.tree.tokens[head].lemma,
                relation=relation or None,
                subject=subject,
                object=obj,
                qualifiers=_qualifiers(reading, clause),
                circumstances=tuple(circumstances(reading, clause, told=None)),
                polarity=clause.polarity,
                modality=clause.modality,
            )
            frame = _frame_of(reading, obj)
            whole = _complement(reading, obj) or _own_complement(reading, clause)
            if (case is None or role) and frame is not None and whole is not None:
                yield Extraction(
                    sentence=reading.index,
                    anchor=clause.verb,
                    rule="noun_frame",
                    predicate=(obj.head,),
                    lemma=reading.text(obj.head),
                    relation=frame,
                    subject=subject,
                    object=whole,
                    polarity=clause.polarity,
                    modality=clause.modality,
                )


def _preposition(reading: Reading, subject: int, predicate_head: int) -> int | None:
    """ "selain itu, jalan itu dalam perbaikan": the one beside the predicate, not one before the subject."""
    found = reading.tree.children(predicate_head, "case")
    return next((i for i in found if not i < subject < predicate_head), None)


def _is_other_kind(reading: Reading, subject: Phrase, obj: Phrase) -> bool:
    """ "kami perusahaan keluarga": what is said of a body is not so of the one who speaks for it."""
    own = pronoun_kinds().get(reading.text(subject.head)) == "first"
    return own and reading.type_of(subject) is EntityType.PERSON and reading.type_of(obj) in _NO_PERSONS


def _is_known(reading: Reading, phrase: Phrase) -> bool:
    """Is it known what kind of thing the noun names, or how its bearer stands to another?"""
    return reading.type_of(phrase) is not None or _frame_of(reading, phrase) is not None


def _frame_of(reading: Reading, phrase: Phrase) -> str | None:
    """By the two words of a compound before the one: an "anak usaha" is nobody's "anak"."""
    after = phrase.head + 1
    two = f"{reading.text(phrase.head)} {reading.text(after)}" if after < phrase.end else ""
    return noun_frame(two) or noun_frame(reading.text(phrase.head))


def _counted(reading: Reading, phrase: Phrase) -> bool:
    """ "Jumlah korban 15 orang": a predicate that is a number of things."""
    tokens = reading.tree.tokens[phrase.start : phrase.end]
    return len(tokens) <= 3 and tokens[0].upos == "NUM" and reading.quantity_at(phrase.start) is not None


def _complement(reading: Reading, phrase: Phrase) -> Phrase | None:
    """The name inside a noun phrase: "alumni Institut Pertanian Bogor"."""
    for name in reading.names:
        if phrase.head < name.left and name.right <= phrase.end:
            aims = any(reading.text(i) in grammar().aims for i in range(phrase.head + 1, name.left))
            return None if aims else reading.phrase(name.start)  # not "bagian dari upaya Polri"
    return None


def _own_complement(reading: Reading, clause: Clause) -> Phrase | None:
    """The name that the parse takes for the object of a noun: "yang juga keponakan Dewi"."""
    named = clause.object is not None and reading.name_at(clause.object) is not None
    noun = clause.shape == NOMINAL_SHAPE and reading.text(clause.verb) not in grammar().copulas
    return reading.phrase(clause.object) if named and noun and clause.object is not None else None


def _located(reading: Reading, subject: Phrase, obj: Phrase, preposition: str) -> str | None:
    if reading.type_of(obj) in {
        EntityType.PLACE,
        EntityType.COUNTRY,
        EntityType.ORGANIZATION,
    } and preposition in word_list("locating"):
        return "occurredIn" if reading.type_of(subject) is EntityType.EVENT else "locatedIn"
    return None


def _adjectival(reading: Reading, clause: Clause) -> Iterator[Extraction]:
    assert clause.subject is not None
    frame = next(iter(frames(clause.word)), None)
    promoted = next(
        (
            o
            for o in clause.obliques
            if (frame is not None and o.case is not None and reading.text(o.case) in frame.objects)
            or is_governed(reading, clause, o)
        ),
        None,
    )
    rest = tuple(o for o in clause.obliques if o is not promoted)
    first = clause.verb - 1
    whole = first >= 0 and is_compound(reading.text(first), reading.text(clause.verb))  # "luar biasa"
    obj = reading.phrase(promoted.head) if promoted is not None else None
    for subject in reading.conjuncts(clause.subject):
        yield Extraction(
            sentence=reading.index,
            anchor=clause.verb,
            rule="adjectival_predicate",
            predicate=tuple(sorted({first, *clause.chain})) if whole else clause.chain,
            lemma=f"{reading.text(first)} {clause.word.root}" if whole else clause.word.root,
            relation=frame.relation if frame is not None and obj is not None else None,
            subject=subject,
            object=obj,
            qualifiers=_qualifiers(reading, replace(clause, obliques=rest)),
            circumstances=tuple(circumstances(reading, clause, told=None)),
            polarity=clause.polarity,
            modality=clause.modality,
        )


def _qualifiers(reading: Reading, clause: Clause) -> tuple[tuple[str, Phrase], ...]:
    return tuple(dict.fromkeys(beside(reading, clause, clause.obliques)))
