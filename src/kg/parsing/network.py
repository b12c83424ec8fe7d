"""The trained network at run time, in numpy: words of pieces in; labels, trees, sentence starts, names out.

The package on disk is one zip file (deflate): `meta.json` with the inventories and sizes, and the weights
as half-precision arrays, single precision in memory. The architecture is that of `kg.training.net`: two
bidirectional LSTM layers under biaffine trees (Dozat and Manning 2017) and a linear chain of names. The
chain sums the scores of two readers of names: a head of that network, and a small network of its own.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from kg.errors import ModelError
from kg.frozen import record
from kg.parsing.decode import allowed, ends, to_iob, tree, viterbi
from kg.parsing.encoder import Encoder, Floats, Ints, Places
from kg.parsing.features import Subwords, table_ids
from kg.parsing.pieces import Piece

MODEL = "id.kgm"
FORMAT = 3
# What the names of the weights of the second reader of names begin with.
NAMER = "namer_"
# Words whose features are kept; then the store is emptied.
REMEMBERED = 60_000
BATCH_PIECES = 64
BATCH_WORDS = 4000


@record(frozen=True, slots=True)
class Tagged:
    """What the network says of a word; `head` is an index in the piece, its own for a root.

    `certainty` is the probability that it gives to the head and the relation.
    """

    label: str
    head: int
    deprel: str
    starts: bool
    entity: str
    certainty: float


class Network:
    """The model at `path`, or the shipped one. Raises `ModelError`."""

    def __init__(self, path: Path | None = None) -> None:
        where = str(path or MODEL)
        try:
            data = path.read_bytes() if path else (resources.files("kg.models") / MODEL).read_bytes()
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                meta = json.loads(archive.read("meta.json"))
                if meta.get("format") != FORMAT:
                    raise ModelError(
                        f"the language model {where} has format {meta.get('format')}, not {FORMAT}"
                    )
                weights: dict[str, Floats] = {}
                for name in archive.namelist():
                    if name.endswith(".npy"):
                        array = np.load(io.BytesIO(archive.read(name)), allow_pickle=False)
                        weights[name.removesuffix(".npy")] = array.astype(np.float32)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, ModuleNotFoundError) as error:
            raise ModelError(f"cannot read the language model {where}: {error}") from error
        try:
            self._prepare(meta, weights)
        except (KeyError, ValueError, TypeError, IndexError) as error:
            raise ModelError(f"the language model {where} is damaged: {error!r}") from error

    def _prepare(self, meta: dict[str, object], weights: dict[str, Floats]) -> None:
        sizes = dict(meta["subwords"])  # type: ignore[call-overload]
        self._subwords = Subwords(rows=weights.pop("subwords"), **sizes)
        self._classes = {str(k): int(v) for k, v in dict(meta["classes"]).items()}  # type: ignore[call-overload]
        self._labels = [str(x) for x in meta["labels"]]  # type: ignore[attr-defined]
        self._relations = [str(x) for x in meta["relations"]]  # type: ignore[attr-defined]
        self._names = [str(x) for x in meta["names"]]  # type: ignore[attr-defined]
        self._w = weights
        tables = int(str(meta["tables"]))
        self._encoder = Encoder.load(weights, tables, int(str(meta["layers"])))
        self._namer = Encoder.load(weights, tables, int(str(meta["name_layers"])), NAMER)
        self._chain = weights["chain"] + allowed(self._names)
        self._ends = ends(self._names)
        relations = weights["relation"]  # (relations, rel + 1, rel + 1)
        self._relation = np.ascontiguousarray(relations.transpose(1, 0, 2).reshape(relations.shape[1], -1))
        self._threads = ThreadpoolController()
        self._forms: dict[str, int] = {}
        width = self._encoder.width + self._namer.width
        self._features = np.zeros((1024, width), dtype=np.float32)

    def annotate(self, pieces: Sequence[Piece]) -> list[list[Tagged]]:
        """One `Tagged` for each word of each piece, in order; on one core, whatever the BLAS would take."""
        with self._threads.limit(limits=1, user_api="blas"):
            return self._annotate(pieces)

    def _annotate(self, pieces: Sequence[Piece]) -> list[list[Tagged]]:
        order = sorted(range(len(pieces)), key=lambda i: (-len(pieces[i].forms), i))
        found: list[list[Tagged]] = [[] for _ in pieces]
        at = 0
        while at < len(order):
            longest = max(1, len(pieces[order[at]].forms))
            batch = order[at : at + max(1, min(BATCH_PIECES, BATCH_WORDS // longest))]
            at += len(batch)
            for place, tagged in zip(batch, self._run([pieces[i] for i in batch]), strict=True):
                found[place] = tagged
        return found

    def _run(self, pieces: list[Piece]) -> list[list[Tagged]]:
        lengths = np.array([len(piece.forms) for piece in pieces], dtype=np.int64)
        places = Places.of(lengths)
        encoded, named = self._encode(pieces, places)
        starts = (self._head("start", encoded) @ self._w["start_out"].T + self._w["start_out_bias"])[:, 0]
        labels = (self._head("tag", encoded) @ self._w["tag_out"].T + self._w["tag_out_bias"]).argmax(axis=1)
        names = self._name_tags(encoded, named, places, lengths)
        dep, head = self._head("arc_dep", encoded), self._head("arc_head", encoded)
        dep = dep @ self._w["arc"][:-1] + self._w["arc"][-1]
        root = self._head("arc_head", self._w["root"][None])
        heads = np.zeros(len(encoded), dtype=np.int64)  # index of the head in `encoded`, -1 for a root
        begins = np.zeros(len(encoded), dtype=bool)
        sure = np.ones(len(encoded), dtype=np.float32)
        base = 0
        for piece, size in zip(pieces, lengths.tolist(), strict=True):
            bounds = sentence_bounds(piece.starts, starts[base : base + size])
            for a, b in zip(bounds, [*bounds[1:], size], strict=True):
                rows = slice(base + a, base + b)
                scores = np.empty((b - a, b - a + 1), dtype=np.float32)
                scores[:, 1:] = dep[rows] @ head[rows].T
                scores[:, :1] = dep[rows] @ root.T
                np.fill_diagonal(scores[:, 1:], -1e4)
                local = tree(scores)
                sure[rows] = _probability(scores, local)
                heads[rows] = np.where(local == 0, -1, local - 1 + base + a)
                begins[base + a] = True
            base += size
        relations, related = self._relations_of(encoded, heads)
        return self._collect(lengths, labels, heads, relations, begins, names, sure * related)

    def _collect(
        self,
        lengths: Ints,
        labels: Ints,
        heads: Ints,
        relations: Ints,
        begins: NDArray[np.bool_],
        names: Ints,
        sure: Floats,
    ) -> list[list[Tagged]]:
        made = []
        base = 0
        for row, size in enumerate(lengths.tolist()):
            tags = to_iob([self._names[i] for i in names[row, :size].tolist()])
            made.append(
                [
                    Tagged(
                        self._labels[label],
                        head - base if head >= 0 else i,
                        self._relations[relation] if head >= 0 else "root",
                        begin,
                        tag,
                        certainty,
                    )
                    for i, (label, head, relation, begin, tag, certainty) in enumerate(
                        zip(
                            labels[base : base + size].tolist(),
                            heads[base : base + size].tolist(),
                            relations[base : base + size].tolist(),
                            begins[base : base + size].tolist(),
                            tags,
                            sure[base : base + size].tolist(),
                            strict=True,
                        )
                    )
                ]
            )
            base += size
        return made

    def _head(self, key: str, encoded: Floats) -> Floats:
        inner = encoded @ self._w[key].T
        inner += self._w[f"{key}_bias"]
        leaky: Floats = np.maximum(inner, np.float32(0.1) * inner)
        return leaky

    def _name_tags(self, encoded: Floats, named: Floats, places: Places, lengths: Ints) -> Ints:
        scores = self._head("name", encoded) @ self._w["name_out"].T + self._w["name_out_bias"]
        key = f"{NAMER}name"
        scores += self._head(key, named) @ self._w[f"{key}_out"].T + self._w[f"{key}_out_bias"]
        grid = np.zeros((places.batch, places.steps, scores.shape[1]), dtype=np.float32)
        grid[places.piece, places.ahead] = scores
        return viterbi(grid, self._chain, *self._ends, lengths)

    def _relations_of(self, encoded: Floats, heads: Ints) -> tuple[Ints, Floats]:
        """The best relation of each word to its head, and the probability of it; that of a root is 1."""
        dep = self._head("rel_dep", encoded)
        head = self._head("rel_head", encoded)[heads]
        left = dep @ self._relation[:-1]
        left += self._relation[-1]
        left = left.reshape(len(dep), len(self._relations), -1)
        scores = np.einsum("wrj,wj->wr", left[:, :, :-1], head) + left[:, :, -1]
        scores[:, self._relations.index("root")] = -1e9
        found: Ints = scores.argmax(axis=1)
        return found, np.where(heads < 0, np.float32(1), _probability(scores, found))

    def _encode(self, pieces: list[Piece], places: Places) -> tuple[Floats, Floats]:
        """The encodings of the words, pieces in order, and those for names."""
        forms = [form for piece in pieces for form in piece.forms]
        rows, words = np.unique(self._rows(forms), return_inverse=True)
        x, own = self._features[rows], self._encoder.width
        return self._encoder.run(x[:, :own], words, places), self._namer.run(x[:, own:], words, places)

    def _rows(self, forms: Sequence[str]) -> Ints:
        """Rows of `_features` for the words, computed for those not seen before."""
        if len(self._forms) > REMEMBERED:
            self._forms.clear()
        known = self._forms
        new = [form for form in dict.fromkeys(forms) if form not in known]
        if new:
            vectors = self._subwords.vectors(new)
            ids = np.array([table_ids(form, self._classes) for form in new])
            both = [encoder.features(vectors, ids) for encoder in (self._encoder, self._namer)]
            x = np.concatenate(both, axis=1)
            need = len(known) + len(new)
            if need > len(self._features):
                grown = np.zeros((max(need, 2 * len(self._features)), x.shape[1]), dtype=np.float32)
                grown[: len(self._features)] = self._features
                self._features = grown
            self._features[len(known) : need] = x
            for form in new:
                known[form] = len(known)
        return np.array([known[form] for form in forms], dtype=np.int64)


def _probability(scores: Floats, chosen: Ints) -> Floats:
    """The softmax of each row at what was chosen in it."""
    best = scores.max(axis=1)
    at = scores[np.arange(len(scores)), chosen] - best
    told: Floats = np.exp(at) / np.exp(scores - best[:, None]).sum(axis=1)
    return told


def sentence_bounds(thresholds: Sequence[float], scores: Floats) -> list[int]:
    """Where sentences start: the first word, and where the score exceeds the threshold."""
    return [0, *(i for i, t in enumerate(thresholds) if i and scores[i] > t)]
