"""One page from the web, as bytes: http and https only, public addresses only, with limits.

A page is fetched only because its address was written as an argument. What it redirects to is held to the
same rules: every address that a host name has is checked before a connection is made, and the connection
goes to the address that was checked, so that neither a redirect nor a name that changes its answer can
reach this machine or its network. Proxies named in the environment are not used: they would hide the address.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from saidby.errors import InputError
from saidby.version import VERSION

MAX_REDIRECTS = 5
MAX_SECONDS = 20.0
WAIT_SECONDS = 10.0  # for one connection, or one packet
_PIECE = 1 << 16
_READABLE = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address in the last 32 bits


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a page, as sent; `url` is where the last redirect led."""

    url: str
    data: bytes


def is_url(argument: str) -> bool:
    return argument.lower().startswith(("http://", "https://"))


def fetch(url: str, *, max_bytes: int, allowed: Callable[[str], bool] | None = None) -> Fetched:
    """The page at `url`. Takes about `MAX_SECONDS` at most; raises `InputError` for whatever goes wrong.

    `allowed` tells of an IP address whether it may be connected to; None is `is_public`.
    """
    deadline = time.monotonic() + MAX_SECONDS
    asked = url
    for _ in range(MAX_REDIRECTS + 1):
        try:
            answer = _get(asked, max_bytes, deadline, allowed or is_public)
        except _Refused as refused:
            raise InputError(url, str(refused)) from None
        except (OSError, http.client.HTTPException) as error:
            raise InputError(url, f"could not be fetched: {_reason(error)}") from error
        if isinstance(answer, bytes):
            return Fetched(asked, answer)
        asked = answer
    raise InputError(url, f"redirected more than {MAX_REDIRECTS} times")


class _Refused(Exception):
    """Why a page is not fetched."""


def _get(url: str, max_bytes: int, deadline: float, allowed: Callable[[str], bool]) -> bytes | str:
    """The body of the answer, or where it redirects to."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise _Refused(f"not an address of a page: {error}") from None
    if parts.scheme not in ("http", "https") or not host:
        raise _Refused(f"only http and https addresses are fetched, not {url!r}")
    secure = parts.scheme == "https"
    connection = (http.client.HTTPSConnection if secure else http.client.HTTPConnection)(host, port)
    sock = _connect(host, connection.port, deadline, allowed)
    try:
        if secure:
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        connection.sock = sock
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
        headers = {
            "User-Agent": f"saidby/{VERSION}",
            "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        connection.request("GET", path + query, headers=headers)
        return _answer(connection.getresponse(), url, max_bytes, deadline)
    finally:
        sock.close()


def _connect(host: str, port: int, deadline: float, allowed: Callable[[str], bool]) -> socket.socket:
    """A connection to the first address that answers, after all addresses of the host were checked."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise _Refused(f"{host!r} is not the name of a host") from None
    for *_, address in found:
        if not allowed(str(address[0])):
            where = "" if address[0] == host else f"{address[0]}, "
            raise _Refused(f"{host} is {where}an address of this machine or of a private network")
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


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet at large; an IPv4 one inside an IPv6 one decides."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def _answer(response: http.client.HTTPResponse, url: str, max_bytes: int, deadline: float) -> bytes | str:
    location = response.getheader("Location")
    if response.status in (301, 302, 303, 307, 308) and location:
        return urljoin(url, location)
    if response.status != 200:
        raise _Refused(f"the server answered {response.status} {response.reason}".rstrip())
    kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    if kind not in _READABLE:
        raise _Refused(f"the server sent {kind}, which is not a page")
    data = bytearray()
    while piece := response.read1(_PIECE):
        data += piece
        if len(data) > max_bytes:
            raise _Refused(f"the page is larger than {max_bytes:,} bytes")
        if time.monotonic() > deadline:
            raise _Refused(f"the page did not arrive within {MAX_SECONDS:.0f} seconds")
    if response.length:  # what the server promised and did not send
        raise _Refused(f"the page was cut short: {response.length:,} bytes are missing")
    return bytes(data)


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer within {WAIT_SECONDS:.0f} seconds"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    if isinstance(error, socket.gaierror):
        return "there is no host of that name, or no network"
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
