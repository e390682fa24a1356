"""The first screen: pages come in here, are read beside, and lead on to incidents."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from saidby.errors import UsageError
from saidby.fetch import is_url
from saidby.fetch.polite import Polite
from saidby.inputs import MAX_BYTES, Address, Expanding, Input, Tally, expanded
from saidby.ledger.listed_rows import paged
from saidby.ledger.summary import Filter
from saidby.ledger.versions import latest
from saidby.pages.given import Given, is_date
from saidby.web import urls
from saidby.web.gate import inside
from saidby.web.jobs import Job
from saidby.web.routing import get, post
from saidby.web.sampling import samples
from saidby.web.site import site_of
from saidby.web.uploads import inputs, saved

LATEST = 5
ADDRESSES = 200  # of one form
TOUR = "saidby_tour"
_YEAR = 365 * 24 * 3600


def routes() -> list[Route]:
    return [
        get(urls.HOME, inbox), get(urls.INBOX, inbox), post(urls.ADD_FILES, add_files),
        post(urls.ADD_TEXT, add_text), post(urls.ADD_ADDRESSES, add_addresses),
        post(urls.ADD_SAMPLES, add_samples), get(urls.JOB, job), post(urls.STOP_JOB, stop),
        post(urls.TOUR, tour),
    ]  # fmt: skip


def inbox(request: Request) -> Response:
    site = site_of(request)
    with site.ledger() as ledger:
        found = paged(ledger, Filter(), order="latest", limit=LATEST)
        articles = latest(ledger, LATEST)
    toured = request.cookies.get(TOUR) == "done" and request.query_params.get("tour") != "1"
    return site.page(
        request, "inbox.html", latest=found, articles=articles, empty=not articles, tour=not toured,
        jobs=site.jobs.all()[:LATEST], most=site.options.upload_bytes, addresses=ADDRESSES,
    )  # fmt: skip


def tour(request: Request, form: FormData) -> Response:
    """The tour is not shown again in this browser."""
    answer = RedirectResponse(inside(str(form.get("next", urls.INBOX))), 303)
    answer.set_cookie(
        TOUR, "done", max_age=_YEAR, httponly=True, samesite="strict", path="/",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


# -------------------------------------------------------------------------------------- what comes in


def add_files(request: Request, form: FormData) -> Response:
    """Files, the files of a folder, archives."""
    sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not sent:
        raise UsageError("no file was chosen; drop files or a folder, or choose them")
    given = Given(publisher=_said(form, "publisher"), published=_date(form))
    folder = Path(tempfile.mkdtemp(prefix="saidby-inbox-"))
    try:
        size = saved(((one.filename or "", one.file) for one in sent), folder)
        name = str(sent[0].filename).replace("\\", "/")
        title = (
            name
            if len(sent) == 1
            else f"{len(sent):,} files" + (f" of {name.split('/')[0]}" if "/" in name else "")
        )
        return _begun(request, title, lambda tally: inputs(folder, given, tally), size=size, folder=folder)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise UsageError(f"what was sent cannot be kept for reading: {error.strerror or error}") from error
    except UsageError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def add_text(request: Request, form: FormData) -> Response:
    """A text that was pasted."""
    text = str(form.get("text", "")).replace("\r\n", "\n")
    if not text.strip():
        raise UsageError("nothing was pasted; put the text of an article into the field")
    size = len(text.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise UsageError(f"that text is too long: {MAX_BYTES:,} bytes are the most of one page")
    given = Given(publisher=_said(form, "publisher"), title=_said(form, "title"), published=_date(form))
    origin = given.title or "pasted text"
    return _begun(request, origin, lambda tally: [Input(origin, text, given, size=size)], size=size)


def add_addresses(request: Request, form: FormData) -> Response:
    """Addresses, one a line: asked for because somebody wrote them down, and for nothing else."""
    lines = list(dict.fromkeys(line.strip() for line in str(form.get("addresses", "")).splitlines()))
    found = [line for line in lines if line]
    if not found:
        raise UsageError("nothing was written; put one address on each line")
    if wrong := next((line for line in found if not is_url(line)), None):
        raise UsageError(f"{wrong[:80]!r} is no address; it starts with https:// or http://")
    if len(found) > ADDRESSES:
        raise UsageError(f"these are {len(found):,} addresses; {ADDRESSES} are the most at once")
    how = Expanding(polite=Polite() if form.get("feeds") == "1" else None)

    def make(tally: Tally) -> Iterable[Input]:
        return expanded(
            [Input(url, Address(url), Given(url=url), url) for url in found], how=how, tally=tally
        )

    title = found[0] if len(found) == 1 else f"{len(found)} addresses"
    return _begun(request, title, make)


def add_samples(request: Request, form: FormData) -> Response:
    """The sample pages, into this ledger."""
    held = contextlib.ExitStack()
    pages, gazetteer = held.enter_context(samples())

    def make(tally: Tally) -> Iterable[Input]:
        with held:  # until then the gazetteer has to be a file, also where the package is a zip
            yield from pages

    size = sum(page.size for page in pages)
    return _begun(request, "the sample pages of Velmora", make, size=size, gazetteer=os.fspath(gazetteer))


def _begun(
    request: Request, title: str, make: object, *, size: int = 0, folder: Path | None = None,
    gazetteer: str | None = None,
) -> Response:  # fmt: skip
    site = site_of(request)
    job = site.jobs.add(
        title[:120], make, by=site.user(request), size=size, folder=folder, gazetteer=gazetteer  # type: ignore[arg-type]
    )  # fmt: skip
    return RedirectResponse(urls.job(job.id), 303)


def _said(form: FormData, field: str) -> str | None:
    return " ".join(str(form.get(field, "")).split())[:300] or None


def _date(form: FormData) -> str | None:
    """The date of publication as it was given. Raises UsageError for what is none."""
    value = _said(form, "published")
    if value is not None and not is_date(value):
        raise UsageError(
            f"{value!r} is not a date; write it as 2018, 2018-11, 2018-11-25 or 2018-11-25T18:18Z"
        )
    return value


# -------------------------------------------------------------------------------------- jobs


def job(request: Request) -> Response:
    """How far it is; `part=1` gives the piece of the page that changes."""
    template = "job_part.html" if request.query_params.get("part") == "1" else "job.html"
    return site_of(request).page(request, template, job=_job(request))


def stop(request: Request, form: FormData) -> Response:
    found = _job(request)
    found.stop()
    return RedirectResponse(urls.job(found.id), 303)


def _job(request: Request) -> Job:
    found = site_of(request).jobs.get(request.path_params["id"])
    if found is None:
        raise HTTPException(404, "That job is over and forgotten. What it read is in the ledger.")
    return found
