"""Text that means harm, for property tests: strings, articles as JSON lines, and statements."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import strategies as st

from kg.model import (
    Analysis,
    Argument,
    Attribution,
    Document,
    Entity,
    EntityType,
    Modality,
    Polarity,
    Predicate,
    Qualifier,
    Statement,
)

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
PIECES = [
    '"', "'", "\\", "\\\\", '\\"', "<", ">", "<b>", "</script>", "<!--", "]]>", "&amp;", "&", "{", "}",
    "|", "^", "`",
    "\r", "\n", "\r\n", "\t", "\x00", "\x01", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029", "\u200b",
    "\u200e",
    "\u200f", "\u202e", "\u202c", "\u2066", "\u2069", "\ufeff", "\ufffe", "\uffff", "\ud800", "\udc00",
    "\U0001f600",
    "\U0001f1ee\U0001f1e9", "e\u0301", "\u1b05\u1b44", "%", "%2", "%41", "#", "?", "/", "//", "..", ".",
    ",", ";", ":",
    "@id", "@", "^^", "_:b", "\\u0041", "'''", '"""', "http://a b/<c>", "https://berita.example/a b",
    "urn:x:",
    "javascript:alert(1)", "~", "_", "-", "x" * 300, "é" * 200, "=cmd()", "\ue000", "\U000e0001",
]  # fmt: skip


class Long(str):
    """A long text that a report of a failure shows in a few characters."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{self[:3]!r}…{len(self)}"


class File(bytes):
    """The bytes of a file, shown short where they are many."""

    __slots__ = ()

    def __repr__(self) -> str:
        return super().__repr__() if len(self) < 20_000 else f"{self[:2000]!r}…{len(self)}"


HUGE = ["x" * 100_000, "é" * 50_000, "ab " * 30_000, '"' * 20_000, "\U0001f600" * 25_000]

piece = st.one_of(
    st.sampled_from(PIECES), st.text(st.characters(exclude_categories=()), max_size=4), st.just("Raka")
)


def joined(pieces: list[str]) -> str:
    """The pieces as one text. Halves of a surrogate pair that meet are one character: JSON takes them so."""
    return _PAIR.sub(
        lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), "".join(pieces)
    )


short = st.lists(piece, max_size=5).map(joined)


@st.composite
def long_(draw: st.DrawFn) -> str:
    """A short text, or once in a while a huge one."""
    return draw(st.sampled_from([Long(text) for text in HUGE]) if draw(st.integers(0, 255)) == 97 else short)


TEMPLATES = [
    "Menteri {a} bertemu dengan Gubernur {b} di {c}, Senin (3/2/2025).",
    "{a} tidak menerima uang Rp1,5 miliar dari {b}.",
    'Menurut {a}, {b} akan mengunjungi {c} pada Maret 2025. "{d}," kata {a}.',
    "{a} ({b}) menewaskan 12 orang di {c}.",
    "Raka Wibisana {a} menyantap {b} bersama {c}.",
    "{a}",
]
named = st.one_of(st.sampled_from(["Raka Wibisana", "PT Melati {x}", "Kota Randu", "KPK"]), short)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    names = {key: draw(named).replace("{x}", draw(short)) for key in "abcd"}
    return draw(st.sampled_from(TEMPLATES)).format(**names)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    """An article as an input row; anything in its fields."""
    text = draw(st.sampled_from([" ", "\n", "\n\n", "\r\n", ""])).join(
        draw(st.lists(sentences(), min_size=1, max_size=3))
    )
    row = {"text": text if draw(st.integers(0, 200)) else text + draw(st.sampled_from(HUGE))}
    for field in ("id", "title", "url", "source", "date"):
        if draw(st.booleans()):
            row[field] = draw(long_() if field in ("title", "id") else short)
    return row


@st.composite
def files(draw: st.DrawFn, documents: int) -> bytes:
    """JSON lines of so many hostile articles; escapes or plain UTF-8, as they come."""
    made = []
    for _ in range(documents):
        row = draw(rows())
        text = json.dumps(row, ensure_ascii=draw(st.booleans()))
        try:
            made.append(text.encode("utf-8"))
        except UnicodeEncodeError:
            made.append(json.dumps(row).encode("ascii"))
    return File(b"\n".join(made))


@st.composite
def arguments(draw: st.DrawFn) -> Argument:
    start = draw(st.integers(0, 500))
    value = draw(
        st.one_of(st.none(), short, st.sampled_from(["1.50", "007", "2025-02-03", "NaN", "1e5", "-0"]))
    )
    kinds = st.one_of(st.sampled_from([str(kind) for kind in EntityType]), short)
    return Argument(
        text=draw(long_()),
        start=start,
        end=start + draw(st.integers(0, 50)),
        label=draw(long_()),
        entity=draw(st.one_of(st.none(), short, short.map(lambda text: "https://berita.example/" + text))),
        type=draw(kinds),
        value=value,
        datatype=None
        if value is None
        else draw(st.sampled_from(["string", "decimal", "date", "dateTime", "x"])),
    )


@st.composite
def statements(draw: st.DrawFn, document: str, relations: list[str]) -> Statement:
    """A statement with anything in its fields, as no extractor would make it."""
    start = draw(st.integers(0, 500))
    said = st.builds(Attribution, text=short, label=short, entity=st.one_of(st.none(), short), cue=short)
    relation = draw(st.one_of(st.none(), st.sampled_from(relations)))
    qualifiers = st.builds(
        Qualifier, role=st.one_of(st.sampled_from(["place", "time", "amount"]), short), argument=arguments()
    )
    times = [
        "2025-02-03",
        "2025-02",
        "2025-13-45",
        "2025-02-03/2025-02-07",
        "../2025",
        "2025-02-03T17:30+07:00",
    ]
    return Statement(
        document=document,
        sentence=draw(long_()),
        start=start,
        end=start + draw(st.integers(1, 500)),
        subject=draw(st.one_of(st.none(), arguments())),
        predicate=Predicate(
            text=draw(short), lemma=draw(short), relation=relation, iri=draw(st.one_of(st.just(""), short))
        ),
        object=draw(st.one_of(st.none(), arguments())),
        qualifiers=tuple(draw(st.lists(qualifiers, max_size=3))),
        polarity=draw(st.sampled_from(Polarity)),
        modality=draw(st.sampled_from(Modality)),
        attribution=draw(st.one_of(st.none(), said)),
        time=draw(st.one_of(st.none(), short, st.sampled_from(times))),
        rule=draw(short),
        confidence=draw(st.floats(0, 1)),
    )


@st.composite
def analyses(draw: st.DrawFn, relations: list[str]) -> Analysis:
    """An article with hostile fields, names and statements."""
    name = draw(long_())
    entity = st.builds(
        Entity,
        iri=short.map(lambda text: "https://berita.example/" + text),
        label=long_(),
        type=st.sampled_from([str(kind) for kind in EntityType]),
        names=st.lists(short, max_size=2).map(tuple),
        wikidata=short,
    )
    return Analysis(
        document=Document(
            id=name, text=draw(long_()), title=draw(long_()), date=None, url=draw(short), source=draw(long_())
        ),
        sentences=(),
        mentions=(),
        entities=tuple(draw(st.lists(entity, max_size=2))),
        statements=tuple(draw(st.lists(statements(name, relations), min_size=1, max_size=3))),
        rejections=(),
    )
