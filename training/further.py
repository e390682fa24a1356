"""The last stage: names, events and vectors on top of a model that knows attributions.

Every step takes one lesson on attributions, so that they are not forgotten, and one batch of sheets. What the
model thought of the lesson before this stage stands in for the teachers.
"""

from __future__ import annotations

import copy
import hashlib
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import nn

from saidby.model.labels import VECTOR
from training.encoder import pretrained
from training.lessons import Course, Lesson, lessons, think
from training.loop import Options, groups, rate
from training.model import Model
from training.polnear import Document
from training.sheets import Sheet, Source, sheets

Vectors = dict[str, npt.NDArray[np.float32]]


@dataclass(frozen=True)
class Part:
    """A set of sources and its share of the pieces."""

    sources: Sequence[Source]
    share: float


def mixed(parts: Sequence[Part], tokenizer: Tokenizer, *, size: int, seed: int) -> Iterator[list[Sheet]]:
    """Batches of about `size` pieces without end, each part at its share."""
    rng = random.Random(seed)
    streams = [_stream(part.sources, tokenizer, random.Random(seed + n)) for n, part in enumerate(parts)]
    owed = [0.0] * len(parts)
    while True:
        batch: list[Sheet] = []
        for n, part in enumerate(parts):
            owed[n] += part.share * size
            while owed[n] > 0:
                sheet = next(streams[n])
                owed[n] -= sheet.pieces
                batch.append(sheet)
        rng.shuffle(batch)
        yield batch


def _stream(sources: Sequence[Source], tokenizer: Tokenizer, rng: random.Random) -> Iterator[Sheet]:
    order = list(sources)
    while True:
        rng.shuffle(order)
        for source in order:
            yield from sheets(source, tokenizer, budget=rng.choice((128, 192, 256)), rng=rng)


def sentence_vectors(documents: Sequence[Document], tokenizer: Tokenizer) -> Vectors:
    """What the sentence encoder gives for each sentence, by document: its mean vector's first VECTOR
    principal parts, of length one.
    """
    torch.manual_seed(0)
    encoder = pretrained().eval()
    encoder.types.weight.data[:] = encoder.types.weight.data.mean(0)
    texts = [document.text[s:e] for document in documents for s, e in document.sentences]
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    found = np.zeros((len(texts), encoder.shape.width), dtype=np.float32)
    with torch.no_grad():
        for at in range(0, len(order), 32):
            some = order[at : at + 32]
            ids = [e.ids[:256] for e in tokenizer.encode_batch([texts[n] for n in some])]
            widest = max(map(len, ids))
            rows = torch.tensor([[*row, *[0] * (widest - len(row))] for row in ids])
            mask = torch.tensor([[n < len(row) for n in range(widest)] for row in ids])
            place = mask.flatten().nonzero().squeeze(1)
            flat = rows.flatten()[place]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                hidden = encoder(
                    flat, torch.zeros_like(flat), place % widest, place,
                    torch.where(mask, 0.0, -1e4)[:, None, None, :],
                ).float()  # fmt: skip
            row = place // widest
            sums = torch.zeros(len(some), hidden.shape[1]).index_add_(0, row, hidden)
            found[some] = (sums / mask.sum(1)[:, None]).numpy()
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    found -= found.mean(0)  # what all sentences share tells none from another
    _, _, axes = np.linalg.svd(found[:: max(1, len(found) // 8000)], full_matrices=False)
    found = found @ axes[:VECTOR].T
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)
    ends = np.cumsum([len(document.sentences) for document in documents])
    return {d.id: part for d, part in zip(documents, np.split(found, ends[:-1]), strict=True)}


def train(
    model: Model,
    course: Course,
    parts: Sequence[Part],
    tokenizer: Tokenizer,
    options: Options,
    *,
    size: int,
    say: Callable[[str], None],
    after: Callable[[int, Model], None],
) -> Model:
    """The model with averaged weights; `after` is called after every epoch over the attributions."""
    torch.manual_seed(options.seed)
    vectors = sentence_vectors(course.documents, tokenizer)
    say("sentence vectors are made")
    before = copy.deepcopy(model).eval()
    average = copy.deepcopy(model).eval()
    optimizer = torch.optim.AdamW(groups(model.train(), options), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, options))
    began, sums, epoch = time.monotonic(), dict[str, float](), 0
    batches = mixed(parts, tokenizer, size=size, seed=options.seed)
    for step, lesson in enumerate(lessons(course, tokenizer), 1):
        if lesson.epoch > epoch:
            after(epoch, average)
        epoch = lesson.epoch
        losses = model.losses(lesson.examples, _thought(before, lesson, vectors), options.trust)
        optimizer.zero_grad(set_to_none=True)
        torch.stack(list(losses.values())).sum().backward()
        batch = next(batches)
        further = model.sheet_losses(batch, model.words(batch))
        torch.stack(list(further.values())).sum().backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        keep = min(options.average, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - keep)
        for name, value in (losses | further).items():
            sums[name] = sums.get(name, 0.0) + value.item()
        if step % 50 == 0:
            means = "  ".join(f"{name} {value / 50:.3f}" for name, value in sums.items())
            say(f"step {step} of about {options.steps}  {means}  {time.monotonic() - began:.0f} s")
            sums = {}
    after(epoch, average)
    return average


def _thought(before: Model, lesson: Lesson, vectors: Vectors) -> dict[str, npt.NDArray[np.float32]]:
    thought = think([before], lesson.examples)
    thought["sentences"] = np.concatenate([vectors[e.document][e.said] for e in lesson.examples])
    return thought


def held_out(id_: str) -> bool:
    """A tenth of our own annotation, by its id."""
    return hashlib.sha256(id_.encode()).digest()[0] % 10 == 0
