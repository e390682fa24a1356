"""Incident: how likely an attack that the words tell of is one happening with a place in a chronicle, and no
general talk of violence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from saidby.data import Actor, Span
from saidby.reading.events.build import Draft, Scene
from saidby.reading.events.deeds import families
from saidby.reading.events.traits import days

FAMILIES = (
    "general", "harm", "ruin", "blast", "shell", "air", "shoot", "abduct", "arrest", "fight", "attack",
    "murder", "take", "protest", "other",
)  # fmt: skip
NAMES = (
    "always", "score", "mentions", "actor", "recipient", "named recipient", "object", "instrument", "place",
    "places", "recent", "old", "unclear time", "killed", "injured", "actor force", "actor rebel",
    "recipient force", "actor none", "both force", "early", "first", "late", "plural", "bare", "background",
    "attempted", "coerce", "explosives", "abducted", "crowd", "fuller", "noun", "quoted",
    "seen actor", "seen recipient", "seen object", "seen instrument", "harms here", "harms", "unseen",
    *FAMILIES,
)  # fmt: skip
"""What `features` gives, in order."""

WEIGHTS: tuple[float, ...] = (
    -0.97, 0.07, 0.06, -0.27, 0.04, 0.12, 0.21, 0.15,
    0.32, 0.07, 0.22, 0.08, 0.11, 0.12, 0.08, 0.02,
    0.03, -0.03, -0.70, 0.20, -0.17, 0.31, -0.66, -0.10,
    -0.08, -0.69, 0.02, 0.03, -0.04, 0.08, -0.33, 0.29,
    -0.14, -0.13, -0.34, 0.30, 0.42, 0.16, 0.31, 0.24,
    -0.28, -0.20, -0.15, -0.21, -0.29, 0.11, -0.10, -0.01,
    0.19, -0.07, -0.20, 0.17, 0.10, -0.27, 0.26, -0.30,
)  # fmt: skip
"""Logistic regression, made by `training/incidents.py`."""

_NEWS = 60
"""Days before the article; what is longer ago is history."""


def features(scene: Scene, draft: Draft, others: Sequence[Draft]) -> tuple[float, ...]:
    """`others`: all attacks of the page that are said to be real, itself among them."""
    words = [span.of(scene.text) for span in draft.triggers]
    kinds = [families(word) for word in words]
    actors = [a for a in map(scene.cast.actor, draft.actors) if a]
    recipients = [a for a in map(scene.cast.actor, draft.recipients) if a]
    figures = {f.id: f for f in scene.figures}
    counted = [figures[f] for f in draft.figures]
    killed = any(f.measure == "killed" for f in counted)
    injured = any(f.measure == "injured" for f in counted)
    age = _age(scene, draft)
    force = any(a.sector in ("MIL", "COP", "GOV") for a in actors)
    rebel = any(a.sector in ("REB", "CRM", "UAF") for a in actors)
    struck = any(a.sector in ("MIL", "REB") for a in recipients)
    told = fullness(draft)
    count = max(1, len(scene.sentences))
    own = frozenset().union(*kinds)
    return (
        1.0, math.log(max(draft.score, 0.02) / max(1 - draft.score, 0.02)), math.log2(len(draft.triggers)),
        bool(draft.actors), bool(draft.recipients), any(is_named(a) for a in recipients), bool(draft.objects),
        bool(draft.instruments), bool(draft.places), len(draft.places) > 2,
        age is not None and age <= _NEWS, age is not None and age > _NEWS, bool(draft.times) and age is None,
        killed, injured, force, rebel, struck, not draft.actors, (force or rebel) and struck,
        draft.sentence < 2, draft is others[0], draft.sentence / count,
        all(w.endswith(("s", "S")) and not w.lower().endswith("ss") for w in words), told == 0,
        draft.factuality == "background", draft.factuality == "attempted",
        draft.type == "COERCE", not draft.modes.isdisjoint(("explosives", "suicide-attack")),
        "abduct" in draft.modes,
        math.log2(len(others)), all(told >= fullness(other) for other in others),
        not any(w.lower().endswith(("ed", "ing")) for w in words),
        all(_is_quoted(scene, span) for span in draft.triggers),
        *_seen(scene, draft),
        *(family in own for family in FAMILIES[:-1]), not own & set(FAMILIES),
    )  # fmt: skip


def _seen(scene: Scene, draft: Draft) -> tuple[float, ...]:
    """What the model sees done, suffered or struck by itself: of those who take part, in the sentences of the
    event, and in the article.
    """
    seen = [
        not draft.sure.isdisjoint(part)
        for part in (draft.actors, draft.recipients, draft.objects, draft.instruments)
    ]
    told = {scene.sentence(trigger.start) for trigger in draft.triggers}
    here = sum(scene.sentence(harm.span[0]) in told for harm in scene.harms)
    return *seen, math.log2(1 + here), math.log2(1 + len(scene.harms)), bool(draft.scores) and not any(seen)


def fullness(draft: Draft) -> int:
    """How many of the questions who, to whom, what, with what, where, when, how many it answers."""
    return sum(
        map(bool, (draft.actors, draft.recipients, draft.objects, draft.instruments, draft.places,
                   draft.times, draft.figures))
    )  # fmt: skip


def is_named(actor: Actor) -> bool:
    return any(mention.form == "name" for mention in actor.mentions)


def _is_quoted(scene: Scene, span: Span) -> bool:
    return any(piece.holds(span) for a in scene.attributions for piece in a.content)


def _age(scene: Scene, draft: Draft) -> int | None:
    """Days from the event to the latest day that the page speaks of, of the most recent of its times."""
    told = [days(t.resolved)[1][:10] for t in scene.timexes if t.resolved and t.anchor == "published"]
    times = {t.id: t for t in scene.timexes}
    resolved = [times[t].resolved for t in draft.times if t in times]
    known = [days(r)[1][:10] for r in resolved if r]
    if not known:
        return None
    try:
        return (date.fromisoformat(max(told or known)) - date.fromisoformat(max(known))).days
    except ValueError:
        return None


def rate(scene: Scene, draft: Draft, others: Sequence[Draft]) -> float:
    """Log odds of the attack being one definite happening."""
    return sum(w * f for w, f in zip(WEIGHTS, features(scene, draft, others), strict=True))
