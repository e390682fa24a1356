"""Pairs: learns the weights by which the ledger tells whether two happenings are one.

    python -m training.pairs READINGS GOLD [READINGS GOLD ...] --out src/saidby/ledger/lists/pairs.json

READINGS are what `saidby read --to-jsonl` wrote, GOLD lines are {"id", "incidents"}. Each set is a ledger of
its own. A positive pair is the candidate of two articles of one incident that is most alike; negatives are
candidates of articles that share none. Logistic regression, each set weighing the same. GOLD may also be a
set of `data`, with an `incident` (GVA) or a `subtopic` (ECB+) in each line.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from saidby.ledger.candidates import candidates
from saidby.ledger.comparing import compared
from saidby.ledger.pairs import NAMES
from saidby.ledger.portraits import portraits
from saidby.ledger.words import Rarity
from saidby.serial import from_json

Array = NDArray[np.float64]
RIDGE = 1.0
COPIED = 3.0
"""The weight of shared text is not learnt: what GVA's pages share is mostly the furniture of their sites."""
ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Lesson:
    """Features of candidate pairs of one set, whether they are one, and how much each weighs."""

    rows: Array
    same: Array
    heavy: Array


def lesson(readings: Path, gold: Path) -> Lesson:
    """The candidates of a set with what gold says of them."""
    wanted = dict(_gold(gold))
    sittings = [
        portraits(from_json(value, origin=id), id) for id, value in _readings(readings) if id in wanted
    ]
    rarity = Rarity(sitting.words for sitting in sittings)
    told = [portrait for sitting in sittings for portrait in sitting.portraits]
    pairs = candidates(told, rarity)
    best: dict[tuple[str, str], tuple[float, list[float]]] = {}
    rows: list[list[float]] = []
    for (one, other), row in zip(pairs, compared(sittings, rarity, pairs).tolist(), strict=True):
        a, b = told[one].happening, told[other].happening
        pair = (min(a.article, b.article), max(a.article, b.article))
        if wanted[a.article] & wanted[b.article]:
            alike = row[1] + row[2] + row[4] + a.main + b.main
            if pair not in best or alike > best[pair][0]:
                best[pair] = (alike, row)
        elif a.main or b.main:  # of what both tell in passing, gold does not say whether it is the same
            rows.append(row)
    positive = [row for _, row in best.values()]
    same = np.array([1.0] * len(positive) + [0.0] * len(rows))
    return Lesson(np.array(positive + rows), same, np.ones(len(same)))


def learnt(lessons: Sequence[Lesson]) -> Array:
    """The weights, by Newton's method."""
    rows = np.vstack([lesson.rows for lesson in lessons])
    same = np.concatenate([lesson.same for lesson in lessons])
    heavy = np.concatenate([lesson.heavy / lesson.same.sum() for lesson in lessons])
    heavy *= sum(lesson.same.sum() for lesson in lessons) / len(lessons)
    weights = np.zeros(rows.shape[1])
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[0] = 0.0
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (heavy * (chance - same)) + ridge * weights
        bend = (rows * (heavy * chance * (1 - chance))[:, None]).T @ rows + np.diag(ridge + 1e-9)
        weights -= np.linalg.solve(bend, slope)
    return weights


def _readings(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            value = json.loads(line)
            id = value.pop("id")
            if "article" in value:
                yield id, value


def _gold(path: Path) -> Iterator[tuple[str, frozenset[str]]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            value = json.loads(line)
            one = value.get("incident") or value.get("subtopic")
            yield value["id"], frozenset(value.get("incidents") or [one])


def main() -> None:
    """Learn and write the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("sets", nargs="+", type=Path, metavar="READINGS GOLD")
    ask.add_argument("--out", type=Path, required=True)
    asked = ask.parse_args()
    if len(asked.sets) % 2:
        ask.error("each READINGS needs its GOLD")
    lessons = [lesson(*pair) for pair in zip(asked.sets[::2], asked.sets[1::2], strict=True)]
    weights = learnt(lessons)
    weights[NAMES.index("copied")] = COPIED
    table = {
        "made": "python -m training.pairs, on candidates of "
        + ", ".join(path.stem for path in asked.sets[::2]),
        "pairs": [{"same": int(one.same.sum()), "other": int((1 - one.same).sum())} for one in lessons],
        "weights": {name: round(float(weight), 3) for name, weight in zip(NAMES, weights, strict=True)},
    }
    asked.out.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
