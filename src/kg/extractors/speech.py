"""That somebody says something: the statement about the saying; what is said is extracted on its own.

"Pelaku sudah ditangkap," kata Wijaya   -> Wijaya | said | "Pelaku sudah ditangkap"   quotation
Kim menegaskan bahwa …                  -> Kim | said | "…"                           indirect
Menurut Lestari, …                      -> Lestari | said | "…"                       according
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.frames import frames
from kg.model import Modality, Polarity
from kg.morphology import analyse
from kg.reading import Extraction, Reading

_SPEECH_ACTS = frozenset({"promised", "demanded", "warned", "accused", "announced", "criticised", "opposes"})
_CONFIDENCE = {"quotation": 0.9, "indirect": 0.8}


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each report whose cue stands in this sentence."""
    for report in reading.speech.reports:
        if report.sentence != reading.index or report.kind not in _CONFIDENCE:
            continue
        saying = next((c for c in reading.clauses if c.verb == report.cue), None)
        yield Extraction(
            sentence=reading.index,
            anchor=report.cue,
            rule=f"speech_{report.kind}",
            predicate=(report.cue,),
            lemma=reading.tree.tokens[report.cue].lemma,
            relation=_relation(reading, report.cue),
            speaker=report.speaker,
            proposition=(report.start, report.end),
            polarity=saying.polarity if saying is not None else Polarity.POSITIVE,
            modality=saying.modality if saying is not None else Modality.ACTUAL,
            confidence=_CONFIDENCE[report.kind],
        )


def _relation(reading: Reading, cue: int) -> str:
    """What the cue says besides saying: berjanji promises, membantah opposes."""
    named = (
        f.relation for f in frames(analyse(reading.text(cue))) if f.relation in _SPEECH_ACTS and not f.type
    )
    return next(named, "said")
