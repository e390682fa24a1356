"""One request to one address of the web: http and https only, public addresses only, with limits.

Every address that a host name has is checked before a connection is made, and the connection goes to the
address that was checked, so that neither a redirect nor a name that changes its answer can reach this
machine or its network. Proxies named in the environment are not used: they would hide the address.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from saidby.version import VERSION

MAX_SECONDS = 20.0
WAIT_SECONDS = 10.0  # for one connection, or one packet
AGENT = f"saidby/{VERSION}"
PAGES = "text/html, application/xhtml+xml, text/plain;q=0.9"
REDIRECTS = (301, 302, 303, 307, 308)
_PIECE = 1 << 16
_UNREAD = ("image/", "video/", "audio/", "font/")  # nobody reads these: their bytes are not asked for
_UNDONE = ("transfer-encoding",)  # what was undone when the body was read

Allowed = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked and what was answered. `sent` and `head` are the headers as bytes, blank line included.

    `fields` are those of the answer by their name in lower case, `address` is the server's IP address. `cut`:
    the body was not read.
    """

    url: str
    status: int
    reason: str
    fields: dict[str, str]
    sent: bytes
    head: bytes
    body: bytes
    address: str
    cut: bool = False

    @property
    def leads_to(self) -> str | None:
        """Where the answer redirects to; None where it does not."""
        location = self.fields.get("location")
        if self.status not in REDIRECTS or not location:
            return None
        try:
            return urljoin(self.url, location)
        except ValueError:
            return None

    @property
    def kind(self) -> str:
        """The media type in lower case, "" where none is told."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()


class Refused(Exception):
    """Why nothing is fetched."""


def exchange(
    url: str, *, max_bytes: int, deadline: float, allowed: Allowed, fields: Sequence[tuple[str, str]] = ()
) -> Exchange:
    """Ask for `url` once; redirects are not followed. `fields` go before the usual ones of the request.

    `deadline` is in `time.monotonic()` seconds. Raises Refused, OSError and http.client.HTTPException.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Refused(f"not an address of a page: {error}") from None
    if parts.scheme not in ("http", "https") or not host:
        raise Refused(f"only http and https addresses are fetched, not {url!r}")
    secure = parts.scheme == "https"
    connection = (http.client.HTTPSConnection if secure else http.client.HTTPConnection)(host, port)
    sock = _connect(host, connection.port, deadline, allowed)
    try:
        address = str(sock.getpeername()[0])
        if secure:
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        connection.sock = sock
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
        usual = {
            "User-Agent": AGENT, "Accept": PAGES, "Accept-Encoding": "identity", "Connection": "close",
        }  # fmt: skip
        headers = {**usual, **dict(fields)}
        connection.request("GET", path + query, headers=headers)
        response = connection.getresponse()
        cut = (response.getheader("Content-Type") or "").strip().lower().startswith(_UNREAD)
        body = b"" if cut else _body(response, max_bytes, deadline)
    finally:
        sock.close()
    named = [("Host", host if port is None else f"{host}:{port}"), *headers.items()]
    return Exchange(
        url=url,
        status=response.status,
        reason=response.reason,
        fields={name.lower(): value for name, value in reversed(response.getheaders())},
        sent=_lines(f"GET {path}{query} HTTP/1.1", named),
        head=_lines(
            f"HTTP/1.1 {response.status} {response.reason}".rstrip(),
            [(f"X-Crawler-{name}" if name.lower() in _UNDONE else name, value)
             for name, value in response.getheaders()],
        ),
        body=body,
        address=address,
        cut=cut,
    )  # fmt: skip


def _lines(first: str, fields: Sequence[tuple[str, str]]) -> bytes:
    lines = [first, *(f"{name}: {' '.join(value.split())}" for name, value in fields)]
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("utf-8", "replace")


def _body(response: http.client.HTTPResponse, max_bytes: int, deadline: float) -> bytes:
    if response.status in REDIRECTS or response.status == 304:
        return b""  # nobody reads it
    data = bytearray()
    while piece := response.read1(_PIECE):
        data += piece
        if len(data) > max_bytes:
            raise Refused(f"the page is larger than {max_bytes:,} bytes")
        if time.monotonic() > deadline:
            raise Refused(f"the page did not arrive within {MAX_SECONDS:.0f} seconds")
    if response.length:  # what the server promised and did not send
        raise Refused(f"the page was cut short: {response.length:,} bytes are missing")
    return bytes(data)


def _connect(host: str, port: int, deadline: float, allowed: Allowed) -> socket.socket:
    """A connection to the first address that answers, after all addresses of the host were checked."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise Refused(f"{host!r} is not the name of a host") from None
    for *_, address in found:
        if not allowed(str(address[0])):
            where = "" if address[0] == host else f"{address[0]}, "
            raise Refused(f"{host} is {where}an address of this machine or of a private network")
    trouble: OSError = OSError(f"{host} has no address")
    for family, kind, protocol, _, address in found:
        sock = socket.socket(family, kind, protocol)
        sock.settimeout(max(0.1, min(WAIT_SECONDS, deadline - time.monotonic())))
        try:
            sock.connect(address)
        except OSError as error:
            sock.close()
            trouble = error
        else:
            return sock
    raise trouble


def reason_of(error: Exception) -> str:
    """Why the network failed, in words."""
    if isinstance(error, TimeoutError):
        return f"no answer within {WAIT_SECONDS:.0f} seconds"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    if isinstance(error, socket.gaierror):
        return "there is no host of that name, or no network"
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
