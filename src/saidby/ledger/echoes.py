"""Echoes: which text is copied from where.

    echoes(prints(reading) for reading in readings)

A pure function of the prints, whatever their order. Two articles that share much of their running text are a
copy, or wire copy where an agency is credited or must have been; two that share no more than the words of
somebody they quote are told apart from those. Time is near-linear: only articles that have rare shingles in
common are compared.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from saidby.ledger.prints import Prints

EchoKind = Literal["copy", "wire", "quote"]


@dataclass(frozen=True, slots=True)
class Echo:
    """Text that stands in two articles.

    Where `directed`, `source` is the one that has it first: the other credits it, or came later. Else nobody
    can say, and `source` is the first by name. `share` is from 0 to 1: of the shorter one's running text
    (of its quotations, for a quote) how much stands in the other.
    """

    source: str
    target: str
    directed: bool
    share: float
    kind: EchoKind


def echoes(articles: Iterable[Prints]) -> tuple[Echo, ...]:
    """All echoes among articles, by source and target. Versions of one page do not echo one another.

    Of a text that stands in more than `shared.CAP` articles, each is held against the earliest few only:
    they are linked through those.
    """
    return tuple(sorted(each(articles), key=lambda echo: (echo.source, echo.target, echo.kind)))


def each(articles: Iterable[Prints]) -> Iterator[Echo]:
    """The same in no order, one after another; of all articles and pairs only numbers are in memory."""
    from saidby.ledger.shared import Texts

    credited: dict[str, set[str]] = defaultdict(set)
    with closing(Texts()) as texts:
        for one in articles:
            texts.add(one)
            if one.agency:
                credited[one.article].add(one.agency)
        copies = _Copies()
        for a, b, share, said in texts.shares():
            first, second = texts.get(a).prints, texts.get(b).prints
            if said:
                yield _quote(first, second, share)
                continue
            copies.add(a, b, share, _way(first, second))
            for one, other in ((first, second), (second, first)):
                if other.agency and other.agency != one.publisher:
                    credited[one.article].add(other.agency)
        for a, b, share, way in copies:
            yield _copy(texts.article(a), texts.article(b), share, way, credited)


class _Copies(Iterable[tuple[int, int, float, "_Way"]]):
    """Pairs that share running text, until it is known which agencies are credited for the text of each."""

    def __init__(self) -> None:
        self._pairs = array("I")
        self._shares = array("d")
        self._ways = array("b")

    def add(self, a: int, b: int, share: float, way: _Way) -> None:
        self._pairs.extend((a, b))
        self._shares.append(share)
        self._ways.append(way)

    def __iter__(self) -> Iterator[tuple[int, int, float, _Way]]:
        pairs = iter(self._pairs)
        for a, b, share, way in zip(pairs, pairs, self._shares, self._ways, strict=True):
            yield a, b, share, _Way(way)


class _Way(IntEnum):
    """Which of two had the text first. The first is not later than the second, as far as dates tell."""

    WIRE = 0  # the second credits the first as an agency
    WIRE_BACK = 1
    ON = 2
    BACK = 3
    UNKNOWN = 4


def _way(first: Prints, second: Prints) -> _Way:
    if first.publisher and second.agency == first.publisher:
        return _Way.WIRE
    if second.publisher and first.agency == second.publisher:
        return _Way.WIRE_BACK
    named = _named(first, second)
    if named:
        return _Way.ON if named[0] is first else _Way.BACK
    return _Way.ON if earlier(first.published, second.published) else _Way.UNKNOWN


def _copy(first: str, second: str, share: float, way: _Way, credited: Mapping[str, set[str]]) -> Echo:
    """`credited` are, by article, the agencies that are credited for its text: by itself, or by one that
    shares it. Two that have one agency's text have it from there.
    """
    wire = way in (_Way.WIRE, _Way.WIRE_BACK)
    if not wire and not credited.get(first, set()).isdisjoint(credited.get(second, ())):
        wire, way = True, _Way.UNKNOWN
    kind: EchoKind = "wire" if wire else "copy"
    if way in (_Way.BACK, _Way.WIRE_BACK) or (way == _Way.UNKNOWN and second < first):
        first, second = second, first
    return Echo(first, second, way != _Way.UNKNOWN, share, kind)


def _quote(first: Prints, second: Prints, share: float) -> Echo:
    """Words that somebody said: the two heard them both, unless one names the other."""
    named = _named(first, second)
    if named:
        return Echo(named[0].article, named[1].article, True, share, "quote")
    low, high = _by_name(first, second)
    return Echo(low.article, high.article, False, share, "quote")


def _by_name(first: Prints, second: Prints) -> tuple[Prints, Prints]:
    return (first, second) if first.article < second.article else (second, first)


def _named(first: Prints, second: Prints) -> tuple[Prints, Prints] | None:
    """The one whose publisher the other names, and that other; None where both do, or neither."""
    ways = [
        (source, target)
        for source, target in ((first, second), (second, first))
        if source.publisher and source.publisher != target.publisher and source.publisher in target.named
    ]
    return ways[0] if len(ways) == 1 else None


def earlier(first: str | None, second: str | None) -> bool:
    """Whether an ISO prefix is surely before another: "2018-11" is neither before nor after "2018-11-25"."""
    if not first or not second:
        return False
    return first < second and not second.startswith(first)
