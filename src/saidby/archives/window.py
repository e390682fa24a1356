"""A stream with a memory: what was read last can be read again, so that a reader can go back after damage."""

from __future__ import annotations

from typing import BinaryIO

PIECE = 1 << 16
KEPT = 8 << 20  # bytes behind the reader: damage shows within the 64 kB of a stored deflate block, mostly


class Window:
    """Bytes of a stream by their offset in it, forward only, but for the last `KEPT` that were asked for."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._data = bytearray()
        self._base = 0
        self._ended = False

    @property
    def base(self) -> int:
        """The first offset that can still be read."""
        return self._base

    @property
    def end(self) -> int:
        """How far the stream has been read."""
        return self._base + len(self._data)

    def at(self, offset: int, size: int = PIECE) -> bytes:
        """Up to `size` bytes from there on; none only at the end of the stream.

        Raises OSError and what else the stream raises.
        """
        while self.end < offset + size and not self._ended:
            piece = self._stream.read(max(PIECE, min(size, 1 << 20)))
            if not piece:
                self._ended = True
            self._data += piece
            spare = min(len(self._data), offset - self._base) - KEPT
            if spare > KEPT:  # in large steps: each moves what is kept
                del self._data[:spare]
                self._base += spare
        start = offset - self._base
        if start < 0:
            raise ValueError(f"offset {offset} is no longer in memory")
        return bytes(self._data[start : start + size])

    def find(self, mark: bytes, offset: int) -> int | None:
        """Where these bytes stand next, from there on."""
        offset = max(offset, self._base)
        while True:
            piece = self.at(offset, PIECE)
            place = piece.find(mark)
            if place >= 0:
                return offset + place
            if len(piece) < PIECE:
                return None
            offset += len(piece) - len(mark) + 1
