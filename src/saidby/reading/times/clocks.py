"""Atoms of the day: clock times with their zones, parts of the day."""

from __future__ import annotations

import re

from saidby.reading.times.atom import Atom, Build, behind, whole
from saidby.reading.times.words import PARTS, WEEKDAY, ZONES, number

_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d\d))?")
_MILITARY = re.compile(r"(\d\d)(\d\d)\s?(?:gmt|utc)")
_AFTER_NOON = re.compile(r"[\d\s]p\.?m|afternoon|evening|night")
_BEFORE_NOON = re.compile(r"[\d\s]a\.?m")
_VERSE = re.compile(r"(?:\b[A-Z][a-z]+|\bin an?|\bby)\s\Z")
_DAY = re.compile(WEEKDAY + r"\s\Z", re.IGNORECASE)
_HIGH = re.compile(r"\bhigh\s\Z", re.IGNORECASE)


def _clock(match: re.Match[str], shouted: bool) -> list[Atom]:
    """ "7:15 p.m. EST", "0735 GMT", "noon"; midnight is 24:00 of the day named with it."""
    words = match[0].lower()
    if words.startswith(("noon", "midday")):
        hour, minute = 12, 0
    elif words.startswith("midnight"):
        hour, minute = 24, 0
    elif digits := _MILITARY.match(words) or _HOUR.match(words):
        hour, minute = int(digits[1]), int(digits[2] or 0)
    else:
        hour, minute = int(number(words.split(" o'clock")[0]) or 0), 0
    if _AFTER_NOON.search(words) and hour < 12:
        hour += 12
    elif _BEFORE_NOON.search(words) and hour == 12:
        hour = 0
    if hour > 24 or minute > 59 or behind(match, _HIGH, 6) or _is_score(match):
        return []
    zone = next((ZONES[word] for word in re.findall(r"[a-z]{2,}|z\Z", words) if word in ZONES), "")
    clock = f"T{hour:02}:{minute:02}{zone}"
    return [Atom(whole(match), "clock", "TIME", f"XXXX-XX-XX{clock}", clock=clock)]


def _is_score(match: re.Match[str]) -> bool:
    """A verse, a race, odds: "John 3:16", "in a 3:59 mile", "by 2:1"."""
    if ":" not in match[0] or re.search(r"[A-Za-z]", match[0]):
        return False
    if not re.fullmatch(r"\d\d?:\d\d", match[0]):
        return True
    return bool(behind(match, _VERSE, 14)) and not behind(match, _DAY, 14)


def _part(match: re.Match[str], shouted: bool) -> list[Atom]:
    noun = re.split(r"[-\s]", match[0].lower())[-1]
    return [Atom(whole(match), "part", "TIME", f"XXXX-XX-XX{PARTS[noun]}", part=PARTS[noun])]


BUILDERS: dict[str, Build] = {"clock": _clock, "daypart": _part}
