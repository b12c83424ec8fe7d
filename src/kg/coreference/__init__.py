"""Which mentions of a document are one entity: names, parts of names, acronyms, pronouns.

Precise before complete: a wrong merge is worse than a missed one. Names are clustered in reading order;
pronouns then go to the person in focus, in the manner of centering (Grosz, Joshi and Weinstein 1995):
the subject of the sentence before, the speaker of the last quotation, the last person named.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.coreference.clusters import cluster
from kg.coreference.consistency import consistent
from kg.coreference.model import Cluster, Referents
from kg.coreference.pronouns import pronouns
from kg.mentions import find_names
from kg.syntax import Tree

__all__ = ["Cluster", "Referents", "resolve"]


def resolve(trees: Sequence[Tree], quotes: Sequence[tuple[int, int]] = ()) -> Referents:
    """Names and third-person pronouns of a document; `quotes` are the character spans of quotations."""
    names = consistent(trees, [find_names(tree) for tree in trees])
    clusters, of_name = cluster(trees, names)
    of_pronoun, of_clitic = pronouns(trees, names, clusters, of_name, quotes)
    return Referents(tuple(clusters), tuple(names), of_name, of_pronoun, of_clitic)
