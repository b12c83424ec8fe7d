"""Pronouns inside a report: "saya" is its speaker, "pihaknya" the speaker's body, "dia" somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from kg.attribution.model import Speech
from kg.coreference import Referents
from kg.frozen import replace
from kg.grammar import grammar
from kg.mentions import pronoun_kinds, word_list
from kg.model import EntityType, Modality, Token
from kg.syntax import Tree

_BEHIND = 2  # words behind "kita" that may be one of obligation: "kita juga harus"


def with_first_person(referents: Referents, trees: Sequence[Tree], speech: Speech) -> Referents:
    """The referents with "saya", "kami" and the like added where their speaker is known.

    "pihaknya" and the collective ones go to the body that the speaker holds an office in, if the
    document names it; a person alone is not "kami". "kita semua" and "kita harus …" take in
    everybody, and no speaker is "dia" in the own quotation.
    """
    kinds = pronoun_kinds()
    found = dict(referents.of_pronoun)
    bodies = {c.label: c.number for c in referents.clusters if c.type is EntityType.ORGANIZATION}
    for s, tree in enumerate(trees):
        if kinds.keys().isdisjoint(tree.forms):
            continue
        for token, word in zip(tree.tokens, tree.forms, strict=True):
            kind = kinds.get(word)
            if kind == "third" and _is_self(found.get((s, token.index)), token, speech):
                del found[s, token.index]
            if kind not in {"first", "own_body"} or _takes_in_all(tree, token):
                continue
            report = speech.at(token.start, token.end)
            if report is None or report.speaker.cluster is None:
                continue
            speaker = referents.clusters[report.speaker.cluster]
            collective = kind == "own_body" or word in word_list("collective")
            body = bodies.get(speaker.organisation) if collective else None
            if body is not None or not collective or speaker.type is not EntityType.PERSON:
                found[s, token.index] = body if body is not None else speaker.number
    return referents if found == referents.of_pronoun else replace(referents, of_pronoun=found)


def _is_self(cluster: int | None, token: Token, speech: Speech) -> bool:
    """Is it said inside a quotation of the one whom it is taken for?"""
    quoted = (r for r in speech.reports if r.kind == "quotation" and r.start <= token.start < r.end)
    return cluster is not None and any(r.speaker.cluster == cluster for r in quoted)


def _takes_in_all(tree: Tree, token: Token) -> bool:
    """ "kita semua", "kita sebagai warga", "kita perlu menabung": the speaker and whoever else there is."""
    if tree.forms[token.index] not in word_list("inclusive"):
        return False
    behind = tree.forms[token.index + 1 : token.index + 1 + _BEHIND]
    obliged = any(grammar().modal(form) == Modality.OBLIGATION for form in behind)
    return obliged or not word_list("including").isdisjoint(behind[:1])
