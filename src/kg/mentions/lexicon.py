"""The word lists of `nouns.yaml`: what common nouns name, pronouns, and small closed classes.

Every function takes the code of a language and raises `LanguageError` if its data are missing or malformed.
"""

from __future__ import annotations

from functools import cache, lru_cache

from kg.language import DEFAULT, language
from kg.model import EntityType, Token
from kg.morphology import analyse

_FILE = "nouns.yaml"


@cache
def nouns(code: str = DEFAULT) -> dict[str, EntityType]:
    """Head noun -> type of what it names."""
    groups = language(code).require(_FILE, "types")["types"]
    return {noun: EntityType(kind) for kind, words in reversed(groups.items()) for noun in words}


@cache
def law_nouns(code: str = DEFAULT) -> frozenset[str]:
    """The nouns for a text of law."""
    return frozenset(noun for noun, kind in nouns(code).items() if kind is EntityType.LAW)


def noun_type(token: Token) -> EntityType | None:
    """What a common noun names: by its form, its form without an enclitic, or its root.

    Who does something with a thing is not the thing: a "pemotor" rides a "motor".
    """
    return noun_type_of(token.text.lower(), token.clitic, token.lemma)


@lru_cache(maxsize=65536)
def noun_type_of(word: str, clitic: str, root: str) -> EntityType | None:
    """What a common noun names, by its form in lower case, its enclitic and its root."""
    kinds = nouns()
    stem = word[: -len(clitic)] if clitic else word
    found = kinds.get(word) or kinds.get(stem)
    if found is not None or root not in kinds or analyse(word).prefix == "peN":
        return found
    return kinds[root]


@cache
def word_list(section: str, code: str = DEFAULT) -> frozenset[str]:
    """A flat list of the file, by its section."""
    return frozenset(language(code).string_list(_FILE, section))


def is_person(token: Token) -> bool:
    """A noun for a person that is not whose relation to somebody it says: "korban", but not "adik"."""
    return noun_type(token) is EntityType.PERSON and token.text.lower() not in word_list("relational")


@cache
def pronoun_kinds(code: str = DEFAULT) -> dict[str, str]:
    """Pronoun -> third | plural | first | second | own_body."""
    groups = language(code).require(_FILE, "pronouns")["pronouns"]
    return {word: kind for kind, words in groups.items() for word in words}


@cache
def belonging_nouns(code: str = DEFAULT) -> dict[str, str]:
    """Noun between a thing and a name -> what the one named does to the thing: milik owns."""
    return dict(language(code).require(_FILE, "belonging_nouns")["belonging_nouns"])


@cache
def listing_starts(code: str = DEFAULT) -> frozenset[str]:
    """The first words of what introduces a list, in one word or two: seperti, di antaranya."""
    return frozenset(words.split()[0] for words in word_list("listing", code))


def has_third_enclitic(token: Token) -> bool:
    """Is a pronoun of the third person written at the end of the token, as in "rumahnya"?"""
    return token.clitic != "" and token.clitic in word_list("third_person_clitics")


@cache
def body_kinds(code: str = DEFAULT) -> dict[str, frozenset[str]]:
    """Common noun for a body -> the words by which names of that kind are known."""
    kinds = language(code).require(_FILE, "bodies")["bodies"]
    return {kind: frozenset(words) for kind, words in kinds.items()}


@cache
def synonyms(code: str = DEFAULT) -> dict[str, str]:
    """Common noun -> the one that stands for the same body."""
    return language(code).string_map(_FILE, "synonyms")
