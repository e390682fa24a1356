"""Doubt rows: the doubts of a ledger as a table, computed from its readings, made anew where it grew.

Derived: it may be dropped at any time. Those of a reading are made once for it and its corrections, those of
pairs with the incidents.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from saidby.data import Span
from saidby.ledger.decisions import moved
from saidby.ledger.doubts import FORM, doubts
from saidby.ledger.prepared import compact
from saidby.ledger.store import Ledger

NAME = "doubts"
PAIR = "pair"
_INSERT = (
    "INSERT INTO doubts (kind, score, reading, target, article, anchor) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (reading, target, kind) DO NOTHING"
)
_AT_ONCE = 500  # readings between two commits: a refresh that is killed goes on where it was


@dataclass(frozen=True, slots=True)
class Side:
    """A happening of a pair: the ledger's id of the article, its reading, the sentence that tells of it."""

    article: str
    row: int
    anchor: Span


@dataclass(frozen=True, slots=True)
class PairDoubt:
    """Two happenings, whether they are in one incident (`same`), and how likely it is that this is right."""

    one: Side
    other: Side
    same: bool
    score: float


def fresh(ledger: Ledger) -> bool:
    """Whether nothing came since the doubts were found that could change them."""
    form, done = ledger.computed(NAME)
    return form == FORM and not moved(ledger.database, done)


def refresh(ledger: Ledger, *, tick: Callable[[int], None] | None = None) -> int:
    """Bring the doubts of readings up to the ledger's last row; how many articles were gone through anew.

    The ledger must be open for writing. `tick` is told after each article how many were.
    """
    if fresh(ledger):
        return 0
    head, _ = ledger.head()
    form, done = ledger.computed(NAME)
    changed = ledger.changed(after=done if form == FORM else 0)
    for first in range(0, len(changed), _AT_ONCE):
        some = changed[first : first + _AT_ONCE]
        made = [row for article, reading in some for row in _rows(ledger, article, reading)]
        with ledger.database.writing():
            ledger.database.run_all(
                f"DELETE FROM doubts WHERE article = ? AND kind <> '{PAIR}'",
                [(article,) for article, _ in some],
            )
            ledger.database.run_all(_INSERT, made)
        if tick:
            tick(first + len(some))
    with ledger.database.writing():
        ledger.mark_computed(NAME, form=FORM, row=head)
    return len(changed)


def put_pairs(ledger: Ledger, pairs: Iterable[PairDoubt]) -> None:
    """Put these pairs in place of those that are there, inside a transaction."""
    ledger.database.run(f"DELETE FROM doubts WHERE kind = '{PAIR}'")
    ledger.database.run_all(
        _INSERT,
        (
            (
                PAIR,
                round(pair.score, 4),
                pair.one.row,
                pair_target(pair),
                pair.one.article,
                _pair_anchor(pair),
            )
            for pair in pairs
        ),
    )


def pair_target(pair: PairDoubt) -> str:
    """As a row names a pair: by where each of the sentences starts, and the reading of the second."""
    return f"pairs/{pair.one.anchor.start}-{pair.other.row}-{pair.other.anchor.start}"


def _pair_anchor(pair: PairDoubt) -> str:
    """Also by what it is now: what was accepted as one is asked about again when it becomes two."""
    return compact([*([side.article, *side.anchor] for side in (pair.one, pair.other)), pair.same])


def _rows(ledger: Ledger, article: str, reading: int) -> list[tuple[str, float, int, str, str, str]]:
    """Of the machine's own values: what a person corrected is settled, and stands at the same words."""
    value = json.loads(ledger.line(reading))
    return [
        (doubt.kind, round(doubt.score, 4), reading, doubt.target, article, compact(doubt.anchor))
        for doubt in doubts(value)
    ]
