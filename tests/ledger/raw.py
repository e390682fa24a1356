"""A ledger's database as anybody opens it who has the right to, past the ledger."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, Protocol

from saidby.ledger.database import is_url

TABLES = ("log", "pages", "readings", "judgements", "corrections", "claims")
_BYTES = re.compile(r"x'([0-9a-f]*)'")


class Refused(Exception):
    """The database itself did not take the change."""


class Raw(Protocol):
    """One connection; bytes are written x'00'."""

    def execute(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]: ...


class _Sqlite:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def execute(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.IntegrityError as error:
            raise Refused(str(error)) from None


class _Postgres:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        import psycopg

        statement = _BYTES.sub(r"'\\x\1'::bytea", statement).replace("?", "%s")
        try:
            cursor = self._connection.execute(statement.encode(), values or None)
        except (psycopg.IntegrityError, psycopg.errors.InsufficientPrivilege) as error:
            raise Refused(str(error)) from None
        return list(cursor.fetchall()) if cursor.description else []


@contextmanager
def raw(path: str) -> Iterator[Raw]:
    """As it is, with all that guards it."""
    if is_url(path):
        import psycopg

        with closing(psycopg.connect(path, autocommit=True)) as connection:
            yield _Postgres(connection)
    else:
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            yield _Sqlite(file)


@contextmanager
def behind_its_back(path: str) -> Iterator[Raw]:
    """As somebody opens it who wants to change what was added: without what guards it."""
    with raw(path) as connection:
        if is_url(path):
            connection.execute("SET session_replication_role = replica")
        else:
            for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                connection.execute(f"DROP TRIGGER {trigger}")
            connection.execute("PRAGMA foreign_keys = OFF")
        yield connection


def counts(path: str) -> dict[str, int]:
    """Rows of each table."""
    with raw(path) as connection:
        return {table: connection.execute(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}
