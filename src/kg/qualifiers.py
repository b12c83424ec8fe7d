"""What stands beside a verb besides its subject and object: each nominal with its role.

Warga bertemu bupati di balai desa pada Senin     place: di balai desa, time: pada Senin
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.clauses import ACTIVE, Clause, Oblique
from kg.extents import is_listed, listed
from kg.frames import frames
from kg.frozen import replace
from kg.grammar import grammar
from kg.mentions import word_list
from kg.model import PLACES, EntityType
from kg.morphology import analyse
from kg.reading import POINTS, Reading
from kg.roles import role_of
from kg.selection import Selection
from kg.syntax import Phrase

_CHANGES = frozenset({"increasedTo", "decreasedTo"})
_SHORTEST_JOINING = 2  # tokens
_REACHED = frozenset({EntityType.PLACE, EntityType.COUNTRY, EntityType.TIME})
_MEASURED = frozenset({"percent", "money", "measure"})  # kinds of amount that are more than a count


def qualifiers(reading: Reading, chosen: Selection) -> list[tuple[str, Phrase]]:
    """Role and phrase of each nominal beside the verb that is no subject or object."""
    found = [("theme", reading.phrase(head)) for head in chosen.themes]
    second = chosen.clause.second
    if second is not None:
        found.append(("recipient" if chosen.clause.shape == ACTIVE else "theme", reading.phrase(second)))
    return beside(reading, chosen.clause, chosen.obliques, found)


def beside(
    reading: Reading, clause: Clause, obliques: Iterable[Oblique], found: Iterable[tuple[str, Phrase]] = ()
) -> list[tuple[str, Phrase]]:
    """Role and phrase of each of the obliques that says something of the clause, after those found before."""
    found = list(found)
    for oblique in obliques:
        if oblique.head > clause.verb and is_listed(reading, oblique.head):
            continue  # "diikuti 10 calon, yaitu Rina dari Garut, …": of one in the list
        for phrase in _joined(reading, oblique):
            role = _role(reading, clause, oblique, phrase)
            if role is not None:
                found.append((role, _as_far_as_time(reading, phrase) if role == "time" else phrase))
                found.extend((role, other) for other in _days_joined(reading, role, phrase))
            else:
                found.extend(_beneath(reading, phrase.head))
    return [
        (role, phrase)
        for role, phrase in found
        if not _reaches_nothing(reading, phrase)
        and not _only_joins(reading, phrase)
        and reading.text(phrase.head) not in grammar().asking  # "di mana ia tinggal", "untuk apa"
        and not (role == "time" and any(_is_within(phrase, other) for same, other in found if same == role))
        and not _is_left_out(reading, phrase)
    ]


def _role(reading: Reading, clause: Clause, oblique: Oblique, phrase: Phrase) -> str | None:
    """The role of what stands beside a verb; None for a bare word that only stands near it.

    What opens the clause is no aim or way of the verb: "untuk bahan bakar, mobil itu …" is about fuel, "ke
    depan, ia …" says when.
    """
    role, end = role_of(reading, oblique, phrase), clause.chain[-1] + 1
    if role == "theme" and not _is_right_behind(reading, clause, oblique):
        return None
    if role == "time" and oblique.case is None and _is_loose(reading, phrase):
        return None
    if role == "time" and _is_start(reading, clause, oblique):
        return "source"
    if role == "purpose" and phrase.head < clause.chain[0] and not _is_aim(reading, oblique):
        return "topic"
    moves = oblique.case == end  # "melihat ke depan"
    if role == "destination" and reading.text(phrase.head) in word_list("ahead") and not moves:
        return "time"
    return role


def _as_far_as_time(reading: Reading, phrase: Phrase) -> Phrase:
    """ "pukul 13.18 WIB dengan pusat gempa": up to what stands behind the time with a preposition."""
    time = reading.time_at(phrase.head)
    if time is None or time.kind not in POINTS:
        return phrase
    inside = (i for i in range(phrase.head + 1, phrase.end) if reading.time_at(i) is not time)
    other = (i for i in inside if reading.tree.tokens[i].upos == "ADP")
    after = next((i for i in other if reading.text(i) not in word_list("reaching")), phrase.end)
    return replace(phrase, end=after, core_end=min(phrase.core_end, after))


def _is_aim(reading: Reading, oblique: Oblique) -> bool:
    """ "untuk penguatan desa", "dalam rangka ulang tahun": what is to be done, wherever it stands."""
    aimed = oblique.case is not None and grammar().role(reading.text(oblique.case)) == "purpose"
    return not aimed or analyse(reading.tree.stems[oblique.head]).prefix == "peN"


def _is_start(reading: Reading, clause: Clause, oblique: Oblique) -> bool:
    """ "naik 5 persen dari tahun sebelumnya": what it was before the change, and not when it changed."""
    case = oblique.case
    if case is None or grammar().role(reading.text(case)) != "source":
        return False
    amount = reading.quantity_at(case - 1) if case else None
    by = amount is not None and amount.kind == "percent"
    return by or any(frame.relation in _CHANGES for frame in frames(clause.word))


def _is_right_behind(reading: Reading, clause: Clause, oblique: Oblique) -> bool:
    """ "terlibat bentrokan", "tersisa sekitar 400 ekor": a bare noun with nothing but adverbs before it."""
    tokens, end = reading.tree.tokens, clause.chain[-1] + 1
    between = range(end, reading.phrase(oblique.head).start)
    near = oblique.head >= end and all(tokens[i].upos == "ADV" for i in between)
    return near and tokens[oblique.head].upos in {"NOUN", "PROPN", "NUM", "SYM"}


def _is_loose(reading: Reading, phrase: Phrase) -> bool:
    """ "sering kali": how often, in a word that says no time by itself."""
    return phrase.end - phrase.start == 1 and reading.tree.stems[phrase.head] in word_list("occasions")


def _is_within(phrase: Phrase, other: Phrase) -> bool:
    """ "pukul 23.15" in "Sabtu (10/9) pukul 23.15": said already."""
    longer = other.end - other.start > phrase.end - phrase.start
    return longer and other.start <= phrase.start and phrase.end <= other.end


def _joined(reading: Reading, oblique: Oblique) -> list[Phrase]:
    """What is coordinated in an oblique; "antara 3 dan 6 persen" is one."""
    phrases = reading.conjuncts(oblique.head)
    phrases = [p for p in phrases if p is phrases[0] or not _is_larger(reading, p)]
    phrases = phrases[: next((i for i, p in enumerate(phrases) if i and _has_own(reading, p, oblique)), None)]
    if len(phrases) == 1 or oblique.case is None or reading.text(oblique.case) not in word_list("spanning"):
        return phrases
    return [replace(phrases[0], end=phrases[-1].end, core_end=phrases[-1].core_end)]


def _has_own(reading: Reading, phrase: Phrase, oblique: Oblique) -> bool:
    """ "datang sebagai naga, Ani sebagai ratu": who comes next has a part of their own."""
    if oblique.case is None or grammar().role(reading.text(oblique.case)) != "role":
        return False
    return any(grammar().role(reading.text(i)) == "role" for i in range(phrase.head + 1, phrase.end))


def _is_larger(reading: Reading, phrase: Phrase) -> bool:
    """ "dekat Athena, Yunani": the place that the one before the comma lies in, and no further one."""
    at = phrase.start - 1
    if at < 1 or reading.text(at) != "," or listed(reading, at):
        return False
    name = reading.name_at(at - 1)
    return name is not None and name.type in PLACES and reading.type_of(phrase) in PLACES


def _days_joined(reading: Reading, role: str, phrase: Phrase) -> Iterator[Phrase]:
    """ "pada 6 Mei dan 26 Juni": the days that follow the first, whatever the parse hangs them on."""
    tokens = reading.tree.tokens
    at = phrase.end
    while role == "time" and at + 1 < len(tokens) and tokens[at].upos == "CCONJ":
        span = reading.time_at(at + 1)
        if span is None or span.kind not in POINTS or span is reading.time_at(at - 1):
            return
        day = reading.time_phrase(at + 1)
        yield day
        at = day.end


def _beneath(reading: Reading, head: int) -> Iterator[tuple[str, Phrase]]:
    """ "mulanya di Garut …": of a bare word before the verb, what has a preposition, if anything."""
    for child in reading.tree.children(head, "nmod"):
        case = reading.tree.case(child)
        if case is not None:
            phrase = reading.phrase(child)
            yield role_of(reading, Oblique(head=child, case=case), phrase), phrase


def _only_joins(reading: Reading, phrase: Phrase) -> bool:
    """ "sebagai informasi", "di sisi lain", "salah satunya": no circumstance of what happened."""
    forms = reading.tree.forms
    starts = (phrase.start, max(phrase.start - 1, 0))
    ends = (phrase.end, *(start + _SHORTEST_JOINING for start in starts))
    return any(" ".join(forms[start:end]) in grammar().joining for start in starts for end in ends)


def _is_left_out(reading: Reading, phrase: Phrase) -> bool:
    """ "melompat dari lantai empat, bukan dari lantai dua": where it was not."""
    first = phrase.start - (reading.tree.case(phrase.head) == phrase.start - 1)
    return first > 0 and grammar().negates(reading.text(first - 1))


def _reaches_nothing(reading: Reading, phrase: Phrase) -> bool:
    """ "bertambah hingga tiga kali lipat": neither until when nor as far as where."""
    before = phrase.start - 1
    if before < 0 or reading.text(before) not in word_list("reaching"):
        return False
    amount = reading.quantity_at(phrase.head)
    if amount is not None and amount.kind in _MEASURED:
        return False
    return reading.type_of(phrase) not in _REACHED and not grammar().is_time(reading.text(phrase.head))
