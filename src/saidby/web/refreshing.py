"""Refreshing: incidents and doubts are brought up to the last row beside the app; no page waits for it.

It looks when it is poked, and every few seconds since other programs may add to the ledger too. The work runs
in a process of its own: in a thread of this one, pages would wait for the interpreter.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import threading
from typing import Literal

from saidby.errors import SaidbyError
from saidby.ledger.database import may_be_written
from saidby.ledger.review import fresh, refresh
from saidby.ledger.store import Ledger

LOOK_SECONDS = 5.0
_log = logging.getLogger(__name__)


def refresh_now(path: str) -> None:
    """Bring incidents and doubts up to date, in this thread."""
    with Ledger(path, mode="write") as ledger:
        refresh(ledger)


def _beside(path: str) -> None:
    with contextlib.suppress(OSError, AttributeError):  # not on Windows
        os.nice(10)
    with contextlib.suppress(KeyboardInterrupt):
        refresh_now(path)


class Refresher:
    """A thread that sees to it from `start` to `close`."""

    def __init__(self, path: str, how: Literal["process", "thread", "never"]) -> None:
        self._path = path
        self._how = how
        self._poked = threading.Event()
        self._closing = False
        self._thread: threading.Thread | None = None
        self._process: multiprocessing.process.BaseProcess | None = None

    def start(self) -> None:
        if self._how != "never" and may_be_written(self._path):
            self._thread = threading.Thread(target=self._run, name="saidby-refresh", daemon=True)
            self._thread.start()

    def poke(self) -> None:
        """Look now: something was added."""
        self._poked.set()

    def close(self) -> None:
        self._closing = True
        self._poked.set()
        if self._process is not None:
            self._process.terminate()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._closing:
            try:
                self._look()
            except SaidbyError as error:  # a busy or full disk: the next look tries again
                _log.warning("incidents are not up to date: %s", error)
            self._poked.wait(LOOK_SECONDS)
            self._poked.clear()

    def _look(self) -> None:
        with Ledger(self._path) as ledger:
            if fresh(ledger):
                return
        if self._how == "thread":
            refresh_now(self._path)
            return
        self._process = multiprocessing.get_context("spawn").Process(
            target=_beside, args=(self._path,), daemon=True
        )
        self._process.start()
        self._process.join()
        self._process = None
