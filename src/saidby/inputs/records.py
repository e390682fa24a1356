"""Records of the inputs: one page or text to read, and the list of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from saidby.archives.held import MAX_PAGE
from saidby.data import Problem
from saidby.pages.given import Given

MAX_BYTES = MAX_PAGE
NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Address:
    """A page on the web, not fetched yet."""

    url: str


@dataclass(frozen=True, slots=True)
class Input:
    """One page or text to read. `origin` is how the user knows it: a path, an address, "in.jsonl line 7".

    `content` is a file to open, an address to fetch, the bytes of a page, a text that is kept as it is, or
    why there is nothing to read. `id` is None where none was given; `keyed` tells that it was given with the
    text and tells articles apart. `size` counts bytes, 0 where not known. `problems` say what is missing
    from content that can be read all the same.
    """

    origin: str
    content: Path | Address | bytes | str | Problem
    given: Given = NOTHING
    id: str | int | None = None
    size: int = 0
    keyed: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """The inputs in the order named; how many files of folders were passed over, by ending or "hidden"."""

    inputs: tuple[Input, ...]
    skipped: tuple[tuple[str, int], ...]


def bounded(data: bytes, size: int | None = None) -> bytes | Problem:
    """The bytes of a page, or that they are too many. `size`: how many there are, where that is known."""
    if len(data) <= MAX_BYTES:
        return data
    shown = f"{size:,} bytes" if size else f"more than {MAX_BYTES:,} bytes"
    return Problem("input", f"too large for a page: {shown}; {MAX_BYTES:,} are the most. Split it first")


def reason(error: Exception) -> str:
    """Why a file could not be read, as part of a sentence."""
    if isinstance(error, IsADirectoryError):
        return "this is a folder"
    if isinstance(error, PermissionError):
        return "may not be read by this user"
    message = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return message[:1].lower() + message[1:]
