"""The trained networks: pieces of words in; labels, trees, sentence starts and names out.

The package on disk is one file: a zip (deflate) of the pipeline's configuration and its weights in half
precision, unpacked into single precision when the parser is made.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import srsly  # type: ignore[import-untyped]

from kg.errors import ModelError
from kg.parsing.network import Tagged
from kg.parsing.pieces import Piece

MODEL = "id.kgm"


def pack(value: Any) -> Any:
    """Weights in half precision, in nested messages as well."""
    if isinstance(value, np.ndarray) and value.dtype == np.float32:
        return value.astype(np.float16)
    if isinstance(value, bytes) and len(value) > 1000:
        try:
            return {"__message__": pack(srsly.msgpack_loads(value))}
        except ValueError:
            return value
    if isinstance(value, dict):
        return {key: pack(item) for key, item in value.items()}
    if isinstance(value, list):
        return [pack(item) for item in value]
    return value


def unpack(value: Any) -> Any:
    """What `pack` packed, in single precision."""
    if isinstance(value, np.ndarray) and value.dtype == np.float16:
        return value.astype(np.float32)
    if isinstance(value, dict):
        if "__message__" in value:
            return srsly.msgpack_dumps(unpack(value["__message__"]))
        return {key: unpack(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [unpack(item) for item in value]
    return value


class Network:
    """The model at `path`, or the shipped one. Raises `ModelError`."""

    def __init__(self, path: Path | None = None) -> None:
        try:
            data = path.read_bytes() if path else (resources.files("kg.models") / MODEL).read_bytes()
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                config = srsly.json_loads(archive.read("config.json").decode("utf-8"))
                weights = srsly.msgpack_loads(archive.read("weights.msgpack"))
        except (OSError, ValueError, KeyError, zipfile.BadZipFile, ModuleNotFoundError) as error:
            raise ModelError(f"cannot read the language model {path or MODEL}: {error}") from error
        try:
            from spacy.util import load_model_from_config

            self._nlp = load_model_from_config(config, validate=False)
            self._nlp.from_bytes(srsly.msgpack_dumps(unpack(weights)))
        except Exception as error:
            raise ModelError(f"the language model {path or MODEL} is damaged: {error}") from error

    def annotate(self, pieces: Sequence[Piece]) -> list[list[Tagged]]:
        """One `Tagged` for each word of each piece."""
        from spacy.tokens import Doc

        docs = [
            Doc(
                self._nlp.vocab,
                words=list(piece.forms),
                sent_starts=[None if t == 0 else t < 0 for t in piece.starts],
            )
            for piece in pieces
        ]
        return [
            [
                Tagged(
                    label=token.tag_,
                    head=token.head.i,
                    deprel="root" if token.head.i == token.i else token.dep_,
                    starts=bool(token.is_sent_start),
                    entity=f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O",
                )
                for token in doc
            ]
            for doc in self._nlp.pipe(docs, batch_size=64)
        ]
