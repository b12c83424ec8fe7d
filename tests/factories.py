"""Small hand-made analyses for tests: what the extractors would say of a few short articles."""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.model import (
    Analysis,
    Argument,
    Attribution,
    Document,
    Entity,
    Mention,
    Modality,
    Polarity,
    Predicate,
    Qualifier,
    Statement,
)
from kg.namespaces import ID, entity_iri, relation_iri

BASE = ID
TEXT = (
    "Bupati Raka Wibisana bertemu Gubernur Sinta Maheswari di Kota Randu pada Senin (3/2/2025). "
    "Raka membantah menerima uang Rp1,5 miliar. "
    "Menurut Kantor Berita Cakrawala, Sinta akan mengunjungi Pasar Melati. "
    "Ia menyantap soto bersama warga."
)


def entity(name: str, kind: str, *names: str, wikidata: str = "") -> Entity:
    return Entity(
        iri=entity_iri(BASE, name), label=name, type=kind, names=names or (name,), wikidata=wikidata
    )


RAKA = entity("Raka Wibisana", "Person", "Raka Wibisana", "Raka", wikidata="Q42")
SINTA = entity("Sinta Maheswari", "Person", "Sinta Maheswari", "Sinta")
RANDU = entity("Kota Randu", "Place")
MELATI = entity("Pasar Melati", "Place")
CAKRAWALA = entity("Kantor Berita Cakrawala", "Organization")


def argument(text: str, of: Entity | None = None, *, at: str = TEXT, **more: Any) -> Argument:
    start = max(at.find(text), 0)
    given: dict[str, Any] = {
        "text": text,
        "start": start,
        "end": start + len(text),
        "label": of.label if of else text,
        "entity": of.iri if of else None,
        "type": of.type if of else "Thing",
    }
    return Argument(**{**given, **more})


def predicate(text: str, lemma: str, relation: str | None = None) -> Predicate:
    return Predicate(text=text, lemma=lemma, relation=relation, iri=relation_iri(relation, lemma))


def statement(document: str = "randu-1", number: int = 0, **more: Any) -> Statement:
    """A statement about the sentence `number` of `TEXT`; by default, who met whom."""
    sentences = [part + "." for part in TEXT.rstrip(".").split(". ")]
    start = TEXT.index(sentences[number])
    given: dict[str, Any] = {
        "document": document,
        "sentence": sentences[number],
        "start": start,
        "end": start + len(sentences[number]),
        "subject": argument("Raka Wibisana", RAKA),
        "predicate": predicate("bertemu", "temu", "metWith"),
        "object": argument("Sinta Maheswari", SINTA),
        "rule": "active_object",
        "confidence": 0.9,
    }
    return Statement(**{**given, **more})


MET = statement(
    qualifiers=(
        Qualifier(role="place", argument=argument("Kota Randu", RANDU)),
        Qualifier(
            role="time",
            argument=argument("Senin (3/2/2025)", type="Time", value="2025-02-03", datatype="date"),
        ),
    ),
    time="2025-02-03",
)
DENIED = statement(
    number=1,
    predicate=predicate("menerima", "terima", "received"),
    object=argument("uang Rp1,5 miliar", type="Money", value="1500000000", datatype="decimal"),
    polarity=Polarity.NEGATIVE,
    rule="denied_complement",
)
PLANNED = statement(
    number=2,
    subject=argument("Sinta", SINTA),
    predicate=predicate("mengunjungi", "kunjung", "visited"),
    object=argument("Pasar Melati", MELATI),
    modality=Modality.PLANNED,
    attribution=Attribution(
        text="Kantor Berita Cakrawala", label=CAKRAWALA.label, entity=CAKRAWALA.iri, cue="menurut"
    ),
    time="2025-02-03/2025-02-07",
)
OPEN = statement(
    number=3,
    subject=argument("Ia", SINTA),
    predicate=predicate("menyantap", "santap"),
    object=argument("soto"),
    confidence=1.0,
)


def document(name: str = "randu-1", **more: Any) -> Document:
    given: dict[str, Any] = {
        "id": name,
        "text": TEXT,
        "title": "Bupati dan Gubernur Bertemu di Randu",
        "date": date(2025, 2, 4),
        "url": f"https://berita.example/{name}",
        "source": "Harian Randu",
    }
    return Document(**{**given, **more})


def analysis(name: str = "randu-1", *statements: Statement, **more: Any) -> Analysis:
    """The whole article, or one that says only `statements`."""
    chosen = statements or tuple(_of(name, one) for one in (MET, DENIED, PLANNED, OPEN))
    given: dict[str, Any] = {
        "document": document(name),
        "sentences": (),
        "mentions": (
            Mention(
                document=name,
                start=7,
                end=20,
                text="Raka Wibisana",
                type="Person",
                entity=RAKA.iri,
                label=RAKA.label,
            ),
        ),
        "entities": (RAKA, SINTA, RANDU, MELATI, CAKRAWALA),
        "statements": chosen,
        "rejections": (),
    }
    return Analysis(**{**given, **more})


def _of(name: str, one: Statement) -> Statement:
    fields = {field: getattr(one, field) for field in Statement.__slots__}
    return Statement(**{**fields, "document": name})
