"""Atoms of the calendar: dates, months, weekdays, feasts, seasons."""

from __future__ import annotations

import re
from dataclasses import replace

from saidby.data import Span
from saidby.reading.times.atom import Atom, Build, ahead, behind, iso, two_digits, whole
from saidby.reading.times.words import (
    HOLIDAYS,
    MONTH,
    ORDINAL,
    ORDINAL_WORD,
    SEASONS,
    SPOKEN_YEAR,
    YEAR,
    month,
    spoken_year,
    weekday,
)  # fmt: skip

_I = re.IGNORECASE
_MONTH_WORD = re.compile(MONTH, _I)
_YEARS = re.compile(rf"{YEAR}|{SPOKEN_YEAR}", _I)
_DAYS = re.compile(r"\d{1,2}(?!\d)")
_LAST_YEAR = re.compile(rf"({YEAR})\Z")
_SHORT_YEAR = re.compile(r"(\d\d)\Z")
_NTH = re.compile(ORDINAL_WORD, _I)
_FULL = frozenset({"may", "june", "july"})  # as short as an abbreviation
_AND = re.compile(r"and|to|through|or", _I)


def _iso(match: re.Match[str], shouted: bool) -> list[Atom]:
    year, month_, day = (int(part) for part in match[0][:10].split("-"))
    if not (1 <= month_ <= 12 and 1 <= day <= 31):
        return []
    date = Atom(whole(match), "date", value=match[0][:10], year=year, month=month_, day=day)
    clock = re.sub(r"(\d\d:\d\d):\d\d", r"\1", match[0][11:])
    return [replace(date, type="TIME", clock=f"T{clock}", value=f"{date.value}T{clock}")] if clock else [date]


def _numeric(match: re.Match[str], shouted: bool) -> list[Atom]:
    """11/25/2018, 25/11/2018, 25.11.2018; where both may be the month, the first is (kind "numeric")."""
    parts = [int(part) for part in re.split(r"[/.]", match[0])]
    if len(parts) == 2:
        return [Atom(whole(match), "date", value="2001-09-11", year=2001, month=9, day=11)]
    one, two, year = parts
    dotted = "." in match[0]
    if dotted or one > 12:
        one, two = two, one
    if not (1 <= one <= 12 and 1 <= two <= 31) or (dotted and year < 100):
        return []
    year = two_digits(year)
    kind = "date" if dotted or one == two or two > 12 else "numeric"
    return [Atom(whole(match), kind, value=iso(year, one, two), year=year, month=one, day=two)]


def _capital(match: re.Match[str], shouted: bool) -> bool:
    """Is the month written as a name ("may" and "march" are verbs)?"""
    word = _MONTH_WORD.search(match[0])
    return shouted or word is None or word[0][0].isupper()


def _month_day(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "Nov. 9", "the 5th of May 1998", "4 FEB 90", "May 5-7", "5 and 7 May", "April 24 and 25"."""
    word = _MONTH_WORD.search(match[0])
    if word is None or not _capital(match, shouted):
        return []
    before, after = match[0][: word.start()], match[0][word.end() :]
    trailing = _LAST_YEAR.search(after)
    year = int(trailing[1]) if trailing else None
    end = match.end()
    if before and year is None and (short := _SHORT_YEAR.search(after)):
        if shouted or len(word[0]) == 3:
            year = two_digits(int(short[1]))
        else:
            end = match.start() + word.end()  # "5 May 20 people died"
    if match[0].endswith(".") and (len(word[0]) > 4 or word[0].lower() in _FULL):
        end = match.end() - 1  # the stop is the sentence's
    at = match.start() if before else match.start() + word.end()
    found = list(_DAYS.finditer(before or after[: trailing.start() if trailing else None]))[
        : 2 if before else None
    ]
    days = [int(day[0]) for day in found]
    if not days and (nth := _NTH.search(after)):
        days = [ORDINAL[re.sub(r"\s+", " ", nth[0].lower())]]
    if not days or not all(1 <= day <= 31 for day in days):
        return []
    name = month(word[0])

    def atom(day: int, span: Span) -> Atom:
        return Atom(
            span, "date" if year else "monthday", value=iso(year, name, day), year=year, month=name, day=day
        )

    if len(days) == 1:
        return [atom(days[0], Span(match.start(), end))]
    if _AND.search(match[0][found[0].end() + (0 if before else word.end()) :].split(found[1][0])[0]):
        if before:
            return [
                atom(days[0], Span(at + found[0].start(), at + found[0].end())),
                atom(days[1], Span(at + found[1].start(), end)),
            ]
        return [
            atom(days[0], Span(match.start(), at + found[0].end())),
            atom(days[1], Span(at + found[1].start(), end)),
        ]
    if days[0] >= days[1]:
        return []
    value = f"{iso(year, name, days[0])}/{iso(year, name, days[1])}"
    return [replace(atom(days[0], Span(match.start(), end)), value=value, count=days[1] - days[0])]


def _month_year(match: re.Match[str], shouted: bool) -> list[Atom]:
    word, years = _MONTH_WORD.search(match[0]), list(_YEARS.finditer(match[0]))
    if word is None or not years or not _capital(match, shouted):
        return []
    year, name = _year_of(years[-1][0]), month(word[0])
    return [Atom(whole(match), "date", value=iso(year, name, None), year=year, month=name)]


def _year_of(words: str) -> int:
    return int(words) if words.isdigit() else spoken_year(words)


_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|during|through|throughout|of|for|between|and|to|after|before|last|"
    r"next|this|early|late|mid|past|coming|end|beginning|start|each|every|or|previous|following|around)|-)\s*\Z",
    _I,
)
_SURELY = re.compile(r"(?:\b(?:in|since|until|during|last|next|this|early|late|mid)|-)\s*\Z", _I)
_NAME_AFTER = re.compile(r"\s+[A-Z][a-z]+")
_ALSO_NAMES = frozenset({"may", "march", "april", "june", "august"})


def _month(match: re.Match[str], shouted: bool) -> list[Atom]:
    """A month alone: "May" and "March" only after a word of time, "Jan" without a stop likewise."""
    word = match[0].rstrip(".")
    lower = word.lower()
    if not _capital(match, shouted):
        return []
    placed = behind(match, _BEFORE_MONTH, 14)
    if not placed and (lower in {"may", "march"} or (shouted and lower in _ALSO_NAMES)):
        return []
    if lower in _ALSO_NAMES and ahead(match, _NAME_AFTER) and not behind(match, _SURELY, 14):
        return []
    short = len(lower) <= 4 and lower not in _FULL
    if short and (not match[0].endswith(".") or ahead(match, _NAME_AFTER)) and lower != "sept":
        return []
    end = match.end() if short else match.start() + len(word)
    name = month(word)
    return [Atom(Span(match.start(), end), "month", value=iso(None, name, None), month=name)]


_INDEFINITE = re.compile(r"\b[Aa]\s\Z")
_BLACK = re.compile(r"\b(?:Black|Bloody|Cyber|Super|Holy|Fat)\s\Z")  # a name of its own
_DATE_AFTER = re.compile(rf"\.?,?\s+(?:\d{{1,2}}\s|{MONTH})", _I)


def _weekday(match: re.Match[str], shouted: bool) -> list[Atom]:
    word = match[0].rstrip(".")
    lower = word.lower()
    if not (shouted or word[0].isupper()):
        return []
    if len(lower) < 6 and not (ahead(match, _DATE_AFTER) or (shouted and lower[:3] in {"tue", "thu"})):
        return []  # "Sun", "Sat", "Wed" alone are more often a star, a verb, a wedding
    if behind(match, _BLACK, 8):
        return []
    name = weekday(lower)
    plural = lower.endswith("days")
    span = Span(match.start(), match.start() + len(word))
    kind = "set" if plural else "ref" if behind(match, _INDEFINITE, 3) else "weekday"
    return [Atom(span, kind, "SET" if plural else "DATE", f"XXXX-WXX-{name}", weekday=name)]


def _holiday(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = re.sub(r"\s+", " ", match[0].lower().replace("\u2019", "'"))
    if not (shouted or match[0][0].isupper()):
        return []
    if words in HOLIDAYS:
        month_, day = HOLIDAYS[words]
        return [Atom(whole(match), "monthday", value=iso(None, month_, day), month=month_, day=day)]
    return [Atom(whole(match), "holiday", value="XXXX-XX-XX", part=words)]


_IN_THE = re.compile(r"\b(?:in|during|over|since|of|by|for|into)\s\Z", _I)
_IN = re.compile(r"\b(?:in|during|since|early|late|by)\s\Z", _I)
_OF = re.compile(r"\s+(?:of|in|from)\b")


def _season(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "winter of 1994"; without a year only after a preposition ("spring" and "fall" are verbs)."""
    words = match[0].lower()
    sign = next(SEASONS[word] for word in words.split() if word in SEASONS)
    years = list(_YEARS.finditer(words))
    if years:
        year = _year_of(years[-1][0])
        return [Atom(whole(match), "season", value=f"{year}-{sign}", season=sign, year=year)]
    placed = behind(match, _IN_THE if words.startswith("the ") else _IN, 9)
    if not placed or ahead(match, _OF):
        return []
    return [Atom(whole(match), "season", value=f"XXXX-{sign}", season=sign)]


def _year_end(match: re.Match[str], shouted: bool) -> list[Atom]:
    return [Atom(whole(match), "monthday", value="XXXX-12-31", month=12, day=31)]


BUILDERS: dict[str, Build] = {
    "iso": _iso, "numeric": _numeric, "daymonth": _month_day, "monthday": _month_day,
    "monthyear": _month_year, "month": _month, "weekday": _weekday, "holiday": _holiday, "season": _season,
    "yearend": _year_end,
}  # fmt: skip
