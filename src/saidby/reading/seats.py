"""Seats: capitals that stand for those who govern there, wherever the page has them speak or be spoken to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from saidby.data import Attribution, Place, Span
from saidby.reading.accusations import accused
from saidby.reading.actors import Cast

_NEIGHBOURS = 12
"""Spans on either side, among which one that overlaps is looked for."""


def with_seats(
    text: str, places: Sequence[Place], attributions: Sequence[Attribution], cast: Cast
) -> tuple[Place, ...]:
    """The places, those as metonyms whose name means an actor: "Orlen rejected the charge", "urged Orlen to".

    A metonym counts that is a source, an addressee, a hand in a chain or an accused, or stands in one
    ("Orlen's envoy"). A town that is struck or met in keeps its pin.
    """
    named = sorted(m.span for a in cast.actors for m in a.mentions if m.form == "metonym")
    if not named:
        return tuple(places)
    involved = sorted(_involved(text, attributions, cast))
    seats = [span for span in named if _meets(involved, span)]
    return tuple(
        replace(place, use="metonym") if place.use == "event" and _meets(seats, place.span) else place
        for place in places
    )


def _meets(spans: Sequence[Span], one: Span) -> bool:
    """Does a span overlap one of those that start beside it?"""
    at = bisect_right(spans, one)
    return any(one.overlaps(other) for other in spans[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS])


def _involved(text: str, attributions: Sequence[Attribution], cast: Cast) -> list[Span]:
    found = [span for a in (*attributions, *cast.minds) for span in a.source]
    found += cast.relays.names()
    for attribution in attributions:
        said = cast.speeches[attribution.id]
        if said.addressee is not None:
            found.append(said.addressee)
        if said.act in ("accuse", "condemn"):
            found += accused(text, attribution)
    return found
