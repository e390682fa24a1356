"""Feeds: RSS, Atom and JSON Feed as entries; an entry with its full text is a page of its own."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from saidby.archives.held import MAX_PAGE, Found, Held, Linked, Passed
from saidby.archives.members import head_of
from saidby.archives.xml import elements, local, text_of, web, when
from saidby.errors import InputError
from saidby.pages.given import Given

if TYPE_CHECKING:
    from lxml import etree

JSON_FEED = "https://jsonfeed.org/version/"
_LONG = 1_500  # characters of a description that is the whole story: teasers stay below
_ATOM = ("{http://www.w3.org/2005/Atom}", "{http://purl.org/atom/ns#}")
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_TAG = re.compile(r"<(?:p|br|div|a|em|b|i|strong|span|h[1-6]|blockquote|ul|figure)\b", re.IGNORECASE)
_ENTRIES = frozenset(("item", "entry"))
_HEADS = frozenset(("title", "link"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `published` is the feed's word for it, an ISO 8601 prefix; `html` or `text` the full story.

    `id` is the feed's own, else the address; None for what is not told. `publisher` is named only where the
    entry names its source, or leads to the host that the feed belongs to.
    """

    id: str | None
    url: str | None
    title: str | None
    published: str | None
    publisher: str | None
    html: str | None = None
    text: str | None = None


def entries(stream: BinaryIO, *, origin: str, base: str | None = None) -> Iterator[Entry]:
    """All entries of a feed, in its order. `base` is where the feed lies. Raises InputError for no feed."""
    head, stream = head_of(stream, 256)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _json_entries(stream.read(MAX_PAGE + 1), origin, base)
    else:
        yield from _xml_entries(stream, origin, base)


def pages(stream: BinaryIO, *, origin: str, base: str | None = None) -> Iterator[Found]:
    """Each entry with its full text as a page, the others as links."""
    for number, entry in enumerate(entries(stream, origin=origin, base=base), 1):
        yield page(entry, f"{origin} entry {number}")


def page(entry: Entry, origin: str) -> Found:
    """What is to be read of an entry: its own text where it is whole, else what it links to."""
    given = Given(url=entry.url, publisher=entry.publisher, title=entry.title, listed=entry.published)
    if entry.text:
        return Held(origin, entry.text, given)
    if entry.html:
        return Held(origin, document(entry.html).encode("utf-8", "replace"), given)
    if entry.url:
        return Held(origin, Linked(entry.url), given)
    return Passed("entry without a text or link")


def document(body: str, rest: str = "") -> str:
    """A page whose article is this markup."""
    head = '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>'
    return f"{head}<article>{body}</article>{rest}</body></html>"


# -------------------------------------------------------------------------------------- XML


def _xml_entries(stream: BinaryIO, origin: str, base: str | None) -> Iterator[Entry]:
    name = host = None
    for element in elements(stream, origin=origin, names=_ENTRIES, small=_HEADS):
        kind = local(element)
        if kind in _ENTRIES:
            yield _entry(element, base, name, host)
        elif _inside_entry(element):
            continue
        elif kind == "title":
            name = name or text_of(element)
        elif element.get("rel", "alternate") == "alternate":
            site = web(element.get("href") or text_of(element), base)
            host, base = host or _host(site), base or site


def _inside_entry(element: etree._Element) -> bool:
    return any(local(parent) in (*_ENTRIES, "image", "source") for parent in element.iterancestors())


def _entry(element: etree._Element, base: str | None, name: str | None, host: str | None) -> Entry:
    parts: dict[str, etree._Element] = {}
    link = full = None
    for part in element:
        kind = local(part)
        if kind == "link" and part.get("href"):
            if part.get("rel", "alternate") == "alternate" and link is None:
                link = web(part.get("href"), base)
        elif part.tag == _CONTENT or (kind == "content" and part.tag.startswith(_ATOM)):
            full = part
        elif (part.prefix or "") in ("", "dc", "dcterms", "atom"):
            parts.setdefault(kind, part)
    guid = text_of(parts.get("guid")) or text_of(parts.get("id"))
    link = link or web(text_of(parts.get("link")), base)
    if (
        link is None
        and guid
        and parts.get("guid") is not None
        and parts["guid"].get("isPermaLink") != "false"
    ):
        link = web(guid)
    told = next((found for key in ("pubdate", "published", "date", "issued", "updated", "modified")
                 if (found := when(text_of(parts.get(key))))), None)  # fmt: skip
    source = text_of(_source(parts.get("source")))
    text, markup = _full(full, text_of(parts.get("description")))
    return Entry(
        id=guid or link,
        url=link,
        title=_plain(text_of(parts.get("title"))),
        published=told,
        publisher=source or (name if host and _host(link) == host else None),
        html=markup,
        text=text,
    )


def _source(element: etree._Element | None) -> etree._Element | None:
    """RSS names it in the element, Atom in the title inside."""
    if element is None or len(element) == 0:
        return element
    return next((part for part in element if local(part) == "title"), None)


def _full(content: etree._Element | None, description: str | None) -> tuple[str | None, str | None]:
    """Text, or markup, of an entry that carries its story."""
    if content is not None and not content.get("src"):
        if content.get("type") == "xhtml":
            from lxml import etree

            return None, "".join(etree.tostring(part, encoding="unicode", method="html") for part in content)
        told = text_of(content)
        if told and content.get("type") == "text":
            return told, None
        if told:
            return (None, told) if _TAG.search(told) else (html.unescape(told), None)
    if description and len(description) >= _LONG:
        return (None, description) if _TAG.search(description) else (html.unescape(description), None)
    return None, None


def _plain(title: str | None) -> str | None:
    """Feeds escape titles once or twice, and some put markup into them."""
    if title is None or not ("&" in title or "<" in title):
        return title
    return re.sub(r"</?[a-z][^<>]{0,200}>", "", html.unescape(title)).strip() or None


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


# -------------------------------------------------------------------------------------- JSON


def _json_entries(data: bytes, origin: str, base: str | None) -> Iterator[Entry]:
    if len(data) > MAX_PAGE:
        raise InputError(origin, f"a feed of more than {MAX_PAGE:,} bytes")
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError(origin, f"not JSON: {str(error)[:200]}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise InputError(origin, "a JSON Feed without items")
    name, host = _string(feed, "title"), _host(web(_string(feed, "home_page_url"), base))
    for item in items:
        if not isinstance(item, dict):
            continue
        url = web(_string(item, "url"), base)
        markup, text = _string(item, "content_html"), _string(item, "content_text")
        id = item.get("id")
        yield Entry(
            id=str(id) if isinstance(id, str | int) and id != "" else url,
            url=url or web(_string(item, "external_url"), base),
            title=_string(item, "title"),
            published=when(_string(item, "date_published") or _string(item, "date_modified")),
            publisher=name if host and _host(url) == host else None,
            html=markup,
            text=None if markup else text,
        )


def _string(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) and value.strip() else None
