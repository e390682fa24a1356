"""Likeness: how much speaks for a mention being of an event that is known already."""

from __future__ import annotations

import math

from saidby.reading.events.deeds import is_same_word
from saidby.reading.events.traits import REAL, Reader, Traits

NAMES = (
    "always", "same word", "same family", "general", "general definite", "harm here", "harm next", "harm far",
    "here", "far", "definite", "indefinite",
    "share actor", "other actor", "share recipient", "other recipient",
    "share place", "other place", "share time", "other time", "share figure", "other count", "share thing",
    "share mode", "other mode", "other type", "other factuality", "unreal", "plural", "last", "mentions",
    "words here", "definite same", "bare", "this", "definite bare", "last definite", "one or two",
    "same held", "kin held", "general held", "first", "first definite",
)  # fmt: skip
"""What `features` gives, in order."""

WEIGHTS: tuple[float, ...] = (
    -3.50, 1.47, 0.92, -0.22, -0.16, 0.79, -0.05, -0.74,
    1.93, -0.50, 0.45, -0.24, 0.55, -1.39, 0.88, -1.18,
    -0.06, -0.69, 0.47, -0.97, 0.70, -1.91, 0.73, 0.99,
    -2.44, -0.31, -2.27, 0.74, -0.43, 2.00, -0.15, -0.60,
    0.91, 1.17, 1.49, -0.09, -0.44, 0.10, -0.78, -0.05,
    0.53, 0.67, 0.58,
)  # fmt: skip
"""Logistic regression on pairs of our own annotation, with its triggers and with those of the model."""


def features(reader: Reader, event: Traits, mention: Traits, last: bool, first: bool) -> tuple[float, ...]:
    """`last`: no event of the mention's kind was met since; `first`: none was met before."""
    gap = mention.sentence - event.sentence
    here = gap == 0
    same = not mention.stems.isdisjoint(event.stems) or any(
        is_same_word(a, b) for a in mention.stems for b in event.stems
    )
    kin = not same and not (mention.families & event.families).isdisjoint(_KIN)
    general = "general" in mention.families and not same and event.type in ("ASSAULT", None)
    harm = (mention.harm and event.deed) or (event.harm and mention.deed)
    actor = not mention.keys.isdisjoint(event.keys)
    recipient = not mention.recipient_keys.isdisjoint(event.recipient_keys)
    whom = bool(mention.recipients and event.recipients) and not (mention.people or event.people)
    places = bool(mention.places and event.places)
    times = bool(mention.times and event.times)
    place = places and reader.share_place(event, mention)
    time = times and reader.share_time(event, mention)
    counts = bool(mention.counts and event.counts)
    count = counts and not mention.counts.isdisjoint(event.counts)
    modes = bool(mention.modes and event.modes)
    mode = modes and not mention.modes.isdisjoint(event.modes)
    thing = not mention.things.isdisjoint(event.things)
    shared = actor + recipient + place + time + thing + mode
    apart = (
        (not actor and bool(mention.actors and event.actors))
        or (not recipient and whom)
        or (places and not place) or (times and not time) or (counts and not count)
    )  # fmt: skip
    held = not apart and (shared > 1 or (shared == 1 and mention.definite))
    bare = not (mention.actors or mention.recipients or mention.places or mention.times or mention.things)
    return (
        1.0, same, kin, general, general and mention.definite,
        harm and here, harm and gap == 1, harm and gap > 1,
        here, math.log2(1 + min(gap, 3)), mention.definite, mention.indefinite,
        actor, not actor and bool(mention.actors and event.actors),
        recipient, not recipient and whom,
        place, places and not place, time, times and not time,
        not mention.figures.isdisjoint(event.figures), counts and not count,
        thing, mode, modes and not mode,
        mention.type != event.type, mention.factuality != event.factuality,
        mention.factuality not in REAL or event.factuality not in REAL,
        mention.plural != event.plural, last, math.log2(event.mentions),
        math.log2(1 + (mention.at - event.at) / 8) if here else 0.0,
        same and mention.definite, bare, mention.this and last, mention.definite and bare,
        last and mention.definite and not harm, event.mentions <= 2,
        same and held, kin and held, general and held, first, first and mention.definite,
    )  # fmt: skip


_KIN = frozenset(
    "ruin blast shell air shoot abduct arrest fight attack gas murder take leave talk agree blame ask "
    "protest vote aid move free sanction inquire flee harm".split()
)


def rate(reader: Reader, event: Traits, mention: Traits, last: bool, first: bool) -> float:
    """Log odds of the mention being of the event."""
    return sum(w * f for w, f in zip(WEIGHTS, features(reader, event, mention, last, first), strict=True))
