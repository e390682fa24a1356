"""The shipped weights back in torch, fp32: what the speed of the package is measured against."""

from __future__ import annotations

import importlib.resources
import zipfile

import onnx
import torch
from onnx import ModelProto, numpy_helper
from torch import Tensor

from saidby.model.name import PACK
from saidby.model.session import GRAPHS
from training.encoder import Encoder
from training.evaluate import TorchNetwork
from training.model import Model

QUANTISED = "_Transposed_quantized"  # how onnxruntime names a weight that it has turned and quantised


def restored() -> TorchNetwork:
    """The network in `saidby.model`'s weights with its int8 weights made into floats again."""
    with (importlib.resources.files("saidby.model") / "weights" / PACK).open("rb") as stream:
        pack = zipfile.ZipFile(stream)
        graphs = [onnx.load_from_string(pack.read(part)) for part in GRAPHS]
    found = {name: tensor for graph in graphs for name, tensor in _tensors(graph).items()}
    model = Model(Encoder())
    model.fork()
    state = {name: found.get(name, value) for name, value in model.state_dict().items()}
    state["encoder.words.weight"] = found["table.words"].float() * found["table.scale"]
    for head in ("cue.emit", "tag.emit", "vector.turn"):
        state[f"{head}.weight"] = found[f"{head}.weight_Transposed"].T
    for name, value in found.items():
        if name.endswith(QUANTISED):
            scale = found[name.replace("_quantized", "_scale")]
            state[name.removesuffix(QUANTISED)] = (value.float() * scale).T
    model.load_state_dict(state)
    return TorchNetwork(model)


def _tensors(model: ModelProto) -> dict[str, Tensor]:
    return {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in model.graph.initializer}
