"""Tables: the texts of a Parquet file, row by row, in the memory of a few pages of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from saidby.archives.held import MAX_PAGE, Found, Held, Passed, broken, lowered
from saidby.data import Problem
from saidby.errors import MissingExtra
from saidby.pages.given import Given

MAGIC = b"PAR1"
TEXT = "text"
_ROWS = 64  # decoded at a time
_KNOWN = ("url", "publisher", "title", "published")


def texts(stream: BinaryIO, *, origin: str, column: str = TEXT) -> Iterator[Found]:
    """A text for each row, with the columns that are named like the fields of JSON Lines.

    The stream must seek. A row without a text is passed over. Raises MissingExtra where pyarrow is missing.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("pyarrow", "parquet") from error
    try:
        file = parquet.ParquetFile(stream, buffer_size=1 << 20, pre_buffer=False)
        names: Sequence[str] = file.schema_arrow.names
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        yield broken(origin, f"a Parquet file that is broken ({lowered(error)})")
        return
    if column not in names:
        shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
        message = (
            f'there is no column "{column}"; name the one that holds the text with --text-column: {shown}'
        )
        yield broken(origin, message)
        return
    wanted = [column, *(name for name in ("id", *_KNOWN) if name in names and name != column)]
    number = 0
    try:
        for batch in file.iter_batches(batch_size=_ROWS, columns=wanted, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield _text(row, f"{origin} row {number}", column)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        yield broken(f"{origin} row {number + 1}", f"cannot be read ({lowered(error)}); nor what follows")


def _text(row: dict[str, Any], place: str, column: str) -> Found:
    text = row[column]
    if text is None:
        return Passed("row without a text")
    id = row.get("id")
    id = id if id is None or type(id) is int else str(id)
    if not isinstance(text, str | bytes):
        return Held(place, Problem("input", f'"{column}" is {type(text).__name__}, not a string'), id=id)
    if len(text) > MAX_PAGE:
        message = f"too large for a page: {len(text):,}; {MAX_PAGE:,} are the most"
        return Held(place, Problem("input", message), id=id)
    known = {name: _word(row[name]) for name in _KNOWN if row.get(name) is not None}
    return Held(place, text, Given(**known), id=id)


def _word(value: Any) -> str:
    """A value of a column; times in ISO 8601."""
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)
