"""Given: what the caller already knows about a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says about a page; it wins over what the page says. None means not said.

    `published` and `captured` are ISO 8601 prefixes ("2018-11", "2018-11-25", "2018-11-25T18:18Z").
    """

    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    captured: str | None = None
