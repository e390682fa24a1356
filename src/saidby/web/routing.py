"""Routing: the only two ways to make a route. Screens use `get` and `post`, and run in a thread.

    get(urls.SOURCES, sources)                  def sources(request: Request) -> Response
    post(urls.REVIEW, decide)                   def decide(request: Request, form: FormData) -> Response

`post` has checked by then that the form came from a page of this app. `app` refuses routes made otherwise.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidby.web import csrf
from saidby.web.site import site_of

Show = Callable[[Request], Response]
Take = Callable[[Request, FormData], Response]
FILES = 5_000  # of one form: a folder that is dropped
FIELDS = 2_000
FORGED = "This form did not come from a page of this app"


class Checked(Route):
    """A route that keeps to the rules of this module."""


def get(path: str, show: Show) -> Route:
    return Checked(path, show, methods=["GET"])


def post(path: str, take: Take) -> Route:
    """A form is read, checked and closed; what was uploaded is gone when the answer is."""

    async def taken(request: Request) -> Response:
        if csrf.wrong_origin(request):
            raise HTTPException(403, FORGED)
        secret = site_of(request).options.secret
        sent = request.headers.get(csrf.HEADER)
        if sent is not None and not csrf.fits(request, sent, secret):
            raise HTTPException(403, FORGED)
        async with request.form(max_files=FILES, max_fields=FIELDS) as form:
            if sent is None and not csrf.fits(request, str(form.get(csrf.FIELD, "")), secret):
                raise HTTPException(403, FORGED)
            return await run_in_threadpool(take, request, form)

    return Checked(path, taken, methods=["POST"])
