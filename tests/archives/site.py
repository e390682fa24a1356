"""A site on this machine: what lies at its paths is a dictionary, and what it was asked is kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from saidby.fetch.polite import Clock, Polite

Answer = tuple[int, bytes, dict[str, str]]


@dataclass
class Site:
    """`answers` by path; `asked` are the paths in order, `fields` the headers of each request."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    fields: list[dict[str, str]] = field(default_factory=list)

    def put(self, path: str, body: bytes | str, kind: str = "text/html; charset=utf-8", **more: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = (
            200,
            data,
            {"Content-Type": kind, **{_name(name): value for name, value in more.items()}},
        )

    def say(self, path: str, status: int, **more: str) -> None:
        self.answers[path] = (status, b"", {_name(name): value for name, value in more.items()})


def _name(name: str) -> str:
    return name.replace("_", "-")


@contextmanager
def served() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.fields.append(dict(self.headers.items()))
            status, body, fields = site.answers.get(self.path, (404, b"", {}))
            if "ETag" in fields and self.headers.get("If-None-Match") == fields["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in {**fields, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


class Time:
    """A clock that stands still, but for what is waited; `waited` holds the seconds of each wait."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0
        self.waited: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waited.append(round(seconds, 3))
        self.now += seconds

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: self.now, sleep=self.sleep)


def polite(time: Time, delay: float = 1.0) -> Polite:
    return Polite(delay=delay, allowed=lambda address: address == "127.0.0.1", clock=time.clock)
