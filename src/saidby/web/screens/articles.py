"""One article: its text with the claims beside it, and the page's own bytes."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidby.ledger.index import claim_rows
from saidby.web import urls
from saidby.web.routing import get
from saidby.web.site import site_of

SANDBOX = "default-src 'none'; sandbox"


def routes() -> list[Route]:
    return [get(urls.ARTICLE, article), get(urls.PAGE, page)]


def article(request: Request) -> Response:
    site = site_of(request)
    with site.ledger() as ledger:
        stored = ledger.reading(request.path_params["row"], corrected=True)
    return site.page(request, "article.html", stored=stored, claims=claim_rows(stored.reading))


def page(request: Request) -> Response:
    """The bytes as they were captured: to be saved, and nothing that a browser would render."""
    row = request.path_params["row"]
    with site_of(request).ledger() as ledger:
        stored = ledger.reading(row)
        content = ledger.page(stored.page)
    headers = {
        "Content-Disposition": f'attachment; filename="saidby-{row}-{stored.page[:12]}.page"',
        "Content-Security-Policy": SANDBOX,
    }
    return Response(content, media_type="application/octet-stream", headers=headers)
