"""Evidence: which date of a page is its publication, its change, its capture, and why.

Never published: a page clock, an archive's banner, a copyright year, a date in a script. What nothing
settles stays None, with a `Problem` that gives the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from saidby.data import Basis, Dated, Problem, Role, Span
from saidby.pages.dates import ARCHIVE, Stamp, archive_time, first_day, iso, last_day, short_year, stamps, ymd
from saidby.pages.given import Given

EARLIEST = 1980  # of a page's own statement; 1970-01-01 and 0001-01-01 are empty fields, not dates
NEWS_AGE = 2  # days by which a stated date and the URL's may differ (time zones, night desks)

_STATED = ("json-ld", "meta")

URL_DAY = re.compile(
    r"[/_-]((?:19|20)\d\d)([/_-])([01]?\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\2([0-3]?\d)(?=[/_.?#-]|$)"
    r"|[/_-]((?:19|20)\d\d)([01]\d)([0-3]\d)(?=[/_.?#-]|$)",
    re.IGNORECASE,
)
OPENS_STORY = re.compile(r"[-–—_:\]]\s*$")  # how a dateline ends, and a timestamp does not
URL_MONTH = re.compile(r"/((?:19|20)\d\d)/([01]?\d)/")
NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Clue:
    """One date that a page states, before it is believed: what for, where from, where it stands."""

    value: str
    basis: Basis
    span: Span | None = None
    source: str = "the page"  # in words, for a problem's message


@dataclass(frozen=True, slots=True)
class Clues:
    """All dates of a page by what they claim to be, the strongest first."""

    published: tuple[Clue, ...] = ()
    modified: tuple[Clue, ...] = ()
    captured: tuple[Clue, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    published: Dated | None
    modified: Dated | None
    captured: Dated | None
    problems: tuple[Problem, ...]


def settle(clues: Clues, given: Given, url: str | None) -> Settled:
    """Weigh the clues: what is given, the page's own statements, then the day in its address."""
    problems: list[Problem] = []
    captured = _captured(clues, given, url, problems)
    latest = _latest(captured)
    published = _given(given.published, "published", problems)
    if published is None:
        published = _first(_with_feed(clues.published, given.listed), "published", latest, problems)
        published = _with_url(published, url, latest, problems)
    modified = _first(clues.modified, "modified", latest, problems)
    if published is None:
        problems.append(Problem("dates", _reason(clues, captured, modified), None))
    return Settled(published, modified, captured, tuple(problems))


def _with_feed(published: tuple[Clue, ...], listed: str | None) -> tuple[Clue, ...]:
    """What a feed says goes behind what the page states for machines, and before what it prints."""
    stated = iso(listed) if listed else None
    if stated is None:
        return published
    stands = next((at for at, clue in enumerate(published) if clue.basis not in _STATED), len(published))
    return (*published[:stands], Clue(stated, "feed", None, "the feed"), *published[stands:])


def latest_day(clues: Clues, given: Given, url: str | None) -> date:
    """The last day that can be the page's: a day after its capture, else after today."""
    return _latest(_captured(clues, given, url, []))


def _latest(captured: Dated | None) -> date:
    # one day more, as the page's zone may be ahead of the clock's
    return (last_day(captured.value) if captured else datetime.now(UTC).date()) + timedelta(days=1)


def _given(value: str | None, what: str, problems: list[Problem]) -> Dated | None:
    if value is None or not value.strip():
        return None
    stated = iso(value)
    if stated is None:
        problems.append(
            Problem("dates", f"the given date {value[:40]!r} ({what}) is no ISO 8601 date; it was left out")
        )
        return None
    return Dated(stated, "given")


def _captured(clues: Clues, given: Given, url: str | None, problems: list[Problem]) -> Dated | None:
    """The given time of capture, else the page's clock or archive banner, else the archive's address."""
    stated = _given(given.captured, "captured", problems)
    if stated:
        return stated
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    found = _first(clues.captured, "captured", tomorrow, problems)
    if found:
        return found
    match = ARCHIVE.search(url or "")
    if match:
        value = archive_time(match[1])
        return Dated(value, "url") if value else None
    return None


def _first(clues: Iterable[Clue], what: str, latest: date, problems: list[Problem]) -> Dated | None:
    """The strongest clue that can be true, refined by a later one that says the same day more exactly."""
    chosen: Clue | None = None
    for clue in clues:
        year = int(clue.value[:4])
        if year < EARLIEST and clue.basis != "dateline":
            problems.append(
                Problem(
                    "dates",
                    f"{clue.value} ({what}, {clue.source}) is no date of a page; it was left out",
                    clue.span,
                )
            )
        elif first_day(clue.value) > latest:
            problems.append(
                Problem(
                    "dates",
                    f"{clue.value} ({what}, {clue.source}) lies after the page was read or captured; "
                    "it was left out",
                    clue.span,
                )
            )
        elif chosen is None:
            chosen = clue
        elif len(clue.value) > len(chosen.value) and clue.value.startswith(chosen.value):
            chosen = Clue(clue.value, chosen.basis, chosen.span or clue.span, chosen.source)
    return Dated(chosen.value, chosen.basis, chosen.span) if chosen else None


def _with_url(
    published: Dated | None, url: str | None, latest: date, problems: list[Problem]
) -> Dated | None:
    value = url_date(url)
    if value is None or first_day(value) > latest:
        return published
    if published is None:
        return Dated(value, "url")
    apart = abs((first_day(published.value) - first_day(value)).days)
    if len(value) == 10 and len(published.value) >= 10 and apart > NEWS_AGE:
        problems.append(
            Problem(
                "dates",
                f"the page says {published.value[:10]}, its address {value}; the page was believed",
                published.span,
            )
        )
    return published


def url_date(url: str | None) -> str | None:
    """The day or month that an address carries ("/2018/11/25/", "/2018/11/"), an archive's stamp left out."""
    if not url:
        return None
    path = re.sub(r"^[a-z]+://[^/]*", "", ARCHIVE.sub("/", url), flags=re.IGNORECASE)
    for match in URL_DAY.finditer(path):
        year, month, day = match.group(1, 3, 4) if match[1] else match.group(5, 6, 7)
        number = NAMES.index(month.lower()) + 1 if not month.isdigit() else int(month)
        value = ymd(int(year), number, int(day))
        if value:
            return value
    monthly = URL_MONTH.search(path)
    return f"{monthly[1]}-{int(monthly[2]):02d}" if monthly and 1 <= int(monthly[2]) <= 12 else None


def text_clues(found: Iterable[tuple[Role, Stamp]], datelines: Iterable[tuple[str, Span]]) -> Clues:
    """Clues in a page's text: timestamps with the role of their line, and the datelines of paragraphs."""
    published: list[Clue] = []
    plain: list[Clue] = []
    modified: list[Clue] = []
    captured: list[Clue] = []
    for role, stamp in found:
        clue = Clue(stamp.value, "text", stamp.span, "printed on the page")
        if role == "capture_clock" or stamp.label == "captured":
            captured.append(clue)
        elif stamp.label == "modified" or role == "correction":
            modified.append(clue)
        elif stamp.label == "published":
            published.append(clue)
        elif role in ("dateline", "byline"):
            plain.append(clue)
    wire = ((text, span) for text, span in datelines if OPENS_STORY.search(text))
    lines = [clue for clue in (_dateline(text, span) for text, span in wire) if clue]
    return Clues((*published, *plain, *lines[:1]), tuple(modified), tuple(captured))


def _dateline(text: str, span: Span) -> Clue | None:
    found = next(stamps(text), None)
    value, where = (found.value, found.span) if found else short_year(text) or (None, None)
    if value is None or where is None:
        return None
    return Clue(value, "dateline", Span(span.start + where.start, span.start + where.end), "the dateline")


def _reason(clues: Clues, captured: Dated | None, modified: Dated | None) -> str:
    if clues.published:
        return "no publication date: none of the dates that the page states as such can be true"
    if captured and captured.basis != "given":
        return (
            f"no publication date: {captured.value} is when the page was captured, and nothing else on it"
            " is a date of publication"
        )
    if modified:
        return f"no publication date: the page says only when it was last changed, {modified.value}"
    return "no publication date: neither the page nor its address states one; --published gives it"
