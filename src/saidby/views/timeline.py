"""Timeline: events, when things were said and other times by their dates; then what is not dated, and why."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from saidby.data import Claim, Event, Reading, Span, Timex
from saidby.views.details import Details
from saidby.views.overview import BASES, NOBODY, Overview, interval

What = Literal["page", "event", "said", "time"]
NO_TIME = "no time is stated"


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One dated or undated thing.

    `date` is an ISO date or a closed interval `first/last`, None with a `reason`. `what` is a date of the
    page, an event, the saying of a claim, or a time that the reading ties to neither. `words` are the time's
    words, `text` what happened or was said, `source` on whose word (None: the page's own dates). `claims`
    are ids.
    """

    date: str | None
    what: What
    words: str | None
    text: str
    source: str | None
    factuality: str | None
    reason: str | None
    claims: tuple[str, ...]
    span: Span | None


def timeline_rows(reading: Reading) -> tuple[TimelineRow, ...]:
    """By the first day and then the last, a year before its months; then what is not dated, in text order."""
    rows = [*_page(reading), *_Times(reading).rows()]
    dated = sorted((row for row in rows if row.date is not None), key=_order)
    undated = sorted((row for row in rows if row.date is None), key=_order)
    return (*dated, *undated)


def shown(row: TimelineRow) -> str:
    """The date for people: intervals with both ends, "not dated"."""
    return interval(row.date) if row.date else "not dated"


def _order(row: TimelineRow) -> tuple[str, str, Span]:
    first, _, last = (row.date or "").partition("/")
    return first, last, row.span or Span(0, 0)


def _page(reading: Reading) -> Iterator[TimelineRow]:
    article = reading.article
    for label, dated in (("published", article.published), ("modified", article.modified)):
        if dated:
            text = f"{label}, {BASES[dated.basis]}"
            yield TimelineRow(dated.value, "page", None, text, None, None, None, (), dated.span)


class _Times:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._overview = Overview(reading)
        self._details = Details(self._overview)
        self._timexes = {timex.id: timex for timex in reading.timexes}
        self._claims = {claim.id: claim for claim in reading.claims}
        self._said_by = {attribution.id: attribution for attribution in reading.attributions}
        self._same: dict[str | None, list[Claim]] = {}
        for claim in reading.claims:
            self._same.setdefault(claim.attribution, []).append(claim)
        self._text = reading.article.text
        self._starts = [sentence.start for sentence in reading.sentences]

    def rows(self) -> Iterator[TimelineRow]:
        used: set[str] = set()
        for event in self._reading.events:
            yield self._event(event)
            used.add(event.time or "")
        seen: set[tuple[str | None, str | None]] = set()
        for claim in self._reading.claims:
            if claim.report_time in self._timexes and (claim.attribution, claim.report_time) not in seen:
                seen.add((claim.attribution, claim.report_time))
                used.add(claim.report_time or "")
                yield self._said(claim)
        for timex in self._reading.timexes:
            if timex.id in used or timex.type not in ("DATE", "TIME") or timex.value.endswith("_REF"):
                continue
            if timex.function is None and self._sentence(timex.span) is not None:
                yield self._time(timex)

    def _event(self, event: Event) -> TimelineRow:
        timex = self._timexes.get(event.time or "")
        holding = [claim for claim in self._reading.claims if event.id in claim.events]
        claims = tuple(claim.id for claim in holding if claim.act != "deny")
        denying = tuple(claim.id for claim in holding if claim.act == "deny")
        denied = f"; denied by {self._sources(denying)}" if denying else ""
        order = self._details.order(event)
        reason = (
            (timex.reason if timex else order or NO_TIME) if timex is None or not timex.resolved else None
        )
        return TimelineRow(
            date=timex.resolved if timex else None, what="event",
            words=timex.span.of(self._text) if timex else None,
            text=self._details.event(event) + denied, source=self._sources(claims),
            factuality=event.factuality, reason=reason, claims=(*claims, *denying),
            span=event.triggers[0] if event.triggers else None,
        )  # fmt: skip

    def _said(self, claim: Claim) -> TimelineRow:
        timex = self._timexes[claim.report_time or ""]
        same = tuple(
            other.id for other in self._same[claim.attribution] if other.report_time == claim.report_time
        )
        said = self._said_by.get(claim.attribution or "")
        words = self._overview.words(said.content) if said else claim.sentence.of(self._text)
        return TimelineRow(
            timex.resolved, "said", timex.span.of(self._text), words, self._sources(same), None,
            None if timex.resolved else timex.reason, same, timex.span,
        )  # fmt: skip

    def _time(self, timex: Timex) -> TimelineRow:
        sentence = self._sentence(timex.span) or timex.span
        holders = [
            said.id for said in self._reading.attributions if any(p.holds(timex.span) for p in said.content)
        ]
        claims = [claim.id for holder in holders for claim in self._same.get(holder, ())]
        own = [claim.id for claim in self._same.get(None, ()) if claim.sentence.holds(timex.span)]
        ids = tuple(claims or own)
        return TimelineRow(
            timex.resolved, "time", timex.span.of(self._text), sentence.of(self._text), self._sources(ids),
            None, None if timex.resolved else timex.reason, ids, timex.span,
        )  # fmt: skip

    def _sentence(self, span: Span) -> Span | None:
        at = bisect_right(self._starts, span.start) - 1
        found = self._reading.sentences[at] if at >= 0 else None
        return found if found and found.holds(span) else None

    def _sources(self, claims: tuple[str, ...]) -> str:
        """The roots by name, each once."""
        chains = [self._claims[id].chain for id in claims]
        names = dict.fromkeys(self._overview.name(chain[0].actor) for chain in chains if chain)
        return ", ".join(names) or NOBODY
