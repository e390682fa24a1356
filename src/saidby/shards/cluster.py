"""Cluster: parts read by the workers of a dask.distributed scheduler, with the same function as here.

Inputs and output folder lie on a path that all machines share, under the same name. A worker writes its shard
itself and answers with its counts. The scheduler gives a part whose worker died to another one.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from typing import Any

from saidby.batch import Readers
from saidby.errors import InputError, MissingExtra, SaidbyError
from saidby.shards.parts import Identity, Options, Part
from saidby.shards.pool import Ended, Job
from saidby.shards.process import Reads, limits_of, process_part, reads

WAIT_SECONDS = 20.0
TRIES_MORE = 1  # of a part that failed for another reason than a dead worker, as a network disk that was away


def run_there(
    address: str,
    jobs: Sequence[Job],
    out: str,
    options: Options,
    *,
    tick: Callable[[int], None],
    wait_seconds: float = WAIT_SECONDS,
) -> Generator[Ended, None, None]:
    """What became of each job, as they end; `tick` is told of bytes when a part is done.

    Raises `SaidbyError` where no scheduler or worker answers, workers have another saidby, or do not see
    the output folder; `MissingExtra` without the package.
    """
    try:
        import distributed
    except ImportError as error:
        raise MissingExtra("distributed", "cluster") from error
    cluster: Any = distributed
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told in our words
    try:
        client: Any = cluster.Client(address, timeout=wait_seconds, set_as_default=False)
    except (OSError, ValueError) as error:  # TimeoutError is an OSError
        raise SaidbyError(
            f"no scheduler answers at {address} within {wait_seconds:g} seconds; "
            "start one with: dask scheduler"
        ) from error
    with client:
        check_workers(client, address, out, options, wait_seconds)
        futures = {
            client.submit(
                read_there, job.part, job.identity, out, options,
                key=f"saidby-{job.identity.name}", retries=TRIES_MORE, pure=True,
            ): job
            for job in jobs
        }  # fmt: skip
        for future in cluster.as_completed(list(futures), loop=client.loop):
            job = futures.pop(future)
            yield _ended(future, job)
            tick(job.part.size)
            future.release()
        client.run(rest)


def _ended(future: Any, job: Job) -> Ended:
    if future.status == "finished":
        return Ended(job, future.result())
    if future.status == "cancelled":
        raise SaidbyError("the scheduler went away; start it again, then the same command: it goes on")
    error = future.exception()
    if isinstance(error, SaidbyError) and not isinstance(error, InputError):
        raise error
    if isinstance(error, InputError):
        return Ended(job, None, error.message if error.origin == job.part.source else str(error))
    if type(error).__name__ == "KilledWorker":
        return Ended(job, None, "each worker that read it ended")
    return Ended(job, None, f"unexpected {type(error).__name__}: {error}")


def check_workers(client: Any, address: str, out: str, options: Options, wait_seconds: float) -> None:
    """Raises `SaidbyError` unless every worker is there, has this saidby, and sees the folder."""
    try:
        client.wait_for_workers(1, timeout=wait_seconds)
    except (OSError, TimeoutError) as error:
        raise SaidbyError(
            f"the scheduler at {address} has no workers; start one on each machine with: "
            f"dask worker {address} --nworkers auto --nthreads 1"
        ) from error
    token = f".{secrets.token_hex(8)}.shared"
    path = os.path.join(out, token)
    try:
        with open(path, "xb"):
            found = client.run(machine, path, options, on_error="return")
    finally:
        with suppress(OSError):  # it could not be made
            os.unlink(path)
    here = reads(options)
    for worker, there in sorted(found.items()):
        if isinstance(there, ImportError):
            raise SaidbyError(f"worker {worker} has no saidby of this version ({there}); install it there")
        if isinstance(there, Exception):
            raise SaidbyError(f"worker {worker}: {there}") from there
        reader, sees = there
        if reader != here:
            raise SaidbyError(
                f"worker {worker} has saidby {reader.version} with {reader.model}, here is {here.version} "
                f"with {here.model}; install the same on all"
            )
        if not sees:
            raise SaidbyError(
                f"worker {worker} does not see {out}; it must be a folder that all machines share"
            )


# -------------------------------------------------------------------------------------- on a worker

_BUSY: set[int] = set()
_READERS: dict[int, Readers] = {}
"""The processes that read for each thread of a worker, kept from one part to the next."""


def read_there(part: Part, identity: Identity, out: str, options: Options) -> dict[str, Any]:
    """`process_part` on a worker, with processes that outlive the part."""
    thread = threading.get_ident()
    readers = _READERS.get(thread)
    if readers is None or readers.limits != limits_of(options):
        if readers is not None:
            readers.close()
        readers = _READERS[thread] = Readers(limits_of(options))
    _BUSY.add(thread)
    try:
        return process_part(part, identity, out, options, readers=readers)
    finally:
        _BUSY.discard(thread)


def rest() -> None:
    """End the processes of a worker that read nothing: an earlier driver may have left a part half read."""
    for thread in sorted(_READERS.keys() - _BUSY):
        _READERS.pop(thread).close()


def machine(path: str, options: Options) -> tuple[Reads, bool]:
    """What a worker says of itself: who reads there, and whether it sees a file that was just made."""
    return reads(options), os.path.exists(path)
