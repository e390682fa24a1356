"""Uploads: files that a browser sends, laid down in a folder of their own, and what is to be read of them.

Names are the sender's and lead nowhere: no folder above, no link, no control. What an archive or a line of
JSON Lines names outside the folder is refused.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from saidby.data import Problem
from saidby.inputs import Input, Tally, expanded, listed
from saidby.pages.given import Given

_ODD = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_LONGEST = 100  # characters of one name; file systems take 255 bytes
_DEEPEST = 12  # folders inside folders
OUTSIDE = "what it names lies outside of what was sent; send the file itself"


def saved(files: Iterable[tuple[str, BinaryIO]], folder: Path) -> int:
    """Lay them down under their names, folders included; how many bytes they have together."""
    size = 0
    for name, stream in files:
        path = _free(folder.joinpath(*parts(name)))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            shutil.copyfileobj(stream, file)
            size += file.tell()
    return size


def parts(name: str) -> tuple[str, ...]:
    """A sent name as folders and a file; always at least one, none that leads upwards."""
    split = [_ODD.sub("_", part).strip() for part in name.replace("\\", "/").split("/")]
    kept = [_short(part) for part in split if part.strip(".")]
    return tuple(kept[-_DEEPEST:]) or ("page",)


def _short(part: str) -> str:
    stem, dot, ending = part.rpartition(".")
    if len(part) <= _LONGEST:
        return part
    return f"{stem[: _LONGEST - 20]}{dot}{ending[-19:]}" if stem else part[:_LONGEST]


def _free(path: Path) -> Path:
    number = 2
    found = path
    while os.path.lexists(found):
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return found


def inputs(folder: Path, given: Given, tally: Tally) -> Iterator[Input]:
    """What lies in the folder, archives opened, each named as it was sent."""
    listing = listed([str(path) for path in sorted(folder.iterdir())], given=given)
    for kind, number in listing.skipped:
        tally.take(kind, number)
    for input in expanded(listing.inputs, tally=tally):
        content = input.content
        if isinstance(content, Path) and not content.resolve().is_relative_to(folder.resolve()):
            content = Problem("input", OUTSIDE)
        origin = input.origin.removeprefix(f"{folder}{os.sep}")
        id = input.id.removeprefix(f"{folder}{os.sep}") if isinstance(input.id, str) else input.id
        yield replace(input, content=content, origin=origin, id=id)
