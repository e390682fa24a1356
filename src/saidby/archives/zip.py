"""Zip archives: their files in the order of the archive's list, none written to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from saidby.archives.held import Held, Passed, broken, lowered
from saidby.archives.members import UNREADABLE, Budget, Member, metered, safe_name

_ENCRYPTED = 0x1


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
    try:
        archive = zipfile.ZipFile(stream)
        infos = archive.infolist()
    except (*UNREADABLE, ValueError, OverflowError) as error:
        yield broken(origin, f"a zip archive that is broken ({lowered(error)})")
        return
    budget = Budget(lambda: size)
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
