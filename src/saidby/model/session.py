"""Sessions: the shipped weights in onnxruntime, one thread a process."""

from __future__ import annotations

import functools
import importlib.resources
import json
import zipfile
from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import numpy as np

from saidby.errors import ModelError
from saidby.model.lattice import Floats, Ints
from saidby.model.memory import Memory
from saidby.model.name import PACK, SETTINGS
from saidby.model.tagger import Settings, Tagger

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FORM = 3
"""What `training.export` writes and `load` reads: inputs and outputs of the graphs, keys of the settings."""

ENCODER, EVENTS, LINKS, ARGUMENTS = "encoder.onnx", "events.onnx", "links.onnx", "arguments.onnx"
GRAPHS = (ENCODER, EVENTS, LINKS, ARGUMENTS)
TOKENIZER = "tokenizer.json"


class OnnxNetwork:
    """The network behind `saidby.model.tagger.Network`, int8 where it costs time."""

    def __init__(
        self,
        encoder: InferenceSession,
        events: InferenceSession,
        links: InferenceSession,
        arguments: InferenceSession,
    ) -> None:
        self._encoder = encoder
        self._events = events
        self._links = links
        self._arguments = arguments

    def encode(self, ids: Ints, types: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        hidden, cue, meaning, shared = self._encoder.run(None, {"ids": ids, "types": types})
        return np.asarray(hidden), np.asarray(cue), np.asarray(meaning), np.asarray(shared)

    def tell(self, shared: Floats) -> tuple[Floats, Floats]:
        told, tags = self._events.run(None, {"shared": shared})
        return np.asarray(told), np.asarray(tags)

    def link(self, words: Floats, starts: Ints, lasts: Ints, index: Ints, place: Ints) -> Floats:
        arrays = {"words": words, "starts": starts, "lasts": lasts, "index": index, "place": place}
        return np.asarray(self._links.run(None, arrays)[0])

    def argue(self, words: Floats, starts: Ints, index: Ints, place: Ints) -> Floats:
        arrays = {"words": words, "starts": starts, "index": index, "place": place}
        return np.asarray(self._arguments.run(None, arrays)[0])


@functools.cache
def shipped() -> Tagger:
    """The tagger with the weights in the package; loaded once a process, in about a fifth of a second. It
    remembers what it saw.

    Raises ModelError where a file is missing or broken.
    """
    return replace(load(importlib.resources.files("saidby.model") / "weights"), memory=Memory())


def load(folder: Traversable) -> Tagger:
    """A tagger from a folder with the files that `training.export` writes."""
    from tokenizers import Tokenizer

    parts = _parts(folder / PACK)
    settings = json.loads(parts[SETTINGS])
    if settings.get("form") != FORM:
        raise ModelError(
            f"the weights in {folder} are of another form than this version reads; reinstall saidby"
        )
    tokenizer = Tokenizer.from_str(parts[TOKENIZER].decode())
    tokenizer.encode_special_tokens = True
    network = OnnxNetwork(*(_session(name, parts.pop(name)) for name in GRAPHS))
    decoder = Settings(
        cue_moves=np.array(settings["cue_moves"], dtype=np.float32),
        link_moves=np.array(settings["link_moves"], dtype=np.float32),
        least=settings["least"],
        calibration=tuple(settings["calibration"]),
        keep=settings["keep"],
        ends=settings["ends"],
    )
    return Tagger(network, tokenizer, decoder, name=settings["name"])


def _parts(pack: Traversable) -> dict[str, bytes]:
    if not pack.is_file():
        raise ModelError(f"no {pack}; reinstall saidby, or make the weights with: make train")
    try:
        with pack.open("rb") as stream, zipfile.ZipFile(stream) as parts:
            return {name: parts.read(name) for name in (*GRAPHS, TOKENIZER, SETTINGS)}
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"{pack} cannot be read ({error}); reinstall saidby") from error


def _session(name: str, graph: bytes) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # processes share the cores, not threads: STACK.md 2.3
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except RuntimeError as error:
        raise ModelError(f"{name} cannot be loaded ({error}); reinstall saidby") from error
