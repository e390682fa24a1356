"""Sessions: the shipped weights in onnxruntime, one thread a process."""

from __future__ import annotations

import functools
import importlib.resources
import json
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import numpy as np

from saidby.errors import ModelError
from saidby.model.lattice import Floats, Ints
from saidby.model.tagger import Settings, Tagger

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FORM = 1
"""What `training.export` writes and `load` reads: inputs and outputs of the graphs, keys of the settings."""

FILES = ("encoder.onnx", "links.onnx", "tokenizer.json", "settings.json")


class OnnxNetwork:
    """The network behind `saidby.model.tagger.Network`, int8 where it costs time."""

    def __init__(self, encoder: InferenceSession, links: InferenceSession) -> None:
        self._encoder = encoder
        self._links = links

    def encode(self, ids: Ints, types: Ints) -> tuple[Floats, Floats]:
        hidden, cue = self._encoder.run(None, {"ids": ids, "types": types})
        return np.asarray(hidden), np.asarray(cue)

    def link(self, words: Floats, starts: Ints, lasts: Ints, index: Ints, place: Ints) -> Floats:
        arrays = {"words": words, "starts": starts, "lasts": lasts, "index": index, "place": place}
        return np.asarray(self._links.run(None, arrays)[0])


@functools.cache
def shipped() -> Tagger:
    """The tagger with the weights in the package; loaded once a process, in about a fifth of a second.

    Raises ModelError where a file is missing or broken.
    """
    return load(importlib.resources.files("saidby.model") / "weights")


def load(folder: Traversable) -> Tagger:
    """A tagger from a folder with the files that `training.export` writes."""
    from tokenizers import Tokenizer

    parts = {name: folder / name for name in FILES}
    for name, part in parts.items():
        if not part.is_file():
            raise ModelError(f"no {name} in {folder}; reinstall saidby, or make the weights with: make train")
    settings = json.loads(parts["settings.json"].read_text(encoding="utf-8"))
    if settings.get("form") != FORM:
        raise ModelError(
            f"the weights in {folder} are of another form than this version reads; reinstall saidby"
        )
    tokenizer = Tokenizer.from_str(parts["tokenizer.json"].read_text(encoding="utf-8"))
    tokenizer.encode_special_tokens = True
    network = OnnxNetwork(_session(parts["encoder.onnx"]), _session(parts["links.onnx"]))
    decoder = Settings(
        cue_moves=np.array(settings["cue_moves"], dtype=np.float32),
        link_moves=np.array(settings["link_moves"], dtype=np.float32),
        least=settings["least"],
        calibration=tuple(settings["calibration"]),
        keep=settings["keep"],
    )
    return Tagger(network, tokenizer, decoder, name=settings["name"])


def _session(part: Traversable) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # processes share the cores, not threads: STACK.md 2.3
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(part.read_bytes(), options, providers=["CPUExecutionProvider"])
    except (OSError, RuntimeError) as error:
        raise ModelError(f"{part.name} cannot be loaded ({error}); reinstall saidby") from error
