"""Participants: the phrases that name who does something, or to whom it is done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from saidby.data import Figure, Place, Span
from saidby.reading.events.deeds import families
from saidby.reading.events.things import is_thing
from saidby.reading.lexicon import head
from saidby.reading.phrases import PRONOUNS

if TYPE_CHECKING:
    from saidby.model.events import Argument, Trigger

LEAST = 0.5
"""Mean probability of a phrase's words, below which it is nobody's name here."""

FORCE = frozenset({"ASSAULT", "COERCE"})
_OWNER = re.compile(r"(?:their|its|his|her)(?=\s)", re.IGNORECASE)
_COUNTED = frozenset("other others dead wounded injured bodies casualties lives deaths fatalities".split())
_NUMBER = frozenset(
    "one two three four five six seven eight nine ten dozens hundreds scores several many some all "
    "both".split()
)
_LAST = re.compile(r"[\w'’-]+(?=\W*$)")
_CORE = re.compile(r"[\w'’*-]+(?:\s(?!(?:of|for|in|from|on|at|who|which|that|with|to|by)\s)[\w'’*()-]+)*")
_ABSTRACT = re.compile(r".{3,}(?:tion|sion|ment|ness|ism|ity|ence|ance|ship)s?$", re.IGNORECASE)
_NO_ONE = frozenset(
    "what this that it something anything everything nothing there way time day week month year years".split()
)


def participants(
    text: str, triggers: Sequence[Trigger], places: Sequence[Place], figures: Sequence[Figure]
) -> dict[Span, Span | None]:
    """Their spans, in text order, each with that of the actor where both cannot be one: the owners of what is
    struck. Places that are struck, things, and mere numbers of people are nobody.
    """
    found: dict[Span, Span | None] = {}
    for trigger in triggers:
        doer = next(
            (Span(*a.span) for a in trigger.arguments if a.role == "actor" and a.score >= LEAST), None
        )
        for argument in trigger.arguments:
            if argument.role in ("actor", "recipient"):
                span = counted_in(Span(*argument.span), figures)
                if argument.score >= LEAST and is_somebody(text, trigger, argument, places, figures):
                    found.setdefault(span, None)
            elif (owner := owner_of(text, trigger, argument)) is not None:
                found[owner] = doer or found.get(owner)
    return {span: found[span] for span in _outermost(found)}


def counted_in(span: Span, figures: Iterable[Figure]) -> Span:
    """Those who are counted, where a phrase begins with their number: "at least 107 [people]"."""
    for figure in figures:
        begun = any(s.start <= span.start + 2 and s.overlaps(span) for s in figure.spans)
        if begun and figure.who is not None and span.holds(figure.who.span):
            return Span(figure.who.span.start, span.end)
    return span


def owner_of(text: str, trigger: Trigger, argument: Argument) -> Span | None:
    """Whose the thing is that is struck: "their positions"."""
    if trigger.type not in FORCE or argument.role != "object":
        return None
    found = _OWNER.match(text, *argument.span)
    return Span(*found.span()) if found else None


def is_somebody(
    text: str, trigger: Trigger, argument: Argument, places: Sequence[Place], figures: Sequence[Figure]
) -> bool:
    """Can the phrase be people, a body or a state? Not a place that is struck, a deed or a thing."""
    span = Span(*argument.span)
    if trigger.type == "ASSAULT" and argument.role == "recipient" and is_place(span, places):
        return False
    words = span.of(text)
    if words.lower() in PRONOUNS:
        return words.lower() not in ("it", "this", "that", "these", "those", "which", "both") or (
            words.lower() in ("it", "which") and argument.role == "actor"
        )
    core = _CORE.match(words)
    last = _LAST.search(core.group() if core else words)
    if last is None or is_number(text, span, figures):
        return False
    noun = last.group()
    if noun[:1].isupper() and not words.isupper():
        return True
    lower = noun.lower()
    if head(lower, False) is not None and lower not in _NO_ONE:
        return True
    return not (lower in _NO_ONE or families(lower) & _DEEDS or is_thing(lower) or _ABSTRACT.match(lower))


_DEEDS = frozenset("general harm ruin blast shell air attack murder talk agree blame protest".split())


def is_place(span: Span, places: Iterable[Place]) -> bool:
    """Is the phrase a place and no more, one that acts for nobody?"""
    return any(
        place.use != "metonym" and place.span.overlaps(span) and _covers(place.span, span) for place in places
    )


def _covers(one: Span, other: Span) -> bool:
    return 10 * (min(one.end, other.end) - max(one.start, other.start)) >= 7 * (other.end - other.start)


def is_number(text: str, span: Span, figures: Iterable[Figure]) -> bool:
    """Does the phrase only say how many: "107", "six others"?"""
    last = span.of(text).lower().rsplit(None, 1)[-1:]
    if not last or last[0] in _NUMBER or last[0][0].isdigit():
        return True
    return last[0] in _COUNTED and any(s.overlaps(span) for figure in figures for s in figure.spans)


def _outermost(spans: Iterable[Span]) -> Iterator[Span]:
    """Of spans that overlap, the longer one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s)):
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return iter(sorted(kept))
