"""Mends who is given something: they stand between the verb and what they get."""

from __future__ import annotations

from kg.counting import ancestors, has_case
from kg.frozen import replace
from kg.model import Token

_BEFORE_NOUN = frozenset({"NUM", "DET", "ADV"})


def bestowed(tokens: list[Token], verb: Token) -> None:
    """ "memberi kami kesempatan", "memberikan Ani hadiah": who gets it, then what; not one thing."""
    end = verb.index + 2
    if end >= len(tokens) or verb.upos != "VERB":
        return
    receiver = tokens[verb.index + 1]
    while end < len(tokens) and tokens[end].entity.startswith("I-"):
        end += 1
    given = next((t for t in tokens[end:] if t.upos not in _BEFORE_NOUN), None)
    named = receiver.upos == "PRON" or receiver.entity.startswith("B-")
    if not named or given is None or given.upos != "NOUN" or has_case(tokens, given.index):
        return
    if any(verb.index < above <= given.index for above in ancestors(tokens, verb)):
        return  # the verb stands below one of them
    for token in tokens[end : given.index]:
        if token.head < end or token.head > given.index:
            tokens[token.index] = replace(token, head=given.index)
    tokens[given.index] = replace(given, head=verb.index, deprel="obj", certainty=1.0)
    tokens[receiver.index] = replace(receiver, head=verb.index, deprel="iobj", certainty=1.0)
