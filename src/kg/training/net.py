"""The network in PyTorch: bidirectional LSTM layers under heads for tags, sentence starts, names, trees.

Word features do not depend on the sentence (subword vectors, hashed word, prefix, suffixes, shape), so
that the parser can keep them for each word it has seen. Trees are scored as in Dozat and Manning (2017,
https://arxiv.org/abs/1611.01734), names with a linear chain (Lample et al. 2016,
https://arxiv.org/abs/1603.01360). Each corpus has its own bias in each head (a treebank embedding,
Stymne et al. 2018, https://aclanthology.org/P18-2098/): styles differ, the language does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes of the network."""

    vectors: int
    rows: tuple[int, ...]
    widths: tuple[int, ...]
    word: int
    hidden: int
    layers: int
    arc: int
    rel: int
    head: int
    labels: int
    relations: int
    names: int
    aux: int
    domains: int


class Net(nn.Module):
    """See the module's docstring. `vectors` are frozen subword vectors, looked up outside."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.tables = nn.ModuleList(
            nn.Embedding(rows, width) for rows, width in zip(shape.rows, shape.widths, strict=True)
        )
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.3)
        self.word = nn.Linear(shape.vectors + sum(shape.widths), shape.word)
        self.ahead = nn.ModuleList()
        self.back = nn.ModuleList()
        for layer in range(shape.layers):
            size = shape.word if layer == 0 else 2 * shape.hidden
            self.ahead.append(nn.LSTM(size, shape.hidden, batch_first=False))
            self.back.append(nn.LSTM(size, shape.hidden, batch_first=False))
        for lstm in [*self.ahead, *self.back]:
            for name, weight in lstm.named_parameters():
                if "weight_hh" in name:
                    for part in weight.data.chunk(4):
                        nn.init.orthogonal_(part)
                elif "bias_ih" in name:
                    weight.data.zero_()
                    weight.data[shape.hidden : 2 * shape.hidden] = 1.0
                elif "bias_hh" in name:
                    weight.data.zero_()
        wide = 2 * shape.hidden
        sizes = {"tag": shape.head, "start": 32, "name": shape.head, "aux": shape.head}
        sizes |= {"arc_dep": shape.arc, "arc_head": shape.arc, "rel_dep": shape.rel, "rel_head": shape.rel}
        self.inner = nn.ModuleDict({key: nn.Linear(wide, size) for key, size in sizes.items()})
        self.bias = nn.ModuleDict({key: nn.Embedding(shape.domains, size) for key, size in sizes.items()})
        for table in self.bias.values():
            nn.init.zeros_(table.weight)
        self.outer = nn.ModuleDict(
            {
                "tag": nn.Linear(shape.head, shape.labels),
                "start": nn.Linear(32, 1),
                "name": nn.Linear(shape.head, shape.names),
                "aux": nn.Linear(shape.head, shape.aux),
            }
        )
        # What a corpus's guidelines for names change in the output layer.
        self.guide = nn.Embedding(shape.domains, shape.head * shape.names)
        nn.init.zeros_(self.guide.weight)
        self.root = nn.Parameter(torch.randn(wide) * 0.1)
        self.arc = nn.Parameter(torch.zeros(shape.arc + 1, shape.arc))
        self.relation = nn.Parameter(torch.zeros(shape.relations, shape.rel + 1, shape.rel + 1))
        nn.init.xavier_uniform_(self.arc)
        self.chain = nn.Parameter(torch.zeros(shape.names, shape.names))

    def encode(self, vectors: Tensor, ids: Tensor, lengths: Tensor, drop: float = 0.0) -> Tensor:
        """(batch, words, vectors), (batch, words, tables) -> (batch, words, 2 * hidden)."""
        parts = [vectors] + [table(ids[..., i]) for i, table in enumerate(self.tables)]
        if self.training and drop:
            keep = [torch.rand(vectors.shape[:2], device=vectors.device) >= p for p in (0.1, 0.25, 0.2)]
            parts[0] = parts[0] * keep[0][..., None]
            parts[1] = parts[1] * keep[1][..., None]
            parts[-1] = parts[-1] * keep[2][..., None]
        x = F.gelu(self.word(torch.cat(parts, -1)), approximate="tanh")
        size = x.shape[1]
        place = torch.arange(size)[None, :]
        mirror = torch.where(place < lengths[:, None], lengths[:, None] - 1 - place, place)
        for ahead, back in zip(self.ahead, self.back, strict=True):
            x = self._drop(x, drop)
            turned = x.gather(1, mirror[..., None].expand(-1, -1, x.shape[2]))
            left = ahead(x.transpose(0, 1))[0].transpose(0, 1)
            right = back(turned.transpose(0, 1))[0].transpose(0, 1)
            right = right.gather(1, mirror[..., None].expand(-1, -1, right.shape[2]))
            x = torch.cat([left, right], -1)
        return self._drop(x, drop).float()

    def _drop(self, x: Tensor, drop: float) -> Tensor:
        """Dropout with one mask for all words of a sequence."""
        if not self.training or not drop:
            return x
        mask = torch.bernoulli(torch.full((x.shape[0], 1, x.shape[2]), 1 - drop)) / (1 - drop)
        return x * mask.to(x.dtype)

    def inside(self, key: str, encoded: Tensor, domain: Tensor, drop: float = 0.0) -> Tensor:
        """A head's hidden layer with the domain's bias."""
        inner = self.inner[key](encoded) + self.bias[key](domain)[:, None, :]
        return self._drop(F.leaky_relu(inner, 0.1), drop)

    def logits(self, key: str, encoded: Tensor, domain: Tensor, drop: float = 0.0) -> Tensor:
        """Scores of a word-level head: tag, start, name or aux."""
        inner = self.inside(key, encoded, domain, drop)
        scores: Tensor = self.outer[key](inner)
        if key == "name":
            scores = scores + inner @ self.guide(domain).view(-1, self.shape.head, self.shape.names)
        return scores

    def arcs(self, encoded: Tensor, domain: Tensor, drop: float = 0.0) -> Tensor:
        """(batch, words, 1 + words): score of each head for each word; head 0 is the root."""
        root = self.root.expand(encoded.shape[0], 1, -1)
        dep = self.inside("arc_dep", encoded, domain, drop)
        head = self.inside("arc_head", torch.cat([root, encoded], 1), domain, drop)
        return torch.cat([dep, torch.ones_like(dep[..., :1])], -1) @ self.arc @ head.transpose(1, 2)

    def relations(self, encoded: Tensor, heads: Tensor, domain: Tensor, drop: float = 0.0) -> Tensor:
        """(batch, words, relations) for given heads (0 the root)."""
        root = self.root.expand(encoded.shape[0], 1, -1)
        dep = self.inside("rel_dep", encoded, domain, drop)
        head = self.inside("rel_head", torch.cat([root, encoded], 1), domain, drop)
        head = head.gather(1, heads[..., None].expand(-1, -1, head.shape[2]))
        one = torch.ones_like(dep[..., :1])
        dep, head = torch.cat([dep, one], -1).flatten(0, 1), torch.cat([head, one], -1).flatten(0, 1)
        count, wide, _ = self.relation.shape
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            left = dep @ self.relation.permute(1, 0, 2).reshape(wide, count * wide)
        scores = torch.bmm(left.view(-1, count, wide).float(), head[..., None])[..., 0]
        return scores.view(*heads.shape, count)

    def chain_loss(self, scores: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Negative log likelihood of the gold name tags, mean over sequences' words."""
        path = scores.gather(2, gold[..., None])[..., 0] * mask
        steps = self.chain[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]
        alpha = scores[:, 0]
        for t in range(1, scores.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + self.chain[None], 1) + scores[:, t]
            alpha = torch.where(mask[:, t, None] > 0, step, alpha)
        total = torch.logsumexp(alpha, 1)
        return (total - path.sum(1) - steps.sum(1)).sum() / mask.sum()
