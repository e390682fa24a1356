"""Pronouns that speak: whom "he", "she", "they", "it" and "who" stand for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from saidby.data import Span
from saidby.reading.drafts import SURE_GUESS, SURE_LOOSE, SURE_PRONOUN, SURE_SHORT, Draft
from saidby.reading.lexicon import Gender, given_names, head
from saidby.reading.phrases import PRONOUNS, Phrase, parse
from saidby.reading.relays import PLATFORMS
from saidby.reading.roster import Roster

_RUN = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'-]*|(?:al|el)-[A-Z]\w+)(?:\s(?:(?:al|de|bin|van|von|der|da)\s)?(?:[A-Z]\.|[A-ZÀ-Þ][\w'-]*|(?:al|el)-[A-Z]\w+)){0,4}"
)
_OF = re.compile(r"(?:[Tt]he\s)?(?:[A-Z][\w'-]*\s)*(?P<noun>[A-Za-z'-]+)\s(?:of|for|at|from)\s(?:the\s)?$")
_SUBJECT_NAME = re.compile(r"(?P<name>[A-ZÀ-Þ][\w'-]+\s[A-ZÀ-Þ][\w'-]+)(?=,|\s(?:has|had|was|is|[a-z]+ed)\b)")
_BACK = 3
"""Sentences before that of the pronoun in which a person named may be meant."""
_PER_SENTENCE = 0.9
_SUBJECT = 0.8
_HEARD = 0.8
_GENDER_UNKNOWN = 0.4
_QUOTED = 2.0
"""What makes a mention stand out: swept on 78 "he" and "she" of the PolNeAR train part; 71 right."""
_FAINT = -6.0
"""A weight below which nobody is meant."""


def resolve(
    roster: Roster, phrase: Phrase, *, speaker: Draft | None = None, apart: Sequence[Draft] = ()
) -> tuple[Draft, float] | None:
    """The draft that a pronoun stands for. `speaker` has said the words in which it stands, or is None;
    `apart` are those it cannot stand for.
    """
    kind = phrase.head
    if kind in ("he", "she"):
        return _person(roster, phrase, speaker)
    if kind == "they":
        return _they(roster, phrase, apart)
    if kind == "it":
        return _it(roster, phrase)
    if kind == "who":
        return _who(roster, phrase)
    return None


def _person(roster: Roster, phrase: Phrase, speaker: Draft | None) -> tuple[Draft, float] | None:
    """ "He", "she": the person of that gender who stands out most in the last sentences."""
    gender: Gender = "m" if phrase.head == "he" else "f"
    at = phrase.span.start
    here = bisect_right(roster.starts, at) - 1
    quoted = roster.is_quoted(at)
    best: tuple[float, int, Draft | Phrase] | None = None
    for draft in roster.recent():
        if not _can_be(draft, gender) or draft is speaker:
            continue
        for span in draft.mentions:
            if span.start < at and (best is None or span != phrase.span):
                heard = span in roster.sources and not quoted  # who is quoted speaks of others
                value = _weight(roster, span, here, at, quoted) + (_HEARD if heard else 0.0)
                value -= 0.0 if draft.gender else _GENDER_UNKNOWN
                if best is None or (value, span.start) > best[:2]:
                    best = (value, span.start, draft)
    for number in range(max(0, here - _BACK), here + 1):
        for named in people(roster, number):
            if named.span.start < at and named.gender in (None, gender):
                value = _weight(roster, named.span, here, at, quoted) - (
                    0.0 if named.gender else _GENDER_UNKNOWN
                )
                if best is None or (value, named.span.start) > best[:2]:
                    best = (value, named.span.start, named)
    if best is None or best[0] < _FAINT:
        unknown = None if quoted else _subject_before(roster, here, at)
        return (roster.meet(unknown)[0], SURE_GUESS) if unknown else None
    value, _, found = best
    draft = found if isinstance(found, Draft) else roster.meet(found)[0]
    if not _can_be(draft, gender) or draft is speaker:
        return None
    return draft, SURE_PRONOUN if value > 0.5 else SURE_LOOSE


def _subject_before(roster: Roster, here: int, at: int) -> Phrase | None:
    """A full name that no table knows, as the subject of a sentence just before."""
    for number in range(here, max(-1, here - _BACK), -1):
        sentence = roster.sentences[number]
        m = _SUBJECT_NAME.match(roster.flat, sentence.start, min(sentence.end, at))
        if m and (phrase := parse(roster.flat, Span(*m.span("name")))).sort == "person":
            return phrase
    return None


def _can_be(draft: Draft, gender: Gender) -> bool:
    personal = draft.sort in ("person", "single", "role") or draft.kind == "office"
    return personal and not draft.plural and draft.gender in (None, gender)


def _weight(roster: Roster, span: Span, here: int, at: int, quoted: bool) -> float:
    """How much a mention stands out for a pronoun: near, a subject, not inside others' words."""
    number = bisect_right(roster.starts, span.start) - 1
    lead = roster.flat[roster.starts[number] : span.start] if number >= 0 else ""
    subject = len(lead) < 30 or lead.endswith((", ", '" ', "” "))
    value = 1.0 - _PER_SENTENCE * (here - number) + (_SUBJECT if subject else 0.0)
    if roster.is_quoted(span.start) and not quoted:
        value -= _QUOTED
    return value


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


def _they(roster: Roster, phrase: Phrase, apart: Sequence[Draft]) -> tuple[Draft, float] | None:
    at = phrase.span.start
    many = roster.latest(
        lambda d: (d.kind in ("group", "collective") or d.plural) and not any(d is a for a in apart), at
    )
    if roster.is_quoted(at):  # who is quoted speaks of people whom the page need not name
        near = many is not None and roster.is_quoted(many.last) and _distance(roster, many.last, at) <= 1
        return (many, SURE_LOOSE) if many and near else None
    body = roster.latest(
        lambda d: d.kind in ("organization", "media", "state") and not any(d is a for a in apart), at
    )
    if many and _distance(roster, many.last, at) <= 2:
        return many, SURE_PRONOUN - 0.1
    if body and _distance(roster, body.last, at) <= 2:
        return body, SURE_LOOSE
    found = many or body
    return (found, SURE_GUESS) if found else None


def _it(roster: Roster, phrase: Phrase) -> tuple[Draft, float] | None:
    at = phrase.span.start

    def fits(draft: Draft) -> bool:
        if draft.name.lower() in PLATFORMS:
            return False  # says nothing itself
        return draft.kind in ("organization", "media", "state", "office") or draft.sort == "document"

    found = roster.latest(fits, at)
    if found is None:
        return None
    # "the ministry noted, as quoted by the agency. It went on": who spoke, before who passed it on
    heard = roster.latest(lambda d: fits(d) and any(s.start == d.last for s in roster.sources), at)
    if heard is not None and _distance(roster, heard.last, found.last) == 0:
        found = heard
    return found, SURE_PRONOUN - 0.1 if _distance(roster, found.last, at) <= 1 else SURE_GUESS


def _who(roster: Roster, phrase: Phrase) -> tuple[Draft, float] | None:
    """A relative pronoun stands for the noun phrase right before it."""
    at = phrase.span.start
    start = max(roster.starts[bisect_right(roster.starts, at) - 1] if roster.starts else 0, at - 90)
    before = roster.flat[start:at]
    if not before.strip():
        return None
    span = _noun_before(before, start)
    if span is None:
        return None
    antecedent = parse(roster.flat, span)
    if antecedent.sort == "pronoun":
        return None
    for draft in roster.recent():
        if any(span.overlaps(m) and abs(m.end - span.end) < 40 for m in draft.mentions):
            return draft, SURE_SHORT
    draft, _ = roster.meet(antecedent)
    return draft, SURE_PRONOUN


def _noun_before(before: str, start: int) -> Span | None:
    """A name that ends here, else the nearest noun that can speak, with its determiner."""
    runs = [m for m in _RUN.finditer(before) if before[m.end() :].strip(" ,") == ""]
    if runs and runs[-1].group().lower() not in PRONOUNS:
        led = _OF.search(before, 0, runs[-1].start())
        known = head(led.group("noun").lower(), False) if led else None
        first = led.start() if led and known and known.sort != "document" else runs[-1].start()
        return Span(start + first, start + runs[-1].end())
    words = list(re.finditer(r"[\w'-]+", before))[-8:]
    for n in range(len(words) - 1, -1, -1):
        if head(words[n].group().lower(), False) is not None or words[n].group().lower() in (
            "those",
            "one",
            "ones",
        ):
            first = n
            while first and n - first < 4 and words[first].group().lower() not in _DETERMINERS:
                first -= 1
            if words[first].group().lower() not in _DETERMINERS:
                first = n
            return Span(start + words[first].start(), start + words[n].end())
    return None


_DETERMINERS = frozenset(
    "the a an one some many several those other few two three four five most all".split()
)
