"""A poll: every feed that is due is asked for what changed, and each new entry is read once.

An entry's date may lie long before the poll: what the feed says of it and when it was fetched are kept apart,
as `published` and `captured`.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from saidby.adding import add_inputs
from saidby.archives import feed as feeds
from saidby.archives import sitemap
from saidby.archives.feed import Entry
from saidby.archives.held import MAX_PAGE, Held, Linked
from saidby.archives.packed import unpacked
from saidby.archives.sniff import HEAD, sniff
from saidby.archives.write import Writer
from saidby.batch import LIMITS, Limits
from saidby.data import Problem
from saidby.errors import InputError
from saidby.fetch.exchange import Exchange
from saidby.fetch.page import ANY_FEED, charset_of, unreadable
from saidby.fetch.polite import BUSY, Forbidden, Polite
from saidby.inputs import Input
from saidby.ledger.store import Ledger
from saidby.pages.given import Given
from saidby.watch.state import FeedState, State, key_of

MAX_TRIES = 5  # polls in which an entry's page may fail before it is given up
SAVE_SECONDS = 30.0  # between two writings of the state in a long poll
LONGEST = 86_400.0  # seconds between two polls of a feed that fails
FOR_GOOD = (301, 308)
_NEVER = (401, 403, 404, 410, 451)  # answers that will not change soon


@dataclass(slots=True)
class Polled:
    """What a poll did. `troubles` are feeds that gave nothing and pages that were not read."""

    feeds: int = 0
    changed: int = 0
    added: int = 0
    versions: int = 0
    known: int = 0
    foreign: int = 0
    troubles: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _New:
    """An entry on its way into the ledger."""

    feed: FeedState
    key: str


@dataclass(slots=True)
class Watch:
    """The feeds, what is known of them, and where new pages go. `every` is in seconds.

    `archive` gives the WARC file that what is fetched goes to, or None.
    """

    names: Sequence[str]
    state: State
    ledger: Ledger
    polite: Polite
    every: float
    limits: Limits = LIMITS
    archive: Callable[[], Writer | None] = lambda: None
    _news: dict[str, _New] = field(default_factory=dict)
    _tags: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    _saved: float = 0.0

    def poll(self) -> Polled:
        """Ask each feed that is due. Whatever stops it, what is in the ledger is known not to be new."""
        done = Polled()
        self._news.clear()
        self._tags.clear()
        self._saved = time.monotonic()
        try:
            for result in add_inputs(self._inputs(done), self.ledger, limits=self.limits):
                outcome, added = result.outcome, result.added
                new = self._news.pop(outcome.origin, None)
                if new is not None:
                    self._settled(new, added is not None or not _again(outcome.problems))
                if added is None:
                    done.troubles.append(f"{outcome.origin}: {outcome.why}")
                elif added.state == "known":
                    done.known += 1
                else:
                    done.versions += added.state == "version"
                    done.added += added.state == "added"
                    done.foreign += _foreign(outcome.losses)
                self._save_now_and_then()
        finally:
            self._tag()
            self.state.write()
        return done

    def _save_now_and_then(self) -> None:
        if time.monotonic() - self._saved > SAVE_SECONDS:
            self.state.write()
            self._saved = time.monotonic()

    def _tag(self) -> None:
        """From now on a feed is only sent where it changed, unless entries of it are still to come."""
        for name, (etag, modified) in self._tags.items():
            found = self.state.feed(name)
            whole = not found.tries and not any(new.feed is found for new in self._news.values())
            found.etag, found.modified = (etag, modified) if whole else (None, None)

    def _settled(self, new: _New, final: bool) -> None:
        tries = new.feed.tries.get(new.key, 0) + 1
        if final or tries >= MAX_TRIES:
            new.feed.settle(new.key)
        else:
            new.feed.tries[new.key] = tries

    # ---------------------------------------------------------------------------------- feeds

    def _inputs(self, done: Polled) -> Iterator[Input]:
        for name in self.names:
            found = self.state.feed(name)
            if found.gone or found.due > self.polite.clock.now():
                continue
            done.feeds += 1
            try:
                answer = self._changed(found)
                if answer is not None:
                    done.changed += 1
                    yield from self._entries(answer, found)
                    self._tags[name] = (answer.fields.get("etag"), answer.fields.get("last-modified"))
            except InputError as error:
                self._failed(found)
                done.troubles.append(f"{name}: {error.message}")

    def _changed(self, found: FeedState) -> Exchange | None:
        """The feed's answer where it is another than the last one. Raises InputError where there is none."""
        fields = [("Accept", ANY_FEED)]
        if found.etag:
            fields.append(("If-None-Match", found.etag))
        if found.modified:
            fields.append(("If-Modified-Since", found.modified))
        hops = self.polite.get(found.url, max_bytes=MAX_PAGE, fields=fields)
        answer = hops[-1]
        if answer.status == 410:
            found.gone = True
            raise InputError(found.url, "the feed is gone, and is not asked again")
        if answer.status == 304:
            self._succeeded(found)
            return None
        self._archive(hops, None)
        if why := unreadable(answer, feeds=True):
            if answer.status in BUSY:
                found.due = self.polite.clock.now() + self.polite.paused(answer.url)
            raise InputError(found.url, why)
        for hop in hops[:-1]:
            if hop.status not in FOR_GOOD:
                break
            found.url = hop.leads_to or found.url
        self._succeeded(found)
        return answer

    def _succeeded(self, found: FeedState) -> None:
        found.failures = 0
        found.due = self.polite.clock.now() + 0.9 * self.every  # a poll that comes a little early counts

    def _failed(self, found: FeedState) -> None:
        wait = min(LONGEST, self.every * 2**found.failures)
        found.failures = min(found.failures + 1, 20)
        found.due = max(found.due, self.polite.clock.now() + 0.9 * wait)

    # ---------------------------------------------------------------------------------- entries

    def _entries(self, answer: Exchange, found: FeedState) -> Iterator[Input]:
        listed: set[str] = set()
        try:
            for entry in entries_of(answer.body, answer.url):
                if entry.url is None and not (entry.html or entry.text):
                    continue
                key = key_of(entry.url or entry.id)
                listed.add(key)
                if self._known(key):
                    continue
                input = self._input(entry, answer.url, found, key)
                if input is not None:
                    self._news[input.origin] = _New(found, key)
                    yield input
        finally:
            found.forget(listed)

    def _known(self, key: str) -> bool:
        """Whether an entry was read, or is on its way, by this feed or another."""
        on_its_way = any(new.key == key for new in self._news.values())
        return on_its_way or any(key in feed.seen for feed in self.state.feeds.values())

    def _input(self, entry: Entry, via: str, found: FeedState, key: str) -> Input | None:
        """The page of an entry: its own text where it has it whole, else what it links to. None: not now."""
        held = feeds.page(entry, entry.url or f"{via}#{key}")
        if not isinstance(held, Held):
            return None
        content, now = held.content, datetime.fromtimestamp(self.polite.clock.now(), UTC)
        captured = now.strftime("%Y-%m-%dT%H:%MZ")
        if not isinstance(content, Linked):
            size = len(content) if isinstance(content, bytes | str) else 0
            return Input(held.origin, content, replace(held.given, captured=captured), held.origin, size)
        origin = content.url
        try:
            hops = self.polite.get(origin, max_bytes=MAX_PAGE)
        except InputError as error:
            if isinstance(error, Forbidden):
                found.tries[key] = MAX_TRIES
            return Input(origin, Problem("input", error.message), id=origin)
        self._archive(hops, via)
        answer = hops[-1]
        if why := unreadable(answer):
            if answer.status in _NEVER or answer.status == 200:
                found.tries[key] = MAX_TRIES
            return Input(origin, Problem("input", why), id=origin)
        given = Given(
            url=answer.url, publisher=entry.publisher, listed=entry.published, captured=captured,
            charset=charset_of(answer),
        )  # fmt: skip
        return Input(origin, answer.body, given, origin, len(answer.body))

    def _archive(self, hops: Sequence[Exchange], via: str | None) -> None:
        writer = self.archive()
        if writer is None:
            return
        at = datetime.fromtimestamp(self.polite.clock.now(), UTC)
        for hop in hops:
            writer.add(hop, at=at, via=via)
            via = hop.url


def entries_of(data: bytes, url: str) -> Iterator[Entry]:
    """The entries of a feed, or the pages of a news sitemap. Raises InputError for what is neither."""
    sniffed = sniff(data[:HEAD])
    if sniffed is None or sniffed.kind not in ("feed", "sitemap"):
        raise InputError(url, "this is no feed")
    stream = io.BytesIO(data)
    opened = unpacked(stream, sniffed.packing, origin=url) if sniffed.packing else stream
    try:
        if sniffed.kind == "feed":
            yield from feeds.entries(opened, origin=url, base=url)
            return
        for held in sitemap.links(opened, origin=url):
            if isinstance(held, Held) and isinstance(held.content, Linked) and not held.content.feed:
                link = held.content.url
                yield Entry(link, link, held.given.title, held.given.listed, held.given.publisher)
    except OSError as error:
        raise InputError(url, f"the feed is broken ({error})") from error


def _again(problems: Sequence[Problem]) -> bool:
    """Whether a page that was not read may be there at the next poll."""
    return any(problem.stage == "input" for problem in problems)


def _foreign(losses: Sequence[Problem]) -> bool:
    from saidby.reading.english import NOT_ENGLISH

    return any(problem.message == NOT_ENGLISH for problem in losses)
