"""Atoms of length and repetition: "two weeks", "a 10-year plan", "every Thursday", "$3 a day"."""

from __future__ import annotations

import re

from saidby.data import Span
from saidby.reading.times.atom import Atom, Build, ahead, behind, whole
from saidby.reading.times.patterns import ABOUT, AMOUNT
from saidby.reading.times.words import (
    MONTH,
    NUMBER,
    PART,
    PARTS,
    SEASON,
    SEASONS,
    UNIT,
    VAGUE,
    WEEKDAY,
    month,
    number,
    unit,
    weekday,
)  # fmt: skip

_I = re.IGNORECASE
_MODS = {
    "about": "APPROX", "around": "APPROX", "roughly": "APPROX", "approximately": "APPROX", "some": "APPROX",
    "nearly": "APPROX", "almost": "APPROX", "more than": "MORE_THAN", "over": "MORE_THAN",
    "less than": "LESS_THAN", "fewer than": "LESS_THAN", "under": "LESS_THAN", "at least": "EQUAL_OR_MORE",
    "at most": "EQUAL_OR_LESS", "no more than": "EQUAL_OR_LESS", "up to": "EQUAL_OR_LESS",
}  # fmt: skip
_VAGUE = re.compile(VAGUE, _I)
_ONE = frozenset({"a", "an", "another", "a full", "an additional"})


def said_mod(words: str) -> str | None:
    """TIMEX3's mod for "nearly", "at least" and the like."""
    return _MODS.get(re.sub(r"\s+", " ", words.lower().strip()))


def amount_of(words: str) -> float | None:
    """2 for "two" and "a couple of", 0.5 for "half an", None for "several"."""
    words = re.sub(r"\s+", " ", words.lower())
    if "couple" in words:
        return 2
    if _VAGUE.fullmatch(words):
        return None
    if words.startswith("half"):
        return 0.5
    return 1.0 if words in _ONE else number(words)


def duration(count: float | None, sign: str) -> str:
    """ "P3D", "PT2H", "PXM"; decades and centuries in years, quarters in their own Q."""
    time = sign.startswith("T")
    sign = sign[1:] if time else sign
    if count is None:
        return f"P{'T' if time else ''}X{'W' if sign == '2W' else sign}"
    if count == 0.5 and sign in _HALVES:
        return _HALVES[sign]
    factor = {"DE": 10, "CE": 100, "ML": 1000, "2W": 2}.get(sign, 1)
    letter = {"DE": "Y", "CE": "Y", "ML": "Y", "2W": "W", "WE": "WE"}.get(sign, sign)
    half = {"Y": "6M", "H": "30M"}.get(letter) if count % 1 == 0.5 else None
    if time and letter == "M" and count % 1 == 0.5:
        half = "30S"
    figure = f"{int(count)}{letter}{half}" if half and count > 1 else f"{count * factor:g}{letter}"
    return f"P{'T' if time else ''}{figure}"


_HALVES = {"H": "PT30M", "D": "PT12H", "Y": "P6M"}
_LENGTH = re.compile(
    rf"(?P<mod>{ABOUT})(?P<the>(?:the|another|an\s+additional|each\s+of\s+the)\s+"
    r"(?:(?:first|last|next|past|final|full|coming)\s+)?)?"
    rf"(?P<n>half\s+an?|an?(?:\s+full)?|another|an\s+additional|{AMOUNT})?"
    rf"(?:\s+(?:and|or|to)\s+{AMOUNT}|\s?[-\u2013]\s?\d+)?(?P<half>\s+and\s+a\s+half)?[-\s]*"
    r"(?:more\s+|full\s+|straight\s+|consecutive\s+|trading\s+|business\s+|working\s+)?"
    rf"(?P<unit>{UNIT})(?P<s>s?)(?P<old>-old|-long)?(?P<tail>\s+and\s+a\s+half|\s+or\s+(?:so|two|more))?",
    _I,
)
_RATE = re.compile(
    r"(?:times|once|twice|percent|%|cents?|[$#]\s?\d[\d.,]*(?:\s\w+)?|million|billion|\d|"
    r"(?<!\bis)(?<!\bwas)(?<!\bhas)\b[a-z]{3,}s)\s+\Z",
    _I,
)
_AGE = re.compile(r"\s+(?:old|of\s+age)\b")
_OF = re.compile(r"\s+of\b|-")
_WORD = re.compile(r"\s+[a-z]")
_SOME_DAY = re.compile(r"\b(?:will|may|might|could|would|can|to|he|she|they|we|I)\s\Z")


def _duration(match: re.Match[str], shouted: bool) -> list[Atom]:
    """A length; ages ("6-year-old"), fractions ("three-quarters of") and "a second attack" are none."""
    words = match[0]
    found = _LENGTH.fullmatch(words)
    if found is None:
        return _elided(match) or _plural(match)
    amount = found["n"] or (found["the"] or "").strip()
    if not found["n"] and amount.lower() not in {"another", "an additional"}:
        return _plural(match)
    sign, lower = unit(found["unit"]), re.sub(r"\s+", " ", amount.lower())
    if found["old"] == "-old" or ahead(match, _AGE) or (lower in {"some", "many"} and not found["s"]):
        return []
    single, vague = not found["s"], _VAGUE.fullmatch(amount) is not None
    if lower in {"a", "an", "one", "another"} and single and _refused(sign, match):
        return []
    if sign == "Q" and not vague and ("three-" in words.lower() or ahead(match, _OF)):
        return []
    article = lower in {*_ONE, "one", "half a", "half an"}
    if single and not article and not vague and "-" not in words and not ahead(match, _WORD):
        return []  # "two day" before a noun is a length, at the end of a clause it is not
    if lower in {"a", "an"} and not found["mod"] and not found["half"] and behind(match, _RATE, 24):
        return [] if sign in {"TS", "TM", "TH"} else [Atom(whole(match), "set", "SET", duration(1, sign))]
    if words.lower() == "one day" and behind(match, _SOME_DAY, 8):
        return [Atom(whole(match), "ref", value="FUTURE_REF")]
    count = amount_of(amount)
    if count is not None and (found["half"] or "half" in (found["tail"] or "")):
        count += 0.5
    return [
        Atom(
            _without_article(match, found),
            "duration",
            "DURATION",
            duration(count, sign),
            mod=said_mod(found["mod"]),
        )
    ]


def _refused(sign: str, match: re.Match[str]) -> bool:
    """ "a second attack", "a quarter of them", "the last minute of" are no lengths."""
    return sign in {"TS", "Q"} or (sign == "TM" and ahead(match, _OF) is not None)


def _without_article(match: re.Match[str], found: re.Match[str]) -> Span:
    """ "the 14-day wait", "only two days": what belongs to the noun or the clause is left out."""
    start = match.start()
    if found["mod"].strip().lower() in {"only", "just"}:
        start += found.end("mod")
    elif "-" in match[0] and match[0][:4].lower() == "the " and not found["s"]:
        start += 4
    return Span(start, match.end())


_ELIDED = re.compile(rf"\s+(?:to|or)\s+{NUMBER}[-\s]({UNIT})s?", _I)


def _elided(match: re.Match[str]) -> list[Atom]:
    """ "two" of "two to three weeks"."""
    follows = ahead(match, _ELIDED)
    if not follows or number(match[0]) is None:
        return []
    return [Atom(whole(match), "duration", "DURATION", duration(number(match[0]), unit(follows[1])))]


_PLURAL = re.compile(
    r"(the\s+)?(first\s+)?(hours|days|weeks|months|years|decades|centuries)(\s+ahead|\s+to\s+come)?", _I
)
_FOR = re.compile(r"\b(?:for|in|over|after|within|took|take|takes|last|lasted|by)\s\Z", _I)


def _plural(match: re.Match[str]) -> list[Atom]:
    """ "for years", "the weeks ahead": a length only after a word of time."""
    found = _PLURAL.fullmatch(match[0])
    if found is None or not (found[4] or behind(match, _FOR, 12)):
        return []
    if found[1] and not (found[4] or found[2]):
        return []
    return [Atom(whole(match), "duration", "DURATION", duration(None, unit(found[3])))]


_SIMPLE = {
    "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H",
    "nightly": "XXXX-XX-XXTNI", "biweekly": "P2W", "fortnightly": "P2W",
}  # fmt: skip
_NAME = re.compile(r"\s+[A-Z]")
_MIDDLE = re.compile(r"[^.]\s\Z")
_NOUN = re.compile(rf"({UNIT}|{SEASON}|{MONTH}|{WEEKDAY}|{PART})s?\Z", _I)
_EVERY = re.compile(rf"(?:every|each)\s+({AMOUNT})\s", _I)


def _set(match: re.Match[str], shouted: bool) -> list[Atom]:
    words = match[0].lower()
    if words in _SIMPLE:
        if not shouted and (ahead(match, _NAME) or (match[0][0].isupper() and behind(match, _MIDDLE, 2))):
            return []  # a paper: "the party daily Granma", "the China Daily"
        return [Atom(whole(match), "set", "SET", _SIMPLE[words])]
    noun = _NOUN.search(words)
    if noun is None or noun[1] == "second":
        return []
    return [Atom(whole(match), "set", "SET", _set_value(words, noun[1]))]


def _set_value(words: str, noun: str) -> str:
    if noun in PARTS:
        return f"XXXX-XX-XX{PARTS[noun]}"
    if noun in SEASONS:
        return f"XXXX-{SEASONS[noun]}"
    if re.fullmatch(WEEKDAY, noun):
        return f"XXXX-WXX-{weekday(noun)}"
    if re.fullmatch(MONTH, noun):
        return f"XXXX-{month(noun):02}"
    amount = _EVERY.match(words)
    count = number(amount[1]) if amount else None
    return duration(2 if " other " in words or "every second" in words else count or 1, unit(noun))


BUILDERS: dict[str, Build] = {"duration": _duration, "set": _set}
