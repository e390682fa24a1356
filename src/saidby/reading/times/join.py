"""Atoms that stand together as one expression: "9 a.m. EST Tuesday", "late last week", "July last year"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from saidby.data import Span
from saidby.reading.times.atom import Atom

_NEXT_TO = re.compile(r"\.?\s*,?\s*\Z")
_OF = re.compile(r"(?:\s*,?\s*|\s+of\s+|\s+in\s+|\s+on\s+)\Z")
_POSSESSIVE = re.compile(r"['\u2019]s\s+\Z")
_YEARLY = {"month", "monthday", "quarter", "season"}
_DAYS = {"weekday", "deictic", "date", "monthday", "chain", "holiday", "numeric"}


def join(text: str, sentence: Span, atoms: Iterable[Atom]) -> list[Atom]:
    """The expressions of a sentence, in order. Parts of the day that hang on nothing are left out."""
    joined: list[Atom] = []
    for atom in atoms:
        while joined and (both := _both(text[joined[-1].span.end : atom.span.start], joined[-1], atom)):
            joined.pop()
            atom = both
        joined.append(atom)
    kept = []
    end = sentence.start
    for atom in joined:
        if atom.kind != "part":
            kept.append(_with_prefix(text, max(end, sentence.start), atom))
            end = atom.span.end
    return kept


def _both(gap: str, one: Atom, two: Atom) -> Atom | None:
    """Two neighbours as one expression, or None."""
    if len(gap) > 6:
        return None
    span = Span(one.span.start, two.span.end)
    close = _NEXT_TO.match(gap) is not None
    loose = close or _OF.match(gap) is not None
    if close and one.kind == "weekday" and two.kind in {"date", "monthday", "numeric"}:
        return replace(two, span=span)
    if (
        two.kind == "part"
        and one.kind in _DAYS
        and close
        and "," not in gap
        and not one.part
        and not one.clock
    ):
        return _day_and_part(span, one, two)
    if one.kind == "part" and two.kind in _DAYS and loose and "," not in gap and not two.part:
        return _day_and_part(span, two, one)
    if one.kind == "clock" and two.kind in _DAYS and close and not two.clock:
        return _day_and_clock(span, two, one)
    if two.kind == "clock" and one.kind in _DAYS and close and not one.clock:
        return _day_and_clock(span, one, two)
    if loose and "," not in gap and one.kind in _YEARLY and not (one.year or one.toward or one.unit):
        if two.kind == "shift" and two.unit == "Y":
            return replace(one, span=span, unit="Y", count=two.count)
        if two.kind == "year" and not two.count and one.kind != "monthday":
            value = f"{two.year}{one.value[4:]}"
            kind = "date" if one.kind == "month" else one.kind
            return replace(one, span=span, kind=kind, year=two.year, value=value)
    if _POSSESSIVE.match(gap) and two.kind in {"quarter", "season", "thequarter"} and two.year is None:
        if one.kind == "shift" and one.unit == "Y" and two.kind != "thequarter":
            return replace(two, span=span, unit="Y", count=one.count)
        if one.kind == "year" and two.kind != "thequarter":
            return replace(two, span=span, year=one.year, value=f"{one.year}{two.value[4:]}")
    if close and one.kind == "yearago" and two.kind == "shift" and two.unit == "Y" and "," not in gap:
        return replace(one, span=span)
    if loose and one.kind == "weekday" and two.kind == "shift" and two.unit == "W":
        return replace(one, span=span, unit="W", count=two.count)
    return None


def _day_and_part(span: Span, day: Atom, part: Atom) -> Atom:
    return replace(day, span=span, type="TIME", part=part.part, value=day.value + part.part)


def _day_and_clock(span: Span, day: Atom, clock: Atom) -> Atom:
    value = day.value.removesuffix(day.part) if day.part else day.value
    return replace(day, span=span, type="TIME", part="", clock=clock.clock, value=value + clock.clock)


# --------------------------------------------------------------------------------- words before

_PREFIX = re.compile(
    r"(?<![\w-])(?:(?P<edge>(?:the\s+)?(?:very\s+)?(?P<which>end|beginning|start|middle|close|latter\s+part|early\s+part|"
    r"late\s+part|rest|first\s+half|last\s+half|second\s+half|first\s+part|first\s+days|last\s+days)\s+of\s+)|"
    r"(?P<adverb>(?:the\s+)?(?P<when>early|earlier|late|later|mid|sometime)(?:\s+(?:on|in|of))?[-\s]+)|"
    r"(?P<about>about|around|nearly|almost|exactly)\s+)\Z",
    re.IGNORECASE,
)
_EDGES = {
    "end": "END", "close": "END", "latter part": "END", "late part": "END", "last half": "END",
    "last days": "END", "second half": "END", "late": "END", "beginning": "START", "start": "START",
    "early part": "START", "first half": "START", "first part": "START", "first days": "START",
    "early": "START", "middle": "MID", "mid": "MID",
}  # fmt: skip
_TAKES = {
    "weekday", "deictic", "date", "monthday", "month", "year", "shift", "quarter", "season", "decade",
    "century", "chain", "weekend", "holiday", "clock", "thequarter",
}  # fmt: skip


def _with_prefix(text: str, floor: int, atom: Atom) -> Atom:
    """The atom with the words before it that say which part of it is meant ("late", "the end of", "mid-")."""
    if atom.kind not in _TAKES:
        return atom
    found = _PREFIX.search(text, max(floor, atom.span.start - 24), atom.span.start)
    if found is None:
        return atom
    when = (found["when"] or "").lower()
    if found["adverb"] and found["adverb"].rstrip().lower().endswith((" on", " in", " of")):
        # "late in 1998": the preposition parts them, the sense stays
        return replace(atom, mod=_EDGES.get(when)) if when in {"early", "late"} else atom
    if atom.kind in {"weekday", "deictic", "shift"} and found["about"]:
        return atom
    if atom.kind == "weekday" and when in {"earlier", "later"}:
        return atom
    word = re.sub(r"\s+", " ", (found["which"] or found["when"] or "about").lower())
    if word == "rest":
        return replace(atom, span=Span(found.start(), atom.span.end))
    mod = "APPROX" if word == "about" else _EDGES.get(word)
    return replace(atom, span=Span(found.start(), atom.span.end), mod=mod or atom.mod)
