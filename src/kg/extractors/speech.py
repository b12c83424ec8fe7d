"""That somebody says something: the statement about the saying; what is said is extracted on its own.

"Pelaku sudah ditangkap," kata Wijaya   -> Wijaya | said | "Pelaku sudah ditangkap"   quotation
Kim menegaskan bahwa …                  -> Kim | said | "…"                           indirect
Menurut Lestari, …                      -> Lestari | said | "…"                       according
…, kata Lestari di Garut, Senin.        -> Lestari | said | "…" (place: Garut)        according
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.attribution import Report
from kg.clauses import Oblique
from kg.extraction import Extraction
from kg.frames import frames
from kg.frozen import replace
from kg.mentions import word_list
from kg.model import PLACES, EntityType, Modality, Polarity
from kg.morphology import analyse
from kg.reading import POINTS, Reading
from kg.roles import role_of
from kg.syntax import Phrase

_SPEECH_ACTS = frozenset({"promised", "demanded", "warned", "accused", "announced", "criticised", "opposes"})
_SPEAKERS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.WORK})
_HEARERS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION})
_CIRCUMSTANCES = frozenset({"place", "time", "event"})
_OWN_KINDS = frozenset({"quotation", "indirect"})


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each quotation or reported clause whose cue stands in this sentence.

    What is said without quotation marks before its cue (", kata Lestari") is one where the sentence tells
    to whom, where or when it was said; else the attribution says it all.
    """
    for report in reading.speech.reports:
        if report.sentence != reading.index:
            continue
        if report.kind in _OWN_KINDS:
            yield _saying(reading, report)
        elif report.kind == "according" and report.follows:
            said = _saying(reading, report)
            if said.qualifiers or _is_dated(reading, report):
                yield said


def sources(reading: Reading) -> Iterator[Extraction]:
    """Menurut Lestari, tujuannya baik -> Lestari | said | "…": where nothing of what is said was extracted.

    A medium or a report is evidence, and does not speak.
    """
    for report in reading.speech.reports:
        number = report.speaker.cluster
        if report.sentence != reading.index or report.kind != "according" or number is None:
            continue
        if reading.referents.clusters[number].type is EntityType.PERSON:
            said = _saying(reading, report)
            yield replace(said, proposition=_without_source(reading, report), own_claim=True)


def _is_dated(reading: Reading, report: Report) -> bool:
    """Does a day or an hour stand behind the cue?"""
    at = reading.tree.tokens[report.cue].start - reading.tree.sentence.start
    return any(t.start > at and t.kind in POINTS for t in reading.times)


def _without_source(reading: Reading, report: Report) -> tuple[int, int]:
    """What is said: after "menurut Lestari," if the sentence opens with it, before ", kata Lestari"."""
    if report.follows:
        return report.start, reading.tree.tokens[report.cue - 1].start
    return _after_source(reading, report), report.end


def _after_source(reading: Reading, report: Report) -> int:
    tokens, speaker = reading.tree.tokens, report.speaker
    if report.cue > 0 or speaker.sentence != reading.index:
        return report.start
    rest = [t for t in tokens[speaker.phrase.end :] if t.upos != "PUNCT"]
    return rest[0].start if rest else report.start


def _saying(reading: Reading, report: Report) -> Extraction:
    saying = next((c for c in reading.clauses if c.verb == report.cue), None)
    quoted = report.kind == "quotation"  # what stands in quotation marks was said
    after = report.follows
    unknown = report.speaker.cluster is None and report.speaker.phrase.head == report.cue  # "katanya"
    return Extraction(
        sentence=reading.index,
        anchor=report.cue,
        rule=f"speech_{report.kind}",
        predicate=(report.cue,),
        lemma=reading.tree.tokens[report.cue].lemma,
        relation=_relation(reading, report),
        speaker=None if unknown else report.speaker,
        proposition=_without_source(reading, report) if after else (report.start, report.end),
        qualifiers=tuple(_beside(reading, report)),
        polarity=saying.polarity if saying is not None and not quoted else Polarity.POSITIVE,
        modality=saying.modality if saying is not None and not quoted else Modality.ACTUAL,
    )


def _beside(reading: Reading, report: Report) -> Iterator[tuple[str, Phrase]]:
    """To whom and where a quotation was said: "…," ujar Lestari kepada wartawan di Garut."""
    tree = reading.tree
    speaker = report.speaker.phrase
    heads = (*tree.children(report.cue, "obl"), *tree.children(speaker.head, "obl", "nmod"))
    for head in sorted(set(heads)):
        case = tree.case(head)
        place = tree.tokens[head].start
        said = tree.tokens[report.cue].start if report.follows else report.end
        if case is None or head in speaker or report.start <= place < said:
            continue
        phrase, form = reading.phrase(head), reading.text(case)
        if phrase.start != case + 1:
            continue
        kind = reading.type_of(phrase)
        if form in word_list("leaving") and kind in _HEARERS:
            yield "recipient", phrase
        elif form in word_list("locating") and kind in PLACES:
            yield "place", phrase
        elif tree.tokens[head].head == report.cue and kind not in _SPEAKERS:
            if tree.stems[head] in word_list("personal"):
                continue  # "dalam keterangannya": no place
            role = role_of(reading, Oblique(head=head, case=case), phrase)
            if role in _CIRCUMSTANCES and (role != "place" or form in word_list("locating")):
                yield "event" if role == "time" and reading.time_at(head) is None else role, phrase


def _relation(reading: Reading, report: Report) -> str | None:
    """What the cue says besides saying: berjanji promises, membantah opposes; a result only shows."""
    cue, speaker = report.cue, report.speaker
    named = (
        f.relation for f in frames(analyse(reading.text(cue))) if f.relation in _SPEECH_ACTS and not f.type
    )
    shown = speaker.cluster is None and speaker.sentence == reading.index and report.kind == "indirect"
    inert = shown and reading.kind_of_noun(speaker.phrase.head) not in _SPEAKERS
    said = any(f.relation == "said" for f in frames(analyse(reading.text(cue))))
    return next(named, None if inert and not said else "said")
