"""Members of a gzip file, one after the other, and the next one after damage."""

from __future__ import annotations

import zlib

from saidby.archives.held import FREE_BYTES, MAX_RATIO
from saidby.archives.window import PIECE, Window

MAGIC = b"\x1f\x8b\x08"
_STEP = 1 << 18  # bytes unpacked at a time


class BrokenMember(Exception):
    """A member cannot be unpacked any further. `offset` is where that shows."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message, offset)
        self.message = message
        self.offset = offset


class Member:
    """One member, unpacked piece by piece. `end` is where the next begins, once `read` has given b"".

    `size` counts the bytes that were unpacked.
    """

    def __init__(self, window: Window, offset: int) -> None:
        self._window = window
        self._at = self.start = offset
        self._inflate = zlib.decompressobj(wbits=31)
        self._left = b""
        self.size = 0
        self._broken: BrokenMember | None = None
        self.end: int | None = None

    def read(self) -> bytes:
        """The next bytes; b"" at the end of a member that is whole, its checksum included.

        Raises BrokenMember.
        """
        if self._broken:
            raise self._broken
        while self.end is None:
            fed = self._left or self._window.at(self._at)
            if not fed:
                raise BrokenMember(f"gzip member cut short at byte {self._at}", self._at)
            before = self._inflate.copy()
            try:
                piece = self._inflate.decompress(fed, _STEP)
            except zlib.error as error:
                reason = str(error).rsplit(": ", 1)[-1]
                self._broken = BrokenMember(f"gzip member broken near byte {self._at} ({reason})", self._at)
                if salvaged := _salvaged(before, fed):
                    return salvaged
                raise self._broken from None
            self._left = self._inflate.unconsumed_tail
            if self._inflate.eof:
                self._at += len(fed) - len(self._inflate.unused_data)
                self.end = self._at
            else:
                self._at += len(fed) - len(self._left)
            self.size += len(piece)
            if self.size > FREE_BYTES and self.size > MAX_RATIO * (self._at - self.start):
                message = f"a gzip member that unpacks to more than {MAX_RATIO} times its size; left out"
                raise BrokenMember(message, self._at)
            if piece:
                return piece
        return b""


def _salvaged(inflate: zlib._Decompress, data: bytes) -> bytes:
    """What comes before the break, fed in small steps."""
    out = bytearray()
    for start in range(0, len(data), 256):
        try:
            out += inflate.decompress(data[start : start + 256], _STEP)
        except zlib.error:
            break
        if len(out) > _STEP or inflate.unconsumed_tail:
            break
    return bytes(out)


def next_member(window: Window, offset: int, begins: bytes) -> int | None:
    """Where the next member starts whose content begins so. None where there is none."""
    place = window.find(MAGIC, offset)
    while place is not None:
        try:
            head = zlib.decompressobj(wbits=31).decompress(window.at(place, PIECE), max(64, len(begins)))
        except zlib.error:
            head = b""
        if head.startswith(begins):
            return place
        place = window.find(MAGIC, place + 1)
    return None
