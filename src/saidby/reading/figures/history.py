"""History: which words of a sentence tell of other years, of other incidents, or of counts over a time."""

from __future__ import annotations

import re
from itertools import pairwise

from saidby.data import Span

LEAD = 40  # characters of a phrase of time at the head of a sentence
_RATE = re.compile(
    r"\b(?:(?:so far )?this year|each year|every year|(?:per|a) year(?! old|-old| ago| later| before| after)|"
    r"annually|so far in (?:19|20)\d\d|per 100|statistics|on average|"
    r"(?:every|each|per|a) (?:day|week|month)(?! ago| later| before| after| earlier)|"
    r"since the (?:beginning|start) of|of the year|the year's|year's toll|year to date|"
    r"since (?:[a-z-]+ ){0,6}?(?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december))\b"
)
_WAR = re.compile(
    r"\bsince (?:\w+ ){0,6}?(?:(?:19|20)\d\d|the (?:start|beginning|outbreak|war|conflict|uprising))\b|"
    r"\b(?:conflict|war|crisis|uprising|insurgency|fighting)\b.{0,80}"
    r"\bha(?:s|ve) (?:\w+ )?(?:killed|claimed|cost|left|caused|displaced)\b|"
    r"\bwar-(?:battered|torn|ravaged)|\bdied in the (?:conflict|war)\b|"
    r"\b(?:conflict|war|crisis|uprising|insurgency) (?:erupted|began|broke out|started)\b"
)
_THIS_YEAR = re.compile(
    r"\blast year\b|\bthis (?:time|point) last\b|\b\d+(?:st|nd|rd|th) (?:homicide|murder|killing)|"
    r"\bhomicides? (?:victim )?(?:in|of|this|for|so far)\b"
)
_YEAR = re.compile(
    r"\b(?:in|since|of|during|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|\d,) ((?:19|20)\d\d)\b"
)
_PAST = re.compile(
    r"\b(?:last (?:year|month|week|summer|winter|spring|fall)|"
    r"(?:year|month|week|day)s? (?:ago|earlier|before)|previous(?:ly)?|earlier this (?:year|month|week)|"
    r"last (?:january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"(?:separate|unrelated|different|another|previous|earlier|similar|other) (?:\w+ )?"
    r"(?:shootings?|incidents?|attacks?|killings?|murders?|homicides?|crash|crashes|bombings?|cases?|stabbings?))\b"
)
_LONG_AGO = re.compile(
    r"\b(?:(?:years?|months?|decades?) (?:ago|earlier|before)|last (?:year|month)|"
    r"years? of (?:war|conflict))\b"
)
_BREAK = re.compile(r"[,;:()–—]|\b(?:which|who|whose|where|when|while|after|since|but|and)\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_MONTH = re.compile(
    r"\b(?:in|on|of|since|late|early|mid-?|until) "
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]{2,6}|t)?\b"
)

_WHOLE_MONTH = re.compile(  # "in April", but not "in April 9" nor "may" the verb
    r"\b(?:in|of|since) (?:early |late |mid-)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t?ember|ober|ember)?\b(?!,? \d)"
)


def is_rate(low: str) -> bool:
    """Counts over a year, or by the day."""
    return _RATE.search(low) is not None


def is_of_war(low: str) -> bool:
    """Counts of a war so far."""
    return _WAR.search(low) is not None


def is_of_this_year(low: str) -> bool:
    """Counts of homicides of a year."""
    return _THIS_YEAR.search(low) is not None


def is_of_former_years(low: str, sentence: Span, published: str) -> bool:
    """Does a sentence name years before that of publication alone?"""
    year = published[:4]
    named = _YEAR.findall(low, *sentence)
    return any(y < year for y in named) and year not in low[sentence.start : sentence.end]


def old_clauses(low: str, sentence: Span) -> tuple[Span, ...]:
    """The clauses of a sentence that say of themselves that they tell of other years or months."""
    return _clauses(low, sentence, [m.start() for m in _LONG_AGO.finditer(low, *sentence)])


def of_other_months(low: str, sentence: Span, published: str) -> tuple[Span, ...]:
    """The clauses of a sentence that tell of a month before the last one: "in April" on a page of July."""
    if len(published) < 7:
        return ()
    month = int(published[5:7]) - 1
    named = _WHOLE_MONTH.finditer(low, *sentence)
    return _clauses(low, sentence, [m.start() for m in named if (month - _MONTHS.index(m.group(1))) % 12 > 1])


def _clauses(low: str, sentence: Span, marks: list[int]) -> tuple[Span, ...]:
    """The clauses of a sentence in which positions lie."""
    if not marks:
        return ()
    ends = [sentence.start, *(m.start() for m in _BREAK.finditer(low, *sentence)), sentence.end]
    clauses = [Span(a, b) for a, b in pairwise(ends)]
    first = clauses[0].end
    if marks[0] < first and first - sentence.start <= LEAD:  # "Two years ago, a fire killed 30"
        clauses[:2] = [Span(sentence.start, clauses[min(1, len(clauses) - 1)].end)]
    return tuple(c for c in clauses if any(c.start <= m < c.end for m in marks))


def is_past(low: str, sentence: Span, published: str) -> bool:
    """Do the words of a sentence tell of an earlier incident or another one?"""
    if _PAST.search(low, *sentence) is not None:
        return True
    month = _MONTHS[int(published[5:7]) - 1] if len(published) >= 7 else None
    return month is not None and any(m != month for m in _IN_MONTH.findall(low, *sentence))
