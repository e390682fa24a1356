"""Screens: one module each, which takes a request, asks the ledger one question and renders one template.

To add one, write `screens/<name>.py` and `templates/<name>.html`, and put the module's name into `NAMES`:

    def routes() -> list[Route]:
        return [get(urls.SOURCES, sources)]

    def sources(request: Request) -> Response:
        site = site_of(request)
        with site.ledger() as ledger:
            found = ...
        return site.page(request, "sources.html", found=found)

Functions are plain, not `async`: each request runs in a thread. Read only what the page shows; a ledger may
hold a million claims. `UsageError` becomes a 400 page with its message, `HTTPException(404)` a page that says
where to look. What a form changes is taken with `post`, written with `site.writing()`, and answered with a
redirect (303).
"""

from __future__ import annotations

from importlib import import_module

from starlette.routing import Route

NAMES = ("inbox", "incidents", "incident", "articles", "search", "sources", "review")
"""In the order in which addresses are tried: `/incidents/map` stands before `/incidents/{id}`."""


def all_routes() -> list[Route]:
    """The routes of every screen."""
    return [route for name in NAMES for route in import_module(f"{__name__}.{name}").routes()]
