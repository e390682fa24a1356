"""Prepared: an entry as rows, the slow part of adding, done before a transaction keeps others waiting."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any

from saidby.ledger.log import Column
from saidby.ledger.rows import Entry
from saidby.ledger.series import article_of, series_of
from saidby.serial import dumps


class Prepared:
    """An entry as the columns of its rows."""

    def __init__(self, entry: Entry) -> None:
        reading, request = entry.reading, entry.request
        article = reading.article
        line = dumps(reading).encode()
        self.request = request
        self.sha256 = request.sha256
        self.capture = request.capture
        self.digest = hashlib.sha256(line).digest()
        self.packed = zlib.compress(line)
        self.reading = reading
        self.article = article_of(reading, request)
        self.series = series_of(reading, request)
        published = article.published.value if article.published else None
        self._id = None if request.id is None else compact(request.id)
        self._rest: tuple[Column, ...] = (
            self.sha256, entry.origin, self.capture, request.digest, reading.reader.version,
            reading.reader.model, article.url, article.publisher, article.title, published, self.digest,
        )  # fmt: skip

    def columns(self, article: str, series: str) -> tuple[Column, ...]:
        """Those of the reading's row, in the order of the log's digest."""
        return (article, series, self._id, *self._rest)


def compact(value: Any) -> str:
    """A value as JSON, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
