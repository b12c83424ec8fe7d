"""Sentence -> the names in it: what the recogniser found, mended and completed by the gazetteer.

A name keeps the titles that stand before it ("Menteri Pertahanan Rusia Sergei Shoigu"): they make one
nominal with it, whatever the parse says, and the office is read off them later.
"""

from __future__ import annotations

from kg.frozen import replace
from kg.gazetteer import gazetteer
from kg.mentions.beside import is_degree, named_after, named_before
from kg.mentions.cues import appointed, called, named
from kg.mentions.laws import laws
from kg.mentions.lexicon import (
    belonging_nouns,
    body_kinds,
    has_third_enclitic,
    is_person,
    listing_starts,
    noun_type,
    noun_type_of,
    nouns,
    pronoun_kinds,
    synonyms,
    word_list,
)
from kg.mentions.lifting import lifted
from kg.mentions.mending import addressed, bracketed, grown, joined, stripped, typed
from kg.mentions.names import Name, Office, makes_degree
from kg.mentions.sources import listed, merged, recognised
from kg.mentions.titles import retitled, titled
from kg.syntax import Tree

__all__ = [
    "Name",
    "Office",
    "belonging_nouns",
    "body_kinds",
    "find_names",
    "has_third_enclitic",
    "is_degree",
    "is_person",
    "lifted",
    "listing_starts",
    "makes_degree",
    "named_after",
    "named_before",
    "noun_type",
    "noun_type_of",
    "nouns",
    "pronoun_kinds",
    "retitled",
    "synonyms",
    "word_list",
]


def find_names(tree: Tree) -> tuple[Name, ...]:
    """The names of a sentence, left to right, not overlapping."""
    places = gazetteer()
    titles = places.titles(tree.words)
    known = sorted([*listed(tree, places), *laws(tree)], key=lambda s: s.start)
    spans = merged(recognised(tree.tokens), known)
    spans = appointed(tree, called(tree, named(tree, spans), titles), titles)
    spans = joined([grown(tree, span, spans) for span in spans])
    spans = [s for span in spans if (s := stripped(tree, span, titles)) is not None]
    spans = [replace(s, left=s.start, right=s.end) for s in spans]
    spans = [typed(tree, addressed(tree, span, spans, titles), places) for span in spans]
    spans = [bracketed(tree, span) for span in spans]
    in_brackets = {i for s in spans for a, b in s.aliases for i in range(a, b)}
    spans = [s for s in spans if s.start not in in_brackets]
    return tuple([titled(tree, span, spans, titles) for span in spans])
