"""Versions: what a ledger has of one address or id: texts that differ, and readings of the same text."""

from __future__ import annotations

from dataclasses import dataclass

from saidby.ledger.claims import HEAD, head
from saidby.ledger.rows import Head
from saidby.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Version:
    """One reading. `at` is when it was added (UTC); `same`: of the same text as the one asked for."""

    row: int
    at: str
    title: str | None
    published: str | None
    page: str
    reader: str
    same: bool


def versions(ledger: Ledger, row: int) -> list[Version]:
    """All readings of the article of that row and of its other versions, itself among them, in order."""
    statement = (
        "SELECT r.seq, l.at, r.title, r.published, r.page, r.version, r.article = o.article "
        "FROM readings o JOIN readings r ON r.series = o.series JOIN log l ON l.seq = r.seq "
        "WHERE o.seq = ? ORDER BY r.seq"
    )
    return [
        Version(seq, at, title, published, page.hex(), reader, bool(same))
        for seq, at, title, published, page, reader, same in ledger.database.rows(statement, (row,))
    ]


def added_at(ledger: Ledger, row: int) -> str:
    """When a row was added, in UTC."""
    found = ledger.database.row("SELECT at FROM log WHERE seq = ?", (row,))
    return str(found[0]) if found else ""


def latest(ledger: Ledger, limit: int) -> list[Head]:
    """The articles that were read last, the last first."""
    statement = f"SELECT {HEAD} FROM readings r ORDER BY seq DESC LIMIT ?"
    return [head(row) for row in ledger.database.rows(statement, (limit,))]
