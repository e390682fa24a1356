"""A hand-made reading with everything that a claim can hold, of one page of Velmora."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from saidby.data import (
    Alternative,
    Claim,
    Denial,
    Event,
    Figure,
    Mention,
    Order,
    Place,
    Reading,
    Span,
    Thing,
    Timex,
    Who,
)
from saidby.testing import reading

PAGE = """
    <title> Ten killed in Tarsk
    [source The ministry] [cue=accuse said] [time=2031-05-03 on Saturday] [content that the Marsh Brigades had
    shelled the market with mortars in Tarsk on Friday, killing at least ten people].

    [source:2 The Marsh Brigades] [cue:2=deny denied] [content:2 the shelling].

    [source:3="The ministry" It] [cue:3=demand urged] [content:3 the League to send help].

    Another three people were hurt.
"""


def full() -> Reading:
    """The reading: events, figures, places, accusation, denial and demand are tied to the claims."""
    found = reading(PAGE, published="2031-05-04")
    text = found.article.text

    def at(words: str, within: str | None = None) -> Span:
        start = text.index(words, text.index(within) if within else 0)
        return Span(start, start + len(words))

    ministry, brigades = found.actors
    league = replace(ministry, id="actor3", name="League", mentions=(Mention(at("the League"), "name"),))
    friday = Timex("t2", at("Friday"), "DATE", "XXXX-WXX-5", None, "2031-05-02", "published", None, None, 0.9)
    tarsk = Place(
        "p1", at("Tarsk", "in Tarsk on"), "Tarsk", 990000008, -42.66, -126.31, "XV", 1, None, "event", 0.9
    )
    killed = Figure(
        "f1", (at("at least ten people"),), "killed", 10, None, at("killing"),
        Who(None, at("people", "ten people")), None, 0.9,
    )  # fmt: skip
    hurt = Figure("f2", (at("Another three people"),), "injured", 3, 3, at("hurt"), None, None, 0.9)
    shelled = Event(
        "e1", (at("shelled"), at("shelling")), "ASSAULT", ("heavy-weapons",), (brigades.id,), (),
        (Thing(at("the market"), "building"),), (Thing(at("mortars"), "artillery"),), ("p1",), "t2", None,
        ("f1",), "happened", 0.9,
    )  # fmt: skip
    help_sent = Event(
        "e2", (at("send help"),), "AID", (), (league.id,), (), (), (), (), None, Order(after="e1"), (),
        "future", 0.9,
    )  # fmt: skip
    more: Mapping[str | None, Mapping[str, Any]] = {
        "a1": {
            "events": ("e1",), "figures": ("f1",), "accused": (brigades.id,), "accused_of": ("e1",),
            "hedges": (at("at least"),),
        },
        "a2": {"events": ("e1",), "denies": Denial(("e1",), None)},
        "a3": {"events": ("e2",), "addressee": (league.id,), "repeats_earlier": True},
        None: {"figures": ("f2",), "alternative": Alternative("a1", 0.55)},
    }  # fmt: skip

    def with_more(claim: Claim) -> Claim:
        return replace(claim, **more[claim.attribution])

    return replace(
        found,
        actors=(*found.actors, league),
        timexes=tuple(sorted((*found.timexes, friday), key=lambda timex: timex.span)),
        places=(tarsk,),
        figures=(killed, hurt),
        events=(shelled, help_sent),
        claims=tuple(map(with_more, found.claims)),
    )
