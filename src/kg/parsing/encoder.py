"""Words in context, in numpy: features of each word by itself, then bidirectional LSTM layers.

The network has one encoder for everything and a smaller one for names alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoder:
    """Weights from a package: those whose names begin with `prefix`."""

    tables: tuple[Floats, ...]
    word: Floats
    bias: Floats
    layers: tuple[Layer, ...]

    @classmethod
    def load(cls, weights: Mapping[str, Floats], tables: int, layers: int, prefix: str = "") -> Encoder:
        """Raises `KeyError` where a weight is missing."""
        return cls(
            tuple(weights[f"{prefix}table{i}"] for i in range(tables)),
            weights[f"{prefix}word"],
            weights[f"{prefix}word_bias"],
            tuple(Layer.load(weights, i, prefix) for i in range(layers)),
        )

    @property
    def width(self) -> int:
        """Features of a word by itself."""
        return len(self.bias)

    def features(self, vectors: Floats, ids: Ints) -> Floats:
        """(words, dimensions), (words, tables) -> (words, width)."""
        parts = [vectors, *(table[ids[:, i]] for i, table in enumerate(self.tables))]
        x = np.concatenate(parts, axis=1) @ self.word.T + self.bias
        gelu: Floats = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))
        return gelu

    def run(self, x: Floats, mirror: Ints, batch: int, size: int, active: Ints) -> Floats:
        """(batch * size, width) -> (batch * size, 2 * hidden); see `Layer.run`."""
        for layer in self.layers:
            x = layer.run(x, mirror, batch, size, active)
        return x


@dataclass(frozen=True, slots=True)
class Layer:
    """Both directions of an LSTM layer, gates halved so that one tanh serves for all."""

    enter: tuple[Floats, Floats]
    bias: tuple[Floats, Floats]
    again: Floats  # (2, hidden, 4 * hidden)

    @classmethod
    def load(cls, weights: Mapping[str, Floats], layer: int, prefix: str = "") -> Layer:
        enter, bias, again = [], [], []
        for way in ("ahead", "back"):
            into, over = weights[f"{prefix}{way}{layer}_ih"], weights[f"{prefix}{way}{layer}_hh"]
            scale = np.full(len(into), 0.5, dtype=np.float32)
            hidden = over.shape[1]
            scale[2 * hidden : 3 * hidden] = 1.0
            enter.append(np.ascontiguousarray((into * scale[:, None]).T))
            again.append(np.ascontiguousarray((over * scale[:, None]).T))
            bias.append(weights[f"{prefix}{way}{layer}_bias"] * scale)
        return cls((enter[0], enter[1]), (bias[0], bias[1]), np.stack(again))

    def run(self, x: Floats, mirror: Ints, batch: int, size: int, active: Ints) -> Floats:
        """(batch * size, in) -> (batch * size, 2 * hidden); pieces sorted by falling length."""
        hidden = self.again.shape[1]
        gates = np.empty((size, 2, batch, 4 * hidden), dtype=np.float32)
        for way, source in enumerate((x, x[mirror])):
            projected = source @ self.enter[way]
            projected += self.bias[way]
            gates[:, way] = projected.reshape(batch, size, -1).transpose(1, 0, 2)
        out = np.zeros((2, batch, size, hidden), dtype=np.float32)
        h: Floats = np.zeros((2, batch, hidden), dtype=np.float32)
        c: Floats = np.zeros((2, batch, hidden), dtype=np.float32)
        half = np.float32(0.5)
        for t in range(size):
            n = int(active[t])
            step = gates[t, :, :n]
            if t:
                step = step + np.matmul(h[:, :n], self.again)
            np.tanh(step, out=step)
            gate = step[..., : 2 * hidden] * half + half
            memory: Floats = (
                gate[..., hidden:] * c[:, :n] + gate[..., :hidden] * step[..., 2 * hidden : 3 * hidden]
            )
            h = np.asarray((step[..., 3 * hidden :] * half + half) * np.tanh(memory), dtype=np.float32)
            c = memory
            out[:, :n, t] = h
        flat = out.reshape(2, batch * size, hidden)
        return np.concatenate([flat[0], flat[1][mirror]], axis=1)
