"""Gate: who may come in, where the app is open to more than this machine: with a token, or an account.

A session is a signed cookie, strictly same-site and hidden from scripts.
"""

from __future__ import annotations

import hmac

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from saidby.web import accounts, urls
from saidby.web.options import Options
from saidby.web.routing import get, post
from saidby.web.signing import read, signed
from saidby.web.site import site_of
from saidby.web.throttle import Throttle
from saidby.web.trouble import refused

COOKIE = "saidby_session"
SECONDS = 12 * 3600.0
_OPEN = (urls.LOGIN, "/static/")


class Gate:
    """ASGI middleware: without a session, only the log-in and our own styles are given out.

    `?token=...` in any address that is right makes a session and leads to the same address without it.
    """

    def __init__(self, app: ASGIApp, options: Options, throttle: Throttle) -> None:
        self._app = app
        self._options = options
        self._throttle = throttle
        self._closed = options.token is not None or options.users is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._closed:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if "token" in request.query_params and self._options.token is not None:
            await self._by_token(request, self._options.token)(scope, receive, send)
            return
        user = session(request, self._options.secret)
        if user is not None:
            scope.setdefault("state", {})["user"] = user or None
        elif not scope["path"].startswith(_OPEN):
            if request.method == "GET" and self._options.users is not None:
                answer = RedirectResponse(urls.with_query(urls.LOGIN, next=scope["path"]), 303)
                await answer(scope, receive, send)
            else:
                await refused(401, "This app is not open to everybody", scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _by_token(self, request: Request, token: str) -> Response:
        from saidby.web.trouble import plain_page

        address = f"address {request.client.host if request.client else ''}"
        if self._throttle.held(address):
            return plain_page(429, "Too many wrong tokens")
        if not hmac.compare_digest(request.query_params["token"].encode(), token.encode()):
            self._throttle.failed(address)
            return plain_page(401, "That is not the token")
        rest = {key: value for key, value in request.query_params.items() if key != "token"}
        answer = RedirectResponse(urls.with_query(inside(request.url.path), rest), 303)
        _let_in(answer, request, "", self._options.secret)
        return answer


def session(request: Request, secret: bytes) -> str | None:
    """The user of the session, "" for one that came by the token, None for no session."""
    return read(request.cookies.get(COOKIE, ""), secret=secret, purpose="session", seconds=SECONDS)


def _let_in(answer: Response, request: Request, user: str, secret: bytes) -> None:
    answer.set_cookie(
        COOKIE, signed(user, secret=secret, purpose="session"), max_age=int(SECONDS), httponly=True,
        samesite="strict", secure=request.url.scheme == "https", path="/",
    )  # fmt: skip


def inside(path: str) -> str:
    """A path of this app to go on to; the first screen for anything else."""
    return path if path.startswith("/") and path[1:2] not in ("/", "\\") else urls.HOME


# -------------------------------------------------------------------------------------- logging in


def ask(request: Request) -> Response:
    """The form."""
    return _form(request, 200, "")


def take(request: Request, form: FormData) -> Response:
    """The form, filled in."""
    site = site_of(request)
    throttle: Throttle = request.app.state.throttle
    if site.options.users is None:
        raise HTTPException(404)
    name, password = str(form.get("name", "")), str(form.get("password", ""))
    keys = (f"name {name}", f"address {request.client.host if request.client else ''}")
    if throttle.held(*keys):
        return _form(request, 429, "Too many wrong passwords. Wait a minute, then try again.")
    if not accounts.knows(accounts.load(site.options.users), name, password):
        throttle.failed(*keys)
        return _form(request, 403, "That name and that password do not belong together.")
    answer = RedirectResponse(inside(str(form.get("next", ""))), 303)
    _let_in(answer, request, name, site.options.secret)
    return answer


def leave(request: Request, form: FormData) -> Response:
    """The session ends in this browser."""
    answer = RedirectResponse(urls.LOGIN if site_of(request).options.users else urls.HOME, 303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return answer


def _form(request: Request, status: int, message: str) -> Response:
    next = inside(request.query_params.get("next", urls.HOME))
    return site_of(request).page(request, "login.html", status=status, message=message, next=next)


ROUTES = (get(urls.LOGIN, ask), post(urls.LOGIN, take), post(urls.LOGOUT, leave))
