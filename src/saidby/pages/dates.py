"""Dates in short strings: what a timestamp, a dateline or a URL says, as exact as it says it.

Nothing is filled in: a day without a year gives no date here. Values are ISO 8601 prefixes with the zone
as stated: "2018-11", "2018-11-25", "2018-11-25T18:18Z", "2018-11-25T20:18+02:00", "2018-11-25T18:18" (zone
not stated). Definitions: ISO 8601-1:2019; RFC 5322 zone names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from saidby.data import Span

Label = Literal["published", "modified", "captured"]

LONGEST = 400  # characters of a line that can be a timestamp; longer lines are prose and are not searched

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
# Hours from UTC. Names with two meanings (IST, CST, AST, ET) give no zone.
ZONES = {
    "gmt": 0.0,
    "utc": 0.0,
    "z": 0.0,
    "wet": 0.0,
    "bst": 1.0,
    "cet": 1.0,
    "west": 1.0,
    "cest": 2.0,
    "eet": 2.0,
    "eest": 3.0,
    "msk": 3.0,
    "est": -5.0,
    "edt": -4.0,
    "cdt": -5.0,
    "mst": -7.0,
    "mdt": -6.0,
    "pst": -8.0,
    "pdt": -7.0,
    "jst": 9.0,
    "kst": 9.0,
    "hkt": 8.0,
    "sgt": 8.0,
    "pkt": 5.0,
    "sast": 2.0,
    "trt": 3.0,
    "aest": 10.0,
    "aedt": 11.0,
}
OTHER_ZONES = "ist|cst|ast|et|ct|pt|mt|local time"

_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_OFFSET = r"[+-](?:0?\d|1[0-4])(?::?[0-5]\d)?(?![\d./])"
_ZONE = rf"(?:(?:{'|'.join(ZONES)})(?:\s?{_OFFSET})?|{OTHER_ZONES}|{_OFFSET})(?![a-z])"
_TIME = (
    r"(?<!\d)(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:[:.][0-5]\d(?:[.,]\d+)?)?(?!\d)(?:\s*[ap]\.?\s?m\b\.?)?"
    rf"(?:\s*\(?{_ZONE}\)?)?"
    rf"|(?<!\d)(?:1[0-2]|0?[1-9])\s*[ap]\.?m\b\.?(?:\s*\(?{_ZONE}\)?)?"
    r"|(?<!\d)(?:[01]\d|2[0-3])[0-5]\d\s*(?:gmt|utc|z)(?![a-z])"
)
_DATE = (
    rf"(?<![a-z])(?P<m6>{_MONTH})\.?\s+(?P<d6>\d{{1,2}})\s+(?=\d\d:\d\d[^\n]{{0,12}}\s(?P<y6>\d{{4}})(?!\d))"
    r"|(?<!\d)(?P<y1>\d{4})(?P<sep>[-/.])(?P<m1>\d{1,2})(?P=sep)(?P<d1>\d{1,2})(?!\d)"
    rf"|(?<!\d)(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-]*(?:of\s+)?(?P<m2>{_MONTH})\.?,?[\s-]*"
    r"(?P<y2>\d{4})(?!\d)"
    rf"|(?<![a-z])(?P<m3>{_MONTH})\.?\s*(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>\d{{4}})(?!\d)"
    r"|(?<![\d.])(?P<d4>\d{1,2})(?P<sep4>[./-])(?P<m4>\d{1,2})(?P=sep4)(?P<y4>\d{4})(?!\d)"
    rf"|(?<![a-z\d])(?P<m5>{_MONTH})\.?,?\s+(?P<y5>(?:19|20)\d\d)(?!\d)"
)
_WEEKDAY = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
DATE = re.compile(_DATE, re.IGNORECASE)
TIME = re.compile(_TIME, re.IGNORECASE)
ISO = re.compile(
    r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?(?:[T ]+(\d\d):?(\d\d)(?::?\d\d)?(?:[.,]\d+)?\s*(Z|UTC|GMT"
    r"|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
SHORT_YEAR = re.compile(rf"(?<!\d)(\d{{1,2}})\s+({_MONTH})\.?\s+'?(\d\d)(?!\d)", re.IGNORECASE)
NAMED_ZONE = re.compile(rf"(?:({'|'.join(ZONES)})(?![a-z]))?\s?({_OFFSET})?\)?\s*$", re.IGNORECASE)
CLOCK_PARTS = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?", re.IGNORECASE)
LABELS: tuple[tuple[Label, re.Pattern[str]], ...] = (
    (
        "captured",
        re.compile(
            # "CPI data, accessed Nov. 5, 2019" stands in a list of references
            r"(?:(?<!,\s)(?<!\()\b(?:retrieved|accessed)"
            r"|\b(?:archived|captured|snapshot|printed|saved|crawled|today is|current time"
            r"|local time|time now|it is now"
            r"|(?!(?:publish|publication|post|edit|updat|modif|releas|creat)\w*\s)"
            r"[^\W\d_]+ time(?=:?\s*(?:\d|$))))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "modified",
        re.compile(r"\b(?:updated?|modified|edited|revised|last changed?|amended)\b", re.IGNORECASE),
    ),
    (
        "published",
        re.compile(
            r"\b(?:published?|publication|posted|created|issued|first aired|aired|filed|released?|date|dated"
            r"|on air)\b",
            re.IGNORECASE,
        ),
    ),
)
FILLER = re.compile(
    rf"\b(?:{_WEEKDAY}|at|on|of|last|first|published?|publication|posted|created|issued|first aired|aired"
    r"|filed|released?|dated?"
    r"|on air|updated?|modified|edited|revised|retrieved|accessed|archived|captured|snapshot|printed|saved"
    r"|today is|now|[^\W\d_]+ time"
    r"|current time|local time|time|hours|hrs|h|the|from|noon|midnight|a\.m|p\.m)\b",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"\b(?:\d+|an?|one|two|three)\s+(?:second|minute|min|hour|hr|day|week|month|year)s?\s+ago\b|\b(?:just"
    r" now|yesterday)\b",
    re.IGNORECASE,
)
ARCHIVE = re.compile(
    r"(?:web\.archive\.org|archive\.(?:today|is|ph|org|li|md|vn)|webarchive\.[\w.]{1,40}"
    r"|wayback[\w.-]{0,40}|arquivo\.pt)"
    r"(?::\d{1,5})?(?:/web|/wayback)?/(\d{4,14})[a-z_]{0,4}(?:/|$)",
    re.IGNORECASE,
)
BANNER = re.compile(
    r"(?:captured|archived|crawled|retrieved|snapshot|saved|accessed)\b(?: (?:on|at"
    r"|from))?.{0,100}\b(?:archive|wayback|snapshot|cache|\d{4})\b.{0,40}$",
    re.IGNORECASE,
)
BETWEEN = re.compile(rf"[\s,|·•–—-]*(?:(?:at|on|t|{_WEEKDAY})[\s,|·•–—-]*)*", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]")
DIGIT = re.compile(r"\d")  # which every date and time has; most lines of a page have none


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date found in a string: its value, where, and what the words before it call it."""

    value: str
    span: Span
    label: Label | None


def stamps(text: str) -> Iterator[Stamp]:
    """The dates of one line in order, each joined with the time beside it. Long lines give none."""
    if len(text) > LONGEST or not DIGIT.search(text):
        return
    dates = [(match.span(), value) for match in DATE.finditer(text) if (value := _day(match))]
    times = [match.span() for match in TIME.finditer(text)]
    last = 0
    for number, ((start, end), day) in enumerate(dates):
        ahead = dates[number + 1][0][0] if number + 1 < len(dates) else len(text)
        low, high, value = start, end, day
        clock = _beside(text, (start, end), times, last, ahead) if len(day) == 10 else None
        if clock:
            low, high = min(start, clock[0]), max(end, clock[1])
            value = day + "T" + time_of(text[clock[0] : clock[1]])
        yield Stamp(value, Span(low, high), _label(text[last:low]))
        last = high


def stamp_line(text: str) -> tuple[Stamp, ...] | None:
    """The stamps of a line that is nothing but a timestamp; None when it says anything else."""
    return _stamp_line(text) if len(text) <= LONGEST else None


@lru_cache(maxsize=1 << 13)  # sites have the same menus, and the same "2 hours ago", on all pages
def _stamp_line(text: str) -> tuple[Stamp, ...] | None:
    if not (DIGIT.search(text) or RELATIVE.search(text)):
        return None
    late_year = any(match["y6"] for match in DATE.finditer(text))
    rest = RELATIVE.sub(" ", TIME.sub(" ", DATE.sub(" ", text)))
    if late_year:
        rest = re.sub(r"(?<!\d)\d{4}(?!\d)", " ", rest)
    if len(rest) == len(text) and rest == text:
        return None
    rest = FILLER.sub(" ", rest)
    if LETTER.search(re.sub(r"(?i)\b(?:am|pm|gmt|utc)\b", " ", rest)) or re.search(r"\d", rest):
        return None
    return tuple(stamps(text))


def archive_stamp(text: str) -> Stamp | None:
    """The time in a web archive's banner: its address with figures, or "Captured ... by the ... Archive"."""
    if len(text) > LONGEST:
        return None
    match = ARCHIVE.search(text)
    if match:
        value = archive_time(match[1])
        return Stamp(value, Span(*match.span(1)), "captured") if value else None
    if BANNER.match(text):
        first = next(stamps(text), None)
        # the date follows its label at once; "Captured soldiers were shown on ..." is prose
        return Stamp(first.value, first.span, "captured") if first and first.span.start <= 24 else None
    return None


def archive_time(digits: str) -> str | None:
    """A web archive's "20210420181800" as an ISO prefix."""
    value = iso(digits[:8]) if len(digits) >= 8 else iso(digits[:4])
    if value and len(digits) >= 12 and int(digits[8:10]) < 24 and int(digits[10:12]) < 60:
        return f"{value}T{digits[8:10]}:{digits[10:12]}Z"
    return value


def _beside(
    text: str, day: tuple[int, int], times: list[tuple[int, int]], low: int, high: int
) -> tuple[int, int] | None:
    """The time that belongs to a date: next to it with nothing but filler between; after it wins."""
    for start, end in times:
        if day[1] <= start < high and _filler(text[day[1] : start]):
            return start, end
    for start, end in reversed(times):
        if low <= start and end <= day[0] and _filler(text[end : day[0]]):
            return start, end
    return None


def _filler(between: str) -> bool:
    return len(between) <= 20 and BETWEEN.fullmatch(between) is not None


def _label(before: str) -> Label | None:
    """What the nearest label word before a date says."""
    best: tuple[int, Label] | None = None
    for label, pattern in LABELS:
        for match in pattern.finditer(before):
            if best is None or match.start() > best[0]:
                best = match.start(), label
    return best[1] if best else None


def _day(match: re.Match[str]) -> str | None:
    group = match.group
    if group("y6"):
        return ymd(int(group("y6")), _month(group("m6")), int(group("d6")))
    if group("y1"):
        return ymd(int(group("y1")), int(group("m1")), int(group("d1")))
    if group("y2"):
        return ymd(int(group("y2")), _month(group("m2")), int(group("d2")))
    if group("y3"):
        return ymd(int(group("y3")), _month(group("m3")), int(group("d3")))
    if group("y4"):
        first, second, year = int(group("d4")), int(group("m4")), int(group("y4"))
        if first > 12 or first == second or group("sep4") == ".":
            return ymd(year, second, first)
        # 3/9/2018 is March or September: the page does not say, so neither do we
        return ymd(year, first, second) if second > 12 else None
    return f"{group('y5')}-{_month(group('m5')):02d}"


def _month(name: str) -> int:
    return MONTHS[name.lower()]


def ymd(year: int, month: int, day: int) -> str | None:
    """ISO day, or None when there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def time_of(text: str) -> str:
    """A clock time with its zone as ISO 8601: "6:18 pm EST" is 18:18-05:00."""
    lowered = text.lower()
    if match := re.match(r"\s*(\d\d)(\d\d)\s*(?:gmt|utc|z)", lowered):
        return f"{match[1]}:{match[2]}Z"
    found = CLOCK_PARTS.search(text)
    assert found is not None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = re.search(r"([ap])\.?\s?m\b", lowered)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    zone = NAMED_ZONE.search(text)
    return f"{hour:02d}:{minute:02d}{_zone(zone[1], zone[2]) if zone else ''}"


def _zone(name: str | None, offset: str | None) -> str:
    if not name and not offset:
        return ""
    minutes = round(ZONES[name.lower()] * 60) if name else 0
    if offset:
        sign = -1 if offset[0] == "-" else 1
        digits = offset[1:].replace(":", "")
        hours, rest = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        minutes += sign * (hours * 60 + rest)
    if not minutes:
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def iso(text: str) -> str | None:
    """A machine's date (JSON-LD, meta, `<time>`), or a written one, as our ISO prefix; None for others."""
    text = text.strip()
    if match := ISO.match(text):
        year, month, day, hour, minute, zone = match.groups()
        rest = text[match.end() :].strip()
        if not re.match(r"\d", rest):
            return _iso_parts(year, month, day, hour, minute, zone)
    found = next(stamps(text[:LONGEST]), None)
    return found.value if found else None


def _iso_parts(
    year: str, month: str | None, day: str | None, hour: str | None, minute: str | None, zone: str | None
) -> str | None:
    if month is None:
        return year if int(year) >= 1000 else None
    if day is None:
        return f"{year}-{month}" if 1 <= int(month) <= 12 else None
    value = ymd(int(year), int(month), int(day))
    if value is None or hour is None or minute is None:
        return value
    if int(hour) > 23 or int(minute) > 59:
        return None
    named, offset = (zone, None) if zone and zone[0].isalpha() else (None, zone)
    return f"{value}T{hour}:{minute}{_zone(named, offset)}"


def short_year(text: str) -> tuple[str, Span] | None:
    """A wire date with a two-figure year ("4 FEB 90"): 40 to 99 are 19xx, the rest 20xx."""
    if match := SHORT_YEAR.search(text[:LONGEST]):
        year = int(match[3])
        value = ymd(year + (1900 if year >= 40 else 2000), _month(match[2]), int(match[1]))
        return (value, Span(*match.span())) if value else None
    return None


def last_day(value: str) -> date:
    """The last day that an ISO prefix can mean."""
    year, month, day = int(value[:4]), int(value[5:7] or 12), value[8:10]
    if day:
        return date(year, month, int(day))
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) if year < 9999 else date.max


def first_day(value: str) -> date:
    """The first day that an ISO prefix can mean."""
    return date(int(value[:4]), int(value[5:7] or 1), int(value[8:10] or 1))
