"""How a word written with a clitic parts into two syntactic words, after the UD treebanks.

The clitics of a language are languages/<iso>/clitics.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.language import DEFAULT, language

FILE = "clitics.yaml"

# What the host is to a clitic that governs it, by the host's part of speech.
HOSTS = {"ADP": "case", "NOUN": "case", "DET": "det", "NUM": "nummod"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clitics:
    """The clitics of a language: their forms, features by part of speech, roles of those never alone."""

    forms: tuple[str, ...]
    features: dict[tuple[str, str], str]
    never_alone: dict[str, str]

    def end_of(self, form: str) -> str:
        """The clitic at the end of a longer word, or ""."""
        low = form.lower()
        return next((c for c in self.forms if low.endswith(c) and len(low) > len(c)), "")


@cache
def clitics(code: str = DEFAULT) -> Clitics:
    """The clitics of a language. Raises `LanguageError` if its file is missing or malformed."""
    data = language(code)
    features = {(form, "PRON"): value for form, value in data.string_map(FILE, "pronouns").items()}
    features |= {(form, "DET"): value for form, value in data.string_map(FILE, "determiners").items()}
    return Clitics(
        forms=data.string_list(FILE, "forms"),
        features=features,
        never_alone=data.string_map(FILE, "never_alone"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A clitic's part of speech and relation; `attach` is h (its host), u (the host's head), i (inverted)."""

    upos: str
    deprel: str
    attach: str

    @classmethod
    def read(cls, text: str) -> Role:
        """`PRON:nmod:poss:h` in parts.

        >>> Role.read("PRON:nmod:poss:h").deprel
        'nmod:poss'
        """
        upos, _, rest = text.partition(":")
        deprel, _, attach = rest.rpartition(":")
        return cls(upos=upos, deprel=deprel, attach=attach)

    def features(self, clitic: str, code: str = DEFAULT) -> str:
        """UD features of the clitic as a word, or ""."""
        return clitics(code).features.get((clitic.lower(), self.upos), "")


def host_relation(upos: str) -> str:
    """The relation of a host to the clitic that governs it."""
    return HOSTS.get(upos, "dep")
