"""ninjs (IPTC, versions 1 to 3): a news item in JSON as a page with its headline, byline and dates."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from saidby.archives.feed import document
from saidby.archives.held import MAX_PAGE, Found, Held, Passed
from saidby.archives.xml import web, when
from saidby.errors import InputError
from saidby.pages.given import Given

_MARKUP = ("html", "xhtml", "nitf")
_LINES = re.compile(r"\n\s*\n|\n")


def pages(stream: BinaryIO, *, origin: str) -> Iterator[Found]:
    """A page for each item that is text: the file's one, or each of a list."""
    data = stream.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        raise InputError(origin, f"a news item of more than {MAX_PAGE:,} bytes; cut it, or write JSON Lines")
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(origin, f"not JSON: {str(error)[:200]}") from error
    if isinstance(found, list):
        for number, item in enumerate(found, 1):
            if isinstance(item, dict):
                yield page(item, f"{origin} item {number}")
    elif isinstance(found, dict):
        yield page(found, origin)


def page(item: dict[str, Any], origin: str) -> Found:
    """The item as a page. Its fields: https://iptc.org/std/ninjs/"""
    item = {name.replace("_", "").lower(): value for name, value in item.items()}  # versions 1 and 2 differ
    kind = item.get("type", "text")
    if kind not in ("text", "composite"):
        return Passed(f"ninjs item of type {re.sub(r'[^a-z]+', ' ', str(kind))[:20]}")
    body = _body(item)
    if not body:
        return Passed("ninjs item without a text")
    headline = _best(item.get("headline") or item.get("headlines") or item.get("title"))
    byline = _best(item.get("byline") or item.get("bylines"))
    parts = [f"<h1>{html.escape(headline)}</h1>"] if headline else []
    if byline:
        parts.append(f'<p class="byline">{html.escape(byline)}</p>')
    if located := _best(item.get("located")):
        parts.append(f'<p class="dateline">{html.escape(located)}</p>')
    rights = " ".join(filter(None, (_best(item.get(name)) for name in ("copyrightnotice", "usageterms"))))
    rights = f'<p class="copyright">{html.escape(rights)}</p>' if rights else ""
    markup = document("".join((*parts, body)), rights)
    uri = item.get("uri")
    known = {"url": web(_best(item.get("url"))) or web(uri if isinstance(uri, str) else None)}
    known["publisher"] = (
        _best(item.get("source")) or _best(item.get("infosources")) or _best(item.get("copyrightholder"))
    )
    first = item.get("firstcreated") or item.get("contentcreated")
    known["listed"] = when(_best(item.get("versioncreated") or first))
    return Held(origin, markup.encode("utf-8", "replace"), Given(title=headline, **known))


def _body(item: dict[str, Any]) -> str:
    if isinstance(markup := item.get("bodyhtml") or item.get("bodyxhtml"), str):
        return markup
    if isinstance(text := item.get("bodytext"), str):
        return _paragraphs(text)
    best = ""
    for part in item.get("bodies") or ():
        if not isinstance(part, dict) or not isinstance(value := part.get("value"), str):
            continue
        told = str(part.get("contentType") or part.get("contenttype") or "")
        body = value if any(kind in told for kind in _MARKUP) else _paragraphs(value)
        if part.get("role") in ("main", "body") or len(body) > len(best):
            best = body
    return best


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in _LINES.split(text) if line.strip())


def _best(value: Any) -> str | None:
    """The words of a field that is a string, or a list of records with a value or a name."""
    if isinstance(value, list):
        mains = [part for part in value if isinstance(part, dict) and part.get("role") == "main"]
        return next((found for part in (*mains, *value) if (found := _best(part))), None)
    if isinstance(value, dict):
        return _best(value.get("value") or value.get("name") or value.get("literal"))
    return value.strip() if isinstance(value, str) and value.strip() else None
