"""Sentence -> the names in it: what the recogniser found, mended and completed by the gazetteer.

A name keeps the titles that stand before it ("Menteri Pertahanan Rusia Sergei Shoigu"): they make one
nominal with it, whatever the parse says, and the office is read off them later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from kg.gazetteer import Entry, Gazetteer, TitleMatch, gazetteer
from kg.language import DEFAULT, language
from kg.model import EntityType, Token
from kg.syntax import Tree

_NER = {"PER": EntityType.PERSON, "ORG": EntityType.ORGANIZATION, "LOC": EntityType.PLACE}
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*(?:-[A-Za-z]+)?[A-Z]?[a-z]*$")
_INITIALS = re.compile(r"[A-Z]{1,4}$")
_MAX_TITLE = 16
_MAX_NAME = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office, rank or honorific before a name: tokens `start` to `end`, and what kind of title."""

    start: int
    end: int
    kind: str
    expansion: str
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in a sentence: tokens `start` to `end` (exclusive); `left` is where its titles begin.

    `aliases` are token spans of the acronyms in brackets after it; `right` is the end with them. `sure`
    says that the words around it leave no doubt about the type.
    """

    start: int
    end: int
    type: EntityType
    entry: Entry | None = None
    offices: tuple[Office, ...] = ()
    left: int = 0
    right: int = 0
    aliases: tuple[tuple[int, int], ...] = ()
    sure: bool = False


@cache
def nouns(code: str = DEFAULT) -> dict[str, EntityType]:
    """Head noun -> type of what it names."""
    groups = language(code).require("nouns.yaml", "types")["types"]
    return {noun: EntityType(kind) for kind, words in reversed(groups.items()) for noun in words}


def noun_type(token: Token) -> EntityType | None:
    """What a common noun names: by its form, its form without an enclitic, or its root."""
    word = token.text.lower()
    kinds = nouns()
    stem = word[: -len(token.clitic)] if token.clitic else word
    return kinds.get(word) or kinds.get(stem) or kinds.get(token.lemma)


@cache
def word_list(section: str, code: str = DEFAULT) -> frozenset[str]:
    """A flat list of `nouns.yaml`."""
    return frozenset(language(code).string_list("nouns.yaml", section))


@cache
def pronoun_kinds(code: str = DEFAULT) -> dict[str, str]:
    """Pronoun -> third | plural | first | second | own_body."""
    groups = language(code).require("nouns.yaml", "pronouns")["pronouns"]
    return {word: kind for kind, words in groups.items() for word in words}


@cache
def body_kinds(code: str = DEFAULT) -> dict[str, frozenset[str]]:
    """Common noun for a body -> the words by which names of that kind are known."""
    kinds = language(code).require("nouns.yaml", "bodies")["bodies"]
    return {kind: frozenset(words) for kind, words in kinds.items()}


@cache
def synonyms(code: str = DEFAULT) -> dict[str, str]:
    """Common noun -> the one that stands for the same body."""
    return language(code).string_map("nouns.yaml", "synonyms")


def find_names(tree: Tree) -> tuple[Name, ...]:
    """The names of a sentence, left to right, not overlapping."""
    tokens = tree.tokens
    places = gazetteer()
    spans = _merge(
        tokens, _recognised(tokens), sorted([*_listed(tokens, places), *_laws(tree)], key=lambda s: s.start)
    )
    spans = _called(tokens, _initials(tokens, spans), places)
    spans = [_grown(tree, span, spans) for span in spans]
    spans = _joined(tree, spans)
    spans = [s for s in (_stripped(tokens, span, places) for span in spans) if s is not None]
    spans = [replace(s, left=s.start, right=s.end) for s in spans]
    spans = [_typed(tree, _addressed(tokens, span, spans, places), places) for span in spans]
    spans = [_bracketed(tree, span) for span in spans]
    taken = {i for s in spans for a, b in s.aliases for i in range(a, b)}
    spans = [s for s in spans if s.start not in taken]
    return tuple(_titled(tree, span, spans, places) for span in spans)


def _recognised(tokens: tuple[Token, ...]) -> list[Name]:
    found: list[Name] = []
    start = None
    for i, token in enumerate((*tokens, None)):
        tag = token.entity if token is not None else "O"
        if start is not None and not tag.startswith("I-"):
            kind = _NER.get(tokens[start].entity[2:])
            if kind is not None:
                bracket = next((k for k in range(start + 1, i) if tokens[k].text == "("), i)
                found.append(Name(start=start, end=bracket, type=kind))
            start = None
        if tag.startswith("B-") or (tag.startswith("I-") and start is None):
            start = i
    return found


def _listed(tokens: tuple[Token, ...], places: Gazetteer) -> list[Name]:
    words = [t.text for t in tokens]
    found = []
    for start, end, entry in places.find(words):
        kind = EntityType(entry.type)
        if end - start == 1 and tokens[start].upos not in {"PROPN", "NOUN", "X"}:
            continue
        found.append(Name(start=start, end=end, type=kind, entry=entry))
    return found


def _laws(tree: Tree) -> list[Name]:
    """ "UU Nomor 1 Tahun 1946", "Pasal 285 KUHP", "Keputusan KPU Nomor 731 Tahun 2025"."""
    tokens = tree.tokens
    numbering, years = word_list("numbering"), word_list("years")
    found: list[Name] = []
    for i, token in enumerate(tokens):
        if (
            nouns().get(token.text.lower()) is not EntityType.LAW
            or (
                not token.text[:1].isupper()
                and (i + 1 >= len(tokens) or (tokens[i + 1].upos != "NUM" and tokens[i + 1].upos != "PROPN"))
            )
            or (found and i < found[-1].end)
        ):
            continue
        at = i + 1
        while (
            at < min(i + 6, len(tokens))
            and tokens[at].text.lower() not in numbering
            and tokens[at].upos != "NUM"
            and (tokens[at].text[:1].isupper())
        ):
            at += 1
        if at < len(tokens) and tokens[at].text.lower() in numbering:
            at += 1
        if at >= len(tokens) or not any(c.isdigit() for c in tokens[at].text):
            continue
        end = at + 1
        if end + 1 < len(tokens) and tokens[end].text.lower() in years and tokens[end + 1].text.isdigit():
            end += 2
        elif end < len(tokens) and tokens[end].upos == "PROPN" and tokens[end].text.isupper():
            end += 1
        found.append(Name(start=i, end=end, type=EntityType.LAW, sure=True))
    return found


def _merge(tokens: tuple[Token, ...], recognised: list[Name], listed: list[Name]) -> list[Name]:
    """Both sources as one list: the longer span wins; equal spans take the gazetteer's entry.

    A listed name inside a recognised person is part of the person's name and falls away.
    """
    spans = list(recognised)
    for name in listed:
        rivals = [s for s in spans if s.start < name.end and name.start < s.end]
        if not rivals:
            spans.append(name)
        elif name.type is EntityType.LAW and name.sure:
            spans = [s for s in spans if s not in rivals] + [name]
        elif all(name.start <= s.start and s.end <= name.end for s in rivals):
            person = name.type is EntityType.PERSON or all(s.type is not EntityType.PERSON for s in rivals)
            if person or name.end - name.start > 1:
                spans = [s for s in spans if s not in rivals] + [name]
        elif len(rivals) == 1 and rivals[0].start < name.start and rivals[0].end == name.end:
            continue
    return sorted(spans, key=lambda s: s.start)


def _initials(tokens: tuple[Token, ...], spans: list[Name]) -> list[Name]:
    """Initials or a name after "berinisial", "bernama": a person the recogniser may have missed."""
    naming = word_list("naming")
    taken = {i for s in spans for i in range(s.start, s.end)}
    found = [
        replace(s, type=EntityType.PERSON, entry=None, sure=True)
        if s.start and tokens[s.start - 1].text.lower() in naming and s.type is EntityType.ORGANIZATION
        else s
        for s in spans
    ]
    for i, token in enumerate(tokens[:-1]):
        following = tokens[i + 1]
        if token.text.lower() not in naming or i + 1 in taken:
            continue
        if _INITIALS.match(following.text) or following.upos == "PROPN":
            end = i + 2
            while (
                end < len(tokens)
                and end not in taken
                and tokens[end].upos == "PROPN"
                and tokens[end].text[:1].isupper()
            ):
                end += 1
            found.append(Name(start=i + 1, end=end, type=EntityType.PERSON, sure=True))
    return sorted(found, key=lambda s: (s.start, s.end))


def _called(tokens: tuple[Token, ...], spans: list[Name], places: Gazetteer) -> list[Name]:
    """Capitalised words after a rank or a form of address, where the recogniser found nobody."""
    words = [t.text for t in tokens]
    taken = {i for s in spans for i in range(s.start, s.end)}
    found = list(spans)
    for i, word in enumerate(words):
        if i in taken or not word[:1].isupper():
            continue
        match = places.title(words, i)
        if match is None or match.title.kind not in {"rank", "honorific", "academic", "religious"}:
            continue
        end = match.end
        while (
            end < len(tokens)
            and end - match.end < _MAX_NAME
            and end not in taken
            and (
                words[end][:1].isupper()
                and tokens[end].upos in {"PROPN", "X", "NOUN"}
                and places.title(words, end) is None
            )
        ):
            end += 1
        if end > match.end:
            found.append(Name(start=match.end, end=end, type=EntityType.PERSON, sure=True))
            taken.update(range(match.end, end))
    return sorted(found, key=lambda s: s.start)


def _grown(tree: Tree, span: Name, spans: list[Name]) -> Name:
    """A name cut short, completed over capitalised words that the parse ties to it."""
    tokens = tree.tokens
    start, end = span.start, span.end
    person = span.type is EntityType.PERSON
    others = {i for s in spans if s is not span for i in range(s.start, s.end)}
    if span.entry is None or span.type is EntityType.ORGANIZATION:
        while (
            end < len(tokens)
            and end not in others
            and tokens[end].upos == "PROPN"
            and tokens[end].text[:1].isupper()
            and (tokens[end].head in range(start, end) or tokens[end].head == tokens[start].head)
            and tokens[end].deprel.startswith(("flat", "compound", *(("nmod",) if person else ())))
        ):
            end += 1
    if span.type is EntityType.ORGANIZATION:
        heads = word_list("organisation_heads")
        while (
            start > 0
            and start - 1 not in others
            and tokens[start - 1].text[:1].isupper()
            and (tokens[start - 1].text.lower() in heads)
        ):
            start -= 1
    return replace(span, start=start, end=end, entry=None) if (start, end) != (span.start, span.end) else span


def _joined(tree: Tree, spans: list[Name]) -> list[Name]:
    """An organisation directly before a place or another body is one name with it."""
    found: list[Name] = []
    for span in spans:
        last = found[-1] if found else None
        if (
            last is not None
            and last.end == span.start
            and last.type is EntityType.ORGANIZATION
            and span.type in {EntityType.PLACE, EntityType.ORGANIZATION, EntityType.COUNTRY}
        ):
            found[-1] = Name(start=last.start, end=span.end, type=EntityType.ORGANIZATION)
        elif (
            last is not None
            and last.end == span.start
            and last.type is span.type is EntityType.PERSON
            and (last.entry is None and span.entry is None)
        ):
            found[-1] = replace(last, end=span.end)
        elif last is None or span.start >= last.end:
            found.append(span)
    return found


def _stripped(tokens: tuple[Token, ...], span: Name, places: Gazetteer) -> Name | None:
    """A name without the titles or the people that the recogniser took in; None if nothing is left."""
    if span.type is EntityType.ORGANIZATION and span.end - span.start > 1 and span.entry is None:
        first = tokens[span.start].text.lower()
        people = nouns().get(first) is EntityType.PERSON and first not in word_list("organisation_heads")
        return replace(span, start=span.start + 1) if people else span
    if span.type is not EntityType.PERSON:
        return span
    words = [t.text for t in tokens]
    start = span.start
    while start < span.end and (match := places.title(words, start)) is not None:
        if match.end > span.end:
            break
        if match.end == span.end:
            return None if start == span.start else span
        start = match.end
    start = _after_office(words, start, span.end, places)
    end = span.end
    while end > start + 1 and tokens[end - 1].upos == "PUNCT":
        end -= 1
    return replace(span, start=start, end=end)


def _after_office(words: list[str], start: int, end: int, places: Gazetteer) -> int:
    """Where the name begins in a span that took in the rest of an office: its place, a rank after it."""
    for i in range(end - 2, start, -1):
        match = places.title(words, i)
        if match is not None and match.end < end and match.title.kind in {"rank", "honorific", "academic"}:
            return match.end
    entitled = any(
        (match := places.title(words, i)) is not None and match.end == start
        for i in range(max(start - 4, 0), start)
    )
    if entitled and end - start > 2:
        found = [e for e in places.find(words[start:end]) if e[2].type != EntityType.PERSON.value]
        if found and start + found[-1][1] < end and (found[0][0] == 0 or found[-1][1] - found[-1][0] > 1):
            return start + found[-1][1]
    return start


def _addressed(tokens: tuple[Token, ...], span: Name, spans: list[Name], places: Gazetteer) -> Name:
    """After a rank or a form of address comes a person, whose name begins right there."""
    words = [t.text for t in tokens]
    taken = {i for s in spans if s is not span for i in range(s.start, s.end)}
    if span.entry is not None and span.entry.type != EntityType.PERSON.value and span.end - span.start > 1:
        return span
    for start in range(span.start - 1, max(span.start - 5, -1), -1):
        match = places.title(words, start)
        if match is not None and match.end <= span.start:
            if match.title.kind == "office" or any(i in taken for i in range(match.end, span.start)):
                return span
            if any(tokens[i].upos != "PROPN" for i in range(match.end, span.start)):
                return span
            entry = span.entry if span.type is EntityType.PERSON else None
            return replace(span, start=match.end, left=match.end, type=EntityType.PERSON, entry=entry)
        if start in taken or tokens[start].upos not in {"PROPN", "PUNCT"} or tokens[start].text == ",":
            return span
    return span


def retitled(tree: Tree, name: Name) -> Name:
    """The name with the titles that it has if it is a person's."""
    return _titled(tree, replace(name, left=name.start), [], gazetteer())


def _typed(tree: Tree, span: Name, places: Gazetteer) -> Name:
    """The type and entry of a name by the gazetteer, unless a person is meant."""
    if span.entry is not None or (span.type is EntityType.PERSON and span.end - span.start == 1):
        return span
    entry = places.lookup(tree.text(span.start, span.end))
    if entry is None:
        head = tree.tokens[span.start].text.lower()
        kind = nouns().get(head)
        if kind is EntityType.PLACE and span.type is EntityType.ORGANIZATION and span.end - span.start > 1:
            return span
        return span
    return replace(span, entry=entry, type=EntityType(entry.type))


def _bracketed(tree: Tree, span: Name) -> Name:
    """Acronyms in brackets right after the name."""
    tokens = tree.tokens
    end = span.end
    if end + 2 < len(tokens) and tokens[end].text == "(":
        close = next((i for i in range(end + 1, min(end + 5, len(tokens))) if tokens[i].text == ")"), None)
        if close is not None and close > end + 1:
            inner = tree.text(end + 1, close)
            if (
                _ACRONYM.match(inner.replace(" ", ""))
                and not inner.isdigit()
                and span.type is not EntityType.PERSON
            ):
                return replace(span, aliases=((end + 1, close),), right=close + 1)
    return span


def _titled(tree: Tree, span: Name, spans: list[Name], places: Gazetteer) -> Name:
    """The chain of titles that ends right before a person's name."""
    if span.type is not EntityType.PERSON:
        return span
    tokens = tree.tokens
    words = [t.text for t in tokens]
    limit = max(
        [s.right for s in spans if s.start < span.start and s.type is EntityType.PERSON]
        + [span.start - _MAX_TITLE, 0]
    )
    end = span.start
    if end > limit and tokens[end - 1].text == ",":
        end -= 1
    comma = end < span.start
    matches: dict[int, TitleMatch] = {}
    for start in range(end - 1, limit - 1, -1):
        match = places.title(words, start)
        if match is not None and match.end <= end:
            matches[start] = match
        elif not _inside_title(tokens[start], spans, start):
            break
    offices = _offices(matches, end)
    if not offices or (comma and offices[0].kind != "office"):
        return span
    return replace(span, offices=offices, left=offices[0].start)


def _offices(matches: dict[int, TitleMatch], end: int) -> tuple[Office, ...]:
    """Titles from left to right: an office goes on to the next rank or honorific, or to the name."""
    found: list[Office] = []
    position = min(matches, default=end)
    while position < end:
        match = matches[position]
        following = sorted(i for i in matches if i >= match.end)
        if match.title.kind == "office":
            following = [i for i in following if matches[i].title.kind != "office"]
        after = following[0] if following else end
        found.append(
            Office(
                start=position,
                end=after,
                kind=match.title.kind,
                expansion=match.title.expansion,
                organisation=match.title.organisation,
            )
        )
        position = after
    return tuple(found)


def _inside_title(token: Token, spans: list[Name], index: int) -> bool:
    """May this token stand between a title and the name it belongs to?"""
    if any(s.start <= index < s.right and s.type is not EntityType.PERSON for s in spans):
        return True
    if token.upos in {"NOUN", "PROPN", "ADJ", "X", "CCONJ"}:
        return (
            token.text[:1].isupper()
            or token.upos == "CCONJ"
            or (token.text.islower() and token.upos == "ADJ")
        )
    return (
        token.text in {"(", ")", "&", "/", "-"}
        or (token.upos in {"ADP", "NUM"} and token.text[:1].islower() and len(token.text) > 4)
        or (token.upos == "NUM" and token.text.isupper())
    )


def lifted(tree: Tree, names: tuple[Name, ...]) -> dict[int, int]:
    """Tokens of a place that only says where what stands before it is -> the head of that."""
    found: dict[int, int] = {}
    for name, following in zip(names, names[1:], strict=False):
        if (
            name.type in {EntityType.PERSON, EntityType.ORGANIZATION}
            and following.type in {EntityType.PLACE, EntityType.COUNTRY}
            and following.left == name.right + 1
            and tree.tokens[name.right].upos == "ADP"
        ):
            found.update(dict.fromkeys(range(following.left, following.right), name.start))
    for name in names:
        if name.type not in {EntityType.PLACE, EntityType.COUNTRY} or name.start in found or name.left == 0:
            continue
        inside = range(name.left, name.right)
        above = [tree.tokens[i].head for i in inside if tree.tokens[i].head not in inside]
        if tree.tokens[name.left - 1].upos == "ADP" and above and above[0] < name.left:
            if tree.tokens[above[0]].upos == "NOUN":
                found.update(dict.fromkeys(inside, above[0]))
    return found
