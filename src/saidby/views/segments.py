"""Segments: a text cut wherever a marked span starts or ends, so that overlapping spans can all be shown.

Markup nests and spans do not: a source may lie inside another's content, two pieces may overlap. Each segment
knows every mark that covers it, and together the segments are the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from saidby.data import Quoting, Reading, Span
from saidby.views.details import Details
from saidby.views.overview import Entry, Overview

Kind = Literal["source", "cue", "content", "relay", "own", "actor", "time", "place", "figure", "event"]
THINGS: tuple[Kind, ...] = ("actor", "time", "place", "figure", "event")


class Mark(NamedTuple):
    """A span of one claim, or of a thing that claims speak of.

    `key` names the claim: its number, or "n" and a number for the publisher's own; it is empty for a thing,
    of which `note` tells more.
    """

    span: Span
    kind: Kind
    key: str
    quoting: Quoting | None = None
    note: str = ""


class Segment(NamedTuple):
    """Characters that the same marks cover, widest first. `ends`: the claims whose number stands here;
    `starts`: the kinds of things that begin here.
    """

    span: Span
    marks: tuple[Mark, ...]
    ends: tuple[str, ...]
    starts: tuple[Kind, ...] = ()


def keyed(entries: Iterable[Entry]) -> tuple[tuple[str, Entry], ...]:
    """Each claim with its key."""
    found: list[tuple[str, Entry]] = []
    own = 0
    for entry in entries:
        own += entry.number is None
        found.append((f"n{own}" if entry.number is None else str(entry.number), entry))
    return tuple(found)


class Marks:
    """Marks by position, the wider first, and quickly those over a span: a page may have thousands."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end, mark.kind, mark.key))
        self._starts = [mark.span.start for mark in self._marks]
        self._reach = list(accumulate((mark.span.end for mark in self._marks), max))

    def over(self, span: Span) -> list[Mark]:
        first = bisect_right(self._reach, span.start)  # all before it end before the span starts
        last = bisect_left(self._starts, span.end)
        return [mark for mark in self._marks[first:last] if mark.span.end > span.start]


def marks(reading: Reading, entries: Iterable[tuple[str, Entry]]) -> Marks:
    """Every span that is shown."""
    found: list[Mark] = []
    for key, entry in entries:
        attribution = entry.attribution
        if attribution is None:
            found.append(Mark(entry.claim.sentence, "own", key))
            continue
        quoting = attribution.quoting
        found += [Mark(span, "source", key, quoting) for span in attribution.source]
        found += [Mark(span, "cue", key, quoting) for span in attribution.cue]
        found += [Mark(span, "content", key, quoting) for span in attribution.content]
        found += [Mark(link.via, "relay", key, quoting) for link in entry.claim.chain if link.via]
    found += things(reading)
    return Marks(found)


def things(reading: Reading) -> Iterator[Mark]:
    """The spans of actors, times, places, figures and events, each with what is known of it."""
    overview = Overview(reading)
    details = Details(overview)
    for actor in reading.actors:
        note = f"{overview.name(actor.id)}, {actor.kind}" + (f", {actor.sector}" if actor.sector else "")
        for mention in actor.mentions:
            form = f" ({mention.form})" if mention.form != "name" else ""
            yield Mark(mention.span, "actor", "", note=note + form)
    for timex in reading.timexes:
        yield Mark(timex.span, "time", "", note=details.time(timex))
    for place in reading.places:
        use = f", {place.use}" if place.use != "event" else ""
        yield Mark(place.span, "place", "", note=details.place(place) + use)
    for figure in reading.figures:
        for span in figure.spans:
            yield Mark(span, "figure", "", note=details.figure(figure))
    for event in reading.events:
        for span in event.triggers:
            yield Mark(span, "event", "", note=details.event(event))


def segments(whole: Span, marks: Marks) -> Iterator[Segment]:
    """The characters of `whole` in order."""
    waiting = marks.over(whole)
    anchors = _anchors(waiting)
    cuts = {whole.start, whole.end}
    cuts.update(at for mark in waiting for at in mark.span if whole.start < at < whole.end)
    ordered = sorted(cuts)
    active: list[Mark] = []
    upcoming = iter(waiting)
    mark = next(upcoming, None)
    for start, end in pairwise(ordered):
        active = [other for other in active if other.span.end > start]
        while mark is not None and mark.span.start <= start:
            active.append(mark)
            mark = next(upcoming, None)
        widest = sorted(active, key=lambda other: other.span.start - other.span.end)
        begun = {other.kind for other in active if other.span.start == start}
        starts = tuple(kind for kind in THINGS if kind in begun)
        yield Segment(Span(start, end), tuple(widest), tuple(anchors.get(end, ())), starts)


def _anchors(marks: Iterable[Mark]) -> dict[int, list[str]]:
    """Where the numbers stand: after a claim's last cue here, else its source, else its content."""
    best: dict[str, tuple[int, int]] = {}
    rank = {"cue": 2, "source": 1, "content": 0}
    for mark in marks:
        if mark.kind in rank:
            best[mark.key] = max(best.get(mark.key, (-1, 0)), (rank[mark.kind], mark.span.end))
    anchors: dict[int, list[str]] = {}
    for key, (_, end) in best.items():
        anchors.setdefault(end, []).append(key)
    return anchors
