"""Capitals that stand for governments keep no pin; those that are struck or met in keep theirs."""

from __future__ import annotations

from saidby.data import Place, Span, Use
from saidby.reading.actors import actors
from saidby.reading.relays import relays
from saidby.reading.seats import with_seats
from saidby.testing import reading


def seats(marked: str, *names: str) -> list[Use]:
    """The uses of some names, each met once, that a gazetteer took for places of events."""
    found = reading(marked)
    text = found.article.text
    handed_on = relays(found.article, found.sentences, found.attributions)
    cast = actors(found.article, found.sentences, found.attributions, handed_on)
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    places = [
        Place(f"p{n}", Span(*span), name, None, None, None, None, None, None, "event", 0.9)
        for n, (span, name) in enumerate(zip(spans, names, strict=True), 1)
    ]
    return [place.use for place in with_seats(text, places, found.attributions, cast)]


def test_a_capital_that_speaks_is_a_government() -> None:
    assert seats("[source Moscow] [cue said] [content that talks would go on].", "Moscow") == ["metonym"]


def test_a_capital_that_is_called_on_is_a_government() -> None:
    marked = "[source The council] [cue urged] [content Moscow to attend the talks near Brenavo]."
    assert seats(marked, "Moscow", "Brenavo") == ["metonym", "event"]


def test_a_capital_that_is_accused_is_a_government() -> None:
    marked = "[source The council] [cue accused] [content Tarsk of two raids on Brenavo]. It rained in Tarsk."
    assert seats(marked, "Tarsk") == ["metonym"]


def test_a_capital_that_is_struck_keeps_its_pin() -> None:
    marked = "[source The council] [cue said] [content that two shells had fallen in Tarsk]."
    assert seats(marked, "Tarsk") == ["event"]


def test_a_capital_in_the_name_of_who_speaks_for_it_is_a_government() -> None:
    marked = "[source Moscow's envoy] [cue said] [content that talks would go on]."
    assert seats(marked, "Moscow") == ["metonym"]
