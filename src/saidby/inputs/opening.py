"""Opening: the bytes or the text of one input, and what is known about it, when it is read."""

from __future__ import annotations

import difflib
import os
from dataclasses import replace
from pathlib import Path

from saidby.data import Problem
from saidby.errors import InputError
from saidby.fetch import fetch
from saidby.inputs.records import MAX_BYTES, Address, Input, bounded, reason
from saidby.pages.given import Given


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
            given = replace(input.given, charset=fetched.charset)
            return fetched.data, replace(given, url=fetched.url) if asked else given
        case Path() as path:
            try:
                with path.open("rb") as file:
                    content = bounded(file.read(MAX_BYTES + 1), os.fstat(file.fileno()).st_size)
            except (OSError, ValueError) as error:
                raise InputError(input.origin, missing(path, error)) from error
            if isinstance(content, Problem):
                raise InputError(input.origin, content.message)
            return content, input.given
        case content:
            return content, input.given


def missing(path: Path, error: Exception) -> str:
    """Why a file cannot be opened, and what was meant where its name is nearly that of another."""
    if not isinstance(error, FileNotFoundError):
        return reason(error)
    if path.is_symlink():
        return f"a link to {os.readlink(path)}, which is not there"
    try:
        names = sorted(os.listdir(path.parent))
    except OSError:
        return f"there is no folder {path.parent}"
    near = difflib.get_close_matches(path.name, names, n=1)
    return "there is no such file" + (f"; did you mean {path.parent / near[0]}?" if near else "")
