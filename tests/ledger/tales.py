"""Tales: readings of pages from Velmora with the places, days and figures that incidents are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from saidby.data import Event, Figure, Measure, Place, Reading, Span, Timex
from saidby.ledger.echoes import Echo
from saidby.ledger.incident import Facet, Incident
from saidby.ledger.incidents import Known, Page, incidents
from saidby.ledger.portraits import Ref, portraits
from saidby.testing import reading

# Degrees; Orlen and Karsk lie 60 km apart, the Mill Quarter is a part of Orlen.
WHERE = {"Orlen": (10.0, 10.0), "Mill Quarter": (10.02, 10.0), "Karsk": (10.5, 10.2), "Tavil": (11.5, 10.0)}


def tale(
    marked: str,
    *,
    published: str | None = "2031-05-05",
    publisher: str = "Orlen Herald",
    title: str | None = None,
    places: Iterable[str] = ("Orlen",),
    days: Iterable[tuple[str, str]] = (),
    figures: Sequence[tuple[str, Measure, float | None, float | None]] = (),
    events: Iterable[tuple[str, str]] = (),
) -> Reading:
    """The reading of marked-up text. Places, days and figures are named by their words in it.

    `days` are (words, ISO date), `figures` (words, measure, low, high), `events` (trigger, PLOVER type).
    """
    found = reading(marked, publisher=publisher, published=published, title=title)
    text = found.article.text
    found = replace(
        found,
        places=tuple(_place(number, name, span) for number, (name, span) in enumerate(_all(text, places), 1)),
        timexes=(
            *found.timexes,
            *(
                Timex(f"d{number}", span, "DATE", value, None, value, "published", None, None, 0.9)
                for number, (words, value) in enumerate(days, 1)
                for span in _spans(text, words)
            ),
        ),
        figures=tuple(
            Figure(f"f{number}", (span,), measure, low, high, None, None, None, 0.9)
            for number, (words, measure, low, high) in enumerate(figures, 1)
            for span in _spans(text, words)[:1]
        ),
        events=tuple(
            _event(number, span, type)
            for number, (words, type) in enumerate(events, 1)
            for span in _spans(text, words)[:1]
        ),
    )
    claims = tuple(
        replace(
            claim,
            figures=tuple(f.id for f in found.figures if claim.sentence.holds(f.spans[0])),
            events=tuple(e.id for e in found.events if claim.sentence.holds(e.triggers[0])),
        )
        for claim in found.claims
    )
    return replace(found, claims=claims)


def pages(*readings: Reading) -> list[Page]:
    """The readings as pages p1, p2 ..."""
    return [
        Page(f"p{number}", f"p{number}", number, partial(_itself, one), portraits(one, f"p{number}"))
        for number, one in enumerate(readings, 1)
    ]


def found(
    *readings: Reading,
    echoes: Sequence[Echo] = (),
    tied: Sequence[tuple[Ref, Ref]] = (),
    parted: Sequence[tuple[Ref, Ref]] = (),
) -> list[Incident]:
    """The incidents of these pages."""
    return incidents(pages(*readings), Known(echoes=echoes, tied=tied, parted=parted))


def members(incidents: Iterable[Incident]) -> list[list[str]]:
    """The articles of each incident."""
    return [sorted(article.id for article in incident.articles) for incident in incidents]


def facet(incident: Incident, name: str) -> tuple[str, list[tuple[str, tuple[str, ...]]]]:
    """The verdict of a facet, and its positions with their roots."""
    one = next((one for one in incident.facets if one.facet == name), Facet(name, "silent", ()))
    return one.verdict, [(position.value, position.roots) for position in one.positions]


def _itself(one: Reading) -> Reading:
    return one


def _spans(text: str, words: str) -> list[Span]:
    spans, start = list[Span](), text.find(words)
    while start >= 0:
        spans.append(Span(start, start + len(words)))
        start = text.find(words, start + 1)
    assert spans, f"{words!r} does not stand in {text!r}"
    return spans


def _all(text: str, names: Iterable[str]) -> list[tuple[str, Span]]:
    return sorted(((name, span) for name in names for span in _spans(text, name)), key=lambda one: one[1])


def _place(number: int, name: str, span: Span) -> Place:
    latitude, longitude = WHERE[name]
    return Place(f"l{number}", span, name, None, latitude, longitude, "VE", 1, None, "event", 0.9)


def _event(number: int, span: Span, type: str) -> Event:
    return Event(f"e{number}", (span,), type, (), (), (), (), (), (), None, None, (), "happened", 0.9)
