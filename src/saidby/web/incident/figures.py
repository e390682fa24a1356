"""Figures over time: each root in a lane of its own, values as points, ranges as bars, open ends as arrows.

Only places are worked out here (in the units of a lane's drawing); the template draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from saidby.ledger.days import days
from saidby.ledger.incident import FigureRow, Incident, Verdict
from saidby.ledger.ranges import told

WIDE, HIGH = 640, 60  # a lane's drawing
LEFT, RIGHT, TOP, FOOT = 44, 590, 24, 52
APART = 58  # two labels that are nearer than this do not stand side by side
TICKS = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """A value at its place. `low` and `high` are heights, None for an open end or where nothing is given.

    `label` is left out ("") where there is no room: it stands in the table all the same.
    """

    x: float
    low: float | None
    high: float | None
    text: str
    label: str
    label_y: float
    row: FigureRow


@dataclass(frozen=True, slots=True)
class Lane:
    """One root's values in order of time; `steps` is the line through those that are dated (SVG points)."""

    root: str
    party: bool
    marks: tuple[Mark, ...]
    steps: str
    undated: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """All roots that give one measure, on the same scales. `ticks` are places and days."""

    measure: str
    verdict: Verdict | None
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    most: float


def charts(incident: Incident) -> tuple[Chart, ...]:
    """One for each measure, in the order of the incident's figures."""
    verdicts = {facet.facet: facet.verdict for facet in incident.facets}
    parties = {root.name for root in incident.roots if root.party}
    measures = dict.fromkeys(row.measure for row in incident.figures)
    return tuple(
        _chart(m, verdicts.get(m), [row for row in incident.figures if row.measure == m], parties)
        for m in measures
    )


def latest(incident: Incident) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Measures of people, and by root what it said of each last; "" where it said nothing, no zero."""
    counted = {row.measure for row in incident.figures}
    facets = [facet for facet in incident.facets if facet.facet in counted]
    said: dict[str, dict[str, str]] = {}
    for facet in facets:
        for position in facet.positions:
            for root in position.roots:
                said.setdefault(root, {}).setdefault(facet.facet, position.value)
    measures = tuple(facet.facet for facet in facets)
    return measures, tuple((root, tuple(held.get(m, "") for m in measures)) for root, held in said.items())


def _chart(measure: str, verdict: Verdict | None, rows: Sequence[FigureRow], parties: set[str]) -> Chart:
    moments = [found.first for row in rows if (found := days(row.as_of))]
    first, last = (min(moments), max(moments)) if moments else (0, 0)
    most = max((value for row in rows for value in (row.low, row.high) if value is not None), default=0) or 1

    def x(row: FigureRow) -> float | None:
        found = days(row.as_of)
        if found is None:
            return None
        part = (found.first - first) / (last - first) if last > first else 0.5
        return round(LEFT + part * (RIGHT - LEFT), 1)

    def y(value: float) -> float:
        return round(FOOT - value / most * (FOOT - TOP), 1)

    lanes: list[Lane] = []
    for root in dict.fromkeys(row.root for row in rows):
        own = [row for row in rows if row.root == root]
        marks: list[Mark] = []
        ends = [-1000.0, -1000.0]  # of the labels above and below
        for row in own:
            at = x(row)
            if at is None:
                continue
            low, high = (None if v is None else y(v) for v in (row.low, row.high))
            text = told((row.low, row.high))
            short = _short(row)
            same = bool(marks) and (marks[-1].x, marks[-1].label) == (at, short)
            place = None if same else next((n for n in (0, 1) if at - ends[n] >= APART), None)
            if place is not None:
                ends[place] = at
            heights = [v for v in (low, high) if v is not None]
            label_y = min(heights or [FOOT]) - 7 - 11 * (place or 0)
            marks.append(Mark(at, low, high, text, "" if place is None else short, max(9, label_y), row))
        steps = " ".join(_steps(marks))
        lanes.append(Lane(root, root in parties, tuple(marks), steps, tuple(r for r in own if x(r) is None)))
    return Chart(measure, verdict, tuple(lanes), tuple(_ticks(rows, x)), most)


def _short(row: FigureRow) -> str:
    """The value in a few characters; words where no number is given."""
    low, high = (None if v is None else f"{v:,.0f}" for v in (row.low, row.high))
    if low is None and high is None:
        return "?"
    if low == high:
        return low or ""
    return f"{low}+" if high is None else f"≤{high}" if low is None else f"{low}–{high}"


def _steps(marks: Sequence[Mark]) -> Iterable[str]:
    """A step line: a value holds until the next is given."""
    before: float | None = None
    for mark in marks:
        height = mark.low if mark.low is not None else mark.high
        if height is None:
            continue
        if before is not None:
            yield f"{mark.x},{before}"
        yield f"{mark.x},{height}"
        before = height


def _ticks(rows: Sequence[FigureRow], x: Callable[[FigureRow], float | None]) -> Iterable[tuple[float, str]]:
    """Days under the lanes, as many as stand side by side."""
    places = sorted({(at, (row.as_of or "")[:10]) for row in rows if (at := x(row)) is not None})
    if not places:
        return
    end, shown = -1000.0, 0
    for at, day in places:
        last = at == places[-1][0]
        if at - end >= 100 and (last or places[-1][0] - at >= 100) and (shown < TICKS or last):
            yield at, day
            end, shown = at, shown + 1
