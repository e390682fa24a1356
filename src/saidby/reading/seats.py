"""Seats: capitals that stand for those who govern there, wherever the page has them speak or be spoken to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from saidby.data import Attribution, Place, Span
from saidby.reading.accusations import accused
from saidby.reading.actors import Cast


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
    involved = _involved(text, attributions, cast)
    seats = [span for span in named if any(span.overlaps(other) for other in involved)]
    return tuple(
        replace(place, use="metonym")
        if place.use == "event" and any(place.span.overlaps(seat) for seat in seats)
        else place
        for place in places
    )


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
