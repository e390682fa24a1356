"""Weights of the evidence for a place, from half of two corpora; the other half is never looked at here.

    python -m training.places        writes src/saidby/reading/places/tables/weights.tsv

Logistic regression by Newton's method, one thread, ten seconds. The corpora are LGL and GeoWebNews in the
folder that SAIDBY_DATA names (`../eval` beside it).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.shared import data, lines, rows
from saidby.data import Article, Span
from saidby.pages import Given, read_text
from saidby.reading.places import regions
from saidby.reading.places.atlas import Atlas
from saidby.reading.places.candidates import candidates
from saidby.reading.places.evidence import evidence, page
from saidby.reading.places.gazetteer import shipped
from saidby.reading.places.tokens import words_of
from saidby.reading.sentences import sentences

SETS = ("lgl", "geowebnews")
SEED = 7
RIDGE = 1.5
SEEN = 6  # times that evidence must be met to get a weight
OVERLAP = 0.5  # weight of a candidate that only overlaps a place: a place, with another border
UNSURE = 0.3  # weight of a candidate on words that the corpus marks as something else
SMALLEST = 0.05
OUT = Path(__file__).parents[1] / "src/saidby/reading/places/tables/weights.tsv"


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its gold places. `tuned` says that rules and weights may look at it."""

    id: str
    tuned: bool
    article: Article
    sentences: tuple[Span, ...]
    gold: dict[str, Any]


def documents(name: str) -> Iterator[Document]:
    """The documents of a set; a shuffle with a fixed seed decides which half is tuned on."""
    folder = data().parent / "eval"
    inputs = rows(folder / "inputs" / f"{name}.jsonl")
    gold = sorted(lines(folder / "gold" / f"{name}.jsonl"), key=lambda row: str(row["id"]))
    random.Random(SEED).shuffle(gold)
    for n, row in enumerate(gold):
        given = {key: inputs[row["id"]].get(key) for key in ("url", "title", "published", "publisher")}
        article, _ = read_text(inputs[row["id"]]["text"], given=Given(**given))
        yield Document(row["id"], n < len(gold) // 2, article, sentences(article), row)


def counts(toponym: dict[str, Any]) -> bool:
    """Is it a name of a place or people, and neither a description ("the city") nor another name?"""
    sort = toponym.get("type") or ""
    return "Expression" not in sort and sort != "Non_Toponym"


@dataclass(frozen=True, slots=True)
class Example:
    evidence: tuple[str, ...]
    place: bool
    weight: float


def examples(document: Document, atlas: Atlas) -> Iterator[Example]:
    text = document.article.text
    found = [
        candidates(text, words_of(text, *region), atlas)
        for region in regions(document.article, document.sentences)
    ]
    whole = page(text, found)
    marked = [(Span(t["start"], t["end"]), counts(t)) for t in document.gold["toponyms"]]
    for row in found:
        for candidate, names in zip(row, evidence(text, row, whole), strict=True):
            over = [counted for span, counted in marked if span.overlaps(candidate.span)]
            exact = (candidate.span, True) in marked
            weight = 1.0 if exact or not over else OVERLAP if any(over) else UNSURE
            yield Example(tuple(names), any(over), weight)


def fit(found: list[Example]) -> dict[str, float]:
    """Weights by name of the evidence, "bias" among them."""
    seen = Counter(name for example in found for name in set(example.evidence))
    names = ["bias", *sorted(name for name, times in seen.items() if times >= SEEN and name != "is person")]
    at = {name: n for n, name in enumerate(names)}
    rows = np.zeros((len(found), len(names)))
    rows[:, 0] = 1
    for n, example in enumerate(found):
        rows[n, [at[name] for name in example.evidence if name in at]] = 1
    place = np.array([example.place for example in found], dtype=float)
    weight = np.array([example.weight for example in found])
    values = _newton(rows, place, weight)
    return dict(zip(names, values.tolist(), strict=True))


def _newton(
    rows: NDArray[np.float64], place: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    values = np.zeros(rows.shape[1])
    for _ in range(25):
        likely = 1 / (1 + np.exp(-rows @ values))
        slope = rows.T @ (weight * (likely - place)) + RIDGE * values
        bend = (rows * (weight * likely * (1 - likely))[:, None]).T @ rows + RIDGE * np.eye(len(values))
        values -= np.linalg.solve(bend, slope)
    return values


def main() -> None:
    atlas = Atlas(shipped())
    found = [
        example
        for name in SETS
        for document in documents(name)
        if document.tuned
        for example in examples(document, atlas)
    ]
    weights = fit(found)
    lines = [
        "# Weights of the evidence for a place: training/places.py, from half of LGL and half of GeoWebNews.",
        "#evidence\tweight",
        *(f"{name}\t{value:.2f}" for name, value in weights.items() if abs(value) >= SMALLEST),
    ]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(found):,} candidates, {len(lines) - 2} weights")


if __name__ == "__main__":
    main()
