"""Adding: inputs are read and go into a ledger, in order, a batch a transaction.

What the ledger knows from the same reader is not read again. Whatever stops the run, what was told as added
is kept whole, and the same command goes on from there.
"""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from saidby.batch import LIMITS, Limits, Outcome, Readers, read_inputs
from saidby.data import Problem
from saidby.errors import InputError
from saidby.inputs import Input, opened
from saidby.ledger.rows import Added, Entry, Request
from saidby.ledger.store import Ledger
from saidby.model.name import shipped_name
from saidby.version import VERSION

BATCH = 64  # pages a transaction at most
BATCH_SECONDS = 2.0
BATCH_BYTES = 16 << 20  # of pages in memory

_KNOWN = Problem("input", "known")  # stands for an input that is not read: it needs no process


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one input. `added` is None where it was not read: the outcome says why."""

    outcome: Outcome
    added: Added | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """An input on its way: what was asked of the ledger, and what it knew. None for what cannot be opened."""

    request: Request | None
    known: Added | None


def add_inputs(
    inputs: Iterable[Input],
    ledger: Ledger,
    *,
    limits: Limits = LIMITS,
    ids: bool = False,
    readers: Readers | None = None,
) -> Generator[Result, None, None]:
    """One result for each input, in order, each told only when it is in the ledger for good.

    `ids`: all inputs' ids were given by the user, and tell articles apart; else only those that are `keyed`
    do. When the run is interrupted, what was read by then is added. `readers` are as for `read_inputs`.
    """
    limits = readers.limits if readers else limits
    opener = _Opener(ledger, ids, limits.gazetteer)
    asked: deque[_Asked] = deque()

    def prepared() -> Iterator[Input]:
        for input in inputs:
            ready, what = opener.open(input)
            asked.append(what)
            yield ready

    batch: list[tuple[Outcome, _Asked]] = []
    begun, size = time.monotonic(), 0
    try:
        for outcome in read_inputs(prepared(), limits=limits, readers=readers):
            batch.append((outcome, asked.popleft()))
            size += outcome.size
            if len(batch) >= BATCH or size > BATCH_BYTES or time.monotonic() - begun > BATCH_SECONDS:
                yield from _added(batch, ledger)
                batch, begun, size = [], time.monotonic(), 0
    except (KeyboardInterrupt, GeneratorExit):
        list(_added(batch, ledger))
        raise
    yield from _added(batch, ledger)


class _Opener:
    """Opens inputs, and asks the ledger which of them it knows from the reader of today."""

    def __init__(self, ledger: Ledger, ids: bool, gazetteer: str | None) -> None:
        self._ledger = ledger
        self._ids = ids
        self._gazetteer = hashlib.sha256(Path(gazetteer).read_bytes()).hexdigest() if gazetteer else None
        self._model = shipped_name()

    def open(self, input: Input) -> tuple[Input, _Asked]:
        """The input with its bytes in hand, or with a note that the ledger knows it."""
        try:
            content, given = opened(input)
        except InputError as error:
            return replace(input, content=Problem("input", error.message)), _Asked(None, None)
        text = isinstance(content, str)
        page = content.encode("utf-8", errors="surrogatepass") if isinstance(content, str) else content
        request = Request(page, text, given, input.id if self._ids or input.keyed else None, self._gazetteer)
        known = self._ledger.knows(request, version=VERSION, model=self._model) if self._model else None
        if known:
            return replace(input, content=_KNOWN), _Asked(None, known)
        return replace(input, content=content, given=given), _Asked(request, None)


def _added(batch: list[tuple[Outcome, _Asked]], ledger: Ledger) -> Iterator[Result]:
    entries = [
        Entry(outcome.reading, asked.request, outcome.origin)
        for outcome, asked in batch
        if outcome.reading is not None and asked.request is not None
    ]
    added = iter(ledger.add(entries) if entries else ())
    for outcome, asked in batch:
        if asked.known:
            yield Result(replace(outcome, problems=()), asked.known)
        elif outcome.reading is None:
            yield Result(outcome, None)
        else:
            yield Result(outcome, next(added))
