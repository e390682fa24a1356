"""Weighing: who and what takes part in an attack, by two witnesses. The model says of a phrase what it is to
a trigger (an argument), and by itself whether it did, suffered or served some attack of the article (a harm).

All numbers here are chosen by `training/participants.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from saidby.model.events import Argument, Kind, Trigger

ROLE_OF = {"perpetrator": "actor", "victim": "recipient", "target": "object", "weapon": "instrument"}
LEAST_HARM = {"perpetrator": 0.6, "victim": 0.6, "target": 0.6, "weapon": 0.6}
"""Scores of harms that are no argument of their attack."""
LEAST_DENIED = {"actor": 0.9, "recipient": 0.75, "object": 0.6, "instrument": 0.9}
"""Scores of arguments that are no harm, where another of their role is one: 0 keeps all, above 1 none."""
NEAR = 240
"""Characters between an attack and what was seen of it in the same sentence."""

Member = TypeVar("Member")
_BORDER = re.compile(r"[.!?][\"”']?\s|\n")
_FITS = {
    "actor": ("perpetrator",), "recipient": ("victim", "target"), "object": ("target", "victim"),
    "instrument": ("weapon",),
}  # fmt: skip


def with_harms(text: str, triggers: Sequence[Trigger], harms: Sequence[Kind]) -> tuple[Trigger, ...]:
    """Attacks with what the model saw struck, hurt or used beside them, in the roles that they lack."""
    if not harms:
        return tuple(triggers)
    return tuple(
        replace(trigger, arguments=(*trigger.arguments, *_beside(text, trigger, harms)))
        if trigger.type == "ASSAULT"
        else trigger
        for trigger in triggers
    )


def _beside(text: str, trigger: Trigger, harms: Sequence[Kind]) -> list[Argument]:
    """Roles that the trigger lacks, filled from its own sentence."""
    from saidby.model.events import Argument

    have = {argument.role for argument in trigger.arguments}
    return [
        Argument(ROLE_OF[harm.kind], harm.span, harm.score)
        for harm in harms
        if harm.score >= LEAST_HARM[harm.kind]
        and ROLE_OF[harm.kind] not in have
        and abs(harm.span[0] - trigger.span[0]) < NEAR
        and not _BORDER.search(text, min(harm.span[1], trigger.span[1]), max(harm.span[0], trigger.span[0]))
    ]


def is_harm(role: str, span: tuple[int, int], harms: Iterable[Kind]) -> bool:
    """Is an argument seen as a harm too?"""
    fits = _FITS.get(role, ())
    return any(h.kind in fits and h.span[0] < span[1] and span[0] < h.span[1] for h in harms)


def kept(
    role: str, members: Sequence[Member], sure: Set[object], scores: Mapping[Any, float]
) -> list[Member]:
    """Those of a role, without the faint ones that no harm confirms where others are confirmed."""
    if sure.isdisjoint(members):
        return list(members)
    return [m for m in members if m in sure or scores.get(m, 0.0) >= LEAST_DENIED[role]]
