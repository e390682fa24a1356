"""The shipped weights back in torch, fp32: what the speed of the package is measured against."""

from __future__ import annotations

import importlib.resources
import zipfile

import onnx
import torch
from onnx import ModelProto, numpy_helper
from torch import Tensor

from saidby.model.name import PACK
from saidby.model.session import ARGUMENTS, ENCODER, LINKS
from training.encoder import Encoder
from training.evaluate import TorchNetwork
from training.model import Model

QUANTISED = "_Transposed_quantized"  # how onnxruntime names a weight that it has turned and quantised


def restored() -> TorchNetwork:
    """The network in `saidby.model`'s weights with its int8 weights made into floats again."""
    with (importlib.resources.files("saidby.model") / "weights" / PACK).open("rb") as stream:
        pack = zipfile.ZipFile(stream)
        encoder, links, arguments = (
            onnx.load_from_string(pack.read(part)) for part in (ENCODER, LINKS, ARGUMENTS)
        )
    found = {**_tensors(encoder), **_tensors(links), **_tensors(arguments)}
    model = Model(Encoder())
    state = {name: found.get(name, value) for name, value in model.state_dict().items()}
    state["encoder.words.weight"] = found["table.words"].float() * found["table.scale"]
    for head in ("cue.emit", "tag.emit", "vector.turn"):
        state[f"{head}.weight"] = found[f"{head}.weight_Transposed"].T
    state["link.score.weight"] = found[_last_product(links)].T
    state["argument.score.weight"] = found[_last_product(arguments)].T
    for name, value in found.items():
        if name.endswith(QUANTISED):
            scale = found[name.replace("_quantized", "_scale")]
            state[name.removesuffix(QUANTISED)] = (value.float() * scale).T
    model.load_state_dict(state)
    model.link.table = found["link.table"]
    model.argument.table = found["argument.table"]
    return TorchNetwork(model)


def _tensors(model: ModelProto) -> dict[str, Tensor]:
    return {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in model.graph.initializer}


def _last_product(model: ModelProto) -> str:
    """The name of the weight in the graph's last plain product."""
    return [node.input[1] for node in model.graph.node if node.op_type == "MatMul"][-1]
