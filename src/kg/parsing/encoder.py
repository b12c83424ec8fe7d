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
class Places:
    """Where each word of a batch stands: its piece, and its step on the way ahead and on the way back.

    Pieces are sorted by falling length; `active` says of each step how many are still going on.
    """

    piece: Ints
    ahead: Ints
    back: Ints
    active: list[int]

    @classmethod
    def of(cls, lengths: Ints) -> Places:
        """The places of the words of pieces with these lengths, piece by piece."""
        piece = np.repeat(np.arange(len(lengths)), lengths)
        ahead = np.concatenate([np.arange(n) for n in lengths])
        active = (lengths[None, :] > np.arange(int(lengths.max()))[:, None]).sum(axis=1)
        return cls(piece, ahead, lengths[piece] - 1 - ahead, active.tolist())

    @property
    def batch(self) -> int:
        return self.active[0]

    @property
    def steps(self) -> int:
        return len(self.active)


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
        gelu: Floats = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
        return gelu

    def run(self, x: Floats, words: Ints, places: Places) -> Floats:
        """(forms, width) and the form of each word -> (words, 2 * hidden).

        A form is taken into the first layer once, however many words have it.
        """
        first, *others = self.layers
        encoded = first.run(first.enter_all(x)[words], places)
        for layer in others:
            encoded = layer.run(layer.enter_all(encoded), places)
        return encoded


@dataclass(frozen=True, slots=True)
class Layer:
    """Both directions of an LSTM layer, its three sigmoids halved so that one tanh serves for all gates."""

    enter: Floats  # (in, 2 * 4 * hidden)
    bias: Floats
    again: Floats  # (2, hidden, 4 * hidden)

    @classmethod
    def load(cls, weights: Mapping[str, Floats], layer: int, prefix: str = "") -> Layer:
        enter, bias, again = [], [], []
        for way in ("ahead", "back"):
            into, over = weights[f"{prefix}{way}{layer}_ih"], weights[f"{prefix}{way}{layer}_hh"]
            hidden = over.shape[1]
            # in, forget, cell, out -> in, forget, out, cell
            order = np.r_[: 2 * hidden, 3 * hidden : 4 * hidden, 2 * hidden : 3 * hidden]
            scale = np.repeat(np.array([0.5, 1.0], dtype=np.float32), (3 * hidden, hidden))
            enter.append((into[order] * scale[:, None]).T)
            again.append(np.ascontiguousarray((over[order] * scale[:, None]).T))
            bias.append(weights[f"{prefix}{way}{layer}_bias"][order] * scale)
        return cls(np.ascontiguousarray(np.concatenate(enter, axis=1)), np.concatenate(bias), np.stack(again))

    def enter_all(self, x: Floats) -> Floats:
        """(rows, in) -> (rows, 2 * 4 * hidden): what goes into the gates of both directions."""
        projected: Floats = x @ self.enter
        projected += self.bias
        return projected

    def run(self, projected: Floats, places: Places) -> Floats:
        """(words, 2 * 4 * hidden) -> (words, 2 * hidden)."""
        _, hidden, width = self.again.shape
        steps, batch = places.steps, places.batch
        gates = np.empty((steps, 2, batch, width), dtype=np.float32)
        gates[places.ahead, 0, places.piece] = projected[:, :width]
        gates[places.back, 1, places.piece] = projected[:, width:]
        out = np.empty((steps, 2, batch, hidden), dtype=np.float32)
        h: Floats = np.zeros((2, batch, hidden), dtype=np.float32)
        c: Floats = np.zeros((2, batch, hidden), dtype=np.float32)
        half = np.float32(0.5)
        for t, n in enumerate(places.active):
            step = gates[t, :, :n]
            if t:
                step += np.matmul(h[:, :n], self.again)
            np.tanh(step, out=step)
            sigmoids, cell = step[..., : 3 * hidden], step[..., 3 * hidden :]
            sigmoids *= half
            sigmoids += half
            c = sigmoids[..., hidden : 2 * hidden] * c[:, :n]
            c += sigmoids[..., :hidden] * cell
            h = sigmoids[..., 2 * hidden :] * np.tanh(c)
            out[t, :, :n] = h
        both = out[places.ahead, 0, places.piece], out[places.back, 1, places.piece]
        return np.concatenate(both, axis=1)
