"""Training: losses over mixed batches, decaying rate, averaged weights."""

from __future__ import annotations

import logging
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from kg.training.batches import UNKNOWN, Batch, Lexicon, Sample, batches, pieces
from kg.training.net import Net

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A run: `steps` batches of about `words` words, learning `rate` with warm-up and cosine decay.

    What is kept is looked at `every` so many steps.
    """

    steps: int
    words: int
    rate: float
    drop: float
    seed: int
    average: float = 0.998
    warm: int = 100
    every: int = 500
    minutes: float = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """A corpus in the mixture: `share` of the batches come from it."""

    samples: Sequence[Sample]
    share: float


def loss_of(net: Net, batch: Batch, table: tuple[Tensor, Tensor], drop: float) -> Tensor:
    """The sum of the losses that the batch has answers for."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        encoded = net.encode(table[0][batch.forms], table[1][batch.forms], batch.lengths, drop)
    scale = batch.weight[:, None]
    total = torch.zeros(())
    if "labels" in batch.has:
        total = total + _cross(net.logits("tag", encoded, batch.domain, drop), batch.labels, scale)
    if "aux" in batch.has:
        total = total + 0.5 * _cross(net.logits("aux", encoded, batch.domain, drop), batch.aux, scale)
    known = batch.starts >= 0
    if known.any():
        scores = net.logits("start", encoded, batch.domain, drop)[..., 0]
        total = total + F.binary_cross_entropy_with_logits(scores[known], batch.starts[known].float())
    if "heads" in batch.has:
        arcs = net.arcs(encoded, batch.domain, drop)
        same = batch.sentences[:, :, None] == batch.sentences[:, None, :]
        mask = torch.cat([torch.ones_like(same[..., :1]), same], -1)
        arcs = arcs.masked_fill(~mask, -1e4)
        total = total + _cross(arcs, batch.heads, scale)
        relations = net.relations(encoded, batch.heads.clamp(min=0), batch.domain, drop)
        total = total + _cross(relations, batch.relations, scale)
    if "names" in batch.has:
        scores = net.logits("name", encoded, batch.domain, drop)
        mask = (batch.names >= 0).float()
        total = total + 1.5 * net.chain_loss(scores, batch.names.clamp(min=0), mask)
    return total


def _cross(scores: Tensor, gold: Tensor, weight: Tensor) -> Tensor:
    losses = F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN, reduction="none")
    known = (gold >= 0).float().flatten()
    return (losses * weight.expand_as(gold).flatten()).sum() / known.sum().clamp(min=1)


def train(
    net: Net,
    mixtures: Sequence[Mixture],
    lexicon: Lexicon,
    plan: Plan,
    check: Callable[[Net, int], float] | None = None,
) -> Net:
    """Train in place; returns a copy with averaged weights, the best one by `check` where given.

    A corpus without samples (news that no teachers agreed on) is left out.
    """
    mixtures = [mixture for mixture in mixtures if mixture.samples]
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    for mixture in mixtures:
        for sample in mixture.samples:
            for form in sample.forms:
                lexicon.place(form)
    table = lexicon.tensors()
    optimizer = torch.optim.AdamW(net.parameters(), lr=plan.rate, betas=(0.9, 0.95), weight_decay=1e-4)
    average = torch.optim.swa_utils.AveragedModel(net, avg_fn=_average(plan.average))
    feeds = [_feed(mixture, lexicon, plan, rng) for mixture in mixtures]
    shares = [mixture.share for mixture in mixtures]
    best, kept = -1.0, None
    begun = time.monotonic()
    running = 0.0
    step = 0
    progress = 0.0
    while progress < 1.0:
        progress = max(step / plan.steps, (time.monotonic() - begun) / (60 * plan.minutes))
        rate = plan.rate * min(1.0, (step + 1) / plan.warm) * max(0.02, _cosine(progress))
        for group in optimizer.param_groups:
            group["lr"] = rate
        net.train()
        loss = loss_of(net, next(rng.choices(feeds, shares)[0]), table, plan.drop)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimizer.step()
        average.update_parameters(net)
        running += loss.item()
        step += 1
        if step % plan.every == 0 or progress >= 1.0:
            average.module.eval()
            score = check(average.module, step) if check else float(step)
            log.info(
                "step %d, %.0f s, loss %.3f, score %.4f",
                step,
                time.monotonic() - begun,
                running / plan.every,
                score,
            )
            running = 0.0
            if score >= best:
                best = score
                kept = {key: value.clone() for key, value in average.module.state_dict().items()}
    if kept is not None:
        average.module.load_state_dict(kept)
    module: Net = average.module
    module.eval()
    return module


def _average(decay: float) -> Callable[[Tensor, Tensor, Tensor | int], Tensor]:
    """An exponential average that forgets faster while it is young."""

    def step(kept: Tensor, new: Tensor, count: Tensor | int) -> Tensor:
        seen = float(count)
        weight = min(decay, (1 + seen) / (10 + seen))
        return kept + (new - kept) * (1 - weight)

    return step


def _cosine(progress: float) -> float:
    """1 for three tenths of the time, then down to 0."""
    return 1.0 if progress < 0.3 else 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - 0.3) / 0.7)))


def _feed(mixture: Mixture, lexicon: Lexicon, plan: Plan, rng: random.Random) -> Iterator[Batch]:
    while True:
        yield from batches(pieces(mixture.samples, rng), lexicon, plan.words, rng)
