"""PolNeAR as the heads want it: words, cues as labels, and for each cue the words of its source and
content.
"""

from __future__ import annotations

import functools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from saidby.data import Span
from saidby.model.neighbours import neighbours
from saidby.model.pieces import Ints, Pieces, Row, cut, rows
from saidby.model.tagger import BEGIN, CONTENT, INSIDE, OUT, SOURCE
from saidby.reading.sentences import paragraphs, split

CHUNK = 1024  # pieces of one article that go into one batch together
STRAIGHT = str.maketrans({"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"})


@dataclass(frozen=True)
class Spans:
    """One attribution as spans of the text: (start, end) pairs."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Document:
    id: str
    text: str
    attributions: tuple[Spans, ...]

    @property
    def regions(self) -> list[tuple[int, int]]:
        return list(paragraphs(self.text, Span(0, len(self.text))))

    @functools.cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return list(split(self.text, Span(0, len(self.text))))


@dataclass(frozen=True)
class Example:
    """A stretch of one article: rows for the encoder and labels by word.

    `cue` (W,) is OUT, BEGIN or INSIDE; `roles` (2, W) the same for source and content of any attribution;
    `starts`, `ends` (C,) are the words of each cue; `index`, `place`, `lengths`, `labels` (C, T) are its
    neighbours and what they are to it. `sentences` (S, 2) are first and last word (excluded) of each
    sentence, `said` their numbers in the document.
    """

    rows: list[Row]
    words: int
    region: Ints
    cue: Ints
    roles: Ints
    starts: Ints
    ends: Ints
    index: Ints
    place: Ints
    lengths: Ints
    labels: Ints
    document: str
    sentences: Ints
    said: Ints

    @property
    def pieces(self) -> int:
        return sum(len(row.ids) for row in self.rows)


def load(path: Path) -> list[Document]:
    documents = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row: dict[str, Any] = json.loads(line)
            attributions = tuple(
                Spans(
                    *(tuple((f["start"], f["end"]) for f in a[role]) for role in ("source", "cue", "content"))
                )
                for a in row["attributions"]
            )
            documents.append(Document(row["id"], row["text"], attributions))
    return documents


def vary(text: str, rng: random.Random) -> str:
    """The same text as other sites would print it, character for character in place: straight quotation
    marks, no commas, capitals.
    """
    chance = rng.random()
    if chance < 0.25:
        text = text.translate(STRAIGHT)
    elif chance < 0.30:
        text = text.replace(",", " ")
    elif chance < 0.33 and len(text.upper()) == len(text):
        text = text.upper()
    elif chance < 0.35 and len(text.lower()) == len(text):
        text = text.lower()
    return text


def examples(
    document: Document, tokenizer: Tokenizer, *, budget: int, rng: random.Random | None
) -> list[Example]:
    """The article in stretches of about CHUNK pieces, varied when `rng` is given."""
    text = vary(document.text, rng) if rng else document.text
    pieces = cut(text, document.regions, tokenizer)
    return [_example(document, pieces, group) for group in grouped(rows(pieces, budget=budget), CHUNK)]


def grouped(found: Sequence[Row], size: int) -> Iterator[list[Row]]:
    """Rows that follow each other, about `size` pieces together."""
    group: list[Row] = []
    total = 0
    for row in found:
        if group and total + len(row.ids) > size:
            yield group
            group, total = [], 0
        group.append(row)
        total += len(row.ids)
    if group:
        yield group


def _example(document: Document, pieces: Pieces, group: list[Row]) -> Example:
    low = group[0].word
    high = group[-1].word + len(group[-1].columns)
    part = Pieces(
        pieces.ids, pieces.types, pieces.first[low:high], pieces.starts[low:high], pieces.ends[low:high],
        pieces.region[low:high],
    )  # fmt: skip
    links: list[tuple[int, int, Spans]] = []
    for attribution in document.attributions:
        if attribution.cue:
            start, end = words_of(part, attribution.cue[0][0], attribution.cue[-1][1])
            if start < end:
                links.append((start, end, attribution))
    links.sort(key=lambda link: link[:2])
    cue = np.full(len(part), OUT, dtype=np.int32)
    roles = np.full((2, len(part)), OUT, dtype=np.int32)
    for start, end, attribution in links:
        _mark(cue, start, end)
        for line, pieces_of in zip(roles, (attribution.source, attribution.content), strict=True):
            for span in pieces_of:
                _mark(line, *words_of(part, *span))
    starts = np.array([link[0] for link in links], dtype=np.int32)
    ends = np.array([link[1] for link in links], dtype=np.int32)
    near = neighbours(part, starts, ends)
    labels = np.full(near.index.shape, OUT, dtype=np.int32)
    for number, (_, _, attribution) in enumerate(links):
        line = np.full(len(part), OUT, dtype=np.int32)
        for label, spans in ((CONTENT, attribution.content), (SOURCE, attribution.source)):
            for span in spans:
                first, last = words_of(part, *span)
                line[first:last] = label
        labels[number] = line[near.index[number]]
        labels[number, near.lengths[number] :] = OUT
    places = [words_of(part, *sentence) for sentence in document.sentences]
    numbers = [n for n, (first, last) in enumerate(places) if first < last]
    moved = [Row(row.ids, row.types, row.columns, row.word - low) for row in group]
    return Example(
        moved, len(part), part.region, cue, roles, starts, ends, near.index, near.place, near.lengths, labels,
        document.id, np.array([places[n] for n in numbers], dtype=np.int32).reshape(-1, 2),
        np.array(numbers, dtype=np.int32),
    )  # fmt: skip


def words_of(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """First and last (excluded) word that a span of text touches."""
    first = int(np.searchsorted(pieces.ends, start, side="right"))
    last = int(np.searchsorted(pieces.starts, end, side="left"))
    return first, last


def _mark(line: Ints, start: int, end: int) -> None:
    line[start:end] = INSIDE
    line[start : start + 1] = BEGIN


def batches(found: Sequence[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Stretches in random order, about `size` pieces together."""
    order = list(found)
    rng.shuffle(order)
    groups: list[list[Example]] = []
    group: list[Example] = []
    total = 0
    for example in order:
        if group and total + example.pieces > size:
            groups.append(group)
            group, total = [], 0
        group.append(example)
        total += example.pieces
    return [*groups, group] if group else groups
