"""Drafts of events: each trigger with the actors, places, times, figures and things of the page that its
arguments are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from saidby.data import PUBLISHER, Attribution, Factuality, Figure, Place, Span, Thing, Timex
from saidby.reading.actors import Cast
from saidby.reading.events.factuality import stated
from saidby.reading.events.participants import FORCE, counted_in, is_place, is_somebody, owner_of
from saidby.reading.events.things import instrument_kind, instrument_modes, object_kind, unnumbered
from saidby.reading.events.weigh import is_harm

if TYPE_CHECKING:
    from saidby.model.events import Argument, Kind, Trigger

SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})
"""Types that saying alone can be. In a cue they are the act of the claim, and no event beside it."""

NO_TYPE = "OTHER"


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
    harms: Sequence[Kind] = ()

    def sentence(self, position: int) -> int:
        """The number of the sentence in which, or after which, a position stands."""
        return max(0, bisect_right(self.sentences, (position, len(self.text))) - 1)


@dataclass(slots=True, eq=False)
class Draft:
    """An event while the page is gone through. `type` is None where PLOVER has none. Of those who take part
    `sure` are the ones that a harm confirms, `scores` what the model gave them as arguments.
    """

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
    sure: set[str | Thing] = field(default_factory=set)
    scores: dict[str | Thing, float] = field(default_factory=dict)


def drafted(scene: Scene, triggers: Sequence[Trigger]) -> list[Draft]:
    """One draft a trigger, in text order. Those whose words are a cue are marked as `spoken`."""
    builder = _Builder(scene)
    cues = sorted(cue for attribution in scene.attributions for cue in attribution.cue)
    found: list[Draft] = []
    for trigger in triggers:
        span = Span(*trigger.span)
        draft = builder.draft(trigger, span)
        _settle(scene, draft, found[-1] if found and found[-1].sentence == draft.sentence else None)
        draft.spoken = trigger.type in SPOKEN and any(cue.overlaps(span) for cue in cues)
        found.append(draft)
    return found


def _settle(scene: Scene, draft: Draft, before: Draft | None) -> None:
    """What the words say for certain goes before a model that takes an event for real."""
    if draft.factuality not in ("happened", "background") or not scene.sentences:
        return
    last = (before.triggers[0], before.factuality) if before else None
    said = stated(scene.text, scene.sentences[draft.sentence], draft.triggers[0], last)
    if said is not None and not (said == "habitual" and draft.type not in FORCE):
        draft.factuality = said


def _extend(to: list[str], more: Iterable[str]) -> None:
    to.extend(dict.fromkeys(id_ for id_ in more if id_ not in to))


_BY_PLACE = re.compile(
    r"\b(?:in|at|near|outside|inside|on|across|around|against|over)\s(?:the\s)?(?:[\w-]+\s){0,4}$"
)
_SAYING = frozenset({None, "ACCUSE", "REQUEST", "THREATEN", "REJECT"})
_UNREAL = frozenset({"purpose", "hypothetical", "future", "habitual"})


class _Builder:
    """Looks up what a phrase means, each phrase and each sentence once."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._places = [(p.span, p.id) for p in scene.places]
        self._struck = [(p.span, p.id) for p in scene.places if p.use != "metonym"]
        self._times = [(t.span, t.id) for t in scene.timexes]
        self._figures = sorted((span, f.id) for f in scene.figures for span in f.spans)
        self._found: dict[tuple[int, Span], tuple[str, ...]] = {}
        self._people: dict[tuple[str, Span, bool], tuple[str, ...] | None] = {}
        self._sentences: dict[int, tuple[str, ...]] = {}
        self._words: dict[int, list[tuple[Span, str]]] = {}
        self._days: dict[int, tuple[list[Timex], list[Span], bool]] = {}

    def draft(self, trigger: Trigger, span: Span) -> Draft:
        draft = Draft(
            triggers=[span],
            type=None if trigger.type == NO_TYPE else trigger.type,
            modes=set(trigger.modes),
            factuality=trigger.factuality,  # type: ignore[arg-type]  # a label of the model is one of the literals
            score=trigger.score,
            sentence=self.scene.sentence(span.start),
        )
        for argument in trigger.arguments:
            self._add(draft, trigger, argument)
        self._nearby(draft)
        if draft.type in FORCE and draft.factuality not in _UNREAL:
            self._counted(draft, span)
            self._when(draft, span)
        return draft

    def _add(self, draft: Draft, trigger: Trigger, argument: Argument) -> None:
        span, text, role = Span(*argument.span), self.scene.text, argument.role
        if role in ("actor", "recipient"):
            people = self._somebody(trigger, argument, span)
            if people is None:
                role = "place"
            else:
                _extend(draft.actors if role == "actor" else draft.recipients, people)
                self._weighed(draft, argument, people)
        if role in ("object", "instrument") and self._is_nothing(role, span, argument.score):
            return
        if role == "object":
            draft.objects.append(Thing(unnumbered(text, span), object_kind(span.of(text))))
            self._weighed(draft, argument, draft.objects[-1:])
            owner = owner_of(text, trigger, argument)
            if owner is not None:
                _extend(draft.recipients, filter(self._is_told, self.scene.cast.actors_of(owner)))
            _extend(draft.places, self._on(self._struck, span))
        elif role == "instrument":
            draft.instruments.append(Thing(unnumbered(text, span), instrument_kind(span.of(text))))
            self._weighed(draft, argument, draft.instruments[-1:])
            if draft.type == "ASSAULT":
                draft.modes.update(instrument_modes(span.of(text)))
        elif role == "place":
            _extend(draft.places, self._on(self._places, span))
        elif role == "time" and not self._is_of_saying(span, draft.triggers[0]):
            _extend(draft.times, self._on(self._times, span))
        if role in ("figure", "recipient", "object"):
            _extend(draft.figures, self._on(self._figures, span))

    def _is_of_saying(self, span: Span, trigger: Span) -> bool:
        """Is a time when it was said: beside the cue, and not in the words that tell of the event?"""
        number = self.scene.sentence
        return any(
            not any(piece.overlaps(span) for piece in a.content)
            and any(number(cue.start) == number(span.start) for cue in a.cue)
            and (
                number(trigger.start) != number(span.start)
                or any(piece.holds(trigger) for piece in a.content)
            )
            for a in self.scene.attributions
        )

    def _weighed(self, draft: Draft, argument: Argument, members: Iterable[str | Thing]) -> None:
        sure = is_harm(argument.role, argument.span, self.scene.harms)
        for member in members:
            draft.scores[member] = max(argument.score, draft.scores.get(member, 0.0))
            if sure:
                draft.sure.add(member)

    def _is_nothing(self, role: str, span: Span, score: float) -> bool:
        """A time, a number, or words that no table knows and the model hardly sees there."""
        words = span.of(self.scene.text)
        if not any(map(str.isalpha, words)) or self._on(self._times, span):
            return True
        kind = object_kind(words) if role == "object" else instrument_kind(words)
        return kind == "other" and score < (_LEAST_OBJECT if role == "object" else _LEAST_INSTRUMENT)

    def _somebody(self, trigger: Trigger, argument: Argument, span: Span) -> tuple[str, ...] | None:
        """Whom an actor or recipient means, () for nobody, None for a place that is struck."""
        scene = self.scene
        struck = trigger.type == "ASSAULT" and argument.role == "recipient"
        key = (argument.role, span, struck)
        if key not in self._people:
            if struck and is_place(span, scene.places):
                self._people[key] = None
            elif is_somebody(scene.text, trigger, argument, scene.places, scene.figures):
                found = scene.cast.participant(counted_in(span, scene.figures))
                self._people[key] = tuple(a for a in found if self._is_told(a))
            else:
                self._people[key] = ()
        return self._people[key]

    def _is_told(self, actor_id: str) -> bool:
        """Does the page say who it is: not the author, nor a "they" that nobody stands for?"""
        actor = self.scene.cast.actor(actor_id) if actor_id != PUBLISHER else None
        return actor is not None and any(mention.form != "pronoun" for mention in actor.mentions)

    def _on(self, known: list[tuple[Span, str]], span: Span) -> tuple[str, ...]:
        """The ids of what stands on a span."""
        key = (id(known), span)
        if key not in self._found:
            last = bisect_left(known, (Span(span.end, span.end), ""))
            self._found[key] = tuple(
                id_ for s, id_ in known[max(0, last - _AROUND) : last] if s.overlaps(span)
            )
        return self._found[key]

    def _nearby(self, draft: Draft) -> None:
        """The one place of its sentence, for an event without one."""
        if draft.places or not self.scene.sentences or draft.type in _SAYING or draft.factuality in _UNREAL:
            return
        if draft.sentence not in self._sentences:
            self._sentences[draft.sentence] = self._stated(self.scene.sentences[draft.sentence])
        draft.places.extend(self._sentences[draft.sentence])

    def _counted(self, draft: Draft, span: Span) -> None:
        """The figures whose word the trigger is: "the [murder] of Ivo Marek"."""
        here = self._words.get(draft.sentence)
        if here is None:
            here = [(f.status, f.id) for f in self.scene.figures if f.status and self._is_in(draft, f.status)]
            self._words[draft.sentence] = here
        _extend(draft.figures, (id_ for status, id_ in here if status.overlaps(span)))

    def _is_in(self, draft: Draft, span: Span) -> bool:
        return bool(self.scene.sentences) and self.scene.sentences[draft.sentence].holds(span)

    def _when(self, draft: Draft, span: Span) -> None:
        """The one day of which those words speak that tell of it: a source's, or what no source says."""
        if draft.times or not self.scene.sentences:
            return
        if draft.sentence not in self._days:
            sentence = self.scene.sentences[draft.sentence]
            times = [t for t in self.scene.timexes if sentence.holds(t.span) and t.type in ("DATE", "TIME")]
            said = [a for a in self.scene.attributions if any(sentence.overlaps(c) for c in a.cue)]
            self._days[draft.sentence] = times, [piece for a in said for piece in a.content], bool(said)
        times, contents, cited = self._days[draft.sentence]
        mine = [c for c in contents if c.holds(span)]
        if mine:
            times = [t for t in times if all(piece.holds(t.span) for piece in mine)]
        elif cited:
            return
        if len({t.resolved or t.value for t in times}) == 1:
            draft.times.append(times[0].id)

    def _stated(self, sentence: Span) -> tuple[str, ...]:
        """The one place that a sentence states after "in" or the like, outside what names a source."""
        scene = self.scene
        around = [a for a in scene.attributions if any(sentence.overlaps(c) for c in a.cue)]
        saying = [span for a in around for span in (*a.source, *a.cue)]
        places = [
            p
            for p in scene.places
            if sentence.holds(p.span) and p.use != "metonym" and not any(s.overlaps(p.span) for s in saying)
            and _BY_PLACE.search(scene.text, max(sentence.start, p.span.start - 40), p.span.start)
        ]  # fmt: skip
        return (places[0].id,) if len({p.geonames_id or p.name for p in places}) == 1 else ()


_LEAST_OBJECT = 0.7
_LEAST_INSTRUMENT = 0.85
"""Scores of things of no known kind; of reports of MUC-4, none of 28 such instruments was right."""
_AROUND = 8
"""Places, times or figures before a position among which those on it are looked for."""
