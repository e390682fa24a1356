"""Circles: publishers that cite one another, so that each looks as if the other bore it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from saidby.ledger.speakers import Said
from saidby.reading.wire import outlet


@dataclass(frozen=True, slots=True)
class Circle:
    """Publishers each of which cites the next, and the last the first; and the articles that do."""

    publishers: tuple[str, ...]
    articles: tuple[str, ...]


def circles(said: Iterable[Said], publishers: Mapping[str, str | None]) -> tuple[Circle, ...]:
    """The shortest circle through each publisher that stands in one, each circle once, sorted."""
    names = {outlet(name): name for name in sorted({name for name in publishers.values() if name})}
    cites: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in said:
        own = outlet(publishers[one.article] or "")
        if not own:
            continue
        cited = [one.speaker.name, *one.through] if one.speaker.kind == "named" else list(one.through)
        for name in cited:
            if (other := outlet(name)) in names and other != own:
                cites[own][other].add(one.article)
    found: dict[tuple[str, ...], Circle] = {}
    for start in sorted(cites):
        way = _back(cites, start)
        if way is None:
            continue
        at = way.index(min(way))
        turned = (*way[at:], *way[:at])
        pairs = zip(turned, (*turned[1:], turned[0]), strict=True)
        articles = sorted({article for one, other in pairs for article in cites[one][other]})
        found[turned] = Circle(tuple(names[name] for name in turned), tuple(articles))
    return tuple(found[way] for way in sorted(found))


def _back(cites: Mapping[str, Mapping[str, set[str]]], start: str) -> Sequence[str] | None:
    """The shortest way from a publisher over those it cites back to itself; None where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        further: list[tuple[str, ...]] = []
        for way in ways:
            for name in sorted(cites.get(way[-1], ())):
                if name == start:
                    return way
                if name not in seen:
                    seen.add(name)
                    further.append((*way, name))
        ways = further
    return None
