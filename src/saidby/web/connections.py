"""Connections: read connections to the ledger that requests borrow one after another."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from saidby.errors import LedgerError
from saidby.ledger.store import Ledger


class Connections:
    """Connections that wait for the next request. One is made where none waits; `kept` at most are kept."""

    def __init__(self, path: str, *, kept: int = 8) -> None:
        self._path = path
        self._kept = kept
        self._waiting: list[Ledger] = []
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def borrowed(self) -> Iterator[Ledger]:
        with self._lock:
            ledger = self._waiting.pop() if self._waiting else None
        ledger = ledger or Ledger(self._path)
        try:
            yield ledger
        except LedgerError:  # it may be the connection: the next request makes one anew
            ledger.close()
            raise
        with self._lock:
            if len(self._waiting) < self._kept:
                self._waiting.append(ledger)
                return
        ledger.close()

    def close(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for ledger in waiting:
            ledger.close()
