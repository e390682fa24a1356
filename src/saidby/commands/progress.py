"""Progress: how far long work is, and how long it may still take, on standard error.

On a terminal a bar; elsewhere, as in a log, a line twice a minute, and none for work that is done before.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

import click

EVERY_SECONDS = 30.0

Advance = Callable[[int], None]


@contextlib.contextmanager
def progress(total: int, *, label: str) -> Iterator[Advance]:
    """What is called with each piece of work done. `total` is 0 where it is not known."""
    if total and sys.stderr.isatty():
        with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
            yield bar.update
    else:
        yield _Lines(total, label).advance


class _Lines:
    def __init__(self, total: int, label: str) -> None:
        self._total = total
        self._label = label
        self._done = self._pieces = 0
        self._begun = self._told = time.monotonic()

    def advance(self, size: int) -> None:
        self._done += size
        self._pieces += 1
        now = time.monotonic()
        if now - self._told >= EVERY_SECONDS:
            self._told = now
            click.echo(f"saidby: {self._label}: {self._state(now - self._begun)}", err=True)

    def _state(self, seconds: float) -> str:
        if not self._total or not self._done:
            return f"{self._pieces:,} done in {length(seconds)}"
        share = min(1.0, self._done / self._total)
        return f"{share:.0%}, about {length(seconds / share - seconds)} left"


def length(seconds: float) -> str:
    """A length of time in words: "40 seconds", "12 minutes", "3.5 hours"."""
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    if seconds < 5400:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.1f} hours"
