"""Urls: the address of every screen, in one place. Templates have this module as `urls`.

Routes are made from the constants, links from the functions; nothing else writes a path.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

HOME = "/"
INBOX = "/inbox"
INCIDENTS = "/incidents"
MAP = "/incidents/map"
TIMELINE = "/incidents/timeline"
INCIDENT = "/incidents/{id}"
FIGURES = "/incidents/{id}/figures"
GRAPH = "/incidents/{id}/graph"
INCIDENT_FILE = "/incidents/{id}/file"
ARTICLE = "/articles/{row:int}"
PAGE = "/articles/{row:int}/page"
ARTICLE_FILE = "/articles/{row:int}/file"
SOURCES = "/sources"
SOURCE = "/sources/{name:path}"
SEARCH = "/search"
REVIEW = "/review"
LOGIN = "/login"
LOGOUT = "/logout"
STATIC = "/static/{hash}/{name:path}"

NAVIGATION = (
    (INBOX, "Inbox"), (INCIDENTS, "Incidents"), (SOURCES, "Sources"), (SEARCH, "Search"), (REVIEW, "Review"),
)  # fmt: skip


def with_query(path: str, query: Mapping[str, object] | None = None, **more: object) -> str:
    """The path with what is asked for; nothing is written for None, False and ""."""
    asked = {key: value for key, value in {**(query or {}), **more}.items() if value not in (None, False, "")}
    return f"{path}?{urlencode(asked)}" if asked else path


def incident(id: str, part: str = "") -> str:
    """An incident's screen, or its `part`: "figures", "graph", "file"."""
    return f"{INCIDENTS}/{quote(id, safe='')}{f'/{part}' if part else ''}"


def article(row: int, claim: str | None = None) -> str:
    """An article, or the very words of a claim in it."""
    return f"/articles/{row}{f'#{quote(claim)}' if claim else ''}"


def page(row: int) -> str:
    """The page's bytes as they were captured."""
    return f"/articles/{row}/page"


def article_file(row: int) -> str:
    return f"/articles/{row}/file"


def source(name: str) -> str:
    """All that one root said."""
    return f"{SOURCES}/{quote(name, safe='')}"


def search(**asked: object) -> str:
    """The search; the fields are those of `saidby.ledger.query.Search`."""
    return with_query(SEARCH, asked)
