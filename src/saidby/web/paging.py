"""Paging: which page of a list is asked for, and where its neighbours are."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from saidby.web import urls

SIZE = 50


@dataclass(frozen=True, slots=True)
class Pager:
    """Page `number` (from 1) of a list of `total`; `previous` and `next` are addresses or None."""

    number: int
    size: int
    total: int
    previous: str | None
    next: str | None

    @property
    def first(self) -> int:
        return min((self.number - 1) * self.size + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)


def asked(request: Request) -> int:
    """The page's number; 1 for anything that is none."""
    text = request.query_params.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def pager(request: Request, total: int, *, size: int = SIZE) -> Pager:
    number = asked(request)

    def to(page: int) -> str:
        return urls.with_query(request.url.path, {**request.query_params, "page": page if page > 1 else None})

    more = number * size < total
    return Pager(
        number, size, total, to(number - 1) if number > 1 else None, to(number + 1) if more else None
    )
