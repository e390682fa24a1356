"""One article: its text in layers with the claims beside it, what was corrected, and the page's own bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from saidby.data import Problem
from saidby.ledger import corrections
from saidby.ledger.rows import Stored
from saidby.ledger.store import Ledger
from saidby.ledger.versions import Version, added_at, versions
from saidby.views.overview import Overview
from saidby.views.segments import Marks, marks
from saidby.views.tables import tables
from saidby.web import assets, rendering, urls
from saidby.web.blocks import LAYERS, Blocks, language
from saidby.web.cards import Card, Over, aliases, cards, keyed, overs, start
from saidby.web.parts import Part, part_at, parts
from saidby.web.routing import get
from saidby.web.site import site_of

SANDBOX = "default-src 'none'; sandbox"
SHOWN = ("said",)  # layers at first


@dataclass(frozen=True, slots=True)
class Leaf:
    """An article laid out: its parts, and where each claim begins. `over` are the corrections that stand."""

    stored: Stored
    overview: Overview
    marked: Marks
    parts: tuple[Part, ...]
    overs: tuple[Over, ...]
    versions: tuple[Version, ...]
    at: str
    aliases: Mapping[str, tuple[str, ...]]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.overview.problems()

    def number_of(self, claim: str) -> int:
        """The part in which a claim's words begin; 1 for a claim that is not there."""
        for entry in self.overview.entries:
            if claim in self.aliases[entry.claim.id]:
                return part_at(self.parts, start(entry))
        return 1

    def claims_in(self, number: int) -> list[Card]:
        inside = [
            entry for entry in self.overview.entries if part_at(self.parts, start(entry)) == number
        ]  # fmt: skip
        return cards(self.overview, inside, self.overs, self.aliases)

    def text_of(self, part: Part) -> Markup:
        return Blocks(self.overview.article.text, self.marked, self.aliases).html(part.elements)


def routes() -> list[Route]:
    return [get(urls.ARTICLE_FILE, file), get(urls.ARTICLE, article), get(urls.PAGE, page)]


def leaf(ledger: Ledger, row: int, *, whole: bool = False) -> Leaf:
    """The reading of that row, with corrections over it, laid out; `whole`: in one part.

    Raises UsageError where there is no such reading.
    """
    stored = ledger.reading(row, corrected=True)
    made = ledger.corrections(stored.article)
    told: tuple[Over, ...] = ()
    if made:
        machine = json.loads(ledger.line(row))
        value, _ = corrections.apply(machine, row, made)
        told = tuple(overs(value, ((one, corrections.here(machine, row, one)) for one in made)))
    overview = Overview(stored.reading)
    entries = keyed(overview)
    marked = marks(stored.reading, entries)
    elements = stored.reading.article.elements
    if whole:
        cut = [Part(1, elements)] if elements else []
    else:
        cut = parts(stored.reading, marked, sorted(start(entry) for _, entry in entries))
    return Leaf(
        stored, overview, marked, tuple(cut), told, tuple(versions(ledger, row)), added_at(ledger, row),
        aliases(overview),
    )  # fmt: skip


def article(request: Request) -> Response:
    """The screen. `show` names the layers, `claim` or `part` what is asked for of a long page."""
    site, asked = site_of(request), request.query_params
    with site.ledger() as ledger:
        found = leaf(ledger, request.path_params["row"])
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
    return {
        "leaf": found, "number": number, "layers": LAYERS, "shown": shown,
        "text": found.text_of(found.parts[number - 1]) if found.parts else Markup(),
        "claims": found.claims_in(number), "tables": Markup(tables(reading)),
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
