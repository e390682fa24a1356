"""XML from anywhere, element by element: no network, no entities, no DTD, no large trees, flat memory."""

from __future__ import annotations

from collections.abc import Container, Iterator
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urljoin, urlsplit

from saidby.errors import InputError
from saidby.pages.dates import iso

MAX_PARTS = 100_000  # elements in one entry; a story has some hundreds

if TYPE_CHECKING:
    from lxml import etree


def elements(
    stream: BinaryIO, *, origin: str, names: Container[str], small: Container[str] = ()
) -> Iterator[etree._Element]:
    """Each element of these local names once it is complete; it is emptied when the next is asked for.

    `small` names elements that are given as well where they stand outside the others.

    What comes before broken markup is given, and what can be made out after it. Raises InputError where
    nothing can be.
    """
    from lxml import etree

    parser = etree.iterparse(
        stream, events=("start", "end"), no_network=True, resolve_entities=False, load_dtd=False,
        huge_tree=False, recover=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    inside = parts = 0
    try:
        for event, element in parser:
            named = local(element) in names
            if event == "start":
                inside += named
                continue
            parts += 1
            inside -= named
            if inside:
                if parts > MAX_PARTS:
                    raise InputError(
                        origin, f"an entry of more than {MAX_PARTS:,} parts; the rest is left out"
                    )
                continue
            if named or local(element) in small:
                yield element
            parts = 0
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise InputError(origin, f"XML that is broken ({str(error)[:200]})") from error


def local(element: etree._Element) -> str:
    """The element's name without its namespace, in lower case."""
    tag = element.tag
    return str(tag).rpartition("}")[2].lower()


def text_of(element: etree._Element | None) -> str | None:
    """All text inside; None where there is none but blanks."""
    if element is None:
        return None
    return "".join(map(str, element.itertext())).strip() or None


def web(url: str | None, base: str | None = None) -> str | None:
    """An address of the web, made absolute; None for all others."""
    if not url or len(url) > 4096:
        return None
    try:
        joined = urljoin(base, url.strip()) if base else url.strip()
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.hostname else None


def when(told: str | None) -> str | None:
    """A date of a feed (RFC 822 or ISO 8601) as an ISO 8601 prefix; None for what is none."""
    if not told:
        return None
    stated = iso(told[:60])
    if stated and told.strip()[:4].isdecimal():
        return stated
    try:
        at = parsedate_to_datetime(told.strip()[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return stated
    return iso(at.isoformat())
