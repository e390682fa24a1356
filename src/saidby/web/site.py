"""Site: what every screen works with: the ledger, templates, who is there, and what was asked.

site = site_of(request)
with site.ledger() as ledger: ...           # a read connection, given back at the end
with site.writing() as ledger: ...          # the one writer; incidents are made anew afterwards, beside
return site.page(request, "sources.html", sources=found)
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from saidby.ledger.kept import fresh
from saidby.ledger.store import Ledger
from saidby.web import csrf, names, rendering
from saidby.web.connections import Connections
from saidby.web.jobs import Jobs
from saidby.web.options import Options
from saidby.web.refreshing import Refresher


class Site:
    """One ledger, served. `path` is the ledger's, `options` how."""

    def __init__(self, path: str, options: Options) -> None:
        self.path = path
        self.options = options
        self.refresher = Refresher(path, options.refresh)
        self.jobs = Jobs(path, options.limits, self.refresher.poke)
        self._connections = Connections(path)
        self._writing = threading.Lock()

    def ledger(self) -> contextlib.AbstractContextManager[Ledger]:
        """The ledger to read from."""
        return self._connections.borrowed()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Ledger]:
        """The ledger to add to: one request after another."""
        with self._writing, Ledger(self.path, mode="write") as ledger:
            yield ledger
        self.refresher.poke()

    def user(self, request: Request) -> str:
        """Who decides: the account that is logged in, else the name said in this browser or at the start."""
        name: str | None = getattr(request.state, "user", None)
        return name or names.said(request) or self.options.reviewer

    def page(self, request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        """The template, rendered. Beside `context` it has `request`, `site`, `urls`, `static`, `csrf()`,
        `user`, `stale` (incidents are behind the ledger) and `here` (the path).
        """
        with self.ledger() as ledger:
            stale = ledger.head()[0] > 0 and not fresh(ledger)
        html = rendering.environment().get_template(template).render(
            request=request, site=self, here=request.url.path, user=self.user(request), stale=stale,
            csrf=lambda: csrf.token(request, self.options.secret), **context,
        )  # fmt: skip
        response = HTMLResponse(html, status)
        csrf.set_cookie(request, response)
        return response

    def close(self) -> None:
        self.jobs.close()
        self.refresher.close()
        self._connections.close()


def site_of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site
