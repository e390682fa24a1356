"""Fetching into an archive: pages asked for by address, kept as WARC so that they can be read again."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from saidby.archives import feed, opml, sitemap
from saidby.archives.held import MAX_PAGE, Found, Held, Linked
from saidby.archives.packed import unpacked
from saidby.archives.sniff import HEAD, Kind, sniff
from saidby.archives.write import Writer
from saidby.errors import InputError
from saidby.fetch.page import ANY_FEED, unreadable
from saidby.fetch.polite import Polite

MAX_LINKS = 50_000  # of all feeds of a run; a sitemap may not name more
LOOK_AHEAD = 200  # addresses among which one with a free host is looked for
MAX_INDEX = 3  # sitemaps of sitemaps
FEEDS: frozenset[Kind] = frozenset(("feed", "sitemap", "opml"))


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an address: the bytes that came and how many pages it led to, or why there are none."""

    url: str
    size: int = 0
    links: int = 0
    why: str | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    url: str
    via: str | None = None
    depth: int = 0


def fetch_into(writer: Writer, urls: Iterable[str], *, polite: Polite, feeds: bool = False) -> Iterator[Kept]:
    """Fetch each address once; with `feeds` also what feeds, sitemaps and OPML among them link to.

    In the order named, but for those whose host is to be waited for while another's is free.

    Every exchange is kept, redirects and refusals of the server too.
    """
    waiting = deque(_Asked(url) for url in urls)
    known = {asked.url for asked in waiting}
    while waiting:
        asked = _next(waiting, polite)
        try:
            hops = polite.get(asked.url, max_bytes=MAX_PAGE, fields=(("Accept", ANY_FEED),) if feeds else ())
        except InputError as error:
            yield Kept(asked.url, why=error.message)
            continue
        at = datetime.fromtimestamp(polite.clock.now(), UTC)
        via = asked.via
        for hop in hops:
            writer.add(hop, at=at, via=via)
            via = hop.url
        answer = hops[-1]
        why = unreadable(answer, feeds=feeds)
        if why:
            yield Kept(asked.url, len(answer.body), why=why)
            continue
        links = linked(answer.body, answer.url) if feeds else []
        new = [
            link for link in links if link.url not in known and not (link.feed and asked.depth >= MAX_INDEX)
        ]
        new = list({link.url: link for link in new}.values())[: max(0, MAX_LINKS - len(known))]
        known.update(link.url for link in new)
        waiting.extend(_Asked(link.url, answer.url, asked.depth + 1) for link in new)
        yield Kept(asked.url, len(answer.body), links=len(new))


def _next(waiting: deque[_Asked], polite: Polite) -> _Asked:
    """The first of those whose hosts are waited for the least."""
    near = list(islice(waiting, LOOK_AHEAD))
    waits = [polite.wait(asked.url) for asked in near]
    place = waits.index(min(waits))
    waiting.rotate(-place)
    asked = waiting.popleft()
    waiting.rotate(place)
    return asked


def linked(data: bytes, url: str) -> list[Linked]:
    """What a feed, sitemap or OPML at `url` links to; nothing where it is none of these."""
    sniffed = sniff(data[:HEAD])
    if sniffed is None or sniffed.kind not in FEEDS:
        return []
    stream = io.BytesIO(data)
    try:
        opened = unpacked(stream, sniffed.packing, origin=url) if sniffed.packing else stream
        if sniffed.kind == "feed":
            return [Linked(entry.url) for entry in feed.entries(opened, origin=url, base=url) if entry.url]
        found: Iterator[Found] = (sitemap if sniffed.kind == "sitemap" else opml).links(opened, origin=url)
        held = [item for item in found if isinstance(item, Held)]
        return [item.content for item in held if isinstance(item.content, Linked)]
    except (InputError, OSError):  # its exchange is kept, and that it leads nowhere is told
        return []
