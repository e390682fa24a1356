"""Traits: what is compared of two events, and which places and times can be the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from saidby.data import Place, Span, Timex
from saidby.reading.events.build import Draft, Scene
from saidby.reading.events.deeds import families, stem_of

REAL = frozenset({"happened", "background", "attempted"})
_DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those|such|both|its|their|his|her|'s|’s)\s(?:[\w'’-]+\s){0,4}$", re.IGNORECASE
)
_THIS = re.compile(r"\b(?:this|these|such)\s(?:[\w'’-]+\s){0,3}$", re.IGNORECASE)
_INDEFINITE = re.compile(
    r"\b(?:an?|another|more|new|other|further|fresh|separate|second|similar|different|previous|earlier|recent|"
    r"several|many|numerous|two|three|four|five|six|series\sof|wave\sof|every|each|any|all|no)\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[.;:!?]|,\s|\b(?:was|were|had|has|have|is|are|that|who|which|and|said|in|on|at|of|by|to|for|from|after|with)\s"
)
ANSWER = re.compile(
    r"\b(?:respond|retaliat|reply|replie|answer(?:ed|ing)|hit\sback|struck\sback|in\sresponse(?!\sto)|in\sreturn)",
    re.IGNORECASE,
)
_VAGUE = frozenset({"group", "collective", "unnamed"})
_HEAD = re.compile(r"[\w'’-]+(?=\W*$)")


@dataclass(slots=True, eq=False)
class Traits:
    """Of a mention of an event, or of all its mentions so far. `keys` are ids of actors, and what acts
    alike; `people`: those to whom it is done are just people; `answer`: it is told as the answer to a deed.
    """

    type: str | None
    factuality: str
    modes: frozenset[str]
    stems: frozenset[str]
    families: frozenset[str]
    harm: bool
    deed: bool
    definite: bool
    this: bool
    indefinite: bool
    plural: bool
    sentence: int
    at: int
    actors: frozenset[str]
    keys: frozenset[str]
    recipients: frozenset[str]
    recipient_keys: frozenset[str]
    people: bool
    answer: bool
    things: frozenset[str]
    places: tuple[Place, ...]
    times: tuple[Timex, ...]
    counts: frozenset[tuple[str, float | None, float | None]]
    figures: frozenset[str]
    mentions: int = 1


class Reader:
    """Reads the traits of drafts, and remembers what it found of places and times."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.places = {p.id: p for p in scene.places}
        self.times = {t.id: t for t in scene.timexes}
        self.figures = {f.id: f for f in scene.figures}
        self._same: dict[tuple[str, str], bool] = {}

    def read(self, draft: Draft) -> Traits:
        """The traits of a draft of one mention."""
        span, text = draft.triggers[0], self.scene.text
        word = span.of(text)
        kinds = families(word)
        lead = text[max(0, span.start - 48) : span.start]
        breaks = [m.end() for m in _BREAK.finditer(lead)]
        lead = lead[breaks[-1] :] if breaks else lead
        counts = [self.figures[f] for f in draft.figures if self.figures[f].measure in ("killed", "injured")]
        return Traits(
            type=draft.type,
            factuality=draft.factuality,
            modes=frozenset(draft.modes),
            stems=frozenset([stem_of(word)]),
            families=kinds,
            harm="harm" in kinds,
            deed="harm" not in kinds,
            definite=_DEFINITE.search(lead) is not None,
            this=_THIS.search(lead) is not None,
            indefinite=_INDEFINITE.search(lead) is not None,
            plural=word.endswith("s") and not word.endswith("ss"),
            sentence=draft.sentence,
            at=span.start,
            actors=frozenset(draft.actors),
            keys=frozenset(k for a in draft.actors for k in self._keys(a)),
            recipients=frozenset(draft.recipients),
            recipient_keys=frozenset(k for a in draft.recipients for k in self._keys(a)),
            people=all(map(self._are_people, draft.recipients)),
            answer=ANSWER.search(text, max(0, span.start - 40), span.end) is not None,
            things=frozenset(
                stem_of(m.group())
                for thing in (*draft.objects, *draft.instruments)
                if (m := _HEAD.search(text, thing.span.start, thing.span.end))
            ) | {f"kind {thing.kind}" for thing in draft.instruments if thing.kind != "other"},
            places=tuple(self.places[p] for p in draft.places),
            times=tuple(t for t in map(self.times.get, draft.times) if t and t.type in ("DATE", "TIME")),
            counts=frozenset((f.measure, f.low, f.high) for f in counts),
            figures=frozenset(draft.figures),
        )  # fmt: skip

    def _keys(self, actor_id: str) -> list[str]:
        """An actor, those it acts for, and of people without a name their sector."""
        actor = self.scene.cast.actor(actor_id)
        if actor is None:
            return [actor_id]
        found = [k for k in (actor_id, actor.acts_for, actor.same_as) if k]
        return [*found, f"sector {actor.sector}"] if actor.kind in _VAGUE and actor.sector else found

    def _are_people(self, actor_id: str) -> bool:
        actor = self.scene.cast.actor(actor_id)
        return actor is not None and actor.kind in _VAGUE and actor.sector in (None, "CVL")

    def share_place(self, one: Traits, other: Traits) -> bool:
        return any(self._place(a, b) for a in one.places for b in other.places)

    def share_time(self, one: Traits, other: Traits) -> bool:
        return any(self._time(a, b) for a in one.times for b in other.times)

    def _place(self, one: Place, other: Place) -> bool:
        key = (one.id, other.id)
        if key not in self._same:
            self._same[key] = same_place(one, other)
        return self._same[key]

    def _time(self, one: Timex, other: Timex) -> bool:
        key = (one.id, other.id)
        if key not in self._same:
            self._same[key] = same_time(one, other)
        return self._same[key]


def united(event: Traits, mention: Traits) -> Traits:
    """The traits of an event with one more mention."""
    return Traits(
        type=event.type or mention.type,
        factuality=event.factuality,
        modes=event.modes | mention.modes,
        stems=event.stems | mention.stems,
        families=event.families | mention.families,
        harm=event.harm and mention.harm,
        deed=event.deed or mention.deed,
        definite=event.definite,
        this=event.this,
        indefinite=event.indefinite,
        plural=event.plural,
        sentence=mention.sentence,
        at=mention.at,
        actors=event.actors | mention.actors,
        keys=event.keys | mention.keys,
        recipients=event.recipients | mention.recipients,
        recipient_keys=event.recipient_keys | mention.recipient_keys,
        people=event.people and mention.people,
        answer=event.answer,
        things=event.things | mention.things,
        places=tuple(dict.fromkeys((*event.places, *mention.places))),
        times=tuple(dict.fromkeys((*event.times, *mention.times))),
        counts=event.counts | mention.counts,
        figures=event.figures | mention.figures,
        mentions=event.mentions + 1,
    )


def same_place(one: Place, other: Place) -> bool:
    """Can two names be of one place, or one within the other?"""
    if one.geonames_id is not None and one.geonames_id == other.geonames_id:
        return True
    if one.name.lower() == other.name.lower():
        return True
    if one.country is None or other.country is None:
        return True
    wide = (one.precision or 0) >= 3 or (other.precision or 0) >= 3
    unknown = one.latitude is None or other.latitude is None  # a quarter that the gazetteer lacks
    return one.country == other.country and (wide or unknown)


def same_time(one: Timex, other: Timex) -> bool:
    """Can two times overlap?"""
    if one.value == other.value:
        return True
    if one.resolved is None or other.resolved is None:
        return not (one.value[:1].isdigit() and other.value[:1].isdigit())
    a, b = days(one.resolved), days(other.resolved)
    return a[0] <= b[1] and b[0] <= a[1]


def days(resolved: str) -> tuple[str, str]:
    """First and last day as text that sorts; a month reaches to its 31st."""
    first, _, last = resolved.partition("/")
    last = last or first
    return (
        (first[:10] + "-01-01"[len(first) - 4 :])[:10] if len(first) < 10 else first[:10],
        (last[:10] + "-12-31"[len(last) - 4 :])[:10] if len(last) < 10 else last[:10],
    )


def first_span(draft: Draft) -> Span:
    return min(draft.triggers)
