"""The shipped weights back in torch, fp32: what the speed of the package is measured against."""

from __future__ import annotations

import importlib.resources

import onnx
import torch
from onnx import ModelProto, numpy_helper
from torch import Tensor

from training.encoder import Encoder
from training.evaluate import TorchNetwork
from training.model import Model

QUANTISED = "_Transposed_quantized"  # how onnxruntime names a weight that it has turned and quantised


def restored() -> TorchNetwork:
    """The network in `saidby.model`'s weights with its int8 weights made into floats again."""
    folder = importlib.resources.files("saidby.model") / "weights"
    links = onnx.load_from_string((folder / "links.onnx").read_bytes())
    found = {**_tensors(onnx.load_from_string((folder / "encoder.onnx").read_bytes())), **_tensors(links)}
    model = Model(Encoder())
    state = {name: found.get(name, value) for name, value in model.state_dict().items()}
    state["encoder.words.weight"] = found["table.words"].float() * found["table.scale"]
    state["cue.emit.weight"] = found["cue.emit.weight_Transposed"].T
    state["link.score.weight"] = found[_last_product(links)].T
    for name, value in found.items():
        if name.endswith(QUANTISED):
            scale = found[name.replace("_quantized", "_scale")]
            state[name.removesuffix(QUANTISED)] = (value.float() * scale).T
    model.load_state_dict(state)
    model.link.table = found["link.table"]
    return TorchNetwork(model)


def _tensors(model: ModelProto) -> dict[str, Tensor]:
    return {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in model.graph.initializer}


def _last_product(model: ModelProto) -> str:
    """The name of the weight in the graph's last plain product."""
    return [node.input[1] for node in model.graph.node if node.op_type == "MatMul"][-1]
