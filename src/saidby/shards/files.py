"""Files of a shard: written under another name, then renamed; recognised and read again.

A shard is a Parquet file of its name in each folder of `TABLES`. The one in `pages` appears last and says in
its footer what it was made of: where it is, the shard is whole. The bytes depend on the rows alone (and on
the version of pyarrow): rows are grouped by number, nothing is dated.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import socket
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

from saidby.errors import OutputError
from saidby.shards.columns import LARGE, TABLES, Table, arrow, names, schema
from saidby.shards.parts import Identity
from saidby.shards.tables import Row

ROWS: dict[Table, int] = {"pages": 128, "claims": 16_384, "events": 16_384, "figures": 16_384}
"""In a row group: of pages some 20 MB of HTML, which is what a shard takes of memory."""

LEVEL = 3  # of zstd; 9 takes three times as long for a twelfth less
ENDING = ".parquet"
_KEY = "saidby"
_PART = re.compile(r"\.[0-9a-f]{40}\.(.+)\.(\d+)\.[0-9a-f]{8}\.part")
_STALE_SECONDS = (
    86_400.0  # a file under a temporary name of another machine that is older is nobody's any more
)


def path_of(out: str, table: Table, name: str) -> str:
    return os.path.join(out, table, name + ENDING)


class ShardFiles:
    """The files of one shard, being written: whole at the end of the block, else not there."""

    def __init__(self, out: str, identity: Identity) -> None:
        self._out = out
        self._identity = identity
        self._mark = f".{socket.gethostname()}.{os.getpid()}.{secrets.token_hex(4)}.part"
        self._rows: dict[Table, list[Row]] = {table: [] for table in TABLES}
        self._writers: dict[Table, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._writers.values():
            with contextlib.suppress(OSError, arrow().ArrowException):  # of a file that is removed next
                writer.close()
        for table in TABLES:
            with contextlib.suppress(OSError):  # it was renamed, or never there
                os.unlink(self._temporary(table))

    def add(self, rows: dict[Table, list[Row]]) -> None:
        """Rows of one page. Raises `OutputError` where they cannot be written."""
        for table, some in rows.items():
            waiting = self._rows[table]
            waiting += some
            while len(waiting) >= ROWS[table]:
                self._write(table, waiting[: ROWS[table]])
                del waiting[: ROWS[table]]

    def finish(self, counts: dict[str, Any]) -> None:
        """Make the files appear, `pages` last, with what was counted in its footer."""
        told = {
            _KEY: json.dumps({"identity": self._identity.to_json(), "counts": counts}, ensure_ascii=False)
        }
        with _told(self._out):
            for table in TABLES:
                if self._rows[table] or table not in self._writers:
                    self._write(table, self._rows[table])
                writer = self._writers[table]
                if table == "pages":
                    writer.add_key_value_metadata(told)
                writer.close()
                _sync(self._temporary(table))
            for table in TABLES:
                os.replace(self._temporary(table), path_of(self._out, table, self._identity.name))
                _sync(os.path.join(self._out, table))

    def _temporary(self, table: Table) -> str:
        return os.path.join(self._out, table, f".{self._identity.name}{self._mark}")

    def _write(self, table: Table, rows: list[Row]) -> None:
        with _told(self._out):
            if table not in self._writers:
                os.makedirs(os.path.join(self._out, table), exist_ok=True)
                self._writers[table] = _writer(self._temporary(table), table)
            self._writers[table].write_table(_arrow_table(table, rows), row_group_size=max(1, len(rows)))


def _writer(path: str, table: Table) -> Any:
    short = [name for name in names(table) if name not in LARGE]
    return arrow().parquet.ParquetWriter(
        path, schema(table), compression="zstd", compression_level=LEVEL, version="2.6",
        data_page_version="1.0", data_page_size=1 << 20, use_dictionary=short, write_statistics=short,
        store_schema=False,
    )  # fmt: skip


def _arrow_table(table: Table, rows: list[Row]) -> Any:
    pa = arrow()
    try:
        return pa.Table.from_pylist(rows, schema=schema(table))
    except UnicodeEncodeError:  # half a character, as in a file's name that is not UTF-8
        return pa.Table.from_pylist([_whole(row) for row in rows], schema=schema(table))


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_whole(item) for item in value]
    return {name: _whole(item) for name, item in value.items()} if isinstance(value, dict) else value


def _sync(path: str) -> None:
    """What was written there outlives a power cut. Folders cannot be asked for that everywhere."""
    folder = os.path.isdir(path)
    if folder and os.name == "nt":
        return
    number = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextlib.contextmanager
def _told(out: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            out, f"cannot be written: {error.strerror or error}; what is whole is kept"
        ) from error


# -------------------------------------------------------------------------------------- read again


def counts_of(out: str, identity: Identity) -> dict[str, Any] | None:
    """What was counted in a finished shard; None where there is none of that identity, or not all of it."""
    if not all(os.path.exists(path_of(out, table, identity.name)) for table in TABLES):
        return None
    told = footer(path_of(out, "pages", identity.name))
    return told["counts"] if told and told["identity"] == identity.to_json() else None


def footer(path: str) -> dict[str, Any] | None:
    """What the footer of a `pages` file says; None where it is no such file."""
    pa = arrow()
    try:
        metadata = pa.parquet.read_metadata(path).metadata or {}
        told: dict[str, Any] = json.loads(metadata[_KEY.encode()])
    except (OSError, KeyError, ValueError, pa.ArrowInvalid):
        return None
    return told if {"identity", "counts"} <= told.keys() else None


def digest(path: str) -> str:
    """The SHA-256 of a file, in hex."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tidy(out: str) -> None:
    """Remove what killed runs left under temporary names: of this machine, or older than a day."""
    host = socket.gethostname()
    for table in TABLES:
        folder = os.path.join(out, table)
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            if found := _PART.fullmatch(name):
                path = os.path.join(folder, name)
                with contextlib.suppress(OSError):  # another run removes it, too
                    old = time.time() - os.stat(path).st_mtime > _STALE_SECONDS
                    if old or (found[1] == host and not _runs(int(found[2]))):
                        os.unlink(path)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # another user's process
        return True
    return True
