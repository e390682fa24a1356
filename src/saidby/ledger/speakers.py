"""Speakers: who speaks for a claim as one article tells it: the origin, for whom, through whom it came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from saidby.data import PUBLISHER, Actor, Claim, Reading
from saidby.ledger.names import state_of
from saidby.reading import lexicon
from saidby.reading.relays import PLATFORMS
from saidby.reading.wire import outlet

SourceKind = Literal["named", "unnamed", "publisher"]
STATE_SECTORS = frozenset(["GOV", "MIL", "COP", "SPY", "JUD", "LEG"])
"""PLOVER sectors whose bodies belong to a state."""
_UNNAMED = frozenset(["unnamed", "group", "collective"])
_OF_A_STATE = re.compile(
    r"\b(?:army|military|air ?force|navy|government|regime|authorit(?:y|ies)|ministry|police|command|"
    r"presidency|parliament|governorate|province|municipality|intelligence|state)\b",
    re.IGNORECASE,
)
"""What the country where it happened has as well, so that it is not said whose it is."""
_STATE_MEDIA = re.compile(r"\b(?:state|state-run|state-owned|official|government|regime)\b", re.IGNORECASE)
_MEDIA = re.compile(r"\b(?:media|tv|television|radio|news ?agency|agency|newspaper|channel)\b", re.IGNORECASE)
_HEAD_ENDS = re.compile(
    r"\s(?:in|at|from|of|for|with|near|who|on|inside|within|to|attending|by|including)\b|[,(]"
)
NOBODY = "others, not named"
_SAYING_NOTHING = frozenset(
    "the a an this that these those some many several few most all both other others various certain key top "
    "world western foreign international global local big major leading different".split()
)
_NOBODYS = frozenset(
    "countries states nations powers regimes leaders heads sides critics opponents supporters members "
    "everyone everybody somebody someone anyone nobody world west allies society public community friends "
    "figures others some many several few most all both those".split()
)
"""Nouns of people of whom nothing else is told, alone or behind words that say nothing."""
_PLURAL = frozenset("media police staff personnel press military army medics".split())
_MOST_HANDS = 4  # a spokesman of a command of an army of a state


@dataclass(frozen=True, slots=True)
class Speaker:
    """An origin as an article names it.

    `name` is that of the body where somebody speaks for one, `person` whoever spoke (None where the body did
    itself, or nobody is named). `state` is the one that the body belongs to as its name or a place in it
    tells (ISO 3166-1 alpha-2), `public` whether it is a body of some state. `over` are bodies that it is said
    to belong to. `vague`: the words tell of nobody who would have to know ("groups", "leaders", "footage").
    """

    name: str
    kind: SourceKind
    actor_kind: str
    person: str | None = None
    state: str | None = None
    public: bool = False
    over: tuple[str, ...] = ()
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A claim by its origin; `through` are the later hands, without the article's own publisher."""

    article: str
    claim: Claim
    speaker: Speaker
    through: tuple[str, ...]


class Speakers:
    """The speakers of one reading. `article` names it; `publisher` is None where nobody knows it."""

    def __init__(self, reading: Reading, article: str) -> None:
        self.article = article
        self.reading = reading
        self.publisher = reading.article.publisher
        self._actors = {actor.id: actor for actor in reading.actors}

    def said(self, claims: frozenset[str] | None = None) -> Iterator[Said]:
        """The claims of these ids, or all, in the reading's order."""
        for claim in self.reading.claims:
            if claim.chain and (claims is None or claim.id in claims):
                later = [self._called(link.actor) for link in claim.chain[1:]]
                own = outlet(self.publisher) if self.publisher else None
                through = tuple(
                    name
                    for name in later
                    if name and outlet(name) != own and name.lower() not in PLATFORMS  # vouches for nobody
                )
                yield Said(self.article, claim, self.speaker(claim.chain[0].actor), through)

    def speaker(self, actor_id: str) -> Speaker:
        actor = self._same(actor_id)
        if actor is None:
            return Speaker(self.publisher or self.article, "publisher", "media")
        body, over = self._body(actor)
        if body is None:
            media = _state_media(actor)
            return Speaker(
                head(actor.name),
                "unnamed",
                actor.kind,
                public=media,
                vague=not media and is_vague(actor.name),
            )
        spoke = actor.name if body is not actor and actor.kind == "person" else None
        public = body.kind == "state" or body.sector in STATE_SECTORS or _state_media(body)
        state = (state_of(body.name) or self._state_of_place(body.name)) if public else None
        return Speaker(
            name=body.name,
            kind="named",
            actor_kind=body.kind,
            person=spoke,
            state=state,
            public=public and (state is not None or _of_a_state(body)),
            over=over,
        )

    def names(self, actor_id: str) -> tuple[str, ...]:
        """All names that the page has for whoever it is."""
        actor = self._same(actor_id)
        if actor is None:
            return (self.publisher,) if self.publisher else ()
        return tuple(dict.fromkeys([actor.name, *(alias.name for alias in actor.aliases)]))

    def _called(self, actor_id: str) -> str | None:
        speaker = self.speaker(actor_id)
        return None if speaker.kind == "publisher" else speaker.name

    def _same(self, actor_id: str) -> Actor | None:
        """The actor, or the one whose other name it is: "Syrian media" for SANA."""
        if actor_id == PUBLISHER:
            return None
        actor = self._actors.get(actor_id)
        for _ in range(_MOST_HANDS):
            if actor is None or actor.same_as is None or actor.same_as not in self._actors:
                break
            actor = self._actors[actor.same_as]
        return actor

    def _body(self, actor: Actor) -> tuple[Actor | None, tuple[str, ...]]:
        """The body for which an actor speaks, itself where for none; and those that stand over that.

        None for somebody who is not named and speaks for nobody.
        """
        hands = [actor]
        while (above := self._same(hands[-1].acts_for or "")) and above not in hands:
            hands.append(above)
            if len(hands) > _MOST_HANDS:
                break
        named = [hand for hand in hands if not _is_unnamed(hand)]
        if not named:
            return None, ()
        body = named[0]
        if body.kind in ("person", "office") and len(named) > 1:
            body = named[1]
        return body, tuple(hand.name for hand in named[named.index(body) + 1 :])

    def _state_of_place(self, name: str) -> str | None:
        """The state in which the place lies that a body is called after: "Aleppo Police Command"."""
        words = set(re.findall(r"\w+", name.lower()))
        return next(
            (country for place, country in self._countries if set(re.findall(r"\w+", place)) <= words), None
        )

    @cached_property
    def _countries(self) -> list[tuple[str, str]]:
        return sorted(
            {
                (place.name.lower(), place.country)
                for place in self.reading.places
                if place.country and place.name
            }
        )


def _is_unnamed(actor: Actor) -> bool:
    """People who are not named, and bodies of which only the sort is told: "a monitoring group"."""
    if actor.kind in _UNNAMED:
        return True
    told = any(c.isupper() or c.isdigit() for c in actor.name) or state_of(actor.name)
    return actor.kind in ("organization", "media") and not told and not _of_a_state(actor)


def _of_a_state(actor: Actor) -> bool:
    return bool(_OF_A_STATE.search(actor.name)) or _state_media(actor)


def _state_media(actor: Actor) -> bool:
    return bool(_STATE_MEDIA.search(actor.name) and _MEDIA.search(actor.name))


def is_vague(name: str) -> bool:
    """Do the words tell of nobody in particular: a thing, "nobody", "world leaders", "this group", "groups"?

    "Activists in the town", "a monitoring group" and "reports" do not: of them it can be asked who they are.
    """
    start = _HEAD_ENDS.split(name.strip(), maxsplit=1)[0]
    words = re.findall(r"[^\W_][\w'’-]*", start.lower())
    found = lexicon.head(words[-1], False) if words else None
    if found is None:
        return True
    if found.sort == "document":
        return found.noun not in ("report", "reports")
    telling = [word for word in words[:-1] if word not in _SAYING_NOTHING]
    if telling:
        return False
    return found.noun in _NOBODYS or (found.sort == "body" and words[0] not in ("a", "an"))


def head(name: str) -> str:
    """What people are who are not named: "Activists in the town" are "activists"; else `NOBODY`."""
    start = _HEAD_ENDS.split(name.strip(), maxsplit=1)[0]
    words = re.findall(r"[^\W_][\w'’-]*", start.lower())
    found = lexicon.head(words[-1], False) if words else None
    if found is None:
        return NOBODY
    noun = found.noun
    if found.plural or noun in _PLURAL or noun.endswith(("people", "men")):
        return noun
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")
