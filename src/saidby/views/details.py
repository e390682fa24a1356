"""Details: what a claim says beside its words, as labelled rows in the order in which they are shown.

It only looks up; a row is there where the reading has something for it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple, TypeVar

from saidby.data import Act, Attribution, Claim, Event, Figure, Place, Reading, Span, Thing, Timex
from saidby.views.overview import SURE, UNSURE, Entry, Overview, interval

Layer = Literal["actor", "time", "place", "figure", "event", "said"]

_Placed = TypeVar("_Placed", Place, Timex)

EXCERPT = 60  # characters of the words of a claim that another row is about
PRECISIONS = {
    1: "exact", 2: "near", 3: "district", 4: "province", 5: "region", 6: "country", 7: "at sea or in the air",
}  # fmt: skip
_TO: dict[Act, str] = {"demand": "asks", "request": "asks", "threaten": "threatens", "promise": "promises"}


class Row(NamedTuple):
    """A label and its text. `layer` is the kind of thing it tells of; `doubt` asks for a second look."""

    label: str
    text: str
    layer: Layer
    doubt: bool = False


class Details:
    """The rows of the claims of one overview."""

    def __init__(self, overview: Overview) -> None:
        self._overview = overview
        reading = overview.reading
        self._text = reading.article.text
        self._events = {event.id: event for event in reading.events}
        self._figures = {figure.id: figure for figure in reading.figures}
        self._places = {place.id: place for place in reading.places}
        self._timexes = {timex.id: timex for timex in reading.timexes}
        self._said = {attribution.id: attribution for attribution in reading.attributions}
        self._claims = {claim.id: claim for claim in reading.claims}
        self._numbers = {
            claim.id: entry.number for entry in overview.entries for claim in (entry.claim, *entry.others)
        }
        self._by_attribution = {
            claim.attribution: claim.id for claim in reversed(reading.claims) if claim.attribution
        }
        self._contents = _Contents(reading)
        self._stances: dict[str, list[Claim]] = {}
        for claim in reading.claims:
            if claim.stance is not None:
                self._stances.setdefault(claim.attribution or "", []).append(claim)

    def rows(self, entry: Entry) -> tuple[Row, ...]:
        """What is done by saying it, what it tells of, then how sure it is."""
        claim = entry.claim
        return (*self._deeds(claim), *self._minds(entry), *self._told(claim), *self._manner(claim))

    # ---------------------------------------------------------------------------------- what is done by it

    def _deeds(self, claim: Claim) -> Iterator[Row]:
        if claim.accused:
            of = self._deeds_of(claim)
            yield Row("accuses", self.names(claim.accused) + (f" of {of}" if of else ""), "actor")
        elif claim.accused_of:
            yield Row("accuses", f"nobody named, of {self._deeds_of(claim)}", "actor")
        if claim.addressee:
            yield Row(_TO.get(claim.act, "to"), self.names(claim.addressee), "actor")
        if claim.denies:
            regions = self._contents.regions(claim)
            denied = [self.short(event, regions) for event in self._known(claim.denies.events)]
            if claim.denies.claim:
                denied.append(self.claim(claim.denies.claim))
            if denied:
                yield Row("denies", ", ".join(denied), "event")

    def _deeds_of(self, claim: Claim) -> str:
        regions = self._contents.regions(claim)
        return ", ".join(self.short(event, regions) for event in self._known(claim.accused_of))

    def _minds(self, entry: Entry) -> Iterator[Row]:
        """Where others stand, as the words tell: each once, however many tell it."""
        told = self._stances.get(entry.attribution.id, ()) if entry.attribution else ()
        found = {claim.stance: claim for claim in reversed(told)}
        for stance, claim in sorted(found.items(), key=lambda pair: pair[1].sentence):
            assert stance is not None
            held = f"{stance.cue.of(self._text)} “{' '.join(stance.held.of(self._text).split())}”"
            yield Row("stance", f"{self._overview.name(claim.chain[0].actor)}: {held}", "actor")

    # ---------------------------------------------------------------------------------- what it tells of

    def _told(self, claim: Claim) -> Iterator[Row]:
        regions = self._contents.regions(claim)
        events = self._known(claim.events)
        denied = claim.denies.events if claim.denies else ()
        for event in (event for event in events if event.id not in denied):
            yield Row("event", self.event(event, regions), "event", event.factuality != "happened")
        shown = {place for event in events for place in event.places}
        places = [
            place
            for place in _inside(self._overview.reading.places, regions)
            if place.use == "event" and place.id not in shown
        ]
        if places:
            yield Row("where", ", ".join(dict.fromkeys(map(self.place, places))), "place")
        shown = {event.time for event in events if event.time} | {claim.report_time or ""}
        for timex in _inside(self._overview.reading.timexes, regions):
            if timex.id not in shown and timex.type in ("DATE", "TIME") and not timex.value.endswith("_REF"):
                yield Row("when", self.time(timex), "time", timex.resolved is None and timex.type == "DATE")
        shown = {figure for event in events for figure in event.figures}
        for number in claim.figures:
            if number in self._figures and number not in shown:
                yield Row("figure", self.figure(self._figures[number]), "figure")

    # ---------------------------------------------------------------------------------- how sure it is

    def _manner(self, claim: Claim) -> Iterator[Row]:
        if claim.hedges:
            yield Row("held back", self._quoted(claim.hedges), "said")
        if claim.boosters:
            yield Row("stressed", self._quoted(claim.boosters), "said")
        if claim.repeats_earlier:
            yield Row("repeats", "an earlier statement of the same source", "said")
        if claim.alternative and (other := self._said.get(claim.alternative.attribution)):
            source = self._overview.words(other.source) if other.source else "nobody named"
            number = self._number(self._by_attribution.get(other.id))
            likely = f"{claim.alternative.score:.0%} likely"
            yield Row("or else", f"still the word of {source}{number}, {likely}", "said", True)

    # ---------------------------------------------------------------------------------- things in words

    def event(self, event: Event, regions: Sequence[Span] = ()) -> str:
        """Type and modes, trigger, who to whom, where, when, with what, how many, and whether it happened."""
        kind = event.type.lower() if event.type else "event of no type"
        if event.modes:
            kind += f" ({', '.join(mode.replace('-', ' ') for mode in event.modes)})"
        parts = [f"{kind} “{self.trigger(event, regions)}”"]
        whom = ", ".join(filter(None, [self.names(event.recipients), self._things(event.objects)]))
        who = self.names(event.actors)
        if who or whom:
            parts.append(f"{who or 'by nobody named'}{f' → {whom}' if whom else ''}")
        if event.instruments:
            parts.append(f"with {self._things(event.instruments)}")
        if event.places:
            places = (self.place(self._places[id]) for id in event.places if id in self._places)
            parts.append(", ".join(dict.fromkeys(places)))
        if event.time and (timex := self._timexes.get(event.time)):
            parts.append(self.time(timex))
        if order := self.order(event):
            parts.append(order)
        parts += [self.figure(self._figures[id]) for id in event.figures if id in self._figures]
        unsure = f", {UNSURE}" if event.score < SURE else ""
        return "; ".join(filter(None, parts)) + f" [{event.factuality}{unsure}]"

    def order(self, event: Event) -> str:
        """ "after “shelled”", or nothing."""
        if event.order is None:
            return ""
        word, id = ("after", event.order.after) if event.order.after else ("before", event.order.before)
        other = self._events.get(id or "")
        return f"{word} “{self.trigger(other)}”" if other else ""

    def short(self, event: Event, regions: Sequence[Span] = ()) -> str:
        """The trigger, and how the source presents it where it did not happen."""
        words = f"“{self.trigger(event, regions)}”"
        return words if event.factuality == "happened" else f"{words} [{event.factuality}]"

    def trigger(self, event: Event, regions: Sequence[Span] = ()) -> str:
        """Its word in those regions, else its first."""
        here = [span for span in event.triggers if any(region.holds(span) for region in regions)]
        return self._overview.words((here or event.triggers)[:1])

    def place(self, place: Place) -> str:
        """As printed, with its relation, the gazetteer's name, country and precision."""
        words = place.span.of(self._text)
        about = [f"= {place.name}"] if _plain(place.name) not in _plain(words) else []
        about += [place.country] if place.country else []
        about += [PRECISIONS[place.precision]] if place.precision in (2, 3, 4, 5, 7) else []
        about += ["not on the map"] if place.latitude is None else []
        about += [UNSURE] if place.score < SURE else []
        related = f"{place.relation} {words}" if place.relation else words
        return f"{related} ({', '.join(about)})" if about else related

    def time(self, timex: Timex) -> str:
        """The words, and the date, or why there is none."""
        words = f"“{timex.span.of(self._text)}”"
        if timex.resolved is not None:
            return words if timex.resolved in words else f"{words} = {interval(timex.resolved)}"
        return f"{words}, not dated: {timex.reason}" if timex.reason else words

    def figure(self, figure: Figure) -> str:
        """The range, what is counted, what became of them, and the words."""
        words = self._overview.words(figure.spans[:1])
        measure = figure.measure if figure.measure not in ("objects", "other") else ""
        status = figure.status.of(self._text) if figure.status and not measure else ""
        counted = figure.who.span.of(self._text) if figure.who else ""
        part = self._figures.get(figure.part_of or "")
        whole = f", part of {amount(part) or 'a number not given'}" if part else ""
        if not (number := amount(figure)):
            return " ".join(filter(None, [f"“{words}”{whole}, no number given", measure or status]))
        told = " ".join(filter(None, [number, counted, measure or status]))
        return f"{told}{whole}" if words in told else f"{told}{whole} “{words}”"

    def claim(self, id: str) -> str:
        """Another claim, by its number and first words."""
        claim = self._claims.get(id)
        if claim is None:
            return id
        said = self._said.get(claim.attribution or "")
        words = self._overview.words(said.content) if said else claim.sentence.of(self._text)
        cut = words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0] + "…"
        return f"“{cut}”{self._number(id)}"

    def names(self, actors: Iterable[str]) -> str:
        return ", ".join(map(self._overview.name, actors))

    def _number(self, claim: str | None) -> str:
        number = self._numbers.get(claim or "")
        return f" ({number})" if number is not None else ""

    def _things(self, things: Iterable[Thing]) -> str:
        return ", ".join(thing.span.of(self._text) for thing in things)

    def _quoted(self, spans: Iterable[Span]) -> str:
        return ", ".join(f"“{span.of(self._text)}”" for span in spans)

    def _known(self, events: Iterable[str]) -> list[Event]:
        return [self._events[id] for id in events if id in self._events]


class _Contents:
    """Where the words of each claim stand: an attribution's content, or what is left of the sentence."""

    def __init__(self, reading: Reading) -> None:
        self._content = {each.id: each.content for each in reading.attributions}
        self._all = sorted(piece for each in reading.attributions for piece in _pieces(each))
        self._starts = [piece.start for piece in self._all]
        self._reach = list(accumulate((piece.end for piece in self._all), max))

    def regions(self, claim: Claim) -> tuple[Span, ...]:
        if claim.attribution is not None:
            return self._content.get(claim.attribution, ())
        left: list[Span] = []
        at = claim.sentence.start
        first = bisect_right(self._reach, at)  # all before it end before the sentence starts
        for piece in self._all[first : bisect_left(self._starts, claim.sentence.end)]:
            left.append(Span(at, max(at, piece.start)))
            at = max(at, piece.end)
        left.append(Span(at, max(at, claim.sentence.end)))
        return tuple(span for span in left if span.end > span.start)


def _pieces(attribution: Attribution) -> tuple[Span, ...]:
    return (*attribution.source, *attribution.cue, *attribution.content)


def _inside(records: Sequence[_Placed], regions: Iterable[Span]) -> list[_Placed]:
    """Those whose span lies in a region; the records are in text order."""
    return [
        record
        for region in regions
        for record in records[
            bisect_left(records, region.start, key=_start) : bisect_left(records, region.end, key=_start)
        ]
        if region.holds(record.span)
    ]


def _start(record: Place | Timex) -> int:
    return record.span.start


def _plain(name: str) -> str:
    """A name without its marks over and under letters: "Arīḩā" is "ariha"."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def amount(figure: Figure) -> str:
    """The range in words: "107", "at least 107", "up to 50", "40 to 50"; empty where no number is given."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        return ""
    if high is None:
        return f"at least {_number(low)}"
    if low is None:
        return f"up to {_number(high)}"
    return _number(low) if low == high else f"{_number(low)} to {_number(high)}"


def _number(value: float | None) -> str:
    assert value is not None
    return f"{int(value):,}" if value == int(value) else f"{value:,}"
