"""Names: by which name somebody decides where nobody logs in; said once in a browser, kept in a cookie."""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from saidby.errors import UsageError
from saidby.web.accounts import NAME

COOKIE = "saidby_name"
_SECONDS = 365 * 24 * 3600


def said(request: Request) -> str | None:
    """The name that was said in this browser, or None."""
    name = unquote(request.cookies.get(COOKIE, ""))
    return name if NAME.fullmatch(name) else None


def keep(request: Request, response: Response, name: str) -> None:
    """Remember it. Raises UsageError for what is no name."""
    name = " ".join(name.split())
    if not NAME.fullmatch(name):
        raise UsageError("a name has 1 to 64 letters, digits, blanks or . @ _ -")
    response.set_cookie(
        COOKIE, quote(name), max_age=_SECONDS, httponly=True, samesite="strict",
        secure=request.url.scheme == "https", path="/",
    )  # fmt: skip
