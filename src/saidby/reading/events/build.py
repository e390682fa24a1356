"""Drafts of events: each trigger with the actors, places, times, figures and things of the page that its
arguments are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from saidby.data import PUBLISHER, Attribution, Factuality, Figure, Place, Span, Thing, Timex
from saidby.reading.actors import Cast
from saidby.reading.events.factuality import stated
from saidby.reading.events.participants import FORCE, counted_in, is_place, is_somebody, owner_of
from saidby.reading.events.things import instrument_kind, instrument_modes, object_kind

if TYPE_CHECKING:
    from saidby.model.events import Argument, Trigger

SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})
"""Types that saying alone can be. In a cue they are the act of the claim, and no event beside it."""

NO_TYPE = "OTHER"
_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of the article when its events are put together."""

    text: str
    sentences: Sequence[Span]
    attributions: Sequence[Attribution]
    cast: Cast
    timexes: Sequence[Timex]
    places: Sequence[Place]
    figures: Sequence[Figure]

    def sentence(self, position: int) -> int:
        """The number of the sentence in which, or after which, a position stands."""
        return max(0, bisect_right(self.sentences, (position, len(self.text))) - 1)


@dataclass(slots=True, eq=False)
class Draft:
    """An event while the page is gone through. `type` is None where PLOVER has none."""

    triggers: list[Span]
    type: str | None
    modes: set[str]
    factuality: Factuality
    score: float
    sentence: int
    actors: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    objects: list[Thing] = field(default_factory=list)
    instruments: list[Thing] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    spoken: bool = False


def drafted(scene: Scene, triggers: Sequence[Trigger]) -> list[Draft]:
    """One draft a trigger, in text order. Those whose words are a cue are marked as `spoken`."""
    cues = [cue for attribution in scene.attributions for cue in attribution.cue]
    found = []
    for trigger in triggers:
        span = Span(*trigger.span)
        draft = _draft(scene, trigger, span)
        _settle(scene, draft, found[-1] if found and found[-1].sentence == draft.sentence else None)
        draft.spoken = trigger.type in SPOKEN and any(cue.overlaps(span) for cue in cues)
        found.append(draft)
    return found


def _settle(scene: Scene, draft: Draft, before: Draft | None) -> None:
    """What the words say for certain goes before a model that takes an event for real."""
    if draft.factuality != "happened" or not scene.sentences:
        return
    last = (before.triggers[0], before.factuality) if before else None
    said = stated(scene.text, scene.sentences[draft.sentence], draft.triggers[0], last)
    if said is not None and not (said == "habitual" and draft.type not in FORCE):
        draft.factuality = said


def _draft(scene: Scene, trigger: Trigger, span: Span) -> Draft:
    draft = Draft(
        triggers=[span],
        type=None if trigger.type == NO_TYPE else trigger.type,
        modes=set(trigger.modes),
        factuality=trigger.factuality,  # type: ignore[arg-type]  # a label of the model is one of the literals
        score=trigger.score,
        sentence=scene.sentence(span.start),
    )
    for argument in trigger.arguments:
        _add(scene, draft, trigger, argument)
    _nearby(scene, draft)
    return draft


def _add(scene: Scene, draft: Draft, trigger: Trigger, argument: Argument) -> None:
    span, text = Span(*argument.span), scene.text
    role = argument.role
    if role in ("actor", "recipient"):
        if role == "recipient" and draft.type == "ASSAULT" and is_place(span, scene.places):
            role = "place"
        elif is_somebody(text, trigger, argument, scene.places, scene.figures):
            side = draft.actors if role == "actor" else draft.recipients
            _extend(
                side, (a for a in scene.cast.participant(counted_in(span, scene.figures)) if a != PUBLISHER)
            )
    if role == "object":
        draft.objects.append(Thing(span, object_kind(span.of(text))))
        owner = owner_of(text, trigger, argument)
        if owner is not None:
            _extend(draft.recipients, (a for a in scene.cast.actors_of(owner) if a != PUBLISHER))
        _extend(draft.places, _on(span, ((p.id, (p.span,)) for p in scene.places if p.use != "metonym")))
    elif role == "instrument":
        draft.instruments.append(Thing(span, instrument_kind(span.of(text))))
        if draft.type == "ASSAULT":
            draft.modes.update(instrument_modes(span.of(text)))
    elif role == "place":
        _extend(draft.places, _on(span, ((p.id, (p.span,)) for p in scene.places)))
    elif role == "time":
        _extend(draft.times, _on(span, ((t.id, (t.span,)) for t in scene.timexes)))
    if role in ("figure", "recipient", "object"):
        _extend(draft.figures, _on(span, ((f.id, f.spans) for f in scene.figures)))


def _on(span: Span, known: Iterator[tuple[str, Sequence[Span]]]) -> Iterator[str]:
    return (id_ for id_, spans in known if any(s.overlaps(span) for s in spans))


def _extend(to: list[str], more: Iterator[str]) -> None:
    to.extend(dict.fromkeys(id_ for id_ in more if id_ not in to))


_BY_PLACE = re.compile(
    r"\b(?:in|at|near|outside|inside|on|across|around|against|over)\s(?:the\s)?(?:[\w-]+\s){0,4}$"
)


def _nearby(scene: Scene, draft: Draft) -> None:
    """The one place of its sentence, for an event without one, where the words say "in" or the like."""
    if draft.places or not scene.sentences or draft.type in (None, "ACCUSE", "REQUEST", "THREATEN", "REJECT"):
        return
    sentence = scene.sentences[draft.sentence]
    inside = [p for p in scene.places if sentence.holds(p.span) and p.use != "metonym"]
    stated = [
        p
        for p in inside
        if _BY_PLACE.search(scene.text, max(sentence.start, p.span.start - 40), p.span.start)
    ]
    if len({p.geonames_id or p.name for p in stated}) == 1:
        draft.places.append(stated[0].id)
