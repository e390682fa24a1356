"""Chains: through whose hands a claim came, from the root source to the publisher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saidby.data import PUBLISHER, Article, Attribution, ChainLink, Span
from saidby.reading.actors import Cast
from saidby.reading.relays import Relay, Relays, relays
from saidby.reading.wire import outlet

__all__ = ["Chain", "Relay", "Relays", "chains", "relays"]


@dataclass(frozen=True, slots=True)
class Chain:
    """The links from one root to the publisher, and how sure they are together."""

    links: tuple[ChainLink, ...]
    sure: float


def chains(
    article: Article, attribution: Attribution, by_id: Mapping[str, Attribution], cast: Cast
) -> tuple[Chain, ...]:
    """One chain for each root of an attribution: two for "France and Britain said".

    The source within a source comes first: inner, its relays, outer, its relays, wire, publisher. Who passes
    on his own words is named once. Without any source the publisher is all there is.
    """
    hands: list[tuple[tuple[str, ...], Span | None, float]] = []
    seen: set[str] = set()
    current: Attribution | None = attribution
    while current is not None and current.id not in seen:
        seen.add(current.id)
        hands += _hands(current, cast, passed=current.cue[0] if len(seen) > 1 and current.cue else None)
        current = by_id.get(current.parent) if current.parent else None
    if hands and cast.relays.wire and not cast.relays.wire.own:
        name = cast.relays.wire.name
        hands.append((cast.actors_of(name)[:1], name, cast.relays.wire.score))
    roots = hands[0][0] if hands else (PUBLISHER,)
    rest = [(ids[0], via, sure) for ids, via, sure in hands[1:] if ids]
    sure = 1.0
    for _, _, certainty in hands:
        sure *= certainty or 0.5
    return tuple(Chain(_links(article, root, rest, cast), round(sure, 3)) for root in roots or (PUBLISHER,))


def _hands(
    attribution: Attribution, cast: Cast, passed: Span | None
) -> list[tuple[tuple[str, ...], Span | None, float]]:
    """Origins, source and relays of one attribution; `passed` are the words by which the source passes on."""
    hands: list[tuple[tuple[str, ...], Span | None, float]] = []
    found = cast.relays.of(attribution.id)
    origins = [r for r in found if r.hand == "origin"]
    hands += [
        (cast.actors_of(r.name), None if n == 0 else r.via, cast.sure(r.name)) for n, r in enumerate(origins)
    ]
    ids = tuple(dict.fromkeys(i for span in attribution.source for i in cast.actors_of(span)))
    if ids:
        sure = min(cast.sure(span) for span in attribution.source)
        hands.append((ids, origins[0].via if origins else passed, sure))
    hands += [(cast.actors_of(r.name), r.via, cast.sure(r.name)) for r in found if r.hand == "relay"]
    return hands


def _links(
    article: Article, root: str, rest: Sequence[tuple[str, Span | None, float]], cast: Cast
) -> tuple[ChainLink, ...]:
    others = any(actor != PUBLISHER and not _is_publisher(article, cast, actor) for actor, _, _ in rest)
    own = root == PUBLISHER or (not others and _is_publisher(article, cast, root))
    links = [] if own else [ChainLink(root)]
    last_via: Span | None = None
    for actor, via, _ in rest:
        if actor == PUBLISHER or (links and links[-1].actor == actor):
            continue
        if _is_publisher(article, cast, actor) and links:
            last_via = via
        elif all(link.actor != actor for link in links):
            links.append(ChainLink(actor, via if links else None))
    return (*links, ChainLink(PUBLISHER, last_via))


def _is_publisher(article: Article, cast: Cast, actor_id: str) -> bool:
    """Is the actor the outlet that publishes the page itself?"""
    wire = cast.relays.wire
    if wire is not None and wire.own:
        return actor_id in cast.actors_of(wire.name)
    actor = cast.actor(actor_id)
    if article.publisher is None or actor is None or actor.kind not in ("media", "organization"):
        return False
    names = {actor.name, *(alias.name for alias in actor.aliases)}
    own = outlet(article.publisher)
    return any(
        own == outlet(name) or (len(outlet(name)) > 4 and own.endswith(outlet(name))) for name in names
    )
