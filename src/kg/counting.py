"""Mends of how many there are: a number belongs to what it counts, an amount to what it is said of."""

from __future__ import annotations

from collections.abc import Iterator

from kg.frozen import replace
from kg.grammar import grammar
from kg.mentions import word_list
from kg.model import Token
from kg.morphology import analyse
from kg.times.lexicon import lexicon
from kg.ud import base

_NOUNS = frozenset({"NOUN", "PROPN"})


def more_than(tokens: list[Token], word: Token) -> None:
    """ "lebih dari 40 ekor": a part of the number, no preposition of what is counted."""
    before, after = tokens[word.index - 1], tokens[min(word.index + 1, len(tokens) - 1)]
    sum_of = after.index + 1 < len(tokens) and tokens[after.index + 1].head == after.index
    sum_of = sum_of and tokens[after.index + 1].upos == "NUM"  # "Rp 3.500"
    number = word.upos == "ADP" and (after.upos == "NUM" or sum_of) and word.index > 0
    bounds = before.text.lower() in word_list("measuring") and before.upos == "ADV"
    if number and bounds and word.index not in ancestors(tokens, before):
        tokens[word.index] = replace(word, head=before.index, deprel="fixed")


def ancestors(tokens: list[Token], token: Token) -> Iterator[int]:
    """What a token hangs on, from near to far."""
    while token.head != token.index:
        token = tokens[token.head]
        yield token.index


def counted_subject(tokens: list[Token], noun: Token) -> None:
    """ "40 ekor penyu terdapat di pantai": what is counted before a verb without a subject is its subject."""
    noun = tokens[noun.index]
    verb = tokens[noun.head]
    before = noun.deprel == "obl" and noun.index < verb.index and verb.upos in {"VERB", "ADJ"}
    if not before or not counted(tokens, noun.index) or noun.text.lower() in lexicon().units:
        return
    beside = {base(t.deprel) for t in tokens if t.head == verb.index and t.index != verb.index}
    own = {base(t.deprel) for t in tokens if t.head == noun.index}
    if beside.isdisjoint({"nsubj", "csubj"}) and "case" not in own and base(verb.deprel) != "acl":
        passive = analyse(verb.text).voice == "passive"
        tokens[noun.index] = replace(noun, deprel="nsubj:pass" if passive else "nsubj", certainty=1.0)


def quantified(tokens: list[Token], word: Token) -> None:
    """ "sejumlah pegawai memprotes", "mengelola 40 Badan Usaha": how many, and no argument by itself."""
    word = tokens[word.index]
    noun = tokens[min(word.index + 1, len(tokens) - 1)]
    number = word.upos == "NUM" and not has_case(tokens, word.index)
    both = word.deprel == noun.deprel and word.head == noun.head and noun.upos in {"NOUN", "PROPN"}
    if both and noun.index > word.index and (number or word.text.lower() in grammar().quantifiers):
        tokens[word.index] = replace(word, head=noun.index, deprel="nummod" if number else "det")
        tokens[noun.index] = replace(noun, certainty=1.0)


def subject_of_amount(tokens: list[Token], noun: Token) -> None:
    """ "total anggaran itu Rp19 miliar": the amount is said of what stands before it."""
    amount = tokens[noun.head]
    before = noun.index < amount.index == amount.head and noun.upos == "NOUN"
    if before and counted(tokens, amount.index) and not has_case(tokens, noun.index):
        tokens[noun.index] = replace(noun, deprel="nsubj", certainty=1.0)


def has_case(tokens: list[Token], index: int) -> bool:
    return any(t.head == index and base(t.deprel) == "case" for t in tokens)


def counted(tokens: list[Token], index: int) -> bool:
    return any(t.head == index and base(t.deprel) == "nummod" for t in tokens)


def share_of_subject(tokens: list[Token], noun: Token) -> None:
    """ "menemukan 60 persen responden memilih kopi": the share is of those who choose, and no object."""
    noun = tokens[noun.index]
    verb = tokens[noun.head]
    amount = tokens[noun.index - 1] if noun.index else noun
    found = base(amount.deprel) == "obj" and counted(tokens, amount.index) and amount.head == verb.head
    if found and base(verb.deprel) == "ccomp" and amount.index < noun.index < verb.index:
        tokens[amount.index] = replace(amount, head=noun.index, deprel="nmod")
        tokens[noun.index] = replace(noun, certainty=1.0)
