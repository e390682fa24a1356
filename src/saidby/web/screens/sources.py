"""Sources: everybody who is the root of a claim, and all that one of them said."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidby.ledger import root_rows
from saidby.ledger.owners import shipped
from saidby.ledger.query import Search
from saidby.web import lanes, paging, urls
from saidby.web.routing import get
from saidby.web.site import site_of

CLAIMS = 6  # of the latest that are shown with their words


def routes() -> list[Route]:
    return [get(urls.SOURCES, sources), get(urls.SOURCE, source)]


def sources(request: Request) -> Response:
    site = site_of(request)
    text = request.query_params.get("text", "").strip()
    clashing = request.query_params.get("clashing") == "1"
    offset = (paging.asked(request) - 1) * paging.SIZE
    with site.ledger() as ledger:
        found = root_rows.listed(ledger, text=text, clashing=clashing, limit=paging.SIZE, offset=offset)
    return site.page(
        request, "sources.html", found=found, text=text, clashing=clashing,
        pager=paging.pager(request, found.total),
    )  # fmt: skip


def source(request: Request) -> Response:
    site, name = site_of(request), request.path_params["name"]
    clashing = request.query_params.get("clashing") == "1"
    size = paging.SIZE // 2
    offset = (paging.asked(request) - 1) * size
    owners = shipped()
    with site.ledger() as ledger:
        root = root_rows.known(ledger, name)
        through, passes = root_rows.heard_through(ledger, name), root_rows.passes_on(ledger, name)
        said = root_rows.said(ledger, name, clashing=clashing, limit=size, offset=offset)
        groups = root_rows.groups(ledger, name)
        pillars = lanes.pillars(root_rows.months(ledger, name))
        words = '"' + name.replace('"', " ") + '"'
        hits = (
            ledger.search(Search(who=words, latest=True, limit=CLAIMS)) if any(map(str.isalnum, name)) else []
        )
        clashes = root_rows.clashing(ledger, name) if root and root.clashes else 0
    if root is None and not (passes or hits):
        raise HTTPException(404, f"Nobody of that name says anything in this ledger: {name}.")
    return site.page(
        request, "source.html", name=name, root=root, said=said, groups=groups, pillars=pillars, hits=hits,
        through=through, passes=passes, owners=owners.chain(name, root.last if root else None),
        clashing=clashing, clashes=clashes, most=CLAIMS,
        pager=paging.pager(request, clashes if clashing else root.incidents if root else 0, size=size),
    )  # fmt: skip
