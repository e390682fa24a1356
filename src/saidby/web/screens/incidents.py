"""Incidents as a list, on a map and along time, all by the same filter."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidby.ledger.listed_rows import ORDERS, Order, beside, by_month, paged, placed, types
from saidby.ledger.summary import Filter
from saidby.web import lanes, paging, spots, urls, world
from saidby.web.routing import get
from saidby.web.site import site_of

FIELDS = ("text", "place", "actor", "type", "since", "until")


def routes() -> list[Route]:
    return [get(urls.INCIDENTS, incidents), get(urls.MAP, show_map), get(urls.TIMELINE, timeline)]


def asked(request: Request) -> Filter:
    """The filter in the address; the map and the timeline take the same."""
    given = {field: request.query_params.get(field, "").strip() or None for field in FIELDS}
    return Filter(**given, background=request.query_params.get("all") == "1")  # type: ignore[arg-type]


def narrowing(request: Request) -> dict[str, str]:
    """What is asked for, as the addresses of the other ways to look have it."""
    given = {field: request.query_params.get(field, "").strip() for field in (*FIELDS, "all")}
    return {field: value for field, value in given.items() if value}


def incidents(request: Request) -> Response:
    site, filter = site_of(request), asked(request)
    order = request.query_params.get("order", "articles")
    order = order if order in ORDERS else "articles"
    offset = (paging.asked(request) - 1) * paging.SIZE
    with site.ledger() as ledger:
        found = paged(ledger, filter, order=order, limit=paging.SIZE, offset=offset)
        kinds = types(ledger)
    return site.page(
        request, "incidents.html", found=found, filter=filter, order=order, types=kinds,
        narrowed=narrowing(request), pager=paging.pager(request, found.total),
    )  # fmt: skip


def show_map(request: Request) -> Response:
    site, filter = site_of(request), asked(request)
    with site.ledger() as ledger:
        places = placed(ledger, filter)
        apart = beside(ledger, filter, "placed")
        kinds = types(ledger)
    whole = world.around((p.longitude, p.latitude) for p in places for _ in range(min(p.incidents, 100)))
    box = world.read_box(request.query_params.get("box")) or whole
    return site.page(
        request, "incidents_map.html", filter=filter, types=kinds, narrowed=narrowing(request), box=box,
        whole=whole, regions=world.REGIONS, drawing=world.drawing(box), marks=spots.marks(places, box),
        total=sum(place.incidents for place in places), beside=apart, wide=world.WIDE,
    )  # fmt: skip


def timeline(request: Request) -> Response:
    site, filter = site_of(request), asked(request)
    order: Order = "oldest" if request.query_params.get("order") == "oldest" else "latest"
    offset = (paging.asked(request) - 1) * paging.SIZE
    with site.ledger() as ledger:
        found = paged(ledger, filter, order=order, limit=paging.SIZE, offset=offset)
        apart = beside(ledger, filter, "dated")
        pillars = lanes.pillars(by_month(ledger, filter))
        kinds = types(ledger)
    return site.page(
        request, "incidents_timeline.html", filter=filter, types=kinds, narrowed=narrowing(request),
        order=order, lanes=lanes.lanes(found.summaries), pillars=pillars, beside=apart, found=found,
        size=lanes, pager=paging.pager(request, found.total),
    )  # fmt: skip
