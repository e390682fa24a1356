"""Whom the rules for actors are asked about: sources, relays, addressees, holders of stances, doers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from saidby.data import Attribution, Span
from saidby.reading.accusations import accused
from saidby.reading.acts import Speech
from saidby.reading.phrases import parse
from saidby.reading.relays import Relays

_OF_BODY = re.compile(
    r"\sof\s(?:the\s)?(?:[A-Z][\w'-]*|al-\w+)(?:\s(?:[A-Z][\w'-]*|al-\w+))*"
    r"(?:\s(?:(?:terrorist|armed|rebel|militant|jihadist)\s)?(?:group|movement|organi[sz]ation)\b)?"
)
_SMALL = frozenset("about over under in on at by for from of to with and but or so than as nearly".split())
_NEIGHBOURS = 6
"""Spans on either side, among which one that overlaps is looked for."""
_THEY = re.compile(r"\b[Tt]hey\b")


def asked(
    flat: str,
    attributions: Sequence[Attribution],
    speeches: Mapping[str, Speech],
    relays: Relays,
    participants: Mapping[Span, Span | None],
    held: Sequence[Attribution],
) -> list[tuple[Span, Attribution | None]]:
    """The spans that stand for somebody, from left to right, with the attribution whose source they are."""
    found: dict[Span, Attribution | None] = {}
    for attribution in attributions:
        for span in attribution.source:
            found.setdefault(span, attribution)
        to = speeches[attribution.id].addressee
        if to is not None:
            found.setdefault(to, None)
    for span in relays.names():
        found.setdefault(span, None)
    taken = sorted(found)
    blamed = [
        span for a in attributions if speeches[a.id].act in ("accuse", "condemn") for span in accused(flat, a)
    ]
    holders = {mind.source[0]: mind for mind in held}
    began: dict[int, Span] = {}
    for span in (*holders, *participants, *blamed):
        phrase = parse(flat, span)
        alone = phrase.text.lower() in _SMALL
        if not phrase.text or alone:
            continue  # a mark of punctuation is nobody, and neither is "about"
        if named := _OF_BODY.match(flat, span.end):
            whole = Span(span.start, named.end())
            phrase = parse(flat, span)
            if phrase.sort == "group" and phrase.sector == "REB" and whole not in found:
                span = whole
        shorter = began.get(span.start)
        if shorter is not None and shorter.end < span.end and found.get(shorter, span) is None:
            del found[shorter]  # "militants" of "militants in the valley"
        at = bisect_right(taken, span)
        if not any(span.overlaps(t) for t in taken[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]):
            found[span] = holders.get(span)
            if span in participants:
                began[span.start] = span
    return sorted(found.items(), key=lambda pair: pair[0])


def unasked(
    flat: str, sentences: Sequence[Span], found: Sequence[tuple[Span, Attribution | None]]
) -> list[tuple[Span, str]]:
    """Where "they" stands for people of whom nothing is asked."""
    taken = {span.start for span, _ in found}
    return [
        (Span(*they.span()), "they")
        for sentence in sentences
        for they in _THEY.finditer(flat, *sentence)
        if they.start() not in taken
    ]
