"""Limits: how many bytes a request may send, counted as they come in."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from saidby.web.trouble import refused

TOO_LARGE = "That is more than this app takes at once"


class Limits:
    """ASGI middleware: a body of more than `most` bytes is refused with 413, whatever length is told."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        lengths = [value for key, value in scope["headers"] if key == b"content-length"]
        if any(not value.isdigit() or int(value) > self._most for value in lengths):
            await refused(413, TOO_LARGE, scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            if message["type"] == "http.request":
                taken += len(message.get("body", b""))
                if taken > self._most:
                    raise HTTPException(413, TOO_LARGE)
            return message

        await self._app(scope, counted, send)
