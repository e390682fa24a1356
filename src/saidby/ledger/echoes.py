"""Echoes: which text is copied from where.

    echoes(prints(reading) for reading in readings)

A pure function of the prints, whatever their order. Two articles that share much of their running text are a
copy, or wire copy where an agency is credited or must have been; two that share no more than the words of
somebody they quote are told apart from those. Time is near-linear: only articles that have rare shingles in
common are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
    from saidby.ledger.shared import shares

    ordered = sorted(articles, key=lambda one: (one.published or "~", one.article))
    found = shares(ordered)
    running = {(a, b): share for a, b, share, said in found if not said}
    agency = _agencies(ordered, running)
    told = [_copy(ordered[a], ordered[b], share, agency) for (a, b), share in running.items()]
    told += [_quote(ordered[a], ordered[b], share) for a, b, share, said in found if said]
    return tuple(sorted(told, key=lambda echo: (echo.source, echo.target, echo.kind)))


def _agencies(ordered: Sequence[Prints], pairs: Iterable[tuple[int, int]]) -> Mapping[str, frozenset[str]]:
    """For each article, the agencies that are credited for its text: by itself, or by one that shares it."""
    credited: dict[str, set[str]] = defaultdict(set)
    for one in ordered:
        if one.agency:
            credited[one.article].add(one.agency)
    for a, b in pairs:
        for one, other in ((ordered[a], ordered[b]), (ordered[b], ordered[a])):
            if other.agency and other.agency != one.publisher:
                credited[one.article].add(other.agency)
    return {article: frozenset(found) for article, found in credited.items()}


def _copy(first: Prints, second: Prints, share: float, agencies: Mapping[str, frozenset[str]]) -> Echo:
    """`first` is not later than `second`, as far as their dates tell."""
    for source, target in ((first, second), (second, first)):
        if source.publisher and target.agency == source.publisher:
            return Echo(source.article, target.article, True, share, "wire")
    none: frozenset[str] = frozenset()
    if agencies.get(first.article, none) & agencies.get(second.article, none):
        low, high = _by_name(first, second)
        return Echo(low.article, high.article, False, share, "wire")
    source, target, directed = _direction(first, second)
    return Echo(source.article, target.article, directed, share, "copy")


def _quote(first: Prints, second: Prints, share: float) -> Echo:
    """Words that somebody said: the two heard them both, unless one names the other."""
    named = _named(first, second)
    if named:
        return Echo(named[0].article, named[1].article, True, share, "quote")
    low, high = _by_name(first, second)
    return Echo(low.article, high.article, False, share, "quote")


def _direction(first: Prints, second: Prints) -> tuple[Prints, Prints, bool]:
    named = _named(first, second)
    if named:
        return *named, True
    if earlier(first.published, second.published):
        return first, second, True
    return *_by_name(first, second), False


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
