"""Scores of a model on PolNeAR, through the package's own decoder and the shared scorer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from bench.shared import rows, scorer
from saidby.model.tagger import Link, Settings, Tagger, Text
from training.model import Model
from training.polnear import Document


class TorchNetwork:
    """The model in torch, fp32, behind the package's `Network` protocol."""

    def __init__(self, model: Model) -> None:
        self.model = model.eval()

    def encode(
        self, ids: np.ndarray, types: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        places = torch.arange(len(ids))
        kept = torch.zeros(1, 1, 1, len(ids))
        with torch.no_grad():
            model = self.model
            shared = model.encoder.shared(
                torch.from_numpy(ids), torch.from_numpy(types), places, places, kept
            )
            hidden = model.encoder.top(shared, places, kept)
            return hidden.numpy(), model.cue(hidden).numpy(), model.vector(hidden).numpy(), shared.numpy()

    def tell(self, shared: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        places, kept = torch.arange(len(shared)), torch.zeros(1, 1, 1, len(shared))
        with torch.no_grad():
            told = self.model.told(torch.from_numpy(shared), places, kept)
            return told.numpy(), self.model.tag(told).numpy()

    def link(
        self, words: np.ndarray, starts: np.ndarray, lasts: np.ndarray, index: np.ndarray, place: np.ndarray
    ) -> np.ndarray:
        with torch.no_grad():
            arrays = (torch.from_numpy(array).long() for array in (starts, lasts, index, place))
            return self.model.link(torch.from_numpy(words), *arrays).numpy()

    def argue(
        self, words: np.ndarray, starts: np.ndarray, index: np.ndarray, place: np.ndarray
    ) -> np.ndarray:
        with torch.no_grad():
            arrays = (torch.from_numpy(array).long() for array in (starts, starts, index, place))
            return self.model.argument(torch.from_numpy(words), *arrays).numpy()


def settings(model: Model, least: float) -> Settings:
    return Settings(model.cue.move.detach().numpy().copy(), model.link.move.detach().numpy().copy(), least)


def tagger(model: Model, tokenizer: Tokenizer, *, least: float = 0.4) -> Tagger:
    return Tagger(TorchNetwork(model), tokenizer, settings(model, least))


def with_least(tagger: Tagger, least: float, ends: float) -> Tagger:
    """The same tagger with another least probability of a cue, and of its going on."""
    return replace(tagger, settings=replace(tagger.settings, least=least, ends=ends))


def predict(tagger: Tagger, documents: list[Document]) -> dict[str, list[Link]]:
    return {document.id: tagger.tag(Text(document.text, tuple(document.regions))) for document in documents}


def gold(data: Path) -> Path:
    """PolNeAR dev as the scorer reads it."""
    return data.parent / "eval" / "gold" / "polnear-dev.jsonl"


def score(data: Path, found: dict[str, list[Link]]) -> dict[str, float]:
    """The figures of the table in the model card, in per cent."""
    documents = rows(gold(data))
    predicted = {
        id_: {
            "attributions": [
                {"source": link.source, "cue": [link.cue], "content": link.content} for link in links
            ]
        }
        for id_, links in found.items()
    }
    result = scorer("score_attribution", data).score(documents, predicted)
    figures: dict[str, float] = {}
    for how in ("exact", "chars"):
        for role in ("source", "cue", "content"):
            figures[f"{role} {how}"] = round(100 * result["roles"][role][how]["f1"], 1)
    for level in ("content", "content+source"):
        figures[level] = round(100 * result["attributions"]["all"][level]["f1"], 1)
    return figures
