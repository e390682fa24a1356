"""A page, or a feed, at an address that somebody wrote down: redirects are followed, other kinds refused."""

from __future__ import annotations

import http.client
import time
from collections.abc import Sequence
from dataclasses import dataclass

from saidby.errors import InputError
from saidby.fetch.exchange import MAX_SECONDS, Allowed, Exchange, Refused, exchange, reason_of
from saidby.fetch.public import is_public

MAX_REDIRECTS = 5
READABLE = frozenset(("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", ""))
FEEDS = frozenset(
    "application/rss+xml application/atom+xml application/rdf+xml application/feed+json application/json "
    "text/x-opml application/gzip application/x-gzip".split()
)
ANY_FEED = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a page, as sent; `url` is where the last redirect led, `charset` what the server says."""

    url: str
    data: bytes
    charset: str | None = None


def is_url(argument: str) -> bool:
    return argument.lower().startswith(("http://", "https://"))


def fetch(url: str, *, max_bytes: int, allowed: Allowed | None = None) -> Fetched:
    """The page at `url`. Takes about `MAX_SECONDS` at most; raises `InputError` for whatever goes wrong.

    What a page redirects to is held to the same rules. `allowed` tells of an IP address whether it may be
    connected to; None is `is_public`.
    """
    deadline = time.monotonic() + MAX_SECONDS
    asked = url
    for _ in range(MAX_REDIRECTS + 1):
        answer = once(asked, origin=url, max_bytes=max_bytes, deadline=deadline, allowed=allowed)
        if answer.leads_to is None:
            why = unreadable(answer)
            if why:
                raise InputError(url, why)
            return Fetched(asked, answer.body, charset_of(answer))
        asked = answer.leads_to
    raise InputError(url, f"redirected more than {MAX_REDIRECTS} times")


def once(
    url: str,
    *,
    origin: str,
    max_bytes: int,
    deadline: float,
    allowed: Allowed | None,
    fields: Sequence[tuple[str, str]] = (),
) -> Exchange:
    """One exchange; whatever goes wrong is an InputError of that origin."""
    try:
        return exchange(
            url, max_bytes=max_bytes, deadline=deadline, allowed=allowed or is_public, fields=fields
        )
    except Refused as refused:
        raise InputError(origin, str(refused)) from None
    except (OSError, http.client.HTTPException) as error:
        raise InputError(origin, f"could not be fetched: {reason_of(error)}") from error


def unreadable(answer: Exchange, *, feeds: bool = False) -> str | None:
    """Why an answer is no page; None where it is one."""
    if answer.status != 200:
        return f"the server answered {answer.status} {answer.reason}".rstrip()
    if answer.kind not in READABLE and not (feeds and answer.kind in FEEDS):
        return f"the server sent {answer.kind}, which is not a page"
    return None


def charset_of(answer: Exchange) -> str | None:
    """The encoding that the server names, or None; UTF-8 needs no telling."""
    told = answer.fields.get("content-type", "").lower().partition("charset=")[2]
    named = told.partition(";")[0].strip(" \"'")[:40]
    return named if named and named not in ("utf-8", "utf8") else None
