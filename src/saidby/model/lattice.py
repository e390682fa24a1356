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
    if not chains or not steps:
        return np.zeros((chains, steps), dtype=np.int8), np.zeros(chains, dtype=np.float32)
    back = np.empty((steps, chains, states), dtype=np.int8)
    score = np.full((chains, states), NEVER, dtype=np.float32)
    score[:, 0] = 0.0
    total = score.copy()
    for step in range(steps):
        through = score[:, :, None] + pair[:, step]
        back[step] = through.argmax(1)
        score = through.max(1)
        total = _logsumexp(total[:, :, None] + pair[:, step])
    path = np.empty((chains, steps), dtype=np.int8)
    state = score.argmax(1)
    rows = np.arange(chains)
    for step in range(steps - 1, -1, -1):
        path[:, step] = state
        state = back[step, rows, state]
    best = score.max(1) - (np.log(np.exp(total - total.max(1, keepdims=True)).sum(1)) + total.max(1))
    return path, best.astype(np.float32)


def marginals(pair: Floats) -> Floats:
    """Probability of every state at every step, shape (N, T, S)."""
    chains, steps, states = pair.shape[:3]
    forward = np.empty((steps, chains, states), dtype=np.float32)
    alpha = np.full((chains, states), NEVER, dtype=np.float32)
    alpha[:, 0] = 0.0
    for step in range(steps):
        alpha = _logsumexp(alpha[:, :, None] + pair[:, step])
        forward[step] = alpha
    beta = np.zeros((chains, states), dtype=np.float32)
    result = np.empty((chains, steps, states), dtype=np.float32)
    for step in range(steps - 1, -1, -1):
        both = forward[step] + beta
        both -= both.max(1, keepdims=True)
        weight = np.exp(both)
        result[:, step] = weight / weight.sum(1, keepdims=True)
        beta = _logsumexp((pair[:, step] + beta[:, None, :]).transpose(0, 2, 1))
    return result


def _logsumexp(values: Floats) -> Floats:
    """Over axis 1."""
    top = values.max(1, keepdims=True)
    return np.asarray(np.log(np.exp(values - top).sum(1)) + top[:, 0], dtype=np.float32)
