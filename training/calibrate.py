"""Calibration: how probable it is that an attribution is right, given what the model thinks of it.

Right means what the shared scorer means by content + source: both overlap the gold spans by a Jaccard of at
least 0.5. Logistic regression, fitted by Newton's method on the dev part; the error that is reported comes
from fitting on one half of the documents and looking at the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.shared import lines, scorer
from saidby.model.tagger import Link
from saidby.reading.attributions import features, probability
from training.evaluate import gold

Doubles = npt.NDArray[np.float64]


def outcomes(data: Path, found: dict[str, list[Link]]) -> list[tuple[str, Doubles, Doubles]]:
    """For each document: the features of its links, and which links are right."""
    judge = scorer("score_attribution", data)
    results = []
    for row in lines(gold(data)):
        text = row["text"]
        mask = judge.quoted_mask(text)
        links = [link for link in found[row["id"]] if link.content]
        wanted = [judge.Attribution(a, text, mask) for a in row["attributions"]]
        guessed = [
            judge.Attribution({"source": a.source, "cue": [a.cue], "content": a.content}, text, mask)
            for a in links
        ]
        right = np.zeros(len(links))
        for i, j in judge.match(wanted, guessed, 0.5):
            right[j] = judge.levels_met(wanted[i], guessed[j], 0.5)["content+source"]
        values = np.array([features(link) for link in links]).reshape(len(links), -1)
        results.append((row["id"], values, right))
    return results


def kept(found: dict[str, list[Link]], weights: Sequence[float], keep: float) -> dict[str, list[Link]]:
    """The links that have content and a score of at least `keep`."""
    return {
        id_: [link for link in links if link.content and probability(link, weights) >= keep]
        for id_, links in found.items()
    }


def fit(rows: Sequence[tuple[str, Doubles, Doubles]]) -> list[float]:
    """Weights of a logistic regression with a light ridge."""
    x = np.concatenate([values for _, values, right in rows if len(right)])
    y = np.concatenate([right for _, values, right in rows if len(right)])
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - 0.1 * weights
        curvature = (x * (p * (1 - p))[:, None]).T @ x + 0.1 * np.eye(len(weights))
        weights += np.linalg.solve(curvature, gradient)
    return [round(float(weight), 4) for weight in weights]


def error(rows: Sequence[tuple[str, Doubles, Doubles]], bins: int = 10) -> float:
    """Expected calibration error, each half of the documents judged with weights from the other."""
    gaps = total = 0.0
    ordered = sorted(rows, key=lambda row: row[0])
    for half, other in ((ordered[::2], ordered[1::2]), (ordered[1::2], ordered[::2])):
        weights = np.array(fit(other))
        x = np.concatenate([values for _, values, right in half if len(right)])
        y = np.concatenate([right for _, values, right in half if len(right)])
        p = 1 / (1 + np.exp(-x @ weights))
        for low in np.arange(bins) / bins:
            inside = (p >= low) & (p < low + 1 / bins)
            if inside.any():
                gaps += inside.sum() * abs(p[inside].mean() - y[inside].mean())
        total += len(p)
    return gaps / total
