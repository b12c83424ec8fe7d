"""That somebody says something: the statement about the saying; what is said is extracted on its own.

"Pelaku sudah ditangkap," kata Wijaya   -> Wijaya | said | "Pelaku sudah ditangkap"   quotation
Kim menegaskan bahwa …                  -> Kim | said | "…"                           indirect
Menurut Lestari, …                      -> Lestari | said | "…"                       according
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.attribution import Report
from kg.extraction import Extraction
from kg.frames import frames
from kg.mentions import word_list
from kg.model import EntityType, Modality, Polarity
from kg.morphology import analyse
from kg.reading import Reading
from kg.syntax import Phrase

_SPEECH_ACTS = frozenset({"promised", "demanded", "warned", "accused", "announced", "criticised", "opposes"})
_SPEAKERS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.WORK})
_CONFIDENCE = {"quotation": 0.9, "indirect": 0.8, "according": 0.8}
_HEARERS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION})
_PLACES = frozenset({EntityType.PLACE, EntityType.COUNTRY})
_OWN_KINDS = frozenset({"quotation", "indirect"})


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each quotation or reported clause whose cue stands in this sentence."""
    for report in reading.speech.reports:
        if report.sentence == reading.index and report.kind in _OWN_KINDS:
            yield _saying(reading, report)


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
            yield replace(said, proposition=(_after_source(reading, report), report.end), own_claim=True)


def _after_source(reading: Reading, report: Report) -> int:
    """Where what is said begins: after "menurut Lestari," if the sentence opens with it."""
    tokens, speaker = reading.tree.tokens, report.speaker
    if report.cue > 0 or speaker.sentence != reading.index:
        return report.start
    rest = [t for t in tokens[speaker.phrase.end :] if t.upos != "PUNCT"]
    return rest[0].start if rest else report.start


def _saying(reading: Reading, report: Report) -> Extraction:
    saying = next((c for c in reading.clauses if c.verb == report.cue), None)
    quoted = report.kind == "quotation"  # what stands in quotation marks was said
    return Extraction(
        sentence=reading.index,
        anchor=report.cue,
        rule=f"speech_{report.kind}",
        predicate=(report.cue,),
        lemma=reading.tree.tokens[report.cue].lemma,
        relation=_relation(reading, report),
        speaker=report.speaker,
        proposition=(report.start, report.end),
        qualifiers=tuple(_beside(reading, report)) if report.kind == "quotation" else (),
        polarity=saying.polarity if saying is not None else Polarity.POSITIVE,
        modality=saying.modality if saying is not None and not quoted else Modality.ACTUAL,
        confidence=_CONFIDENCE[report.kind],
    )


def _beside(reading: Reading, report: Report) -> Iterator[tuple[str, Phrase]]:
    """To whom and where a quotation was said: "…," ujar Lestari kepada wartawan di Garut."""
    tree = reading.tree
    speaker = report.speaker.phrase
    heads = (*tree.children(report.cue, "obl"), *tree.children(speaker.head, "obl", "nmod"))
    for head in sorted(set(heads)):
        case = tree.case(head)
        place = tree.tokens[head].start
        if case is None or head in speaker or report.start <= place < report.end:
            continue
        phrase, form = reading.phrase(head), reading.text(case)
        if phrase.start != case + 1:
            continue
        kind = reading.type_of(phrase)
        if form in word_list("leaving") and kind in _HEARERS:
            yield "recipient", phrase
        elif form in word_list("locating") and kind in _PLACES:
            yield "place", phrase


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
