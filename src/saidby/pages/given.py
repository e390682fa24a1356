"""Given: what the caller already knows about a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says about a page; it wins over what the page says. None means not said.

    `published` and `captured` are ISO 8601 prefixes ("2018-11", "2018-11-25", "2018-11-25T18:18Z").
    `listed` is what a feed or sitemap says of the date of publication, `charset` what the server says of the
    encoding: both are weighed with what the page says.
    """

    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    captured: str | None = None
    listed: str | None = None
    charset: str | None = None
