"""App: the screens of a ledger as one ASGI application, with everything around them that keeps it safe."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidby.errors import LedgerError, UsageError
from saidby.web import assets, gate, urls
from saidby.web.headers import Headers, harden
from saidby.web.hosts import Hosts
from saidby.web.limits import Limits
from saidby.web.options import Options
from saidby.web.routing import Checked
from saidby.web.screens import all_routes
from saidby.web.site import Site, site_of
from saidby.web.throttle import Throttle
from saidby.web.trouble import NEXT, plain_page

THREADS = 8  # requests at once; SQLite gains nothing from more on the few cores of a laptop
AGAIN = "Go back, put that right, and send it once more."
_log = logging.getLogger(__name__)
_TITLES = {
    400: "That cannot be done", 403: "Not allowed", 404: "Nothing is there", 405: "Not that way",
    413: "Too much at once", 429: "Too often",
}  # fmt: skip


def app(ledger: str, *, options: Options | None = None) -> Starlette:
    """The app over a ledger, which must be there: a file, or the URL of a server."""
    options = options or Options()
    site, throttle = Site(ledger, options), Throttle()
    routes = [*all_routes(), *gate.ROUTES, Checked(urls.STATIC, assets.serve, methods=["GET"])]
    if wild := [route.path for route in routes if not isinstance(route, Checked)]:
        raise ValueError(f"routes are made by saidby.web.routing: {', '.join(wild)}")

    @contextlib.asynccontextmanager
    async def lifespan(made: Starlette) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        site.refresher.start()
        yield
        site.close()

    made = Starlette(
        routes=list[Route](routes),
        lifespan=lifespan,
        middleware=[
            Middleware(Headers),
            Middleware(Hosts, allowed=options.hosts),
            Middleware(Limits, most=options.upload_bytes),
            Middleware(gate.Gate, options=options, throttle=throttle),
            Middleware(GZipMiddleware, minimum_size=700, compresslevel=5),
        ],
        exception_handlers=_HANDLERS,
    )  # fmt: skip
    made.router.redirect_slashes = False
    made.state.site, made.state.throttle = site, throttle
    return made


def _http(request: Request, error: HTTPException) -> Response:
    title = _TITLES.get(error.status_code, "That did not work")
    detail = "" if error.detail in ("Not Found", "Method Not Allowed", "Bad Request") else error.detail
    return _page(request, error.status_code, title, detail)


def _usage(request: Request, error: UsageError) -> Response:
    missing = str(error).startswith("there is no ") or " has no " in str(error)
    status = 404 if missing else 400
    return _page(request, status, _TITLES[status], str(error), next=NEXT[404] if missing else AGAIN)


def _ledger(request: Request, error: LedgerError) -> Response:
    _log.error("%s", error)
    return _hardened(plain_page(500, f"The ledger cannot be read: {error.message}"))


def _bug(request: Request, error: Exception) -> Response:
    return _hardened(plain_page(500, "Something went wrong in saidby; this is a bug"))


def _page(request: Request, status: int, title: str, detail: str, *, next: str | None = None) -> Response:
    site = site_of(request)
    next = next or NEXT.get(status, NEXT[500])
    return site.page(request, "trouble.html", status=status, title=title, detail=detail, next=next)


def _hardened(answer: Response) -> Response:
    harden(answer.headers)  # the handler of last resort stands outside all middleware
    return answer


_HANDLERS: dict[Any, Any] = {  # Starlette's type wants handlers of any Exception
    HTTPException: _http,
    UsageError: _usage,
    LedgerError: _ledger,
    Exception: _bug,
}
