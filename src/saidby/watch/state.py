"""State: what is remembered of each feed between polls, in one small file beside the ledger."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from saidby.errors import InputError, OutputError

FORM = "saidby/watch/1"
MAX_SEEN = 5_000  # entries of one feed that are remembered beyond those that it still lists


@dataclass(slots=True)
class FeedState:
    """One feed. `url` is where it has moved to for good; `gone`: it said so, and is not asked again.

    `due` is when it is asked next, in seconds since 1970; `failures` counts those in a row. `seen` holds
    digests of entries that were read, or never will be, the oldest first; `tries` of those that failed.
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    gone: bool = False
    due: float = 0.0
    failures: int = 0
    seen: dict[str, None] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)

    def settle(self, key: str) -> None:
        """The entry is done with."""
        self.tries.pop(key, None)
        self.seen.pop(key, None)
        self.seen[key] = None

    def forget(self, listed: set[str]) -> None:
        """The oldest entries that the feed no longer lists, where they are too many."""
        spare = len(self.seen) - MAX_SEEN - len(listed)
        if spare > 0:
            old = [key for key in self.seen if key not in listed][:spare]
            for key in old:
                del self.seen[key]
        self.tries = {key: number for key, number in self.tries.items() if key in listed}


@dataclass(slots=True)
class State:
    """All feeds by the address under which they were named."""

    path: Path
    feeds: dict[str, FeedState] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> State:
        """The state of the last poll, empty where there is none. Raises InputError for another file."""
        try:
            told = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            return cls(path)
        except (OSError, ValueError, RecursionError) as error:
            raise InputError(
                str(path), f"is no state of saidby watch ({error}); remove it to start anew"
            ) from error
        try:
            if told["schema"] != FORM:
                raise KeyError("schema")
            return cls(path, {name: _feed(feed) for name, feed in told["feeds"].items()})
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError(str(path), "is no state of saidby watch; remove it to start anew") from error

    def write(self) -> None:
        """Whole or not at all."""
        feeds = {name: {**asdict(feed), "seen": list(feed.seen)} for name, feed in sorted(self.feeds.items())}
        text = json.dumps({"schema": FORM, "feeds": feeds}, ensure_ascii=False, indent=0) + "\n"
        beside = self.path.with_name(self.path.name + ".new")
        try:
            beside.write_text(text, "utf-8")
            os.replace(beside, self.path)
        except OSError as error:
            with contextlib.suppress(OSError):  # what went wrong is told below
                beside.unlink(missing_ok=True)
            raise OutputError(str(self.path), error.strerror or "cannot be written") from error

    def feed(self, name: str) -> FeedState:
        return self.feeds.setdefault(name, FeedState(name))


def key_of(*parts: str | None) -> str:
    """A digest of what tells an entry apart."""
    return hashlib.sha256("\0".join(part or "" for part in parts).encode("utf-8", "replace")).hexdigest()[:24]


def _feed(told: dict[str, Any]) -> FeedState:
    return FeedState(
        url=str(told["url"]),
        etag=told["etag"],
        modified=told["modified"],
        gone=bool(told["gone"]),
        due=float(told["due"]),
        failures=int(told["failures"]),
        seen=dict.fromkeys(map(str, told["seen"])),
        tries={str(key): int(number) for key, number in told["tries"].items()},
    )
