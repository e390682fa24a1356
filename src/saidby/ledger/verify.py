"""Verifying: whether every row is what it was when it was added, none is missing and none was put in.

Log and tables are walked together, row by row; the first thing that is wrong is named. Memory stays flat.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from saidby.errors import LedgerError
from saidby.ledger.claims import HELD
from saidby.ledger.log import FIRST, digest, link
from saidby.ledger.rows import Finding, Verdict
from saidby.ledger.store import CLAIMS, COLUMNS, LATEST, Ledger

TABLES = {"page": "pages", "reading": "readings", "judgement": "judgements", "correction": "corrections"}
_PACKED = ("page", "reading")  # kinds with a compressed column last, and its sha256 among the others

Row = tuple[Any, ...]
Tick = Callable[[int], None]


def verify(ledger: Ledger, *, holds: str | None = None, tick: Tick = lambda row: None) -> Verdict:
    """Walk the whole ledger as it is at this moment. `tick` is called with the number of each row.

    `holds` is the hash of a row as it was printed before, in hex, or its first eight digits or more: a
    ledger from which rows were cut off at the end, or that was chained anew, no longer holds it.
    """
    with ledger.database.reading():
        walk = _Walk(ledger, tick)
        try:
            finding = walk.first() or _index(ledger, tick)
        except LedgerError as error:  # a file that is damaged cannot be walked on
            finding = Finding(walk.row + 1, f"cannot be read: {error}")
        if finding is None and holds is not None and not _holds(ledger, holds):
            finding = Finding(
                0, f"no row has the hash {holds}: rows were cut off at the end, or chained anew"
            )
        return Verdict(walk.row, walk.previous.hex(), finding)


class _Walk:
    """The log from its first row on, with each table beside it."""

    def __init__(self, ledger: Ledger, tick: Tick) -> None:
        self._database = ledger.database
        self._tick = tick
        self.row = 0
        self.previous = FIRST

    def first(self) -> Finding | None:
        """The first thing that is wrong."""
        tables = {kind: _Ahead(self._table(kind)) for kind in TABLES}
        log = self._database.walk("SELECT seq, at, kind, digest, previous, hash FROM log ORDER BY seq")
        for entry in log:
            found = self._between(tables, entry[0]) or self._one(tables, entry)
            if found:
                return found
            self.row, self.previous = entry[0], entry[5]
            self._tick(self.row)
        return self._after(tables)

    def _table(self, kind: str) -> Iterator[Row]:
        columns = ", ".join(("seq", *COLUMNS[kind], *(["packed"] if kind in _PACKED else [])))
        return self._database.walk(f"SELECT {columns} FROM {TABLES[kind]} ORDER BY seq")

    def _between(self, tables: dict[str, _Ahead], seq: int) -> Finding | None:
        """Rows of the tables that no row of the log names, and rows of the log that are not there."""
        if seq != self.row + 1:
            return Finding(self.row + 1, "was removed from the log")
        left = [(table.row[0], kind) for kind, table in tables.items() if table.row and table.row[0] < seq]
        return Finding(min(left)[0], f"was put in: the log has no {min(left)[1]} there") if left else None

    def _one(self, tables: dict[str, _Ahead], entry: Row) -> Finding | None:
        seq, at, kind, own, previous, sealed = entry
        if previous != self.previous:
            if not self.row:
                return Finding(seq, "was altered: it is not the beginning of a log")
            return Finding(seq, f"does not follow row {self.row}: one of the two was altered or put in")
        if sealed != link(previous, seq, at, kind, own):
            return Finding(seq, "was altered in the log: its hash is not that of what it says")
        row = tables[kind].take(seq) if kind in tables else None
        if row is None:
            return Finding(
                seq, f"was removed: the log has a {kind} there, and {TABLES.get(kind, kind)} has none"
            )
        count = len(COLUMNS[kind])
        if digest(kind, row[1 : 1 + count]) != own:
            return Finding(seq, f"was altered: the {kind} is not the one that was added")
        if kind in _PACKED and not _is_whole(kind, row):
            return Finding(seq, f"was altered: the {kind}'s bytes are not those that were added")
        return None

    def _after(self, tables: dict[str, _Ahead]) -> Finding | None:
        once = self._database.once_numbered()
        if once > self.row:
            return Finding(self.row + 1, f"was removed: the log once had {once:,} rows")
        left = [(table.row[0], kind) for kind, table in tables.items() if table.row]
        return Finding(min(left)[0], f"was put in: the log has no {min(left)[1]} there") if left else None


class _Ahead:
    """Rows in order, the next one known."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self.row = next(rows, None)

    def take(self, seq: int) -> Row | None:
        """The row with that number, if it is the next one."""
        row = self.row
        if row is None or row[0] != seq:
            return None
        self.row = next(self._rows, None)
        return row


def _is_whole(kind: str, row: Row) -> bool:
    try:
        data = zlib.decompress(row[-1])
    except zlib.error:
        return False
    named = dict(zip(COLUMNS[kind], row[1:-1], strict=True))
    if kind == "page" and named["size"] != len(data):
        return False
    wanted: bytes = named["sha256" if kind == "page" else "digest"]
    return hashlib.sha256(data).digest() == wanted


def _holds(ledger: Ledger, hash: str) -> bool:
    start = hash.lower()
    return any(row[0].hex().startswith(start) for row in ledger.database.walk("SELECT hash FROM log"))


# -------------------------------------------------------------------------------------- the index


def _index(ledger: Ledger, tick: Tick) -> Finding | None:
    """The search index against the readings: what `quote` shows is what was read."""
    database = ledger.database
    statement = f"SELECT r.seq FROM readings r WHERE {LATEST} ORDER BY r.seq"
    claims = _Ahead(database.walk(HELD))
    for (row,) in database.walk(statement):
        if list(_of(claims, row)) != ledger.indexed(row).rows():
            return Finding(
                row, f"the {CLAIMS} to search are not those of the reading; saidby reindex mends it"
            )
        tick(row)
    if claims.row is not None:
        return Finding(claims.row[0], f"the {CLAIMS} to search are of no reading; saidby reindex mends it")
    return None


def _of(claims: _Ahead, row: int) -> Iterator[Row]:
    while claims.row is not None and claims.row[0] <= row:
        found = claims.take(claims.row[0])
        assert found is not None
        yield found
