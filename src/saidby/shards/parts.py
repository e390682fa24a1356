"""Parts: the inputs of a run, cut into pieces that are read one by one, each with a name of its own.

The cut depends on the inputs alone, and what is read does not depend on the cut. A part's name is a digest
of all that its shard depends on: what was named, its bytes, the piece of it, and who reads.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from saidby.batch import PAGE_SECONDS
from saidby.data import Problem
from saidby.errors import InputError, UsageError
from saidby.fetch import is_url
from saidby.inputs import STDIN, Expanding, Input, is_archive, listed
from saidby.inputs.arguments import JSON_LINES
from saidby.worker import READER

FORM = 1  # counts up when the shards of the same part become others

Kind = Literal["files", "archive"]

FILES = 2_000  # in one part of a folder
PART_BYTES = 64 << 20  # of archives and folders: two thousand pages of a packed web archive, three minutes
LINE_SHARE = 8  # a line of text has that many times fewer bytes than its page, packed
PACKED_SHARE = 3  # gzip makes a text so many times smaller
MOST_PARTS = 64  # of one file: each is found by passing over what lies before it

NAMED = "pages"
"""The source of pages that were named one by one."""


@dataclass(frozen=True, slots=True)
class Options:
    """How parts are read. `seconds` a page may take; `gazetteer` is the path of a user's own or None.

    `text_column` is the one of Parquet that holds texts. `reader` is the module whose `read_articles` reads;
    tests name `saidby.testing`. `part_bytes` is the size of parts, None for one that suits the input's kind.
    """

    seconds: float = PAGE_SECONDS
    gazetteer: str | None = None
    text_column: str = Expanding().text_column
    reader: str = READER
    part_bytes: int | None = None
    debug: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of one input: bytes (of files: positions in the list) from `start` to `stop`, None for the end.

    `source` is the input as it was named, `path` where it lies; `size` counts its bytes, for progress.
    `files` are those of a part of a folder, else (). `digest` is the SHA-256 of the whole input's bytes, or
    of these files and their names; "" until it was asked for.
    """

    source: str
    path: str
    kind: Kind
    start: int
    stop: int | None
    size: int
    files: tuple[Input, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """All that a shard depends on. `name` is the shard's."""

    source: str
    digest: str
    start: int
    stop: int | None
    version: str
    model: str
    seconds: float
    gazetteer: str | None
    text_column: str
    reader: str
    form: int = FORM

    @property
    def name(self) -> str:
        told = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()[:40]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Cut:
    """The parts in the order of the inputs, and how many files of folders were passed over, by ending."""

    parts: tuple[Part, ...]
    skipped: tuple[tuple[str, int], ...]


# -------------------------------------------------------------------------------------- cutting


def cut(arguments: Sequence[str], *, part_bytes: int | None = None) -> Cut:
    """The parts of files, archives and folders, in the order of their names.

    Raises UsageError for what is no file or folder, InputError where one is not there.
    """
    archives: list[Input] = []
    pages: dict[str, list[Input]] = {}
    skipped: Counter[str] = Counter()
    for argument in sorted(set(arguments)):
        if is_url(argument):
            raise UsageError(
                f"{argument} is an address; fetch it into a file first (saidby fetch), then read that"
            )
        if argument == STDIN:
            raise UsageError("a run that can go on where it stopped reads files, not standard input")
        folder = os.path.isdir(argument)
        listing = listed([argument])
        skipped.update(dict(listing.skipped))
        for input in listing.inputs:
            if isinstance(input.content, Problem) and not folder:
                raise InputError(argument, input.content.message)
            if isinstance(input.content, Path) and _many(input.content):
                archives.append(input)
            else:
                pages.setdefault(argument if folder else NAMED, []).append(_absolute(input))
    parts = [part for input in archives for part in _pieces(input, part_bytes)]
    parts += [part for source, found in pages.items() for part in _groups(source, found, part_bytes)]
    ranked = sorted(skipped.items(), key=lambda kind: (-kind[1], kind[0]))
    return Cut(tuple(sorted(parts, key=order)), tuple(ranked))


def order(part: Part | Identity) -> tuple[str, int]:
    """Parts in the order of what they hold, whatever the cut."""
    return part.source, part.start


def share(parts: Sequence[Part], number: int, of: int) -> tuple[Part, ...]:
    """The `number`th (from 1) of so many shares, as one of several machines takes it."""
    return tuple(parts[number - 1 :: of])


def _many(path: Path) -> bool:
    return str(path).lower().endswith(JSON_LINES) or is_archive(path)


def _pieces(input: Input, part_bytes: int | None) -> Iterator[Part]:
    """An archive by its bytes; the last piece has no end, so that nothing is left out."""
    each = max(part_bytes or _usual(input.origin), -(-input.size // MOST_PARTS), 1)
    path = os.path.abspath(input.origin)
    for start in range(0, max(input.size, 1), each):
        last = start + each >= input.size
        stop = input.size if last else start + each
        yield Part(input.origin, path, "archive", start, None if last else stop, stop - start)


def _usual(name: str) -> int:
    lower = name.lower()
    if not lower.endswith(JSON_LINES):
        return PART_BYTES
    return PART_BYTES // LINE_SHARE // (PACKED_SHARE if lower.endswith(".gz") else 1)


def _groups(source: str, pages: Sequence[Input], part_bytes: int | None) -> Iterator[Part]:
    """A few thousand pages a part."""
    group: list[Input] = []
    start = size = 0
    for number, page in enumerate(pages):
        if group and (len(group) >= FILES or size + page.size > (part_bytes or PART_BYTES)):
            yield Part(source, "", "files", start, number, size, tuple(group))
            group, start, size = [], number, 0
        group.append(page)
        size += page.size
    if group:
        yield Part(source, "", "files", start, start + len(group), size, tuple(group))


def _absolute(input: Input) -> Input:
    """A machine that reads it may stand in another folder; the origin stays as it was named."""
    content = input.content
    if isinstance(content, Path):
        input = replace(input, content=Path(os.path.abspath(content)))
    return input if input.keyed else replace(input, id=None)


# -------------------------------------------------------------------------------------- naming


def named(parts: Sequence[Part], *, tick: Callable[[int], None] = lambda size: None) -> tuple[Part, ...]:
    """The parts with their digests: every byte is read once, a second or two for each thousand million.

    `tick` is told of bytes that were read.
    """
    known: dict[str, str] = {}
    found: list[Part] = []
    for part in parts:
        if part.files:
            digest = _sha256([[input.origin, _of(input)] for input in part.files])
        else:
            digest = known.get(part.path) or _file(part.path)
            known[part.path] = digest
        found.append(replace(part, digest=digest))
        tick(part.size)
    return tuple(found)


def identity(part: Part, options: Options, *, version: str, model: str, gazetteer: str | None) -> Identity:
    """`gazetteer` is the SHA-256 of the user's own."""
    return Identity(
        part.source, part.digest, part.start, part.stop, version, model, options.seconds, gazetteer,
        options.text_column, options.reader,
    )  # fmt: skip


def _of(input: Input) -> str:
    match input.content:
        case Path() as path:
            try:
                return _file(str(path))
            except InputError as error:
                return error.message
        case Problem(message=message):
            return message
        case _:
            return ""


def _file(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise InputError(path, reason or str(error)) from error


def _sha256(value: Any) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()
