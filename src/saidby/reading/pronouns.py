"""Pronouns that speak: whom "he", "she", "they", "it" and "who" stand for."""

from __future__ import annotations

import re
from bisect import bisect_right

from saidby.data import Span
from saidby.reading.lexicon import given_names
from saidby.reading.phrases import Phrase, parse
from saidby.reading.roster import (
    SURE_GUESS,
    SURE_LOOSE,
    SURE_PRONOUN,
    SURE_SHORT,
    Draft,
    Roster,
)

_RUN = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'-]*|(?:al|el)-[A-Z]\w+)(?:\s(?:(?:al|de|bin|van|von|der|da)\s)?(?:[A-ZÀ-Þ][\w'-]*|[A-Z]\.|(?:al|el)-[A-Z]\w+)){0,4}"
)
_PERSONS = ("person", "unnamed", "office")


def resolve(roster: Roster, phrase: Phrase, *, speaker: Draft | None = None) -> tuple[Draft, float] | None:
    """The draft that a pronoun stands for. `speaker` has said the words in which it stands, or is None."""
    kind = phrase.head
    if kind in ("he", "she"):
        return _person(roster, phrase, speaker)
    if kind == "they":
        return _they(roster, phrase)
    if kind == "it":
        return _it(roster, phrase)
    if kind == "who":
        return _who(roster, phrase)
    return None


def _person(roster: Roster, phrase: Phrase, speaker: Draft | None) -> tuple[Draft, float] | None:
    gender = "m" if phrase.head == "he" else "f"

    def fits(draft: Draft) -> bool:
        return (
            draft.kind in _PERSONS
            and draft.gender in (None, gender)
            and draft is not speaker
            and not draft.plural
        )

    at = phrase.span.start
    heard = roster.latest(fits, at)
    named = _named_lately(roster, at, heard.last if heard else -1, gender)
    if named is not None:
        draft, _ = roster.meet(named)
        if fits(draft):
            return draft, SURE_PRONOUN - 0.1
    if heard:
        near = _distance(roster, heard.last, at) <= 2
        return heard, SURE_PRONOUN if near else SURE_LOOSE
    return None


def _named_lately(roster: Roster, at: int, after: int, gender: str) -> Phrase | None:
    """A person whom the text names as a subject after the last one heard, in this or the sentence before."""
    here = bisect_right(roster.starts, at) - 1
    for number in range(here, max(-1, here - 2), -1):
        if number < 0 or roster.sentences[number].end <= after:
            break
        for person in people(roster, number):
            if person.span.start <= after or person.span.start >= at:
                continue
            if person.gender in (None, gender) and (person.gender or person.name[0] in given_names()):
                lead = roster.flat[roster.sentences[number].start : person.span.start]
                if (len(lead) < 40 and "," not in lead[-3:]) or (number == here and len(lead) < 30):
                    return person
    return None


def people(roster: Roster, number: int) -> list[Phrase]:
    """Persons whom a sentence names, by given name, title or a surname already known."""
    if number not in roster.people:
        sentence = roster.sentences[number]
        found = []
        for m in _RUN.finditer(roster.flat, *sentence):
            words = m.group().lower().replace("'s", "").split()
            known = any(
                w.rstrip(".") in _TITLE_WORDS or w in given_names() or w in roster.surnames for w in words
            )
            if known:
                phrase = parse(roster.flat, Span(*m.span()))
                if phrase.sort == "person" or (phrase.sort == "single" and phrase.name[0] in roster.surnames):
                    found.append(phrase)
        roster.people[number] = found
    return roster.people[number]


_TITLE_WORDS = frozenset(
    "mr mrs ms sen rep gov dr president senator minister general colonel secretary judge".split()
)


def _distance(roster: Roster, start: int, end: int) -> int:
    """Sentences between two positions."""
    return bisect_right(roster.starts, end) - bisect_right(roster.starts, start)


def _they(roster: Roster, phrase: Phrase) -> tuple[Draft, float] | None:
    at = phrase.span.start
    many = roster.latest(lambda d: d.kind in ("group", "collective") or d.plural, at)
    body = roster.latest(lambda d: d.kind in ("organization", "media", "state"), at)
    if many and _distance(roster, many.last, at) <= 2:
        return many, SURE_PRONOUN - 0.1
    if body and _distance(roster, body.last, at) <= 2:
        return body, SURE_LOOSE
    found = many or body
    return (found, SURE_GUESS) if found else None


def _it(roster: Roster, phrase: Phrase) -> tuple[Draft, float] | None:
    at = phrase.span.start
    found = roster.latest(
        lambda d: d.kind in ("organization", "media", "state", "office") or d.sort == "document", at
    )
    if found is None:
        return None
    return found, SURE_PRONOUN - 0.1 if _distance(roster, found.last, at) <= 1 else SURE_GUESS


def _who(roster: Roster, phrase: Phrase) -> tuple[Draft, float] | None:
    """A relative pronoun stands for the noun phrase right before it."""
    at = phrase.span.start
    start = max(roster.starts[bisect_right(roster.starts, at) - 1] if roster.starts else 0, at - 90)
    before = roster.flat[start:at]
    if not before.strip():
        return None
    runs = [m for m in _RUN.finditer(before) if before[m.end() :].strip(" ,") == ""]
    if runs:
        span = Span(start + runs[-1].start(), start + runs[-1].end())
    else:
        words = list(re.finditer(r"[\w'-]+", before))
        if not words:
            return None
        first = next((w for w in reversed(words[-6:]) if w.group().lower() in _DETERMINERS), words[-1])
        span = Span(start + first.start(), start + words[-1].end())
    antecedent = parse(roster.flat, span)
    if antecedent.sort == "pronoun":
        return None
    for draft in roster.drafts:
        if any(span.overlaps(m) and abs(m.end - span.end) < 40 for m in draft.mentions):
            return draft, SURE_SHORT
    draft, _ = roster.meet(antecedent)
    return draft, SURE_PRONOUN


_DETERMINERS = frozenset(
    "the a an one some many several those other few two three four five most all".split()
)
