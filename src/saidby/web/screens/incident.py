"""One incident: the five counts, then each facet with its answers and who gives them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidby.ledger.incident import ClaimRef, Incident
from saidby.ledger.index import claim_rows
from saidby.ledger.kept import one
from saidby.ledger.store import Ledger
from saidby.web import urls
from saidby.web.routing import get
from saidby.web.site import site_of

ARTICLES = 40  # whose words are shown; reading one takes about a millisecond


def routes() -> list[Route]:
    return [get(urls.INCIDENT, incident)]


def incident(request: Request) -> Response:
    site = site_of(request)
    with site.ledger() as ledger:
        found = one(ledger, request.path_params["id"])
        words = first_words(ledger, found)
    rows = {article.id: article for article in found.articles}
    parties = {root.name for root in found.roots if root.party}
    return site.page(request, "incident.html", incident=found, words=words, rows=rows, parties=parties)


def first_words(ledger: Ledger, found: Incident) -> dict[ClaimRef, str]:
    """The words of the first claim of each position."""
    wanted = {
        claim for facet in found.facets for position in facet.positions for claim in position.claims[:1]
    }
    holding = [article for article in found.articles if any(claim.article == article.id for claim in wanted)]
    words: dict[ClaimRef, str] = {}
    for article in holding[:ARTICLES]:
        reading = ledger.reading(article.row, corrected=True).reading
        for row in claim_rows(reading):
            words[ClaimRef(article.id, row.claim)] = row.words
    return words
