"""saidby reads news pages and tells who says what happened, and on whose word.

    import saidby
    reading = saidby.read("The ministry said that the bridge had fallen.", published="2031-05-04")
    for claim in reading.claims: ...

`read` and the records of a reading are the public names, beside the exceptions in `saidby.errors`.
"""

from __future__ import annotations

import os
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

_LONGEST_NAME = 1024  # characters of a text that may be a file's name by mistake


def read(
    page: str | bytes | Path,
    *,
    url: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    published: str | None = None,
    gazetteer: Path | None = None,
) -> Reading:
    """The reading of one page: the same that `saidby read --json` prints.

    `page` is text or HTML (str), a page's bytes, or a file (Path). The other arguments say what the page
    may not: each goes before what is found on it. `published` is an ISO 8601 prefix ("2018-11",
    "2018-11-25T18:18Z"). `gazetteer` is a file of places of your own, as `--gazetteer` takes it.

    Raises InputError where there is nothing to read (no such file, a PDF, an empty page, no gazetteer),
    UsageError where an argument means nothing (a file's name as text), ModelError where the weights are
    missing. Everything less is in `Reading.problems`.
    """
    from dataclasses import replace

    from saidby.pages import Given, read_page, read_text
    from saidby.reading.places import NOTHING_OWN, read_own
    from saidby.reading.read import read_articles

    _check(page, {"url": url, "publisher": publisher, "title": title, "published": published})
    if gazetteer is not None and not isinstance(gazetteer, Path):
        raise UsageError(f"gazetteer is a pathlib.Path or None, not {type(gazetteer).__name__}")
    given = Given(url=url, publisher=publisher, title=title, published=published)
    if isinstance(page, str) and not page.lstrip().startswith("<"):
        article, problems = read_text(page, given=given)
    else:
        origin = str(page) if isinstance(page, Path) else "page"
        opened, problems = read_page(_bytes(page), origin=origin, given=given)
        if opened is None:
            why = problems[0].message if problems else "nothing to read"
            raise InputError(origin, why.removeprefix(f"{origin}: "))
        article = opened
    own = NOTHING_OWN if gazetteer is None else read_own(gazetteer)
    reading = next(read_articles([article], own=own))
    return replace(reading, problems=(*problems, *reading.problems))


def _check(page: object, said: dict[str, object]) -> None:
    """Arguments that mean nothing, before anything is read."""
    if not isinstance(page, str | bytes | Path):
        raise UsageError(f"page is text, bytes or a pathlib.Path, not {type(page).__name__}")
    for name, value in said.items():
        if value is not None and not isinstance(value, str):
            raise UsageError(f"{name} is text or None, not {type(value).__name__}")
    if isinstance(page, str):
        if not page.strip():
            raise InputError("page", "empty: the text holds nothing but blanks")
        if len(page) < _LONGEST_NAME and "\n" not in page and "\0" not in page and os.path.isfile(page):
            raise UsageError(f"{page!r} names a file; to read it, pass pathlib.Path({page!r})")


def _bytes(page: str | bytes | Path) -> bytes:
    if isinstance(page, bytes):
        return page
    if isinstance(page, str):
        return page.encode("utf-8", errors="surrogatepass")
    try:
        return page.read_bytes()
    except OSError as error:
        raise InputError(str(page), error.strerror or "cannot be read") from error
