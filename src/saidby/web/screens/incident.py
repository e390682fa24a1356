"""One incident: who answers what, the figures over time, the graph of sources, and is it one at all."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from saidby.errors import UsageError
from saidby.ledger.folded import fold
from saidby.ledger.incident import ClaimRef, Incident
from saidby.ledger.kept import one
from saidby.ledger.owners import shipped
from saidby.ledger.roots import Roots
from saidby.ledger.store import Ledger
from saidby.web import assets, decisions, paging, rendering, urls
from saidby.web.incident import copies, figures, graph, heard, matrix
from saidby.web.incident.naming import named
from saidby.web.incident.words import words_of
from saidby.web.routing import get, post
from saidby.web.site import Site, site_of

IN_A_CELL = 3  # claims whose words one cell opens; the others are linked
IN_A_FILE = 8  # claims whose words stand under an answer in the file
ARTICLES = 60  # on one page of the list
FOLDED = 32  # incidents whose circles and owners are remembered
SIGNS = {"agree": "=", "differ": "≈", "contradict": "≠", "single": "1", "silent": "–"}
SAID = {
    "agree": "all who answer agree", "differ": "answers differ", "contradict": "answers contradict",
    "single": "one root alone answers", "silent": "nobody says",
}  # fmt: skip


def routes() -> list[Route]:
    return [
        get(urls.INCIDENT, incident), get(urls.FIGURES, show_figures), get(urls.GRAPH, show_graph),
        get(urls.INCIDENT_FILE, save),
        post(urls.MERGE, merge), post(urls.SPLIT, split), post(urls.UNDO, undo),
    ]  # fmt: skip


# -------------------------------------------------------------------------------------- who says what


def incident(request: Request) -> Response:
    site, id = site_of(request), request.path_params["id"]
    with site.ledger() as ledger:
        try:
            found = named(one(ledger, id))
        except UsageError:
            if other := decisions.merged_into(ledger, id):
                return RedirectResponse(urls.with_query(urls.incident(other), request.query_params), 303)
            raise
        context = overview(ledger, found, first=_number(request, "roots"))
        context |= {"near": decisions.near(ledger, found), "decisions": decisions.standing(ledger, found)}
    lists = copies.originals(found)
    pager = paging.pager(request, len(lists), size=ARTICLES)
    start = (pager.number - 1) * ARTICLES
    return site.page(
        request, "incident.html", incident=found, tab="", originals=lists[start : start + ARTICLES],
        pager=pager, done=request.query_params.get("done"), **context,
    )  # fmt: skip


def overview(ledger: Ledger, found: Incident, *, first: int = 0) -> dict[str, Any]:
    """What the screen and the file that is handed on both show."""
    table = matrix.matrix(found, first=first)
    return {
        "matrix": table,
        "words": words_of(ledger, found, _shown(found, table)),
        "rows": {article.id: article for article in found.articles},
        "parties": {root.name for root in found.roots if root.party},
        "accused": heard.accused(found),
        "not_heard": heard.not_heard(found),
        "second_hand": heard.second_hand(found),
        "signs": SIGNS,
        "said": SAID,
        "in_a_cell": IN_A_CELL,
    }


def _shown(found: Incident, table: matrix.Matrix) -> Iterable[ClaimRef]:
    for row in table.rows:
        for cell in row.cells:
            for answer in cell:
                yield from answer.claims[:IN_A_CELL]
    for facet in found.facets:
        for position in facet.positions:
            yield from position.claims[:1]
    yield from heard.first_refs(found)


# -------------------------------------------------------------------------------------- figures and graph


def show_figures(request: Request) -> Response:
    site = site_of(request)
    with site.ledger() as ledger:
        found = named(one(ledger, request.path_params["id"]))
        words = words_of(ledger, found, (row.claims[0] for row in found.figures if row.claims))
    measures, by_root = figures.latest(found)
    return site.page(
        request, "incident_figures.html", incident=found, tab="figures", charts=figures.charts(found),
        words=words, measures=measures, by_root=by_root, size=figures, signs=SIGNS, said=SAID,
        parties={root.name for root in found.roots if root.party},
    )  # fmt: skip


def show_graph(request: Request) -> Response:
    site = site_of(request)
    with site.ledger() as ledger:
        plain = one(ledger, request.path_params["id"])
        roots = folded(ledger, plain)
    found = named(plain)
    drawn = graph.graph(found)
    return site.page(
        request, "incident_graph.html", incident=found, tab="graph", graph=drawn, roots=roots, size=graph,
        places={node.id: node for node in drawn.nodes},
        rows={article.id: article for article in found.articles},
    )  # fmt: skip


def folded(ledger: Ledger, found: Incident) -> Roots:
    """Why roots are one group, circles and plurals: from the readings, remembered until something changes."""
    return _folded(_Held(ledger, found))


class _Held:
    """A ledger with an incident, the same for the same rows of it: what is remembered by."""

    def __init__(self, ledger: Ledger, found: Incident) -> None:
        self.ledger: Ledger | None = ledger
        self.found: Incident | None = found
        self._key = (ledger.path, found.id, ledger.computed("incidents"))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self._key == other._key


@lru_cache(FOLDED)
def _folded(held: _Held) -> Roots:
    ledger, found = held.ledger, held.found
    held.ledger = held.found = None  # what is remembered holds no connection
    assert ledger is not None
    assert found is not None
    readings = {a.id: ledger.reading(a.row, corrected=True).reading for a in found.articles}
    return fold(found, readings, owners=shipped()).found()


# -------------------------------------------------------------------------------------- one file


def save(request: Request) -> Response:
    """All of it as one HTML file that asks for nothing and runs nothing, to be handed on or printed."""
    site = site_of(request)
    with site.ledger() as ledger:
        found = named(one(ledger, request.path_params["id"]))
        words = words_of(ledger, found, _told(found))
        pages = decisions.pages(ledger, found)
        head = ledger.head()
    style = (assets.content("incident-file.css") or b"").decode()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    html = rendering.environment().get_template("incident_file.html").render(
        incident=found, words=words, pages=pages, head=head, style=Markup(style), digest=digest,
        signs=SIGNS, said=SAID, accused=heard.accused(found), second_hand=heard.second_hand(found),
        matrix=matrix.matrix(found), originals=copies.originals(found), charts=figures.charts(found),
        parties={root.name for root in found.roots if root.party},
    )  # fmt: skip
    headers = {
        "Content-Disposition": f'attachment; filename="saidby-incident-{found.id}.html"',
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{digest}'; sandbox",
    }
    return Response(html, media_type="text/html; charset=utf-8", headers=headers)


def _told(found: Incident) -> Iterable[ClaimRef]:
    for facet in found.facets:
        for position in facet.positions:
            yield from position.claims[:IN_A_FILE]
    yield from heard.first_refs(found)
    yield from (row.claims[0] for row in found.figures if row.claims)


# -------------------------------------------------------------------------------------- decisions


def merge(request: Request, form: FormData) -> Response:
    others = [*map(str, form.getlist("near")), *str(form.get("other", "")).replace(",", " ").split()]
    others = [other.rpartition("/")[2] for other in others if other]
    if not others:
        raise UsageError("no other incident was chosen: tick one, or give its id")
    site = site_of(request)
    with site.writing() as ledger:
        found = one(ledger, request.path_params["id"])
        decisions.merge(ledger, found, others, by=site.user(request), why=_why(form))
    return _done(found, "merged")


def split(request: Request, form: FormData) -> Response:
    names = [str(name) for name in form.getlist("article")]
    if not names:
        raise UsageError("no article was chosen: tick those that tell of something else")
    site = site_of(request)
    with site.writing() as ledger:
        found = one(ledger, request.path_params["id"])
        decisions.split(ledger, found, names, by=site.user(request), why=_why(form))
    return _done(found, "split")


def undo(request: Request, form: FormData) -> Response:
    row = str(form.get("row", ""))
    if not row.isdigit():
        raise UsageError("no decision was named")
    site: Site = site_of(request)
    with site.writing() as ledger:
        found = one(ledger, request.path_params["id"])
        decisions.undo(ledger, int(row), by=site.user(request))
    return _done(found, "undone")


def _why(form: FormData) -> str | None:
    return str(form.get("why", "")).strip()[:500] or None


def _done(found: Incident, what: str) -> Response:
    return RedirectResponse(urls.with_query(urls.incident(found.id), done=what), 303)


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
