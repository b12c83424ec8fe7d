"""What a thing without a name is called: its noun with what tells it apart from others of its kind.

"tingkat kemiskinan di Garut", "salah satu cara mengoptimalkan aset", "anggapan bahwa …": the modifiers behind
the core of a phrase belong to its label as long as they stand in one piece with it and are short; behind a
noun that says nothing by itself they may be longer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from kg.extents import extent, leads_on, list_begins, opens_quote
from kg.extraction import Extraction
from kg.grammar import grammar
from kg.mentions import synonyms, word_list
from kg.morphology import analyse
from kg.reading import POINTS, Reading
from kg.syntax import Phrase
from kg.ud import POINTING

_CLOSING = frozenset({")", '"', "”"})  # punctuation that a label may end in
_LONGEST = 10  # tokens of a label with one modifier
_LONGEST_HOLLOW = 20  # of one whose noun says nothing by itself
_LONG = 7  # of one with several modifiers
_CLAUSE = 7  # tokens of a clause in a label
_CLAUSE_HOLLOW = 11  # of one behind a noun that says nothing by itself
_CORE = 3  # tokens of a phrase that a relative clause is needed to tell apart
_STOPS = frozenset({",", "(", ")", ";", ":", "–", "—", "..."})
_CUT = frozenset({"VERB", "ADJ", "AUX", "ADV"})
_ATTRIBUTE = frozenset({"VERB", "ADJ"})
_YEAR = re.compile(r"\b\d{4}\b")
_JOINED = frozenset({"conj", "cc", "appos", "parataxis"})
_NOMINALISING = frozenset({"peN", "ke", "per"})

Borders = Mapping[tuple[int, int], Collection[int]]
"""Sentence and head of a phrase -> tokens at which something begins that is no part of what it is called."""


def borders_of(readings: Sequence[Reading], extractions: Iterable[Extraction]) -> Borders:
    """Where other arguments begin beside each argument, whichever extraction it stands in.

    What is said inside a phrase cuts nothing off it: "kapal yang membawa solar" is one in "kapal | bawa" too.
    """
    found: dict[tuple[int, int], set[int]] = {}
    for extraction in extractions:
        reading = readings[extraction.sentence]
        phrases = [p for p in (extraction.subject, extraction.object) if p is not None]
        phrases += [phrase for _, phrase in extraction.qualifiers]
        above = set(reading.tree.ancestors(extraction.predicate[0]))
        for phrase in phrases:
            if phrase.head not in above:
                others = {p.start for p in phrases if p.start > phrase.head}
                found.setdefault((reading.index, phrase.head), set()).update(others, extraction.predicate)
    return found


def label_of(reading: Reading, phrase: Phrase, borders: Collection[int] = ()) -> str:
    """The phrase with what tells it apart, without determiners before and demonstratives behind it."""
    return _words(reading, phrase, _end(reading, phrase, borders))


def core_of(reading: Reading, phrase: Phrase) -> str:
    """The phrase without what tells it apart: "kapal" of "kapal yang ditahan"."""
    return _words(reading, phrase, _core_end(reading, phrase))


def _is_hollow(reading: Reading, phrase: Phrase) -> bool:
    """ "hal", "salah satu cara", "pergeseran": a noun that says nothing without what follows it."""
    behind = phrase.core_end - phrase.head - 1
    if reading.text(phrase.head) in word_list("hollow"):
        return behind <= 1
    word = analyse(reading.tree.stems[phrase.head])
    made = not word.prefix or word.prefix.split("+")[0] in _NOMINALISING
    return behind <= 0 and "an" in word.suffixes and made  # a noun made of a verb, which goes on with it


def _words(reading: Reading, phrase: Phrase, end: int) -> str:
    start = phrase.start
    while start < phrase.head and reading.text(start) in word_list("light"):
        start += 1
    while end > phrase.head + 1 and _is_trailing(reading, end - 1):
        end -= 1
    label = " ".join(reading.tree.text(start, end).split())
    return synonyms().get(label.lower(), label)


def _core_end(reading: Reading, phrase: Phrase) -> int:
    """Past the core; a time at its end is the verb's unless it gives a year: "hal serupa | tahun lalu"."""
    end = max(phrase.core_end, phrase.head + 1)
    for index in range(phrase.head + 1, end):
        time = reading.time_at(index)
        if time is None or time is not reading.time_at(end - 1) or time.kind not in POINTS:
            continue
        if not _YEAR.search(time.text):
            return index if reading.time_at(phrase.head) is None else end
    return end


def _end(reading: Reading, phrase: Phrase, borders: Collection[int]) -> int:
    """Past the last modifier that is a part of the label; the first one may be longer than the others."""
    core = end = _core_end(reading, phrase)
    if end < phrase.core_end:
        return end
    hollow = _is_hollow(reading, phrase)
    if reading.tree.tokens[phrase.head].upos in POINTING and not hollow:
        return end
    quantity = reading.quantity_at(phrase.head)
    if quantity is not None and reading.tree.tokens[phrase.head].upos == "NUM":
        return end
    whole = min([extent(reading, phrase, borders).end, *(b for b in borders if b >= core)])
    longest = phrase.start + (_LONGEST_HOLLOW if hollow else _LONGEST)
    while end < whole and reading.text(end - 1) not in word_list("demonstratives"):
        then = _modifier(reading, phrase, end, whole)
        if then == end or then > longest:
            break
        end, longest = then, phrase.start + _LONG
    while end > core and leads_on(reading, end - 1):
        end -= 1
    return end + 1 if opens_quote(reading, phrase.start, end) else end


def _modifier(reading: Reading, phrase: Phrase, at: int, limit: int) -> int:
    """Past the modifier of the phrase that begins at a token; the token itself if it tells nothing apart."""
    tree = reading.tree
    token, top = tree.tokens[at], at
    while not phrase.start <= tree.tokens[top].head < at:
        if tree.tokens[top].head == top:
            return at
        top = tree.tokens[top].head
    if token.upos == "PUNCT" or list_begins(reading, at) is not None or _is_amount(reading, at):
        return at
    if tree.relations[top] == "acl":
        if _is_said(reading, phrase.head, top):
            return at
        return _clause_end(reading, phrase, top, at, limit)
    if (
        tree.relations[top] in _JOINED
        or reading.time_at(top) is not None
        or (token.upos == "ADP" and not _belongs(reading, phrase.head, at))
    ):
        return at
    end = min(max(reading.phrase(top).core_end, at + 1), limit)
    cut = end < limit and tree.tokens[end].upos in _CUT and tree.tokens[end].head in range(at, end)
    return at if cut else end


def _is_said(reading: Reading, head: int, clause: int) -> bool:
    """ "tidak ada warga yang melihat", "ada warga yang tidak setuju": the clause is what is said of them."""
    tree, above = reading.tree, reading.tree.tokens[head].head
    if reading.text(above) not in grammar().existential:
        return False
    before = (
        *(i for i in tree.children(above) if i < head),
        *(i for i in tree.children(clause) if i < clause),
    )
    return any(grammar().negates(reading.text(i)) for i in before)


def _belongs(reading: Reading, head: int, preposition: int) -> bool:
    """Does a phrase tell the noun apart? One of place behind a speaker belongs to the cue."""
    form, above = reading.text(preposition), reading.tree.tokens[head].head
    spoken = above < head and reading.report_of(above) is not None
    return form in word_list("telling") and not (spoken and grammar().attaches(form))


def _is_amount(reading: Reading, index: int) -> bool:
    """ "aset senilai 3 miliar": how much it is, which is said of it."""
    measuring = reading.text(index) in word_list("measuring") and reading.tree.tokens[index].upos != "ADP"
    return measuring or reading.quantity_at(index) is not None


def _clause_end(reading: Reading, phrase: Phrase, top: int, at: int, limit: int) -> int:
    """Past a clause that is a part of what the thing is called: all of it, or its verb with an object.

    It ends at a comma or bracket; one that is cut short says nothing.
    """
    tree = reading.tree
    inside = set(tree.subtree(top))
    end = at
    while end < limit and end in inside and not _ends_clause(reading, end, top):
        end += 1
    cut = end < len(tree.tokens) and end in inside and not _ends_clause(reading, end, top)
    if end - 2 > top and tree.tokens[end - 1].upos == "VERB" and leads_on(reading, end - 2):
        end -= 2  # "yang dipilih | untuk melakukan"
    if cut or end <= top or leads_on(reading, end - 1) or _is_amount(reading, top):
        return _short(reading, top, end) if tree.tokens[top].upos == "ADJ" and top < end else at
    first, words = reading.text(at), grammar()
    if end - at == 2 and reading.text(top) in words.existential | words.befalling:
        return at  # "tombol yang ada"
    if first in words.complementisers or first in word_list("naming"):
        return end
    hollow = _is_hollow(reading, phrase)
    if hollow or not {reading.text(phrase.head)}.isdisjoint(words.doing | words.aims):
        return end if end - at <= _CLAUSE_HOLLOW else _short(reading, top, end)
    if first in words.relativisers:
        return end if end - at <= _CLAUSE and phrase.core_end - phrase.start <= _CORE else at
    return end if at == top and end - at == 1 and tree.tokens[top].upos in _ATTRIBUTE else at


def _ends_clause(reading: Reading, index: int, top: int) -> bool:
    """A comma, a bracket, or what introduces a clause below: "yang dikeluarkan pemerintah | agar …"."""
    token = reading.tree.tokens[index]
    below = reading.tree.relations[index] == "mark" and reading.tree.relations[token.head] in {
        "advcl",
        "xcomp",
    }
    lists = list_begins(reading, index) is not None
    return token.text in _STOPS or (index > top and (below or lists))


def _short(reading: Reading, verb: int, end: int) -> int:
    """A long clause up to its verb, with the object behind it."""
    obj = next((c for c in reading.tree.children(verb, "obj") if c > verb), None)
    return verb + 1 if obj is None else min(max(reading.phrase(obj).core_end, obj + 1), end)


def _is_trailing(reading: Reading, index: int) -> bool:
    """A demonstrative, a stop, what wants a word behind it: no part of a label; "hari ini" is a day."""
    text = reading.text(index)
    punctuation = reading.tree.tokens[index].upos == "PUNCT" and text not in _CLOSING
    of_time = index > 0 and grammar().is_time(reading.text(index - 1))
    unfinished = text in word_list("unfinished")
    return punctuation or unfinished or (text in word_list("demonstratives") and not of_time)
