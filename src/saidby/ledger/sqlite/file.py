"""The SQLite file behind a ledger: opened, brought to the newest schema, written to in short transactions.

WAL, so that readers and a writer do not wait for each other; `synchronous = FULL`, so that what was told as
added outlives a power cut. Whatever SQLite complains of comes out as a `LedgerError` that says what to do.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from saidby.errors import LedgerError
from saidby.ledger.database import BUSY_SECONDS, Mode
from saidby.ledger.sqlite.claims import SqliteClaims
from saidby.ledger.tables import APPLICATION, MIGRATIONS

CACHE_KIB = 64 << 10
WAL_BYTES = 64 << 20  # a longer one, as behind a long reader, is cut when it is empty again
_PAUSE = 0.05


class SqliteDatabase:
    """One connection to a file; see `saidby.ledger.database`."""

    def __init__(
        self,
        path: str,
        *,
        mode: Mode = "read",
        busy_seconds: float = BUSY_SECONDS,
        later: Sequence[Sequence[str]] = MIGRATIONS[1:],
    ) -> None:
        self.path = path
        self.claims = SqliteClaims(self)
        self._connection = self._opened(mode, busy_seconds)
        try:
            with self._told():
                self._settle(mode, busy_seconds, (MIGRATIONS[0], *later))
        except BaseException:
            self._connection.close()
            raise

    # ---------------------------------------------------------------------------------- opening

    def _opened(self, mode: Mode, busy_seconds: float) -> sqlite3.Connection:
        if os.path.isdir(self.path):
            raise LedgerError(self.path, "is a folder; a ledger is one file")
        if mode != "create" and not os.path.exists(self.path):
            raise LedgerError(self.path, "there is no such ledger; saidby add makes one")
        file = "file:" + quote(os.path.abspath(self.path))
        query = "mode=rwc" if mode == "create" else "mode=rw"
        if mode == "read" and not writable(self.path):
            # Without a log beside it the file is all there is, and a medium that nobody writes to stays so.
            query = "mode=ro" if os.path.exists(self.path + "-wal") else "mode=ro&immutable=1"
        with self._told():
            return sqlite3.connect(
                f"{file}?{query}", uri=True, timeout=busy_seconds, isolation_level=None, cached_statements=64,
                check_same_thread=False,  # one thread after another may use it, never two at once
            )  # fmt: skip

    def _settle(self, mode: Mode, busy_seconds: float, migrations: Sequence[Sequence[str]]) -> None:
        connection = self._connection
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")  # else REPLACE deletes without being told no
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        with self.reading():  # at one moment: another process may be making it
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application != APPLICATION and tables:
            raise LedgerError(self.path, "is an SQLite file, and not a ledger")
        if application != APPLICATION and mode != "create":
            raise LedgerError(self.path, "holds nothing yet; saidby add fills it")
        if mode == "read" and not writable(self.path):
            self._check_form(len(migrations))
            return
        self._turn_to_wal(busy_seconds)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA journal_size_limit = {WAL_BYTES}")
        self._migrate(migrations)
        if mode == "read":
            connection.execute("PRAGMA query_only = ON")

    def _turn_to_wal(self, busy_seconds: float) -> None:
        """SQLite does not wait for others here, so this does."""
        deadline = time.monotonic() + busy_seconds
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL").fetchone()
            except sqlite3.OperationalError as error:
                if not _is(error, "SQLITE_BUSY", "SQLITE_LOCKED") or time.monotonic() > deadline:
                    raise
                time.sleep(_PAUSE)
            else:
                return

    def _form(self) -> int:
        (form,) = self._connection.execute("PRAGMA user_version").fetchone()
        return int(form)

    def _check_form(self, newest: int) -> None:
        form = self._form()
        if form > newest:
            raise LedgerError(
                self.path,
                f"was made by a newer saidby (form {form}, this one knows {newest}); upgrade saidby",
            )
        if form < newest:
            raise LedgerError(
                self.path, "is of an older form and may not be written to; copy it, open the copy"
            )

    def _migrate(self, migrations: Sequence[Sequence[str]]) -> None:
        if self._form() == len(migrations):
            return
        with self.writing():
            form = self._form()  # another process may have been first
            for number, statements in enumerate(migrations[form:], form + 1):
                for statement in statements:
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {number}")
            self._connection.execute(f"PRAGMA application_id = {APPLICATION}")
        self._check_form(len(migrations))

    def close(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()

    # ---------------------------------------------------------------------------------- transactions

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite itself may have taken it back
                    self._connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        with self._told():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                with contextlib.suppress(sqlite3.Error):  # of a damaged file; what was read stays read
                    self._connection.execute("ROLLBACK")

    # ---------------------------------------------------------------------------------- statements

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        with self._told():
            self._connection.execute(statement, values)

    def run_all(self, statement: str, values: Iterable[Sequence[Any]]) -> None:
        with self._told():
            self._connection.executemany(statement, values)

    def row(self, statement: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        with self._told():
            found: tuple[Any, ...] | None = self._connection.execute(statement, values).fetchone()
            return found

    def rows(self, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        with self._told():
            yield from self._connection.execute(statement, values)

    def walk(self, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        return self.rows(statement, values)  # SQLite hands out one row after another

    def once_numbered(self) -> int:
        found = self.row("SELECT seq FROM sqlite_sequence WHERE name = 'log'")
        return found[0] if found else 0

    # ---------------------------------------------------------------------------------- trouble

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.InterfaceError):  # a bug of ours
            raise
        except sqlite3.Error as error:
            raise LedgerError(self.path, _message(error)) from error


def writable(path: str) -> bool:
    """Whether the file and the log that SQLite keeps beside it can be written."""
    return os.access(path, os.W_OK) and os.access(os.path.dirname(os.path.abspath(path)), os.W_OK)


def _is(error: sqlite3.Error, *names: str) -> bool:
    """By SQLite's name of the error, or a longer one that starts with it."""
    return getattr(error, "sqlite_errorname", "").startswith(names)


_MESSAGES = (
    (("SQLITE_FULL",), "no room is left on the disk; what was added before is kept. Make room and go on"),
    (
        ("SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_TRUNCATE"),
        "could not be written: no room, or a limit on the size of files; what was added before is kept",
    ),
    (("SQLITE_BUSY", "SQLITE_LOCKED"), "another program has been writing to it for too long; try again"),
    (("SQLITE_NOTADB",), "is not a ledger"),
    (("SQLITE_CORRUPT",), "is damaged; a copy from before is the way back"),
    (("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH"), "may not be written to by this user"),
    (("SQLITE_CANTOPEN",), "cannot be opened; does its folder exist, and may this user write there?"),
    (("SQLITE_IOERR",), "could not be read or written: the disk fails"),
)


def _message(error: sqlite3.Error) -> str:
    for names, message in _MESSAGES:
        if _is(error, *names):
            return message
    return f"SQLite says: {error}"
