"""Tolls: the figures of an incident as series, one row for each root and value, and what they amount to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from saidby.data import Figure
from saidby.ledger.evidence import Said, groups, names, refs, standing
from saidby.ledger.incident import Facet, FigureRow, Position, Verdict
from saidby.ledger.ranges import Range, agree, grows, told
from saidby.ledger.voices import Voices

_UNTOLD: Range = (None, None)
_RISING = frozenset({"killed", "injured"})
Counted = tuple[Said, Figure]


def counted(claims: Iterable[Said]) -> list[Counted]:
    """Every figure of every claim, as far as it is of the incident."""
    found: list[Counted] = []
    for one in claims:
        figures = {figure.id: figure for figure in one.part.reading.figures}
        wanted = set(one.part.happening.figures)
        found += [(one, figures[id]) for id in one.claim.figures if id in figures and id in wanted]
    return found


def figure_rows(found: Sequence[Counted]) -> tuple[FigureRow, ...]:
    """A series for each measure and root, in order of time; the same value of a root is one row."""
    rows: dict[tuple[str, str, Range, str | None], list[Said]] = defaultdict(list)
    whose: dict[str, str] = {}
    for one, figure in found:
        part = _part_words(one, figure)
        rows[figure.measure, one.root.key, (figure.low, figure.high), part].append(one)
        whose.setdefault(one.root.key, one.root.name)
    made = [
        FigureRow(measure, who, whose[root], low, high, _first_said(those), refs(those))
        for (measure, root, (low, high), who), those in rows.items()
    ]
    return tuple(
        sorted(
            made, key=lambda row: (_rank(row.measure), row.root, row.as_of or "~", _size(row), row.who or "")
        )
    )


def toll_facets(found: Sequence[Counted], voices: Voices) -> list[Facet]:
    """One facet for each measure of people."""
    by_measure: dict[str, list[Counted]] = defaultdict(list)
    for one, figure in found:
        if figure.measure not in ("objects", "other") and figure.part_of is None:
            by_measure[figure.measure].append((one, figure))
    return [_facet(measure, by_measure[measure], voices) for measure in sorted(by_measure, key=_rank)]


def _facet(measure: str, found: Sequence[Counted], voices: Voices) -> Facet:
    latest = _latest(measure, found)
    held: dict[Range, list[Said]] = defaultdict(list)
    for count, those in latest.values():
        held[count] += those
    settled = _merged(held)
    if any(count != _UNTOLD for count in settled):
        settled.pop(_UNTOLD, None)  # "dozens" is no answer against a number; it stays in the series
    positions = [
        Position(
            told(count),
            names(one.root for one in those),
            groups(those, voices),
            refs(those),
        )
        for count, those in settled.items()
    ]
    positions.sort(key=lambda position: (-len(position.groups), position.value))
    return Facet(measure, _verdict(settled, _series(found)), tuple(positions))


def _series(found: Sequence[Counted]) -> dict[str, set[Range]]:
    """Every count that each root ever gave."""
    series: dict[str, set[Range]] = defaultdict(set)
    for one, figure in found:
        if (figure.low, figure.high) != _UNTOLD:
            series[one.root.key].add((figure.low, figure.high))
    return series


def _latest(measure: str, found: Sequence[Counted]) -> dict[str, tuple[Range, list[Said]]]:
    """What each root says last.

    Of several counts of one day the largest of the dead and hurt, as their toll only rises; else the one said
    most often, then the largest.
    """
    by_root: dict[str, list[Counted]] = defaultdict(list)
    for one, figure in found:
        by_root[one.root.key].append((one, figure))
    latest: dict[str, tuple[Range, list[Said]]] = {}
    for root, those in sorted(by_root.items()):
        numbered = [(one, f) for one, f in those if f.low is not None or f.high is not None] or those
        last = max((one.as_of or "")[:10] for one, _ in numbered)
        at_last: dict[Range, list[Said]] = defaultdict(list)
        for one, figure in numbered:
            if (one.as_of or "")[:10] == last:
                at_last[figure.low, figure.high].append(one)
        often = {c: 0 if measure in _RISING else len(those) for c, those in at_last.items()}
        count = max(at_last, key=lambda c: (often[c], c[0] or c[1] or 0, len(at_last[c]), c[1] is not None))
        latest[root] = (count, at_last[count])
    return latest


def _merged(held: dict[Range, list[Said]]) -> dict[Range, list[Said]]:
    """ "At least 107" and "107" are one position, told by the exact one; so is a count that says nothing."""
    exact = sorted(held, key=lambda c: (c[0] is None or c[0] != c[1], c[0] or 0, c[1] or 0))
    settled: dict[Range, list[Said]] = {}
    for count in exact:
        home = next(
            (one for one in settled if count[0] is not None and count[0] in one and agree(one, count)), count
        )
        settled.setdefault(home, []).extend(held[count])
    return settled


def _verdict(held: dict[Range, list[Said]], series: Mapping[str, set[Range]]) -> Verdict:
    numbers = [count for count in held if count != _UNTOLD]
    if standing(one for those in held.values() for one in those) < 2:
        return "single"
    if len(numbers) < 2:
        return "agree"
    verdict: Verdict = "agree"
    for index, one in enumerate(numbers):
        for other in numbers[index + 1 :]:
            if agree(one, other):
                continue
            verdict = "differ"
            if not _in_time(one, held[one], other, held[other]) and not (
                _outgrew(one, held[one], other, series) or _outgrew(other, held[other], one, series)
            ):
                return "contradict"
    return verdict


def _in_time(one: Range, ones: Sequence[Said], other: Range, others: Sequence[Said]) -> bool:
    """Whether two counts that cannot both be true are an earlier and a later toll."""
    first, then = _first_said(ones), _first_said(others)
    if first is None or then is None:
        return False
    if not _is_timed(first) or not _is_timed(then):
        first, then = first[:10], then[:10]
    if first == then:
        return False
    return grows(one, other) if first < then else grows(other, one)


def _is_timed(when: str) -> bool:
    return len(when) > len("2031-05-04T") and when[10] == "T"


def _outgrew(
    larger: Range, holders: Sequence[Said], smaller: Range, series: Mapping[str, set[Range]]
) -> bool:
    """Whether who holds the larger count gave the smaller one too: it was the toll at an earlier hour."""
    if not grows(smaller, larger) or agree(smaller, larger):
        return False
    return any(agree(smaller, earlier) for one in holders for earlier in series[one.root.key] - {larger})


def _first_said(found: Iterable[Said]) -> str | None:
    return min((at for one in found if (at := one.as_of)), default=None)


def _part_words(one: Said, figure: Figure) -> str | None:
    if figure.who is None:
        return None
    text = one.part.reading.article.text
    actor = (
        next((a.name for a in one.part.reading.actors if a.id == figure.who.actor), None)
        if figure.who.actor
        else None
    )
    return actor or " ".join(figure.who.span.of(text).split())


_ORDER = (
    "killed",
    "injured",
    "hospitalised",
    "missing",
    "detained",
    "abducted",
    "displaced",
    "affected",
    "objects",
    "other",
)


def _rank(measure: str) -> int:
    return _ORDER.index(measure)


def _size(row: FigureRow) -> tuple[float, float]:
    return row.low or 0.0, row.high or 0.0
