"""One article: its text in layers with the claims beside it, what was corrected, and the page's own bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from saidby.web import assets, rendering, urls
from saidby.web.blocks import LAYERS, language
from saidby.web.leaves import Leaf, leaf, remembered
from saidby.web.routing import get
from saidby.web.site import site_of

SANDBOX = "default-src 'none'; sandbox"
SHOWN = ("said",)  # layers at first
TABLES = 40_000  # characters of tables that are shown beside a part; larger ones stand in the file alone


def routes() -> list[Route]:
    return [get(urls.ARTICLE_FILE, file), get(urls.ARTICLE, article), get(urls.PAGE, page)]


def article(request: Request) -> Response:
    """The screen. `show` names the layers, `claim` or `part` what is asked for of a long page."""
    site, asked = site_of(request), request.query_params
    with site.ledger() as ledger:
        found = remembered(ledger, request.path_params["row"])
    number = found.number_of(asked["claim"]) if "claim" in asked else _number(asked.get("part", "1"))
    shown = asked.getlist("show") or ([] if "layers" in asked else list(SHOWN))
    return site.page(
        request, "article.html", lit=asked.get("claim"), shared=False,
        **shown_of(found, min(number, max(1, len(found.parts))), shown),
    )  # fmt: skip


def file(request: Request) -> Response:
    """The article as one HTML file that needs nothing else, to be handed on."""
    row = request.path_params["row"]
    with site_of(request).ledger() as ledger:
        found = leaf(ledger, row, whole=True)
    style = "\n".join((assets.content(name) or b"").decode() for name in ("app.css", "article.css"))
    html = rendering.environment().get_template("article_file.html").render(
        lit=None, shared=True, style=Markup(style), seal=rendering.seal(style), **shown_of(found, 1, SHOWN)
    )  # fmt: skip
    headers = {"Content-Disposition": f'attachment; filename="saidby-article-{row}.html"'}
    return HTMLResponse(html, headers=headers)


def shown_of(found: Leaf, number: int, shown: Sequence[str]) -> dict[str, Any]:
    """What a template shows of a part."""
    reading = found.stored.reading
    beside = len(found.parts) < 2 or (number == 1 and len(found.tables) < TABLES)
    return {
        "leaf": found, "number": number, "layers": LAYERS, "shown": shown,
        "text": found.text_of(number), "claims": found.claims_in(number),
        "tables": found.tables if beside else "",
        "lang": language(reading.article.language),
    }  # fmt: skip


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def page(request: Request) -> Response:
    """The bytes as they were captured: to be saved, and nothing that a browser would render."""
    row = request.path_params["row"]
    with site_of(request).ledger() as ledger:
        stored = ledger.reading(row)
        content = ledger.page(stored.page)
    headers = {
        "Content-Disposition": f'attachment; filename="saidby-{row}-{stored.page[:12]}.page"',
        "Content-Security-Policy": SANDBOX,
    }
    return Response(content, media_type="application/octet-stream", headers=headers)
