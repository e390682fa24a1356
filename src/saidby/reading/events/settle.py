"""Settling: attacks that hardly are happenings of their own. They are another of the page told again, or
talk of attacks in general.
"""

from __future__ import annotations

from collections.abc import Sequence

from saidby.reading.events import incident
from saidby.reading.events.build import Draft, Scene
from saidby.reading.events.join import can_be_one, ends, merge
from saidby.reading.events.likeness import rate
from saidby.reading.events.participants import FORCE
from saidby.reading.events.traits import REAL, Reader, Traits, first_span

_LEAST_OWN = -0.7
"""Log odds of an incident, below which an event is held against the others of the page once more."""
_LEAST_AGAIN = -2.0
"""Log odds of two mentions being of one event, where one hardly is a happening of its own."""
_LEAST_COUNT = -4.0
"""The same of a mention that tells a number of people: "nine had died" is of the attack told before."""
_LEAST_REAL = -1.1
"""Log odds of an incident, below which an event is general talk."""

_VAGUE, _VAGUE_VERB = 3, 2
"""Questions of the seven that it answers, at most. "Miners burned a bus with petrol" answers three, and is no
general talk as "the attacks of miners on buses" may be.
"""
_TOLD = 4
"""Questions that it answers, at most, where it may be another told again."""
_VERB = ("ed", "ing")


def settled(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; an attack that is vague joins the one it is likeliest to mean, else it is `habitual`."""
    real = sorted((d for d in drafts if is_real(d)), key=first_span)
    if not real:
        return list(drafts)
    odds = {id(draft): incident.rate(scene, draft, real) for draft in real}
    firm = [d for d in real if odds[id(d)] >= _LEAST_OWN or incident.fullness(d) > _TOLD]
    reader = Reader(scene)
    traits = {id(d): reader.read(d) for d in real}
    gone: set[int] = set()
    for draft in real:
        if draft in firm:
            continue
        other = _likeliest(reader, firm, traits, draft)
        if other is not None:
            merge(other, draft)
            gone.add(id(draft))
        elif odds[id(draft)] < _LEAST_REAL and draft.factuality != "attempted" and is_vague(scene, draft):
            draft.factuality = "habitual"
    return [d for d in drafts if id(d) not in gone]


def is_vague(scene: Scene, draft: Draft) -> bool:
    """Does it leave open most of who, to whom, what, with what, where, when, how many?"""
    verb = any(span.of(scene.text).lower().endswith(_VERB) for span in draft.triggers)
    return incident.fullness(draft) <= (_VAGUE_VERB if verb else _VAGUE)


def is_real(draft: Draft) -> bool:
    return not draft.spoken and draft.type in FORCE and draft.factuality in REAL


def _likeliest(
    reader: Reader, firm: Sequence[Draft], traits: dict[int, Traits], draft: Draft
) -> Draft | None:
    """The event that a vague one may be; None where none is likely enough."""
    mine = traits[id(draft)]
    before = [d for d in firm if first_span(d) < first_span(draft)]
    known = [traits[id(d)] for d in before]
    first, last = ends(known, mine)
    best, found = _LEAST_COUNT if mine.figures else _LEAST_AGAIN, None
    for n, other in enumerate(before):
        if can_be_one(known[n], mine) and not _apart(known[n], mine):
            rated = rate(reader, known[n], mine, n == last, n == first)
            if rated > best:
                best, found = rated, other
    return found


def _apart(event: Traits, mention: Traits) -> bool:
    """Did somebody else do it?"""
    return bool(event.actors and mention.actors) and event.keys.isdisjoint(mention.keys)
