"""Joining: which mentions on the page are of one event."""

from __future__ import annotations

from collections.abc import Sequence

from saidby.reading.events.build import Draft, Scene
from saidby.reading.events.likeness import rate
from saidby.reading.events.traits import REAL, Reader, Traits, united

_REMEMBERED = 40
"""Events back among which one that is meant again is looked for."""
_APART = 1.4
"""Greater over smaller number of victims, in reports of one event."""
_LEAST = -0.8
"""Log odds from which a mention is of an event. On a fifth of our annotation pairs are best from -0.4; whole
reports, as those of MUC-4, tell of an attack more often than its passages: -0.8 is best for both together.
"""


def joined(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with each event once, at its first mention. What is spoken stands alone."""
    reader = Reader(scene)
    events: list[Draft] = []
    traits: list[Traits] = []
    at: list[int] = []
    for draft in drafts:
        if draft.spoken:
            events.append(draft)
            continue
        mention = reader.read(draft)
        best = _best(reader, traits, mention)
        if best is None:
            at.append(len(events))
            events.append(draft)
            traits.append(mention)
        else:
            merge(events[at[best]], draft)
            traits[best] = united(traits[best], mention)
    return events


def _best(reader: Reader, traits: Sequence[Traits], mention: Traits) -> int | None:
    """The number of the event that a mention is of, None for a new one."""
    best, found = _LEAST, None
    first, last = ends(traits, mention)
    for n in range(max(0, len(traits) - _REMEMBERED), len(traits)):
        event = traits[n]
        if not can_be_one(event, mention):
            continue
        rated = rate(reader, event, mention, n == last, n == first)
        if rated > best:
            best, found = rated, n
    return found


def ends(traits: Sequence[Traits], mention: Traits) -> tuple[int, int]:
    """The numbers of the first event of a mention's kind, and of the one last spoken of; -1 for none."""
    real = mention.factuality in REAL
    alike = [n for n, t in enumerate(traits) if t.type == mention.type and (t.factuality in REAL) is real]
    return min(alike, default=-1), max(alike, key=lambda n: traits[n].at, default=-1)


def can_be_one(event: Traits, mention: Traits) -> bool:
    """Is there anything in common at all, the type or the word, and are the tolls not of two events?"""
    kind = event.type == mention.type or not mention.stems.isdisjoint(event.stems) or (
        None in (event.type, mention.type) and (event.harm or mention.harm)
    )  # fmt: skip
    return kind and not _other_toll(event, mention) and not _answers(event, mention)


def _answers(event: Traits, mention: Traits) -> bool:
    """Is the deed told as an answer, and by others?"""
    return mention.answer and bool(event.actors and mention.actors) and event.keys.isdisjoint(mention.keys)


def _other_toll(event: Traits, mention: Traits) -> bool:
    """Do both give the number of the dead, or of the wounded, and too far apart to be two reports of one?"""
    for measure, low, high in mention.counts:
        said = [e for e in event.counts if e[0] == measure and e[1] and e[1] == e[2]]
        if (
            low
            and low == high
            and said
            and all(max(e[1] or 0, low) > _APART * min(e[1] or 0, low) for e in said)
        ):
            return True
    return False


def merge(event: Draft, draft: Draft) -> None:
    """Add the mentions of a draft, with what it says, to an event."""
    event.triggers += draft.triggers
    event.type = event.type or draft.type
    event.modes |= draft.modes
    for part in ("actors", "recipients", "objects", "instruments", "places", "times", "figures"):
        there = getattr(event, part)
        there.extend(x for x in getattr(draft, part) if x not in there)
    event.sure |= draft.sure
    for member, score in draft.scores.items():
        event.scores[member] = max(score, event.scores.get(member, 0.0))
    event.score = max(event.score, draft.score)
