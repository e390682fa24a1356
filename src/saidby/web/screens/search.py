"""The search: claims by words, by whom, through whom, where, by act and time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidby.data import Act
from saidby.errors import UsageError
from saidby.ledger import root_rows
from saidby.ledger.claims import FEW
from saidby.ledger.listed_rows import placed
from saidby.ledger.query import Search, sought
from saidby.ledger.store import Ledger
from saidby.ledger.summary import Filter
from saidby.pages.given import is_date
from saidby.web import hits, paging, urls
from saidby.web.routing import get
from saidby.web.site import site_of

WORDS = ("about", "who", "through", "place")
FIELDS = (*WORDS, "act", "since", "until")
SIZE = 25
MOST = 600  # letters of a claim
OFFERED = 6
NO_WORD = "There is no word in this: write letters or digits."
NO_DATE = "This is no date: write 2018, 2018-11 or 2018-11-25."
BACKWARDS = "This is before the day it begins."
NO_ACT = "There is no such act."


def routes() -> list[Route]:
    return [get(urls.SEARCH, search)]


def search(request: Request) -> Response:
    site = site_of(request)
    given = {field: request.query_params.get(field, "").strip() or None for field in FIELDS}
    latest = request.query_params.get("latest") == "1"
    wrong = mistakes(given)
    context: dict[str, Any] = {"found": None, "pager": None, "total": 0, "offers": None}
    with site.ledger() as ledger:
        if any(given.values()) and not wrong:
            offset = (paging.asked(request) - 1) * SIZE
            asked = Search(**given, latest=latest, limit=SIZE, offset=min(offset, FEW))
            total = ledger.database.claims.count(asked)
            terms = sought(asked)
            context["found"] = [hits.found(hit, terms, most=MOST) for hit in ledger.search(asked)]
            context |= {"total": total, "pager": paging.pager(request, total, size=SIZE)}
        if not context["found"]:
            context["offers"] = offers(ledger)
    return site.page(
        request, "search.html", asked=given, latest=latest, acts=get_args(Act), most=FEW,
        wrong={field: wrong.get(field, "") for field in FIELDS}, mistakes=len(wrong), **context,
    )  # fmt: skip


def mistakes(given: Mapping[str, str | None]) -> dict[str, str]:
    """What is wrong with what was typed, by field."""
    wrong: dict[str, str] = {}
    for field in WORDS:
        try:
            sought(Search(**{field: given[field]}))  # type: ignore[arg-type]
        except UsageError:
            wrong[field] = NO_WORD
    for field in ("since", "until"):
        if (value := given[field]) and ("T" in value or not (value.isascii() and is_date(value))):
            wrong[field] = NO_DATE
    since, until = given["since"], given["until"]
    if since and until and not wrong and until < since[: len(until)]:
        wrong["until"] = BACKWARDS
    if given["act"] and given["act"] not in get_args(Act):
        wrong["act"] = NO_ACT
    return wrong


def offers(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """What there is to look for: who speaks in most incidents, where most of them happened."""
    roots = root_rows.listed(ledger, limit=2 * OFFERED).roots
    spots = placed(ledger, Filter(), most=2 * OFFERED)
    return {
        "who": tuple(root.name for root in roots if root.kind != "unnamed")[:OFFERED],
        "place": tuple(dict.fromkeys(place.name for place in spots))[:OFFERED],
    }
