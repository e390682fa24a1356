"""Copies: whose the own word of a page is that shares its text with others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from saidby.ledger.echoes import Echo
from saidby.ledger.groups import Fold
from saidby.ledger.speakers import Said, Speaker


def own_words(
    told: Sequence[Said], dates: Mapping[str, str | None], echoes: Sequence[Echo]
) -> tuple[dict[str, Speaker], list[Fold]]:
    """Whose the own word of each article is: of the wire or page that it copies, else its publisher's.

    `dates` are by article, of all of the incident; echoes of others are passed over.
    """
    own: dict[str, Speaker] = {}
    wired: dict[str, Speaker] = {}
    for one in told:
        if one.speaker.kind == "publisher":
            own.setdefault(one.article, one.speaker)
        elif one.claim.attribution is None and one.claim.alternative is None:  # else it is a neighbour's toll
            wired.setdefault(one.article, one.speaker)
    folds: list[Fold] = []
    for articles in _components(dates.keys(), echoes):
        origin = _origin(articles, dates, echoes, own, wired)
        if origin is None:
            continue
        article, speaker = origin
        for copy in articles:
            if copy in own and own[copy] != speaker:
                folds.append(Fold(own[copy].name, speaker.name, "copy", article))
                own[copy] = speaker
    return own, folds


def _origin(
    articles: Sequence[str],
    dates: Mapping[str, str | None],
    echoes: Sequence[Echo],
    own: Mapping[str, Speaker],
    wired: Mapping[str, Speaker],
) -> tuple[str, Speaker] | None:
    """Of articles that share their text the one that had it first, or one that credits a wire for it."""
    for article in articles:
        if article in wired:
            return article, wired[article]
    copies = {echo.target for echo in echoes if echo.directed and echo.source in articles}
    first = sorted(articles, key=lambda article: (article in copies, dates[article] or "~", article))
    return next(((article, own[article]) for article in first if article in own), None)


def _components(articles: Collection[str], echoes: Sequence[Echo]) -> list[list[str]]:
    """Articles that share their text, over however many hands; only those of two or more."""
    near: dict[str, set[str]] = defaultdict(set)
    for echo in echoes:
        if echo.source in articles and echo.target in articles:
            near[echo.source].add(echo.target)
            near[echo.target].add(echo.source)
    found: list[list[str]] = []
    left = set(near)
    for start in sorted(near):
        if start not in left:
            continue
        left.discard(start)
        members, waiting = [start], [start]
        while waiting:
            for other in sorted(near[waiting.pop()] & left):
                left.discard(other)
                members.append(other)
                waiting.append(other)
        found.append(sorted(members))
    return found
