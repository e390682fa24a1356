"""Shelf: things put away in a temporary file, in order, and fetched by number, so that memory stays flat.

The file has no name and is gone with the shelf. It lies in `TMPDIR` where that is set, else in /var/tmp,
which is a disk also where /tmp is memory, else where Python puts such files.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterator
from typing import IO, Generic, TypeVar

from saidby.errors import LedgerError

Thing = TypeVar("Thing")

_DISK = "/var/tmp"


class Shelf(Generic[Thing]):
    """Raises LedgerError where the disk is full. Only what was put there comes back: the file has no name."""

    def __init__(self) -> None:
        self._starts = array("Q", [0])
        self._read = True  # where the file stands: writing goes on at its end
        try:
            self._file = tempfile.TemporaryFile(dir=_folder())  # noqa: SIM115 - closed with the shelf
        except OSError as error:
            raise _trouble(error) from error
        self._end = weakref.finalize(self, _closed, self._file)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def put(self, thing: Thing) -> int:
        """Put it behind all others; its number."""
        packed = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
        try:
            if self._read:
                self._file.seek(0, os.SEEK_END)
                self._read = False
            self._file.write(packed)
        except OSError as error:
            raise _trouble(error) from error
        self._starts.append(self._starts[-1] + len(packed))
        return len(self) - 1

    def __getitem__(self, number: int) -> Thing:
        start, end = self._starts[number], self._starts[number + 1]
        try:
            self._read = True
            self._file.seek(start)
            packed = self._file.read(end - start)
        except OSError as error:  # what was put last is written by reading
            raise _trouble(error) from error
        thing: Thing = pickle.loads(packed)
        return thing

    def __iter__(self) -> Iterator[Thing]:
        return (self[number] for number in range(len(self)))

    def close(self) -> None:
        self._end()


def _closed(file: IO[bytes]) -> None:
    with contextlib.suppress(OSError):  # of a full disk, on which the rest was to be written
        file.close()


def _folder() -> str | None:
    if os.environ.get("TMPDIR") or not os.access(_DISK, os.W_OK):
        return None
    return _DISK


def _trouble(error: OSError) -> LedgerError:
    where = _folder() or tempfile.gettempdir()
    return LedgerError(where, f"holds no temporary file: {error.strerror}; set TMPDIR to a folder with room")
