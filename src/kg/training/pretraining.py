"""A network that has guessed missing words of plain news, before it is taught anything else.

Each word is guessed from the state of the words before it and that of the words after it (context2vec,
Melamud et al. 2016, https://aclanthology.org/K16-1006/) among frequent words and classes of the others,
against a sample of wrong ones (Jean et al. 2015, https://arxiv.org/abs/1412.2007). One layer alone can
learn so: in a second, the states would have seen the word.
"""

from __future__ import annotations

import logging
import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from kg.training.batches import Lexicon
from kg.training.net import Net

log = logging.getLogger(__name__)
CLASSES = 5  # of words that are not frequent: with a digit, capitals, a capital, letters, others
TOGETHER = 100  # batches whose sequences are sorted by length
SHORTEST = 6  # words of a sequence
KNOWN = ("tables", "word", "ahead", "back")  # the parts of a network that are learnt so


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze:
    """A run: `steps` batches of `sequences` of at most `longest` words, learning `rate` with cosine decay.

    `vocabulary` frequent words may be guessed; `negatives` wrong ones are looked at in a step; `width` is
    that of the layer between states and words.
    """

    seed: int
    steps: int
    sequences: int
    longest: int
    vocabulary: int
    negatives: int
    width: int
    rate: float
    drop: float


class _Guess(nn.Module):
    """From the states around a word to the word."""

    def __init__(self, hidden: int, width: int, counts: NDArray[np.int64]) -> None:
        super().__init__()
        self.inner = nn.Linear(2 * hidden, width)
        self.words = nn.Embedding(len(counts), width)
        self.bias = nn.Embedding(len(counts), 1)
        nn.init.normal_(self.words.weight, std=0.05)
        self.bias.weight.data[:, 0] = torch.from_numpy(np.log((counts + 1) / counts.sum())).float()
        weights = torch.from_numpy(counts**0.75).float()
        self.register_buffer("chance", weights / weights.sum())

    def loss(self, around: Tensor, right: Tensor, negatives: int) -> Tensor:
        """(words, 2 * hidden), (words,) -> the mean loss against a common sample of wrong words."""
        state = F.gelu(self.inner(around), approximate="tanh")
        chance: Tensor = self.get_buffer("chance")
        wrong = torch.multinomial(chance, negatives, replacement=True)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = (state @ self.words(wrong).T).float()
        scores = scores + self.bias(wrong)[:, 0] - torch.log(negatives * chance[wrong])
        scores = scores.masked_fill(wrong[None] == right[:, None], -1e4)
        true = (state * self.words(right)).sum(-1) + self.bias(right)[:, 0]
        true = true - torch.log(negatives * chance[right])
        both = torch.cat([true[:, None], scores], 1)
        return F.cross_entropy(both, torch.zeros(len(right), dtype=torch.long))


def pretrain(net: Net, lines: Sequence[Sequence[str]], lexicon: Lexicon, plan: Cloze) -> dict[str, Tensor]:
    """Train `net`, of one layer, in place on lines of words; returns what `begin` begins with."""
    if net.shape.layers != 1:
        raise ValueError("a network of one layer alone can be taught to guess words")
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    cut = [line[i : i + plan.longest] for line in lines for i in range(0, len(line), plan.longest)]
    counts = Counter(word for sequence in cut for word in sequence)
    frequent = {word: CLASSES + i for i, (word, _) in enumerate(counts.most_common(plan.vocabulary))}
    number = {word: i for i, word in enumerate(counts)}
    rows = np.array([lexicon.place(word) for word in counts], dtype=np.int64)
    targets = np.array([frequent.get(word, _class(word)) for word in counts], dtype=np.int64)
    seen = np.zeros(CLASSES + len(frequent), dtype=np.int64)
    np.add.at(seen, targets, list(counts.values()))
    sequences = [np.array([number[word] for word in s], dtype=np.int64) for s in cut if len(s) >= SHORTEST]
    table = lexicon.tensors()
    guess = _Guess(net.shape.hidden, plan.width, seen)
    everything = [*net.parameters(), *guess.parameters()]
    optimizer = torch.optim.AdamW(everything, lr=plan.rate, betas=(0.9, 0.95), weight_decay=1e-4)
    net.train()
    running = 0.0
    for step, batch in zip(range(plan.steps), _batches(sequences, plan.sequences, rng), strict=False):
        rate = min(1.0, (step + 1) / 200) * max(0.03, 0.5 * (1 + math.cos(math.pi * step / plan.steps)))
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * rate
        size = max(map(len, batch))
        padded = np.full((len(batch), size), -1, dtype=np.int64)
        for row, sequence in enumerate(batch):
            padded[row, : len(sequence)] = sequence
        known = torch.from_numpy(padded >= 0)
        forms = torch.from_numpy(np.where(padded >= 0, rows[padded], 0))
        around = _around(net, table, forms, known.sum(1), plan.drop)
        loss = guess.loss(around[known], torch.from_numpy(targets[padded])[known], plan.negatives)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(everything, 2.0)
        optimizer.step()
        running += loss.item()
        if (step + 1) % 500 == 0:
            log.info("guessing words: step %d, loss %.3f", step + 1, running / 500)
            running = 0.0
    net.eval()
    return {key: value for key, value in net.state_dict().items() if key.partition(".")[0] in KNOWN}


def begin(net: Net, learnt: Mapping[str, Tensor]) -> Net:
    """A new network with what was learnt before."""
    net.load_state_dict({**net.state_dict(), **learnt})
    return net


def _around(net: Net, table: tuple[Tensor, Tensor], forms: Tensor, lengths: Tensor, drop: float) -> Tensor:
    """(sequences, words, 2 * hidden): the state before each word, and the one after it."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        encoded = net.encode(table[0][forms], table[1][forms], lengths, drop)
    hidden = net.shape.hidden
    before = F.pad(encoded[:, :-1, :hidden], (0, 0, 1, 0))
    follows = torch.arange(forms.shape[1])[None] < lengths[:, None] - 1
    after = F.pad(encoded[:, 1:, hidden:], (0, 0, 0, 1)) * follows[..., None]
    return torch.cat([before, after], -1)


def _class(word: str) -> int:
    """What is guessed instead of a word that is not frequent."""
    if any(c.isdigit() for c in word):
        return 0
    if word.isupper():
        return 1
    if word[:1].isupper():
        return 2
    return 3 if word.replace("-", "").isalpha() else 4


def _batches(
    sequences: Sequence[NDArray[np.int64]], together: int, rng: random.Random
) -> Iterator[list[NDArray[np.int64]]]:
    """Without end: sequences of like length, in random order."""
    while sequences:
        order = list(range(len(sequences)))
        rng.shuffle(order)
        size = TOGETHER * together
        parts = [
            sorted(order[i : i + size], key=lambda j: len(sequences[j])) for i in range(0, len(order), size)
        ]
        batches = [part[i : i + together] for part in parts for i in range(0, len(part), together)]
        rng.shuffle(batches)
        for batch in batches:
            yield [sequences[j] for j in batch]
