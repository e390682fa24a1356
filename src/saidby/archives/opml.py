"""OPML: the feeds of a list of subscriptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from saidby.archives.held import Found, Held, Linked
from saidby.archives.xml import elements, web


def links(stream: BinaryIO, *, origin: str) -> Iterator[Found]:
    """A link for each feed, in the order of the list, each once."""
    known: set[str] = set()
    for group in elements(stream, origin=origin, names=frozenset(("outline",))):
        for element in group.iter():
            url = web(element.get("xmlUrl") or element.get("xmlurl"))
            if url and url not in known:
                known.add(url)
                yield Held(f"{origin} entry {len(known)}", Linked(url, feed=True))
