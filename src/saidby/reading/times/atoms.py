"""Atoms: the smallest expressions of time in a sentence, each with what its own words say.

"Friday", "9 a.m. EST", "Nov. 9", "two weeks ago", "last". One pattern finds them all in one pass; a builder for
each kind reads the words and may refuse ("may" as a verb, "1500 people"). `join` puts neighbours together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from saidby.data import Span, TimexType
from saidby.reading.times.words import (
    EASTER, HOLIDAYS, MONTH, MOVING, NUMBER, ORDINAL, ORDINAL_WORD, PART, PARTS, SEASON, SEASONS, SPOKEN_YEAR, UNIT,
    VAGUE, WEEKDAY, YEAR, ZONE, ZONES, month, number, spoken_year, unit, weekday,
)  # fmt: skip

Toward = Literal["", "last", "next", "this"]


@dataclass(frozen=True, slots=True)
class Atom:
    """What the words say. Fields that they do not fill are None, "" or 0.

    `kind` names the rule that resolves it and the row of scores. `unit` and `count` move by whole units
    (-1 is the one before); `toward` is the way that "last", "next" or "this" points.
    """

    span: Span
    kind: str
    type: TimexType = "DATE"
    value: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str = ""
    clock: str = ""
    quarter: str = ""
    season: str = ""
    unit: str = ""
    count: int = 0
    toward: Toward = ""
    mod: str | None = None
    plural: bool = False


_N = rf"(?:{NUMBER}|{VAGUE})"
_APPROX = (
    r"(?:(?:about|around|roughly|approximately|nearly|almost|some|more\s+than|less\s+than|fewer\s+than|at\s+least|"
    r"at\s+most|no\s+more\s+than|up\s+to|(?:just\s+|well\s+)?over(?=\s+an?\s)|under|only|just)\s+)?"
)
_REL = r"(?:this\s+past|this\s+coming|last|past|next|this|coming|previous|following|same|current|preceding|that|recent|upcoming|latest)"
_DM = rf"\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}\.?(?:,?\s+(?:{YEAR}|\d\d(?![\d:,.%])))?"
_MD = (
    rf"{MONTH}\.?\s+(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?(?!\d|:\d|,\d{{3}}|\.\d|%)"
    rf"(?:\s?[-\u2013]\s?\d{{1,2}}(?!\d)|\s+(?:and|to|through|or)\s+\d{{1,2}}(?=\s*[,.;:)]|\s+(?:at|in|this|that|when|for|{YEAR})\b))?"
    rf"(?:\s*,?\s*{YEAR})?|{ORDINAL_WORD}(?![a-z-])(?:,?\s+{YEAR})?)"
)
_KINDS = {
    "iso": r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?",
    "numeric": r"\d{1,2}(?P<sep>[/.])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?![\d/.]\d)|9/11(?![\d/])",
    "clock": (
        rf"\d{{1,2}}(?:[:.]\d\d)?\s?(?:a\.m\.?|p\.m\.?|am(?![a-z])|pm(?![a-z]))(?:\s+{ZONE})?|"
        rf"\d{{1,2}}:\d\d(?::\d\d)?(?:\s?(?:hours|hrs))?(?![\d:])(?:\s?{ZONE})?|\d{{4}}\s?(?:GMT|UTC)|"
        rf"(?:{NUMBER})\s+o'clock(?:\s+in\s+the\s+{PART})?|(?:noon|midnight|midday)(?:\s+{ZONE})?|\d{{1,2}}\s+in\s+the\s+{PART}"
    ),
    "daymonth": rf"(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s?(?:[-\u2013]|to|and)\s?)?{_DM}",
    "monthday": _MD,
    "monthyear": rf"{MONTH}\.?,?\s+(?:of\s+)?(?:{YEAR}|{SPOKEN_YEAR})",
    "relative": (
        rf"(?:the\s+|these\s+|those\s+)?{_REL}\s+(?:{_N}\s+)?(?:(?:calendar|fiscal|trading|full|business|school|academic)\s+)?"
        rf"(?:{UNIT}s?|{SEASON}s?|{MONTH}(?!\.?\s\d{{1,2}}(?!\d))|{WEEKDAY}|{PART}|half|period)(?![a-z-])(?:\s+or\s+(?:so|two))?"
    ),
    "quarter": (
        r"(?:the\s+)?(?:(?:fiscal|\d{4}|full|current|final|fiscal\s+\d{4})\s+)?"
        r"(?:first|second|third|fourth|1st|2nd|3rd|4th|final|last)[-\s](?:fiscal\s+)?(?:quarter|half|quarters)(?![a-z])|"
        r"(?:first|second|third|fourth)(?=\s+(?:and|to|or)\s+(?:second|third|fourth)[-\s]quarters?)|"
        r"Q[1-4](?![\w])|H[12](?=\s+\d{4})"
    ),
    "yearago": (
        r"(?:the\s+)?(?:(?:comparable|corresponding|same)\s+)?(?:year[-\s]ago|year[-\s]earlier|prior[-\s]year|year-before)"
        r"(?:[-\s](?:first|second|third|fourth))?(?:[-\s](?:quarter|period|half))?|"
        r"(?:the\s+)?(?:comparable|corresponding)\s+(?:quarter|period)"
    ),
    "ago": (
        rf"{_APPROX}(?:(?:{_N}|a|an|one)[-\s]+)?(?:more\s+)?{UNIT}s?(?:\s+or\s+so|\s+or\s+two|\s+and\s+a\s+half)?[-\s]+"
        r"(?:ago|earlier|later|before|afterwards?|previously|from\s+now|hence|beforehand|prior)(?![a-z])"
    ),
    "duration": (
        rf"{_APPROX}(?:the\s+(?:first|last|next|past|final|full|coming)\s+|(?:the|another|each\s+of\s+the|an\s+additional)\s+)?"
        rf"(?:{_N}(?:\s+(?:and|or|to)\s+{_N}|\s?[-\u2013]\s?\d+)?(?:\s+and\s+a\s+half)?)[-\s]*(?:more\s+|full\s+|straight\s+|consecutive\s+|trading\s+|"
        rf"business\s+|working\s+)?{UNIT}s?(?:-old|-long)?(?![a-z])(?:\s+and\s+a\s+half)?|"
        rf"{_APPROX}(?:half\s+an?|an?|another|an\s+additional|a\s+full)\s+{UNIT}(?:-long)?(?![a-z-])(?:\s+and\s+a\s+half|\s+or\s+(?:so|two|more))?|"
        rf"(?:{NUMBER})(?=\s+(?:to|or)\s+(?:{NUMBER})[-\s]{UNIT}s?)|"
        r"(?:the\s+)?(?:first\s+)?(?:hours|days|weeks|months|years|decades|centuries)(?:\s+ahead|\s+to\s+come)?(?![a-z-])"
    ),
    "decade": (
        r"(?:the\s+)?(?:(?:early|mid|late)[-\s]+)?(?:(?:1\d|20)\d0s|['\u2019]?\d0s|"
        r"(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))(?![a-z])"
    ),
    "century": rf"(?:the\s+)?(?:(?:early|mid|late)[-\s]+)?(?:\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL_WORD})[-\s]century",
    "fiscal": rf"(?:the\s+)?(?:{YEAR}\s+)?fiscal(?:\s+year)?(?:\s+{YEAR})?|FY\s?(?:{YEAR}|\d\d)(?!\d)",
    "spoken": rf"(?:the\s+year\s+)?{SPOKEN_YEAR}",
    "years": rf"{YEAR}(?:\s?[-\u2013/]\s?(?:{YEAR}|\d\d(?!\d)))(?![-\d])",
    "year": rf"{YEAR}",
    "set": (
        rf"(?:every|each)\s+(?:other\s+)?(?:single\s+)?(?:{_N}\s+|second\s+|third\s+)?(?:{UNIT}s?|{WEEKDAY}|{MONTH}|{PART}|{SEASON})(?![a-z])|"
        r"(?:daily|weekly|monthly|yearly|hourly|nightly|annually|biweekly|fortnightly)(?![a-z-])|"
        rf"(?:once|twice|(?:{NUMBER})\s+times)\s+(?:a|an|per|each|every)\s+{UNIT}|per\s+{UNIT}"
    ),
    "month": rf"{MONTH}\.?",
    "weekday": rf"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?(?![a-z])|{WEEKDAY}\.?",
    "deictic": (
        r"(?:today|yesterday|tomorrow|tonight|overnight|the\s+day\s+(?:before\s+yesterday|after\s+tomorrow))(?![a-z])"
    ),
    "chained": (
        r"(?:the\s+(?:day|night|morning|week|month|year)\s+(?:before|after)|the\s+next\s+(?:day|morning|night)|"
        r"(?:that|the\s+same)\s+(?:same\s+)?(?:day|night|morning|afternoon|evening|week|month|year|quarter))(?![a-z])"
    ),
    "daypart": rf"(?:the\s+)?(?:mid[-\s])?{PART}(?![a-z])",
    "holiday": "|".join(
        re.escape(name).replace("'", "['\u2019]").replace(r"\ ", r"\s+")
        for name in sorted((*HOLIDAYS, *MOVING, *EASTER), key=len, reverse=True)
    ),
    "season": rf"(?:the\s+)?{SEASON}(?:\s+of)?(?:\s+(?:{YEAR}|{SPOKEN_YEAR}))?(?![a-z-])",
    "weekend": r"(?:the\s+)?weekend",
    "bare": r"(?:the|a)\s+(?:current\s+|full\s+)?(?:day|week|month|quarter|year)(?![a-z-])",
    "yearend": r"(?:the\s+)?year(?:[-\s]|['\u2019]s\s)end(?![a-z])",
    "present": r"(?:right\s+now|now|currently|at\s+present|at\s+the\s+moment|nowadays|these\s+days|today's)(?![a-z])",
    "past": r"(?:(?:more|most)\s+)?recently(?![a-z])|the\s+(?:recent\s+|distant\s+)?past(?![a-z])",
    "current": r"(?:then\s+)?current(?=\s+\w)",
    "yearquarter": rf"the\s+{YEAR}\s+(?:quarter|period)(?![a-z])",
    "future": r"(?:the\s+(?:near\s+|foreseeable\s+|immediate\s+)?future|soon|as\s+soon\s+as\s+possible|some\s?day|the\s+near\s+term)(?![a-z])",
    "coming": rf"(?:the\s+)?(?:coming|future|past|previous|recent)\s+{UNIT}s",
    "later": r"later(?![a-z])",
    "before": r"(?:previous|earlier|prior|past)(?=\s+(?:accusation|allegation|statement|claim|report|remark|comment|assertion|denial|announcement|warning|complaint|testimony)s?\b)",
}  # fmt: skip
_MASTER = re.compile(
    r"(?<![\w$\u00a3\u20ac#.,'\u2019])(?<!\d[:/])(?:(?<![-\u2011])|(?<=mid-)|(?<=late-)|(?<=early-)|(?<=day-))(?:"
    + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items())
    + r")(?!\w)",
    re.IGNORECASE,
)


def atoms(text: str, sentence: Span) -> Iterator[Atom]:
    """The atoms of a sentence in order; none overlap."""
    shouted = text[sentence.start : sentence.end].isupper()
    for match in _MASTER.finditer(text, sentence.start, sentence.end):
        kind = match.lastgroup if match.lastgroup != "sep" else "numeric"
        assert kind is not None
        for atom in _BUILDERS[kind](match, shouted):
            yield atom


# --------------------------------------------------------------------------------- builders

_Build = Callable[["re.Match[str]", bool], "list[Atom]"]
_BUILDERS: dict[str, _Build] = {}


def _builds(*kinds: str) -> Callable[[_Build], _Build]:
    def register(build: _Build) -> _Build:
        _BUILDERS.update(dict.fromkeys(kinds, build))
        return build

    return register


def _whole(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end())


def _two_digits(year: int) -> int:
    """98 is 1998, 18 is 2018: a two-digit year lies between 1930 and 2029."""
    return year if year > 99 else year + (2000 if year < 30 else 1900)


def _date(year: int | None, month_: int | None, day: int | None) -> str:
    start = f"{year:04}" if year else "XXXX"
    if month_ is None:
        return start
    return f"{start}-{month_:02}" + (f"-{day:02}" if day else "")


@_builds("iso")
def _iso(match: re.Match[str], shouted: bool) -> list[Atom]:
    year, month_, day = (int(part) for part in match[0][:10].split("-"))
    if not (1 <= month_ <= 12 and 1 <= day <= 31):
        return []
    clock = match[0][11:]
    clock = re.sub(r"(\d\d:\d\d):\d\d", r"\1", clock)
    date = Atom(_whole(match), "date", value=match[0][:10], year=year, month=month_, day=day)
    if not clock:
        return [date]
    return [replace(date, type="TIME", clock=f"T{clock}", value=f"{date.value}T{clock}")]


@_builds("numeric")
def _numeric(match: re.Match[str], shouted: bool) -> list[Atom]:
    parts = [int(part) for part in re.split(r"[/.]", match[0])]
    if len(parts) == 2:
        return [Atom(_whole(match), "date", value="2001-09-11", year=2001, month=9, day=11)]
    one, two, year = parts
    if "." in match[0] or one > 12:
        one, two = two, one
    if not (1 <= one <= 12 and 1 <= two <= 31) or ("." in match[0] and year < 100):
        return []
    year = _two_digits(year)
    kind = "date" if one == two or two > 12 else "numeric"
    return [Atom(_whole(match), kind, value=_date(year, one, two), year=year, month=one, day=two)]


_MONTH_WORD = re.compile(MONTH, re.IGNORECASE)
_YEARS = re.compile(rf"{YEAR}|{SPOKEN_YEAR}", re.IGNORECASE)
_DAYS = re.compile(r"\d{1,2}(?!\d)")


def _capital(match: re.Match[str], shouted: bool) -> bool:
    """Is the month or weekday written as a name ("march" and "sat" are verbs)?"""
    word = _MONTH_WORD.search(match[0])
    return shouted or word is None or word[0][0].isupper()


@_builds("daymonth", "monthday")
def _month_day(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = match[0]
    word = _MONTH_WORD.search(words)
    if word is None or not _capital(match, shouted):
        return []
    name, before, after = month(word[0]), words[: word.start()], words[word.end() :]
    trailing = re.search(rf"({YEAR})\Z", after)
    year = int(trailing[1]) if trailing else None
    rest = after[: trailing.start()] if trailing else after
    days = [int(day) for day in _DAYS.findall(before or rest)]
    if before and year is None and (short := re.search(r"(\d\d)\Z", rest)):
        if not (shouted or len(word[0]) == 3):
            return [*_just_day(match, before, word, name, days)]
        year = _two_digits(int(short[1]))
    if not days:
        ordinal = re.search(ORDINAL_WORD, rest, re.IGNORECASE)
        days = [ORDINAL[re.sub(r"\s+", " ", ordinal[0].lower())]] if ordinal else []
    if not days or not all(1 <= day <= 31 for day in days):
        return []
    span = _whole(match)
    kind = "date" if year else "monthday"
    last = Atom(span, kind, value=_date(year, name, days[-1]), year=year, month=name, day=days[-1])
    if len(days) == 1:
        return [last]
    if not before and re.search(r"and|to|through|or", rest):
        second = list(_DAYS.finditer(rest))[1].start() + word.end()
        first = replace(
            last,
            day=days[0],
            value=_date(year, name, days[0]),
            span=Span(span.start, span.start + word.end() + list(_DAYS.finditer(rest))[0].end()),
        )
        return [first, replace(last, span=Span(span.start + second, span.end))]
    if re.search(r"to|and", before, re.IGNORECASE):
        first_digits, last_digits = list(_DAYS.finditer(before))[:2]
        first = replace(
            last,
            span=Span(span.start + first_digits.start(), span.start + first_digits.end()),
            day=days[0],
            value=_date(year, name, days[0]),
        )
        return [first, replace(last, span=Span(span.start + last_digits.start(), span.end))]
    value = f"{_date(year, name, days[0])}/{_date(year, name, days[1])}"
    return [replace(last, value=value, day=days[0], count=days[1] - days[0])] if days[0] < days[1] else []


def _just_day(
    match: re.Match[str], before: str, word: re.Match[str], name: int, days: list[int]
) -> Iterator[Atom]:
    """ "5 May 20 people died": the number after the month is no year."""
    if days and 1 <= days[-1] <= 31:
        span = Span(match.start(), match.start() + word.end())
        yield Atom(span, "monthday", value=_date(None, name, days[-1]), month=name, day=days[-1])


@_builds("monthyear")
def _month_year(match: re.Match[str], shouted: bool) -> list[Atom]:
    word, years = _MONTH_WORD.search(match[0]), list(_YEARS.finditer(match[0]))
    if word is None or not years or not _capital(match, shouted):
        return []
    year = int(years[-1][0]) if years[-1][0].isdigit() else spoken_year(years[-1][0])
    name = month(word[0])
    return [Atom(_whole(match), "date", value=_date(year, name, None), year=year, month=name)]


_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|during|through|throughout|of|for|between|and|to|after|before|last|next|this|"
    r"early|late|mid|past|coming|end|beginning|start|each|every|or|previous|following|around)|-|mid-)\s*\Z",
    re.IGNORECASE,
)
_NAME_AFTER = re.compile(r"\s+[A-Z][a-z]+")


@_builds("month")
def _month(match: re.Match[str], shouted: bool) -> list[Atom]:
    word = match[0].rstrip(".")
    lower = word.lower()
    if not _capital(match, shouted):
        return []
    placed = _BEFORE_MONTH.search(match.string, max(0, match.start() - 14), match.start())
    doubtful = lower in {"may", "march", "mar", "jan", "jun", "sep", "dec", "april", "june", "august"}
    if not placed and (
        doubtful and (len(lower) == 3 or shouted or lower == "march") or lower in {"may", "mar"}
    ):
        return []
    if not placed and doubtful and _NAME_AFTER.match(match.string, match.end()):
        return []
    if len(lower) == 3 and lower != "may" and not (placed or match[0].endswith(".")):
        return []
    name = month(word)
    end = match.end() if len(word) == 3 or word.lower() == "sept" else match.start() + len(word)
    return [Atom(Span(match.start(), end), "month", value=_date(None, name, None), month=name)]


@_builds("weekday")
def _weekday(match: re.Match[str], shouted: bool) -> list[Atom]:
    word = match[0].rstrip(".")
    lower = word.lower()
    if not (shouted or word[0].isupper()):
        return []
    if len(lower) < 6 and not (shouted and not lower.startswith(("sun", "sat", "mon", "wed", "fri"))):
        # "Sun", "Sat", "Wed" alone are more often a star, a verb, a wedding: a comma and a date must follow
        if not re.match(
            rf"\.?,?\s+(?:\d{{1,2}}\s|{MONTH})",
            match.string[match.end("weekday") - match[0].endswith(".") :][:20],
            re.IGNORECASE,
        ):
            return []
    name = weekday(lower)
    end = match.start() + len(word)
    plural = lower.endswith("days")
    kind, type_ = ("set", "SET") if plural else ("weekday", "DATE")
    return [Atom(Span(match.start(), end), kind, type_, f"XXXX-WXX-{name}", weekday=name, plural=plural)]


_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d\d))?")


@_builds("clock")
def _clock(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = match[0].lower()
    if words.startswith(("noon", "midday")):
        hour, minute = 12, 0
    elif words.startswith("midnight"):
        hour, minute = 24, 0
    elif (digits := re.match(r"(\d\d)(\d\d)\s?(?:gmt|utc)", words)) or (digits := _HOUR.match(words)):
        hour, minute = int(digits[1]), int(digits[2] or 0)
    else:
        value = number(words.split(" o'clock")[0])
        hour, minute = int(value or 0), 0
    if re.search(r"\dp\.?m|\sp\.?m|afternoon|evening|night", words) and hour < 12:
        hour += 12
    elif re.search(r"\da\.?m|\sa\.?m", words) and hour == 12:
        hour = 0
    if hour > 24 or minute > 59 or (":" in words and _is_score(match)):
        return []
    zone = next(
        (ZONES[z] for z in re.findall(r"[a-z]+", words) if z in ZONES and z not in {"a", "m", "p"}), ""
    )
    clock = f"T{hour:02}:{minute:02}{zone}"
    return [Atom(_whole(match), "clock", "TIME", f"XXXX-XX-XX{clock}", clock=clock)]


def _is_score(match: re.Match[str]) -> bool:
    """Chapter and verse, a race's time, odds: "John 3:16", "in 3:59", "a 2:1 margin"."""
    words = match[0]
    return not re.match(r"\d\d?:\d\d(?!\d)", words) or bool(
        re.search(r"(?:\b[A-Z][a-z]+|in a)\s\Z", match.string[max(0, match.start() - 14) : match.start()])
        and not re.search(r"[a-z]{2}", words)
        and not re.search(
            WEEKDAY + r"\s\Z", match.string[max(0, match.start() - 14) : match.start()], re.IGNORECASE
        )
    )


_UNIT_WORD = re.compile(
    rf"({UNIT}|{SEASON}|{MONTH}|{WEEKDAY}|{PART}|half|period)(s?)(?=\s+or\s|\Z)", re.IGNORECASE
)
_TOWARD: dict[str, Toward] = {
    "last": "last", "past": "last", "previous": "last", "preceding": "last", "next": "next", "coming": "next",
    "following": "next", "upcoming": "next", "this": "this", "current": "this", "same": "this", "that": "this",
    "recent": "last", "latest": "last",
}  # fmt: skip
_CHAINS = {"previous", "preceding", "following", "same", "that"}


@_builds("relative")
def _relative(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "last week", "the past two months", "next Friday", "this summer", "the following year"."""
    words = re.sub(r"\s+", " ", match[0])
    found = _UNIT_WORD.search(words)
    head = re.match(rf"(?:the |these |those )?({_REL}) (.*)", words, re.IGNORECASE)
    if found is None or head is None:
        return []
    said, noun, plural = head[1].lower().split()[-1], found[1].lower(), bool(found[2])
    if (
        words.istitle()
        and not shouted
        and not re.search(r"(?:^|[.!?]\s)\Z", match.string[max(0, match.start() - 2) : match.start()])
    ):
        return []  # a name: ABC's "This Week"
    toward = _TOWARD[said]
    amount = words[head.start(2) : found.start()].strip()
    amount = re.sub(
        r"(?:calendar|fiscal|trading|full|business|school|academic)\Z", "", amount, flags=re.IGNORECASE
    ).strip()
    whole = Atom(_whole(match), "relative", toward=toward)
    if noun in SEASONS:
        if plural or amount:
            return [replace(whole, kind="set", type="SET", value=f"XXXX-{SEASONS[noun]}")]
        return [replace(whole, kind="season", season=SEASONS[noun], value=f"XXXX-{SEASONS[noun]}")]
    if re.fullmatch(MONTH, noun):
        if not (shouted or found[1][0].isupper()):
            return []
        return [replace(whole, kind="month", month=month(noun), value=_date(None, month(noun), None))]
    if re.fullmatch(WEEKDAY, noun):
        if not (shouted or found[1][0].isupper()) or (len(noun) < 6 and not shouted):
            return []
        chain = "chain" if said in _CHAINS else "weekday"
        return [
            replace(whole, kind=chain, weekday=weekday(noun), value=f"XXXX-WXX-{weekday(noun)}", unit="wd")
        ]
    if noun in PARTS and noun not in {"night", "morning"} or (noun in PARTS and not plural):
        if said not in {"last", "this", "next", "that"} or plural:
            return []
        return [_part_of_day(whole, noun, said)]
    if noun in {"half", "period"}:
        return [] if said not in {"latest", "same"} or noun == "half" else [_latest_period(whole)]
    return _relative_unit(whole, said, noun, plural, amount, words)


def _latest_period(whole: Atom) -> Atom:
    return replace(whole, kind="shift", value="XXXX-QX", unit="Q", count=-1, toward="")


def _part_of_day(whole: Atom, noun: str, said: str) -> Atom:
    offset = {"last": -1, "this": 0, "next": 1, "that": 0}[said]
    part = PARTS[noun]
    kind = "chain" if said in {"next", "that"} else "deictic"
    return replace(
        whole, kind=kind, type="TIME", unit="D", count=offset, part=part, value=f"XXXX-XX-XX{part}", toward=""
    )


_REF: dict[Toward, str] = {"last": "PAST_REF", "next": "FUTURE_REF", "this": "PRESENT_REF", "": "PRESENT_REF"}
_BLANK = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "DE": "XXX",
          "CE": "XX"}  # fmt: skip


def _relative_unit(whole: Atom, said: str, noun: str, plural: bool, amount: str, words: str) -> list[Atom]:
    sign = unit(noun)
    if said == "recent" or (plural and not amount):
        if said in {"this", "that", "same", "current", "latest"}:
            return []
        if said == "recent" and words.lower().startswith("recent") and noun in {"month", "week", "quarter"}:
            return [replace(whole, kind="duration", type="DURATION", value=duration(None, sign))]
        return [replace(whole, kind="ref", value=_REF[whole.toward])]
    count = number(amount) if amount and not re.fullmatch(VAGUE, amount, re.IGNORECASE) else None
    if plural or amount:
        if amount and count == 1:
            return _relative_unit(whole, said, noun, False, "", words)
        if "couple" in amount:
            count = 2
        return [replace(whole, kind="duration", type="DURATION", value=duration(count, sign), unit=sign,
                        count=int(count or 0))]  # fmt: skip
    if sign not in _BLANK:
        return [replace(whole, kind="ref", value=_REF[whole.toward])] if sign not in {"TM", "TS"} else []
    offset = {"last": -1, "this": 0, "next": 1, "": 0}[whole.toward]
    if said in {"current", "coming", "upcoming", "latest", "recent"}:
        offset = {"current": 0, "latest": 0}.get(said, 1)
    if said == "latest":
        return (
            [replace(whole, kind="shift", value="XXXX-QX", unit="Q", count=-1, toward="")]
            if noun == "quarter"
            else []
        )
    if said in _CHAINS and noun == "quarter":
        return [replace(whole, kind="thequarter", value="XXXX-QX")]
    kind = "chain" if said in _CHAINS or (said in {"next", "last"} and sign == "D") else "shift"
    return [replace(whole, kind=kind, unit=sign, count=offset, value=_BLANK[sign], toward="")]


def duration(count: float | None, sign: str) -> str:
    """ "P3D", "PT2H", "PXM"; decades and centuries in years, quarters in their own Q."""
    time = sign.startswith("T")
    sign = sign[1:] if time else sign
    factor = {"DE": 10, "CE": 100, "ML": 1000, "2W": 2, "WE": 1}.get(sign, 1)
    letter = {"DE": "Y", "CE": "Y", "ML": "Y", "2W": "W"}.get(sign, sign)
    if count is None:
        figure = "X"
        letter = {"DE": "DE", "CE": "CE"}.get(sign, letter)
    else:
        figure = f"{count * factor:g}"
        if not time and letter == "Y" and count % 1 == 0.5:
            return f"P{int(count)}Y6M"
        if time and letter == "M" and count % 1 == 0.5:
            return f"PT{int(count)}M30S"
    return f"P{'T' if time else ''}{figure}{letter}"


_QUARTERS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
}


@_builds("quarter")
def _quarter(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = re.sub(r"[-\s]+", " ", match[0].lower())
    span = _whole(match)
    if re.search(r"(?i)-(?:quarter|half)\Z", match[0]) and words.startswith("the "):
        span = Span(span.start + 4, span.end)  # "the third-quarter loss": the article is the loss's
    short = re.fullmatch(r"([qh])([1-4])", words)
    year = next((int(y) for y in re.findall(YEAR, words)), None)
    if short:
        sign = short[1].upper() + short[2]
    else:
        which = next((word for word in words.split() if word in _QUARTERS), None)
        if which is None:
            return (
                [Atom(_whole(match), "shift", unit="Q", count=-1, value="XXXX-QX")]
                if "half" not in words
                else []
            )
        sign = ("H" if "half" in words else "Q") + str(_QUARTERS[which])
        if "half" in words and _QUARTERS[which] > 2:
            return []
    if "quarters" in words and not re.search(
        r"and|to|or", match.string[max(0, match.start() - 5) : match.start()]
    ):
        return []
    start = f"{year:04}" if year else "XXXX"
    return [Atom(span, "quarter", value=f"{start}-{sign}", quarter=sign, year=year)]


@_builds("yearago")
def _year_ago(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = match[0].lower()
    named = next((word for word in re.split(r"[-\s]", words) if word in _QUARTERS), None)
    span = _whole(match)
    if words.startswith("the ") and not re.search(r"quarter|period|half\Z", words):
        span = Span(span.start + 4, span.end)
    quarter = f"Q{_QUARTERS[named]}" if named else ""
    return [Atom(span, "yearago", value="XXXX", quarter=quarter, unit="Y", count=-1)]


_AGO = re.compile(
    rf"(?P<mod>{_APPROX})(?:(?P<n>{_N}|a|an|one)[-\s]+)?(?:more\s+)?(?P<unit>{UNIT})(?P<s>s?)(?P<so>\s+or\s+so|\s+or\s+two|\s+and\s+a\s+half)?"
    r"[-\s]+(?P<way>[a-z\s]+)",
    re.IGNORECASE,
)
_MODS = {
    "about": "APPROX", "around": "APPROX", "roughly": "APPROX", "approximately": "APPROX", "some": "APPROX",
    "nearly": "APPROX", "almost": "APPROX", "more than": "MORE_THAN", "over": "MORE_THAN", "less than": "LESS_THAN",
    "fewer than": "LESS_THAN", "under": "LESS_THAN", "at least": "EQUAL_OR_MORE", "at most": "EQUAL_OR_LESS",
    "no more than": "EQUAL_OR_LESS", "up to": "EQUAL_OR_LESS",
}  # fmt: skip


def _mod(words: str) -> str | None:
    return _MODS.get(re.sub(r"\s+", " ", words.lower().strip()))


@_builds("ago")
def _ago(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "two weeks ago", "a year earlier", "three days later", "an hour from now"."""
    found = _AGO.fullmatch(match[0])
    if found is None:
        return []
    sign, way = unit(found["unit"]), found["way"].lower()
    follows = re.match(
        r"\s+(?!(?:and|but|in|at|on|when|with|he|she|it|they)\b)\w",
        match.string[match.end() : match.end() + 8],
    )
    if (
        way in {"before", "after", "prior", "earlier", "later"}
        and follows
        and way not in {"earlier", "later"}
    ):
        return _before_an_event(match, found)
    mod = _mod(found["mod"])
    span = _whole(match)
    if found["mod"].strip().lower() in {"only", "just", "under"}:
        span = Span(match.start() + found.end("mod"), match.end())
    amount = found["n"]
    if amount is None:
        if not found["s"]:
            return []
        return [Atom(span, "ref", value="PAST_REF" if way in {"ago", "earlier", "before"} else "FUTURE_REF")]
    count = None if re.fullmatch(VAGUE, amount, re.IGNORECASE) and "couple" not in amount else number(amount)
    if "couple" in amount.lower():
        count = 2
    back = way in {"ago", "earlier", "before", "previously", "beforehand", "prior"}
    if count is None:
        return [Atom(span, "ref", value="PAST_REF" if back else "FUTURE_REF")]
    if sign.startswith("T"):
        return [Atom(span, "duration", "DURATION", duration(count, sign), mod=mod)]
    if count > 5000:
        return [Atom(span, "ref", value="PAST_REF" if back else "FUTURE_REF")]
    sign, count = _whole_units(sign, count)
    chained = way in {
        "earlier",
        "later",
        "before",
        "after",
        "afterward",
        "afterwards",
        "previously",
        "beforehand",
        "prior",
    }
    kind = "yearago" if sign == "Y" and count == 1 and back else "chain" if chained else "shift"
    offset = -int(count) if back else int(count)
    return [Atom(span, kind, value=_BLANK[sign], unit=sign, count=offset, mod=mod)]


def _before_an_event(match: re.Match[str], found: re.Match[str]) -> list[Atom]:
    """ "two days before the attack" hangs on an event: only its length is a time of its own."""
    if found["n"] is None:
        return []
    vague = re.fullmatch(VAGUE, found["n"], re.IGNORECASE) is not None
    count = _count(found["n"].lower(), vague, False)
    span = Span(match.start() + found.start("n"), match.start() + found.end("s"))
    return [Atom(span, "duration", "DURATION", duration(count, unit(found["unit"])))]


def _whole_units(sign: str, count: float) -> tuple[str, float]:
    if sign == "2W":
        return "W", 2 * count
    if sign == "6M":
        return "M", 6 * count
    if sign in {"DE", "CE", "ML"}:
        return "Y", count * {"DE": 10, "CE": 100, "ML": 1000}[sign]
    if sign == "WE":
        return "W", count
    if sign == "Y" and count % 1:
        return "M", 12 * count
    return sign, count


_LENGTH = re.compile(
    rf"(?P<mod>{_APPROX})(?P<the>(?:the|another|an\s+additional|each\s+of\s+the)\s+(?:(?:first|last|next|past|final|full|coming)\s+)?)?"
    rf"(?P<n>half\s+an?|an?(?:\s+full)?|another|an\s+additional|a\s+full|{_N})?"
    rf"(?P<to>\s+(?:and|or|to)\s+{_N}|\s?[-\u2013]\s?\d+)?(?P<half>\s+and\s+a\s+half)?[-\s]*"
    rf"(?:more\s+|full\s+|straight\s+|consecutive\s+|trading\s+|business\s+|working\s+)?(?P<unit>{UNIT})(?P<s>s?)(?P<old>-old|-long)?"
    r"(?P<tail>\s+and\s+a\s+half|\s+or\s+(?:so|two|more))?",
    re.IGNORECASE,
)
_NO_LENGTH = re.compile(
    r"(?:times|once|twice|percent|%|cents?|[$#]\s?\d[\d.,]*(?:\s\w+)?|million|billion|\d|(?<!\bis)(?<!\bwas)(?<!\bhas)\b[a-z]{3,}s)\s+\Z",
    re.IGNORECASE,
)


@_builds("duration")
def _duration(match: re.Match[str], shouted: bool) -> list[Atom]:
    words, span = match[0], _whole(match)
    found = _LENGTH.fullmatch(words)
    if found is None:
        return _elided_length(match) or _plain_plural(match)
    sign = unit(found["unit"])
    mod, amount = _mod(found["mod"]), found["n"]
    if found["mod"].strip().lower() in {"only", "just"}:
        span = Span(match.start() + found.end("mod"), match.end())
    if amount is None:
        return _plain_plural(match)
    if found["old"] == "-old" or re.match(
        r"\s+(?:old|of\s+age)\b", match.string[match.end() : match.end() + 8]
    ):
        return []  # an age
    if (
        sign == "Q"
        and re.match(r"\s+of\b|-", match.string[match.end() : match.end() + 4])
        or "three-quarter" in words.lower()
    ):
        return []
    lower = re.sub(r"\s+", " ", amount.lower())
    vague = re.fullmatch(VAGUE, amount, re.IGNORECASE) is not None
    if (
        not found["s"]
        and not vague
        and lower not in {"a", "an", "one", "another", "a full", "an additional", "half a", "half an"}
    ):
        if (
            "-" not in words
            and not words.endswith(("-old", "-long"))
            and not re.match(r"\s+[a-z]", match.string[match.end() :][:3])
        ):
            return []
    if lower in {"a", "an"} and not found["mod"] and not found["half"] and _is_rate(match):
        if sign in {"TS", "TM", "TH"}:
            return []
        return [Atom(span, "set", "SET", duration(1, sign))]
    if (
        lower in {"a", "an", "one"}
        and sign in {"TS", "TM"}
        and re.match(r"\s+(?:of|to)\b", match.string[match.end() : match.end() + 4])
    ):
        return []
    if "-" in words and words[:4].lower() == "the " and not found["s"]:
        span = Span(match.start() + 4, match.end())
    if (
        lower == "one"
        and sign == "D"
        and not re.search(
            r"\b(?:in|for|of|within|just|only|about|than|least|least)\s\Z",
            match.string[max(0, match.start() - 8) : match.start()],
        )
        and re.match(r"\s+(?!of|in|before|after|and|or|to)\w", match.string[match.end() : match.end() + 8])
    ):
        return [Atom(span, "ref", value="FUTURE_REF")]
    if lower in {"some", "many"} and not found["s"]:
        return []
    if sign == "TS" and not found["s"] and lower in {"a", "one", "another"}:
        return []
    if sign == "Q" and found["s"] == "" and lower in {"a", "one", "another"}:
        return []
    count = _count(lower, vague, bool(found["half"] or found["tail"] and "half" in found["tail"]))
    return [Atom(span, "duration", "DURATION", duration(count, sign), mod=mod)]


def _count(words: str, vague: bool, half: bool) -> float | None:
    if "couple" in words:
        return 2
    if vague:
        return None
    if words.startswith("half"):
        return 0.5
    value = 1.0 if words in {"a", "an", "another", "a full", "an additional"} else number(words)
    return None if value is None else value + (0.5 if half else 0)


def _elided_length(match: re.Match[str]) -> list[Atom]:
    """ "two" of "two to three weeks"."""
    follows = re.match(
        rf"\s+(?:to|or)\s+(?:{NUMBER})[-\s]({UNIT})s?",
        match.string[match.end() : match.end() + 40],
        re.IGNORECASE,
    )
    if not follows or number(match[0]) is None:
        return []
    return [Atom(_whole(match), "duration", "DURATION", duration(number(match[0]), unit(follows[1])))]


def _plain_plural(match: re.Match[str]) -> list[Atom]:
    """ "for years", "weeks": a length only after a preposition of time."""
    found = re.fullmatch(
        r"(the\s+)?(first\s+)?(hours|days|weeks|months|years|decades|centuries)(\s+ahead|\s+to\s+come)?",
        match[0],
        re.IGNORECASE,
    )
    if found is None:
        return []
    before = match.string[max(0, match.start() - 12) : match.start()]
    if not (
        found[4] or re.search(r"\b(?:for|in|over|after|within|of|took|take|takes|last|lasted|by)\s\Z", before)
    ):
        return []
    if found[1] and not (found[4] or found[2]):
        return []
    return [Atom(_whole(match), "duration", "DURATION", duration(None, unit(found[3])))]


def _is_rate(match: re.Match[str]) -> bool:
    """ "$3 million a year", "five times a day", "tapes a month"."""
    return _NO_LENGTH.search(match.string, max(0, match.start() - 24), match.start()) is not None


@_builds("decade")
def _decade(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = match[0].lower()
    digits = re.search(r"\d+", words)
    if digits is None:
        names = "twenties thirties forties fifties sixties seventies eighties nineties".split()
        ten = next(value for value, name in enumerate(names, 2) if name in words)
        if not words.startswith("the") or re.search(
            r"\b(?:in\s(?:his|her|their)|high|low)\s\Z",
            match.string[max(0, match.start() - 9) : match.start()],
        ):
            return []
        century = 190
    elif len(digits[0]) == 4:
        century, ten = int(digits[0][:2]) * 10, int(digits[0][2])
        if ten == 0 and century != 200:
            return [Atom(_whole(match), "century", value=f"{century // 10}XX", year=century * 10, unit="CE")]
    else:
        century, ten = 190, int(digits[0][0])
        if "'" not in words and "\u2019" not in words and not words.startswith("the"):
            return []
        if ten < 2:
            century = 200
    return [Atom(_whole(match), "decade", value=f"{century + ten}X", year=10 * (century + ten), unit="DE")]


@_builds("century")
def _century(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = match[0].lower()
    digits = re.search(r"\d+", words)
    ordinal = re.search(ORDINAL_WORD, words)
    nth = int(digits[0]) if digits else ORDINAL[re.sub(r"\s+", " ", ordinal[0])] if ordinal else 0
    if not 1 <= nth <= 22:
        return []
    return [Atom(_whole(match), "century", value=f"{nth - 1:02}XX", year=100 * (nth - 1), unit="CE")]


@_builds("fiscal")
def _fiscal(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = match[0].lower()
    year = next((int(y) for y in re.findall(YEAR, words)), None)
    if year is None and words.startswith("fy"):
        year = _two_digits(int(words[2:]))
    if year is None and re.match(r"\s+end(?:ed|ing)\b", match.string[match.end() : match.end() + 8]):
        return [Atom(_whole(match), "duration", "DURATION", "P1Y")]
    if year is None:
        return (
            [Atom(_whole(match), "shift", unit="Y", value="XXXX")]
            if words.startswith("the fiscal year")
            else []
        )
    return [Atom(_whole(match), "year", value=str(year), year=year)]


@_builds("spoken")
def _spoken(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = re.sub(r"the\s+year\s+", "", match[0], flags=re.IGNORECASE)
    if words.lower().startswith("two") and (
        words == match[0] or re.match(r"\s+[a-z]+s\b", match.string[match.end() :])
    ):
        if (
            not re.search(
                r"\b(?:in|since|by|of|until)\s\Z", match.string[max(0, match.start() - 7) : match.start()]
            )
            and words == match[0]
        ):
            return []
    if "hundred" in words.lower():
        return []
    year = spoken_year(words)
    return [Atom(_whole(match), "year", value=str(year), year=year)]


@_builds("years")
def _years(match: re.Match[str], shouted: bool) -> list[Atom]:
    one, two = re.findall(r"\d+", match[0])
    first, last = int(one), int(two) if len(two) == 4 else int(one[:2] + two)
    if not first < last <= first + 100:
        return []
    span = _whole(match)
    if len(two) == 4:
        return [
            Atom(Span(span.start, span.start + 4), "year", value=one, year=first),
            Atom(Span(span.end - 4, span.end), "year", value=two, year=last),
        ]
    return [Atom(span, "year", value=f"{first}/{last}", year=first, count=last - first)]


_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|of|until|till|from|during|before|after|for|early|late|mid|through|between|and|to|year|around|"
    r"about|circa|summer|spring|fall|autumn|winter|end|ending|ended|or|than|on|season)|[(,;\u2013-]|,\s?')\s*\Z",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s?%|,\d|\.\d|-\w|\s+(?:percent|per\s|people|men|women|children|troops|members|soldiers|civilians|police|votes|"
    r"fighters|militants|homes|families|million|billion|miles|feet|meters|metres|kilometers|kilometres|km|pounds|tons|"
    r"tonnes|dollars|francs|marks|points|shares|others|of\s+the|or\s+more|more|square|sq|kg|mph|workers|hours|days|weeks|months|years)\b",
    re.IGNORECASE,
)


@_builds("year")
def _year(match: re.Match[str], shouted: bool) -> list[Atom]:
    """A number of four digits that is a year: after a word of time, or where nothing is counted."""
    year = int(match[0])
    text = match.string
    before = text[max(0, match.start() - 12) : match.start()]
    after = text[match.end() : match.end() + 30]
    if _COUNTED.match(after) or re.search(
        r"(?:\b(?:No|nearly|some|killed|least|flight|route|room|number)\.?|[$#\u00a3\u20ac/])\s?\Z",
        before,
        re.IGNORECASE,
    ):
        return []
    placed = _YEAR_BEFORE.search(before)
    if year < 1600 and not re.search(r"\b(?:in|since|of|year|from)\s+\Z", before):
        return []
    if year > 2100 or (
        not placed
        and (year < 1900 or re.match(r"\s+[a-z]{3,}s\b", after))
        and not re.search(r"[A-Z]\w*\s\Z", before)
    ):
        return []
    if re.search(r"\b(?:than|about|around|to|and|or|for)\s+\Z", before) and re.match(r"\s+[a-z]+s\b", after):
        return []
    return [Atom(_whole(match), "year", value=match[0], year=year)]


@_builds("set")
def _set(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = match[0].lower()
    simple = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H",
              "nightly": "XXXX-XX-XXTNI", "biweekly": "P2W", "fortnightly": "P2W"}  # fmt: skip
    if (
        words == "daily"
        and re.match(r"\s+[A-Z]", match.string[match.end() : match.end() + 2])
        and not shouted
    ):
        return []  # a paper's: "the party daily Granma"
    if words in simple:
        if (
            match[0][0].isupper()
            and not shouted
            and match.start()
            and match.string[match.start() - 2 : match.start() - 1] not in {".", ""}
        ):
            return []  # a name: "the China Daily"
        return [Atom(_whole(match), "set", "SET", simple[words])]
    noun = re.search(rf"({UNIT}|{SEASON}|{MONTH}|{WEEKDAY}|{PART})(s?)\Z", words)
    if noun is None or (noun[1] == "second"):
        return []
    return [Atom(_whole(match), "set", "SET", _set_value(words, noun[1]))]


def _set_value(words: str, noun: str) -> str:
    if noun in PARTS:
        return f"XXXX-XX-XX{PARTS[noun]}"
    if noun in SEASONS:
        return f"XXXX-{SEASONS[noun]}"
    if re.fullmatch(WEEKDAY, noun):
        return f"XXXX-WXX-{weekday(noun)}"
    if re.fullmatch(MONTH, noun):
        return f"XXXX-{month(noun):02}"
    amount = re.match(rf"(?:every|each)\s+({_N})\s", words)
    count = number(amount[1]) if amount else None
    if "other" in words or "every second" in words:
        count = 2
    return duration(count or 1, unit(noun))


@_builds("deictic")
def _deictic(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = re.sub(r"\s+", " ", match[0].lower())
    if (
        match[0][0].isupper()
        and not shouted
        and re.search(r"[a-z]{2}\s\Z|[A-Z]\s\Z", match.string[max(0, match.start() - 3) : match.start()])
    ):
        return []  # a name: "USA Today"
    offset = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "overnight": 0}.get(words)
    if offset is None:
        offset = -2 if "before" in words else 2
    part = "TNI" if words in {"tonight", "overnight"} else ""
    if (
        words == "overnight"
        and re.match(r"\s+[a-z]+", match.string[match.end() :][:8])
        and re.search(r"\b(?:an|the)\s\Z", match.string[max(0, match.start() - 4) : match.start()])
    ):
        return []
    return [
        Atom(
            _whole(match),
            "deictic",
            "TIME" if part else "DATE",
            f"XXXX-XX-XX{part}",
            part=part,
            unit="D",
            count=offset,
        )
    ]


@_builds("chained")
def _chained(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = re.sub(r"\s+", " ", match[0].lower())
    noun = next(word for word in reversed(words.split()) if word not in {"before", "after"})
    sign = "D" if noun in PARTS else unit(noun)
    offset = (
        -1
        if words.endswith("before")
        else 1
        if words.endswith("after") or words.startswith("the next")
        else 0
    )
    if words.endswith(("before", "after")) and re.match(
        r"\s+(?!(?:in|at|on|and|but)\b)\w", match.string[match.end() : match.end() + 8]
    ):
        return []  # "the day after the attack" hangs on an event, not on a date
    part = PARTS.get(noun, "")
    return [
        Atom(
            _whole(match),
            "chain",
            "TIME" if part else "DATE",
            _BLANK[sign] + part,
            unit=sign,
            count=offset,
            part=part,
        )
    ]


@_builds("daypart")
def _day_part(match: re.Match[str], shouted: bool) -> list[Atom]:
    noun = re.split(r"[-\s]", match[0].lower())[-1]
    return [Atom(_whole(match), "part", "TIME", f"XXXX-XX-XX{PARTS[noun]}", part=PARTS[noun])]


@_builds("holiday")
def _holiday(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = re.sub(r"\s+", " ", match[0].lower().replace("\u2019", "'"))
    if not (shouted or match[0][0].isupper()):
        return []
    if words in HOLIDAYS:
        month_, day = HOLIDAYS[words]
        return [Atom(_whole(match), "monthday", value=_date(None, month_, day), month=month_, day=day)]
    return [Atom(_whole(match), "holiday", value="XXXX-XX-XX", part=words)]


@_builds("season")
def _season(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = match[0].lower()
    sign = next(SEASONS[word] for word in words.split() if word in SEASONS)
    years = list(_YEARS.finditer(words))
    if years:
        year = int(years[-1][0]) if years[-1][0].isdigit() else spoken_year(years[-1][0])
        return [Atom(_whole(match), "season", value=f"{year}-{sign}", season=sign, year=year)]
    before = match.string[max(0, match.start() - 9) : match.start()]
    named = words.startswith("the ") and re.search(
        r"(?i)\b(?:in|during|over|since|of|by|for|into)\s\Z", before
    )
    if (
        not named
        and not re.search(r"\b(?:in|during|since|early|late|by)\s\Z", before)
        or re.match(r"\s+(?:of|in|from)\b", match.string[match.end() :][:6])
    ):
        return []
    return [Atom(_whole(match), "season", value=f"XXXX-{sign}", season=sign)]


@_builds("weekend")
def _weekend(match: re.Match[str], shouted: bool) -> list[Atom]:
    if not match[0].lower().startswith("the"):
        return []
    return [Atom(_whole(match), "weekend", value="XXXX-WXX-WE", unit="WE")]


@_builds("bare")
def _bare(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "the quarter", "the year": the one spoken of; other units only after a preposition of time."""
    words = match[0].lower().split()
    noun = words[-1]
    if words[0] == "a":
        return []
    before = match.string[max(0, match.start() - 16) : match.start()].lower()
    if "current" in words:
        return [Atom(_whole(match), "shift", value=_BLANK[unit(noun)], unit=unit(noun))]
    if noun == "quarter":
        return [Atom(_whole(match), "thequarter", value="XXXX-QX")]
    if noun == "year" and re.match(r"\s+end(?:ed|ing)\b", match.string[match.end() : match.end() + 8]):
        return [Atom(_whole(match), "duration", "DURATION", "P1Y")]
    if noun == "year" and (re.search(r"\b(?:for|of|in|during)\s\Z", before) or "full" in words):
        return [Atom(_whole(match), "shift", value="XXXX", unit="Y")]
    if (
        noun in {"week", "month", "day"}
        and re.search(r"\b(?:in|for|during|of|earlier|later)\s\Z", before)
        and not re.match(r"\s+(?:of|when|that|in)\b", match.string[match.end() :][:6])
    ):
        sign = unit(noun)
        return [Atom(_whole(match), "shift", value=_BLANK[sign], unit=sign)]
    return []


@_builds("yearend")
def _year_end(match: re.Match[str], shouted: bool) -> list[Atom]:
    return [Atom(_whole(match), "monthday", value="XXXX-12-31", month=12, day=31)]


@_builds("present", "past", "future")
def _ref(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = re.sub(r"\s+", " ", match[0].lower())
    after = match.string[match.end() : match.end() + 12]
    before = match.string[max(0, match.start() - 10) : match.start()].lower()
    value = {"present": "PRESENT_REF", "past": "PAST_REF", "future": "FUTURE_REF"}[
        match.lastgroup or "present"
    ]
    span = _whole(match)
    if words == "soon":
        if re.match(r"\s+(?:after|as|before|enough)\b", after) or re.search(
            r"\b(?:as|too|how|very|sooner)\s\Z", before
        ):
            return []
    elif words == "now" and re.match(r"(?:\s+that\b|-)", after):
        return []
    elif (
        words.endswith("past")
        and re.match(r"\s+(?:\w+\s+)?(?:[a-z]+s?|year|month|week|decade)\b", after)
        and re.match(r"\s+(?:few|several|two|three|year|month|week|day|decade|quarter)", after)
    ):
        return []
    elif words.startswith("in "):
        span = Span(match.start() + 3, match.end())
    elif words == "today's":
        return [Atom(Span(match.start(), match.end() - 2), "deictic", value="XXXX-XX-XX", unit="D")]
    return [Atom(span, "ref", value=value)]


@_builds("current")
def _current(match: re.Match[str], shouted: bool) -> list[Atom]:
    return [Atom(_whole(match), "ref", value="PAST_REF" if match[0][0] in "tT" else "PRESENT_REF")]


@_builds("yearquarter")
def _year_quarter(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "the 1988 quarter": that of the quarter spoken of."""
    year = int(re.findall(YEAR, match[0])[0])
    return [Atom(_whole(match), "yearquarter", value=f"{year}-QX", year=year)]


@_builds("coming")
def _coming(match: re.Match[str], shouted: bool) -> list[Atom]:
    word = re.sub(r"(?i)the\s+", "", match[0]).split()[0].lower()
    return [Atom(_whole(match), "ref", value="FUTURE_REF" if word in {"coming", "future"} else "PAST_REF")]


_PARTICIPLE = re.compile(
    r"\s+(?:[a-z]+ed|said|told|taken|brought|sent|given|made|found|shown|seen|held|put|set|shot|hit|fled|left|went|"
    r"came|became|began|withdrew|took|fell|wrote|spoke|died|freed|sold|built|struck|driven|flown|handed)\b"
)


@_builds("later")
def _later(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "were later transported": after a time spoken of before."""
    if shouted or not _PARTICIPLE.match(match.string, match.end()):
        return []
    return [Atom(_whole(match), "later", value="FUTURE_REF", mod="AFTER")]


@_builds("before")
def _before(match: re.Match[str], shouted: bool) -> list[Atom]:
    return [Atom(_whole(match), "ref", value="PAST_REF")]
