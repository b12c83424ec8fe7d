"""The recogniser's spans mended: grown, joined, stripped of titles, typed by the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.frozen import replace
from kg.gazetteer import Gazetteer, TitleMatch, gazetteer
from kg.mentions.lexicon import nouns, word_list
from kg.mentions.names import Name, capitalised, makes_degree
from kg.model import EntityType, Token
from kg.morphology import analyse
from kg.syntax import Tree

_ACRONYM = re.compile(r"[A-Z][A-Za-z]*(?:-[A-Za-z]+)?[A-Z]?[a-z]*$")
_BRACKETS = frozenset({"(", ")"})
_ELSEWHERE = frozenset({EntityType.COUNTRY, EntityType.PLACE})
_JOINING = frozenset({EntityType.PLACE, EntityType.ORGANIZATION, EntityType.COUNTRY})
_WITHIN_NAME = ("flat", "compound")
_BEFORE_PERSON = frozenset({"rank", "honorific", "academic"})
_LONGEST_TITLE = 4  # tokens looked at before a name
_LONGEST_BRACKET = 3  # tokens of an acronym in brackets
_SHORTEST_INITIALS = 2  # letters

Titles = Mapping[int, TitleMatch]
"""The titles of a sentence by the token that each begins at."""


def grown(tree: Tree, span: Name, spans: Sequence[Name]) -> Name:
    """A name cut short, completed over capitalised words that the parse ties to it."""
    others = [s for s in spans if s is not span]
    start, end = span.start, span.end
    if span.entry is None or span.type is EntityType.ORGANIZATION:
        end = _grown_right(tree, span, others)
    if span.type is EntityType.ORGANIZATION:
        start = _grown_left(tree, span, others)
    elif span.type is EntityType.PERSON and span.entry is None and _is_first_name(tree, start - 1, others):
        start -= 1
    return replace(span, start=start, end=end, entry=None) if (start, end) != (span.start, span.end) else span


def _is_taken(index: int, others: Sequence[Name]) -> bool:
    return any(s.start <= index < s.end for s in others)


def _grown_right(tree: Tree, span: Name, others: Sequence[Name]) -> int:
    """Over the proper nouns after it that hang on it or beside it; a person's may be called modifiers."""
    tokens = tree.tokens
    relations = (*_WITHIN_NAME, "nmod") if span.type is EntityType.PERSON else _WITHIN_NAME
    end = span.end
    while (
        end < len(tokens)
        and tokens[end].upos == "PROPN"
        and capitalised(tokens[end])
        and (tokens[end].head in range(span.start, end) or tokens[end].head == tokens[span.start].head)
        and tokens[end].deprel.startswith(relations)
        and not _is_taken(end, others)
    ):
        end += 1
    return end


def _grown_left(tree: Tree, span: Name, others: Sequence[Name]) -> int:
    """Over words like "Dinas" and "Polda" before the name of a body."""
    tokens, heads = tree.tokens, word_list("organisation_heads")
    start = span.start
    while (
        start > 0
        and capitalised(tokens[start - 1])
        and tree.forms[start - 1] in heads
        and not _is_taken(start - 1, others)
    ):
        start -= 1
    return start


def _is_first_name(tree: Tree, index: int, others: Sequence[Name]) -> bool:
    """A proper noun before a person's name that is no word of the language and one name with it: "Sinta"."""
    if index < 0:
        return False
    token, following = tree.tokens[index], tree.tokens[index + 1]
    if token.upos != "PROPN" or not capitalised(token) or _is_taken(index, others):
        return False
    unknown = token.text.isalpha() and token.text[1:].islower() and not analyse(token.text).listed
    tied = following.deprel.startswith("flat") and following.head in {index, token.head}
    known = gazetteer().title([token.text], 0) or gazetteer().lookup(token.text)
    return unknown and tied and known is None


def joined(spans: Sequence[Name]) -> list[Name]:
    """Names that touch made one, and what overlaps the name before it dropped.

    An organisation directly before a place or another body is one name with it; so are two halves of a
    person's name that the gazetteer knows neither of.
    """
    found: list[Name] = []
    for span in spans:
        last = found[-1] if found else None
        if last is None or last.end < span.start:
            found.append(span)
        elif last.end == span.start:
            found[-1:] = _touching(last, span)
    return found


def _touching(last: Name, span: Name) -> list[Name]:
    if last.type is EntityType.ORGANIZATION and span.type in _JOINING:
        return [Name(start=last.start, end=span.end, type=EntityType.ORGANIZATION)]
    if last.type is span.type is EntityType.PERSON and last.entry is None and span.entry is None:
        return [replace(last, end=span.end)]
    return [last, span]


def stripped(tree: Tree, span: Name, titles: Titles) -> Name | None:
    """A name without the titles or the people that the recogniser took in; None if nothing is left."""
    tokens = tree.tokens
    if span.type is EntityType.ORGANIZATION:
        if _is_office(span, titles) or _without_degrees(tokens, span).end == span.start:
            return None
        return _without_people(tokens, span)
    if span.type is not EntityType.PERSON:
        return span
    if not any(capitalised(t) for t in tokens[span.start : span.end]):
        return None
    if _is_abbreviation(tokens, span):
        return None
    span = _without_degrees(tokens, _without_brackets(tokens, span))
    if span.end - span.start > 1 and tree.forms[span.start] in word_list("organisation_heads"):
        return replace(span, type=EntityType.ORGANIZATION)
    start = span.start
    while start < span.end - 1 and tree.forms[start] in word_list("of_somebody"):
        start += 1
    while start < span.end and (match := titles.get(start)) is not None:
        if match.end > span.end:
            break
        if match.end == span.end:
            return None if start == span.start else span
        start = match.end
    start = _after_office(tree.words, start, span.end, titles)
    end = span.end
    if start == end:
        return None
    while end > start + 1 and tokens[end - 1].upos == "PUNCT":
        end -= 1
    return span if (start, end) == (span.start, span.end) else replace(span, start=start, end=end)


def _without_brackets(tokens: Sequence[Token], span: Name) -> Name:
    """ "(Feri) Sekda Wildan" taken for one person: up to the first bracket, unless it opens the span."""
    start = span.start
    while start < span.end - 1 and tokens[start].upos == "PUNCT":
        start += 1
    end = next((i for i in range(start, span.end) if tokens[i].text in _BRACKETS), span.end)
    end = max(end, start + 1)
    return span if (start, end) == (span.start, span.end) else replace(span, start=start, end=end)


def _is_abbreviation(tokens: Sequence[Token], span: Name) -> bool:
    """ "Instruksi Bupati (Inbup)": one word alone in brackets that no name of a person stands before."""
    if span.end - span.start > 1 or span.start < 2 or span.end >= len(tokens) or span.sure:
        return False
    bracketed = tokens[span.start - 1].text == "(" and tokens[span.end].text == ")"
    return bracketed and not tokens[span.start - 2].entity.endswith("PER")


def _without_degrees(tokens: Sequence[Token], span: Name) -> Name:
    """ "Rina Dewi, S.Pd., MM" without the degrees; nothing is left of "MM" alone after a comma."""
    start, end = span.start, span.end
    while end > start:
        if tokens[end - 1].text == "," or makes_degree(tokens[end - 1 : end]):
            end -= 1
        elif end - start > 1 and makes_degree(tokens[end - 2 : end]):
            end -= 2
        else:
            break
    behind = start > 0 and tokens[start - 1].text == "," and span.entry is None
    kept = end == span.end or (end == start and not behind)
    return span if kept else replace(span, end=end)


def _is_office(span: Name, titles: Titles) -> bool:
    """ "Wakapolri" taken for a body: the words of an office and nothing else."""
    match = titles.get(span.start)
    return span.entry is None and match is not None and match.title.kind == "office" and match.end == span.end


def _without_people(tokens: Sequence[Token], span: Name) -> Name:
    """ "penyidik KPK" taken for a body: the body alone, unless the noun belongs to names of bodies."""
    if span.end - span.start == 1 or span.entry is not None:
        return span
    first = tokens[span.start].text.lower()
    people = nouns().get(first) is EntityType.PERSON and first not in word_list("organisation_heads")
    return replace(span, start=span.start + 1) if people else span


def _after_office(words: Sequence[str], start: int, end: int, titles: Titles) -> int:
    """Where the name begins in a span that took in the rest of an office: its place, a rank after it."""
    for i in range(end - 2, start, -1):
        match = titles.get(i)
        if match is not None and match.end < end and match.title.kind in _BEFORE_PERSON:
            return match.end
    entitled = any(
        (match := titles.get(i)) is not None and match.end == start
        for i in range(max(start - _LONGEST_TITLE, 0), start)
    )
    if not entitled or end - start <= 2:
        return start
    derived = [i for i in range(start, end - 2) if _is_derived(words[i])]
    if derived:
        return derived[-1] + 1
    found = [e for e in gazetteer().find(words[start:end]) if e[2].type != EntityType.PERSON.value]
    if not found:
        return start
    (first, _, _), (last, after, _) = found[0], found[-1]
    belongs = first == 0 or after - last > 1
    return start + after if belongs and start + after < end else start


def _is_derived(word: str) -> bool:
    """ "Pendidikan", "Perhubungan": a word with affixes belongs to an office, not to a name."""
    analysed = analyse(word)
    return analysed.listed and bool(analysed.prefix) and bool(analysed.suffixes)


def addressed(tree: Tree, span: Name, spans: Sequence[Name], titles: Titles) -> Name:
    """After a rank or a form of address comes a person, whose name begins right there."""
    tokens = tree.tokens
    if span.entry is not None and span.entry.type != EntityType.PERSON.value and span.end - span.start > 1:
        return span
    others = [s for s in spans if s is not span]
    for start in range(span.start - 1, max(span.start - 1 - _LONGEST_TITLE, -1), -1):
        match = titles.get(start)
        if match is not None and match.end <= span.start:
            between = range(match.end, span.start)
            free = all(tokens[i].upos == "PROPN" and not _is_taken(i, others) for i in between)
            if match.title.kind == "office" or not free:
                return span
            entry = span.entry if span.type is EntityType.PERSON else None
            return replace(span, start=match.end, left=match.end, type=EntityType.PERSON, entry=entry)
        within = tokens[start].upos in {"PROPN", "PUNCT"} and tokens[start].text != ","
        if not within or _is_taken(start, others):
            return span
    return span


def typed(tree: Tree, span: Name, places: Gazetteer) -> Name:
    """The type and entry of a name by the gazetteer, unless a person is meant; a body by its first word."""
    if span.type is EntityType.PERSON and _is_birthplace(tree, span.start):
        return replace(span, type=EntityType.PLACE, entry=None)
    if span.entry is not None or (span.type is EntityType.PERSON and span.end - span.start == 1):
        return span
    entry = places.lookup(tree.text(span.start, span.end))
    if entry is not None:
        return replace(span, entry=entry, type=EntityType(entry.type))
    first = tree.forms[span.start]
    body = span.type is EntityType.PLACE and nouns().get(first) is EntityType.ORGANIZATION
    return replace(span, type=EntityType.ORGANIZATION) if body and span.end - span.start > 1 else span


def _is_birthplace(tree: Tree, start: int) -> bool:
    """ "pria kelahiran Solo": behind a noun for a person and the word of birth comes where they were born."""
    born = start > 1 and tree.forms[start - 1] in word_list("birth")
    return born and nouns().get(tree.forms[start - 2]) is EntityType.PERSON


def bracketed(tree: Tree, span: Name) -> Name:
    """The name with the acronym in brackets right after it: "Komisi Pemberantasan Korupsi (KPK)"."""
    tokens, opening = tree.tokens, span.end
    if _is_shortened(tree, span):
        return replace(span, aliases=((opening + 1, opening + 2),), right=opening + 2)
    if span.type is EntityType.PERSON or opening + 2 >= len(tokens) or tokens[opening].text != "(":
        return span
    inside = range(opening + 1, min(opening + 2 + _LONGEST_BRACKET, len(tokens)))
    close = next((i for i in inside if tokens[i].text == ")"), None)
    if close is None or close == opening + 1:
        return span
    within = tree.text(opening + 1, close)
    if not _ACRONYM.match(within.replace(" ", "")) or _is_elsewhere(within):
        return span
    return replace(span, aliases=((opening + 1, close),), right=close + 1)


def _is_shortened(tree: Tree, span: Name) -> bool:
    """ "Lembaga Ilmu Melati Indonesia atau LIMI": behind the word that gives another name, its initials."""
    at = span.end
    if at + 1 >= len(tree.tokens) or tree.forms[at] not in word_list("or_called"):
        return False
    short, words = tree.words[at + 1], tree.words[span.start : span.end]
    initials = iter("".join(words).lower())
    several = span.end - span.start > 1 and len(short) > _SHORTEST_INITIALS
    ordered = short[:1] == words[0][:1] and all(letter in initials for letter in short.lower())
    return several and short.isupper() and short.isalpha() and ordered


def _is_elsewhere(text: str) -> bool:
    """ "Klub Melati (Malaysia)": where something is from, not another name of it."""
    known = gazetteer().lookup(text)
    return known is not None and known.type in _ELSEWHERE
