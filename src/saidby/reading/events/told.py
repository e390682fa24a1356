"""Told: which claim tells of which event; whom it accuses of what; what it denies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from saidby.data import PUBLISHER, Attribution, Claim, Denial, Event, Span
from saidby.reading.accusations import asserted, blamed, doers, subject
from saidby.reading.events.build import Draft, Scene

_DONE = frozenset({"happened", "attempted", "background", "habitual"})
_NO_GUILT = frozenset(
    {"REQUEST", "CONSULT", "AGREE", "ACCUSE", "SUPPORT", "CONCEDE", "REJECT", "OTHER", None}
)
"""Types of events that nobody is accused of by telling of them."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_LEAST_ALIKE = 2.0
"""What a denial has in common with the claim it denies: an event, the accused and a word, or four words."""


@dataclass(frozen=True, slots=True)
class _Telling:
    """What all claims of one article share."""

    scene: Scene
    events: Sequence[Event]
    by_id: Mapping[str, Attribution]
    contents: Sequence[Span]
    spoken: Sequence[Draft]
    acts_for: Mapping[str, str]


def told(
    scene: Scene, claims: Sequence[Claim], events: Sequence[Event], drafts: Sequence[Draft]
) -> tuple[Claim, ...]:
    """The claims, each with the events in its words: an attributed one with those in its content, the
    publisher's own sentence with those in nobody's content.
    """
    telling = _Telling(
        scene,
        events,
        {attribution.id: attribution for attribution in scene.attributions},
        [piece for attribution in scene.attributions for piece in attribution.content],
        [draft for draft in drafts if draft.spoken],
        {actor.id: actor.acts_for for actor in scene.cast.actors if actor.acts_for},
    )
    found: list[Claim] = []
    for claim in claims:
        attribution = telling.by_id.get(claim.attribution or "")
        if attribution is None:
            found.append(replace(claim, events=_narrated(telling, claim)))
            continue
        if claim.stance is not None:
            found.append(claim)
            continue
        inside = _inside(telling, attribution)
        claim = replace(claim, events=tuple(e.id for e in inside))
        if claim.act in ("accuse", "condemn"):
            accused, of = _accused(telling, claim, attribution, inside)
            claim = replace(claim, accused=accused, accused_of=of)
        elif claim.act == "deny":
            claim = replace(claim, denies=_denied(telling, claim, attribution, inside, found))
        found.append(claim)
    return tuple(found)


def _narrated(telling: _Telling, claim: Claim) -> tuple[str, ...]:
    """Events that the publisher's own words in a sentence tell of."""
    return tuple(
        event.id
        for event in telling.events
        if any(
            claim.sentence.holds(t) and not any(c.holds(t) for c in telling.contents) for t in event.triggers
        )
    )


def _inside(telling: _Telling, attribution: Attribution) -> list[Event]:
    words = (*attribution.content, *attribution.cue)
    return [e for e in telling.events if any(piece.holds(t) for piece in words for t in e.triggers)]


def _accused(
    telling: _Telling, claim: Claim, attribution: Attribution, inside: Sequence[Event]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those whom the cue names ("accused X of"), and those whom the words let do something; where the words
    tell of no event, their subject ("X is tied to terrorists"). Nobody for what is an aim, a wish or to
    come.
    """
    scene = telling.scene
    root = claim.chain[0].actor if claim.chain else PUBLISHER
    own = {root, PUBLISHER, telling.acts_for.get(root, root)}
    own |= {claim.chain[n].actor for n in range(1, len(claim.chain))}
    named = [
        actor
        for draft in telling.spoken
        if draft.type == "ACCUSE" and any(cue.holds(t) for cue in attribution.cue for t in draft.triggers)
        for actor in draft.recipients
    ]
    if (span := blamed(scene.text, attribution)) is not None:
        both = scene.cast.inside(span) if " and " in span.of(scene.text) else ()
        named = list(both or scene.cast.mentioned(span)) or named
    here = asserted(scene.text, attribution)
    done = [e for e in inside if e.factuality in _DONE and e.type not in _NO_GUILT]
    if claim.act == "condemn":  # who condemns an attack by nobody named accuses nobody
        done = [e for e in done if e.type in ("ASSAULT", "COERCE")]
    acting = [a for event in done for a in event.actors if _is_met(scene, a, here)]
    by = [a for span in doers(scene.text, attribution) for a in scene.cast.mentioned(span)]
    if claim.act == "condemn" and not named and by:
        named = by
    if claim.act == "accuse" and not named:
        acting += by
        if not acting and (span := subject(scene.text, attribution)):
            named = list(scene.cast.mentioned(span))
    accused = tuple(dict.fromkeys(a for a in (named or acting) if a not in own))
    if not accused:
        return (), ()
    of = [e for e in done if set(e.actors) & set(accused) or (named and not e.actors)]
    return accused, tuple(e.id for e in of)


def _is_met(scene: Scene, actor_id: str, here: Sequence[Span]) -> bool:
    """Do the words of an accusation themselves mean an actor, and not only as one to be blamed?"""
    actor = scene.cast.actor(actor_id)
    return actor is not None and any(piece.holds(m.span) for m in actor.mentions for piece in here)


def _denied(
    telling: _Telling,
    claim: Claim,
    attribution: Attribution,
    inside: Sequence[Event],
    earlier: Sequence[Claim],
) -> Denial | None:
    """The events that are said not to be so, and the claim last made before that tells of them, by others."""
    root = claim.chain[0].actor if claim.chain else PUBLISHER
    ids = {event.id for event in inside}
    words = _stems(telling.scene.text, (*attribution.content, *attribution.cue))
    best: tuple[float, int, str] | None = None
    for n, other in enumerate(earlier):
        if other.attribution is None or (other.chain and other.chain[0].actor == root):
            continue
        if other.act in ("deny", "demand", "request", "predict"):
            continue
        content = telling.by_id[other.attribution].content
        shared = len(words & _stems(telling.scene.text, content))
        doers = {a for e in telling.events if e.id in other.events for a in e.actors}
        likeness = 2.0 * len(ids & set(other.events)) + shared / 2
        likeness += 1.5 if root in other.accused or root in doers else 0.0
        if likeness >= _LEAST_ALIKE and (best is None or (likeness, n) >= best[:2]):
            best = (likeness, n, other.id)
    if not inside and best is None:
        return claim.denies
    return Denial(events=tuple(e.id for e in inside), claim=best[2] if best else None)


def _stems(text: str, pieces: Sequence[Span]) -> frozenset[str]:
    return frozenset(
        w[:5] for span in pieces for w in _WORD.findall(span.of(text).lower()) if w not in _COMMON
    )


_COMMON = frozenset(
    "that this with from have been were they their there which would could more than also after "
    "before over into about said deny denied denies denying reports report claim claims claimed "
    "allegations accusations".split()
)
