"""Finishing: events as records, with what came after what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from saidby.data import Event, Figure, Order, Thing
from saidby.reading.events.build import Draft, Scene
from saidby.reading.events.settle import settled
from saidby.reading.events.traits import ANSWER, first_span
from saidby.reading.events.weigh import kept
from saidby.reading.events.when import dated

_AFTER = re.compile(
    r"\b(?:following|after|in\sthe\swake\sof|in\sresponse\sto|in\sretaliation\sfor)\s(?:[\w'’-]+\s){0,5}$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|ahead\sof|prior\sto)\s(?:[\w'’-]+\s){0,5}$", re.IGNORECASE)


def finished(scene: Scene, drafts: Sequence[Draft]) -> tuple[Event, ...]:
    """The events by first mention. What is spoken is no event, nor a word of which the page says no more."""
    order = sorted(
        (d for d in settled(scene, drafts) if not d.spoken and not _is_slight(d)),
        key=lambda d: (first_span(d), d.type or ""),
    )
    ids = {id(draft): f"e{n}" for n, draft in enumerate(order, 1)}
    times = dated(scene, order)
    figures = {f.id: f for f in scene.figures}
    return tuple(
        Event(
            id=ids[id(draft)],
            triggers=tuple(sorted(draft.triggers)),
            type=draft.type,
            modes=tuple(sorted(draft.modes)),
            actors=tuple(_kept(draft, "actor")),
            recipients=tuple(a for a in _kept(draft, "recipient") if a not in _kept(draft, "actor")),
            objects=_distinct(scene.text, _kept(draft, "object")),
            instruments=_distinct(scene.text, _kept(draft, "instrument")),
            places=tuple(draft.places),
            time=times.get(id(draft)),
            order=_order(scene, order, draft, ids),
            figures=_distinct_figures(figures, draft.figures),
            factuality=draft.factuality,
            score=round(draft.score, 3),
        )
        for draft in order
    )


def _kept(draft: Draft, role: str) -> list[Any]:
    return kept(role, getattr(draft, role + "s"), draft.sure, draft.scores)


_LEAST = 0.35  # score of an event; below, more than a third of the model's are none by our own annotation
_LEAST_BARE = 0.5  # score of one that nobody is said to take part in


def _is_slight(draft: Draft) -> bool:
    """Mentioned once, and hardly as an event."""
    if len(draft.triggers) > 1:
        return False
    told = (draft.actors, draft.recipients, draft.objects, draft.instruments, draft.times, draft.figures)
    return draft.score < (_LEAST if any(told) else _LEAST_BARE)


_HEAD = re.compile(r"[\w'’-]+(?=\W*$)")


def _distinct(text: str, things: Sequence[Thing]) -> tuple[Thing, ...]:
    """Each thing once, in its fullest words: "an electric substation", not also "the substation"."""
    kept: list[Thing] = []
    heads: set[str] = set()
    for thing in sorted(set(things), key=lambda t: (t.span.start - t.span.end, t.span)):
        last = _HEAD.search(text, *thing.span)
        head = last.group().lower() if last else ""
        if head not in heads and not any(thing.span.overlaps(other.span) for other in kept):
            kept.append(thing)
            heads.add(head)
    return tuple(sorted(kept, key=lambda t: t.span))


def _distinct_figures(known: Mapping[str, Figure], ids: Sequence[str]) -> tuple[str, ...]:
    """The figures of an event, each number of the killed or injured once; no single victims beside a number
    that holds them all, nor one who is told of in other words.
    """
    own = [known[id_] for id_ in ids]
    kept: list[Figure] = []
    for figure in own:
        alike = [f for f in own if f.measure == figure.measure and f.part_of is None]
        ones = [f for f in alike if _is_one(f)]
        most = max((f.low or f.high or 0 for f in alike), default=0)
        if figure.measure not in ("killed", "injured") or figure.part_of or figure.low is figure.high is None:
            kept.append(figure)
        elif _is_one(figure):
            again = any(
                k in ones and (_actor(figure) is None or _actor(k) in (None, _actor(figure))) for k in kept
            )
            if not again and most < max(2, len(ones)):
                kept.append(figure)
        elif not any((k.measure, k.low, k.high) == (figure.measure, figure.low, figure.high) for k in kept):
            kept.append(figure)
    return tuple(figure.id for figure in kept)


def _is_one(figure: Figure) -> bool:
    return figure.low == figure.high == 1 and figure.part_of is None


def _actor(figure: Figure) -> str | None:
    return figure.who.actor if figure.who else None


def _order(scene: Scene, drafts: Sequence[Draft], draft: Draft, ids: dict[int, str]) -> Order | None:
    """ "Following the attack", "after the talks": the other event whose trigger those words lead to."""
    sentence = scene.sentences[draft.sentence] if scene.sentences else None
    if sentence is None:
        return None
    for other in drafts:
        if other is draft:
            continue
        for span in other.triggers:
            if not sentence.holds(span):
                continue
            before = scene.text[max(sentence.start, span.start - 60) : span.start]
            if _AFTER.search(before):
                return Order(after=ids[id(other)])
            if _BEFORE.search(before):
                return Order(before=ids[id(other)])
    at = draft.triggers[0]
    if ANSWER.search(scene.text, max(sentence.start, at.start - 40), at.end):
        earlier = [d for d in drafts if d.type == "ASSAULT" and first_span(d) < at and d is not draft]
        if earlier:
            return Order(after=ids[id(earlier[-1])])
    return None
