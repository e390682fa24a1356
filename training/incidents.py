"""Incidents: the weights of `saidby.reading.events.incident`, from MUC-4 and our own annotation.

    python -m training.incidents [--annotations FILE] [--weights FOLDER] [--reports dev|train]

An attack of the reading is one definite happening where the shared scorer aligns it with a template of its
type; in our annotation, where it is an attack that happened or was tried and of which at least two roles are
told. Annotated attacks weigh ANNOTATED each: MUC-4 leaves out what is no terrorism. Prints the weights, and
how well they tell the reports of the other part apart.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.shared import lines, scorer
from saidby.data import Article, Reading
from saidby.model.tagger import Tagger
from saidby.pages import Given, read_text
from saidby.reading.events import finish, incident
from saidby.reading.events.build import Draft, Scene
from saidby.reading.events.settle import is_real
from saidby.reading.events.traits import first_span
from saidby.reading.read import read_articles
from saidby.serial import to_json
from training.participants import OPTIONS, chosen, read

Doubles = npt.NDArray[np.float64]
Attack = tuple[Draft, tuple[float, ...]]
Row = tuple[tuple[float, ...], float, float]
"""Features of an attack, whether it is one definite happening, how much it weighs."""

ANNOTATED = 0.3  # between 0, which tells MUC-4's reports apart best, and 1, which does so with our annotation
RIDGE = 10.0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--annotations", default=os.environ.get("SAIDBY_ANNOTATIONS"))
    parser.add_argument("--weights", type=Path, help="a folder with weights.zip; default: those that ship")
    parser.add_argument("--reports", choices=("dev", "train"), default="train")
    asked = parser.parse_args()
    annotations, tagger = asked.annotations, chosen(asked.weights)
    if not annotations or not Path(annotations).is_file():
        print(
            "no annotations: set SAIDBY_ANNOTATIONS to our own annotation (docs/annotation.md)",
            file=sys.stderr,
        )
        return 2
    rows = [*_reports(asked.reports, tagger), *_annotated(Path(annotations), tagger)]
    x, y, mass = _arrays(rows)
    ours = (mass == ANNOTATED)[
        :, None
    ]  # with a base rate of its own: our passages hold hardly any general talk
    weights = fit(np.hstack([x, ours]), y, mass)[:-1]
    print(f"# {len(y)} attacks, {100 * y.mean():.0f} in 100 definite happenings")
    for name, weight in zip(incident.NAMES, weights, strict=True):
        print(f"# {name:<18}{weight:>7.2f}")
    numbers = [f"{weight:.2f}" for weight in weights]
    print("WEIGHTS: tuple[float, ...] = (")
    for n in range(0, len(numbers), 8):
        print(f"    {', '.join(numbers[n : n + 8])},")
    print(")  # fmt: skip")
    other_x, other_y, _ = _arrays(_reports("dev" if asked.reports == "train" else "train", tagger))
    print(f"# pairs of the other reports in the right order: {100 * order(other_x @ weights, other_y):.1f} %")
    return 0


def _arrays(rows: Sequence[Row]) -> tuple[Doubles, Doubles, Doubles]:
    x, y, mass = (np.array(part, dtype=float) for part in zip(*rows, strict=True))
    return x, y, mass


def order(odds: Doubles, y: Doubles) -> float:
    """The share of pairs of a happening and none in which the happening has the better odds."""
    yes, no = odds[y == 1][:, None], odds[y == 0][None, :]
    return float((yes > no).mean() + (yes == no).mean() / 2)


def fit(x: Doubles, y: Doubles, mass: Doubles) -> Doubles:
    """Logistic regression with a ridge, by Newton's method. *Shape:* (N, F), (N,), (N,) -> (F,)."""
    weights = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (mass * (p - y)) + RIDGE * weights
        bend = (x * (mass * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(weights))
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def _reports(part: str, tagger: Tagger) -> list[Row]:
    judge = scorer("score_muc")
    rows: list[Row] = []
    for row, article in read(part):
        gold = [judge.gold_template(template) for template in row["templates"]]
        reading, attacks = _read(article, tagger)
        features = {tuple(sorted(draft.triggers)): values for draft, values in attacks}
        written = to_json(reading)
        said = []
        for event, plain in zip(reading.events, written["events"], strict=True):
            found = judge.templates_of({**written, "events": [plain]}, row["text"], OPTIONS)
            if found and event.triggers in features:
                said.append((features[event.triggers], found[0]))
        likeness = [[judge.likeness(g, template) for _, template in said] for g in gold]
        right = {
            j
            for i, j in judge.assign(likeness)
            if likeness[i][j] > 0 and judge.agrees("type", gold[i]["type"], said[j][1]["type"])
        }
        rows += [(values, float(j in right), 1.0) for j, (values, _) in enumerate(said)]
    return rows


def _annotated(path: Path, tagger: Tagger) -> list[Row]:
    rows: list[Row] = []
    for row in lines(path):
        if row["set"] == "muc4":
            continue
        for draft, values in _read(read_text(row["text"], given=Given())[0], tagger)[1]:
            inside = [t for t in draft.triggers if any(a <= t.start < b for a, b in row["within"])]
            if inside:
                rows.append((values, float(any(_is_definite(e, inside) for e in row["events"])), ANNOTATED))
    return rows


def _is_definite(event: dict[str, Any], triggers: Sequence[tuple[int, int]]) -> bool:
    return (
        event["type"] in ("ASSAULT", "COERCE")
        and event["factuality"] in ("happened", "attempted")
        and len({role for role, _ in event["arguments"]}) >= 2
        and any(a < end and start < b for a, b in event["triggers"] for start, end in triggers)
    )


def _read(article: Article, tagger: Tagger) -> tuple[Reading, list[Attack]]:
    """A reading before vague attacks are settled, and its attacks with their features."""
    attacks: list[Attack] = []

    def watch(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
        real = sorted((draft for draft in drafts if is_real(draft)), key=first_span)
        attacks.extend((draft, incident.features(scene, draft, real)) for draft in real)
        return list(drafts)

    settled = vars(finish)["settled"]
    vars(finish)["settled"] = watch
    try:
        (reading,) = read_articles([article], tagger=tagger)
    finally:
        vars(finish)["settled"] = settled
    return reading, attacks


if __name__ == "__main__":
    sys.exit(main())
