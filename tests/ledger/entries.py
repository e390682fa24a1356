"""Entries for a ledger, from marked-up sentences."""

from __future__ import annotations

from pathlib import Path

from saidby.ledger.rows import Entry, Id, Request
from saidby.ledger.store import Ledger
from saidby.pages import Given
from saidby.testing import reading

NOON = "2031-05-04T12:00:00Z"

BRIDGE = "[source The ministry] [cue=deny denied] [content the bridge had fallen]. Nobody else spoke."
CELLAR = '[content "We ran for the cellar,"] [source a resident of Orlen] [cue told] us on Friday.'
MARKET = "[source Mayor Askelle] [cue=accuse blamed] [content the Front for shells on the market]."


def entry(
    marked: str = BRIDGE,
    *,
    url: str | None = None,
    id: Id = None,
    publisher: str | None = None,
    published: str | None = None,
    page: bytes | None = None,
) -> Entry:
    """What reading such a page would bring. Its bytes are the text's unless they are given."""
    found = reading(marked, url=url, publisher=publisher or "Orlen Herald", published=published)
    given = Given(url=url, publisher=publisher, published=published)
    bytes_ = page if page is not None else found.article.text.encode()
    return Entry(found, Request(bytes_, True, given, id), origin="orlen.txt")


def ledger_of(path: Path | str, *entries: Entry) -> str:
    """A ledger with these in it, each added by itself."""
    with Ledger(str(path), mode="create", clock=lambda: NOON) as ledger:
        for one in entries:
            ledger.add([one])
    return str(path)
