"""Writing WARC (ISO 28500, 1.1): what was asked and answered, record by record, each packed by itself.

A file is only added to, and each record is written whole or not at all: whatever stops the run, what the file
holds can be read.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import os
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from saidby.archives.gzips import MAGIC
from saidby.archives.records import MARK
from saidby.errors import OutputError
from saidby.fetch.exchange import Exchange
from saidby.version import VERSION

_REQUEST = "application/http; msgtype=request"
_RESPONSE = "application/http; msgtype=response"
_FIELDS = "application/warc-fields"

Fields = Sequence[tuple[str, str]]


class Writer:
    """A WARC file that is added to; packed unless its name ends in ".warc". Use it with `with`.

    Raises OutputError where it cannot be opened or written.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._packed = not path.endswith(".warc")
        try:
            self._file = open(path, "a+b")  # noqa: SIM115  closed by `close`
            self._file.seek(0)
            head = self._file.read(5)
            self._file.seek(0, os.SEEK_END)
        except OSError as error:
            raise OutputError(path, error.strerror or "cannot be written") from error
        if head and not head.startswith(MAGIC if self._packed else MARK):
            self._file.close()
            kind = "packed WARC file" if self._packed else "WARC file that is not packed"
            raise OutputError(path, f"is there and is no {kind}; name another")
        self.size = self._file.tell()
        if not self.size:
            told = {
                "software": f"saidby/{VERSION}", "format": "WARC File Format 1.1",
                "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
                "robots": "obey",
            }  # fmt: skip
            name = Path(path).name
            self._add("warcinfo", _lines(told.items()), [("WARC-Filename", name), ("Content-Type", _FIELDS)])

    def add(self, answer: Exchange, *, at: datetime, via: str | None = None) -> None:
        """One exchange as a request, a response and a metadata record. `via` is what led to the address."""
        date = at.astimezone(UTC)
        response = _id()
        target = [("WARC-Target-URI", answer.url), ("WARC-IP-Address", answer.address)]
        told = [*target, ("WARC-Payload-Digest", _digest(answer.body)), ("Content-Type", _RESPONSE)]
        told += [("WARC-Truncated", "unspecified")] if answer.cut else []
        self._add("response", answer.head + answer.body, told, id=response, date=date)
        beside = [*target, ("WARC-Concurrent-To", response)]
        self._add("request", answer.sent, [*beside, ("Content-Type", _REQUEST)], date=date)
        if via:
            led = _lines([("via", via)])
            self._add("metadata", led, [*beside[:1], *beside[2:], ("Content-Type", _FIELDS)], date=date)

    def _add(
        self, kind: str, block: bytes, fields: Fields, *, id: str | None = None, date: datetime | None = None
    ) -> None:
        when = (date or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
        head = [
            ("WARC-Type", kind), ("WARC-Record-ID", id or _id()), ("WARC-Date", when), *fields,
            ("WARC-Block-Digest", _digest(block)), ("Content-Length", str(len(block))),
        ]  # fmt: skip
        record = b"WARC/1.1\r\n" + _lines(head) + b"\r\n" + block + b"\r\n\r\n"
        self._write(gzip.compress(record, 6, mtime=0) if self._packed else record)

    def _write(self, data: bytes) -> None:
        try:
            self._file.write(data)
            self._file.flush()
        except OSError as error:
            with contextlib.suppress(OSError):  # half a record is no use
                os.ftruncate(self._file.fileno(), self.size)
            raise OutputError(self.path, error.strerror or "cannot be written") from error
        except KeyboardInterrupt:
            os.ftruncate(self._file.fileno(), self.size)
            raise
        self.size += len(data)

    def close(self) -> None:
        with contextlib.suppress(OSError):  # all of it was flushed
            self._file.close()

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def _digest(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def _lines(fields: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in fields).encode(
        "utf-8", "replace"
    )
