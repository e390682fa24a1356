"""Merge: a ledger made of shards, the same however the work was cut and in whatever order they are named.

Pages go in by the name of their input and their place in it, so many a transaction, all with one time in the
log: that of the latest page, since the time of merging would make each ledger another one. Of a page that is
in several inputs the first in that order is added; the others add nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from saidby.errors import InputError, UsageError
from saidby.ledger import older
from saidby.ledger.rows import Entry, Request
from saidby.ledger.store import Ledger
from saidby.pages.given import Given
from saidby.shards import manifest
from saidby.shards.columns import arrow
from saidby.shards.files import footer, path_of
from saidby.shards.parts import Identity, order

BATCH = 64  # pages a transaction; the file's bytes depend on it
BATCH_BYTES = 16 << 20
NEVER = "1970-01-01T00:00:00Z"  # in the log where no page has a date

_COLUMNS = ["origin", "page", "is_text", "given", "id", "gazetteer", "reading", "version", "model"]
_TIME = "0000-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard's `pages` file, and what it was made of."""

    path: str
    identity: Identity
    pages: int


@dataclass(slots=True)
class Merged:
    """What a merge came to, so far. `unread` are pages of the shards that were not read at all."""

    shards: int = 0
    added: int = 0
    version: int = 0
    known: int = 0
    unread: int = 0
    claims: int = 0


def shards(names: Sequence[str]) -> list[Shard]:
    """The shards of output folders and of `pages` files, in the order in which they are merged.

    Raises UsageError where a folder's run has not ended, or shares of it are missing; InputError for what is
    no shard.
    """
    found: dict[str, Shard] = {}
    shares: dict[int, set[int]] = {}
    for name in names:
        if not os.path.isdir(name):
            shard = _shard(name)
            found[shard.identity.name] = shard
            continue
        files = manifest.manifests(name)
        if not files:
            raise UsageError(f"{name} holds no run of saidby batch: there is no manifest in it")
        for file in files:
            told = manifest.read(file)
            if not told["complete"]:
                raise UsageError(f"{name}: the run has not ended; the same saidby batch call goes on with it")
            number, of = map(int, told["share"].split("/"))
            shares.setdefault(of, set()).add(number)
            for one in told["shards"]:
                shard = _shard(path_of(name, "pages", one["name"]))
                found[shard.identity.name] = shard
    for of, numbers in sorted(shares.items()):
        if missing := sorted(set(range(1, of + 1)) - numbers):
            shown = ", ".join(f"{number}/{of}" for number in missing[:5])
            raise UsageError(f"shares are missing: {shown}; name their folders, too")
    return sorted(found.values(), key=lambda shard: (order(shard.identity), shard.identity.name))


def gaps(names: Sequence[str]) -> list[str]:
    """Parts of which a folder's run made no shard, each with the reason: what a ledger of them lacks."""
    return [
        f"{failed['source']} from {failed['start']:,}: {failed['reason']}"
        for name in names
        if os.path.isdir(name)
        for file in manifest.manifests(name)
        for failed in manifest.read(file).get("failed", ())
    ]


def _shard(path: str) -> Shard:
    if not os.path.isfile(path):
        raise InputError(path, "there is no such shard; the folder is not whole")
    told = footer(path)
    if told is None:
        raise InputError(path, "no shard: of a run's tables, pages/*.parquet are merged")
    try:
        return Shard(path, Identity(**told["identity"]), told["counts"]["pages"])
    except (TypeError, KeyError) as error:
        raise InputError(path, f"a shard of another version of saidby: {error}") from error


def latest(found: Sequence[Shard]) -> str:
    """The time for the log: when the last page was captured, else published, as far as shards say."""
    pa = arrow()
    captured = published = ""
    for shard in found:
        table = pa.parquet.read_table(shard.path, columns=["given", "published"])
        for given, day in zip(table["given"].to_pylist(), table["published"].to_pylist(), strict=True):
            captured = max(captured, _full(json.loads(given or "{}").get("captured") or ""))
            published = max(published, _full(day or ""))
    return captured or published or NEVER


def _full(value: str) -> str:
    """An ISO prefix as a UTC time: its first moment. "" stays so."""
    if not value:
        return ""
    day, _, clock = value.partition("T")
    clock = clock.removesuffix("Z")
    if clock.count(":") == 1:
        clock += ":00"
    return (day + _TIME[len(day) : 10]) + "T" + (clock or "00:00:00") + "Z"


def merge(
    found: Sequence[Shard], ledger: str, *, at: str | None = None, tick: Callable[[int], None]
) -> Merged:
    """Add all pages that were read to a ledger, which is made where none is. `at` is the time for the log.

    `tick` is told of pages that were passed. Killed at any moment, the ledger is whole, and the same call
    goes on with the rest.
    """
    merged = Merged(shards=len(found))
    moment = _full(at) if at else latest(found)
    with Ledger(ledger, mode="create", clock=lambda: moment) as store:
        batch: list[Entry] = []
        size = 0
        for row in _rows(found):
            tick(1)
            if row["reading"] is None:
                merged.unread += 1
                continue
            request = _request(row)
            if store.knows(request, version=row["version"], model=row["model"]):
                merged.known += 1
                continue
            reading = older.read(json.loads(row["reading"]), origin=row["origin"])
            batch.append(Entry(reading, request, row["origin"]))
            size += len(request.page)
            if len(batch) >= BATCH or size >= BATCH_BYTES:
                _add(store, batch, merged)
                batch, size = [], 0
        _add(store, batch, merged)
    return merged


def _add(store: Ledger, batch: list[Entry], merged: Merged) -> None:
    for one in store.add(batch) if batch else ():
        setattr(merged, one.state, getattr(merged, one.state) + 1)
        merged.claims += one.claims


def _rows(found: Sequence[Shard]) -> Iterator[dict[str, Any]]:
    pa = arrow()
    for shard in found:
        try:
            with pa.parquet.ParquetFile(shard.path) as file:
                for group in range(file.num_row_groups):
                    yield from file.read_row_group(group, columns=_COLUMNS).to_pylist()
        except (OSError, pa.ArrowInvalid) as error:
            raise InputError(shard.path, f"is damaged: {error}") from error


def _request(row: dict[str, Any]) -> Request:
    given = Given(**json.loads(row["given"]))
    id = None if row["id"] is None else json.loads(row["id"])
    return Request(row["page"], row["is_text"], given, id, row["gazetteer"])
