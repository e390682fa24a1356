"""Linear chains in torch: the likelihood that `saidby.model.lattice` decodes.

The sum over all paths is taken as a tree of matrix products in the log semiring: log2(T) steps instead of T.
"""

from __future__ import annotations

import torch
from torch import Tensor

from saidby.model.lattice import NEVER


def close(pair: Tensor, lengths: Tensor) -> Tensor:
    """Steps past a chain's length lead, at no cost, into state 0. *Shape:* pair (N, T, S, S)."""
    past = torch.arange(pair.shape[1])[None, :] >= lengths[:, None]
    rest = torch.full(pair.shape[2:], float(NEVER))
    rest[:, 0] = 0.0
    return torch.where(past[:, :, None, None], rest, pair)


def log_total(pair: Tensor) -> Tensor:
    """Log of the sum over all paths from state 0. *Shape:* (N, T, S, S) -> (N,)."""
    states = pair.shape[2]
    identity = torch.full((states, states), float(NEVER))
    identity.fill_diagonal_(0.0)
    while pair.shape[1] > 1:
        if pair.shape[1] % 2:
            pair = torch.cat([pair, identity.expand(pair.shape[0], 1, states, states)], 1)
        left, right = pair[:, 0::2], pair[:, 1::2]
        pair = torch.logsumexp(left[:, :, :, :, None] + right[:, :, None, :, :], dim=3)
    return torch.logsumexp(pair[:, 0, 0, :], dim=-1)


def steps(path: Tensor, states: int) -> Tensor:
    """A path as the steps it takes: 1 at [n, t, before, state], else 0. *Shape:* (N, T) -> (N, T, S, S)."""
    before = torch.cat([torch.zeros_like(path[:, :1]), path[:, :-1]], 1)
    taken = torch.nn.functional.one_hot(before * states + path, states * states)
    return taken.view(*path.shape, states, states).float()


def marginals(pair: Tensor) -> Tensor:
    """Probability of each step: the gradient of the sum over all paths. *Shape:* (N, T, S, S), same."""
    pair = pair.detach().requires_grad_()
    with torch.enable_grad():
        (found,) = torch.autograd.grad(log_total(pair).sum(), pair)
    return found


def surprise(pair: Tensor, target: Tensor) -> Tensor:
    """Cross entropy of the paths against expected steps, (N,); the negative log likelihood for one path."""
    return log_total(pair) - (target * pair).sum((1, 2, 3))
