"""Keepsakes: the portraits of an article as JSON and back, so that they are painted once for each reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

from saidby.data import Span
from saidby.ledger.days import Days
from saidby.ledger.happenings import Happening
from saidby.ledger.portraits import Portrait, Sitting
from saidby.ledger.spots import Spot
from saidby.ledger.words import Words

FORM = 2  # counts up when the portraits of the same reading become others
Json = dict[str, Any]


def sitting_json(sitting: Sitting) -> Json:
    """A sitting as `json` can write it."""
    return {
        "article": sitting.article,
        "words": dict(sitting.words),
        "portraits": [_portrait_json(portrait) for portrait in sitting.portraits],
    }


def sitting_from(value: Mapping[str, Any]) -> Sitting:
    """What `sitting_json` was given."""
    article = str(value["article"])
    return Sitting(article, tuple(_portrait(one, article) for one in value["portraits"]), value["words"])


def _portrait_json(portrait: Portrait) -> Json:
    happening = portrait.happening
    return {
        "number": happening.number,
        "main": happening.main,
        "anchor": list(happening.anchor),
        "sentences": happening.sentences,
        "type": happening.type,
        "kinds": happening.kinds,
        "modes": happening.modes,
        "days": _days_json(happening.days),
        "spots": [list(astuple(spot)) for spot in happening.spots],
        "events": happening.events,
        "claims": happening.claims,
        "figures": happening.figures,
        "actors": happening.actors,
        "plain": portrait.words.plain,
        "names": portrait.words.names,
        "numbers": portrait.words.numbers,
        "lead": dict(portrait.lead),
        "people": sorted(portrait.people),
        "counts": sorted(map(list, portrait.counts), key=repr),
        "kind": portrait.kind,
        "published": _days_json(portrait.published),
    }


def _portrait(value: Mapping[str, Any], article: str) -> Portrait:
    happening = Happening(
        article=article,
        number=value["number"],
        main=value["main"],
        anchor=Span(*value["anchor"]),
        sentences=tuple(value["sentences"]),
        type=value["type"],
        kinds=value["kinds"],
        modes=tuple(value["modes"]),
        days=_days(value["days"]),
        spots=tuple(Spot(*spot) for spot in value["spots"]),
        events=tuple(value["events"]),
        claims=tuple(value["claims"]),
        figures=tuple(value["figures"]),
        actors=tuple(value["actors"]),
    )
    return Portrait(
        happening=happening,
        words=Words(value["plain"], value["names"], value["numbers"]),
        lead=value["lead"],
        people=frozenset(value["people"]),
        counts=frozenset((measure, low, high) for measure, low, high in value["counts"]),
        kind=value["kind"],
        published=_days(value["published"]),
    )


def _days_json(days: Days | None) -> list[int] | None:
    return [days.first, days.last] if days else None


def _days(value: Sequence[int] | None) -> Days | None:
    return Days(*value) if value else None
