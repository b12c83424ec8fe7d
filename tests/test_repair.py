"""Mending: whatever the parse says, the mended sentence is a tree of the same words."""

from __future__ import annotations

import random

import pytest

from kg.model import Sentence, Token
from kg.repair import mend

WORDS = (
    ("memberi", "VERB"),
    ("mengatakan", "VERB"),
    ("ditangkap", "VERB"),
    ("menuju", "VERB"),
    ("kami", "PRON"),
    ("Rina", "PROPN"),
    ("kesempatan", "NOUN"),
    ("warga", "NOUN"),
    ("pagi", "NOUN"),
    ("sejumlah", "DET"),
    ("40", "NUM"),
    ("lebih", "ADV"),
    ("dari", "ADP"),
    ("bahwa", "SCONJ"),
    ("dan", "CCONJ"),
    (",", "PUNCT"),
)
RELATIONS = ("nsubj", "obj", "iobj", "obl", "nmod", "acl", "advcl", "ccomp", "conj", "amod", "appos", "flat")


def drawn(draw: random.Random) -> Sentence:
    """Words at random, on each other at random: always a tree."""
    words = [draw.choice(WORDS) for _ in range(draw.randint(2, 9))]
    order = draw.sample(range(len(words)), len(words))
    heads = {order[0]: order[0], **{w: draw.choice(order[:i]) for i, w in enumerate(order) if i}}
    tokens: list[Token] = []
    for index, (form, upos) in enumerate(words):
        start = tokens[-1].end + 1 if tokens else 0
        tokens.append(
            Token(
                index=index,
                text=form,
                lemma=form,
                upos=upos,
                head=heads[index],
                deprel="root" if heads[index] == index else draw.choice(RELATIONS),
                start=start,
                end=start + len(form),
                entity="B-PER" if upos == "PROPN" else "O",
            )
        )
    text = " ".join(form for form, _ in words)
    return Sentence(document="kabar", index=0, text=text, start=0, end=len(text), tokens=tuple(tokens))


@pytest.mark.parametrize("seed", range(40))
def test_a_mended_sentence_is_a_tree(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(100):
        sentence = drawn(draw)
        mended = mend(sentence)
        assert [t.text for t in mended.tokens] == [t.text for t in sentence.tokens]
        for token in mended.tokens:
            above = token
            for _ in sentence.tokens:
                above = mended.tokens[above.head]
            assert above.head == above.index, [(t.text, t.head, t.deprel) for t in mended.tokens]
