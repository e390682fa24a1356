"""Series: which readings are of one article, and which articles are versions of one another.

An article is its address and its text. Where no address is known, the publisher tells two articles of the
same words apart: a wire story in two papers is two articles. An id that was given does so always. The same
bytes from the same place stay the same article, also where a later reader finds another text in them.
"""

from __future__ import annotations

import hashlib
import json
from urllib.parse import urlsplit, urlunsplit

from saidby.data import Reading
from saidby.ledger.rows import Request


def article_of(reading: Reading, request: Request) -> str:
    """The ledger's id of the article (sha256, hex): the reading's own, unless more was given."""
    article = reading.article
    publisher = None if article.url else article.publisher
    if request.id is None and publisher is None:
        return article.id
    return hashlib.sha256(json.dumps([article.id, request.id, publisher]).encode()).hexdigest()


def series_of(reading: Reading, request: Request) -> str:
    """What the versions of a page share: its address, else the id given, else only the article itself."""
    if reading.article.url:
        return address(reading.article.url)
    if request.id is not None:
        return f"id {json.dumps(request.id)}"
    return article_of(reading, request)


def address(url: str) -> str:
    """One spelling of an address: host and scheme in small letters, without fragment and empty path."""
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that is not closed: no address, and yet what the page says
        return url
    path = parts.path if parts.path != "/" else ""
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, parts.query, ""))
