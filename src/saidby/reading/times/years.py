"""Atoms of years and more: years, decades, centuries, fiscal years, quarters and halves."""

from __future__ import annotations

import re

from saidby.data import Span
from saidby.reading.times.atom import Atom, Build, ahead, behind, two_digits, whole
from saidby.reading.times.words import ORDINAL, ORDINAL_WORD, YEAR, spoken_year

_I = re.IGNORECASE
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|of|until|till|from|during|before|after|for|early|late|mid|through|between|and|to|year|"
    r"around|about|circa|summer|spring|fall|autumn|winter|end|ending|ended|or|than|on|season)|[(,;\u2013-]|,\s?')"
    r"\s*\Z",
    _I,
)
_COUNTED = re.compile(
    r"\s?%|,\d|\.\d|-\w|\s+(?:percent|per\s|people|men|women|children|troops|members|soldiers|civilians|police|"
    r"votes|fighters|militants|homes|families|million|billion|miles|feet|meters|metres|kilometers|kilometres|km|"
    r"pounds|tons|tonnes|dollars|francs|marks|points|shares|others|of\s+the|or\s+more|more|square|sq|kg|mph|"
    r"workers|hours|days|weeks|months|years)\b",
    _I,
)
_COUNTS = re.compile(
    r"(?:\b(?:No|nearly|some|killed|least|flight|route|room|number)\.?|[$#\u00a3\u20ac/])\s?\Z", _I
)
_SURE_BEFORE = re.compile(r"\b(?:in|since|of|year|from)\s+\Z", _I)
_NAME_BEFORE = re.compile(r"[A-Z]\w*\s\Z")
_MAY_COUNT = re.compile(r"\b(?:than|about|around|to|and|or|for)\s+\Z", _I)
_PLURAL = re.compile(r"\s+[a-z]+s\b")


def _year(match: re.Match[str], shouted: bool) -> list[Atom]:
    """A number of four digits that is a year: after a word of time, or where nothing is counted."""
    year = int(match[0])
    if not 1000 <= year <= 2100 or ahead(match, _COUNTED) or behind(match, _COUNTS, 12):
        return []
    if year < 1600 and not behind(match, _SURE_BEFORE, 12):
        return []
    plural = ahead(match, _PLURAL)
    if (
        not behind(match, _YEAR_BEFORE, 12)
        and (year < 1900 or plural)
        and not behind(match, _NAME_BEFORE, 12)
    ):
        return []
    if plural and behind(match, _MAY_COUNT, 12):
        return []
    return [Atom(whole(match), "year", value=match[0], year=year)]


def _years(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "1995-96" is one time, "1989-1991" two."""
    one, two = re.findall(r"\d+", match[0])
    first, last = int(one), int(two) if len(two) == 4 else int(one[:2] + two)
    if not first < last <= first + 100:
        return []
    span = whole(match)
    if len(two) == 4:
        return [
            Atom(Span(span.start, span.start + 4), "year", value=one, year=first),
            Atom(Span(span.end - 4, span.end), "year", value=two, year=last),
        ]
    return [Atom(span, "year", value=f"{first}/{last}", year=first, count=last - first)]


_SPOKEN_BEFORE = re.compile(r"\b(?:in|since|by|of|until)\s\Z", _I)


def _spoken(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "nineteen ninety-six", "the year two thousand"; "two thousand" alone only after a preposition."""
    words = re.sub(r"the\s+year\s+", "", match[0], flags=_I)
    if "hundred" in words.lower():
        return []
    bare = words.lower().startswith("two") and words == match[0]
    if bare and (ahead(match, _PLURAL) or not behind(match, _SPOKEN_BEFORE, 7)):
        return []
    year = spoken_year(words)
    return [Atom(whole(match), "year", value=str(year), year=year)]


_TENS = "twenties thirties forties fifties sixties seventies eighties nineties".split()
_NO_DECADE = re.compile(r"\b(?:in\s(?:his|her|their)|high|low)\s\Z", _I)


def _decade(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "the late 1970s", "the '80s", "the nineties" (of the last century)."""
    words = match[0].lower()
    digits = re.search(r"\d+", words)
    if digits is None:
        if not words.startswith("the") or behind(match, _NO_DECADE, 9):
            return []
        decade = 190 + next(value for value, name in enumerate(_TENS, 2) if name in words)
    elif len(digits[0]) == 4:
        decade = int(digits[0]) // 10
        if decade % 10 == 0 and decade != 200:
            return [Atom(whole(match), "century", value=f"{decade // 10}XX", year=decade * 10, unit="CE")]
    else:
        if "'" not in words and "\u2019" not in words and not words.startswith("the"):
            return []
        ten = int(digits[0][0])
        decade = ten + (200 if ten < 2 else 190)
    return [Atom(whole(match), "decade", value=f"{decade}X", year=10 * decade, unit="DE")]


def _century(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = match[0].lower()
    digits, ordinal = re.search(r"\d+", words), re.search(ORDINAL_WORD, words)
    nth = int(digits[0]) if digits else ORDINAL[re.sub(r"\s+", " ", ordinal[0])] if ordinal else 0
    if not 1 <= nth <= 22:
        return []
    return [Atom(whole(match), "century", value=f"{nth - 1:02}XX", year=100 * (nth - 1), unit="CE")]


_ENDED = re.compile(r"\s+end(?:ed|ing)\b")


def _fiscal(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "fiscal 1989" counts as the year 1989: when a firm's year begins is not on the page."""
    words = match[0].lower()
    year = next((int(digits) for digits in re.findall(YEAR, words)), None)
    if year is None and words.startswith("fy"):
        year = two_digits(int(words[2:]))
    if year is not None:
        return [Atom(whole(match), "year", value=str(year), year=year)]
    if ahead(match, _ENDED):
        return [Atom(whole(match), "duration", "DURATION", "P1Y")]
    if words.startswith("the fiscal year"):
        return [Atom(whole(match), "shift", unit="Y", value="XXXX")]
    return []


_QUARTERS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4,
}  # fmt: skip
_HYPHENED = re.compile(r"-(?:quarter|half)\Z", _I)
_JOINED = re.compile(r"(?:and|to|or)\s+\Z")


def _quarter(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "the third quarter", "Q3", "the 1988 second quarter", "the first half"."""
    words = re.sub(r"[-\s]+", " ", match[0].lower())
    span = whole(match)
    if _HYPHENED.search(match[0]) and words.startswith("the "):
        span = Span(span.start + 4, span.end)  # "the third-quarter loss": the article is the loss's
    half = "half" in words
    if short := re.fullmatch(r"([qh])([1-4])", words):
        sign = short[0].upper()
    else:
        which = next((_QUARTERS[word] for word in words.split() if word in _QUARTERS), None)
        if which is None:
            return [] if half else [Atom(whole(match), "shift", unit="Q", count=-1, value="XXXX-QX")]
        if half and which > 2:
            return []
        sign = ("H" if half else "Q") + str(which)
    if "quarters" in words and not behind(match, _JOINED, 5):
        return []
    year = next((int(digits) for digits in re.findall(YEAR, words)), None)
    return [Atom(span, "quarter", value=f"{year or 'XXXX'}-{sign}", quarter=sign, year=year)]


def _year_ago(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "the year-ago quarter", "year-earlier"."""
    words = match[0].lower()
    named = next((_QUARTERS[word] for word in re.split(r"[-\s]", words) if word in _QUARTERS), None)
    span = whole(match)
    if words.startswith("the ") and not words.endswith(("quarter", "period", "half")):
        span = Span(span.start + 4, span.end)
    return [Atom(span, "yearago", value="XXXX", quarter=f"Q{named}" if named else "", unit="Y", count=-1)]


def _year_quarter(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "the 1988 quarter": that of the quarter spoken of."""
    year = int(re.findall(YEAR, match[0])[0])
    return [Atom(whole(match), "yearquarter", value=f"{year}-QX", year=year)]


BUILDERS: dict[str, Build] = {
    "year": _year, "years": _years, "spoken": _spoken, "decade": _decade, "century": _century,
    "fiscal": _fiscal, "quarter": _quarter, "yearago": _year_ago, "yearquarter": _year_quarter,
}  # fmt: skip
