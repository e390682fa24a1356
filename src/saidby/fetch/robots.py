"""Robots: what a robots.txt allows (RFC 9309), with `*` and `$`, which Python's own parser leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

MAX_BYTES = 500 << 10  # RFC 9309 asks for at least as many to be read
MAX_DELAY = 60.0  # seconds; some sites name a day to keep crawlers out, for which there is Disallow


@dataclass(frozen=True, slots=True)
class Rules:
    """What one agent may fetch: patterns with whether they allow, and the delay asked for in seconds."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float | None = None

    def allows(self, url: str) -> bool:
        """The longest pattern that fits decides; of two as long, the one that allows."""
        parts = urlsplit(url)
        path = _coded(parts.path or "/") + (f"?{_coded(parts.query)}" if parts.query else "")
        fitting = [(len(pattern), allow) for pattern, allow in self.rules if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


ALL = Rules()
NOTHING = Rules((("/", False),))


def rules(text: str, agent: str) -> Rules:
    """The rules for an agent (its name without a version, in lower case); those for `*` where it has none."""
    groups: dict[str, list[tuple[str, str]]] = {}
    named: list[str] = []
    open_group = False
    for line in text.splitlines()[:20_000]:
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            named = [*named, value.lower()] if open_group else [value.lower()]
            open_group = True
            for name in named:
                groups.setdefault(name, [])
        elif key in ("allow", "disallow", "crawl-delay"):
            open_group = False
            for name in named:
                groups[name].append((key, value))
    mine = [
        line for name, lines in groups.items() if name and name != "*" and _is(name, agent) for line in lines
    ]
    known = any(name != "*" and _is(name, agent) for name in groups)
    return _rules(mine if known else groups.get("*", []))


def _is(name: str, agent: str) -> bool:
    return re.match(r"[a-z_-]*", name)[0] == agent  # type: ignore[index]


def _rules(lines: Iterable[tuple[str, str]]) -> Rules:
    found: list[tuple[str, bool]] = []
    delay: float | None = None
    for key, value in lines:
        if key == "crawl-delay":
            if re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", value):
                delay = min(MAX_DELAY, float(value))
        elif value:  # an empty Disallow forbids nothing
            found.append((_coded(value), key == "allow"))
    return Rules(tuple(found), delay)


def _fits(pattern: str, path: str) -> bool:
    """Parts between `*` stand in the path one after the other; the first at its start, `$` at its end."""
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not anchored or at == len(path)
    for part in rest[:-1]:
        place = path.find(part, at)
        if place < 0:
            return False
        at = place + len(part)
    if anchored:
        return len(path) - at >= len(rest[-1]) and path.endswith(rest[-1])
    return path.find(rest[-1], at) >= 0


def _coded(path: str) -> str:
    """One spelling for a path, whatever of it is written with `%`."""
    return quote(
        unquote(path, errors="surrogateescape"), safe="/%*$!&'()+,;=:@~-._?", errors="surrogateescape"
    )
