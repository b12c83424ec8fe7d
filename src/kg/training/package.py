"""From a trained network to the package that ships: biases folded, half precision, one zip file."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.parsing.network import FORMAT, NAMER
from kg.training.batches import Lexicon
from kg.training.corpora import DOMAINS, NAMES, Corpora
from kg.training.net import Net

# Whose style each head speaks at run time.
STYLE = {"name": "idner2k"}
DEFAULT_STYLE = "csui"


def save(
    path: Path,
    net: Net,
    namer: Net,
    corpora: Corpora,
    lexicon: Lexicon,
    about: Mapping[str, Any] | None = None,
) -> int:
    """Write the package; returns its size in bytes. The same weights give the same bytes.

    `namer` is the second reader of names: its scores and those of `net` count half each.
    """
    subwords = lexicon.subwords
    arrays = {"subwords": subwords.rows, **_encoder(net)}
    for key in net.inner:
        if key != "aux":
            arrays |= _head(net, key)
    state = _state(net)
    for key in ("root", "arc", "relation"):
        arrays[key] = state[key]
    arrays |= {f"{NAMER}{key}": value for key, value in (_encoder(namer) | _head(namer, "name")).items()}
    for prefix in ("", NAMER):
        for key in ("name_out", "name_out_bias"):
            arrays[f"{prefix}{key}"] = 0.5 * arrays[f"{prefix}{key}"]
    arrays["chain"] = 0.5 * (state["chain"] + _state(namer)["chain"])
    meta = {
        "format": FORMAT,
        "labels": corpora.labels,
        "relations": corpora.relations,
        "names": list(NAMES),
        "classes": dict(sorted(lexicon.classes.items())),
        "tables": len(net.tables),
        "layers": net.shape.layers,
        "name_layers": namer.shape.layers,
        "subwords": {
            "shortest": subwords.shortest,
            "longest": subwords.longest,
            "hashes": subwords.hashes,
            "seed": subwords.seed,
        },
        "about": dict(about or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _write(
            archive,
            "meta.json",
            json.dumps(meta, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8"),
        )
        for name in sorted(arrays):
            buffer = io.BytesIO()
            np.save(buffer, arrays[name].astype(np.float16), allow_pickle=False)
            _write(archive, f"{name}.npy", buffer.getvalue())
    return path.stat().st_size


def _state(net: Net) -> dict[str, NDArray[np.float32]]:
    return {key: value.detach().numpy() for key, value in net.state_dict().items()}


def _encoder(net: Net) -> dict[str, NDArray[np.float32]]:
    """What turns words into encodings."""
    state = _state(net)
    arrays = {"word": state["word.weight"], "word_bias": state["word.bias"]}
    for i in range(len(net.tables)):
        arrays[f"table{i}"] = state[f"tables.{i}.weight"]
    for way in ("ahead", "back"):
        for i in range(net.shape.layers):
            arrays[f"{way}{i}_ih"] = state[f"{way}.{i}.weight_ih_l0"]
            arrays[f"{way}{i}_hh"] = state[f"{way}.{i}.weight_hh_l0"]
            arrays[f"{way}{i}_bias"] = state[f"{way}.{i}.bias_ih_l0"] + state[f"{way}.{i}.bias_hh_l0"]
    return arrays


def _head(net: Net, key: str) -> dict[str, NDArray[np.float32]]:
    """A head in the style that it speaks at run time."""
    state = _state(net)
    domain = DOMAINS.index(STYLE.get(key, DEFAULT_STYLE))
    arrays = {
        key: state[f"inner.{key}.weight"],
        f"{key}_bias": state[f"inner.{key}.bias"] + state[f"bias.{key}.weight"][domain],
    }
    if key in net.outer:
        arrays[f"{key}_out"] = state[f"outer.{key}.weight"]
        arrays[f"{key}_out_bias"] = state[f"outer.{key}.bias"]
    if key == "name":
        guide = state["guide.weight"][domain].reshape(net.shape.head, net.shape.names)
        arrays["name_out"] = arrays["name_out"] + guide.T
    return arrays


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, data, compresslevel=9)
