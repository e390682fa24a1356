"""The list of incidents, with its filters."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidby.ledger.listed_rows import ORDERS, paged, types
from saidby.ledger.summary import Filter
from saidby.web import paging, urls
from saidby.web.routing import get
from saidby.web.site import site_of

FIELDS = ("text", "place", "actor", "type", "since", "until")


def routes() -> list[Route]:
    return [get(urls.INCIDENTS, incidents)]


def asked(request: Request) -> Filter:
    """The filter in the address; the map and the timeline take the same."""
    given = {field: request.query_params.get(field, "").strip() or None for field in FIELDS}
    return Filter(**given, background=request.query_params.get("all") == "1")  # type: ignore[arg-type]


def incidents(request: Request) -> Response:
    site, filter = site_of(request), asked(request)
    order = request.query_params.get("order", "articles")
    order = order if order in ORDERS else "articles"
    offset = (paging.asked(request) - 1) * paging.SIZE
    with site.ledger() as ledger:
        found = paged(ledger, filter, order=order, limit=paging.SIZE, offset=offset)
        kinds = types(ledger)
    narrowed = any(request.query_params.get(field) for field in (*FIELDS, "all"))
    return site.page(
        request, "incidents.html", found=found, filter=filter, order=order, types=kinds, narrowed=narrowed,
        pager=paging.pager(request, found.total),
    )  # fmt: skip
