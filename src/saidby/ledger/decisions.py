"""Decisions: judgements and corrections as rows, and which of them stand.

A row is taken back by one more row, a judgement of the kind "undo"; that may be taken back in its turn.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from saidby.errors import UsageError
from saidby.ledger.database import Database
from saidby.ledger.rows import Correction, Judgement

UNDO = "undo"
REVIEW = "review"


def judgements(database: Database) -> list[Judgement]:
    """All of them in order, also those taken back."""
    statement = (
        "SELECT j.seq, l.at, j.kind, j.body, j.by, j.why FROM judgements j JOIN log l ON l.seq = j.seq "
        "ORDER BY j.seq"
    )
    return [
        Judgement(row, at, kind, json.loads(body), by, why)
        for row, at, kind, body, by, why in database.rows(statement)
    ]


def corrections(database: Database, article: str | None = None) -> list[Correction]:
    """Those that stand, in order; of one article, or of all."""
    statement = (
        "SELECT c.seq, l.at, c.reading, c.target, c.field, c.value, c.machine, c.anchor, c.by, c.why "
        "FROM corrections c JOIN log l ON l.seq = c.seq "
    )
    values: tuple[str, ...] = ()
    if article is not None:
        statement += "WHERE c.reading IN (SELECT seq FROM readings WHERE article = ?) "
        values = (article,)
    found = [
        Correction(
            row,
            at,
            reading,
            target,
            field,
            json.loads(value),
            json.loads(machine),
            json.loads(anchor),
            by,
            why,
        )
        for row, at, reading, target, field, value, machine, anchor, by, why in database.rows(
            statement + "ORDER BY c.seq", values
        )
    ]
    void = taken_back(judgements(database)) if found else frozenset()
    return [correction for correction in found if correction.row not in void]


def taken_back(judgements: Sequence[Judgement]) -> frozenset[int]:
    """The rows that an undo that stands takes back."""
    void: set[int] = set()
    for judgement in reversed(judgements):
        if judgement.kind == UNDO and judgement.row not in void:
            void.add(judgement.body["row"])
    return frozenset(void)


def check_undo(database: Database, body: dict[str, Any]) -> None:
    """Raises UsageError where the row that is named cannot be taken back."""
    found = database.row("SELECT kind FROM log WHERE seq = ?", (body.get("row"),))
    if found is None or found[0] not in ("judgement", "correction"):
        raise UsageError(f"row {body.get('row')} is no judgement and no correction: nothing to undo")


def article_undone(database: Database, row: int) -> str | None:
    """The article whose correction an undo of that row lays bare or covers again, through undos between."""
    undo = "SELECT body FROM judgements WHERE seq = ? AND kind = ?"
    while found := database.row(undo, (row, UNDO)):
        row = json.loads(found[0])["row"]
    found = database.row(
        "SELECT r.article FROM corrections c JOIN readings r ON r.seq = c.reading WHERE c.seq = ?", (row,)
    )
    return str(found[0]) if found else None


def moved(database: Database, after: int) -> bool:
    """Whether rows came after that one which change what is read or decided: any but reviews, and undos of
    them.
    """
    others = "SELECT 1 FROM log WHERE seq > ? AND kind <> 'judgement' LIMIT 1"
    if database.row(others, (after,)):
        return True
    return any(
        not _of_review(database, row)
        for (row,) in list(database.rows("SELECT seq FROM judgements WHERE seq > ?", (after,)))
    )


def _of_review(database: Database, row: int) -> bool:
    """Whether the row is a review, or an undo of one through undos between."""
    while found := database.row("SELECT kind, body FROM judgements WHERE seq = ?", (row,)):
        if found[0] != UNDO:
            return bool(found[0] == REVIEW)
        row = json.loads(found[1])["row"]
    return False
