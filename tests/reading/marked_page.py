"""Articles with marked attributions for the tests of actors, chains and claims."""

from __future__ import annotations

from dataclasses import dataclass

from saidby.data import PUBLISHER, Actor, Article, Claim, Span, Timex
from saidby.reading.actors import Cast, actors
from saidby.reading.claims import claims
from saidby.reading.relays import relays
from saidby.testing import reading


@dataclass(frozen=True, slots=True)
class Page:
    """What the rules make of a marked text (see saidby.testing)."""

    article: Article
    cast: Cast
    claims: tuple[Claim, ...]

    @property
    def names(self) -> list[str]:
        return [actor.name for actor in self.cast.actors]

    def actor(self, name: str) -> Actor:
        found = [a for a in self.cast.actors if a.name == name]
        assert len(found) == 1, (name, self.names)
        return found[0]

    def name(self, actor_id: str | None) -> str | None:
        return next((a.name for a in self.cast.actors if a.id == actor_id), actor_id)

    def mentions(self, name: str) -> list[tuple[str, str]]:
        return [(m.span.of(self.article.text), m.form) for m in self.actor(name).mentions]

    def chain(self, number: int = 0) -> list[str | None]:
        """The names of the chain of the n-th attributed claim, root first."""
        return [self.name(link.actor) for link in self.attributed[number].chain]

    def via(self, number: int = 0) -> list[str | None]:
        links = self.attributed[number].chain
        return [link.via.of(self.article.text) if link.via else None for link in links]

    @property
    def roots(self) -> list[str | None]:
        return [self.name(claim.chain[0].actor) for claim in self.attributed]

    @property
    def attributed(self) -> list[Claim]:
        return [claim for claim in self.claims if claim.attribution]

    @property
    def narrated(self) -> list[Claim]:
        return [claim for claim in self.claims if not claim.attribution]

    def words(self, spans: tuple[Span, ...]) -> list[str]:
        return [span.of(self.article.text) for span in spans]


def page(marked: str, *, publisher: str | None = "Orlen Herald", times: tuple[Timex, ...] = ()) -> Page:
    found = reading(marked, publisher=publisher)
    handed_on = relays(found.article, found.sentences, found.attributions)
    cast = actors(found.article, found.sentences, found.attributions, handed_on)
    made = claims(found.article, found.sentences, found.attributions, cast, times or found.timexes)
    return Page(found.article, cast, made)


__all__ = ["PUBLISHER", "Page", "page"]
