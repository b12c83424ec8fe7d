"""Extraction -> Statement: phrases become entities or values, claims get their speaker and their time.

One `Assembler` works on one document. Entities get stable IRIs: a full name or a known one is the same
entity everywhere; a bare first name, initials or a phrase belong to their article alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.assembly.arguments import PROPOSITION, Arguments
from kg.assembly.entities import Entities
from kg.assembly.labels import borders_of
from kg.assembly.marking import Marking
from kg.assembly.naming import Naming
from kg.assembly.statements import Statements
from kg.attribution import Speech
from kg.confidence import Judge
from kg.coreference import Referents
from kg.extraction import Dropped, Extraction
from kg.model import Document, Entity, Mention, Statement
from kg.reading import Reading

__all__ = ["PROPOSITION", "Assembler"]


class Assembler:
    """Turns the extractions of one document into statements, entities and mentions.

    Statements come first: mentions keep what an argument was taken for, entities are those of both.
    """

    def __init__(
        self,
        document: Document,
        readings: Sequence[Reading],
        referents: Referents,
        speech: Speech,
        base: str,
        judge: Judge,
    ) -> None:
        self._document = document
        self._readings = readings
        self._entities = Entities(document.id, referents.clusters, base)
        self._marking = Marking(document)
        arguments = Arguments(document.text, readings, self._entities, self._marking)
        self._statements = Statements(document, readings, speech, arguments, judge)
        self._naming = Naming(referents, self._entities, arguments, self._marking, base)

    def statements(
        self, extractions: Sequence[Extraction]
    ) -> tuple[tuple[Statement, ...], tuple[Dropped, ...]]:
        """Statements in reading order, each once, and the extractions that are none."""
        self._entities.bounded(borders_of(self._readings, extractions))
        return self._statements.all(extractions)

    def mentions(self) -> tuple[Mention, ...]:
        """Every name, acronym, pronoun, description, time and amount, in order."""
        self._naming.mark(self._document.text, self._readings)
        return self._marking.all()

    def entities(self) -> tuple[Entity, ...]:
        """Every entity of the document, by IRI."""
        return self._entities.all()
