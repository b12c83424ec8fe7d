"""Phrases and clusters -> entities with stable IRIs.

A full name or a known one is the same entity everywhere; a bare first name, initials, a group or a phrase
belong to their article alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.assembly.labels import Borders, core_of, label_of
from kg.coreference import Cluster
from kg.gazetteer import Entry, fold
from kg.grammar import grammar
from kg.mentions import word_list
from kg.model import Entity, EntityType
from kg.namespaces import entity_iri, thing_iri
from kg.reading import Reading
from kg.syntax import Phrase

_NAMED_WORDS = 2  # words that a person's name needs to stand for them outside the article


class Entities:
    """The entities of one document: those of its clusters, and what else its phrases bring."""

    def __init__(self, document: str, clusters: Sequence[Cluster], base: str) -> None:
        self._document = document
        self._base = base
        self._clusters = [self._named(cluster) for cluster in clusters]
        self._others: dict[str, Entity] = {}  # by label, IRI, or type and label
        self._last: dict[str, Entity] = {}  # by head noun
        self._borders: Borders = {}

    def bounded(self, borders: Borders) -> None:
        """Say where what stands beside the arguments begins: it is no part of what they are called."""
        self._borders = borders

    def of_cluster(self, number: int) -> Entity:
        """The entity of a cluster by its number."""
        return self._clusters[number]

    def all(self) -> tuple[Entity, ...]:
        """Every entity of the document, by IRI."""
        by_iri = {e.iri: e for e in (*self._others.values(), *self._clusters)}
        return tuple(by_iri[iri] for iri in sorted(by_iri))

    def known(self, entry: Entry) -> Entity:
        """The entity of a name in the gazetteer: a cluster's, if one stands for it."""
        iri = entity_iri(self._base, entry.name)
        found = next((e for e in self._clusters if e.iri == iri), None)
        entity = found or Entity(
            iri=iri,
            label=entry.name,
            type=EntityType(entry.type).value,
            names=(entry.name,),
            wikidata=entry.wikidata,
        )
        self._others.setdefault(iri, entity)
        return entity

    def thing(self, reading: Reading, phrase: Phrase) -> Entity:
        """What has no name: the same phrase is the same thing in one article; "… tersebut" goes back.

        What was gone back to is meant by its bare noun from then on.
        """
        label = label_of(reading, phrase, self._borders.get((reading.index, phrase.head), ()))
        folded = fold(label)
        head = reading.tree.words[phrase.head].casefold()
        definite = _is_definite(reading, phrase) and reading.text(phrase.head) not in grammar().vague
        found = self._others.get(folded)
        if found is None and definite:
            found = self._gone_back_to(head, core_of(reading, phrase))
        if found is None:
            kind = reading.type_of(phrase) or EntityType.THING
            iri = thing_iri(self._base, self._document, label)
            found = Entity(iri=iri, label=label, type=kind.value, names=(label,))
        self._others[folded] = found
        if definite:
            self._others.setdefault(fold(core_of(reading, phrase)), found)
        self._last[head] = found
        return found

    def _gone_back_to(self, head: str, core: str) -> Entity | None:
        """What "ledakan itu" goes back to; "rasa sakit itu" is no "rasa bangga"."""
        found = self._last.get(head)
        return (
            found if found is not None and set(fold(core).split()) <= set(fold(found.label).split()) else None
        )

    def typed(self, text: str, label: str, kind: EntityType) -> Entity:
        """An entity of a type that the extractor knows: an office is the same one everywhere."""
        if kind is EntityType.POSITION:
            iri = entity_iri(self._base, label)
        else:
            iri = thing_iri(self._base, self._document, label)
        entity = Entity(iri=iri, label=label, type=kind.value, names=tuple(sorted({label, text})))
        self._others.setdefault(f"{kind} {fold(label)}", entity)
        return entity

    def _named(self, cluster: Cluster) -> Entity:
        label = cluster.label
        full = cluster.type is not EntityType.PERSON or len(label.split()) >= _NAMED_WORDS
        lasting = cluster.entry is not None or (full and not cluster.group)
        return Entity(
            iri=entity_iri(self._base, label) if lasting else thing_iri(self._base, self._document, label),
            label=label,
            type=cluster.type.value,
            names=tuple(sorted({*cluster.names, label})),
            wikidata=cluster.entry.wikidata if cluster.entry is not None else "",
        )


def _is_definite(reading: Reading, phrase: Phrase) -> bool:
    """Is there a demonstrative in the phrase or right after it?"""
    return not word_list("demonstratives").isdisjoint(reading.tree.forms[phrase.head : phrase.end + 1])
