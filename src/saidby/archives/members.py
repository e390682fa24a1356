"""Files inside an archive, each a stream that is read before the next one, within limits."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from saidby.archives.held import FREE_BYTES, MAX_RATIO
from saidby.errors import InputError

UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError,
    NotImplementedError, RuntimeError,  # a packing or an encryption that Python's zip files do not know
)  # fmt: skip
"""What streams of members raise where the archive is broken."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive: its name there, its bytes, how many there are by the archive's word."""

    name: str
    stream: BinaryIO
    size: int


class Budget:
    """What an archive may unpack to: some `FREE_BYTES`, and `MAX_RATIO` times what was read of it."""

    def __init__(self, packed: Callable[[], int]) -> None:
        self._packed = packed
        self._spent = 0

    def spend(self, size: int, origin: str) -> None:
        """Raises InputError where it is too much."""
        self._spent += size
        if self._spent > FREE_BYTES and self._spent > MAX_RATIO * self._packed():
            raise InputError(origin, f"unpacks to more than {MAX_RATIO} times its size; the rest is left out")


class Metered(io.RawIOBase):
    """A stream whose bytes are paid for from a budget."""

    def __init__(self, stream: BinaryIO, budget: Budget, origin: str) -> None:
        super().__init__()
        self._stream = stream
        self._budget = budget
        self._origin = origin

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        piece = self._stream.read(len(view))
        self._budget.spend(len(piece), self._origin)
        view[: len(piece)] = piece
        return len(piece)


def metered(stream: BinaryIO, budget: Budget, origin: str) -> BinaryIO:
    """The stream, paid for as it is read."""
    return io.BufferedReader(Metered(stream, budget, origin), 1 << 16)


def safe_name(name: str) -> str:
    """A member's name as it is shown: nothing is ever written under it, so `..` and `/` do no harm."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name
    )[:1000]


class Again(io.RawIOBase):
    """A stream with the bytes put back that were read of it."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        piece = self._head[: len(view)] or self._stream.read(len(view))
        self._head = self._head[len(view) :]
        view[: len(piece)] = piece
        return len(piece)


def head_of(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first bytes, and the stream as it was."""
    head = bytearray()
    while len(head) < size and (piece := stream.read(size - len(head))):
        head += piece
    return bytes(head), io.BufferedReader(Again(bytes(head), stream), 1 << 16)
