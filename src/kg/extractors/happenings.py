"""What has happened, said by a verb that an enclitic makes a noun of and that heads no clause of its own.

sejak pecahnya perang pada 1982           -> perang | pecah | – (time: 1982)              happening
usai mundurnya Bagus dari Partai Melati   -> Bagus | mundur | – (source: Partai Melati)   happening
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.clauses import BASE, Oblique
from kg.extraction import Extraction
from kg.facts import is_participant, mood
from kg.frames import frames
from kg.grammar import grammar
from kg.mentions import has_third_enclitic, word_list
from kg.model import Modality
from kg.morphology import analyse
from kg.reading import POINTS, Reading
from kg.roles import role_of
from kg.syntax import Phrase

_SAYING = frozenset({"VERB", "ADJ"})
_REACH = 8  # tokens behind what it happened to
_BESIDE = frozenset({"ADP", "NOUN", "PROPN", "NUM", "X"})


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each thing that such a verb says it of, behind a word that takes it for a fact."""
    for token in reading.tree.tokens[1:]:
        if not token.clitic or token.upos not in _SAYING or not has_third_enclitic(token):
            continue
        taken = reading.text(token.index - 1) in grammar().witnessing
        if taken and reading.tree.stems[token.index] not in grammar().existential:
            head = _behind(reading, token.index)
            if head is not None and not _has_clause(reading, token.index, head):
                yield from _happening(reading, token.index, head)


def _has_clause(reading: Reading, verb: int, head: int) -> bool:
    """Is it left to the verbs? A bare root or an adjective with an enclitic heads no clause there."""
    own = (c for c in reading.clauses if c.verb == verb and c.how == "own" and c.shape != BASE)
    return reading.tree.tokens[verb].upos == "VERB" and any(
        head in (clause.subject, clause.object) for clause in own
    )


def _happening(reading: Reading, verb: int, head: int) -> Iterator[Extraction]:
    word = analyse(reading.text(verb))
    passive = word.voice == "passive"
    later = grammar().mark(reading.text(verb - 1)) == "time"
    ahead = later and mood(reading, verb)[1] is not Modality.ACTUAL
    things = reading.conjuncts(head)
    beside = tuple(_beside(reading, verb, things[-1].end))
    for thing in things:
        if _says_little(reading, thing):
            continue
        yield Extraction(
            sentence=reading.index,
            anchor=verb,
            rule="happening",
            predicate=(verb,),
            lemma=word.root,
            relation=_relation(reading, verb, thing if passive else None),
            subject=None if passive else thing,
            object=thing if passive else None,
            qualifiers=beside,
            modality=Modality.PLANNED if ahead else Modality.ACTUAL,
        )


def _behind(reading: Reading, verb: int) -> int | None:
    """What stands right behind the verb: who or what it happened to."""
    for child in reading.tree.children(verb):
        begins = child > verb and reading.phrase(child).start == verb + 1
        if begins and is_participant(reading, child) and reading.time_at(child) is None:
            return child
    return None


def _says_little(reading: Reading, thing: Phrase) -> bool:
    """ "seiring berjalannya waktu", "bertambahnya usia": of nobody."""
    bare = thing.end == thing.start + 1
    return bare and reading.text(thing.head) in word_list("periods") | word_list("measures")


def _relation(reading: Reading, verb: int, obj: Phrase | None) -> str | None:
    for frame in frames(analyse(reading.text(verb))):
        if obj is None and frame.objects == ("-",):
            return frame.relation
        if obj is None or "obj" not in frame.objects:
            continue
        if frame.takes(reading.type_of(obj), reading.tree.tokens[obj.head].lemma):
            return frame.relation
    return None


def _beside(reading: Reading, verb: int, start: int) -> Iterator[tuple[str, Phrase]]:
    """What stands behind with a preposition, and when it was."""
    tree = reading.tree
    for child in tree.children(verb, "obl", "nmod"):
        case = tree.case(child)
        if case is not None and case >= start and reading.time_at(child) is None:
            phrase = reading.phrase(child)
            yield role_of(reading, Oblique(head=child, case=case), phrase), phrase
    for index in range(start, min(start + _REACH, len(tree.tokens))):
        time = reading.time_at(index)
        if time is not None and time.kind in POINTS:
            yield "time", reading.time_phrase(index)
            return
        if tree.tokens[index].upos not in _BESIDE:
            return
