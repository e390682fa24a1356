"""When: the time of an event, of those that its words name; and the day of an attack whose words name none,
where the story runs on from another that is dated.
"""

from __future__ import annotations

from collections.abc import Sequence

from saidby.data import Timex
from saidby.reading.events.build import Draft, Scene
from saidby.reading.events.participants import FORCE
from saidby.reading.events.traits import first_span

_REACH = 2
"""Sentences over which a story runs on. In reports of MUC-4 with a day for each of two attacks, told so near
one after the other, 13 of 14 were on one day.
"""


def time_of(said: Sequence[Timex]) -> str | None:
    """Of the times said, one whose day is known, else the most exact; of two such the one said first of the
    event. Durations and sets say how long, not when.
    """
    dates = [t for t in said if t.type in ("DATE", "TIME") and not t.value.endswith("_REF")]
    return max(dates, key=_exactness).id if dates else None


def _exactness(time: Timex) -> tuple[bool, int]:
    """Whether the day or span of days is known, and how finely: 10 for a day, 7 for a month, 4 for a year."""
    first, _, last = (time.resolved or time.value).partition("/")
    return time.resolved is not None, 9 if last and last != first else min(len(first), 10)


def dated(scene: Scene, drafts: Sequence[Draft]) -> dict[int, str]:
    """The time of each event that has one, by the draft's `id()`."""
    times = {t.id: t for t in scene.timexes}
    found = {id(d): time for d in drafts if (time := time_of([times[t] for t in d.times])) is not None}
    told = [d for d in drafts if d.type in FORCE and d.factuality == "happened" and not d.spoken]
    days = [
        (trigger, found[id(d)])
        for d in told
        if id(d) in found and _exactness(times[found[id(d)]]) == (True, 10)
        for trigger in d.triggers
    ]
    on = {
        id(draft): earlier[-1][1]
        for draft in told
        if not draft.times
        and (earlier := sorted(day for day in days if day[0] < first_span(draft)))
        and scene.sentence(first_span(draft).start) - scene.sentence(earlier[-1][0].start) <= _REACH
    }
    return found | on
