"""Positions: where a state or a body stands, inside what somebody else is quoted saying.

"He said that Velmora opposes the treaty" tells two things: what he said, and where Velmora stands. A state, a
body or a seat of power has a position by declaring it, so that it is the source of that and the speaker hands
it on. What a single person thinks or wants is the speaker's guess at a mind, and stays his own word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from saidby.data import Span
from saidby.reading.phrases import parse
from saidby.reading.tokens import plain

_BETWEEN = r"""
    do does did is are was were be been has have had will would can could should must may might not cannot
    n't don't doesn't didn't won't wouldn't can't isn't aren't never always also still now again only
    already long even all both just very (?!rely|ally|apply|supply)\w+ly
"""
_VERBS = r"""
    believe[sd]? think(?!\stank)s? thought feels? felt fear(?:s|ed|ing)? hope[sd]? hoping wish(?:es|ed)?
    want(?:s|ed)? expect(?:s|ed|ing)? doubt(?:s|ed)? suspects? knows? knew understands? understood
    assume[sd]? prefers? desire[sd]? support(?:s|ed|ing)?(?!\s(?:for|from)\b) oppose[sd]? opposing
    favou?r(?:s|ed)? welcome[sd]? reject(?:s|ed|ing)? accept(?:s|ed|ing)? agree[sd]? agreeing
    disagree[sd]? approve[sd]? endorse[sd]? respect(?:s|ed)? appreciate[sd]? regret(?:s|ted)?
    regard(?:s|ed) view(?:s|ed) consider(?:s|ed|ing)? recogni[sz]e[sd]? condemn(?:s|ed|ing)?
    criticis?z?e[sd]? praise[sd]? commit(?:s|ted)\sto protest(?:s|ed)? intend(?:s|ed|ing)?
    plan(?:s|ned|ning)?\sto seeks? seeking sought refuse[sd]? refusing pledge[sd]? promise[sd]?
    threaten(?:s|ed|ing)? warn(?:s|ed|ing)? demand(?:s|ed|ing)? urge[sd]? urging insist(?:s|ed|ing)?
    claim(?:s|ed|ing)? accuse[sd]? accusing blame[sd]? blaming den(?:y|ies|ied|ying) announce[sd]?
    declare[sd]? would\slike call(?:s|ed|ing)?\s(?:for|on) push(?:es|ed|ing)?\sfor
"""
_STATES = r"""
    concerned determined ready willing unwilling prepared inclined optimistic confident convinced grateful
    satisfied afraid worried eager aware disappointed pleased proud opposed serious against in\sfavou?r
"""


def _any(forms: str) -> str:
    return "|".join(forms.split())


_HOLDS = re.compile(
    rf"\b(?:(?:{_any(_BETWEEN)})\s)*(?:{_any(_VERBS)}|"
    rf"(?:is|are|was|were|be|been|being|remain(?:s|ed)?|seem(?:s|ed)?)\s(?:not\s|also\s|still\s|now\s|\w+ly\s|very\s)?"
    rf"(?:{_any(_STATES)}))\b(?!\sby\b|-)"
)
_PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being)\s(?:[\w']+\s)*(?!(?:{_any(_STATES)})$)\w+(?:ed|wn|ht|od)$"
)
_QUOTED = re.compile(
    r"(?P<who>(?:[^\s.;:!?]+\s){1,14}?)(?P<cue>as\s(?:saying|telling|stating|claiming))\b",
)
"""At the start of a content: what the model takes for the content of "quoted"."""
_HOLDERS = frozenset({"state", "body", "office", "capital"})
_STOP = frozenset(
    "that because if while when whether as since although though but and or nor so than where why how "
    "what which who for in on at by with from to into about after before during under over against "
    "despite without until unless between among is are was were be been has have had will would could "
    "should may might must can do does did not never also said says".split()
)
_OPENING = frozenset(
    "the a an this that these those his her its their our my your some many most all no any several".split()
)
_WORDS = 7
"""Words of a holder, at most."""
_ENDS = re.compile(
    r"[.!?;][\"”']*(?=\s|$)|,\s(?:and|but|while|although|though|whereas|adding|which|so|who)\s|"
    r"\s(?:--|–|—|but|while|whereas)\s|\s{2}"
)
_EDGE = ' ,:;"“”'
_LEAST = 3
"""Characters of what is held, at least."""


class Position(NamedTuple):
    """Who holds what, and the words that say so: spans of the text."""

    holder: tuple[int, int]
    cue: tuple[int, int]
    held: tuple[int, int]


def positions(text: str, content: Sequence[tuple[int, int]]) -> Iterator[Position]:
    """Positions of states and bodies in a content, and whom a content quotes ("quoted him as saying")."""
    flat = plain(text)
    for start, end in content:
        if quoted := _QUOTED.match(flat, start, end):
            who, held = _bare(flat, *quoted.span("who")), _held(flat, quoted.end(), end)
            if held and parse(flat, Span(*who)).sort not in ("unknown", "pronoun"):
                yield Position(who, quoted.span("cue"), held)
        for found in _HOLDS.finditer(flat, start, end):
            if _PASSIVE.search(found.group()):
                continue
            holder, held = _holder(flat, start, found.start()), _held(flat, found.end(), end)
            if holder and held:
                yield Position(holder, found.span(), held)


def _holder(flat: str, start: int, cue: int) -> tuple[int, int] | None:
    """The subject right before a cue, if it is one that has positions."""
    end = len(flat[:cue].rstrip())
    first = _subject(flat, start, cue)
    if first is None or "  " in flat[first:end] or flat[first:end].endswith(("'s", "s'")):
        return None  # "Velmora's plans to": a noun
    return (first, end) if parse(flat, Span(first, end)).sort in _HOLDERS else None


def _subject(flat: str, start: int, cue: int) -> int | None:
    """Where the noun phrase begins that ends before a cue; None where none does."""
    words = list(re.finditer(r"\S+", flat[start:cue]))[-_WORDS:]
    first: int | None = None
    while words:
        word = words.pop()
        raw = word.group()
        low = raw.strip("\"'“”‘()").lower()
        initials = first is not None and len(raw) > 2 and raw[-1] == "." and raw[-2].isupper()
        if low in _STOP or not low or (raw[-1] in ',;:.!?)"”' and not initials):
            break
        opens = raw[0] in '"“('
        first = start + word.start() + opens
        of = len(words) > 1 and words[-1].group().lower() == "of"
        if (opens or low in _OPENING) and not of:
            break
        if of:
            words.pop()
    return first


def _held(flat: str, start: int, end: int) -> tuple[int, int] | None:
    """From behind the cue to the end of the clause."""
    stop = _ENDS.search(flat, start + 1, end)
    first, last = _bare(flat, start, stop.start() if stop else end)
    return (first, last) if last - first >= _LEAST else None


def _bare(flat: str, start: int, end: int) -> tuple[int, int]:
    words = flat[start:end]
    return start + len(words) - len(words.lstrip(_EDGE)), start + len(words.rstrip(_EDGE + "."))
