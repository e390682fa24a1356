"""What an expression's words mean on this page: an ISO date or interval against the day of publication.

The rules: a bare weekday, day of a month, month, quarter or season is the latest one that began no later than
the day of publication, or in a future clause the next; "last", "next" and "this" point as they say; "ago" and
"last week" count whole units from the day of publication; "the following day" and "two days later" count from
the expression before. A page's own clock anchors nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from saidby.data import Article, Span, Timex
from saidby.reading.times import days
from saidby.reading.times.atom import Atom
from saidby.reading.times.days import Stretch
from saidby.reading.times.tense import is_future
from saidby.reading.times.words import EASTER, MONTH, MOVING, month

PUBLISHED = "published"
_ENDED = re.compile(rf"\s+ended\s+(?:on\s+)?({MONTH})\.?\s+\d", re.IGNORECASE)
_MOST = 64  # days of one sentence that are kept for its times of day; bounds the work on text that is no text
_SIZE = {"D": 1, "wd": 1, "W": 7, "M": 31, "Q": 92, "Y": 366}  # days
_RESULTS = 120  # days after a quarter's end in which its results are still awaited
_SOON = 60  # days ahead where a date without a verb that tells is rather to come than ten months past
_RESULTS_REPORT = 8  # sentences after a quarter's mention in which "a year earlier" is that quarter's
_CHAIN = 4  # sentences back that "the following day" may look for the day before it
_NEAR = 2  # sentences back that "later" and "a year earlier" may look for what they hang on


@dataclass(slots=True)
class _Seen:
    """An expression before the present one that others may hang on."""

    id: str
    days: Stretch | None
    unit: str
    sentence: int


@dataclass(slots=True)
class Resolver:
    """Goes through a page's expressions in order and remembers what later ones hang on."""

    article: Article
    unknown: str
    _day: dt.date | None = None
    _known: str = ""
    _last: _Seen | None = None
    _last_day: _Seen | None = None
    _quarter: tuple[Stretch, int] | None = None
    _here: list[tuple[Span, _Seen]] = field(default_factory=list)  # days of the present sentence

    def __post_init__(self) -> None:
        published = self.article.published
        if published and (span := days.stretch(published.value)):
            self._day = span.last
            self._known = {4: "Y", 7: "M"}.get(len(published.value), "D")

    def timex(self, id_: str, atom: Atom, number: int, sentence: Span) -> Timex | None:
        """The record for an expression in the sentence of that number; None where it says nothing."""
        if atom.kind == "later" and (self._last is None or number - self._last.sentence > _NEAR):
            return None
        try:
            found, anchor, reason = self._resolve(atom, number, sentence)
        except (ValueError, OverflowError):
            found, anchor, reason = None, None, "beyond the years that the calendar can name"
        resolved = found if isinstance(found, str) or found is None else days.name(found)
        if atom.season and isinstance(found, Stretch):
            # no day of a season is said, and which they are differs between north and south
            resolved = f"{found.first.year}-{atom.season}"
        if resolved and found is not None and not isinstance(found, str):
            self._remember(id_, found, atom, number)
            if atom.clock and found.first == found.last:
                resolved += atom.clock
        elif found is None and atom.kind in _DATED:
            self._see(_Seen(id_, None, _unit(atom), number), atom)
        return Timex(
            id=id_,
            span=atom.span,
            type=atom.type,
            value=atom.value,
            mod=atom.mod,
            resolved=resolved,
            anchor=anchor,
            reason=None if resolved else reason,
            function=None,
            score=SCORES.get(atom.kind, 0.5),
        )

    def _see(self, seen: _Seen, atom: Atom) -> None:
        self._last = seen
        if seen.unit in {"D", "wd"} and (seen.days is None or seen.days.first == seen.days.last):
            self._last_day = seen
            if self._here and self._here[0][1].sentence != seen.sentence:
                self._here.clear()
            if atom.kind != "clock" and len(self._here) < _MOST:
                self._here.append((atom.span, seen))

    def _day_beside(self, atom: Atom, number: int) -> _Seen | None:
        """The day that a time of day belongs to: the nearest in its sentence, rather before it than after."""
        beside = [(span, seen) for span, seen in self._here if seen.sentence == number]
        if not beside:
            return None
        return min(beside, key=lambda one: _distance(one[0], atom.span))[1]

    def _remember(self, id_: str, found: Stretch, atom: Atom, number: int) -> None:
        if atom.kind in _DATED:
            self._see(_Seen(id_, found, _unit(atom), number), atom)
        if atom.kind in {"quarter", "thequarter"} and atom.quarter[:1] != "H":
            self._quarter = found, number

    # each step gives (stretch or ISO text or None, anchor, reason)

    def _resolve(
        self, atom: Atom, number: int, sentence: Span
    ) -> tuple[Stretch | str | None, str | None, str | None]:
        kind = atom.kind
        if kind in {"ref", "set"}:
            return None, None, "names no date" if kind == "ref" else "a time that comes again"
        if kind == "duration":
            return self._length(atom)
        if kind == "later":
            return self._later()
        if kind == "yearquarter":
            return self._year_quarter(atom), None, None
        if fixed := _fixed(atom):
            return fixed, None, None
        if kind in {"chain", "yearago", "clock"} and (hung := self._hung(atom, number)):
            return hung
        if kind == "chain" and (atom.unit in {"D", "wd"} or atom.count >= 0):
            return None, None, "nothing before it that it could count from"
        if self._day is None:
            return None, None, self.unknown
        if _finer(atom, self._known):
            return None, None, f"the page is dated only to the {'year' if self._known == 'Y' else 'month'}"
        return self._from_published(atom, self._day, sentence), PUBLISHED, None

    def _from_published(self, atom: Atom, day: dt.date, sentence: Span) -> Stretch:
        kind = atom.kind
        future = is_future(self.article.text, sentence, atom.span)
        if kind in {"deictic", "shift", "yearago", "chain"} and atom.unit != "wd":
            return days.around(day, atom.unit, atom.count)
        if kind == "clock":
            return Stretch(day, day)
        if kind == "thequarter":
            return self._the_quarter(atom, day)
        if kind == "weekday" and atom.unit == "W":
            monday = days.around(day, "W", atom.count).first + dt.timedelta((atom.weekday or 1) - 1)
            return Stretch(monday, monday)
        if kind in {"weekday", "chain"}:
            return _weekday(atom, day, future)
        if kind == "weekend":
            this = days.around(day, "WE", 0)
            return this if future or this.first <= day else days.around(day, "WE", -1)
        if atom.unit == "Y":
            return _in_year(atom, day.year + atom.count)
        return _yearly(atom, day, future)

    def _the_quarter(self, atom: Atom, day: dt.date) -> Stretch:
        """The one that ended on the date that follows, the one spoken of, or the last that is over."""
        ended = _ENDED.match(self.article.text, atom.span.end)
        if ended:
            last = month(ended[1])
            return days.months(day.year - (last > day.month), last - 2, 3)
        return self._quarter[0] if self._quarter else days.around(day, "Q", -1)

    def _year_quarter(self, atom: Atom) -> Stretch:
        assert atom.year
        if self._quarter is None:
            return days.months(atom.year, 1, 12)
        return days.months(atom.year, self._quarter[0].first.month, 3)

    def _length(self, atom: Atom) -> tuple[Stretch | None, str | None, str | None]:
        """ "the past two months" ends on the day of publication, "the next two years" begin there."""
        if not atom.toward or not atom.count or atom.unit not in {"D", "W", "M", "Q", "Y"}:
            return None, None, "a length of time, not a date"
        if self._day is None or self._known != "D":
            return None, None, self.unknown
        sign = -1 if atom.toward in {"last", "this"} else 1
        other = days.move(self._day, atom.unit, sign * atom.count)
        return Stretch(min(self._day, other), max(self._day, other)), PUBLISHED, None

    def _later(self) -> tuple[str | None, str | None, str | None]:
        assert self._last is not None
        if self._day is None or self._last.days is None or self._known != "D":
            return None, self._last.id, self.unknown
        if self._last.days.first > self._day:
            return None, self._last.id, "after a time that is itself to come"
        return f"{self._last.days.first.isoformat()}/{self._day.isoformat()}", self._last.id, None

    def _hung(self, atom: Atom, number: int) -> tuple[Stretch | None, str | None, str | None] | None:
        """Counted from the expression before; None where there is none near enough."""
        if atom.kind == "yearago":
            return self._year_ago(atom, number)
        if atom.kind == "clock":
            last = self._day_beside(atom, number)
        else:
            last = self._last_day if atom.unit in {"D", "wd"} else self._last
        if last is None or number - last.sentence > _CHAIN:
            return None
        if last.days is None:
            return None, last.id, self.unknown
        if atom.kind == "clock":
            return last.days, last.id, None
        if atom.unit == "wd":
            return _weekday(atom, last.days.first, None), last.id, None
        if (last.days.last - last.days.first).days >= _SIZE.get(atom.unit, 366):
            return None, last.id, "counts from a shorter time than the one that is known"
        if last.unit in {"Q", "M"} and atom.unit == "Y" and atom.count:
            return _moved(last.days, "Y", atom.count), last.id, None
        return days.around(last.days.first, atom.unit, atom.count), last.id, None

    def _year_ago(self, atom: Atom, number: int) -> tuple[Stretch | None, str | None, str | None] | None:
        """A year before the quarter spoken of, in a report of results; else the year before publication."""
        if self._day is None:
            return None
        if atom.quarter:
            number_said = int(atom.quarter[1])
            this = days.months(self._day.year, 3 * number_said - 2, 3)
            back = 1 if this.first <= self._day else 2
            return days.months(self._day.year - back, 3 * number_said - 2, 3), PUBLISHED, None
        if self._quarter and number - self._quarter[1] <= _RESULTS_REPORT:
            quarter = self._quarter[0]
            if quarter.first > self._day:
                quarter = days.around(self._day, "Q", -1)
            return _moved(quarter, "Y", -1), PUBLISHED, None
        return None


def _distance(day: Span, clock: Span) -> int:
    """Characters between a day and a time of day; one that stands after counts double."""
    return clock.start - day.end if day.end <= clock.start else 2 * (day.start - clock.end)


_DATED = frozenset(
    "date numeric monthday month year weekday deictic shift quarter thequarter chain holiday season weekend "
    "clock".split()
)


def _unit(atom: Atom) -> str:
    if atom.kind in {"quarter", "thequarter"}:
        return "Q"
    if atom.kind == "month" or (atom.kind == "date" and atom.day is None):
        return "M"
    return "Y" if atom.kind == "year" else atom.unit or "D"


def _finer(atom: Atom, known: str) -> bool:
    """Does the expression need a finer date of publication than is known?"""
    if known == "D":
        return False
    if known == "Y":
        return atom.unit not in {"Y", "DE", "CE"}
    return atom.unit in {"D", "W", "WE", "wd"} or atom.kind in {"weekday", "clock", "monthday", "weekend"}


def _fixed(atom: Atom) -> Stretch | str | None:
    """Expressions that say their year."""
    if atom.year is None:
        return None
    if atom.kind == "century":
        return f"{atom.year // 100:02}"
    if atom.kind == "decade":
        return days.months(atom.year, 1, 120)
    if atom.kind == "year":
        return Stretch(dt.date(atom.year, 1, 1), dt.date(atom.year + atom.count, 12, 31))
    return _in_year(atom, atom.year)


def _in_year(atom: Atom, year: int) -> Stretch:
    """The day, month, quarter, half or season in a year."""
    if atom.day:
        first = dt.date(year, atom.month or 1, atom.day)
        return Stretch(first, first + dt.timedelta(atom.count if not atom.unit else 0))
    if atom.month:
        return days.months(year, atom.month, 1)
    if atom.quarter:
        size = 3 if atom.quarter[0] == "Q" else 6
        return days.months(year, size * (int(atom.quarter[1]) - 1) + 1, size)
    if atom.season:
        return days.season(year, atom.season)
    if atom.part in MOVING:
        day = days.nth_weekday(year, *MOVING[atom.part])
        return Stretch(day, day)
    if atom.part in EASTER:
        day = days.easter(year) + dt.timedelta(EASTER[atom.part])
        return Stretch(day, day)
    return days.months(year, 1, 12)


def _yearly(atom: Atom, day: dt.date, future: bool | None) -> Stretch:
    """What comes once a year: the latest that began by `day`, or the next in a future clause."""
    near = [_try(atom, year) for year in range(day.year - 8, day.year + 9)]
    known = [span for span in near if span is not None]
    if not known:
        raise ValueError("no such day")
    before = [span for span in known if span.first <= day]
    after = [span for span in known if span.last >= day]
    if atom.toward == "last":
        return [span for span in known if span.last < day][-1]
    if atom.toward == "next":
        return next(span for span in known if span.first > day)
    if atom.toward == "this":
        return next((span for span in known if span.first.year == day.year), before[-1])
    if atom.quarter and future:
        # "expects a third-quarter loss" in early November is about the quarter that just ended
        return after[0] if (day - before[-1].last).days > _RESULTS else before[-1]
    ahead, behind = (after[0].first - day).days, (day - before[-1].first).days
    if future is None and atom.month and ahead <= _SOON < behind / 2:
        return after[0]
    if future and atom.day and behind <= _SOON < ahead / 4:
        return before[-1]
    return after[0] if future else before[-1]


def _try(atom: Atom, year: int) -> Stretch | None:
    try:
        return _in_year(atom, year)
    except ValueError:
        return None  # 29 February


def _weekday(atom: Atom, day: dt.date, future: bool | None) -> Stretch:
    wanted = (atom.weekday or 1) - 1
    back = (day.weekday() - wanted) % 7
    if atom.toward == "last":
        found = day - dt.timedelta(back or 7)
    elif atom.toward == "next" or (not atom.toward and future):
        ahead = (wanted - day.weekday()) % 7
        found = day + dt.timedelta(ahead or (7 if atom.toward else 0))
    elif atom.toward == "this":
        found = days.around(day, "W", 0).first + dt.timedelta(wanted)
    else:
        found = day - dt.timedelta(back)
    return Stretch(found, found)


def _moved(span: Stretch, unit: str, count: int) -> Stretch:
    first = days.move(span.first, unit, count)
    last = days.move(span.last + dt.timedelta(1), unit, count) - dt.timedelta(1)
    return Stretch(first, last)


_CLAUSE = 200  # characters beside an expression in which its verb is looked for
_PAST_VERB = re.compile(r"\b(?:was|were|had|[a-z]{3,}ed)\b")


def _is_past(text: str, sentence: Span, span: Span) -> bool:
    return bool(
        _PAST_VERB.search(
            text, max(sentence.start, span.start - _CLAUSE), min(sentence.end, span.end + _CLAUSE)
        )
    ) and not is_future(text, sentence, span)


def unknown_reason(article: Article, atoms: list[tuple[Span, list[Atom]]]) -> str:
    """Why nothing is resolved on a page without a date of publication, and what it still proves."""
    past = [
        atom.year
        for sentence, found in atoms
        for atom in found
        if atom.year and atom.kind in {"year", "date"} and _is_past(article.text, sentence, atom.span)
    ]
    latest = max(past, default=0)
    reason = "the date of publication is unknown"
    if latest:
        reason += f"; not before {latest}, which the text speaks of as past"
    if article.captured:
        reason += f"; not after {article.captured.value}, when the page was captured"
    return reason


# Share of right values among the expressions of a kind that overlap the gold of TimeBank, AQUAINT and
# MEANTIME, smoothed; weekends were read by hand, since their gold has another form.
SCORES = {
    "date": 0.98, "ref": 0.97, "decade": 0.97, "year": 0.96, "quarter": 0.95, "deictic": 0.93,
    "century": 0.92, "set": 0.92, "month": 0.91, "season": 0.91, "monthday": 0.9, "duration": 0.87,
    "weekday": 0.87, "numeric": 0.7, "weekend": 0.85, "clock": 0.8, "holiday": 0.8, "later": 0.75,
    "shift": 0.74, "yearago": 0.6, "thequarter": 0.53, "chain": 0.45, "yearquarter": 0.37,
}  # fmt: skip
