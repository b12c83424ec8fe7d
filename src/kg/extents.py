"""How far an argument reaches: the phrase with its relative clauses, appositions and brackets.

The span of an argument is all that the sentence says of it in one piece, as in PropBank; its label is
what tells the thing apart (see `assembly.labels`), which may be less of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.frozen import replace
from kg.grammar import grammar
from kg.mentions import Name, listing_starts, word_list
from kg.model import PLACES, EntityType
from kg.reading import POINTS, Reading
from kg.syntax import Phrase
from kg.ud import NOMINAL_MODIFIERS

_WITHIN = NOMINAL_MODIFIERS | {"appos", "acl", "case", "punct", "conj", "cc"}
_VERBAL = frozenset({"time", "cause", "condition", "result", "concession"})
_LISTED = frozenset({"NOUN", "PROPN", "NUM", "X", "DET"})
_IN_ITEM = _LISTED | {"ADJ", "ADP"}
_BRACKETS = {"(": ")", "[": "]"}
_QUOTES = frozenset({'"', "“", "”", "'"})
_LEADING = frozenset({"ADP", "SCONJ", "CCONJ", "PART", "AUX", "ADV", "PUNCT"})
_LONGEST = 40  # tokens
_LONGEST_BRACKET = 12
_LONGEST_CHAIN = 5  # places, from a village up to the country
_TWO_MARKS = 2  # punctuation between two parts of a phrase


def extent(reading: Reading, phrase: Phrase, borders: Collection[int]) -> Phrase:
    """The phrase with all that belongs to it on its right, up to a token of `borders`."""
    tokens, words = reading.tree.tokens, reading.tree.words
    last = min([border for border in borders if border >= phrase.end], default=len(tokens))
    limit = min(last, phrase.start + _LONGEST)
    end = phrase.end
    while end < limit:
        following = _after_bracket(reading, end) if words[end] in _BRACKETS else None
        if following is None and words[end] == ",":
            following = _after_place(reading, phrase, end)
        if following is None:
            following = _after_list(reading, end, last)
            limit = max(limit, following or 0)
        if following is None:
            following = end
            while following < limit and tokens[following].upos == "PUNCT" and following - end < _TWO_MARKS:
                following += 1
            following = following + 1 if _goes_on(reading, phrase, following) else end
        if following > limit or following == end:
            break
        end = following
    if end == phrase.end:
        return phrase
    return replace(phrase, end=_closed(reading, phrase, end))


def _goes_on(reading: Reading, phrase: Phrase, index: int) -> bool:
    """Is the token part of the phrase? A person is no apposition of what is none, nor a name of its like."""
    if index >= len(reading.tree.tokens) or not _is_part(reading, phrase, index):
        return False
    if reading.text(index - 1) != ",":
        return True
    if _is_day(reading, index) and reading.type_of(phrase) is EntityType.PERSON:
        return False
    name = reading.name_at(index)
    if name is None or name.left != index:
        return True
    kind, named = reading.type_of(phrase), reading.name_at(phrase.head) is not None
    if named:
        return name.type is not kind and name.type is not EntityType.PERSON
    return name.type is not EntityType.PERSON or kind in {None, EntityType.PERSON}


def _is_day(reading: Reading, index: int) -> bool:
    """ "Anwar, Kamis (18/8)": when it happened, and no part of Anwar."""
    time = reading.time_at(index)
    return time is not None and time.kind in POINTS and (time.day is None or time.is_day)


def _closed(reading: Reading, phrase: Phrase, end: int) -> int:
    """Without words at the end that lead on to what is cut off, and with the quotation mark that closes."""
    while end > phrase.end and leads_on(reading, end - 1):
        end -= 1
    return end + 1 if opens_quote(reading, phrase.start, end) else end


def opens_quote(reading: Reading, start: int, end: int) -> bool:
    """Is a quotation mark opened in these tokens that the next one closes?"""
    words = reading.tree.words
    marks = sum(word in _QUOTES for word in words[start:end])
    return marks % 2 == 1 and end < len(words) and words[end] in _QUOTES


def leads_on(reading: Reading, index: int) -> bool:
    """A preposition, conjunction or the like, which ends no phrase."""
    token = reading.tree.tokens[index]
    if token.text in _BRACKETS.values():
        return False
    form = reading.text(index)
    article = form in word_list("light") or form in word_list("one_of")
    return token.upos in _LEADING or form in grammar().relativisers or article


def _is_part(reading: Reading, phrase: Phrase, index: int) -> bool:
    """Does the token hang on the phrase as a part of it? What is coordinated with its head does not."""
    tokens = reading.tree.tokens
    child, head = index, tokens[index].head
    for above in reading.tree.ancestors(index):
        if phrase.start <= above < phrase.end:
            break
        child, head = above, tokens[above].head
    if not phrase.start <= head < phrase.end:
        return False
    relation = reading.tree.relations[child]
    if relation in {"obj", "obl"} and tokens[head].upos == "NOUN":
        relation = "nmod"  # "lari 10.000 meter": of a noun, whatever the parse calls it
    other = relation in {"conj", "cc"} and head in (phrase.head, tokens[phrase.head].head)
    return child >= phrase.end and relation in _WITHIN and not other and not _apart(reading, child)


def _apart(reading: Reading, child: int) -> bool:
    """A clause of time, cause or condition belongs to the verb, whatever noun the parse hangs it on."""
    mark = reading.tree.child(child, "mark")
    return mark is not None and grammar().mark(reading.text(mark)) in _VERBAL


def _after_bracket(reading: Reading, at: int) -> int | None:
    """Past the bracket that opens here."""
    tokens = reading.tree.tokens
    close = _BRACKETS.get(tokens[at].text)
    if close is None:
        return None
    ahead = range(at + 1, min(at + _LONGEST_BRACKET, len(tokens)))
    return next((i + 1 for i in ahead if tokens[i].text == close), None)


def _after_list(reading: Reading, at: int, limit: int) -> int | None:
    """Past what the phrase goes on to list: ", seperti Solo, Garut, dan Palu"."""
    tokens = reading.tree.tokens
    start = list_begins(reading, at + 1 if tokens[at].text == "," else at)
    ends = [end for _, end in items(reading, start, limit)] if start is not None else []
    return ends[-1] if ends else None


def items(reading: Reading, start: int, limit: int) -> Iterator[tuple[int, int]]:
    """The first token of each thing of a list that begins at `start`, and the token behind it."""
    tokens = reading.tree.tokens
    while start < limit and tokens[start].upos in _LISTED:
        end = _item_end(reading, start)
        yield start, end
        start = end
        while start < limit and (tokens[start].text == "," or tokens[start].upos == "CCONJ"):
            start += 1
        if start == end:
            return


def is_listed(reading: Reading, index: int) -> bool:
    """Is a token inside a list of names with words that introduce it: "10 calon, yaitu Rina dari Garut, …"?

    What tells when is not.
    """
    forms = reading.tree.forms
    if listing_starts().isdisjoint(forms) or reading.time_at(index) is not None:
        return False
    for at in range(index):
        start = list_begins(reading, at) if forms[at] in listing_starts() else None
        if start is None or start >= len(forms) or reading.name_at(start) is None:
            continue
        if any(first <= index < end for first, end in items(reading, start, len(forms))):
            return True
    return False


def list_begins(reading: Reading, index: int) -> int | None:
    """Behind the words that introduce a list, one or two, if they stand here."""
    forms = reading.tree.forms
    if index + 1 >= len(forms) or forms[index] not in listing_starts():
        return None
    if forms[index] in word_list("listing"):
        return index + 1
    return index + 2 if f"{forms[index]} {forms[index + 1]}" in word_list("listing") else None


def _item_end(reading: Reading, start: int) -> int:
    """Past one thing of a list, with a phrase that says where it belongs and what stands in brackets."""
    tokens = reading.tree.tokens
    end = start + 1
    while end < len(tokens):
        name = reading.name_at(end)
        bracket = _after_bracket(reading, end)
        if name is not None and name.left <= end < name.right:
            end = name.right
        elif bracket is not None:
            end = bracket
        elif tokens[end].upos in _IN_ITEM:
            end += 1
        else:
            break
    return end


def _after_place(reading: Reading, phrase: Phrase, at: int) -> int | None:
    """Past the larger place that a place lies in: "Cilegon, Banten"."""
    tokens = reading.tree.tokens
    if tokens[at].text != "," or at + 1 >= len(tokens):
        return None
    name = reading.name_at(at + 1)
    if name is None or name.left != at + 1 or name.type not in PLACES:
        return None
    if listed(reading, at):
        return None
    return name.right if reading.type_of(phrase) in PLACES else None


def listed(reading: Reading, at: int) -> bool:
    """Does the comma at a token part places of a list, "Solo, Garut, dan Palu", and not a chain of them?

    A list ends with a conjunction, or is longer than any chain, or holds two places of one larger place.
    """
    tokens = reading.tree.tokens
    run: list[Name] = []
    first = reading.name_at(at - 1) if at else None
    while first is not None and first.type in PLACES:
        run.insert(0, first)
        more = first.left > 1 and tokens[first.left - 1].text == ","
        first = reading.name_at(first.left - 2) if more else None
    while at + 1 < len(tokens) and tokens[at].text == ",":
        name = reading.name_at(at + 1)
        if name is None or name.left != at + 1 or name.type not in PLACES:
            break
        run.append(name)
        at = name.right
    conjunction = at + (at < len(tokens) and tokens[at].text == ",")
    kinds = [token.upos for token in tokens[conjunction : conjunction + 2]]
    conjoined = kinds[:1] == ["CCONJ"] and kinds[1:] not in ([], ["VERB"], ["AUX"])
    return conjoined or len(run) > _LONGEST_CHAIN or any(map(_siblings, run, run[1:]))


def _siblings(one: Name, other: Name) -> bool:
    """Do both lie in the same larger place?"""
    if one.entry is None or other.entry is None:
        return False
    return bool(one.entry.parent) and one.entry.parent == other.entry.parent
