"""The database behind a ledger, as the store sees it: one narrow seam, with SQLite or PostgreSQL behind it.

Statements are written once, in what both understand, with `?` for a value. What only one of them has
(how it is opened, who waits for whom, searching words) stands in `sqlite` and in `postgres`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol

from saidby.ledger.claims import ClaimTables
from saidby.ledger.tables import MIGRATIONS

Mode = Literal["read", "write", "create"]

BUSY_SECONDS = 120.0  # a transaction takes well under one; a copy of a large file by others may take longer

_URL = ("postgresql://", "postgres://")


class Database(Protocol):
    """One connection. Whatever the engine complains of comes out as a `LedgerError` that says what to do."""

    @property
    def path(self) -> str:
        """As messages name it: a file, or a URL without its password."""

    @property
    def claims(self) -> ClaimTables:
        """The claims to search."""

    def writing(self) -> AbstractContextManager[None]:
        """One transaction that waits for its turn, is kept whole at the end, and not at all on an error."""

    def reading(self) -> AbstractContextManager[None]:
        """Everything inside sees the ledger as it was at one moment."""

    def run(self, statement: str, values: Sequence[Any] = ()) -> None: ...

    def run_all(self, statement: str, values: Iterable[Sequence[Any]]) -> None: ...

    def row(self, statement: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None: ...

    def rows(self, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]: ...

    def walk(self, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The same for very many rows, or large ones: memory stays flat."""

    def once_numbered(self) -> int:
        """The highest number that a row of the log ever had, also where that row is gone."""

    def close(self) -> None: ...


def opened(
    path: str,
    *,
    mode: Mode = "read",
    busy_seconds: float = BUSY_SECONDS,
    later: Sequence[Sequence[str]] = MIGRATIONS[1:],
) -> Database:
    """The database that a path or a URL names. `mode` "read" needs a ledger, "write" too, "create" makes one
    where none is. `later` are the migrations that follow the first.

    Raises `LedgerError` where that cannot be, `MissingExtra` where the driver is not installed.
    """
    if is_url(path):
        from saidby.ledger.postgres.server import PostgresDatabase

        return PostgresDatabase(path, mode=mode, busy_seconds=busy_seconds, later=later)
    from saidby.ledger.sqlite.file import SqliteDatabase

    return SqliteDatabase(path, mode=mode, busy_seconds=busy_seconds, later=later)


def may_be_written(path: str) -> bool:
    """Whether this user may add to the ledger there. Of a file that is not there, no.

    Raises `LedgerError` where a server cannot be reached or has no ledger.
    """
    if not is_url(path):
        from saidby.ledger.sqlite.file import writable

        return writable(path)
    from saidby.ledger.postgres.server import PostgresDatabase

    with contextlib.closing(PostgresDatabase(path)) as database:
        return database.may_write()


def is_url(path: str) -> bool:
    """Whether a ledger is named by a URL, not by a file."""
    return path.startswith(_URL)


def shown(url: str) -> str:
    """The URL as it may be printed: without a password."""
    start, slashes, rest = url.partition("://")
    place, _, query = rest.partition("?")
    host = place.partition("/")[0]
    user, at, name = host.rpartition("@")
    kept = [pair for pair in query.split("&") if pair and not pair.startswith("password=")]
    named = user.partition(":")[0] + at + name + place[len(host) :]
    return start + slashes + named + ("?" + "&".join(kept) if kept else "")
