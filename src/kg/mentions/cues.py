"""People the recogniser missed, found by the word before them: "berinisial MJ", "Briptu Hasan"."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from collections.abc import Set as AbstractSet

from kg.frozen import replace
from kg.gazetteer import TitleMatch, gazetteer
from kg.grammar import grammar
from kg.mentions.lexicon import word_list
from kg.mentions.names import Name, capitalised, covered, proper_run
from kg.model import EntityType, Token
from kg.morphology import analyse
from kg.syntax import Tree

_INITIALS = re.compile(r"[A-Z]{1,4}$")
_CALLING = frozenset({"rank", "honorific", "academic", "religious"})
_OF_PEOPLE = _CALLING | {"office"}
_NAME_TAGS = frozenset({"PROPN", "X", "NOUN"})
_IN_OFFICE = _NAME_TAGS | {"ADJ", "CCONJ", "NUM"}
_MAX_NAME = 4  # words
_MAX_OFFICE = 14  # tokens


def named(tree: Tree, spans: Sequence[Name]) -> list[Name]:
    """Initials or a name after "berinisial", "bernama": a person, even if taken for an organisation."""
    naming, tokens = word_list("naming"), tree.tokens
    taken = covered(spans)
    found = [_as_person(tree, span) for span in spans]
    for i in _places(tree, naming):
        following = tokens[i + 1]
        if i + 1 in taken:
            continue
        if _INITIALS.match(following.text) or following.upos == "PROPN":
            end = proper_run(tokens, i + 2, taken)
            found.append(Name(start=i + 1, end=end, type=EntityType.PERSON, sure=True))
    for i in _places(tree, grammar().speaking):
        if i and _speaks_next(tree, i) and i + 1 not in covered(found):
            end = proper_run(tokens, i + 1, taken)
            found.append(Name(start=i + 1, end=end, type=EntityType.PERSON))
    return sorted(found, key=lambda s: (s.start, s.end))


def _places(tree: Tree, words: AbstractSet[str]) -> list[int]:
    """Where one of the words stands before another."""
    if words.isdisjoint(tree.forms):
        return []
    return [i for i, form in enumerate(tree.forms[:-1]) if form in words]


def _speaks_next(tree: Tree, index: int) -> bool:
    """ "…, kata Riska": after a cue behind a comma or a quotation, an unknown word is somebody's name."""
    following = tree.tokens[index + 1]
    return (
        grammar().cue(tree.forms[index])
        and tree.tokens[index - 1].upos == "PUNCT"
        and following.upos == "PROPN"
        and following.text.isalpha()
        and following.text[1:].islower()
        and not analyse(following.text).listed
        and not grammar().is_time(following.text)
        and gazetteer().title([following.text], 0) is None
    )


def _as_person(tree: Tree, span: Name) -> Name:
    """The span, as a person's name if a word of naming introduces what passed for an organisation."""
    introduced = span.start > 0 and tree.forms[span.start - 1] in word_list("naming")
    if introduced and span.type is EntityType.ORGANIZATION:
        return replace(span, type=EntityType.PERSON, entry=None, sure=True)
    return span


def called(tree: Tree, spans: Sequence[Name], titles: Mapping[int, TitleMatch]) -> list[Name]:
    """Capitalised words after a rank or a form of address, where the recogniser found nobody.

    After an office they may be where it is held, so that they must be joined and be no words otherwise.
    """
    tokens = tree.tokens
    taken = covered(spans)
    found = list(spans)
    for i, match in titles.items():
        within = any(j < i < other.end for j, other in titles.items())  # "Direktur Jenderal …"
        if within or i in taken or not capitalised(tokens[i]) or match.title.kind not in _OF_PEOPLE:
            continue
        end = _end_of_called(tokens, match.end, taken, titles)
        if _is_abbreviated(tokens, i, end):
            continue
        calling = match.title.kind in _CALLING or _is_full_name(tokens[match.end : end])
        if end > match.end and calling:
            found.append(Name(start=match.end, end=end, type=EntityType.PERSON, sure=True))
            taken.update(range(match.end, end))
    return sorted(found, key=lambda s: s.start)


def _is_abbreviated(tokens: Sequence[Token], start: int, end: int) -> bool:
    """ "Kepala Unit Kecelakaan (Kanit Laka)": brackets around all of it have the office in short."""
    return start > 0 and end < len(tokens) and tokens[start - 1].text == "(" and tokens[end].text == ")"


def _is_full_name(tokens: Sequence[Token]) -> bool:
    """Two words or more of one name, none of them a word of the language: "Sinta Maheswari"."""
    unknown = all(t.upos == "PROPN" and t.text.isalpha() and not analyse(t.text).listed for t in tokens)
    return len(tokens) > 1 and unknown and all(t.deprel == "flat:name" for t in tokens[1:])


def _end_of_called(tokens: Sequence[Token], start: int, taken: Container[int], titles: Container[int]) -> int:
    """At most `_MAX_NAME` capitalised words that neither belong to another name nor are titles."""
    end = start
    while (
        end < min(start + _MAX_NAME, len(tokens))
        and end not in taken
        and capitalised(tokens[end])
        and tokens[end].upos in _NAME_TAGS
        and end not in titles
    ):
        end += 1
    return end


def appointed(tree: Tree, spans: Sequence[Name], titles: Mapping[int, TitleMatch]) -> list[Name]:
    """A name between commas after an office: "Direktur Melati Farma, Riswana, mengatakan …"."""
    tokens = tree.tokens
    found = list(spans)
    for i, match in titles.items():
        if match.title.kind != "office":
            continue
        start = _after_comma(tokens, match.end)
        if start is None or grammar().is_time(tokens[start].text):
            continue
        if any(s.start <= start and i < s.end and s.type is EntityType.PERSON for s in found):
            continue  # who holds the office has been named
        rivals = [s for s in found if s.start < start + _MAX_NAME and start < s.end]
        if any(s.entry is not None for s in rivals):
            continue
        end = proper_run(tokens, start, covered(s for s in found if s not in rivals))
        if end == start + 1 and tokens[start].text.isupper():
            continue  # "Menurut Menteri, RPP itu …"
        told = i > 0 and grammar().cue(tree.forms[i - 1]) and tokens[-1].index == end
        if start < end <= start + _MAX_NAME + 1 and (told or _stops_a_name(tokens, end)):
            found = [s for s in found if not (start <= s.start < end)]
            found.append(Name(start=start, end=end, type=EntityType.PERSON, sure=True))
    return sorted(found, key=lambda s: s.start)


def _after_comma(tokens: Sequence[Token], start: int) -> int | None:
    """The token after the comma that ends an office's words; None if something else comes first."""
    for i in range(start, min(start + _MAX_OFFICE, len(tokens) - 1)):
        token = tokens[i]
        if token.text == ",":
            return i + 1
        if token.upos not in _IN_OFFICE and token.text not in {"(", ")", "-", "/", "&"}:
            return None
    return None


def _stops_a_name(tokens: Sequence[Token], end: int) -> bool:
    """A comma, a bracket or the predicate: what follows a name and not the next item of a list."""
    if end >= len(tokens):
        return False
    return tokens[end].text in {",", "("} or tokens[end].upos in {"VERB", "AUX", "ADV"}
