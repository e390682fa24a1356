"""Throttle: after some wrong passwords or tokens, whoever sends them waits."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

TRIES = 5
SECONDS = 60.0
KEPT = 10_000  # names and addresses that are remembered; more, and the oldest are forgotten


class Throttle:
    """Failures by key, such as a name or an address. `TRIES` of them in `SECONDS`, and the key is held."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def held(self, *keys: str) -> bool:
        with self._lock:
            return any(len(self._recent(key)) >= TRIES for key in keys)

    def failed(self, *keys: str) -> None:
        with self._lock:
            for key in keys:
                recent = self._recent(key)
                recent.append(self._clock())
                self._failures.pop(key, None)
                self._failures[key] = recent
            while len(self._failures) > KEPT:
                self._failures.pop(next(iter(self._failures)))

    def _recent(self, key: str) -> deque[float]:
        recent = self._failures.get(key, deque())
        while recent and self._clock() - recent[0] > SECONDS:
            recent.popleft()
        return recent
