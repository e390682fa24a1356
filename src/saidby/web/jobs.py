"""Jobs: what was sent is read beside the app, one job after another, and can be watched and stopped.

The pages are read in a process of their own (`saidby.batch`); the thread here hands them over and writes what
comes back, a batch a transaction. Whatever ends a job, what it told as added is in the ledger, whole.
"""

from __future__ import annotations

import contextlib
import queue
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from saidby.adding import Result, add_inputs
from saidby.batch import Limits, Readers
from saidby.errors import SaidbyError, UsageError
from saidby.inputs import Input, Tally
from saidby.ledger.store import Ledger, utc
from saidby.reading.english import NOT_ENGLISH

State = Literal["waiting", "reading", "done", "stopped", "failed"]
Make = Callable[[Tally], Iterable[Input]]

KEPT = 40  # jobs that are remembered
WAITING = 20  # jobs that may wait
WAITING_BYTES = 2 << 30  # of what was sent and is not read yet
LISTED = 300  # results, and problems, of one job that are listed; the others are counted
_STOP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Read:
    """A page that is in the ledger: its reading's row, what became of it ("added", "version", "known")."""

    row: int
    title: str
    state: str
    claims: int


@dataclass(frozen=True, slots=True)
class Lost:
    """What was not read, or not in full. `row` is its reading's where there is one."""

    origin: str
    why: str
    next: str
    row: int | None = None


@dataclass(slots=True)
class Job:
    """One job. Its thread writes, pages look; `size` counts bytes, 0 where not known; `why` it failed."""

    id: int
    title: str
    by: str
    at: str
    make: Make
    size: int
    limits: Limits
    folder: Path | None = None
    state: State = "waiting"
    why: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    results: list[Read] = field(default_factory=list)
    problems: list[Lost] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    stopped: threading.Event = field(default_factory=threading.Event)
    readers: Readers | None = None

    def stop(self) -> None:
        """End it now: the page that is being read is given up, what was read before is added."""
        self.stopped.set()
        if (readers := self.readers) is not None:
            readers.lanes.stop()

    @property
    def running(self) -> bool:
        return self.state in ("waiting", "reading")

    @property
    def percent(self) -> int | None:
        """How much of what was sent has been opened; None where that is not known."""
        if self.state == "done":
            return 100
        return (
            min(99, 100 * self.tally.consumed // self.size) if self.size and self.state != "waiting" else None
        )

    def take(self, result: Result) -> None:
        """Note what became of one page."""
        outcome, added = result.outcome, result.added
        why = outcome.why
        foreign = any(problem.message == NOT_ENGLISH for problem in outcome.losses)
        self.counts["foreign" if foreign and added else added.state if added else "lost"] += 1
        if added:
            self.counts["claims"] += added.claims
            if len(self.results) < LISTED:
                title = outcome.reading.article.title if outcome.reading else None
                self.results.append(Read(added.row, title or outcome.origin, added.state, added.claims))
        if why:
            self.counts["problems"] += 1
            if len(self.problems) < LISTED:
                self.problems.append(
                    Lost(outcome.origin, why, next_step(outcome.origin, why), added.row if added else None)
                )


def next_step(origin: str, why: str) -> str:
    """What somebody can do about a page that was not read."""
    if why == NOT_ENGLISH:
        return "It is kept, and will be read when its language is."
    if origin.lower().startswith(("http://", "https://")):
        return "Open it in your browser, save the page, and drop the file here."
    if "longer than" in why or "memory" in why:
        return "Add it with saidby add --time-limit 120, or send a smaller part of it."
    if "unpack" in why or "archive" in why:
        return "Unpack it yourself and send what is in it."
    return "Save the page again as HTML or text, or paste its text."


class Jobs:
    """The jobs of one ledger. `poke` is called when something was added."""

    def __init__(self, path: str, limits: Limits, poke: Callable[[], None]) -> None:
        self._path = path
        self._limits = limits
        self._poke = poke
        self._jobs: dict[int, Job] = {}
        self._waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._last = 0
        self._closing = False

    def add(
        self, title: str, make: Make, *, by: str, size: int = 0, folder: Path | None = None,
        gazetteer: str | None = None,
    ) -> Job:  # fmt: skip
        """A new job. `folder` is deleted at its end. Raises UsageError where too much waits already."""
        with self._lock:
            waiting = [job for job in self._jobs.values() if job.running]
            if len(waiting) >= WAITING or sum(job.size for job in waiting) + size > WAITING_BYTES:
                raise UsageError("too much waits to be read; wait until some of it is done, or stop it")
            self._last += 1
            limits = self._limits
            if gazetteer:
                limits = Limits(limits.seconds, limits.jobs, limits.debug, limits.reader, gazetteer)
            job = Job(self._last, title, by, utc(), make, size, limits, folder)
            self._jobs[job.id] = job
            for old in [one for one in self._jobs.values() if not one.running][:-KEPT]:
                del self._jobs[old.id]
            if self._thread is None:
                self._start()
        self._waiting.put(job)
        return job

    def get(self, id: int) -> Job | None:
        return self._jobs.get(id)

    def all(self) -> list[Job]:
        """The last first."""
        with self._lock:
            return sorted(self._jobs.values(), key=lambda job: -job.id)

    def close(self) -> None:
        """End the job that runs; those that wait are given up."""
        self._closing = True
        for job in self.all():
            job.stop()
        self._waiting.put(None)
        if self._thread is not None:
            self._thread.join(timeout=_STOP_SECONDS)

    # ---------------------------------------------------------------------------------- the thread

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="saidby-jobs", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            while (job := self._waiting.get()) is not None:
                self._one(job)
        finally:
            if not self._closing:  # a bug of ours ended this thread: the jobs behind it are read all the same
                self._start()

    def _one(self, job: Job) -> None:
        state: State = "failed"
        why = "it ended with an error that nobody foresaw, a bug in saidby"
        try:
            state, why = self._read(job), ""
        except SaidbyError as error:
            state, why = "failed", str(error)
            if job.stopped.is_set():  # its process was ended while it started
                state, why = "stopped", ""
        finally:
            if job.folder is not None:
                shutil.rmtree(job.folder, ignore_errors=True)
            self._poke()
            job.readers, job.why = None, why
            job.state = state  # at last: whoever sees that it is over finds all else done

    def _read(self, job: Job) -> State:
        if job.stopped.is_set() or self._closing:
            return "stopped"
        job.state = "reading"
        with (
            Ledger(self._path, mode="write") as ledger,
            Readers(job.limits) as job.readers,
            contextlib.closing(add_inputs(_until(job), ledger, readers=job.readers)) as results,
        ):
            for result in results:
                job.take(result)
                if job.stopped.is_set():
                    break
        return "stopped" if job.stopped.is_set() else "done"


def _until(job: Job) -> Iterator[Input]:
    """What the job reads, until it is stopped."""
    for input in job.make(job.tally):
        if job.stopped.is_set():
            return
        yield input
