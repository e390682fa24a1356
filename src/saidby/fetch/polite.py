"""Politeness: robots.txt is obeyed, and no host is asked oftener than it wants, or while it wants a pause."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from saidby.errors import InputError
from saidby.fetch.exchange import MAX_SECONDS, Allowed, Exchange
from saidby.fetch.page import MAX_REDIRECTS, once
from saidby.fetch.robots import ALL, MAX_BYTES, NOTHING, Rules, rules

AGENT = "saidby"
DELAY = 1.0  # seconds between two requests to one host where it asks for no other
FIRST_PAUSE = 60.0  # seconds that a host is left alone after its first 429 or 5xx; twice as long each time
LONGEST_PAUSE = 86_400.0
SHORTEST_WAIT = 5.0  # a host that asks for a longer pause is not waited for in this run
ROBOTS_HOURS = 24.0
BUSY = frozenset((429, 500, 502, 503, 504))


class Forbidden(InputError):
    """A robots.txt does not allow an address."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Now, in seconds since 1970, and what waits. Tests have their own."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class _Host:
    rules: Rules | None = None
    rules_until: float = 0.0
    free_at: float = 0.0  # when it may be asked again
    paused_until: float = 0.0
    pauses: int = 0


@dataclass(slots=True)
class Polite:
    """Fetches from many hosts. One request at a time; each host is waited for."""

    delay: float = DELAY
    allowed: Allowed | None = None
    clock: Clock = field(default_factory=Clock)
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def get(
        self, url: str, *, max_bytes: int, fields: Sequence[tuple[str, str]] = ()
    ) -> tuple[Exchange, ...]:
        """Each exchange up to the last redirect, the last is the answer. `fields` go with the first request.

        Raises Forbidden where robots.txt says so, InputError where the host asked for a pause or nothing
        answers.
        """
        hops: list[Exchange] = []
        asked = url
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._hop(asked, url, max_bytes, fields if not hops else _kept(fields))
            hops.append(answer)
            if answer.leads_to is None:
                return tuple(hops)
            asked = answer.leads_to
        raise InputError(url, f"redirected more than {MAX_REDIRECTS} times")

    def paused(self, url: str) -> float:
        """Seconds for which the host of an address is to be left alone; 0 where it is not."""
        host = self._hosts.get(_site(url))
        return max(0.0, host.paused_until - self.clock.now()) if host else 0.0

    def wait(self, url: str) -> float:
        """Seconds until the host of an address may be asked again; 0 where it may be now."""
        host = self._hosts.get(_site(url))
        return max(0.0, host.free_at - self.clock.now()) if host else 0.0

    def _hop(self, url: str, origin: str, max_bytes: int, fields: Sequence[tuple[str, str]]) -> Exchange:
        site = _site(url)
        host = self._hosts.setdefault(site, _Host())
        pause = host.paused_until - self.clock.now()
        if pause > SHORTEST_WAIT:
            raise InputError(
                origin, f"{urlsplit(url).hostname} asked for a pause of {pause:.0f} more seconds"
            )
        found = self._rules(site, host)
        if not found.allows(url):
            raise Forbidden(origin, f"the robots.txt of {urlsplit(url).hostname} does not allow it")
        self._wait(host)
        answer = self._once(url, origin, max_bytes, fields, host)
        if answer.status in BUSY:
            told = _retry_after(answer, self.clock.now())
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2**host.pauses) if told is None else told
            host.paused_until = self.clock.now() + pause
            host.pauses = min(host.pauses + 1, 20)
        else:
            host.pauses = 0
        return answer

    def _once(
        self, url: str, origin: str, max_bytes: int, fields: Sequence[tuple[str, str]], host: _Host
    ) -> Exchange:
        try:
            return once(
                url, origin=origin, max_bytes=max_bytes, deadline=time.monotonic() + MAX_SECONDS,
                allowed=self.allowed, fields=fields,
            )  # fmt: skip
        finally:
            delay = max(self.delay, (host.rules.delay if host.rules else None) or 0.0)
            host.free_at = self.clock.now() + delay

    def _wait(self, host: _Host) -> None:
        wait = max(host.free_at, host.paused_until) - self.clock.now()
        if wait > 0:
            self.clock.sleep(wait)

    def _rules(self, site: str, host: _Host) -> Rules:
        """Of a site that has no robots.txt all may be fetched, of one that cannot say so nothing."""
        if host.rules is None or self.clock.now() > host.rules_until:
            host.rules = self._asked(site, host)
            host.rules_until = self.clock.now() + ROBOTS_HOURS * 3600
            if host.rules is NOTHING:  # it may only be down
                host.rules_until = self.clock.now() + FIRST_PAUSE
        return host.rules

    def _asked(self, site: str, host: _Host) -> Rules:
        asked = f"{site}/robots.txt"
        try:
            for _ in range(MAX_REDIRECTS + 1):
                self._wait(host)
                answer = self._once(asked, asked, 4 * MAX_BYTES, (("Accept", "text/plain"),), host)
                if answer.leads_to is None:
                    break
                asked = answer.leads_to
        except InputError:
            return NOTHING
        if answer.status == 200:
            return rules(answer.body[:MAX_BYTES].decode("utf-8", "replace"), AGENT)
        return ALL if 300 <= answer.status < 500 and answer.status != 429 else NOTHING


def _site(url: str) -> str:
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    except ValueError:
        return ""


def _kept(fields: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What goes on with a redirect: another address has other versions."""
    return tuple(pair for pair in fields if pair[0].lower() not in ("if-none-match", "if-modified-since"))


def _retry_after(answer: Exchange, now: float) -> float | None:
    """Seconds that the server asks to be left alone for; None where it does not say."""
    told = answer.fields.get("retry-after", "").strip()
    if told.isascii() and told.isdecimal():
        return min(LONGEST_PAUSE, float(told[:9]))
    try:
        return min(LONGEST_PAUSE, max(0.0, parsedate_to_datetime(told).timestamp() - now))
    except (ValueError, TypeError, OverflowError):
        return None
