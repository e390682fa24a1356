"""Tar archives: their files in order, forward only, none written to disk.

Python's own reader of streams keeps a record of every member and stops at the first broken header; this one
keeps none, and goes on with the next header that is one.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from saidby.archives.held import Held, Passed, broken
from saidby.archives.members import Member, safe_name

BLOCK = 512
_LONG = 1 << 20  # bytes of a name or of a header's additions
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)
_ADDED = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
_OTHER = {tarfile.LNKTYPE: "link", tarfile.SYMTYPE: "link", tarfile.GNUTYPE_SPARSE: "sparse file"}


class _Inner:
    """The bytes of one member, as a stream. `skip` goes to its end."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self.left = size
        self.short = False

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        piece = self._stream.read(wanted) if wanted else b""
        self.left -= len(piece)
        if len(piece) < wanted:
            self.short = True
            self.left = 0
        return piece

    def skip(self) -> None:
        while self.left and self.read(1 << 16):
            pass


def members(stream: BinaryIO, *, origin: str) -> Iterator[Member | Held | Passed]:
    """The files of an archive. A member that ends before its length is named after it was given."""
    added: dict[str, str] = {}
    offset = 0
    lost: int | None = None
    while len(block := stream.read(BLOCK)) == BLOCK:
        here, offset = offset, offset + BLOCK
        try:
            info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        except tarfile.HeaderError as error:
            if lost is None and block.strip(b"\0"):
                lost = here
                yield broken(f"{origin}#offset={here}", f"no member of a tar archive starts here ({error})")
            continue
        lost = None
        size = _size(added.get("size"), info.size)
        inner = _Inner(stream, size)
        name = safe_name(added.get("path") or info.name)
        if info.type == tarfile.GNUTYPE_LONGNAME:
            added["path"] = inner.read(_LONG).rstrip(b"\0").decode("utf-8", "replace")
        elif info.type in _ADDED:
            added |= _additions(inner.read(_LONG))
        elif info.type in _FILES and not name.endswith("/"):
            added = {}
            yield Member(name, inner, size)  # type: ignore[arg-type]
        else:
            if info.type in _OTHER:
                yield Passed(f"{_OTHER[info.type]} in a tar archive")
            if info.type not in (tarfile.GNUTYPE_LONGLINK, tarfile.XGLTYPE):
                added = {}
        inner.skip()
        padding = -size % BLOCK
        if inner.short or len(stream.read(padding)) < padding:
            if info.type in _FILES:
                yield broken(f"{origin}/{name}", "the archive ends inside this file")
            return
        offset += size + padding
    if len(block):
        yield broken(f"{origin}#offset={offset}", "the archive is cut short here")


def _size(told: str | None, size: int) -> int:
    return int(told) if told and told.isascii() and told.isdecimal() and len(told) < 19 else max(0, size)


def _additions(data: bytes) -> dict[str, str]:
    """`path` and `size` of a pax header: "LENGTH NAME=VALUE\\n" each."""
    found: dict[str, str] = {}
    at = 0
    while at < len(data):
        length, _, _ = data[at : at + 20].partition(b" ")
        if not length.isdigit() or not int(length):
            break
        name, _, value = data[at + len(length) + 1 : at + int(length) - 1].partition(b"=")
        if name in (b"path", b"size"):
            found[name.decode()] = value.decode("utf-8", "replace")
        at += int(length)
    return found
