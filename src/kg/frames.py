"""Verb frames: from a root with its affixes and what stands beside it to a canonical relation.

The table (`frames.tsv`) lists citation forms; the key of a frame is the root, the class of its prefix
and its suffixes, so that one line serves "menghadiri", "dihadiri" and "kuhadiri".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.errors import LanguageError
from kg.language import DEFAULT, language
from kg.model import EntityType
from kg.morphology import Word, analyse
from kg.ontology import relations

_FILE = "frames.tsv"
_TRANSITIVE = frozenset({"meN", "di", "ku", "kau"})
_CLASSES: dict[str, frozenset[str]] = {
    "Agent": frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY}),
    "Quantity": frozenset({EntityType.QUANTITY, EntityType.MONEY}),
    "Place": frozenset({EntityType.PLACE, EntityType.COUNTRY}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """`objects` are prepositions, "obj" or "-"; `type` constrains the object, "" for any."""

    objects: tuple[str, ...]
    type: str
    relation: str

    def takes(self, kind: EntityType | None, root: str = "") -> bool:
        """Does an object of this type, whose head has this root, fit?"""
        if not self.type:
            return True
        if self.type.startswith("="):
            return root in self.type[1:].split("|")
        return kind in _CLASSES.get(self.type, frozenset({self.type}))


Key = tuple[str, str, tuple[str, ...]]


def key(word: Word) -> Key:
    """What inflections of one verb share: prefix class, root, suffixes."""
    head, _, rest = word.prefix.partition("+")
    family = "tr" if head in _TRANSITIVE else head
    return (f"{family}+{rest}" if rest else family, word.root, word.suffixes)


@cache
def _frames(code: str) -> dict[Key, tuple[Frame, ...]]:
    known = relations()
    found: dict[Key, list[Frame]] = {}
    for row in language(code).load_table(_FILE):
        if row["relation"] not in known:
            raise LanguageError(f"languages/{code}/{_FILE}: {row['verb']}: no relation {row['relation']!r}")
        frame = Frame(objects=tuple(row["object"].split("|")), type=row["type"], relation=row["relation"])
        found.setdefault(key(analyse(row["verb"])), []).append(frame)
    return {k: tuple(v) for k, v in found.items()}


@cache
def _transitive_roots(code: str) -> frozenset[str]:
    return frozenset(root for family, root, _ in _frames(code) if family == "tr")


def is_transitive(root: str, code: str = DEFAULT) -> bool:
    """Does the root make a transitive verb that has a frame?"""
    return root in _transitive_roots(code)


def light_frame(noun: str, root: str, code: str = DEFAULT) -> Frame | None:
    """The frame of the verb that a noun after a light verb stands for: penyerangan -> menyerang.

    A noun in per-…-an is of a verb without a suffix: perjalanan is never menjalani.
    """
    table = _frames(code)
    plain = analyse(noun).prefix == "per"
    for suffixes in ((),) if plain else ((), ("kan",), ("i",)):
        for frame in table.get(("tr", root, suffixes), ()):
            if not frame.type:
                return frame
    return next(iter(table.get(("ber", root, ()), ())), None)


def frames(word: Word, code: str = DEFAULT) -> Sequence[Frame]:
    """The frames of a verb form, narrow ones first.

    A bare or ter- form without frames of its own takes the transitive verb's: "kirim", "tertangkap"; not
    "tertinggal" that of "meninggal", which is not transitive.
    """
    return _frames_of(word.prefix, word.root, word.suffixes, code)


@lru_cache(maxsize=1 << 16)
def _frames_of(prefix: str, root: str, suffixes: tuple[str, ...], code: str) -> Sequence[Frame]:
    word = Word(form="", prefix=prefix, root=root, suffixes=suffixes)
    table = _frames(code)
    own = table.get(key(word))
    if own is not None:
        return own
    if not takes_transitive(word, code):
        return ()
    of_verb = table[_transitive_key(word)]
    return tuple(frame for frame in of_verb if word.prefix != "ter" or "obj" in frame.objects)


def takes_transitive(word: Word, code: str = DEFAULT) -> bool:
    """Is it a bare or ter- form that has no frame of its own but whose transitive verb has one?"""
    head = word.prefix.partition("+")[0]
    table = _frames(code)
    return head in {"", "ter"} and key(word) not in table and _transitive_key(word) in table


def _transitive_key(word: Word) -> Key:
    rest = word.prefix.partition("+")[2]
    return (f"tr+{rest}" if rest else "tr", word.root, word.suffixes)


@cache
def _noun_frames(code: str) -> dict[str, str]:
    known = relations()
    rows = language(code).load_table("noun_frames.tsv")
    for row in rows:
        if row["relation"] not in known:
            raise LanguageError(f"languages/{code}/noun_frames.tsv: no relation {row['relation']!r}")
    return {row["noun"]: row["relation"] for row in rows}


def noun_frame(noun: str, code: str = DEFAULT) -> str | None:
    """The relation that a noun (lower case) says between its bearer and what follows it."""
    return _noun_frames(code).get(noun)
