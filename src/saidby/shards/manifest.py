"""Manifest: what a run was to read, what came of it, and the digest of every file, as JSON.

It lies in the output folder, and depends on inputs, options and version alone: it holds no time, no machine,
no number of processes.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from saidby.errors import OutputError, SaidbyError, UsageError
from saidby.shards.columns import TABLES
from saidby.shards.files import digest, path_of
from saidby.shards.parts import order
from saidby.shards.pool import Ended, Job
from saidby.shards.process import few

SCHEMA = "saidby/batch/1"
NAME = re.compile(r"manifest(?:-(\d+)-of-(\d+))?\.json")


@dataclass(frozen=True, slots=True)
class Share:
    """The `number`th of `of` shares of the parts, as one of several machines takes it."""

    number: int = 1
    of: int = 1

    @property
    def file(self) -> str:
        if self.of == 1:
            return "manifest.json"
        return f"manifest-{self.number:0{len(str(self.of))}}-of-{self.of}.json"


def path(out: str, share: Share) -> str:
    return os.path.join(out, share.file)


def read(file: str) -> dict[str, Any]:
    """A manifest. Raises `SaidbyError` where it is none, or of another form."""
    try:
        with open(file, encoding="utf-8") as stream:
            found = json.load(stream)
    except (OSError, ValueError) as error:
        raise SaidbyError(f"{file}: not a manifest of a run: {error}") from error
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise SaidbyError(f"{file}: not a manifest that this version reads ({SCHEMA})")
    return found


def manifests(out: str) -> list[str]:
    """The manifests in a folder, by name."""
    return sorted(os.path.join(out, name) for name in os.listdir(out) if NAME.fullmatch(name))


def begun(share: Share, sources: Iterable[str], jobs: Sequence[Job], stale: Iterable[str]) -> dict[str, Any]:
    """What stands there while a run goes on: the shards that will be, and those of before that will not."""
    return {
        "schema": SCHEMA, "complete": False, "share": f"{share.number}/{share.of}",
        "inputs": sorted(set(sources)), "planned": [job.identity.name for job in jobs],
        "stale": sorted(stale),
    }  # fmt: skip


def finished(
    share: Share, sources: Iterable[str], ended: Sequence[Ended], out: str, passed: Iterable[tuple[str, int]]
) -> dict[str, Any]:
    """The account of a run that reached its end."""
    whole = sorted((one for one in ended if one.counts is not None), key=lambda one: order(one.job.part))
    failed = sorted((one for one in ended if one.counts is None), key=lambda one: order(one.job.part))
    identity = ended[0].job.identity if ended else None
    return {
        "schema": SCHEMA, "complete": True, "share": f"{share.number}/{share.of}",
        "version": identity.version if identity else None, "model": identity.model if identity else None,
        "gazetteer": identity.gazetteer if identity else None,
        "seconds_a_page": identity.seconds if identity else None,
        "inputs": sorted(set(sources)), "files_passed_over": dict(passed),
        "counts": {
            "parts": len(ended), "parts_failed": len(failed), **added(one.counts or {} for one in whole)
        },
        "shards": [_shard(one, out) for one in whole],
        "failed": [
            {"source": one.job.part.source, "start": one.job.part.start, "stop": one.job.part.stop,
             "reason": one.reason}
            for one in failed
        ],
    }  # fmt: skip


def added(counts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Counts of several shards as one; reasons are joined by their words."""
    total: Counter[str] = Counter(pages=0, read=0, skipped=0, failed=0)
    grouped: dict[str, Counter[str]] = {}
    for one in counts:
        for name, value in one.items():
            if isinstance(value, dict):
                grouped.setdefault(name, Counter()).update(value)
            else:
                total[name] += value
    return {**total, **{name: few(reasons) for name, reasons in grouped.items()}}


def _shard(one: Ended, out: str) -> dict[str, Any]:
    name, part = one.job.identity.name, one.job.part
    return {
        "name": name, "source": part.source, "start": part.start, "stop": part.stop, "digest": part.digest,
        "counts": one.counts, "files": {table: digest(path_of(out, table, name)) for table in TABLES},
    }  # fmt: skip


def before(out: str, share: Share, sources: Iterable[str]) -> set[str]:
    """Names of shards that an earlier run of this share made or was to make.

    Raises UsageError where the folder is another run's: of other inputs, or of another number of shares.
    """
    names: set[str] = set()
    for file in manifests(out):
        found = NAME.fullmatch(os.path.basename(file))
        assert found is not None
        if int(found[2] or 1) != share.of:
            raise UsageError(
                f"{out} holds a run in {found[2] or 1} share(s), see {file}; name another folder"
            )
        if os.path.basename(file) != share.file:
            continue
        told = read(file)
        if gone := sorted(set(told["inputs"]) - set(sources)):
            raise UsageError(
                f"{out} holds the shards of other inputs, as {gone[0]}; name these, too, or another folder"
            )
        names |= set(told.get("planned", ())) | set(told.get("stale", ()))
        names |= {shard["name"] for shard in told.get("shards", ())}
    return names


def write(out: str, share: Share, told: dict[str, Any]) -> None:
    """Put it in its place as a whole. Raises `OutputError`."""
    target = path(out, share)
    try:
        temporary = f"{target}.{os.getpid()}.part"
        with open(temporary, "w", encoding="utf-8") as stream:
            json.dump(told, stream, ensure_ascii=False, indent=1)
            stream.write("\n")
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, target)
    except OSError as error:
        raise OutputError(out, f"cannot be written: {error.strerror or error}") from error
