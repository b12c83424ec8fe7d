"""Analyses from a few words: what each test tells, with offsets worked out from the sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

from kg.journal import Journal, pack
from kg.model import (
    Analysis,
    Argument,
    Attribution,
    Document,
    Entity,
    Modality,
    Polarity,
    Predicate,
    Qualifier,
    Statement,
)
from kg.namespaces import entity_iri
from kg.spool import Spool
from kg.store import Store

BASE = "https://example.org/id/"


def iri(name: str) -> str:
    return entity_iri(BASE, name)


def told(
    subject: str,
    verb: str,
    target: str,
    *,
    sentence: str = "",
    relation: str | None = "metWith",
    types: tuple[str, str] = ("Person", "Person"),
    speaker: str = "",
    negative: bool = False,
    modality: Modality = Modality.ACTUAL,
    time: str | None = None,
    place: str = "",
) -> Statement:
    """One statement; its sentence is "subject verb target." unless given."""
    sentence = sentence or f"{subject} {verb} {target}{' di ' + place if place else ''}."
    return Statement(
        document="",
        sentence=sentence,
        start=0,
        end=len(sentence),
        subject=_argument(subject, sentence, types[0]) if subject else None,
        predicate=Predicate(
            text=verb,
            lemma=verb.split(" ", 1)[0],
            relation=relation,
            iri=f"{BASE}rel/{quote(relation or verb, errors='replace')}",
        ),
        object=_argument(target, sentence, types[1]) if target else None,
        qualifiers=(Qualifier(role="place", argument=_argument(place, sentence, "Place")),) if place else (),
        polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
        modality=modality,
        attribution=Attribution(text=speaker, label=speaker, entity=None, cue="kata") if speaker else None,
        time=time,
        rule="active_object",
        confidence=0.9,
    )


def article(
    *statements: Statement,
    id: str = "berita-1",
    title: str = "Pertemuan di ibu kota",
    url: str = "https://kabar.example/berita/1",
    day: date | None = date(2024, 5, 17),
    source: str = "kabar.example",
    names: Sequence[str] = (),
) -> Analysis:
    """An article made of the statements' sentences, one after the other."""
    text, placed = "", []
    for statement in statements:
        at = len(text)
        text += statement.sentence + "\n"
        placed.append(_moved(statement, id, at))
    entities: dict[str, Entity] = {}
    for statement in placed:
        for part in (statement.subject, statement.object, *(q.argument for q in statement.qualifiers)):
            if part is not None and part.entity:
                entities[part.entity] = Entity(
                    iri=part.entity, label=part.label, type=part.type, names=(part.label, *names)
                )
    return Analysis(
        document=Document(id=id, text=text, title=title, date=day, url=url, source=source),
        sentences=(),
        mentions=(),
        entities=tuple(entities.values()),
        statements=tuple(placed),
        rejections=(),
    )


def folder_of(folder: Path, articles: Iterable[Analysis]) -> Path:
    """A folder as `kg build` leaves it, as far as `kg view` reads it."""
    with Journal(folder / "articles.sqlite", program="test") as journal, Spool() as spool:
        for analysis in articles:
            journal.keep(analysis.document, pack(analysis))
            journal.include(analysis.document)
            spool.add(analysis)
        journal.promote("build", "{}")
        Store.build(folder / "store", spool)
    return folder


def _argument(words: str, sentence: str, kind: str) -> Argument:
    start = max(sentence.find(words), 0)
    return Argument(
        text=words, start=start, end=start + len(words), label=words, entity=iri(words), type=kind
    )


def _moved(statement: Statement, document: str, by: int) -> Statement:
    def move(argument: Argument | None) -> Argument | None:
        return argument and replace(argument, start=argument.start + by, end=argument.end + by)

    return replace(
        statement,
        document=document,
        start=statement.start + by,
        end=statement.end + by,
        subject=move(statement.subject),
        object=move(statement.object),
        qualifiers=tuple(replace(q, argument=move(q.argument)) for q in statement.qualifiers),
    )
