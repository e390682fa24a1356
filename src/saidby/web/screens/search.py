"""The search: claims by words, by whom, through whom, act and time."""

from __future__ import annotations

from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidby.data import Act
from saidby.errors import UsageError
from saidby.ledger.query import Search
from saidby.web import urls
from saidby.web.routing import get
from saidby.web.site import site_of

FIELDS = ("about", "who", "through", "act", "since", "until")
MOST = 50


def routes() -> list[Route]:
    return [get(urls.SEARCH, search)]


def search(request: Request) -> Response:
    site = site_of(request)
    given = {field: request.query_params.get(field, "").strip() or None for field in FIELDS}
    latest = request.query_params.get("latest") == "1"
    hits, message = None, ""
    if any(given.values()):
        try:
            with site.ledger() as ledger:
                hits = ledger.search(Search(**given, latest=latest, limit=MOST))
        except UsageError as error:
            message = str(error)
    return site.page(
        request, "search.html", asked=given, latest=latest, hits=hits, message=message, acts=get_args(Act),
        most=MOST,
    )  # fmt: skip
