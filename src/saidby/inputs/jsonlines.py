"""JSON Lines: one article or page a line, each an input; what a line cannot be stays in its place."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from saidby.data import Problem
from saidby.inputs.records import MAX_BYTES, Input, reason
from saidby.pages.given import Given

MAX_LINE = 2 * MAX_BYTES  # JSON may write one character as six bytes; longer lines were never seen
_SURROGATE = re.compile("[\ud800-\udfff]")
_TYPES = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "a list"}


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
            problem = Problem("input", f"could not be read: {reason(error)}")
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
        return Input(place, content, Given(**known), id=id, keyed=id is not None)
    return Input(place, Problem("input", message), id=id, keyed=id is not None)


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
