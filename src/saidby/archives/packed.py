"""Packed streams: gzip, bzip2 and xz undone piece by piece; what comes before a break is given first."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from typing import BinaryIO, Literal, Protocol

from saidby.archives.held import FREE_BYTES, MAX_RATIO
from saidby.errors import InputError

Packing = Literal["gzip", "bz2", "xz"]

LZMA_MEMORY = 256 << 20  # bytes; xz at its strongest asks for 65 MB
_FED = 4 << 10  # packed bytes at a time: with the break, what these hold is lost
_STEP = 1 << 18


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def decompressor(packing: Packing) -> _Decompressor:
    """What unpacks one member or stream of a file."""
    if packing == "gzip":
        return zlib.decompressobj(wbits=31)
    return bz2.BZ2Decompressor() if packing == "bz2" else lzma.LZMADecompressor(memlimit=LZMA_MEMORY)


def unpacked(stream: BinaryIO, packing: Packing, *, origin: str) -> BinaryIO:
    """The bytes, all members after one another.

    Reading raises OSError where they are broken or cut short, InputError where they are a bomb.
    """
    return io.BufferedReader(_Unpacked(stream, packing, origin), 1 << 16)


class _Unpacked(io.RawIOBase):
    def __init__(self, stream: BinaryIO, packing: Packing, origin: str) -> None:
        super().__init__()
        self._stream = stream
        self._packing = packing
        self._origin = origin
        self._inflate = decompressor(packing)
        self._fed = b""
        self._ready = b""
        self._taken = self._given = 0
        self._fresh = True  # no byte of this member was seen

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._ready:
            if not self._step():
                return 0
        piece, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(piece)] = piece
        return len(piece)

    def _step(self) -> bool:
        """Unpack a little more. Whether there may be more."""
        if self._inflate.eof:
            rest = (self._inflate.unused_data or self._fed).lstrip(b"\0")
            self._inflate, self._fed, self._fresh = decompressor(self._packing), rest, True
        if not self._fed and (self._fresh or getattr(self._inflate, "needs_input", True)):
            self._fed = self._stream.read(_FED)
            self._taken += len(self._fed)
            if not self._fed:
                if self._fresh:
                    return False
                raise OSError(f"the packed file is cut short at byte {self._taken}")
        try:
            self._ready = self._inflate.decompress(self._fed, _STEP)
        except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError) as error:
            where = f"near byte {self._taken}"
            raise OSError(f"the packed file is broken {where} ({str(error)[:100]})") from error
        self._fresh = False
        self._fed = getattr(self._inflate, "unconsumed_tail", b"")
        self._given += len(self._ready)
        if self._given > FREE_BYTES and self._given > MAX_RATIO * self._taken:
            message = f"unpacks to more than {MAX_RATIO} times its size; the rest is left out"
            raise InputError(self._origin, message)
        return True
