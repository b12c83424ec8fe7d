"""How large, how heavy, how many: an amount with the noun that it measures.

danau dengan luas 4.200 hektare           -> danau | hasQuantity (luas) | 4.200 hektare             attribute
kabupaten dengan penduduk 365.000 jiwa    -> kabupaten | hasQuantity (penduduk) | 365.000 jiwa      attribute
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction import Extraction
from kg.facts import fact, phrase_before, stretch
from kg.mentions import word_list
from kg.reading import Reading

_LONGEST = 6  # tokens between the preposition and the amount


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each measuring noun after the preposition of having."""
    tokens, offset = reading.tree.tokens, reading.tree.sentence.start
    if not reading.quantities:
        return
    for index, form in enumerate(reading.tree.forms):
        if form not in word_list("having") or index + 2 >= len(tokens):
            continue
        noun = index + 1
        if tokens[noun].upos != "NOUN":
            continue
        amount = next(
            (
                q
                for q in reading.quantities
                if q.start + offset - tokens[noun].end > 0 and _close(reading, noun, q.start + offset)
            ),
            None,
        )
        subject = phrase_before(reading, index)
        if amount is None or subject is None or reading.time_at(subject.head) is not None:
            continue
        inside = [
            t.index for t in tokens if amount.start <= t.start - offset and t.end - offset <= amount.end
        ]
        if inside:
            obj = stretch(inside[0], inside[-1] + 1)
            yield fact(reading, "hasQuantity", subject, obj, "attribute", noun, 0.75, own_claim=False)


def _close(reading: Reading, noun: int, start: int) -> bool:
    """Do only parts of the noun's phrase and measuring words stand between the noun and the amount?"""
    between = [t for t in reading.tree.tokens[noun + 1 :] if t.start < start]
    return len(between) <= _LONGEST and all(
        t.upos in {"NOUN", "ADJ"} or t.text.lower() in word_list("measuring") for t in between
    )
