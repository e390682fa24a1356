"""Runs of the fake reader for the tests of shards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from saidby.batch import Readers
from saidby.shards.manifest import Share
from saidby.shards.parts import Options
from saidby.shards.process import limits_of, process_part
from saidby.shards.run import Plan, plan, run

WHOLE = Share()
FAKE = Options(reader="saidby.testing", seconds=20)


def told(number: int) -> dict[str, Any]:
    """A line of JSON Lines, each with an article of its own."""
    text = f"Bridge {number} of Karsk fell. The ministry of Velmora said nothing about number {number}."
    return {
        "id": number,
        "text": text,
        "published": f"2031-05-{1 + number % 28:02}",
        "publisher": "Orlen Herald",
    }


def lines(path: Path, rows: Sequence[object]) -> Path:
    """JSON Lines; what is a string stands there as it is."""
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return path


@contextmanager
def reading() -> Iterator[Readers]:
    """A process that reads, for many runs."""
    with Readers(limits_of(FAKE)) as readers:
        yield readers


def planned(
    inputs: Sequence[Path | str], out: Path, *, share: Share = WHOLE, options: Options = FAKE
) -> Plan:
    names = [str(name) for name in inputs]
    return plan(names, str(out), options=options, share_of=share, tick=lambda size: None)


def made(
    inputs: Sequence[Path | str],
    out: Path,
    readers: Readers,
    *,
    share: Share = WHOLE,
    options: Options = FAKE,
) -> dict[str, Any]:
    """A whole run in this process; the manifest."""
    work = planned(inputs, out, share=share, options=options)
    for job in work.jobs:
        process_part(job.part, job.identity, work.out, options, readers=readers)
    return finish(planned(inputs, out, share=share, options=options))


def finish(work: Plan, *, side_by_side: int = 1) -> dict[str, Any]:
    return run(work, side_by_side=side_by_side, tick=lambda size: None)


def files(out: Path) -> dict[str, str]:
    """Every file of a folder by its path in it, with its digest."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }
