"""Lattices against the sum over all paths, written out."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from saidby.model import lattice

STATES, STEPS = 3, 5


@pytest.fixture
def pair() -> np.ndarray:
    return np.random.default_rng(7).normal(size=(2, STEPS, STATES, STATES)).astype(np.float32)


def scores(one: np.ndarray) -> dict[tuple[int, ...], float]:
    """The score of every path."""
    return {
        path: float(
            sum(one[t, before, state] for t, (before, state) in enumerate(itertools.pairwise((0, *path))))
        )
        for path in itertools.product(range(STATES), repeat=len(one))
    }


def test_best_path_is_the_best_of_all(pair: np.ndarray) -> None:
    paths, logs = lattice.best_paths(pair)
    for one, path, log in zip(pair, paths, logs, strict=True):
        every = scores(one)
        best = max(every, key=lambda path: every[path])
        assert tuple(path.tolist()) == best
        assert log == pytest.approx(every[best] - np.log(sum(np.exp(s) for s in every.values())), abs=1e-4)


def test_marginals_are_those_of_all_paths(pair: np.ndarray) -> None:
    found = lattice.marginals(pair)
    every = scores(pair[1])
    total = sum(np.exp(s) for s in every.values())
    for step, state in itertools.product(range(STEPS), range(STATES)):
        share = sum(np.exp(s) for path, s in every.items() if path[step] == state) / total
        assert found[1, step, state] == pytest.approx(share, abs=1e-4)


def test_steps_past_the_length_change_nothing(pair: np.ndarray) -> None:
    short, log = lattice.best_paths(pair[:1, :2].copy())
    closed = lattice.close(pair[:1].copy(), np.array([2], dtype=np.int32))
    path, same = lattice.best_paths(closed)
    assert path.tolist() == [[*short[0].tolist(), *[0] * (STEPS - 2)]]
    assert same == pytest.approx(log, abs=1e-4)


def test_no_chains_give_no_paths() -> None:
    paths, logs = lattice.best_paths(np.zeros((0, 0, 3, 3), dtype=np.float32))
    assert paths.shape == (0, 0)
    assert logs.shape == (0,)
