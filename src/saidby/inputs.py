"""Inputs: what the user names, as a list of pages and texts to read; each is opened only when it is read.

`listed` makes inputs of arguments (a file, a folder, `-`, an address), `lines` of JSON Lines, and `opened`
gives the bytes or the text of one. What cannot be read stays in its place as a `Problem`.
"""

from __future__ import annotations

import difflib
import gzip
import io
import json
import os
import re
import stat
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from saidby.data import Problem
from saidby.errors import InputError, UsageError
from saidby.fetch import fetch, is_url
from saidby.pages.given import Given

STDIN = "-"
MAX_BYTES = 32 << 20  # twenty times the largest page of the benchmark set
MAX_LINE = 2 * MAX_BYTES  # JSON may write one character as six bytes; longer lines were never seen

# Endings of files that lie beside saved pages and are none. Whatever is not here is opened.
NOT_PAGES = frozenset(
    "7z avi avif bmp bz2 css csv db db-shm db-wal doc docx eot epub exe gif gitignore heic ico jar jpeg "
    "jpg js json jsonl key ldjson less lock log m4a map mjs mkv mov mp3 mp4 mpeg mpg ndjson odp ods odt "
    "ogg ogv otf parquet pdf pem png ppt pptx psd py rar rss scss so sqlite sqlite3 svg swf tar tgz tif "
    "tiff toml ts tsv ttf wasm wav webm webp woff woff2 xls xlsx xz yaml yml zip zst".split()
)
JSON_LINES = (".jsonl", ".ndjson", ".ldjson", ".jsonl.gz", ".ndjson.gz")

NOTHING = Given()
_SURROGATE = re.compile("[\ud800-\udfff]")
_TYPES = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "a list"}


@dataclass(frozen=True, slots=True)
class Address:
    """A page on the web, not fetched yet."""

    url: str


@dataclass(frozen=True, slots=True)
class Input:
    """One page or text to read. `origin` is how the user knows it: a path, an address, "in.jsonl line 7".

    `content` is a file to open, an address to fetch, the bytes of a page, a text that is kept as it is, or
    why there is nothing to read. `id` is None where none was given. `size` counts bytes, 0 where not known.
    """

    origin: str
    content: Path | Address | bytes | str | Problem
    given: Given = NOTHING
    id: str | int | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """The inputs in the order named; how many files of folders were passed over, by ending or "hidden"."""

    inputs: tuple[Input, ...]
    skipped: tuple[tuple[str, int], ...]


# -------------------------------------------------------------------------------------- arguments


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
            inputs.append(Input(STDIN, _bounded(standard_input().read(MAX_BYTES + 1)), given))
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
    if argument.lower().endswith(JSON_LINES):
        raise UsageError(f"{argument} holds many articles; read it with: saidby read --from-jsonl {argument}")
    path = Path(argument)
    try:
        size = path.stat().st_size
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        return Input(argument, Problem("input", _missing(path, error)))
    return Input(argument, path, given, size=size)


def _missing(path: Path, error: Exception) -> str:
    if not isinstance(error, FileNotFoundError):
        return _reason(error)
    if path.is_symlink():
        return f"a link to {os.readlink(path)}, which is not there"
    try:
        names = sorted(os.listdir(path.parent))
    except OSError:
        return f"there is no folder {path.parent}"
    near = difflib.get_close_matches(path.name, names, n=1)
    return "there is no such file" + (f"; did you mean {path.parent / near[0]}?" if near else "")


def _folder(folder: str, skipped: Counter[str]) -> Iterator[Input]:
    errors: list[OSError] = []
    empty = True
    for parent, folders, names in os.walk(folder, onerror=errors.append):
        skipped["hidden"] += sum(name.startswith(".") for name in (*folders, *names))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = os.path.join(parent, name)
            ending = name.rpartition(".")[2].lower() if "." in name else ""
            try:
                found = os.stat(path)
            except OSError as error:  # a link that leads nowhere
                yield Input(path, Problem("input", _reason(error)))
                continue
            if ending in NOT_PAGES or name.lower().endswith(JSON_LINES):
                skipped[f".{ending}"] += 1
            elif not stat.S_ISREG(found.st_mode):
                skipped["not a file"] += 1
            else:
                empty = False
                yield Input(path, Path(path), size=found.st_size)
    for closed in errors:
        yield Input(str(closed.filename), Problem("input", _reason(closed)))
    skipped += Counter()  # without the kinds that never came
    if empty and not errors:
        yield Input(folder, Problem("input", "there is no page in this folder"))


# -------------------------------------------------------------------------------------- JSON Lines


def lines(stream: BinaryIO, *, origin: str, folder: Path) -> Iterator[Input]:
    """One input for each line of JSON Lines, read as it is asked for; blank lines are left out.

    `{"id", "text", ...}` is a text, `{"id", "path", ...}` a page whose path is relative to `folder`.
    A stream that starts as gzip does is unpacked. `size` adds up to the bytes of `stream`.
    """
    raw = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    packed = raw.peek(2)[:2] == b"\x1f\x8b"
    unpacked = gzip.GzipFile(fileobj=raw) if packed else raw
    number = done = position = 0
    while True:
        try:
            line = unpacked.readline(MAX_LINE + 1)
        except (OSError, EOFError, zlib.error) as error:
            problem = Problem("input", f"could not be read: {_reason(error)}")
            yield Input(f"{origin} line {number + 1}", problem)
            return
        if not line:
            return
        number += 1
        place = f"{origin} line {number}"
        length = len(line)
        blank = not line.strip(b"\xef\xbb\xbf \t\r\n" if number == 1 else None)
        if length > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = unpacked.readline(MAX_LINE)
                length += len(line)
            found = Input(place, Problem("input", f"a line of {length:,} bytes; {MAX_LINE:,} are the most"))
        position = raw.tell() if packed else position + length
        if blank:
            continue
        if length <= MAX_LINE:
            found = _entry(line, place, folder)
        yield replace(found, size=position - done)
        done = position


def _entry(line: bytes, place: str, folder: Path) -> Input:
    id: str | int | None = None
    try:
        entry = json.loads(line.decode("utf-8-sig"))
        if not isinstance(entry, dict):
            raise _Unfit(f"{_type(entry)} where an object is expected")
        id = _id(entry)
        known = {name: _string(entry, name) for name in ("url", "publisher", "title", "published")}
        text, path = _string(entry, "text"), _string(entry, "path")
        if (text is None) == (path is None):
            raise _Unfit('one of "text" and "path" is needed' + ("" if text is None else ", not both"))
    except UnicodeDecodeError as error:
        message = f"not UTF-8: byte {error.start + 1} is {line[error.start]:#04x}"
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg}, column {error.colno}"
    except RecursionError:
        message = "nested too deep"
    except (_Unfit, ValueError) as error:  # ValueError: a number of thousands of digits
        message = str(error)
    else:
        content = text if text is not None else folder / (path or "")
        return Input(place, content, Given(**known), id=id)
    return Input(place, Problem("input", message), id=id)


class _Unfit(Exception):
    """What is wrong with a line that is JSON."""


def _id(entry: dict[str, object]) -> str | int | None:
    id = entry.get("id")
    if id is not None and type(id) is not int:
        return _string(entry, "id")
    return id


def _string(entry: dict[str, object], name: str) -> str | None:
    value = entry.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _Unfit(f'"{name}" is {_type(value)}, not a string')
    if half := _SURROGATE.search(value):
        raise _Unfit(f'"{name}" holds half a character at {half.start()}: \\u{ord(half[0]):04x}')
    return value


def _type(value: object) -> str:
    return _TYPES.get(type(value), "null" if value is None else "an object")


# -------------------------------------------------------------------------------------- opening


def opened(input: Input) -> tuple[bytes | str, Given]:
    """The bytes of a page, or a text to be kept as it is, and what is given about it.

    Raises `InputError` where there is nothing to read; its origin is the input's.
    """
    match input.content:
        case Problem(message=message):
            raise InputError(input.origin, message)
        case Address(url):
            fetched = fetch(url, max_bytes=MAX_BYTES)
            asked = input.given.url in (None, url)
            return fetched.data, replace(input.given, url=fetched.url) if asked else input.given
        case Path() as path:
            try:
                with path.open("rb") as file:
                    content = _bounded(file.read(MAX_BYTES + 1), os.fstat(file.fileno()).st_size)
            except (OSError, ValueError) as error:
                raise InputError(input.origin, _missing(path, error)) from error
            if isinstance(content, Problem):
                raise InputError(input.origin, content.message)
            return content, input.given
        case content:
            return content, input.given


def _bounded(data: bytes, size: int | None = None) -> bytes | Problem:
    if len(data) <= MAX_BYTES:
        return data
    shown = f"{size:,} bytes" if size else f"more than {MAX_BYTES:,} bytes"
    return Problem("input", f"too large for a page: {shown}; {MAX_BYTES:,} are the most. Split it first")


def _reason(error: Exception) -> str:
    if isinstance(error, IsADirectoryError):
        return "this is a folder"
    if isinstance(error, PermissionError):
        return "may not be read by this user"
    message = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return message[:1].lower() + message[1:]
