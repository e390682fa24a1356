"""The log: each row carries the hash of the one before it, so that nothing can be changed unseen.

    hash = SHA-256 of [previous, seq, at, kind, digest], digest = SHA-256 of [kind, the row's columns]

Both lists are written as JSON without blanks, bytes as hex; the first `previous` is 32 zero bytes. Whoever
rewrites the whole file from some row on can chain it anew: against that, keep the hash of the last row
somewhere else, and ask `verify` whether the ledger still holds it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

FIRST = bytes(32)

Column = str | int | bytes | None


def digest(kind: str, columns: Sequence[Column]) -> bytes:
    """What a row's columns come to."""
    return _sha256([kind, *columns])


def link(previous: bytes, seq: int, at: str, kind: str, digest: bytes) -> bytes:
    """The hash that seals a row of the log."""
    return _sha256([previous, seq, at, kind, digest])


def _sha256(values: Sequence[Column]) -> bytes:
    plain = [value.hex() if isinstance(value, bytes) else value for value in values]
    return hashlib.sha256(json.dumps(plain, separators=(",", ":")).encode()).digest()
