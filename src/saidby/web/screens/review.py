"""Review: what the machine is least sure of."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidby.web import urls
from saidby.web.routing import get
from saidby.web.site import site_of


def routes() -> list[Route]:
    return [get(urls.REVIEW, review)]


def review(request: Request) -> Response:
    return site_of(request).page(request, "review.html")
