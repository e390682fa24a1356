"""Where a view is written: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from typing import BinaryIO

from saidby.batch import Outcome
from saidby.errors import OutputError
from saidby.serial import dumps, dumps_problems
from saidby.views.listing import Listing, listed_json

STDOUT = "-"

# What a terminal would obey or reorder, and JSON leaves as it is.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]")


@contextlib.contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """A stream that becomes the file `path` when the block ends well; `-` is standard output.

    The file is written beside its place under another name and then renamed, so that whoever looks sees the
    old file or the new one. Devices and pipes are written to directly. Raises `OutputError`.
    """
    if path == STDOUT:
        if sys.stdout is None:
            raise OutputError("standard output", "is closed; -o FILE writes to a file")
        try:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError("standard output", f"cannot be written: {error.strerror or error}") from error
        return
    try:
        if os.path.exists(path) and not stat.S_ISREG(os.stat(path).st_mode):
            with open(path, "wb") as stream:
                yield stream
            return
        target = os.path.realpath(path)  # a link goes on pointing to the file
        temporary = f"{target}.{secrets.token_hex(4)}.part"
        with open(temporary, "xb") as stream:
            try:
                yield stream
                stream.flush()
                if os.path.exists(target):
                    shutil.copymode(target, temporary)
            except BaseException:
                stream.close()
                os.unlink(temporary)
                raise
        os.replace(temporary, target)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise OutputError(path, f"cannot be written: {error.strerror or error}") from error


def line(outcome: Outcome, *, named: bool, terminal: bool = False, listing: Listing | None = None) -> bytes:
    """One line of JSON: the reading or a listing of it, or the problems that stand for it. `named` puts the
    id first.

    For a terminal, what it would obey is written as an escape, which JSON reads as the same character.
    """
    id = outcome.id if named else None
    if outcome.reading is None:
        text = dumps_problems(outcome.problems, id=id)
    elif listing:
        text = listed_json(outcome.reading, listing, id=id)
    else:
        text = dumps(outcome.reading, id=id)
    return (harmless(text) if terminal else text).encode() + b"\n"


def harmless(text: str) -> str:
    """JSON with what a terminal would obey as escapes, which JSON reads as the same characters."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
