"""Events as the model sees them: triggers with what belongs to them, and names, by word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from saidby.model.labels import EVENT_TYPES, FACTUALITIES, HARMS, MODES, NAMES, ROLES
from saidby.model.lattice import Floats, Ints
from saidby.model.pieces import Pieces

SIZES = (1 + 2 * len(NAMES), 1 + len(EVENT_TYPES), len(FACTUALITIES), len(MODES), 1 + 2 * len(HARMS))
"""Scores of a word, side by side: name, type, factuality, mode, harm. `name` and `harm` are OUT, then BEGIN
and INSIDE of each kind; `type` is "no event", then the types.
"""

LEAST_TRIGGER = 0.4  # probability; tuned with LEAST_ARGUMENT on a tenth of our own annotation (docs/model.md)
LEAST_ARGUMENT = 0.4
LEAST_MODE = 0.4
LEAST_KIND = 0.5  # of a name or a harm


@dataclass(frozen=True, slots=True)
class Argument:
    """A phrase that belongs to an event: one of `labels.ROLES`, its span, its mean probability by word."""

    role: str
    span: tuple[int, int]
    score: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event. `type` is one of `labels.EVENT_TYPES`; `score` the probability that it is
    an event, times that of its type.
    """

    span: tuple[int, int]
    type: str
    modes: tuple[str, ...]
    factuality: str
    score: float
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A phrase and what it is: of names one of `labels.NAMES`, of harms one of `labels.HARMS`."""

    kind: str
    span: tuple[int, int]
    score: float


def split(tags: Floats) -> tuple[Floats, ...]:
    """*Shape:* (W, sum of SIZES) -> name, type, factuality, mode, harm."""
    return tuple(np.split(tags, np.cumsum(SIZES)[:-1], axis=-1))


def softmax(scores: Floats) -> Floats:
    """Along the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True, initial=-1e9))
    return np.asarray(powers / powers.sum(-1, keepdims=True))


def sigmoid(scores: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30))))


def trigger_words(types: Floats) -> Ints:
    """Words that name an event, from the probabilities of types."""
    return np.flatnonzero(1.0 - types[:, 0] >= LEAST_TRIGGER).astype(np.int32)


def triggers(
    pieces: Pieces, tags: Floats, words: Ints, index: Ints, lengths: Ints, scores: Floats
) -> tuple[Trigger, ...]:
    """The triggers at `words`; `index`, `lengths`, `scores` (E, T, roles) are the words in reach of each."""
    _, type_, factuality, mode, _ = split(tags[words])
    types, facts, modes = softmax(type_), softmax(factuality), sigmoid(mode)
    inside = np.arange(index.shape[1])[None, :] < lengths[:, None]
    arguments = _arguments(pieces, sigmoid(scores) * inside[:, :, None], index)
    found = []
    for n, word in enumerate(words.tolist()):
        kind = int(types[n, 1:].argmax())
        found.append(
            Trigger(
                span=(int(pieces.starts[word]), int(pieces.ends[word])),
                type=EVENT_TYPES[kind],
                modes=tuple(m for m, p in zip(MODES, modes[n].tolist(), strict=True) if p >= LEAST_MODE),
                factuality=FACTUALITIES[int(facts[n].argmax())],
                score=round(float(1.0 - types[n, 0]) * float(facts[n].max()), 3),
                arguments=tuple(arguments[n]),
            )
        )
    return tuple(found)


def _arguments(pieces: Pieces, chance: Floats, index: Ints) -> list[list[Argument]]:
    """For each trigger its arguments by role: runs of words that are likely enough, within one region.

    *Shape:* chance (E, T, roles); index (E, T).
    """
    by_role = np.ascontiguousarray(chance.transpose(0, 2, 1))
    on = by_role >= LEAST_ARGUMENT
    region = pieces.region[index]
    joined = np.zeros(on.shape, dtype=bool)  # to the word before
    joined[:, :, 1:] = on[:, :, 1:] & on[:, :, :-1] & (region[:, 1:] == region[:, :-1])[:, None, :]
    last = on.copy()
    last[:, :, :-1] &= ~joined[:, :, 1:]
    found: list[list[Argument]] = [[] for _ in range(len(on))]
    begun, ended = np.nonzero(on & ~joined), np.nonzero(last)[2]
    firsts, lasts = pieces.starts[index[begun[0], begun[2]]], pieces.ends[index[begun[0], ended]]
    runs: list[np.ndarray] = [*begun, ended, firsts, lasts]
    for n, role, start, end, first, after in zip(*(part.tolist() for part in runs), strict=True):
        score = round(float(by_role[n, role, start : end + 1].mean()), 3)
        found[n].append(Argument(ROLES[role], (first, after), score))
    return found


def kinds(pieces: Pieces, scores: Floats, labels: tuple[str, ...]) -> tuple[Kind, ...]:
    """Phrases from OUT, BEGIN and INSIDE scores: begun where being of a kind at all is likely and the word
    does not go on with the one before.
    """
    if not len(scores):
        return ()
    chance = softmax(scores)
    state = chance.argmax(-1)
    some = 1.0 - chance[:, 0] >= LEAST_KIND
    best = 1 + (chance[:, 1::2] + chance[:, 2::2]).argmax(-1)
    found = []
    n, count = 0, len(state)
    for start in np.flatnonzero(some).tolist():
        if start < n:
            continue
        n = start + 1
        while (
            n < count and some[n] and best[n] == best[start] and state[n] == 2 * best[n]
            and pieces.region[n] == pieces.region[start]
        ):  # fmt: skip
            n += 1
        found.append(
            Kind(
                labels[int(best[start]) - 1],
                (int(pieces.starts[start]), int(pieces.ends[n - 1])),
                round(float(1.0 - chance[start:n, 0].mean()), 3),
            )
        )
    return tuple(found)
