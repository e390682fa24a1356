"""Articles with their copies folded under the one they share their text with."""

from __future__ import annotations

from dataclasses import dataclass

from saidby.ledger.incident import EchoRow, InArticle, Incident


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that shares `share` of its text. `directed`: it is known which of the two was first."""

    article: InArticle
    share: float
    kind: str
    directed: bool


@dataclass(frozen=True, slots=True)
class Original:
    """An article of its own words, with those that copy it."""

    article: InArticle
    copies: tuple[Copy, ...]


def originals(incident: Incident) -> tuple[Original, ...]:
    """In the incident's order. A copy of a copy is folded under the first of them."""
    by_id = {article.id: article for article in incident.articles}
    taken = _taken(incident, by_id)
    found: dict[str, list[Copy]] = {
        article.id: [] for article in incident.articles if article.id not in taken
    }
    for id, echo in taken.items():
        found[_first(id, taken)].append(Copy(by_id[id], echo.share, echo.kind, echo.directed))
    return tuple(Original(by_id[id], tuple(copies)) for id, copies in found.items())


def _taken(incident: Incident, by_id: dict[str, InArticle]) -> dict[str, EchoRow]:
    """By the id of each copy, what it is most a copy of; without a circle."""
    taken: dict[str, EchoRow] = {}
    echoes = [echo for echo in incident.echoes if echo.kind != "quote"]
    for echo in sorted(echoes, key=lambda e: (not e.directed, -e.share, e.source, e.target)):
        known = echo.source in by_id and echo.target in by_id
        if known and echo.target not in taken and _first(echo.source, taken) != echo.target:
            taken[echo.target] = echo
    return {article.id: taken[article.id] for article in incident.articles if article.id in taken}


def _first(id: str, taken: dict[str, EchoRow]) -> str:
    while id in taken:
        id = taken[id].source
    return id
