"""Amounts beside what they measure.

fee hingga 20 persen dari nilai kontrak      -> fee | hasQuantity | 20 persen            amount
mutasi pegawai sebanyak 1.479 pegawai        -> mutasi pegawai | hasQuantity | 1.479 …   amount
perempuan berusia 26 tahun                   -> perempuan | hasQuantity | 26 tahun       amount
luas kebun tebu di Garut 40 hektare          -> luas kebun tebu | hasQuantity | 40 …     amount_measured
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction import Extraction
from kg.facts import head_before, mood
from kg.grammar import grammar
from kg.mentions import word_list
from kg.model import EntityType
from kg.quantities import QuantitySpan
from kg.reading import POINTS, Reading
from kg.syntax import Phrase

_KINDS = frozenset({"money", "percent", "measure"})
_ACTORS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY})
_REACH = 4
_IN_MEASURE = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "X"})
_CLOSING = frozenset({".", ",", ";"})
_BORDERS = frozenset({",", ";", ":"})


def extract(reading: Reading) -> Iterator[Extraction]:
    """One extraction for each amount that stands right after a noun it belongs to."""
    if not reading.quantities:
        return
    taken = {i for c in reading.clauses for i in _arguments(reading, c.object)}
    for quantity in reading.quantities:
        first, last = _tokens(reading, quantity)
        if (
            first is None
            or last is None
            or (first in taken and reading.text(first - 1) not in word_list("measuring"))
        ):
            continue
        if _is_no_amount(reading, first, last):
            continue
        whole = _measured(reading, first, last)
        if whole is not None and whole.head not in taken:
            cue = whole.end if whole.end < first else None
            yield _amount(reading, whole, "amount_measured", first, last, cue)
            continue
        cue, noun = _noun_before(reading, first)
        if noun is None or (cue is None and quantity.kind not in _KINDS):
            continue
        if reading.quantity_at(noun) is not None:
            continue  # "mulai 5 meter hingga 10 meter": a range
        if cue is None and reading.text(noun) not in word_list("sums"):
            continue  # "menurut riset 83 persen warga": an amount beside a noun need not be its own
        case = reading.tree.case(noun)
        reached = case is not None and grammar().role(reading.text(case)) == "destination"
        if reached or reading.text(noun) in word_list("scales"):
            continue  # "melemah ke posisi USD 61": where it stands, not how large a position is
        if any(c.verb == cue and c.subject is not None and c.object is not None for c in reading.clauses):
            continue  # "kerugian mencapai Rp3 miliar": left to the verb
        if quantity.kind == "measure" and cue is None:
            continue
        name, aged = reading.name_at(noun), reading.time_at(first) is not None
        if not aged and name is not None and name.type in _ACTORS:
            continue  # "bom yang dijatuhkan AS seberat 50 kiloton": of the bomb; "Raka-Sinta 14,2%": of votes
        phrase = reading.phrase(noun)
        subject = Phrase(
            head=phrase.head,
            start=_start(reading, phrase),
            end=min(phrase.end, cue if cue is not None else first),
            core_end=min(phrase.core_end, cue if cue is not None else first),
        )
        if subject.end <= subject.head:
            continue
        yield _amount(reading, subject, "amount", first, last, cue)


def _amount(
    reading: Reading, subject: Phrase, rule: str, first: int, last: int, cue: int | None = None
) -> Extraction:
    """That a thing comes to the amount that stands in the tokens from `first` to `last`."""
    polarity, modality = mood(reading, first)
    return Extraction(
        sentence=reading.index,
        anchor=first,
        rule=rule,
        predicate=(cue if cue is not None else first,),
        lemma=reading.tree.tokens[cue].lemma if cue is not None else next(iter(word_list("count_noun"))),
        relation="hasQuantity",
        subject=subject,
        object=Phrase(head=first, start=first, end=last + 1, core_end=last + 1),
        polarity=polarity,
        modality=modality,
    )


def _measured(reading: Reading, first: int, last: int) -> Phrase | None:
    """ "Luas kebun tebu di Garut 40 hektare": the measure, with what it is of, that the amount hangs on."""
    tree = reading.tree
    heads = {i: tree.tokens[i].head for i in range(first, last + 1)}
    top = next((i for i, head in heads.items() if head == i or head not in heads), None)
    told = any(c.isdigit() for token in tree.tokens[first : last + 1] for c in token.text)
    if top is None or tree.case(top) is not None or not told:
        return None
    above = (i for i in tree.ancestors(top) if reading.text(i) in word_list("measures"))
    noun = next(above, None)
    if noun is None:
        noun = _opening(reading, top, last)
    if noun is None or not noun < first - 1:
        return None
    before = noun - 1
    if before >= 0 and (tree.tokens[before].upos == "ADP" or reading.text(before) in word_list("having")):
        return None  # "dengan luas kebun 40 hektare": left to what has it
    own, end = set(tree.subtree(noun)), first
    while end - 1 > noun and (reading.text(end - 1) in word_list("measuring") or _limits(reading, end - 1)):
        end -= 1  # "hanya sekitar"
    part = all(
        i in own and (tree.tokens[i].upos in _IN_MEASURE or reading.time_at(i) is not None)
        for i in range(noun, end)
    )
    core = next((i for i in range(noun, end) if tree.tokens[i].upos == "ADP"), end)
    of = any(tree.tokens[i].upos in {"NOUN", "PROPN"} for i in range(noun + 1, end))
    return Phrase(head=noun, start=noun, end=end, core_end=core) if part and of else None


def _limits(reading: Reading, index: int) -> bool:
    return reading.text(index) in grammar().limiting


def _opening(reading: Reading, top: int, last: int) -> int | None:
    """The noun that a sentence without a verb opens with, if the amount is all that it says of it."""
    tree = reading.tree
    closed = last + 1 >= len(tree.tokens) or tree.tokens[last + 1].text in _CLOSING
    noun = tree.child(top, "nsubj")
    for above in tree.ancestors(top):
        noun = above  # up to the root
    opens = noun == 0 and tree.tokens[0].upos == "NOUN" and reading.name_at(0) is None
    return noun if opens and closed and not any(c.verb < top for c in reading.clauses) else None


def _is_no_amount(reading: Reading, first: int, last: int) -> bool:
    """ "dua kali", "34 persen lebih ringan", "dari 2014": how often, by how much, when."""
    tokens = reading.tree.tokens
    time = reading.time_at(first)
    dated = time is not None and time.kind in POINTS
    often = any(reading.text(i) in word_list("occasions") for i in range(first, min(last + 2, len(tokens))))
    compares = last + 2 < len(tokens) and reading.text(last + 1) in word_list("measuring")
    return dated or often or (compares and tokens[last + 2].upos == "ADJ")


def _start(reading: Reading, phrase: Phrase) -> int:
    """The start of the phrase, not before a comma."""
    return max(
        [phrase.start, *(i + 1 for i in range(phrase.start, phrase.head) if reading.text(i) in _BORDERS)]
    )


def _arguments(reading: Reading, head: int | None) -> range:
    if head is None:
        return range(0)
    phrase = reading.phrase(head)
    return range(phrase.head, phrase.head + 1)


def _tokens(reading: Reading, quantity: QuantitySpan) -> tuple[int | None, int | None]:
    offset = reading.tree.sentence.start
    inside = [
        t.index
        for t in reading.tree.tokens
        if t.start >= quantity.start + offset and t.end <= quantity.end + offset
    ]
    return (inside[0], inside[-1]) if inside else (None, None)


def _noun_before(reading: Reading, first: int) -> tuple[int | None, int | None]:
    """The measuring word ("sebanyak", "hingga"), if any, and the noun that the amount follows."""
    measuring = word_list("measuring")
    cue = None
    at = first - 1
    while at >= 0 and first - at <= _REACH and reading.text(at) in measuring:
        cue = at
        at -= 1
    if cue == first - 1 and grammar().role(reading.text(cue)) == "source":
        return None, None  # "ancaman dari dua pembalap": where it comes from
    if (
        at < 0
        or reading.tree.tokens[at].upos not in {"NOUN", "PROPN", "ADJ"}
        or reading.time_at(at) is not None
    ):
        return cue, None
    return cue, head_before(reading, at + 1)
