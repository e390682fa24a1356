"""Run: the whole of `saidby batch`: what is to be read, what is read already, the rest, the account."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from saidby.errors import OutputError
from saidby.shards import manifest
from saidby.shards.columns import TABLES, arrow
from saidby.shards.files import counts_of, path_of, tidy
from saidby.shards.manifest import Share
from saidby.shards.parts import Cut, Options, cut, identity, named, share
from saidby.shards.pool import Ended, Job, run_here
from saidby.shards.process import reads


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do. `done` are parts whose shards are there, `jobs` the others."""

    out: str
    options: Options
    share: Share
    cut: Cut
    done: tuple[Ended, ...]
    jobs: tuple[Job, ...]

    @property
    def size(self) -> int:
        """Bytes that are still to be read."""
        return sum(job.part.size for job in self.jobs)


def plan(
    inputs: Sequence[str], out: str, *, options: Options, share_of: Share, tick: Callable[[int], None]
) -> Plan:
    """What is to be read of the inputs, and what is not any more. `tick` is told of bytes looked at.

    Raises UsageError and InputError for inputs that cannot be, OutputError for the folder, MissingExtra
    without pyarrow.
    """
    arrow()
    out = os.path.abspath(out)
    found = cut(inputs, part_bytes=options.part_bytes)
    sources = {part.source for part in found.parts}
    try:
        os.makedirs(out, exist_ok=True)
    except OSError as error:
        raise OutputError(out, f"cannot be made: {error.strerror or error}") from error
    names = manifest.before(out, share_of, sources)
    here = reads(options)
    parts = named(share(found.parts, share_of.number, share_of.of), tick=tick)
    jobs = [
        Job(part, identity(part, options, version=here.version, model=here.model, gazetteer=here.gazetteer))
        for part in parts
    ]
    tidy(out)
    done = [Ended(job, counts) for job in jobs if (counts := counts_of(out, job.identity)) is not None]
    known = {one.job.identity.name for one in done}
    stale = names - {job.identity.name for job in jobs}
    manifest.write(out, share_of, manifest.begun(share_of, sources, jobs, stale))
    left = tuple(job for job in jobs if job.identity.name not in known)
    return Plan(out, options, share_of, found, tuple(done), left)


def run(
    planned: Plan, *, side_by_side: int = 1, cluster: str | None = None, tick: Callable[[int], None]
) -> dict[str, Any]:
    """Do what is planned; the manifest. `tick` is told of bytes read.

    Whatever stops it, shards that are there are whole, and the same call goes on with the rest.
    """
    ended = list(planned.done)
    if planned.jobs:
        if cluster is None:
            running = run_here(
                planned.jobs, planned.out, planned.options, side_by_side=side_by_side, tick=tick
            )
        else:
            from saidby.shards.cluster import run_there

            running = run_there(cluster, planned.jobs, planned.out, planned.options, tick=tick)
        try:
            with contextlib.closing(running):
                ended += running
        finally:
            tidy(planned.out)
    sources = {part.source for part in planned.cut.parts}
    told = manifest.finished(planned.share, sources, ended, planned.out, planned.cut.skipped)
    _forget(planned)
    manifest.write(planned.out, planned.share, told)
    return told


def _forget(planned: Plan) -> None:
    """Remove the shards of inputs that have changed since, and of earlier versions."""
    stale = manifest.read(manifest.path(planned.out, planned.share)).get("stale", ())
    for name in stale:
        for table in reversed(TABLES):
            with contextlib.suppress(FileNotFoundError):  # an earlier run got this far
                os.unlink(path_of(planned.out, table, name))
