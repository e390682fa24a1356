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

PRODUCTS = ("qkv", "out", "up", "down")


def restored() -> TorchNetwork:
    """The network in `saidby.model`'s weights with its int8 weights made into floats again."""
    folder = importlib.resources.files("saidby.model") / "weights"
    encoder = onnx.load_from_string((folder / "encoder.onnx").read_bytes())
    links = onnx.load_from_string((folder / "links.onnx").read_bytes())
    found = {**_tensors(encoder), **_tensors(links)}
    model = Model(Encoder())
    state = {name: found.get(name, value) for name, value in model.state_dict().items()}
    state["encoder.words.weight"] = found["table.words"].float() * found["table.scale"]
    state["cue.emit.weight"] = found[_inputs(encoder, "MatMul")[-1]].T
    state["link.score.weight"] = found[_inputs(links, "MatMul")[-1]].T
    for number, name in enumerate(_inputs(encoder, "MatMulInteger")):
        weight = found[name].float() * found[name.replace("_quantized", "_scale")]
        state[f"encoder.layers.{number // 4}.{PRODUCTS[number % 4]}.weight"] = weight.T
    model.load_state_dict(state)
    model.link.table = found["link.table"]
    return TorchNetwork(model)


def _tensors(model: ModelProto) -> dict[str, Tensor]:
    return {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in model.graph.initializer}


def _inputs(model: ModelProto, kind: str) -> list[str]:
    """Names of the weights of all products of a kind, in the order of the graph."""
    return [node.input[1] for node in model.graph.node if node.op_type == kind]
