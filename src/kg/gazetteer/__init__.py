"""Names the world agrees on: countries, regions, bodies, people, and the titles put before names.

The data are tables under `languages/<iso>/gazetteer/` (tab separated, a header line, `#` comments):

- entry tables (`name type aliases wikidata parent code`): every file but the seven below;
- `acronyms.tsv`: acronyms that are no names, and what they stand for;
- `titles.tsv`: words before a person's name, their kind, expansion and organisation;
- `metonyms.tsv`: a seat of government that stands for its country;
- `patterns.tsv`: heads that make a name together with a place ("Polda" + "Jabar");
- `endings.tsv`: what may follow a name and change nothing ("Tbk");
- `numbered.tsv`: how acts are named by number and year;
- `preferences.tsv`: which entry an ambiguous name means.

An alias that starts with `~` is weak (and so is the name, if the alias repeats it): an everyday word
too, so `find` passes over it where a sentence starts. Names of up to five letters, all upper case,
match case and all; longer ones in any case, so long as the first word has a capital (or the name is
listed without any). Accents and full stops make no difference.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from kg.errors import LanguageError
from kg.gazetteer.entries import Entry, Pattern, Title, TitleMatch, fold, is_acronym
from kg.gazetteer.lookup import Gazetteer
from kg.gazetteer.tables import load

__all__ = [
    "Entry",
    "Gazetteer",
    "Pattern",
    "Title",
    "TitleMatch",
    "fold",
    "gazetteer",
    "is_acronym",
    "load",
]


@lru_cache(maxsize=8)
def gazetteer(language: str = "id") -> Gazetteer:
    """The gazetteer of a language, loaded once.

    Raises LanguageError if the language has none or a table is malformed.
    """
    folder = files("kg").joinpath("languages", language, "gazetteer")
    if not folder.is_dir():
        raise LanguageError(f"no gazetteer for the language {language!r}")
    return load(folder)
