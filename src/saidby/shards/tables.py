"""Tables: what came of a page, as rows of Parquet: `pages`, `claims`, `events`, `figures`.

The columns are described in docs/batch.md. Words stand in the rows, so that nobody needs the text to read
them; lists are in the reading's order. What is not known is null, what there is none of is an empty list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, Literal

from saidby.batch import Outcome
from saidby.data import PUBLISHER, Claim, Event, Figure, Reading, Span
from saidby.ledger.index import claim_rows
from saidby.ledger.prepared import compact
from saidby.ledger.rows import ClaimRow, Request
from saidby.ledger.series import article_of, series_of
from saidby.serial import dumps
from saidby.shards.columns import Table, names

Status = Literal["read", "skipped", "failed"]
OTHER_LANGUAGE = "the text is not in English"
Row = dict[str, Any]


def status_of(outcome: Outcome) -> Status:
    """Whether a page was read; what is not in English is kept, counted and not read."""
    if outcome.reading is None:
        return "failed"
    other = any(problem.message.startswith(OTHER_LANGUAGE) for problem in outcome.reading.problems)
    return "skipped" if other else "read"


def rows_of(source: str, number: int, outcome: Outcome, request: Request | None) -> dict[Table, list[Row]]:
    """The rows of one page, by table. `request` is None where the page could not be opened."""
    reading = outcome.reading
    page: Row = dict.fromkeys(names("pages"))
    page |= {
        "source": source, "number": number, "origin": outcome.origin, "status": status_of(outcome),
        "reason": outcome.why or None, "tags": [], "problems": [], "size": outcome.size,
    }  # fmt: skip
    if request is not None:
        page |= {
            "id": None if request.id is None else compact(request.id), "sha256": request.sha256.hex(),
            "size": len(request.page), "is_text": request.text, "gazetteer": request.gazetteer,
            "given": compact({name: value for name, value in asdict(request.given).items() if value}),
            "page": request.page,
        }  # fmt: skip
    if reading is None or request is None:
        page["problems"] = [problem.message for problem in outcome.problems]
        return {"pages": [page]}
    article = reading.article
    told = _Told(reading, article_of(reading, request))
    page |= {
        "article": told.article, "series": series_of(reading, request), "url": article.url,
        "publisher": article.publisher, "title": article.title, "byline": article.byline,
        "section": article.section, "language": article.language, "tags": list(article.tags),
        "published": _value(article.published), "modified": _value(article.modified),
        "captured": _value(article.captured), "words": len(article.text.split()),
        "claims": len(reading.claims), "attributed": sum(c.attribution is not None for c in reading.claims),
        "events": len(reading.events), "figures": len(reading.figures),
        "problems": [problem.message for problem in reading.problems],
        "version": reading.reader.version, "model": reading.reader.model, "reading": dumps(reading),
    }  # fmt: skip
    return {
        "pages": [page],
        "claims": list(told.claims()),
        "events": list(told.events()),
        "figures": list(told.figures()),
    }


def _value(dated: Any) -> str | None:
    return dated.value if dated else None


class _Told:
    """One reading, its parts by id, in words."""

    def __init__(self, reading: Reading, article: str) -> None:
        self.article = article
        self._reading = reading
        self._text = reading.article.text
        self._actors = {actor.id: actor for actor in reading.actors}
        self._places = {place.id: place for place in reading.places}
        self._times = {timex.id: timex for timex in reading.timexes}
        self._events = {event.id: event for event in reading.events}
        self._attributions = {attribution.id: attribution for attribution in reading.attributions}
        self._shown = claim_rows(reading)
        self._of_event = self._telling(lambda claim: (*claim.events, *claim.accused_of))
        self._of_figure = self._telling(lambda claim: claim.figures)

    def _telling(self, ids: Callable[[Claim], Iterable[str]]) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in self._reading.claims:
            for id in dict.fromkeys(ids(claim)):
                found.setdefault(id, []).append(claim)
        return found

    def claims(self) -> Iterator[Row]:
        for claim, shown in zip(self._reading.claims, self._shown, strict=True):
            yield self._head() | self._claim(claim, shown)

    def _claim(self, claim: Claim, shown: ClaimRow) -> Row:
        attribution = self._attributions.get(claim.attribution or "")
        events = [self._events[id] for id in claim.events if id in self._events]
        root = self._actors.get(claim.chain[0].actor) if claim.chain else None
        return {
            "claim": claim.id, "act": claim.act, "root": self._root(claim),
            "root_names": _split(shown.who), "root_kind": root.kind if root else "publisher",
            "root_sector": root.sector if root else None,
            "root_for": self._name(root.acts_for) if root and root.acts_for else None,
            "relays": self._names(link.actor for link in claim.chain[1:-1]),
            "attributed": attribution is not None, "quoting": shown.quoting,
            "cue": self._words(attribution.cue) if attribution and attribution.cue else None,
            "stance": self._words([claim.stance.cue]) if claim.stance else None,
            "words": shown.words, "names": _split(shown.names), "sentence": self._words([claim.sentence]),
            "start": claim.sentence.start, "end": claim.sentence.end, "events": list(claim.events),
            "event_types": _once(_kind(event) for event in events),
            "places": _once(name for event in events for name in self._place_names(event)),
            "countries": _once(place.country for event in events for place in self._placed(event)),
            "times": _once(self._resolved(event.time) for event in events), "figures": list(claim.figures),
            "accused": self._names(claim.accused), "accused_of": list(claim.accused_of),
            "addressee": self._names(claim.addressee), "denies": claim.denies is not None,
            "hedges": [self._words([span]) for span in claim.hedges],
            "report_time": self._resolved(claim.report_time), "repeats_earlier": claim.repeats_earlier,
            "flags": _once(flag.kind for flag in claim.flags), "score": claim.score,
        }  # fmt: skip

    def events(self) -> Iterator[Row]:
        for event in self._reading.events:
            yield self._head() | self._event(event)

    def _event(self, event: Event) -> Row:
        placed = self._placed(event)
        place = next((place for place in placed if place.latitude is not None), next(iter(placed), None))
        time = self._times.get(event.time or "")
        return {
            "event": event.id, "type": event.type, "modes": list(event.modes),
            "trigger": self._words(event.triggers), "factuality": event.factuality,
            "actors": self._names(event.actors), "recipients": self._names(event.recipients),
            "instruments": [self._words([thing.span]) for thing in event.instruments],
            "instrument_kinds": _once(thing.kind for thing in event.instruments),
            "objects": [self._words([thing.span]) for thing in event.objects],
            "places": self._place_names(event), "place": place.name if place else None,
            "country": place.country if place else None, "geonames_id": place.geonames_id if place else None,
            "latitude": place.latitude if place else None, "longitude": place.longitude if place else None,
            "precision": place.precision if place else None, "time": time.resolved if time else None,
            "time_words": self._words([time.span]) if time else None, "figures": list(event.figures),
            **self._tellers(self._of_event.get(event.id, ())), "score": event.score,
        }  # fmt: skip

    def figures(self) -> Iterator[Row]:
        counted: dict[str, list[Event]] = {}
        for event in self._reading.events:
            for id in event.figures:
                counted.setdefault(id, []).append(event)
        for figure in self._reading.figures:
            yield self._head() | self._figure(figure, counted.get(figure.id, []))

    def _figure(self, figure: Figure, events: Sequence[Event]) -> Row:
        times = _once(self._resolved(event.time) for event in events)
        places = [name for event in events for name in self._place_names(event)]
        return {
            "figure": figure.id, "measure": figure.measure, "low": figure.low, "high": figure.high,
            "words": self._words(figure.spans),
            "status": self._words([figure.status]) if figure.status else None,
            "who": self._words([figure.who.span]) if figure.who else None, "part_of": figure.part_of,
            "events": [event.id for event in events], "event_types": _once(map(_kind, events)),
            "place": next(iter(places), None), "time": next(iter(times), None),
            **self._tellers(self._of_figure.get(figure.id, ())), "score": figure.score,
        }  # fmt: skip

    # ---------------------------------------------------------------------------------- words

    def _head(self) -> Row:
        article = self._reading.article
        return {
            "article": self.article, "url": article.url, "publisher": article.publisher,
            "published": _value(article.published),
        }  # fmt: skip

    def _tellers(self, claims: Iterable[Claim]) -> Row:
        told = list(claims)
        return {"claims": [claim.id for claim in told], "roots": _once(map(self._root, told))}

    def _root(self, claim: Claim) -> str | None:
        return self._name(claim.chain[0].actor) if claim.chain else None

    def _name(self, id: str) -> str | None:
        if id == PUBLISHER:
            return self._reading.article.publisher
        actor = self._actors.get(id)
        return actor.name if actor else None

    def _names(self, ids: Iterable[str]) -> list[str]:
        return _once(map(self._name, ids))

    def _placed(self, event: Event) -> list[Any]:
        return [self._places[id] for id in event.places if id in self._places]

    def _place_names(self, event: Event) -> list[str]:
        return _once(place.name for place in self._placed(event))

    def _resolved(self, id: str | None) -> str | None:
        time = self._times.get(id or "")
        return time.resolved if time else None

    def _words(self, spans: Iterable[Span]) -> str:
        return " … ".join(" ".join(span.of(self._text).split()) for span in spans)


def _once(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _kind(event: Event) -> str | None:
    """ "ASSAULT/aerial": the type with its first mode."""
    return "/".join((event.type, *event.modes[:1])) if event.type else None


def _split(joined: str) -> list[str]:
    return joined.split(" | ") if joined else []
