"""Incidents: the weights of `saidby.reading.events.incident`, from MUC-4 and our own annotation.

    python -m training.incidents [--annotations FILE]

An attack of the reading is one definite happening where the shared scorer aligns it with a template of its
type; in our annotation, where it is an attack that happened or was tried and of which at least two roles are
told. Annotated attacks weigh ANNOTATED each: MUC-4 leaves out what is no terrorism. Prints the weights.
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

from bench.shared import data, lines, scorer
from saidby.data import Reading
from saidby.model.session import shipped
from saidby.pages import Given, read_text
from saidby.reading.events import finish, incident
from saidby.reading.events.build import Draft, Scene
from saidby.reading.events.settle import is_real
from saidby.reading.events.traits import first_span
from saidby.reading.read import read_articles
from saidby.serial import to_json

Doubles = npt.NDArray[np.float64]
Attack = tuple[Draft, tuple[float, ...]]

ANNOTATED = 0.3  # between 0, which tells MUC-4's reports apart best, and 1, which does so with our annotation
RIDGE = 3.0
EVERY = 3  # of MUC-4's train documents every third is read
OPTIONS = {
    "mentions": "one", "victims": "named", "clashes": "drop",
    "factuality": {"happened", "attempted", "background"},
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--annotations", default=os.environ.get("SAIDBY_ANNOTATIONS"))
    annotations = parser.parse_args().annotations
    if not annotations or not Path(annotations).is_file():
        print(
            "no annotations: set SAIDBY_ANNOTATIONS to our own annotation (docs/annotation.md)",
            file=sys.stderr,
        )
        return 2
    rows = [*_reports(data() / "muc4" / "train.jsonl"), *_annotated(Path(annotations))]
    x, y, mass = (np.array(part, dtype=float) for part in zip(*rows, strict=True))
    print(f"{len(y)} attacks, {100 * y.mean():.0f} in 100 definite happenings")
    for name, weight in zip(incident.NAMES, fit(x, y, mass), strict=True):
        print(f"{name:<18}{weight:>7.2f}")
    return 0


def fit(x: Doubles, y: Doubles, mass: Doubles) -> Doubles:
    """Logistic regression with a ridge, by Newton's method. *Shape:* (N, F), (N,), (N,) -> (F,)."""
    weights = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (mass * (p - y)) + RIDGE * weights
        bend = (x * (mass * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(weights))
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def _reports(path: Path) -> list[tuple[tuple[float, ...], float, float]]:
    judge = scorer("score_muc")
    rows = []
    for row in list(lines(path))[::EVERY]:
        try:
            gold = [judge.gold_template(template) for template in row["templates"]]
        except ValueError:  # a day that no month has
            continue
        reading, attacks = _read(row["text"], row["header"].get("date_iso"))
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


def _annotated(path: Path) -> list[tuple[tuple[float, ...], float, float]]:
    rows = []
    for row in lines(path):
        if row["set"] == "muc4":
            continue
        for draft, values in _read(row["text"], None)[1]:
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


def _read(text: str, published: str | None) -> tuple[Reading, list[Attack]]:
    """A reading before vague attacks are settled, and its attacks with their features."""
    attacks: list[Attack] = []

    def watch(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
        real = sorted((draft for draft in drafts if is_real(draft)), key=first_span)
        attacks.extend((draft, incident.features(scene, draft, real)) for draft in real)
        return list(drafts)

    settled = vars(finish)["settled"]
    vars(finish)["settled"] = watch
    try:
        article, _ = read_text(text, given=Given(published=published))
        (reading,) = read_articles([article], tagger=shipped())
    finally:
        vars(finish)["settled"] = settled
    return reading, attacks


if __name__ == "__main__":
    sys.exit(main())
