"""Records of a WARC file (ISO 28500), packed record by record, packed as a whole, or not packed.

A record's length is believed only where its end stands where it says. After damage reading goes on with
the next record that is whole; what lies between is one `Damage`. Never more than one page and the window
are in memory, whatever a record says of its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from saidby.archives.gzips import MAGIC, BrokenMember, Member, next_member
from saidby.archives.held import MAX_PAGE
from saidby.archives.window import Window

MARK = b"WARC/"
NO_RECORD = "no WARC record starts here"
MAX_HEAD = 64 << 10  # bytes of a record's header
MAX_BLOCK = MAX_PAGE + MAX_HEAD  # a page of the largest size with its HTTP header
MAX_WASTED = 1 << 30  # bytes unpacked in vain, before members inside broken ones are no longer looked for
_START = re.compile(rb"WARC/[01]\.\d+\r?\n[A-Za-z-]+:")
_CUT = 128  # bytes within which the start of a record is told
_HEAD_END = re.compile(rb"\r?\n\r?\n|" + _START.pattern)  # a record that starts inside a header ends it
_FIELD = re.compile(rb"[^\s:]+:|[ \t]")
_LINE_END = re.compile(rb"\r?\n(?![ \t])")


@dataclass(frozen=True, slots=True)
class Record:
    """A record that is whole: where it starts, its fields (names in lower case) and its block.

    `block` is None where it is larger than a page may be: `length` then says how large.
    """

    offset: int
    fields: dict[str, str]
    length: int
    block: bytes | None


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes from `offset` on that hold no whole record. `id`: of the record that is broken, if known."""

    offset: int
    message: str
    id: str | None = None


def records(stream: BinaryIO) -> Iterator[Record | Damage]:
    """All records, in order, and the damage between them."""
    window = Window(stream)
    head = window.at(0)
    if head.startswith(MAGIC) or not _START.search(head):  # damaged at its start, it is packed
        yield from _packed(window)
    else:
        yield from _Text(_plain(window), 0, counts=True).records()


def _plain(window: Window) -> Callable[[], bytes]:
    offset = 0

    def read() -> bytes:
        nonlocal offset
        piece = window.at(offset)
        offset += len(piece)
        return piece

    return read


def _packed(window: Window) -> Iterator[Record | Damage]:
    offset: int | None = 0
    wasted = 0
    while offset is not None and window.at(offset, 1):
        if window.at(offset, len(MAGIC)) != MAGIC:
            start, offset = offset, next_member(window, offset, MARK)
            if set(window.at(start, 512)) - {0}:  # zeros are padding
                yield Damage(start, "bytes that are no gzip member")
            continue
        member = Member(window, offset)
        text = _Text(member.read, offset, counts=False)
        try:
            yield from text.records()
            while member.read():  # what follows the last record, if anything does
                pass
        except BrokenMember as error:
            yield Damage(offset, error.message, text.reading)
            wasted += member.size
            # members that overlap unpack the same bytes again and again
            back = offset + 1 if wasted < MAX_WASTED else max(offset + 1, error.offset)
            offset = next_member(window, max(back, window.base), MARK)
        else:
            offset = member.end


class _Text:
    """Unpacked bytes of a WARC file as records. `counts`: offsets go on with the bytes."""

    def __init__(self, read: Callable[[], bytes], offset: int, *, counts: bool) -> None:
        self._read = read
        self._data = bytearray()
        self._start = 0  # of what is not consumed
        self._offset = offset
        self._counts = counts
        self.reading: str | None = None  # the id of the record that is being read

    def records(self) -> Iterator[Record | Damage]:
        lost = False
        while self._more(1):
            while self._has(1) and self._data[self._start] in b"\r\n":
                self._consume(1)
            if not self._more(1):
                return
            offset = self._offset
            found = self._record(offset)
            self.reading = None
            if isinstance(found, Record):
                lost = False
                yield found
                continue
            if not (lost and found.message == NO_RECORD):  # that was said of what lies before
                yield found
            lost = True
            self._resync()

    def _record(self, offset: int) -> Record | Damage:
        head = self._head()
        if head is None:
            self._consume(1)
            return Damage(offset, NO_RECORD)
        fields = parsed_fields(head)
        self.reading = id = fields.get("warc-record-id")
        told = fields.get("content-length", "")
        if not (told.isascii() and told.isdecimal() and len(told) < 19):
            self._consume(1)
            return Damage(offset, f"a record of no known length ({told[:40]!r})", id)
        length, start = int(told), len(head)
        if length > MAX_BLOCK:
            self._consume(start)
            return self._skipped(offset, fields, length)
        if not self._more(start + length):
            there = len(self._data) - self._start - start
            self._consume(1)
            return Damage(offset, f"the record says it has {length:,} bytes, and {there:,} are there", id)
        if not self._ends(start + length):
            self._consume(1)
            return Damage(offset, f"the record says it has {length:,} bytes, and does not end there", id)
        block = bytes(self._data[self._start + start : self._start + start + length])
        self._consume(start + length)
        return Record(offset, fields, length, block)

    def _head(self) -> bytes | None:
        """The record's header with the blank line that ends it; None where none stands here."""
        if not self._more(len(MARK)) or not self._data.startswith(MARK, self._start):
            return None
        size = 1 << 10
        while True:
            whole = self._more(size)
            found = _HEAD_END.search(self._data, self._start + len(MARK), self._start + MAX_HEAD)
            if found:
                head = bytes(self._data[self._start : found.end()])
                lines = head.rstrip().split(b"\n")[1:]
                return head if head.endswith(b"\n") and all(map(_FIELD.match, lines)) else None
            if not whole or size > MAX_HEAD:
                return None
            size *= 2

    def _ends(self, size: int) -> bool:
        """Whether a record ends so far from here: a blank line, the next record, or the end."""
        self._more(size + 9)  # beyond the blank line: so that a packed member's checksum is looked at
        tail = bytes(self._data[self._start + size : self._start + size + 9])
        return (
            tail.startswith(b"\r\n\r\n") or not tail.strip(b"\r\n") or tail.lstrip(b"\r\n").startswith(MARK)
        )

    def _skipped(self, offset: int, fields: dict[str, str], length: int) -> Record | Damage:
        """Past a record that is larger than any page, but not past the start of another."""
        left = length
        while left > 0:
            more = self._more(min(left, 1 << 16) + _CUT)
            room = len(self._data) - self._start
            if not room:
                break
            found = _START.search(self._data, self._start)
            if found and found.start() - self._start < left:
                self._consume(found.start() - self._start)
                message = f"the record says it has {length:,} bytes, and another starts inside it"
                return Damage(offset, message, fields.get("warc-record-id"))
            step = min(left, room - _CUT if more else room)
            self._consume(step)
            left -= step
        if left:
            there = length - left
            message = f"the record says it has {length:,} bytes, and {there:,} are there"
            return Damage(offset, message, fields.get("warc-record-id"))
        return Record(offset, fields, length, None)

    def _resync(self) -> None:
        """To the next start of a record."""
        while True:
            found = _START.search(self._data, self._start)
            if found:
                self._consume(found.start() - self._start)
                return
            room = len(self._data) - self._start
            self._consume(max(0, room - _CUT))
            if not self._more(min(room, _CUT) + 1):
                self._consume(len(self._data) - self._start)
                return

    def _has(self, size: int) -> bool:
        return len(self._data) - self._start >= size

    def _more(self, size: int) -> bool:
        """Whether there are so many bytes, read if need be."""
        while not self._has(size):
            piece = self._read()
            if not piece:
                return False
            if self._start > 1 << 16:
                del self._data[: self._start]
                self._start = 0
            self._data += piece
        return True

    def _consume(self, size: int) -> None:
        self._start += size
        if self._counts:
            self._offset += size


def parsed_fields(head: bytes) -> dict[str, str]:
    """Fields of a WARC or HTTP header by their name in lower case, the first of each; folded lines joined."""
    fields: dict[str, str] = {}
    for line in _LINE_END.split(head)[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            key = name.strip().lower().decode("latin-1")
            fields.setdefault(key, b" ".join(value.split()).decode("utf-8", errors="replace"))
    return fields
