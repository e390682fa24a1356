"""Zip archives: their files in the order of the archive's list, none written to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from saidby.archives import unlisted
from saidby.archives.held import Held, Passed, broken, lowered
from saidby.archives.members import UNREADABLE, Budget, Member, metered, safe_name

MAX_LIST = 32 << 20  # bytes of an archive's list: 300,000 files, for which Python takes 200 MB
_ENCRYPTED = 0x1
_END = b"PK\x05\x06"
_WIDE = 0xFFFFFFFF


def office(names: list[str]) -> str | None:
    """The kind of document that is a zip file and no archive of pages."""
    kinds = {"word/document.xml": "a Word document", "xl/workbook.xml": "an Excel sheet",
             "ppt/presentation.xml": "a PowerPoint file", "META-INF/container.xml": "an EPUB book",
             "content.xml": "an OpenDocument file"}  # fmt: skip
    return next((kind for name, kind in kinds.items() if name in names), None)


def members(stream: BinaryIO, *, origin: str, size: int) -> Iterator[Member | Held | Passed]:
    """The files of an archive of `size` bytes. What cannot be unpacked is named and the next one is read.

    The stream must seek. A member's stream raises `UNREADABLE` where it is broken, InputError where it is
    a bomb.
    """
    budget = Budget(lambda: size)
    try:
        archive = zipfile.ZipFile(stream) if _list_bytes(stream, size) <= MAX_LIST else None
    except (*UNREADABLE, ValueError, OverflowError) as error:
        yield broken(origin, f"the list of the zip archive is broken ({lowered(error)})")
        archive = None
    if archive is None:
        stream.seek(0)
        yield from unlisted.members(stream, origin=origin, budget=budget)
        return
    infos = archive.infolist()
    kind = office([info.filename for info in infos[:200]])
    if kind:
        yield broken(origin, f"{kind}; save it as HTML or text")
        return
    for info in infos:
        name = safe_name(info.filename)
        here = f"{origin}/{name}"
        if info.is_dir():
            continue
        if info.flag_bits & _ENCRYPTED:
            yield broken(here, "encrypted; unpack it with its password first")
            continue
        try:
            file = archive.open(info)
        except (*UNREADABLE, ValueError) as error:
            yield broken(here, f"cannot be unpacked ({lowered(error)})")
            continue
        with file:
            yield Member(name, metered(file, budget, origin), info.file_size)  # type: ignore[arg-type]


def _list_bytes(stream: BinaryIO, size: int) -> int:
    """How long the archive's list is by its own word; 0 where that is not found."""
    tail = min(size, 66_000)  # the end of the list may carry a comment of 64 kB
    stream.seek(size - tail)
    data = stream.read(tail)
    stream.seek(0)
    place = data.rfind(_END)
    told = data[place + 12 : place + 16] if place >= 0 else b""
    length = int.from_bytes(told, "little")
    return size if length == _WIDE else length
