"""Zip archives without their list: files found by their own headers, forward only, in flat memory.

The list stands at the end of a zip archive. Where it is lost, or so long that it would fill the memory, each
file is found by the header before it, and believed only where its checksum fits.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from saidby.archives.held import MAX_PAGE, Held, broken
from saidby.archives.members import Budget, Member, safe_name
from saidby.archives.window import PIECE, Window

HEADER = b"PK\x03\x04"
_FIELDS = struct.Struct("<4s5H3I2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _STREAMED, _UTF8 = 0x1, 0x8, 0x800
_WIDE = 0xFFFFFFFF  # the size stands in the header's additions


def members(stream: BinaryIO, *, origin: str, budget: Budget) -> Iterator[Member | Held]:
    """The files that can be found; those that cannot be unpacked by their names.

    Raises InputError where the archive is a bomb.
    """
    window = Window(stream)
    place = window.find(HEADER, 0)
    while place is not None:
        found, end = _member(window, place, origin, budget)
        if found is not None:
            yield found
        place = window.find(HEADER, max(end, place + 1))


def _member(window: Window, place: int, origin: str, budget: Budget) -> tuple[Member | Held | None, int]:
    """A file, or why it is none, and where to go on. None for a folder, and for what is no header."""
    head = window.at(place, _FIELDS.size)
    if len(head) < _FIELDS.size:
        return None, place + 1
    _, _, flags, method, _, _, check, packed, size, length, more = _FIELDS.unpack(head)
    rest = window.at(place + _FIELDS.size, length + more)
    start = place + _FIELDS.size + length + more
    raw = rest[:length]
    if not raw or b"\0" in raw or len(rest) < length + more:
        return None, place + 1
    name = safe_name(raw.decode("utf-8" if flags & _UTF8 else "cp437", "replace"))
    if name.endswith("/"):
        return None, start
    here = f"{origin}/{name}"
    if flags & _ENCRYPTED:
        return broken(here, "encrypted; unpack it with its password first"), start
    if method == _DEFLATED:
        data, end, why = _inflated(window, start)
    elif method == _STORED and not flags & _STREAMED:
        packed = _wide(rest[length:], packed, size)
        data = window.at(start, min(packed, MAX_PAGE + 1))
        end, why = start + len(data), None if len(data) == packed else "cut short, or too large for a page"
    else:
        return broken(here, f"packed in a way that cannot be found without the list ({method})"), start
    budget.spend(len(data), origin)
    if why is None:
        if flags & _STREAMED:
            told = window.at(end, 8)
            check = struct.unpack("<I", told[4:8] if told[:4] == b"PK\x07\x08" else told[:4].ljust(4))[0]
        why = None if zlib.crc32(data) == check else "its checksum does not fit"
    if why:
        return broken(here, f"cannot be unpacked ({why})"), place + 1
    return Member(name, io.BytesIO(data), len(data)), end


def _inflated(window: Window, start: int) -> tuple[bytes, int, str | None]:
    """The unpacked bytes, where they end, and what is wrong with them."""
    inflate = zlib.decompressobj(wbits=-15)
    out = bytearray()
    at = start
    while not inflate.eof:
        fed = inflate.unconsumed_tail or window.at(at, PIECE)
        if not fed:
            return bytes(out), at, "cut short"
        try:
            out += inflate.decompress(fed, MAX_PAGE + 1 - len(out))
        except zlib.error as error:
            return bytes(out), at, str(error).rsplit(": ", 1)[-1]
        at += len(fed) - len(inflate.unconsumed_tail) - len(inflate.unused_data)
        if len(out) > MAX_PAGE:
            return bytes(out), at, f"too large for a page: more than {MAX_PAGE:,} bytes"
    return bytes(out), at, None


def _wide(additions: bytes, packed: int, size: int) -> int:
    """The packed size, from a zip64 addition where it is too large for the header."""
    at = 0
    while packed == _WIDE and at + 4 <= len(additions):
        kind, length = struct.unpack("<2H", additions[at : at + 4])
        if kind == 1:
            place = at + 4 + (8 if size == _WIDE else 0)
            value = additions[place : place + 8]
            return int(struct.unpack("<Q", value)[0]) if len(value) == 8 else packed
        at += 4 + length
    return packed
