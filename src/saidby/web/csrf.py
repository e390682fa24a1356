"""Forms: that what is sent was sent from a page of this app, by the browser that got the page.

A random cookie (strictly same-site, hidden from scripts) and, in the form or in the header X-CSRF-Token, a
seal over it that differs on every page; beside that the Origin must be ours.
"""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from saidby.web.signing import read, signed

COOKIE = "saidby_form"
FIELD = "csrf"
HEADER = "X-CSRF-Token"
SECONDS = 24 * 3600.0


def token(request: Request, secret: bytes) -> str:
    """For a form on the page that answers this request."""
    cookie = request.cookies.get(COOKIE) or getattr(request.state, "form_cookie", None)
    if cookie is None:
        cookie = request.state.form_cookie = secrets.token_urlsafe(24)
    # The nonce makes it another text on each page, so that its length under compression tells nothing.
    return signed(f"{secrets.token_urlsafe(6)}|{cookie}", secret=secret, purpose="form")


def set_cookie(request: Request, response: Response) -> None:
    """Give the browser the cookie that `token` made, if it made one."""
    if cookie := getattr(request.state, "form_cookie", None):
        response.set_cookie(
            COOKIE, cookie, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/"
        )


def wrong_origin(request: Request) -> bool:
    """Whether a page of somewhere else sent it."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    return urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()


def fits(request: Request, sent: str, secret: bytes) -> bool:
    """Whether that token belongs to the browser's cookie."""
    cookie = request.cookies.get(COOKIE)
    text = read(sent, secret=secret, purpose="form", seconds=SECONDS)
    if cookie is None or text is None:
        return False
    return secrets.compare_digest(text.partition("|")[2].encode(), cookie.encode())
