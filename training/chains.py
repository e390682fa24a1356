"""Linear chains in torch: the likelihood that `saidby.model.lattice` decodes.

The sum over all paths is taken as a tree of matrix products in the log semiring: log2(T) steps instead of T.
"""

from __future__ import annotations

import torch
from torch import Tensor

NEVER = -1e4


def close(pair: Tensor, lengths: Tensor) -> Tensor:
    """Steps past a chain's length lead, at no cost, into state 0. *Shape:* pair (N, T, S, S)."""
    past = torch.arange(pair.shape[1])[None, :] >= lengths[:, None]
    rest = torch.full(pair.shape[2:], NEVER)
    rest[:, 0] = 0.0
    return torch.where(past[:, :, None, None], rest, pair)


def log_total(pair: Tensor) -> Tensor:
    """Log of the sum over all paths from state 0. *Shape:* (N, T, S, S) -> (N,)."""
    states = pair.shape[2]
    identity = torch.full((states, states), NEVER)
    identity.fill_diagonal_(0.0)
    while pair.shape[1] > 1:
        if pair.shape[1] % 2:
            pair = torch.cat([pair, identity.expand(pair.shape[0], 1, states, states)], 1)
        left, right = pair[:, 0::2], pair[:, 1::2]
        pair = torch.logsumexp(left[:, :, :, :, None] + right[:, :, None, :, :], dim=3)
    return torch.logsumexp(pair[:, 0, 0, :], dim=-1)


def path_score(pair: Tensor, path: Tensor) -> Tensor:
    """Score of one path for each chain. *Shape:* path (N, T) -> (N,)."""
    before = torch.cat([torch.zeros_like(path[:, :1]), path[:, :-1]], 1)
    chains = torch.arange(pair.shape[0])[:, None]
    steps = torch.arange(pair.shape[1])[None, :]
    return pair[chains, steps, before, path].sum(1)


def surprise(pair: Tensor, path: Tensor) -> Tensor:
    """Negative log likelihood of the path, (N,)."""
    return log_total(pair) - path_score(pair, path)
