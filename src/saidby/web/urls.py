"""Urls: the address of every screen, in one place. Templates have this module as `urls`.

Routes are made from the constants, links from the functions; nothing else writes a path.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

HOME = "/"
INBOX = "/inbox"
ADD_FILES = "/inbox/files"
ADD_TEXT = "/inbox/text"
ADD_ADDRESSES = "/inbox/addresses"
ADD_SAMPLES = "/inbox/samples"
TOUR = "/inbox/tour"
JOB = "/inbox/jobs/{id:int}"
STOP_JOB = "/inbox/jobs/{id:int}/stop"
INCIDENTS = "/incidents"
MAP = "/incidents/map"
TIMELINE = "/incidents/timeline"
INCIDENT = "/incidents/{id}"
FIGURES = "/incidents/{id}/figures"
GRAPH = "/incidents/{id}/graph"
INCIDENT_FILE = "/incidents/{id}/file"
MERGE = "/incidents/{id}/merge"
SPLIT = "/incidents/{id}/split"
UNDO = "/incidents/{id}/undo"
ARTICLE = "/articles/{row:int}"
PAGE = "/articles/{row:int}/page"
ARTICLE_FILE = "/articles/{row:int}.html"
SOURCES = "/sources"
SOURCE = "/sources/{name:path}"
SEARCH = "/search"
REVIEW = "/review"
AGREEMENT = "/review/agreement"
CASES = "/review/cases"
TAKE_BACK = "/review/undo"
REVIEWER = "/review/reviewer"
RECORD = "/review/{row:int}/{target:path}"
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


def job(id: int, part: str = "") -> str:
    """What was sent and is read, or its `part`: "stop"."""
    return f"{INBOX}/jobs/{id}{f'/{part}' if part else ''}"


def incident(id: str, part: str = "") -> str:
    """An incident's screen, or its `part`: "figures", "graph", "file", "merge", "split", "undo"."""
    return f"{INCIDENTS}/{quote(id, safe='')}{f'/{part}' if part else ''}"


def article(row: int, claim: str | None = None) -> str:
    """An article, or the very words of a claim in it."""
    return f"/articles/{row}{f'#{quote(claim)}' if claim else ''}"


def page(row: int) -> str:
    """The page's bytes as they were captured."""
    return f"/articles/{row}/page"


def article_file(row: int) -> str:
    """The article as one file, to be handed on."""
    return f"/articles/{row}.html"


def part(row: int, number: int) -> str:
    """A part of a long article."""
    return with_query(f"/articles/{row}", part=number if number > 1 else None)


def review(**asked: object) -> str:
    """The queue; `kind`, `article` (a row), `incident` and `second` narrow it."""
    return with_query(REVIEW, asked)


def record(row: int, target: str) -> str:
    """A record of a reading ("claims/c3", "article"), to be corrected."""
    return f"{REVIEW}/{row}/{quote(target)}"


def source(name: str) -> str:
    """All that one root said."""
    return f"{SOURCES}/{quote(name, safe='')}"


def search(**asked: object) -> str:
    """The search; the fields are those of `saidby.ledger.query.Search`."""
    return with_query(SEARCH, asked)
