"""The first screen: where to begin, and what the ledger holds."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidby.ledger.listed_rows import paged
from saidby.ledger.summary import Filter
from saidby.web import urls
from saidby.web.routing import get
from saidby.web.site import site_of

LATEST = 5


def routes() -> list[Route]:
    return [get(urls.HOME, home), get(urls.INBOX, home)]


def home(request: Request) -> Response:
    site = site_of(request)
    with site.ledger() as ledger:
        latest = paged(ledger, Filter(), order="latest", limit=LATEST)
        rows = ledger.head()[0]
    return site.page(request, "home.html", latest=latest, rows=rows)
