"""Given: what the caller already knows about a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?)?)?")


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


def is_date(text: str) -> bool:
    """Is it an ISO 8601 prefix from a year to an instant, of a day that there is?"""
    found = _DATE.fullmatch(text)
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found else date(0, 0, 0)
    except ValueError:
        return False
    return True
