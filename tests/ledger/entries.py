"""Entries for a ledger, from marked-up sentences, and ways to break a ledger that only tests take."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
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


def ledger_of(path: Path, *entries: Entry) -> str:
    """A ledger with these in it, each added by itself."""
    with Ledger(str(path), mode="create", clock=lambda: NOON) as ledger:
        for one in entries:
            ledger.add([one])
    return str(path)


@contextmanager
def behind_its_back(path: str) -> Iterator[sqlite3.Connection]:
    """The file as somebody opens it who wants to change what was added: without the triggers."""
    connection = sqlite3.connect(path, isolation_level=None)
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    yield connection
    connection.close()


def counts(path: str) -> dict[str, int]:
    """Rows of each table."""
    connection = sqlite3.connect(path)
    tables = ("log", "pages", "readings", "judgements", "corrections", "claims")
    found = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    connection.close()
    return found
