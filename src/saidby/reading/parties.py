"""Parties: the several speakers that one source may name, and what stands beside a bare name."""

from __future__ import annotations

import re
from itertools import pairwise

from saidby.data import Span
from saidby.reading.appositions import apposition_end, with_apposition
from saidby.reading.edges import trimmed
from saidby.reading.phrases import Phrase, parse

_AND = re.compile(r",\s(?P<and>and\s)?|\s(?:and|as well as|along with)\s")


_CLAUSE = re.compile(r",\s(?:which|who|whose)\s")


def parts(flat: str, span: Span) -> tuple[Span, ...]:
    """The parties of a compound source: "France and Britain" gives two spans, most sources one."""
    start, end = trimmed(flat, span)
    if clause := _CLAUSE.search(flat, start, end):
        end = clause.start()  # "Ondrel and Orlen, which back the rebels,"
        if not _AND.search(flat, start, end):
            return (span,)
    breaks = list(_AND.finditer(flat, start, end))
    if not breaks:
        return (span,)
    edges = [start, *(edge for m in breaks for edge in m.span()), end]
    pieces = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    phrases = [parse(flat, piece) for piece in pieces]
    by_comma = [m.group().startswith(",") and m.group("and") is None for m in breaks]
    if len(pieces) > 5 or by_comma[-1] or not all(map(_is_party, phrases)):
        return (span,)
    if any(by_comma) and len({p.sort in ("person", "single") for p in phrases}) > 1:
        return (span,)
    if any(_is_one(left, right) for left, right in pairwise(phrases)):
        return (span,)
    return tuple(p.span for p in phrases)


_OF_STATE = re.compile(r"\b[A-Z][\w-]*\s(?:[A-Z][\w-]*\s)?(?:of|in)\s[A-Z][\w-]*$")


def _is_one(left: Phrase, right: Phrase) -> bool:
    """Do two phrases with "and" between them name one party: "president and director"?"""
    if right.determiner:
        return False
    if left.sort == "body" and _OF_STATE.search(left.text) and right.sort in ("single", "state"):
        return True  # "the Islamic Front of Velmora and Ondrel"
    if right.sort == "role" and not right.plural:
        return True
    named = right.sort in ("single", "person", "state", "capital") and not right.roles
    if left.head is None and left.sort in ("single", "body") and not named:
        return True
    return right.sort not in ("person", "state") and re.search(r"\b(?:of|for) [A-Z]", left.text) is not None


def _is_party(phrase: Phrase) -> bool:
    return phrase.sort not in ("unknown", "document") and len(phrase.text) > 1


_ROLE_BEFORE = re.compile(r"\b(?:the|a|an|its|his|her|their)\s[\w\s'-]{3,70},\s$")


def with_neighbours(flat: str, phrase: Phrase) -> Phrase:
    """A bare name with what stands beside it: "the governor of Orsimar, [Jorim Askelle], said"."""
    if phrase.sort not in ("person", "single") or phrase.roles:
        return phrase
    start, end = phrase.span
    if flat[end : end + 2] == ", ":
        stop = apposition_end(flat, end + 2, min(len(flat), end + 90))
        after = parse(flat, Span(end + 2, stop))
        if after.sort == "role" and after.determiner in ("the", "a", "own") and after.span.end == stop:
            return with_apposition(phrase, after)
    role = _ROLE_BEFORE.search(flat, max(0, start - 80), start) if flat[start - 2 : start] == ", " else None
    if role:
        before = parse(flat, Span(role.start(), start - 2))
        if before.sort == "role" and not before.plural and before.span.end == start - 2:
            return with_apposition(phrase, before)
    return phrase
