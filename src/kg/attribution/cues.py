"""The words beside what is said, from `speech.yaml`, and how a token is compared with them."""

from __future__ import annotations

from functools import cache

from kg.language import DEFAULT, language
from kg.syntax import Tree


@cache
def forms(section: str, code: str = DEFAULT) -> frozenset[str]:
    """The forms of a section: direct | indirect | passive | according | carriers.

    Raises `LanguageError` if the data are missing or malformed.
    """
    return frozenset(language(code).string_list("speech.yaml", section))


def bare(tree: Tree, index: int) -> str:
    """The form of a token in lower case without its enclitic."""
    return tree.stems[index]
