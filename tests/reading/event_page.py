"""Articles with marked attributions and hand-made triggers, for the tests of events and their claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from saidby.data import Actor, Article, Claim, Event, Figure, Place, Span, Timex
from saidby.model.events import Argument, Kind, Trigger
from saidby.reading.actors import Cast, actors
from saidby.reading.claims import claims
from saidby.reading.counts import with_actors
from saidby.reading.events import Scene, drafted, finished, joined, mended, participants, told
from saidby.reading.figures import figures
from saidby.reading.places import places
from saidby.reading.relays import relays
from saidby.reading.times import timexes
from saidby.testing import reading


@dataclass(frozen=True, slots=True)
class Deed:
    """A trigger by its word, the `nth` on the page; arguments by role and words, those nearest to it."""

    word: str
    type: str = "ASSAULT"
    factuality: str = "happened"
    modes: tuple[str, ...] = ()
    roles: dict[str, str | Sequence[str]] = field(default_factory=dict)
    nth: int = 1
    score: float = 0.9


@dataclass(frozen=True, slots=True)
class EventPage:
    article: Article
    cast: Cast
    timexes: tuple[Timex, ...]
    places: tuple[Place, ...]
    figures: tuple[Figure, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]

    def words(self, spans: Sequence[Span]) -> list[str]:
        return [span.of(self.article.text) for span in spans]

    def event(self, word: str) -> Event:
        found = [event for event in self.events if word in self.words(event.triggers)]
        assert len(found) == 1, (word, [self.words(event.triggers) for event in self.events])
        return found[0]

    @property
    def triggers(self) -> list[list[str]]:
        return [self.words(event.triggers) for event in self.events]

    def names(self, ids: Sequence[str]) -> list[str]:
        return [self._actor(id_).name for id_ in ids]

    def _actor(self, id_: str) -> Actor:
        actor = self.cast.actor(id_)
        assert actor is not None, id_
        return actor

    def claim(self, number: int = 0) -> Claim:
        """The n-th attributed claim."""
        return [claim for claim in self.claims if claim.attribution][number]


def event_page(
    marked: str, *deeds: Deed, harms: Sequence[tuple[str, str]] = (), published: str | None = None
) -> EventPage:
    """What the rules make of a marked text (see saidby.testing) in which a model saw those deeds."""
    found = reading(marked, published=published)
    article, text = found.article, found.article.text
    seen = tuple(sorted((_trigger(text, deed) for deed in deeds), key=lambda trigger: trigger.span))
    beside = tuple(Kind(kind, _near(text, words, 0), 0.9) for kind, words in harms)
    triggers = mended(text, seen, beside)
    times = timexes(article, found.sentences)
    where = places(article, found.sentences)
    counted = figures(article, found.sentences)
    passed_on = relays(article, found.sentences, found.attributions)
    people = participants(text, triggers, where, counted)
    cast = actors(article, found.sentences, found.attributions, passed_on, people)
    counted = with_actors(counted, cast)
    scene = Scene(text, found.sentences, found.attributions, cast, times, where, counted, beside)
    drafts = joined(scene, drafted(scene, triggers))
    events = finished(scene, drafts)
    said = claims(article, found.sentences, found.attributions, cast, times)
    return EventPage(article, cast, times, where, counted, events, told(scene, said, events, drafts))


def _trigger(text: str, deed: Deed) -> Trigger:
    at = -1
    for _ in range(deed.nth):
        at = text.index(deed.word, at + 1)
    arguments = []
    for role, said in deed.roles.items():
        for words in [said] if isinstance(said, str) else said:
            arguments.append(Argument(role, _near(text, words, at), 0.9))
    span = (at, at + len(deed.word))
    return Trigger(span, deed.type, deed.modes, deed.factuality, deed.score, tuple(arguments))


def _near(text: str, words: str, at: int) -> tuple[int, int]:
    """The occurrence of words that is nearest to a position."""
    starts = [n for n in range(len(text)) if text.startswith(words, n)]
    start = min(starts, key=lambda n: abs(n - at))
    return start, start + len(words)
