"""The PostgreSQL server behind a ledger: reached by its URL, brought to the newest form, written to in turn.

The ledger lives in the schema that comes first in the search path. Who writes holds an advisory lock of that
schema until the transaction ends, so that the chain has one end; readers wait for nobody.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from saidby.errors import LedgerError, MissingExtra
from saidby.ledger.database import BUSY_SECONDS, Mode, shown
from saidby.ledger.postgres.claims import PostgresClaims
from saidby.ledger.postgres.tables import migrations
from saidby.ledger.tables import APPLICATION, MIGRATIONS

try:
    import psycopg
    from psycopg.abc import Buffer
    from psycopg.types.string import StrDumperUnknown, TextLoader
except ImportError as error:  # this file is imported where a URL was given, and nowhere else
    raise MissingExtra("psycopg", "postgres") from error

CONNECT_SECONDS = 15
IDLE_SECONDS = 600  # a writer that is gone without a word keeps others waiting no longer; ours are idle for 1
FETCHED = 50  # rows at a time of a long walk; pages among them may have megabytes

Row = tuple[Any, ...]


class PostgresDatabase:
    """One connection to a server; see `saidby.ledger.database`."""

    def __init__(
        self,
        url: str,
        *,
        mode: Mode = "read",
        busy_seconds: float = BUSY_SECONDS,
        later: Sequence[Sequence[str]] = MIGRATIONS[1:],
    ) -> None:
        self.path = shown(url)
        self.claims = PostgresClaims(self)
        self._busy = busy_seconds
        self._walks = 0
        self._connection = self._opened(url)
        try:
            self._lock = self._settle(mode)
            self._migrate(mode, migrations(later))
            if mode == "read":
                self.run("SET default_transaction_read_only = on")
        except BaseException:
            self.close()
            raise

    # ---------------------------------------------------------------------------------- opening

    def _opened(self, url: str) -> psycopg.Connection[Row]:
        try:
            asked = psycopg.conninfo.conninfo_to_dict(url)
            connection = psycopg.connect(
                url,
                autocommit=True,
                client_encoding="utf8",
                fallback_application_name="saidby",
                connect_timeout=asked.get("connect_timeout", CONNECT_SECONDS),
            )
        except psycopg.Error as error:
            why = " ".join(str(error).split())
            raise LedgerError(self.path, f"the server cannot be reached: {why}") from None
        connection.adapters.register_dumper(str, _Dumper)
        connection.adapters.register_loader("text", _Loader)
        return connection

    def _settle(self, mode: Mode) -> int:
        """The number of the lock. Raises LedgerError where the schema is not one for a ledger."""
        encoding, schema, number, tables = self._one(
            "SELECT current_setting('server_encoding'), n.nspname::text, n.oid::bigint, "
            "(SELECT count(*) FROM pg_catalog.pg_class c "
            "WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')) "
            "FROM (VALUES (1)) one LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = current_schema()"
        )
        if encoding != "UTF8":
            raise LedgerError(self.path, f"its database is in {encoding}; a ledger needs one in UTF8")
        if schema is None:
            raise LedgerError(self.path, "the schema that its search path names does not exist; create it")
        ours = self._is_ledger()
        if not ours and tables:
            raise LedgerError(
                self.path,
                f"schema {schema} has other tables in it, and no ledger; "
                "give a database or a schema of its own (?options=-csearch_path%3DNAME)",
            )
        if not ours and mode != "create":
            raise LedgerError(self.path, "holds nothing yet; saidby add fills it")
        return (APPLICATION << 32) | int(number)

    def _is_ledger(self) -> bool:
        """By a table's name that no other program has."""
        (found,) = self._one(
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n "
            "ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relname = 'saidby')"
        )
        return bool(found)

    def _form(self) -> int:
        return int(self._one("SELECT form FROM saidby")[0]) if self._is_ledger() else 0

    def _migrate(self, mode: Mode, forms: Sequence[Sequence[str]]) -> None:
        form = self._form()
        if form < len(forms) and (mode != "read" or self.may_write()):
            with self.writing():
                form = self._form()  # another process may have been first
                # The guards are made to find their tables in this schema and in no other.
                self.run("SELECT set_config('search_path', quote_ident(current_schema()), true)")
                for number, statements in enumerate(forms[form:], form + 1):
                    self.run(";".join(statements))
                    self.run("UPDATE saidby SET form = ?", (number,))
                form = self._form()
        if form > len(forms):
            raise LedgerError(
                self.path,
                f"was made by a newer saidby (form {form}, this one knows {len(forms)}); upgrade saidby",
            )
        if form < len(forms):
            raise LedgerError(self.path, "is of an older form; open it once as a user who may write to it")

    def may_write(self) -> bool:
        """Whether this user may add to the ledger, and this server takes it."""
        (may,) = self._one(
            "SELECT NOT pg_is_in_recovery() AND has_table_privilege('numbered', 'UPDATE') "
            "AND has_table_privilege('log', 'INSERT')"
        )
        return bool(may)

    def close(self) -> None:
        with contextlib.suppress(psycopg.Error):
            self._connection.close()

    # ---------------------------------------------------------------------------------- transactions

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        # Each statement sees what was there when it began: all that was written before this one's turn came.
        try:
            self.run("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
            self.run(
                "SELECT set_config('lock_timeout', ?, true), "
                "set_config('idle_in_transaction_session_timeout', ?, true)",
                (f"{max(1, round(self._busy * 1000))}ms", f"{IDLE_SECONDS}s"),
            )
            self.run("SELECT pg_advisory_xact_lock(?)", (self._lock,))
            yield
            with self._told():
                done = self._connection.execute("COMMIT").statusmessage
            assert done == "COMMIT", "an error was passed over in a transaction"
        except BaseException:
            self._roll_back()
            raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        self.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            self._roll_back()

    def _roll_back(self) -> None:
        with contextlib.suppress(psycopg.Error):  # a connection that is gone has taken it back
            self._connection.execute("ROLLBACK")

    # ---------------------------------------------------------------------------------- statements

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        with self._told():
            self._connection.execute(*_asked(statement, values))

    def run_all(self, statement: str, values: Iterable[Sequence[Any]]) -> None:
        with self._told(), self._connection.cursor() as cursor:
            cursor.executemany(_marked(statement), values)

    def copy(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add many rows at once."""
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with self._told(), self._connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            for row in rows:
                copy.write_row(row)

    def row(self, statement: str, values: Sequence[Any] = ()) -> Row | None:
        with self._told():
            return self._connection.execute(*_asked(statement, values)).fetchone()

    def rows(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        with self._told():
            return iter(self._connection.execute(*_asked(statement, values)).fetchall())

    def planned(self, statement: str, values: Sequence[Any]) -> list[Row]:
        """The same, planned anew each time: what is fast for one word is slow for another."""
        with self._told():
            return self._connection.execute(*_asked(statement, values), prepare=False).fetchall()

    def walk(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        self._walks += 1
        alone = self._connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
        with (
            self._told(),
            self._connection.cursor(f"walk{self._walks}", withhold=alone) as cursor,
        ):
            cursor.itersize = FETCHED
            cursor.execute(*_asked(statement, values))
            yield from cursor

    def once_numbered(self) -> int:
        found = self.row("SELECT max(seq) FROM numbered")
        return (found[0] or 0) if found else 0

    def _one(self, statement: str) -> Row:
        found = self.row(statement)
        assert found is not None
        return found

    # ---------------------------------------------------------------------------------- trouble

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            if error.sqlstate is None and not isinstance(error, psycopg.OperationalError):  # a bug of ours
                raise
            raise LedgerError(self.path, _message(error)) from error


def _asked(statement: str, values: Sequence[Any]) -> tuple[bytes, Sequence[Any] | None]:
    return (_marked(statement), values) if values else (statement.encode(), None)


@lru_cache(maxsize=256)
def _marked(statement: str) -> bytes:
    """With the mark that psycopg knows for a value."""
    return statement.replace("?", "%s").encode()


# What PostgreSQL cannot keep in a text, and the letter by which that is told.
_TOLD = (("\x01", "\x011"), ("\x00", "\x010"))


class _Dumper(StrDumperUnknown):
    """Text as it goes in: a NUL, which text of a broken page may have, stands in it in another form."""

    def dump(self, obj: str) -> Buffer | None:
        if "\x00" in obj or "\x01" in obj:
            for plain, other in _TOLD:
                obj = obj.replace(plain, other)
        return super().dump(obj)


class _Loader(TextLoader):
    """Text as it went in."""

    def load(self, data: Buffer) -> bytes | str:
        text = super().load(data)
        if isinstance(text, str) and "\x01" in text:
            for plain, other in reversed(_TOLD):
                text = text.replace(other, plain)
        return text


_MESSAGES = (
    ("53100", "no room is left on the server's disk; what was added before is kept. Make room and go on"),
    ("53", "the server has no room or connection left; what was added before is kept. Try again later"),
    ("55P03", "another program has been writing to it for too long; try again"),
    ("42501", "may not be read or written to by this user"),
    ("25006", "may not be written to by this user"),
    ("XX001", "is damaged; a copy from before is the way back"),
    ("XX002", "has a damaged index: REINDEX mends it"),
)
_GONE = ("08", "57P0", "25P03")  # the connection failed, the server shuts down, or it gave up waiting for us


def _message(error: psycopg.Error) -> str:
    state = error.sqlstate
    said = " ".join((error.diag.message_primary or str(error)).split())
    if state is None or state.startswith(_GONE):
        return f"the connection is gone ({said}); what was told as added is kept, the same command goes on"
    for start, message in _MESSAGES:
        if state.startswith(start):
            return message
    return f"PostgreSQL says: {said}"
