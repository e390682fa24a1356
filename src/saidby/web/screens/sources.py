"""Sources: everybody who is the root of a claim."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidby.web import urls
from saidby.web.routing import get
from saidby.web.site import site_of


def routes() -> list[Route]:
    return [get(urls.SOURCES, sources)]


def sources(request: Request) -> Response:
    return site_of(request).page(request, "sources.html")
