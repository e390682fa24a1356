"""From torch to the file that the package ships: int8 ONNX, the tokenizer, the decoder's settings, in one
archive.
"""

from __future__ import annotations

import json
import math
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from saidby.model.name import PACK, SETTINGS
from saidby.model.session import ARGUMENTS, ENCODER, EVENTS, FORM, GRAPHS, LINKS, TOKENIZER
from training.encoder import FORK, Layer
from training.model import Model

OPSET = 17


class EncoderGraph(nn.Module):
    """The encoder over one row, with the heads that see one piece at a time.

    *Shape:* ids, types (pieces,), int32 -> hidden (pieces, width), cue (pieces, 3), meaning (pieces, VECTOR),
    shared (pieces, width): what `EventGraph` goes on from.
    """

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.encoder = model.encoder
        self.cue = model.cue
        self.vector = model.vector
        # one scale a word: with one for the whole table, as onnxruntime would do it, rare words lose their
        # meaning
        table = model.encoder.words.weight.detach()
        scale = table.abs().amax(1, keepdim=True) / 127
        self.table = nn.ParameterDict(
            {
                "words": nn.Parameter(torch.round(table / scale).to(torch.int8), requires_grad=False),
                "scale": nn.Parameter(scale, requires_grad=False),
            }
        )

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, ...]:
        encoder = self.encoder
        places = torch.arange(ids.shape[0], dtype=torch.int32)
        words = self.table["words"][ids].float() * self.table["scale"][ids]
        x = encoder.norm(words + encoder.types(types) + encoder.positions(places))
        shared = _through(encoder.layers[:FORK], x)
        x = _through(encoder.layers[FORK:], shared)
        return x, self.cue(x), self.vector(x), shared


class EventGraph(nn.Module):
    """The layers for events over one row, with the heads that see one piece at a time.

    *Shape:* shared (pieces, width) -> told (pieces, width), tags (pieces, sum of SIZES).
    """

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.branch = model.branch
        self.tag = model.tag

    def forward(self, shared: Tensor) -> tuple[Tensor, ...]:
        told = _through(self.branch, shared)
        return told, self.tag(told)


def _through(layers: nn.ModuleList, x: Tensor) -> Tensor:
    """One row, unpadded, through layers."""
    for layer in layers:
        assert isinstance(layer, Layer)
        pieces, width = x.shape
        size = width // layer.heads
        parts = layer.qkv(x).view(pieces, 3, layer.heads, size).permute(1, 2, 0, 3)
        q, k, v = parts[0], parts[1], parts[2]
        weights = torch.softmax(torch.matmul(q / math.sqrt(size), k.transpose(-1, -2)), -1)
        mixed = torch.matmul(weights, v).transpose(0, 1).reshape(pieces, width)
        x = layer.norm1(x + layer.out(mixed))
        x = layer.norm2(x + layer.down(functional.gelu(layer.up(x))))
    return x


class LinkGraph(nn.Module):
    def __init__(self, model: Model) -> None:
        super().__init__()
        self.link = model.link

    def forward(self, words: Tensor, starts: Tensor, lasts: Tensor, index: Tensor, place: Tensor) -> Tensor:
        return self.link(words, starts, lasts, index, place)


class ArgumentGraph(nn.Module):
    def __init__(self, model: Model) -> None:
        super().__init__()
        self.argument = model.argument

    def forward(self, words: Tensor, starts: Tensor, index: Tensor, place: Tensor) -> Tensor:
        return self.argument(words, starts, starts, index, place)


@dataclass(frozen=True)
class Decoder:
    """What is tuned on the dev part: see `saidby.model.tagger.Settings`."""

    least: float
    keep: float
    calibration: tuple[float, ...]
    ends: float = 1.0


def plain_tokenizer(path: Path) -> Tokenizer:
    """BERT's tokenizer without the cut at 128 pieces that the package sets, and with "[SEP]" in a page read
    as text.
    """
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.encode_special_tokens = True
    return tokenizer


def write(model: Model, tokenizer: Tokenizer, folder: Path, *, decoder: Decoder, name: str) -> None:
    """Writes the archive. The layers are quantised: weights int8, signed, per channel; activations as they
    come.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    model = model.eval()
    with tempfile.TemporaryDirectory() as scratch:
        parts = Path(scratch)
        _export_encoder(model, parts / "encoder.fp32.onnx")
        _export_events(model, parts / "events.fp32.onnx")
        # Seven bits: with eight, sums of two products overflow 16 bits on processors without VNNI, which then
        # read otherwise. It costs nothing in speed and nothing in scores.
        for whole, part in (("encoder.fp32.onnx", ENCODER), ("events.fp32.onnx", EVENTS)):
            quantize_dynamic(
                parts / whole, parts / part, per_channel=True, weight_type=QuantType.QInt8,
                reduce_range=True, op_types_to_quantize=["MatMul"],
                nodes_to_exclude=[
                    "/cue/emit/Gemm_MatMul", "/tag/emit/Gemm_MatMul", "/vector/turn/Gemm_MatMul"
                ],
            )  # fmt: skip
        _export_links(model, parts / LINKS)
        _export_arguments(model, parts / ARGUMENTS)
        tokenizer.save(str(parts / TOKENIZER), pretty=False)
        settings = {
            "form": FORM,
            "name": name,
            "least": decoder.least,
            "calibration": decoder.calibration,
            "keep": decoder.keep,
            "ends": decoder.ends,
            "cue_moves": model.cue.move.detach().tolist(),
            "link_moves": model.link.move.detach().tolist(),
        }
        (parts / SETTINGS).write_text(json.dumps(settings, indent=1) + "\n")
        with zipfile.ZipFile(folder / PACK, "w") as pack:
            for part in (*GRAPHS, TOKENIZER, SETTINGS):
                # a fixed time, so that the same weights are the same bytes
                pack.writestr(zipfile.ZipInfo(part), (parts / part).read_bytes())


def _export_encoder(model: Model, path: Path) -> None:
    sample = tuple(torch.ones(8, dtype=torch.int32) for _ in range(2))
    axes = {name: {0: "pieces"} for name in ("ids", "types", "hidden", "cue", "meaning", "shared")}
    torch.onnx.export(
        EncoderGraph(model).eval(), sample, str(path), input_names=["ids", "types"],
        output_names=["hidden", "cue", "meaning", "shared"], dynamic_axes=axes, opset_version=OPSET,
        dynamo=False,
    )  # fmt: skip


def _export_events(model: Model, path: Path) -> None:
    axes = {name: {0: "pieces"} for name in ("shared", "told", "tags")}
    torch.onnx.export(
        EventGraph(model).eval(), (torch.zeros(8, model.encoder.shape.width),), str(path),
        input_names=["shared"], output_names=["told", "tags"], dynamic_axes=axes, opset_version=OPSET,
        dynamo=False,
    )  # fmt: skip


def _export_links(model: Model, path: Path) -> None:
    width = model.encoder.shape.width
    cues, near = torch.zeros(2, dtype=torch.int32), torch.zeros(2, 5, dtype=torch.int32)
    axes: dict[str, dict[int, str]] = {"words": {0: "words"}, "starts": {0: "cues"}, "lasts": {0: "cues"}}
    axes |= {name: {0: "cues", 1: "near"} for name in ("index", "place", "scores")}
    torch.onnx.export(
        LinkGraph(model).eval(), (torch.zeros(9, width), cues, cues, near, near), str(path),
        input_names=["words", "starts", "lasts", "index", "place"], output_names=["scores"],
        dynamic_axes=axes, opset_version=OPSET, do_constant_folding=False, dynamo=False,
    )  # fmt: skip


def _export_arguments(model: Model, path: Path) -> None:
    width = model.encoder.shape.width
    events, near = torch.zeros(2, dtype=torch.int32), torch.zeros(2, 5, dtype=torch.int32)
    axes: dict[str, dict[int, str]] = {"words": {0: "words"}, "starts": {0: "events"}}
    axes |= {name: {0: "events", 1: "near"} for name in ("index", "place", "scores")}
    torch.onnx.export(
        ArgumentGraph(model).eval(), (torch.zeros(9, width), events, near, near), str(path),
        input_names=["words", "starts", "index", "place"], output_names=["scores"],
        dynamic_axes=axes, opset_version=OPSET, do_constant_folding=False, dynamo=False,
    )  # fmt: skip
