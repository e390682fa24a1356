"""The same reading over many inputs on this machine: in order, a page at a time at fault, memory flat.

Inputs go to the child in chunks, so that messages cost little; a page that fails or
takes too long is found, becomes a `Problem`, and its neighbours are read.
"""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from saidby.data import Problem, Reading
from saidby.errors import SaidbyError
from saidby.inputs import Input
from saidby.worker import READER, START_SECONDS, Done, Failed, Parsed, Read, Stopped, Worker

PAGE_SECONDS = 30.0
CHUNK = 32  # inputs; twice as many gave no more speed
CHUNK_BYTES = 1 << 18  # of text, 43,000 words: four to six seconds, so that `PAGE_SECONDS` is far
HTML_TO_TEXT = 8  # bytes of a page for one byte of its article
MIN_CHUNKS_A_WORKER = 20  # before a worn one is replaced: a second in every minute at most


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a page may take, in seconds, and how many processes read side by side.

    `reader` is the module whose `read_articles` reads; tests name `saidby.testing`. `gazetteer` is the
    path of a user's own, None for the package's alone.
    """

    seconds: float = PAGE_SECONDS
    jobs: int = 1
    debug: bool = False
    reader: str = READER
    gazetteer: str | None = None


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one input. `problems` says why there is no reading; those of a reading are in it."""

    origin: str
    id: str | int | None
    size: int
    reading: Reading | None
    problems: tuple[Problem, ...]
    trace: str | None = None

    @property
    def losses(self) -> tuple[Problem, ...]:
        """Why something that the input holds is not in the reading. A date that stays open is no loss."""
        if self.reading is None:
            return self.problems
        return tuple(problem for problem in self.reading.problems if problem.stage != "dates")

    @property
    def why(self) -> str:
        """The losses in one line that does not name the input. Empty where everything was read."""
        return "; ".join(problem.message.removeprefix(f"{self.origin}: ") for problem in self.losses)


class Readers:
    """The processes that read, kept from one call of `read_inputs` to the next: a start takes a second."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self.lanes = _Lanes(limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.lanes.stop()
        self.lanes.close()


def read_inputs(
    inputs: Iterable[Input], *, limits: Limits = LIMITS, readers: Readers | None = None
) -> Generator[Outcome, None, None]:
    """One outcome for each input, in order. At most `jobs + 1` chunks are in memory.

    `readers` are processes that were started before, with limits of their own; one call at a time uses them.
    Raises `SaidbyError` when nothing can be read at all, as without the weights.
    """
    lanes = readers.lanes if readers else _Lanes(limits)
    limits = readers.limits if readers else limits
    pool = ThreadPoolExecutor(limits.jobs, "saidby")
    pending: deque[Future[list[Outcome]]] = deque()
    whole = False
    try:
        for chunk in _chunks(inputs):
            pending.append(pool.submit(lanes.read, chunk))
            if len(pending) > limits.jobs:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
        whole = True
    finally:
        keep = whole and readers is not None  # else what is being read, or said between the ends, is given up
        if not keep:
            lanes.stop()
        pool.shutdown(cancel_futures=True)
        if not keep:
            lanes.close()


def _chunks(inputs: Iterable[Input]) -> Iterator[list[Input]]:
    """Growing from one input to `CHUNK`, so that the first result is there soon."""
    chunk: list[Input] = []
    most, size = 1, 0
    for input in inputs:
        weight = input.size if isinstance(input.content, str) else input.size // HTML_TO_TEXT
        if chunk and (len(chunk) >= most or size + weight > CHUNK_BYTES):
            yield chunk
            chunk, size, most = [], 0, min(2 * most, CHUNK)
        chunk.append(input)
        size += weight
    if chunk:
        yield chunk


class _Lanes:
    """The workers, each used by one thread at a time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._idle: queue.SimpleQueue[_Lane] = queue.SimpleQueue()
        self._all = [_Lane(limits) for _ in range(limits.jobs)]
        for lane in self._all:
            self._idle.put(lane)

    def read(self, chunk: Sequence[Input]) -> list[Outcome]:
        lane = self._idle.get()
        try:
            return lane.read(chunk)
        finally:
            self._idle.put(lane)

    def stop(self) -> None:
        for lane in self._all:
            lane.stop()

    def close(self) -> None:
        for lane in self._all:
            lane.reset()


class _Lane:
    """A worker and its successors: one is started when there is work and the last has ended."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._worker: Worker | None = None
        self._chunks = 0
        self._stopped = False

    def stop(self) -> None:
        """End at once, from another thread: what is being read is given up."""
        self._stopped = True
        if self._worker is not None:
            self._worker.kill()

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def reset(self) -> None:
        """Be ready for more after `stop`."""
        self.close()
        self._stopped = False

    def read(self, chunk: Sequence[Input]) -> list[Outcome]:
        """An outcome for each input. Where several may have stopped the worker, each is tried alone."""
        outcomes = {
            index: _outcome(input, None, (input.content,))
            for index, input in enumerate(chunk)
            if isinstance(input.content, Problem)
        }
        calls = deque([tuple(index for index in range(len(chunk)) if index not in outcomes)])
        while calls and not self._stopped:
            call = calls.popleft()
            stopped = self._call(chunk, call, outcomes) if call else None
            left = tuple(index for index in call if index not in outcomes)
            if stopped is None or not left:
                continue
            culprit, problem = stopped
            if culprit is None and len(left) > 1:
                calls.extend((index,) for index in left)
                continue
            index = left[0] if culprit is None else culprit
            outcomes[index] = _outcome(chunk[index], None, (problem,))
            calls.append(tuple(other for other in left if other != index))
        return [outcomes[index] for index in sorted(outcomes)]

    def _call(
        self, chunk: Sequence[Input], call: Sequence[int], outcomes: dict[int, Outcome]
    ) -> tuple[int | None, Problem] | None:
        """Let the worker read the inputs of those indexes; what it answers goes into `outcomes`.

        None when all were answered. Else the index of the input that stopped it, or None where several were
        being read together, and what is to be said of it.
        """
        worker = self._ready()
        worker.send([chunk[index] for index in call])
        begun = time.monotonic()
        parsed = 0
        try:
            while True:
                message = worker.receive(begun + self._limits.seconds - time.monotonic())
                if len(call) > 1:  # the time is for what is done until the next message
                    begun = time.monotonic()
                match message:
                    case Parsed():
                        parsed += 1
                    case Read(place, reading, problems, trace):
                        index = call[place]
                        outcomes[index] = _outcome(chunk[index], reading, problems, trace)
                    case Failed(error, trace):
                        raise error from RuntimeError(trace)
                    case Done(worn):
                        self._chunks += 1
                        if worn and self._chunks >= MIN_CHUNKS_A_WORKER:
                            self.close()
                        return None
        except Stopped as stopped:
            self.close()
            return (call[parsed] if parsed < len(call) else None), _stopped(stopped, self._limits.seconds)

    def _ready(self) -> Worker:
        if self._worker is None:
            self._worker = Worker(
                reader=self._limits.reader, gazetteer=self._limits.gazetteer, debug=self._limits.debug
            )
            self._chunks = 0
            try:
                self._worker.receive(START_SECONDS)
            except Stopped as stopped:
                self.close()
                raise SaidbyError(
                    f"the process that reads pages did not start ({_end(stopped)}); --debug tells more"
                ) from stopped
        return self._worker


def _outcome(
    input: Input, reading: Reading | None, problems: tuple[Problem, ...], trace: str | None = None
) -> Outcome:
    return Outcome(input.origin, input.id, input.size, reading, problems, trace)


def _stopped(stopped: Stopped, seconds: float) -> Problem:
    if stopped.late:
        return Problem("page", f"not read: it takes longer than {seconds:g} seconds")
    return Problem("page", f"not read: the process that read it ended ({_end(stopped)})")


def _end(stopped: Stopped) -> str:
    if stopped.late:
        return "no answer"
    return f"signal {-stopped.code}" if stopped.code < 0 else f"exit code {stopped.code}"
