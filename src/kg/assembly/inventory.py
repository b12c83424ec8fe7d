"""What a document mentions besides the arguments of its statements: times, amounts, names inside names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.gazetteer import Entry, gazetteer
from kg.mentions import Name
from kg.model import Argument, EntityType
from kg.quantities import QuantitySpan
from kg.reading import Reading

_OUTLET = re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|co\.id|id|net|org|tv|news)\b", re.IGNORECASE)
_WORD = re.compile(r"\w[\w.-]*\w|\w")
_DAY = re.compile(r"\(([^()]*)\)")
_LONGEST_DATELINE = 120


def measured(reading: Reading) -> Iterator[tuple[int, int, Argument]]:
    """Times and amounts as (start, end, value), offsets in the sentence; a date also without its clock."""
    for time in reading.times:
        value = time.day or time.value
        if value is None:
            continue
        argument = _value(time.text, EntityType.TIME, value)
        yield time.start, time.end, argument
        bracket = _DAY.search(time.text)
        if bracket is not None and bracket.end() < len(time.text) and time.day is not None:
            yield time.start, time.start + bracket.end(), argument
        if bracket is not None and time.day is not None:
            yield time.start + bracket.start(1), time.start + bracket.end(1), argument
    for quantity in reading.quantities:
        same = next(
            (
                t
                for t in reading.times
                if t.kind == "duration" and t.start < quantity.end and quantity.start < t.end
            ),
            None,
        )
        value = (
            same.value
            if same is not None and same.value
            else f"{quantity.value or quantity.text} {quantity.unit}".strip()
        )
        kind = EntityType.MONEY if quantity.kind == "money" else EntityType.QUANTITY
        yield quantity.start, quantity.end, _value(quantity.text, kind, value)
        core = _first_digit(quantity)
        if core is not None:
            yield core, quantity.end, _value(reading.tree.sentence.text[core : quantity.end], kind, value)


def _first_digit(quantity: QuantitySpan) -> int | None:
    """Where the number itself begins, after "sekitar", "lebih dari" and the like."""
    if quantity.bound == "exact":
        return None
    match = re.search(r"\d|\b(?:Rp|US\$)", quantity.text)
    return quantity.start + match.start() if match is not None and match.start() > 0 else None


def _value(text: str, kind: EntityType, value: str) -> Argument:
    return Argument(text=text, start=0, end=len(text), label=text, entity=None, type=kind.value, value=value)


def nested(reading: Reading, name: Name) -> Iterator[tuple[int, int, Entry]]:
    """Known names inside a longer name: "Bareskrim Polri" in "Puslabfor Bareskrim Polri"."""
    words = [t.text for t in reading.tree.tokens[name.start : name.end]]
    if len(words) < 2 or name.type is EntityType.PERSON:
        return
    for start in range(1, len(words)):
        found = gazetteer().lookup(" ".join(words[start:]))
        if found is not None:
            yield name.start + start, name.end, found
            return


def outside(text: str, start: int, end: int) -> Iterator[tuple[int, int, Entry]]:
    """Known names and outlets in a dateline: the short stretch of text before a sentence."""
    gap = text[start:end]
    if not gap.strip() or len(gap) > _LONGEST_DATELINE:
        return
    for match in _OUTLET.finditer(gap):
        known = gazetteer().lookup(match.group())
        name = known.name if known is not None else match.group()
        yield (
            start + match.start(),
            start + match.end(),
            known or Entry(name=name, type=EntityType.ORGANIZATION.value),
        )
    words = [m for m in _WORD.finditer(gap) if not _OUTLET.fullmatch(m.group())]
    for first, last, entry in gazetteer().find(
        [m.group().title() if m.group().isupper() and len(m.group()) > 4 else m.group() for m in words]
    ):
        yield start + words[first].start(), start + words[last - 1].end(), entry
