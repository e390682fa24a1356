"""A server on this machine answers; `allowed` lets the tests reach it, which `fetch` otherwise refuses."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from saidby.errors import InputError
from saidby.fetch import fetch, is_public

PAGE = b"<p>The bridge has fallen."


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        number = int(self.path.partition("?")[2] or 0)
        match self.path.partition("?")[0]:
            case "/page":
                self.answer(200, PAGE, "text/html; charset=utf-8")
            case "/moved":
                self.answer(302, b"", "text/html", Location=f"/moved?{number - 1}" if number else "/page")
            case "/inside":
                self.answer(302, b"", "text/html", Location="http://[::1]:9/admin")
            case "/file":
                self.answer(302, b"", "text/html", Location="file:///etc/passwd")
            case "/picture":
                self.answer(200, b"GIF89a", "image/gif")
            case "/short":
                self.answer(200, PAGE, "text/html", **{"Content-Length": str(len(PAGE) + 10)})
            case _:
                self.answer(404, b"", "text/html")

    def answer(self, code: int, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(code)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def refusal(url: str, *, max_bytes: int = 1000) -> str:
    with pytest.raises(InputError) as error:
        fetch(url, max_bytes=max_bytes, allowed=lambda address: address == "127.0.0.1")
    return error.value.message


def test_a_page_is_its_bytes_and_the_address_it_was_found_at(site: str) -> None:
    found = fetch(f"{site}/moved?2", max_bytes=1000, allowed=lambda address: True)
    assert (found.url, found.data) == (f"{site}/page", PAGE)


def test_this_machine_is_refused_by_name_and_by_number(site: str) -> None:
    port = site.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"):
        with pytest.raises(InputError, match=r"an address of this machine or of a private network$"):
            fetch(f"http://{host}:{port}/page", max_bytes=1000)


def test_a_redirect_into_the_private_network_is_refused(site: str) -> None:
    assert refusal(f"{site}/inside") == "::1 is an address of this machine or of a private network"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/gone", "the server answered 404 Not Found"),
        ("/picture", "the server sent image/gif, which is not a page"),
        ("/file", "only http and https addresses are fetched, not 'file:///etc/passwd'"),
        ("/moved?9", "redirected more than 5 times"),
        ("/short", "the page was cut short: 10 bytes are missing"),
    ],
)
def test_what_is_not_a_page_says_why(site: str, path: str, message: str) -> None:
    assert refusal(site + path) == message


def test_a_page_larger_than_allowed_is_not_taken(site: str) -> None:
    assert refusal(f"{site}/page", max_bytes=10) == "the page is larger than 10 bytes"


def test_an_address_that_is_none_is_refused() -> None:
    assert refusal("http://") == "only http and https addresses are fetched, not 'http://'"
    assert refusal("http://127.0.0.1:port/") == (
        "not an address of a page: Port could not be cast to integer value as 'port'"
    )


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff0e::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d70e", True),
        ("2002:7f00:1::", False),
    ],
)
def test_only_addresses_of_the_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public
