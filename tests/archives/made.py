"""Archives of Velmora's pages, made in memory."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable

from saidby.data import Problem
from saidby.inputs import Input, Tally, expanded

HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
ID = "<urn:uuid:00000000-0000-4000-8000-{:012d}>"


def page(number: int) -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>Bridge {number}</title></head><body><article>"
        f"<h1>Bridge {number} falls in Orlen</h1><p>The ministry said on Monday that bridge {number} had "
        "fallen and that nobody was hurt.</p></article></body></html>"
    ).encode()


def record(
    number: int,
    block: bytes | None = None,
    *,
    kind: str = "response",
    length: int | None = None,
    url: str | None = None,
    more: str = "",
) -> bytes:
    """A record of a WARC file; a response with a page where no block is given."""
    block = HTTP + page(number) if block is None else block
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url or f'https://orlen.example/{number}'}\r\n"
        f"WARC-Date: 2031-05-04T10:00:00Z\r\nWARC-Record-ID: {ID.format(number)}\r\n{more}"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def packed(records: Iterable[bytes]) -> bytes:
    """Each in a gzip member of its own."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def read(data: bytes) -> tuple[list[Input], Tally]:
    """What an archive that was piped in holds, and what was passed over."""
    tally = Tally()
    return list(expanded([Input("a", data, size=len(data))], tally=tally)), tally


def told(inputs: Iterable[Input]) -> list[str]:
    """For each input the bridge that its page is about, or its problem with its place."""
    return [
        f"{input.origin}: {input.content.message}"
        if isinstance(input.content, Problem)
        else bytes(input.content).partition(b"<title>")[2].partition(b"</title>")[0].decode()
        if isinstance(input.content, bytes)
        else str(input.content)
        for input in inputs
    ]


class Endless(io.RawIOBase):
    """Bytes, so many zeros, more bytes: made as they are read."""

    def __init__(self, before: bytes, zeros: int, after: bytes) -> None:
        super().__init__()
        self._before, self._zeros, self._after = before, zeros, after

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        if self._before:
            piece = self._before[: len(view)]
            self._before = self._before[len(view) :]
        elif self._zeros:
            piece = bytes(min(len(view), self._zeros))
            self._zeros -= len(piece)
        else:
            piece = self._after[: len(view)]
            self._after = self._after[len(view) :]
        view[: len(piece)] = piece
        return len(piece)
