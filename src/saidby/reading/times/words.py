"""The words of time: numbers, units, months, weekdays, seasons, feasts, zones, as values and as patterns."""

from __future__ import annotations

import re

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SEASONS = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
PARTS = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "dawn": "TMO", "dusk": "TEV",
    "daybreak": "TMO", "nightfall": "TEV",
}  # fmt: skip
UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "fortnight": "2W", "weekend": "WE",
    "month": "M", "quarter": "Q", "semester": "6M", "year": "Y", "decade": "DE", "century": "CE",
    "millennium": "ML", "night": "D", "morning": "D", "summer": "Y", "winter": "Y",
}  # fmt: skip
ZONES = {
    "gmt": "Z", "utc": "Z", "z": "Z", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00",
    "eest": "+03:00", "msk": "+03:00", "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00",
    "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "eastern": "", "et": "", "pt": "",
    "ct": "", "local": "", "ist": "",
}  # fmt: skip
# month and day of feasts that are the same every year; the others are computed or stay unresolved
HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "new year's": (1, 1), "new years day": (1, 1),
    "valentine's day": (2, 14), "halloween": (10, 31), "july fourth": (7, 4), "fourth of july": (7, 4),
    "may day": (5, 1), "veterans day": (11, 11), "armistice day": (11, 11), "d-day": (6, 6),
    "st. patrick's day": (3, 17), "international women's day": (3, 8),
}  # fmt: skip
# feasts on the n-th weekday (0 = Monday) of a month; -1 is the last
MOVING = {
    "thanksgiving day": (11, 3, 4), "thanksgiving": (11, 3, 4), "labor day": (9, 0, 1),
    "labour day": (9, 0, 1),
    "memorial day": (5, 0, -1), "martin luther king day": (1, 0, 3), "presidents day": (2, 0, 3),
    "mother's day": (5, 6, 2), "father's day": (6, 6, 3), "columbus day": (10, 0, 2),
}  # fmt: skip
EASTER = {
    "easter sunday": 0,
    "easter": 0,
    "easter monday": 1,
    "good friday": -2,
    "palm sunday": -7,
    "ash wednesday": -46,
}

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
_VALUE = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}
ORDINAL = {word: value for value, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30, "thirty-first": 31}
ORDINAL |= {f"twenty-{word}": 20 + value for value, word in enumerate(_ORDINALS[:9], 1)}
ORDINAL |= {f"twenty {word}": 20 + value for value, word in enumerate(_ORDINALS[:9], 1)}

_SMALL = "|".join(sorted(_VALUE, key=len, reverse=True))
NUMBER = (
    r"(?:\d+(?:,\d{3})*(?:\.\d+)?(?:\s\d/\d)?|"
    rf"(?:{'|'.join(_TENS)})[-\s](?:{'|'.join(_ONES[1:10])})|(?:(?:{_SMALL}|a)\s)?(?:hundred|thousand)|{_SMALL})"
)
VAGUE = (
    r"(?:a\s+couple(?:\s+of)?|couple\s+of|a\s+few|few|several|many|some|dozens\s+of|a\s+number\s+of|"
    r"hundreds\s+of)"
)
UNIT = r"(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|centur(?:y|ies)|night|weekend)"
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)(?![a-z])"
)
WEEKDAY = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|wed|thurs|thur|thu|fri|sat|sun)"
    r"(?![a-z])"
)
SEASON = r"(?:spring|summer|fall|autumn|winter)"
PART = r"(?:morning|afternoon|evening|night|dawn|dusk|daybreak|nightfall)"
ZONE = (
    r"(?:(?:GMT|UTC|BST|CEST|CET|EEST|EET|MSK|E[SD]T|C[SD]T|M[SD]T|P[SD]T|IST|ET|PT|Z)(?![a-z])|"
    r"(?:Eastern|local)\s+time|Eastern)"
)
YEAR = r"(?:1[0-9]|20)\d\d(?![\d])"
SPOKEN_YEAR = (
    rf"(?:(?:eighteen|nineteen|twenty)[-\s](?:hundred|(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_ONES[1:10])}))?|"
    rf"(?:{'|'.join(_ONES[10:])})|oh[-\s](?:{'|'.join(_ONES[1:10])}))|two\s+thousand(?:\s+(?:and\s+)?(?:{_SMALL}))?)"
)
ORDINAL_WORD = rf"(?:{'|'.join(sorted(ORDINAL, key=len, reverse=True))})"


def number(words: str) -> float | None:
    """2 for "two", 22.5 for "22 1/2", 400 for "four hundred"; None for no number."""
    words = words.lower().replace("-", " ").strip()
    if words[:1].isdigit():
        whole, _, fraction = words.replace(",", "").partition(" ")
        value = float(whole)
        if "/" in fraction:
            above, _, below = fraction.partition("/")
            value += int(above) / max(1, int(below))
        return value
    total = 0
    for word in words.split():
        if word in _VALUE:
            total += _VALUE[word]
        elif word in {"hundred", "thousand"}:
            total = (total or 1) * (100 if word == "hundred" else 1000)
        elif word not in {"a", "an", "and"}:
            return None
        elif not total and word != "and":
            total = 0
    return float(total or 1)


def spoken_year(words: str) -> int:
    """1996 for "nineteen ninety-six"."""
    first, *rest = re.split(r"[-\s]+", words.lower())
    if first == "two":
        return 2000 + sum(_VALUE.get(word, 0) for word in rest[1:])
    return 100 * _VALUE[first] + sum(_VALUE.get(word, 0) for word in rest)


def month(word: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    return next(value for value, name in enumerate(MONTHS, 1) if name.startswith(word.lower()[:3]))


def weekday(word: str) -> int:
    """1 (Monday) to 7 for a weekday's name or abbreviation."""
    return next(value for value, name in enumerate(WEEKDAYS, 1) if name.startswith(word.lower()[:3]))


def unit(word: str) -> str:
    """The unit's sign in a duration: "D" for "days", "TH" for "hour"."""
    word = word.lower()
    if word.startswith("centur"):
        return "CE"
    return UNITS[word if word in UNITS else word.rstrip("s")]
