"""A desk: a small ledger of Velmora, made without the reader, and an app over it.

Rows: the articles of the market are 2 and 4, that of the power station is 6, the hostile page is 8.
"""

from __future__ import annotations

import re
from pathlib import Path

from starlette.testclient import TestClient

from saidby.data import Reading
from saidby.ledger.kept import refresh
from saidby.ledger.rows import Entry, Request
from saidby.ledger.store import Ledger
from saidby.pages import Given
from saidby.web.app import app
from saidby.web.options import Options
from tests.ledger.tales import tale
from tests.ledger.test_incidents import COURIER, HERALD, KARSK

HOST = "http://127.0.0.1:8520"
NASTY = "<img src=x onerror=alert(1)><script>alert(2)</script>"
HOSTILE = tale(
    f'[source="{NASTY}" The clerk] [cue said] [content {NASTY} \u202ehidden\u202c "quoted"]. '
    "A bridge fell in Orlen.",
    title=f"Bridge {NASTY}",
    publisher=f'"{NASTY}',
    published="2031-06-01",
)


def entry(reading: Reading, id: str) -> Entry:
    """As if it had been read from a page."""
    given = Given(publisher=reading.article.publisher)
    return Entry(reading, Request(reading.article.text.encode(), True, given, id), origin=f"{id}.txt")


def desk(folder: Path) -> str:
    """The path of the ledger, with its incidents made."""
    path = str(folder / "desk.db")
    readings = {"herald": HERALD, "courier": COURIER, "karsk": KARSK, "hostile": HOSTILE}
    with Ledger(path, mode="create", clock=lambda: "2031-06-02T08:00:00Z") as ledger:
        for id, reading in readings.items():
            ledger.add([entry(reading, id)])
        refresh(ledger)
    return path


def client(path: str, options: Options | None = None) -> TestClient:
    """A browser without scripts; use it as a context, so that connections are closed."""
    made = app(path, options=options or Options(refresh="never", reviewer="Mira"))
    return TestClient(made, base_url=HOST, raise_server_exceptions=False, follow_redirects=False)


def token(page: str) -> str:
    """The token of a page's first form."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, "the page has no form"
    return found[1]
