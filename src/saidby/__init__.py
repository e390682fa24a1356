"""saidby reads news pages and tells who says what happened, and on whose word.

    import saidby
    reading = saidby.read("The ministry said that the bridge had fallen.", published="2031-05-04")
    for claim in reading.claims: ...

`read` and the records of a reading are the public names, beside the exceptions in `saidby.errors`.
"""

from __future__ import annotations

from pathlib import Path

from saidby.data import (
    Actor,
    Article,
    Attribution,
    ChainLink,
    Claim,
    Dated,
    Element,
    Event,
    Figure,
    Place,
    Problem,
    Reading,
    Span,
    Timex,
)
from saidby.errors import InputError, ModelError, SaidbyError, UsageError
from saidby.version import VERSION as __version__

__all__ = [
    "Actor", "Article", "Attribution", "ChainLink", "Claim", "Dated", "Element", "Event", "Figure",
    "InputError", "ModelError", "Place", "Problem", "Reading", "SaidbyError", "Span", "Timex", "UsageError",
    "__version__", "read",
]  # fmt: skip


def read(
    page: str | bytes | Path,
    *,
    url: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    published: str | None = None,
) -> Reading:
    """The reading of one page: the same that `saidby read --json` prints.

    `page` is text or HTML (str), a page's bytes, or a file (Path). The other arguments say what the page
    may not: each goes before what is found on it. `published` is an ISO 8601 prefix ("2018-11",
    "2018-11-25T18:18Z").

    Raises InputError where there is nothing to read (no such file, a PDF, an empty page), UsageError where
    an argument means nothing, ModelError where the weights are missing. Everything less is in
    `Reading.problems`.
    """
    from dataclasses import replace

    from saidby.pages import Given, read_page, read_text
    from saidby.reading.read import read_articles

    given = Given(url=url, publisher=publisher, title=title, published=published)
    if isinstance(page, str) and not page.lstrip().startswith("<"):
        article, problems = read_text(page, given=given)
    else:
        origin = str(page) if isinstance(page, Path) else "page"
        data = (
            page.encode("utf-8")
            if isinstance(page, str)
            else page
            if isinstance(page, bytes)
            else _bytes(page)
        )
        opened, problems = read_page(data, origin=origin, given=given)
        if opened is None:
            raise InputError(origin, problems[0].message if problems else "nothing to read")
        article = opened
    reading = next(read_articles([article]))
    return replace(reading, problems=(*problems, *reading.problems))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(str(path), error.strerror or "cannot be read") from error
