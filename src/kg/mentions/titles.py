"""The offices, ranks and forms of address that stand before a person's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.frozen import replace
from kg.gazetteer import TitleMatch, gazetteer
from kg.mentions.lexicon import nouns
from kg.mentions.names import Name, Office, capitalised
from kg.model import EntityType, Token
from kg.syntax import Tree
from kg.ud import SUBJECTS, base

_MAX_TITLE = 16  # tokens
_LONGEST_NUMBER = 3  # digits, as in "Ketua RT 17"
_ARGUMENTS = frozenset({"obj", "obl", "nmod", "iobj"})
_JOINERS = frozenset({"(", ")", "&", "/", "-"})


def titled(tree: Tree, span: Name, spans: Sequence[Name], titles: Mapping[int, TitleMatch]) -> Name:
    """The name with the chain of titles that ends right before it; only people have titles.

    Before a comma only an office counts: "Menteri Agama, Nasaruddin Umar".
    """
    if span.type is not EntityType.PERSON:
        return span
    end = span.start
    limit = _limit(span, spans)
    if end > limit and tree.tokens[end - 1].text == ",":
        end -= 1
    comma = end < span.start
    if comma and not span.sure and span.end == span.start + 1 and tree.words[span.start].isupper():
        return span  # "Menurut Menteri, RPP itu …"
    offices = _offices(_matches(tree, spans, titles, range(limit, end)), end)
    if not offices or (comma and (offices[0].kind != "office" or _held(tree, offices[0], spans))):
        return span
    if comma and (_apart(tree, offices[0], span) or _is_in_place(tree, offices[0])):
        return span
    words = tree.words[offices[0].start : end]
    if words.count("(") != words.count(")"):
        return span  # "Rina (Kepala Dinas Melati) dan Budi"
    return replace(span, offices=offices, left=offices[0].start)


def retitled(tree: Tree, name: Name) -> Name:
    """The name with the titles that it has if it is a person's."""
    return titled(tree, replace(name, left=name.start), [], gazetteer().titles(tree.words))


def _held(tree: Tree, office: Office, spans: Sequence[Name]) -> bool:
    """Is it the office of the person named before it: "Bima Santosa, Kepala Desa Sirih, Jayapura"?"""
    token = tree.tokens[office.start]
    return token.deprel == "appos" and any(
        s.right <= office.start
        and s.type is EntityType.PERSON
        and (s.start <= token.head < s.right or tree.tokens[s.start].head == token.head)
        for s in spans
    )


def _apart(tree: Tree, office: Office, name: Name) -> bool:
    """ "Selain menjenguk mantan gubernur, Hartono bertemu …": in clauses of their own."""
    titled, named = (tree.tokens[tree.top(part.start, part.end)] for part in (office, name))
    beside = titled.head == named.head or named.index == titled.head or titled.index == named.head
    return not beside and base(named.deprel) in SUBJECTS and base(titled.deprel) in _ARGUMENTS


def _is_in_place(tree: Tree, office: Office) -> bool:
    """ "Jalan Sultan Agung, Jalan Juanda": a title within the name of a place."""
    return office.start > 0 and nouns().get(tree.forms[office.start - 1]) is EntityType.PLACE


def _limit(span: Name, spans: Sequence[Name]) -> int:
    """Titles reach back at most `_MAX_TITLE` tokens, and not over the person before."""
    people = [s.right for s in spans if s.start < span.start and s.type is EntityType.PERSON]
    return max([*people, span.start - _MAX_TITLE, 0])


def _matches(
    tree: Tree, spans: Sequence[Name], titles: Mapping[int, TitleMatch], region: range
) -> dict[int, TitleMatch]:
    """Titles in the region by their first token, looked for from the right until something else stands."""
    words = tree.words
    found: dict[int, TitleMatch] = {}
    for start in reversed(region):
        match = titles.get(start)
        if match is not None and match.end <= region.stop:
            found[start] = match
        elif (
            words[start] == ","
            and start + 1 in found
            and all(m.title.kind != "office" for m in found.values())
        ):
            continue  # "Ketua Yayasan Melati, Prof Rina Dewi"
        elif not _inside_title(tree.tokens[start], spans) and not _within_match(titles, start):
            break
    return found


def _within_match(titles: Mapping[int, TitleMatch], index: int) -> bool:
    """ "bicara" in "juru bicara": part of a title that begins right before it."""
    match = titles.get(index - 1)
    return match is not None and match.end > index


def _offices(matches: Mapping[int, TitleMatch], end: int) -> tuple[Office, ...]:
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


def _inside_title(token: Token, spans: Sequence[Name]) -> bool:
    """May this token stand between a title and the name it belongs to?"""
    if any(s.start <= token.index < s.right and s.type is not EntityType.PERSON for s in spans):
        return True
    text, upos = token.text, token.upos
    if upos == "CCONJ":
        return True
    if upos in {"NOUN", "PROPN", "ADJ", "X"}:
        return capitalised(token) or (upos == "ADJ" and text.islower())
    long_word = upos in {"ADP", "NUM"} and text[:1].islower() and len(text) > 4
    number = upos == "NUM" and (text.isupper() or (text.isdigit() and len(text) <= _LONGEST_NUMBER))
    return text in _JOINERS or long_word or number
