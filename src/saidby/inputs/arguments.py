"""Arguments: what the user names (a file, a folder, `-`, an address) as a list of inputs, none opened yet."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from saidby.archives.sniff import HEAD, sniff
from saidby.data import Problem
from saidby.errors import InputError, UsageError
from saidby.fetch import is_url
from saidby.inputs.opening import missing
from saidby.inputs.records import MAX_BYTES, NOTHING, Address, Input, Listing, bounded, reason
from saidby.pages.given import Given

STDIN = "-"

# Endings of files that lie beside saved pages and are none. Whatever is not here is opened.
NOT_PAGES = frozenset(
    "7z avi avif bmp css csv db db-shm db-wal doc docx eot epub exe gif gitignore heic ico jar jpeg "
    "jpg js key less lock log m4a map mjs mkv mov mp3 mp4 mpeg mpg odp ods odt "
    "ogg ogv otf pdf pem png ppt pptx psd py rar scss so sqlite sqlite3 svg swf tif "
    "tiff toml ts tsv ttf wasm wav webm webp woff woff2 xls xlsx yaml yml zst".split()
)
# Endings of files that are read only if what they hold is an archive of pages.
PERHAPS = frozenset("bz2 json jsonl ldjson ndjson parquet rss tar tbz2 tgz txz xz zip".split())
JSON_LINES = (".jsonl", ".ndjson", ".ldjson", ".jsonl.gz", ".ndjson.gz", ".ldjson.gz")


def passed_over(name: str, archive: Callable[[], bool]) -> str | None:
    """The ending for which a file beside pages is none; None where it is to be opened."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    perhaps = ending in PERHAPS or name.lower().endswith(JSON_LINES)
    return f".{ending}" if ending in NOT_PAGES or (perhaps and not archive()) else None


def is_archive(path: str | Path) -> bool:
    """Whether a file may hold many pages, by its first bytes. False where it cannot be opened."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return False
        with open(path, "rb") as file:
            return _many(file.read(HEAD))
    except (OSError, ValueError):
        return False


def holds_many(input: Input) -> bool:
    """Whether an input may turn out to be many pages."""
    content = input.content
    if isinstance(content, bytes):
        return _many(content[:HEAD])
    return isinstance(content, Path) and is_archive(content)


def _many(head: bytes) -> bool:
    found = sniff(head)
    return found is not None and found.kind not in (None, "mail")


def listed(arguments: Sequence[str], *, given: Given = NOTHING) -> Listing:
    """Files and addresses as named; folders with all they hold, by path, less what is no page.

    The id of each is its origin.
    """
    inputs: list[Input] = []
    skipped: Counter[str] = Counter()
    for argument in arguments:
        if is_url(argument):
            inputs.append(Input(argument, Address(argument), replace(given, url=given.url or argument)))
        elif argument == STDIN:
            if any(known.origin == STDIN for known in inputs):
                raise UsageError("standard input (-) can be read only once")
            inputs.append(Input(STDIN, bounded(standard_input().read(MAX_BYTES + 1)), given))
        elif os.path.isdir(argument):
            inputs.extend(replace(found, given=given) for found in _folder(argument, skipped))
        else:
            inputs.append(_file(argument, given))
    named = tuple(replace(input, id=input.origin) for input in inputs)
    return Listing(named, tuple(sorted(skipped.items(), key=lambda kind: (-kind[1], kind[0]))))


def standard_input() -> BinaryIO:
    """The bytes of standard input. Raises InputError where a program was started without one."""
    if sys.stdin is None:
        raise InputError("standard input", "is closed; name a file, or pipe the page in")
    return sys.stdin.buffer


def _file(argument: str, given: Given) -> Input:
    path = Path(argument)
    try:
        size = path.stat().st_size
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        return Input(argument, Problem("input", missing(path, error)))
    return Input(argument, path, given, size=size)


def _folder(folder: str, skipped: Counter[str]) -> Iterator[Input]:
    errors: list[OSError] = []
    empty = True
    for parent, folders, names in os.walk(folder, onerror=errors.append):
        skipped["hidden"] += sum(name.startswith(".") for name in (*folders, *names))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = os.path.join(parent, name)
            try:
                found = os.stat(path)
            except OSError as error:  # a link that leads nowhere
                yield Input(path, Problem("input", reason(error)))
                continue
            ending = passed_over(name, partial(is_archive, path))
            if ending:
                skipped[ending] += 1
            elif not stat.S_ISREG(found.st_mode):
                skipped["not a file"] += 1
            else:
                empty = False
                yield Input(path, Path(path), size=found.st_size)
    for closed in errors:
        yield Input(str(closed.filename), Problem("input", reason(closed)))
    skipped += Counter()  # without the kinds that never came
    if empty and not errors:
        yield Input(folder, Problem("input", "there is no page in this folder"))
