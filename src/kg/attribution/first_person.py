"""First-person pronouns inside a report stand for its speaker; "pihaknya" for the speaker's body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.attribution.model import Speech
from kg.coreference import Referents
from kg.mentions import pronoun_kinds, word_list
from kg.model import EntityType
from kg.syntax import Tree


def with_first_person(referents: Referents, trees: Sequence[Tree], speech: Speech) -> Referents:
    """The referents with "saya", "kami" and the like added where their speaker is known.

    "pihaknya" and the collective ones go to the body that the speaker holds an office in, if the
    document names it.
    """
    kinds = pronoun_kinds()
    found = dict(referents.of_pronoun)
    bodies = {c.label: c.number for c in referents.clusters if c.type is EntityType.ORGANIZATION}
    for s, tree in enumerate(trees):
        if kinds.keys().isdisjoint(tree.forms):
            continue
        for token, word in zip(tree.tokens, tree.forms, strict=True):
            kind = kinds.get(word)
            if kind not in {"first", "own_body"}:
                continue
            report = speech.at(token.start, token.end)
            if report is None or report.speaker.cluster is None:
                continue
            speaker = referents.clusters[report.speaker.cluster]
            collective = kind == "own_body" or word in word_list("collective")
            body = bodies.get(speaker.organisation) if collective else None
            found[s, token.index] = body if body is not None else speaker.number
    return referents if found == referents.of_pronoun else replace(referents, of_pronoun=found)
