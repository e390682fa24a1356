"""Hosts: by which names the app may be called, so that DNS rebinding leads nowhere."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from starlette.types import ASGIApp, Receive, Scope, Send

from saidby.web.trouble import refused

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def name_of(host: str) -> str:
    """The name in a Host header, without port and brackets, in small letters; "" where it is none."""
    host = host.strip().lower()
    if host.startswith("["):
        name, bracket, port = host[1:].partition("]")
        return name if bracket and (not port or port[1:].isdigit()) else ""
    name, _, port = host.partition(":")
    return name if not port or port.isdigit() else ""


def is_loopback(host: str) -> bool:
    """Whether an address or name reaches this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class Hosts:
    """ASGI middleware: another name than loopback's and `allowed` is refused with 400.

    "*" among them allows every address in figures, which no name can be rebound to.
    """

    def __init__(self, app: ASGIApp, allowed: Iterable[str] = ()) -> None:
        self._app = app
        self._allowed = LOOPBACK | {name.lower() for name in allowed}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            sent = [value.decode("latin-1") for key, value in scope["headers"] if key == b"host"]
            if len(sent) != 1 or not self._takes(name_of(sent[0])):
                await refused(400, "This app is not known by that name", scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _takes(self, name: str) -> bool:
        if name in self._allowed:
            return True
        if "*" not in self._allowed:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True
