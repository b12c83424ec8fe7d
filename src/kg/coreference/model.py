"""What coreference gives: clusters of names, and which token stands for which cluster."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.gazetteer import Entry
from kg.mentions import Name
from kg.model import EntityType

Place = tuple[int, int]
"""A sentence of the document and a token in it."""


@dataclass(slots=True)
class Cluster:
    """All names of one entity while a document is read. `number` orders clusters by first mention.

    `organisation` is the body that the person holds an office in; a `group` is people
    coordinated or counted, without a name of their own.
    """

    number: int
    type: EntityType
    label: str
    entry: Entry | None = None
    names: list[str] = field(default_factory=list)
    organisation: str = ""
    group: bool = False


@dataclass(frozen=True, slots=True)
class Referents:
    """What refers to what in one document.

    `names[s]` are the names of sentence s; `of_name[(s, start)]`, `of_pronoun[(s, token)]` and, for the
    possessor or speaker in an enclitic, `of_clitic[(s, token)]` give the index of a cluster in `clusters`.
    `covering[s]` has the name, with its titles and brackets, that covers a token of sentence s.
    """

    clusters: tuple[Cluster, ...]
    names: tuple[tuple[Name, ...], ...]
    of_name: dict[Place, int]
    of_pronoun: dict[Place, int]
    of_clitic: dict[Place, int]
    covering: tuple[dict[int, Name], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        covering = tuple(
            [{i: n for n in reversed(names) for i in range(n.left, n.right)} for names in self.names]
        )
        object.__setattr__(self, "covering", covering)

    def name_at(self, sentence: int, token: int) -> Name | None:
        """The name, with its titles and brackets, that covers a token."""
        return self.covering[sentence].get(token)

    def cluster_at(self, sentence: int, token: int) -> Cluster | None:
        """The entity named, or referred to by pronoun, at a token."""
        name = self.name_at(sentence, token)
        if name is not None:
            return self.clusters[self.of_name[sentence, name.start]]
        number = self.of_pronoun.get((sentence, token))
        return self.clusters[number] if number is not None else None
