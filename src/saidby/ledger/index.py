"""The index: a reading's claims as they are searched: who said it, through whom, in which words, of whom.

A pure function of the reading. Pronouns and posts are searched by the names of those whom they mean.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from saidby.data import PUBLISHER, Attribution, Claim, Reading, Span
from saidby.ledger.rows import ClaimRow

FORM = 2  # counts up when the rows of the same reading become others: the index is then made anew
BETWEEN = " | "


def claim_rows(reading: Reading) -> list[ClaimRow]:
    """One row for each claim, in the reading's order."""
    return list(_Names(reading).rows())


class _Names:
    """The actors, places and attributions of one reading, to look names up in."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.article.text
        self._actors = {actor.id: actor for actor in reading.actors}
        self._places = {place.id: place.name for place in reading.places}
        self._pins = [place for place in reading.places if place.use != "metonym"]
        self._events = {event.id: event for event in reading.events}
        self._said = {attribution.id: attribution for attribution in reading.attributions}
        self._mentions = sorted(
            (mention.span, actor.id) for actor in reading.actors for mention in actor.mentions
        )
        self._longest = max((span.end - span.start for span, _ in self._mentions), default=0)

    def rows(self) -> Iterator[ClaimRow]:
        for claim in self._reading.claims:
            attribution = self._said.get(claim.attribution or "")
            pieces = (attribution.content if attribution else ()) or (claim.sentence,)
            if claim.stance:
                pieces = (claim.stance.cue, claim.stance.held)
            words = self._words(pieces)
            yield ClaimRow(
                claim=claim.id,
                who=BETWEEN.join(self._called(claim.chain[0].actor)) if claim.chain else "",
                through=BETWEEN.join(self._through(claim)),
                act=claim.act,
                quoting=attribution.quoting if attribution else None,
                words=words,
                names=BETWEEN.join(self._meant(claim, attribution, pieces, words)),
                places=BETWEEN.join(self._where(claim, pieces)),
            )

    def _words(self, pieces: Iterable[Span]) -> str:
        return " … ".join(" ".join(piece.of(self._text).split()) for piece in pieces)

    def _called(self, actor_id: str) -> list[str]:
        """All names of an actor, its own first: aliases, what it is the same as, whom it speaks for."""
        if actor_id == PUBLISHER:
            return [self._reading.article.publisher] if self._reading.article.publisher else []
        names: dict[str, None] = {}
        waiting, seen = [actor_id], set[str]()
        while waiting:
            actor = self._actors.get(waiting.pop(0))
            if actor is None or actor.id in seen:
                continue
            seen.add(actor.id)
            names.update(dict.fromkeys([actor.name, *(alias.name for alias in actor.aliases)]))
            waiting += [other for other in (actor.same_as, actor.acts_for) if other]
        return list(names)

    def _through(self, claim: Claim) -> list[str]:
        links = claim.chain[1:] or claim.chain  # the publisher's own word comes through itself
        names = [self._one(link.actor) for link in links]
        return [name for name in names if name]

    def _one(self, actor_id: str) -> str | None:
        if actor_id == PUBLISHER:
            return self._reading.article.publisher
        actor = self._actors.get(actor_id)
        return actor.name if actor else None

    def _where(self, claim: Claim, pieces: Iterable[Span]) -> list[str]:
        """Places of its events, then those in its words, each as printed and by its name."""
        events = [self._events[id] for id in (*claim.events, *claim.accused_of) if id in self._events]
        told = dict.fromkeys(place for event in events for place in event.places)
        found = [place for id in told for place in self._pins if place.id == id]
        found += [place for place in self._pins if any(place.span.overlaps(piece) for piece in pieces)]
        names = [name for place in found for name in (place.name, place.span.of(self._text))]
        return list(dict.fromkeys(" ".join(name.split()) for name in names if name))

    def _meant(
        self, claim: Claim, attribution: Attribution | None, pieces: tuple[Span, ...], words: str
    ) -> list[str]:
        """Names of whom and what the claim is about, as far as they do not stand in its words."""
        actors = [*claim.accused, *claim.addressee]
        first = bisect_left(self._mentions, min(piece.start for piece in pieces) - self._longest, key=_begin)
        last = bisect_left(self._mentions, max(piece.end for piece in pieces), key=_begin)
        actors += [
            actor_id
            for span, actor_id in self._mentions[first:last]
            if any(span.overlaps(piece) for piece in pieces)
        ]
        places: list[str] = []
        for event_id in (*claim.events, *claim.accused_of):
            if event := self._events.get(event_id):
                actors += [*event.actors, *event.recipients]
                places += event.places
        names = [name for actor_id in dict.fromkeys(actors) for name in self._called(actor_id)]
        names += [self._places[place] for place in dict.fromkeys(places) if place in self._places]
        folded = words.casefold()
        return [name for name in dict.fromkeys(names) if name.casefold() not in folded]


def _begin(mention: tuple[Span, str]) -> int:
    return mention[0].start
