"""WARC: the pages among a file's records, with offset, record id, address and time of capture.

A page is a response with status 200, or a resource or conversion record, that is HTML or text. All else is
counted by its reason. A page's origin is `FILE#offset=BYTE&record=ID`; `BYTE` is where the record starts in
the file, or where the packed member starts that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from saidby.archives.held import MAX_PAGE, Found, Held, Passed, broken
from saidby.archives.http import response
from saidby.archives.records import Damage, Record, records
from saidby.archives.sniff import HEAD, kind_of
from saidby.data import Problem
from saidby.pages.given import Given

READABLE = frozenset(("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", ""))
_WEB = ("http://", "https://")
_TIME = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?)?")
_WORD = re.compile(r"[^\w./+-]+")
_ODD = re.compile(r"[\x00-\x20\x7f]+")


def pages(stream: BinaryIO, *, origin: str) -> Iterator[Found]:
    """The pages, in order; records that are none; what is broken, by its place."""
    for record in records(stream):
        if isinstance(record, Damage):
            yield broken(place(origin, record.offset, record.id), record.message)
        else:
            yield _found(record, origin)


def place(origin: str, offset: int, id: str | None) -> str:
    """The name of a record that stays the same as long as the file does."""
    return f"{origin}#offset={offset}" + (f"&record={_ODD.sub('', id)[:100]}" if id else "")


def _found(record: Record, origin: str) -> Found:
    fields = record.fields
    kind = fields.get("warc-type", "").lower()
    if kind not in ("response", "resource", "conversion"):
        return Passed(f"{_word(kind) or 'unnamed'} record")
    if fields.get("warc-segment-number", "1") != "1":
        return Passed("later segment of a record")
    url = fields.get("warc-target-uri", "").strip("<>")
    if kind == "response" and not url.lower().startswith(_WEB):
        return Passed(f"{_word(url.partition(':')[0])} response")
    here = place(origin, record.offset, fields.get("warc-record-id"))
    if record.block is None:
        message = f"too large for a page: {record.length:,} bytes; {MAX_PAGE:,} are the most"
        return broken(here, message)
    captured = _TIME.match(fields.get("warc-date", ""))
    time = captured[0] + "Z" * (len(captured[0]) > 10) if captured else None
    given = Given(url=url if url.lower().startswith(_WEB) else None, captured=time)
    if kind == "response":
        return _response(record, here, given)
    told = fields.get("content-type", "").partition(";")[0].strip().lower()
    if told not in READABLE:
        return Passed(_word(told))
    return Held(here, record.block, given, problems=_truncated(fields))


def _response(record: Record, here: str, given: Given) -> Found:
    answer = response(record.block or b"")
    if answer is None:
        return broken(here, "the record holds no HTTP response")
    if answer.status != 200:
        return Passed(f"status {answer.status}")
    if answer.kind not in READABLE:
        return Passed(_word(answer.kind))
    if answer.body is None:
        return broken(here, answer.missing or "the page cannot be unpacked")
    if len(answer.body) > MAX_PAGE:
        return broken(here, f"too large for a page: {len(answer.body):,} bytes; {MAX_PAGE:,} are the most")
    if not answer.body.strip():
        return Passed("empty response")
    if "xml" in answer.kind or not answer.kind:
        listing = kind_of(answer.body[:HEAD])
        if listing in ("feed", "sitemap", "opml"):
            return Passed(listing)
    problems = (Problem("input", answer.missing),) if answer.missing else ()
    known = Given(url=given.url, captured=given.captured, charset=answer.charset)
    return Held(here, answer.body, known, problems=(*problems, *_truncated(record.fields)))


def _truncated(fields: dict[str, str]) -> tuple[Problem, ...]:
    why = fields.get("warc-truncated")
    return (Problem("input", f"the crawler cut the page short ({_word(why)})"),) if why else ()


def _word(told: str) -> str:
    """What a file says of itself, fit to be counted and shown."""
    return _WORD.sub(" ", told).strip()[:40]
