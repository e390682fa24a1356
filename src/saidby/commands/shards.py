"""The commands for many inputs: batch, and what merge does with shards."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from saidby.commands.gazetteer import gazetteer_option
from saidby.commands.ledger import json_option
from saidby.commands.looks import told, write, write_json
from saidby.commands.pages import MAX_COMPLAINTS, NAME, debug_option
from saidby.commands.progress import progress
from saidby.errors import InputError, UsageError

if TYPE_CHECKING:
    from saidby.shards.manifest import Share

_SHARE = re.compile(r"(\d{1,6})/(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Options:
    """What `saidby batch` was asked for; the names are those of its options."""

    inputs: tuple[str, ...]
    out: str
    from_list: str | None
    jobs: int | None
    cluster: str | None
    shard: str
    part_size: float | None
    time_limit: float
    gazetteer: str | None
    text_column: str
    json: bool
    debug: bool


@click.command()
@click.argument("inputs", nargs=-1, metavar="INPUT...", type=NAME)
@click.option("--out", metavar="DIR", required=True, type=NAME, help="The folder for Parquet and manifest.")
@click.option("--from-list", metavar="FILE", type=NAME, help="Read names of inputs from a file, one a line.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 1024), help="Parts read side by side (one for each core)."
)
@click.option("--cluster", metavar="ADDRESS", help="Read on a dask scheduler's workers: tcp://HOST:8786.")
@click.option("--shard", metavar="K/N", default="1/1", help="Only the Kth of N shares, as one of N machines.")
@click.option(
    "--part-size", metavar="MB", type=click.FloatRange(0.000001), help="Cut inputs into parts of that size."
)
@click.option(
    "--time-limit",
    metavar="SECONDS",
    type=click.FloatRange(0.1),
    default=30.0,
    help="How long a page may take (30).",
)
@click.option(
    "--text-column", metavar="NAME", default="text", help="The column of Parquet that is read (text)."
)
@gazetteer_option
@json_option
@debug_option
def batch(**arguments: Any) -> None:
    """Read many INPUTs into Parquet, part by part: archives, JSON Lines, folders and pages.

    An interrupted run goes on where it stopped when it is called again. `saidby merge DIR` makes a ledger of
    what came out.
    """
    options = Options(**arguments)
    from saidby.shards.parts import Options as Reading
    from saidby.shards.run import plan, run

    inputs = [*options.inputs, *_listed(options.from_list)]
    if not inputs:
        raise UsageError("name inputs to read: archives, JSON Lines, folders, or --from-list FILE")
    if options.cluster and options.jobs:
        raise UsageError("--jobs is for this machine; on a cluster each worker thread reads one part")
    reading = Reading(
        seconds=options.time_limit,
        gazetteer=os.path.abspath(options.gazetteer) if options.gazetteer else None,
        text_column=options.text_column,
        part_bytes=max(1, int(options.part_size * 1e6)) if options.part_size else None,
        debug=options.debug,
    )
    with progress(0, label="looking at inputs") as looked:
        planned = plan(inputs, options.out, options=reading, share_of=_share(options.shard), tick=looked)
    if planned.done:
        told(f"{len(planned.done):,} of {len(planned.done) + len(planned.jobs):,} parts are read already")
    with progress(planned.size, label="reading") as advance:
        found = run(planned, side_by_side=options.jobs or _cores(), cluster=options.cluster, tick=advance)
    _tell(found, options)
    if found["failed"] or found["counts"]["failed"]:
        click.get_current_context().exit(1)


def _listed(path: str | None) -> list[str]:
    if path is None:
        return []
    try:
        with open(path, encoding="utf-8") as lines:
            return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise InputError(path, reason or str(error)) from error


def _share(text: str) -> Share:
    from saidby.shards.manifest import Share

    found = _SHARE.fullmatch(text)
    number, of = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= number <= of:
        raise UsageError(f"--shard {text}: write it as 7/40, the seventh of forty")
    return Share(number, of)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _tell(found: dict[str, Any], options: Options) -> None:
    import json

    counts = found["counts"]
    for failed in found["failed"][:MAX_COMPLAINTS]:
        told(f"{failed['source']} from {failed['start']:,}: no shard: {failed['reason']}")
    for reason, number in list(counts.get("reasons", {}).items())[:MAX_COMPLAINTS]:
        told(f"{number:,} × {reason}")
    if options.json:
        write_json([json.dumps(found, ensure_ascii=False)])
        return
    line = f"{options.out}: {counts['pages']:,} pages: {counts['read']:,} read"
    line += f", {counts['skipped']:,} in another language, {counts['failed']:,} failed"
    line += f"; {counts.get('claims', 0):,} claims in {len(found['shards']):,} shards"
    write(line + (f", {len(found['failed']):,} parts failed\n" if found["failed"] else "\n"))


# -------------------------------------------------------------------------------------- merge


def means_shards(name: str) -> bool:
    """Whether an argument of merge means shards: a folder, or a Parquet file. Ids of incidents do not."""
    return os.path.isdir(name) or name.endswith(".parquet")


def merge_shards(names: tuple[str, ...], ledger: str, *, at: str | None, json: bool) -> None:
    """Make a ledger of shards, or add them to one."""
    import json as json_lines
    from dataclasses import asdict

    from saidby.ledger.database import is_url, shown
    from saidby.shards.merge import gaps, merge, shards

    name = shown(ledger) if is_url(ledger) else ledger
    found, lacking = shards(names), gaps(names)
    with progress(sum(shard.pages for shard in found), label="merging") as advance:
        merged = merge(found, ledger, at=at, tick=advance)
    for gap in lacking[:MAX_COMPLAINTS]:
        told(f"{gap}: missing")
    if json:
        found_json = {"ledger": name, **asdict(merged), "missing": lacking}
        write_json([json_lines.dumps(found_json, ensure_ascii=False)])
    else:
        write(
            f"{name}: {merged.added + merged.version:,} pages added with {merged.claims:,} claims "
            f"from {merged.shards:,} shards, {merged.known:,} known, {merged.unread:,} not read\n"
        )
    if lacking:
        click.get_current_context().exit(1)
