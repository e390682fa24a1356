"""Listings: the figures, the accusations or the timeline of a reading, in a terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal, get_args

from saidby.data import Reading
from saidby.views.accusations import AccusationRow, accusation_rows
from saidby.views.details import EXCERPT
from saidby.views.figures import FigureRow, figure_rows
from saidby.views.overview import Overview
from saidby.views.terminal import LOOK, Look, hanging, heading, room, set_lines
from saidby.views.timeline import NO_TIME, TimelineRow, shown, timeline_rows
from saidby.views.typeset import Line, Run, wrap

Listing = Literal["figures", "accusations", "timeline"]
LISTINGS: tuple[Listing, ...] = get_args(Listing)

NONE: Mapping[Listing, str] = {
    "figures": "no figures", "accusations": "no accusations", "timeline": "no times",
}  # fmt: skip
OWN = "the publisher's own word"
LABEL = 8  # columns of "of whom", "words" and their like
_TEXT = 4 * EXCERPT  # characters of the words of a row


def rows(reading: Reading, listing: Listing) -> Sequence[FigureRow | AccusationRow | TimelineRow]:
    match listing:
        case "figures":
            return figure_rows(reading)
        case "accusations":
            return accusation_rows(reading)
        case "timeline":
            return timeline_rows(reading)


def listed_json(reading: Reading, listing: Listing, *, id: str | int | None) -> str:
    """One line: `{"id", "article", "figures": [...]}`, no id where it is None; fields as in the rows."""
    named: dict[str, Any] = {} if id is None else {"id": id}
    found = [asdict(row) for row in rows(reading, listing)]
    return json.dumps({**named, "article": reading.article.id, listing: found}, ensure_ascii=False)


def show_listing(reading: Reading, listing: Listing, *, origin: str, look: Look = LOOK) -> str:
    """The listing as text, ending with a line end. `origin` is the page as the user named it."""
    columns = room(look)
    lines: list[Line] = [*heading(Overview(reading), origin, columns), ()]
    found = rows(reading, listing)
    dated = True
    figures = {row.figure: row for row in found if isinstance(row, FigureRow)}
    for row in found:
        match row:
            case FigureRow():
                lines += [*_figure(row, figures.get(row.part_of or ""), columns), ()]
            case AccusationRow():
                lines += [*_accusation(row, columns), ()]
            case TimelineRow():
                if dated and row.date is None:
                    lines += [(Run(shown(row), "warning"),), ()]
                dated = row.date is not None
                lines += [*_time(row, columns), ()]
    if not found:
        lines += [(Run(NONE[listing], "faint"),), ()]
    return set_lines(lines, look)


def _labelled(label: str, runs: Sequence[Run], columns: int) -> Iterator[Line]:
    yield from hanging(Run(label.ljust(LABEL), "faint"), runs, columns, 4)


def _figure(row: FigureRow, whole: FigureRow | None, columns: int) -> Iterator[Line]:
    """What is counted, on whose word, in which words."""
    measure = row.measure if row.measure not in ("objects", "other") else None
    counted = " ".join(filter(None, [row.who, measure]))
    runs = [Run(row.range, "title"), Run(f" {counted}" if counted else "")]
    if row.actor and not (row.who and row.actor.endswith(row.who)):  # "nine people" are the people counted
        runs.append(Run(f" = {row.actor}", "faint"))
    if whole:
        runs.append(Run(f", part of {' '.join(filter(None, [whole.range, whole.who]))}"))
    yield from wrap(runs, columns)
    for said in row.said:
        named = len(said.chain) > 1
        word = [Run(" → ".join(said.chain) if named else OWN, "source" if named else "warning")]
        word += (
            [Run(f" [{said.act.replace('_', ' ')}]", "label")] if said.act not in ("assert", "report") else []
        )
        if said.or_else:
            word.append(Run(f", or still that of {said.or_else}: {said.likelihood:.0%} likely", "warning"))
        yield from _labelled("said by", word, columns)
    if not row.said:
        yield from _labelled("said by", [Run("in no claim", "warning")], columns)
    yield from _labelled("words", [Run(" · ".join(f"“{words}”" for words in row.words), "quoted")], columns)


def _accusation(row: AccusationRow, columns: int) -> Iterator[Line]:
    """Who, whom, of what; the words and the chain; then the answers."""
    whom = ", ".join(row.accused)
    if row.accuser is None:
        runs = [
            Run(whom or "nobody named", "source"),
            Run(" answers a charge that the page does not spell out"),
        ]
    else:
        runs = [
            Run(row.accuser, "source"),
            Run(" accuses "),
            Run(whom or "somebody", "" if whom else "warning"),
        ]
        runs += [] if whom else [Run(" (whom is not settled)", "warning")]
        runs += [Run(" [inside another's accusation or aim]", "label")] if row.level > 1 else []
    yield from wrap(runs, columns)
    for deed in row.of:
        runs = [Run(f"“{deed.words}”")]
        runs += [Run(f" [{deed.factuality}]", "label")] if deed.factuality != "happened" else []
        yield from _labelled("of", runs, columns)
    if row.words:
        yield from _labelled("words", [Run(_cut(row.words), "quoted")], columns)
    if len(row.chain) > 2 and row.accuser is not None:
        yield from _labelled("through", [Run(" → ".join(row.chain[1:]))], columns)
    for answer in row.answers:
        linked = "" if answer.linked else " (of whatever it is accused)"
        runs = [Run(answer.by, "source"), Run(f" denies{linked}: "), Run(_cut(answer.words), "quoted")]
        yield from _labelled("answer", runs, columns)
    if row.accuser is not None and not row.answers:
        yield from _labelled("answer", [Run("none on this page", "faint")], columns)


def _time(row: TimelineRow, columns: int) -> Iterator[Line]:
    """The date, what it is of, and on whose word."""
    date = [Run(shown(row), "title"), Run(" · ")] if row.date else []
    runs = [*date, Run(row.what, "label")]
    if row.words and row.words != row.date:
        runs.append(Run(f" “{row.words}”"))
    if row.reason and row.reason != NO_TIME:
        runs.append(Run(f" – {row.reason}", "warning"))
    yield from wrap(runs, columns)
    said = [Run(f"{row.source}: ", "source")] if row.source else []
    yield from hanging(Run(""), [*said, Run(_cut(row.text))], columns, 4)


def _cut(words: str) -> str:
    return words if len(words) <= _TEXT else words[:_TEXT].rsplit(" ", 1)[0] + "…"
