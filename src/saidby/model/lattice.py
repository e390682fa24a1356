"""Lattices: best paths and marginals of linear chains of a few states, many chains at once.

A chain starts in state 0. `pair[n, t, i, j]` is the score of being in state j at step t after state i at
step t - 1. Shapes: N chains, T steps, S states. Steps past a chain's length are ignored.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

NEVER = np.float32(-1e4)


def close(pair: Floats, lengths: Ints) -> Floats:
    """The same lattices with every step past a chain's length forced, at no cost, into state 0."""
    past = np.arange(pair.shape[1], dtype=np.int32)[None, :] >= lengths[:, None]
    if past.any():
        pair[past] = NEVER
        pair[past, :, 0] = 0.0
    return pair


def best_paths(pair: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Best state at every step, shape (N, T), and the log probability of that path, shape (N,)."""
    chains, steps, states = pair.shape[:3]
    path = np.zeros((chains, steps), dtype=np.int8)
    if not chains or not steps:
        return path, np.zeros(chains, dtype=np.float32)
    lanes = _lanes(pair)
    scores = np.full((steps + 1, states, chains), NEVER, dtype=np.float32)
    scores[0, 0] = 0.0
    for step in range(steps):
        np.max(scores[step][:, None, :] + lanes[step], axis=0, out=scores[step + 1])
    state = scores[steps].argmax(0)
    every = np.arange(chains)
    for step in range(steps - 1, -1, -1):
        path[:, step] = state
        state = (scores[step] + lanes[step][:, state, every]).argmax(0)
    _, scales = _forward(np.exp(lanes))
    # one after the other: a sum in another order would depend on the chains beside
    total = np.log(scales).cumsum(0, dtype=np.float64)[-1]
    return path, np.asarray(scores[steps].max(0) - total, dtype=np.float32)


def marginals(pair: Floats) -> Floats:
    """Probability of every state at every step, shape (N, T, S)."""
    chains, steps, states = pair.shape[:3]
    weights = np.exp(_lanes(pair))
    forward, _ = _forward(weights)
    backward = np.ones((states, chains), dtype=np.float32)
    for step in range(steps - 1, -1, -1):
        before = (weights[step] * backward).sum(1)
        forward[step] *= backward
        forward[step] /= forward[step].sum(0)
        backward = before / before.sum(0)
    return np.ascontiguousarray(forward.transpose(2, 0, 1))


def _lanes(pair: Floats) -> Floats:
    """The same with chains last, (T, S, S, N): every operation on a step runs along the chains."""
    return np.ascontiguousarray(pair.transpose(1, 2, 3, 0))


def _forward(weights: Floats) -> tuple[Floats, Floats]:
    """For each step the share of all paths so far that end in each state, (T, S, N), and what they were
    scaled by, (T, N): the product of the scales is the sum over all paths.
    """
    steps, states, _, chains = weights.shape
    shares = np.empty((steps, states, chains), dtype=np.float32)
    scales = np.empty((steps, chains), dtype=np.float32)
    share = np.zeros((states, chains), dtype=np.float32)
    share[0] = 1.0
    for step in range(steps):
        share = (share[:, None, :] * weights[step]).sum(0)
        share.sum(0, out=scales[step])
        share /= scales[step]
        shares[step] = share
    return shares, scales
