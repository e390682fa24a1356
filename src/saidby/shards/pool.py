"""Pool: parts read side by side on this machine, a process each.

A process that ends costs the part that it was reading, which is tried once more. The two ends talk in pickled
messages through the child's standard input and output, as `saidby.worker` does.
"""

from __future__ import annotations

import contextlib
import pickle
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from saidby.batch import Readers
from saidby.errors import InputError, SaidbyError
from saidby.shards.parts import Identity, Options, Part
from saidby.shards.process import limits_of, process_part
from saidby.worker import Child, NoMore, answering, send, settle

TRIES = 2
LATEST = 1.0  # seconds between looks at the keyboard


@dataclass(frozen=True, slots=True)
class Job:
    """A part to read, and the shard that comes of it."""

    part: Part
    identity: Identity


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a job: what was counted, or why there is no shard of it."""

    job: Job
    counts: dict[str, Any] | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Raised:
    """What a child could not do. `fatal` ends the run: no other part would fare better."""

    error: Exception
    fatal: bool
    trace: str


Message = int | dict[str, Any] | _Raised


def run_here(
    jobs: Sequence[Job], out: str, options: Options, *, side_by_side: int, tick: Callable[[int], None]
) -> Generator[Ended, None, None]:
    """What became of each job, as they end. `tick` is told of bytes of the inputs, in this thread.

    Raises the `SaidbyError` that would end every job. Closed early, it leaves whole shards only.
    """
    waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    told: queue.SimpleQueue[int | Ended | _Raised] = queue.SimpleQueue()
    lanes = [_Lane(waiting, told, out, options) for _ in range(min(side_by_side, len(jobs)))]
    ended = 0
    try:
        for lane in lanes:
            lane.start()
        while ended < len(jobs):
            try:
                message = told.get(timeout=LATEST)
            except queue.Empty:
                continue
            match message:
                case int():
                    tick(message)
                case Ended():
                    ended += 1
                    yield message
                case _Raised(error, _, trace):
                    raise error from RuntimeError(trace)
    finally:
        for lane in lanes:
            lane.stop()
        for lane in lanes:
            lane.join()


class _Lane(threading.Thread):
    """A child and its successors, and the thread that gives them work."""

    def __init__(
        self,
        waiting: queue.SimpleQueue[Job],
        told: queue.SimpleQueue[int | Ended | _Raised],
        out: str,
        options: Options,
    ) -> None:
        super().__init__(name="saidby", daemon=True)
        self._waiting = waiting
        self._told = told
        self._setting = (out, options)
        self._child: Child | None = None
        self._stopped = False

    def stop(self) -> None:
        """End at once, from another thread."""
        self._stopped = True
        if self._child is not None:
            self._child.kill()

    def run(self) -> None:
        try:
            while not self._stopped:
                try:
                    job = self._waiting.get_nowait()
                except queue.Empty:
                    return
                self._do(job)
        except Exception as error:  # else the run would wait for ever
            self._told.put(_Raised(error, True, traceback.format_exc()))
        finally:
            self._end()

    def _do(self, job: Job) -> None:
        code = 0
        for _ in range(TRIES):
            message = self._try(job)
            if self._stopped:
                return
            match message:
                case dict():
                    self._told.put(Ended(job, message))
                    return
                case _Raised(error, fatal, _):
                    self._told.put(message if fatal else Ended(job, None, _told(error, job)))
                    return
                case _:
                    code = self._end()
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        self._told.put(Ended(job, None, f"the process that read it ended twice ({how})"))

    def _try(self, job: Job) -> Message | None:
        """The last message about a job; None where the child ended before it."""
        child = self._ready()
        child.send(job)
        try:
            while True:
                message: Message = child.receive()
                if not isinstance(message, int):
                    return message
                self._told.put(message)
        except NoMore:
            return None

    def _ready(self) -> Child:
        if self._child is None:
            self._child = Child("saidby.shards.pool", debug=self._setting[1].debug)
            self._child.send(self._setting)
            if self._stopped:
                self._child.kill()
        return self._child

    def _end(self) -> int:
        """End the child and wait for it; its exit code."""
        child, self._child = self._child, None
        return child.close() if child else 0


def _told(error: Exception, job: Job) -> str:
    if isinstance(error, InputError) and error.origin == job.part.source:
        return error.message
    return str(error) if isinstance(error, SaidbyError) else f"unexpected {type(error).__name__}: {error}"


# -------------------------------------------------------------------------------------- the child's end


def serve() -> None:
    """Read the parts that come in until standard input ends, or nobody reads what is told."""
    pipe = answering()
    out, options = pickle.load(sys.stdin.buffer)
    with contextlib.suppress(EOFError, BrokenPipeError), Readers(limits_of(options)) as readers:
        while True:
            job: Job = pickle.load(sys.stdin.buffer)
            send(_answer(job, out, options, readers, pipe), pipe)
            settle()


def _answer(job: Job, out: str, options: Options, readers: Readers, pipe: BinaryIO) -> Message:
    def tick(size: int) -> None:
        send(size, pipe)

    try:
        return process_part(job.part, job.identity, out, options, tick=tick, readers=readers)
    except BrokenPipeError:
        raise
    except Exception as error:  # a bug of ours costs this part, and is named
        fatal = isinstance(error, SaidbyError) and not isinstance(error, InputError)
        return _Raised(error, fatal, traceback.format_exc())
