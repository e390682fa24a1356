"""Sitemaps: the pages that a sitemap lists, with what a news sitemap says of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from saidby.archives.held import Found, Held, Linked, Passed
from saidby.archives.xml import elements, local, text_of, web, when
from saidby.pages.given import Given

if TYPE_CHECKING:
    from lxml import etree

_ENTRIES = frozenset(("url", "sitemap"))


def links(stream: BinaryIO, *, origin: str) -> Iterator[Found]:
    """A link for each page, or for each sitemap of an index; the news date goes before the last change."""
    for number, element in enumerate(elements(stream, origin=origin, names=_ENTRIES), 1):
        parts = _parts(element)
        url = web(parts.get("loc"))
        if url is None:
            yield Passed("entry without an address")
        elif local(element) == "sitemap":
            yield Held(f"{origin} entry {number}", Linked(url, feed=True))
        else:
            listed = when(parts.get("publication_date"))
            given = Given(url=url, publisher=parts.get("name"), title=parts.get("title"), listed=listed)
            yield Held(f"{origin} entry {number}", Linked(url), given)


def _parts(element: etree._Element) -> dict[str, str]:
    """`loc` of the entry, and what stands in its news part. Pictures have places and titles of their own."""
    found: dict[str, str] = {}
    for part in element.iter():
        inside = {local(parent) for parent in part.iterancestors()}
        text = text_of(part) if len(part) == 0 else None
        if text and not inside & {"image", "video"}:
            found.setdefault(local(part), text)
    return found
