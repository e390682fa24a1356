"""Lessons: batches of all epochs in a fixed order, with what the teachers think of each.

Teachers run in a process of their own, a few batches ahead of the student: two processes of one thread each
use two cores better than one process of two threads.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer

from training import chains
from training.encoder import Encoder
from training.model import Model
from training.polnear import Document, Example, batches, examples

AHEAD = 8  # lessons that wait for the student
Steps = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Course:
    """What is taught: the documents and how they are cut up."""

    documents: tuple[Document, ...]
    seed: int
    epochs: int
    batch: int  # pieces
    budgets: tuple[int, ...]  # pieces a row; drawn anew for each article and epoch


@dataclass(frozen=True)
class Lesson:
    """One batch; `thought` holds for each head the teachers' mean probability of every step, or nothing."""

    epoch: int
    examples: list[Example]
    thought: dict[str, Steps]


def lessons(course: Course, tokenizer: Tokenizer) -> Iterator[Lesson]:
    """Without teachers."""
    rng = random.Random(course.seed)
    for epoch in range(course.epochs):
        found = [
            example
            for document in course.documents
            for example in examples(document, tokenizer, budget=rng.choice(course.budgets), rng=rng)
        ]
        for batch in batches(found, course.batch, rng):
            yield Lesson(epoch, batch, {})


def steps(course: Course, tokenizer: Tokenizer) -> int:
    """About how many lessons all epochs have together."""
    rng = random.Random(course.seed)
    budget = sorted(course.budgets)[len(course.budgets) // 2]
    found = [e for d in course.documents for e in examples(d, tokenizer, budget=budget, rng=rng)]
    return len(batches(found, course.batch, rng)) * course.epochs


def taught(course: Course, tokenizer: Tokenizer, teachers: list[Path]) -> Iterator[Lesson]:
    """The same lessons, each with what the teachers (files of weights) think."""
    context = get_context("spawn")
    waiting: Queue[Lesson | None] = context.Queue(AHEAD)
    process = context.Process(
        target=_teach, args=(course, tokenizer.to_str(), teachers, waiting), daemon=True
    )
    process.start()
    while (lesson := waiting.get()) is not None:
        yield lesson
    process.join()


def _teach(course: Course, pieces: str, teachers: list[Path], waiting: Queue[Lesson | None]) -> None:
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_str(pieces)
    tokenizer.encode_special_tokens = True
    staff = []
    for path in teachers:
        model = Model(Encoder())
        model.load_state_dict(torch.load(path))
        staff.append(model.eval())
    for lesson in lessons(course, tokenizer):
        waiting.put(Lesson(lesson.epoch, lesson.examples, think(staff, lesson.examples)))
    waiting.put(None)


def think(staff: list[Model], batch: list[Example]) -> dict[str, Steps]:
    """The teachers' mean probability of every step, by head."""
    sums: dict[str, Steps] = {}
    with torch.no_grad():
        for model in staff:
            for name, said in model.chains(batch, model.words(batch)).items():
                found: Steps = (chains.marginals(said.pair) / len(staff)).numpy()
                sums[name] = sums[name] + found if name in sums else found
    return sums
