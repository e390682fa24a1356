"""Trouble: an answer that says what is wrong and what to do next, also where no template can be rendered."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

NEXT = {
    400: "Open the address that saidby printed when it started.",
    401: "Open the address with the token, or log in.",
    403: "Go back, load the page again, and send it once more.",
    404: "What you look for may be in the list of incidents or in the search.",
    405: "Go back to where you came from.",
    413: "Send fewer or smaller files at once, or add them with saidby add.",
    429: "Wait a minute, then try again.",
    500: "Go back and try again; the terminal where saidby runs shows what happened.",
}


def plain_page(status: int, message: str) -> HTMLResponse:
    """A page without style or script."""
    return HTMLResponse(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>saidby</title></head><body><main>'
        f"<h1>{escape(message)}</h1><p>{NEXT.get(status, NEXT[500])}</p></main></body></html>",
        status,
    )


async def refused(status: int, message: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer so, and go no further."""
    await plain_page(status, message)(scope, receive, send)
