"""Tables: the figures, accusations and times of a page for a browser, folded until they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from saidby.data import Reading
from saidby.views.accusations import AccusationRow, accusation_rows
from saidby.views.figures import FigureRow, Said, figure_rows
from saidby.views.listing import OWN
from saidby.views.timeline import TimelineRow, shown, timeline_rows
from saidby.views.typeset import plain


def tables(reading: Reading) -> str:
    """One folded table for each kind of which the page has something."""
    figures, accusations, times = figure_rows(reading), accusation_rows(reading), timeline_rows(reading)
    by_id = {row.figure: row for row in figures}
    found = [
        _table("Figures", ("how many", "on whose word", "words"), (_figure(row, by_id) for row in figures)),
        _table("Accusations", ("accuser", "accused", "of what", "answer"), map(_accusation, accusations)),
        _table("Timeline", ("date", "what", "on whose word", "words"), map(_time, times)),
    ]
    return f'<div class="tables">{"".join(found)}</div>' if any(found) else ""


def _table(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    if not lines:
        return ""
    head = "".join(f'<th scope="col">{label}</th>' for label in heads)
    return (
        f"<details><summary>{name} <small>{len(lines):,}</small></summary>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></details>"
    )


def _figure(row: FigureRow, by_id: dict[str, FigureRow]) -> Sequence[str]:
    measure = row.measure if row.measure not in ("objects", "other") else ""
    whole = by_id.get(row.part_of or "")
    part = f"<br><small>part of {_text(whole.range)} {_text(whole.who or '')}</small>" if whole else ""
    counted = " ".join(filter(None, [row.who, measure]))
    words = "<br>".join(f"“{_text(words)}”" for words in row.words)
    said = "<br>".join(map(_said, row.said)) or '<span class="missing">in no claim</span>'
    return f"<b>{_text(row.range)}</b> {_text(counted)}{part}", said, words


def _said(said: Said) -> str:
    named = (
        _text(" → ".join(said.chain)) if len(said.chain) > 1 else f'<span class="doubt">{_text(OWN)}</span>'
    )
    act = f" <small>{said.act.replace('_', ' ')}</small>" if said.act not in ("assert", "report") else ""
    other = (
        f" <small>or still that of {_text(said.or_else)}, {said.likelihood:.0%} likely</small>"
        if said.or_else
        else ""
    )
    return named + act + other


def _accusation(row: AccusationRow) -> Sequence[str]:
    through = f"<br><small>through {_text(' → '.join(row.chain[1:]))}</small>" if len(row.chain) > 2 else ""
    level = "<br><small>inside another's accusation or aim</small>" if row.level > 1 else ""
    accuser = (
        f"{_text(row.accuser)}{through}{level}"
        if row.accuser
        else '<span class="missing">not on the page</span>'
    )
    accused = _text(", ".join(row.accused)) or '<span class="missing">not settled</span>'
    return accuser, accused, "<br>".join(_deeds(row)), "<br>".join(_answers(row)) or "none on this page"


def _deeds(row: AccusationRow) -> Iterator[str]:
    for deed in row.of:
        yield f"“{_text(deed.words)}” <small>{deed.factuality}</small>"
    if row.words:
        yield f"<small>{_text(row.words)}</small>"


def _answers(row: AccusationRow) -> Iterator[str]:
    for answer in row.answers:
        linked = "" if answer.linked else " (whatever it is accused of)"
        yield f"{_text(answer.by)} denies{linked}: <small>{_text(answer.words)}</small>"


def _time(row: TimelineRow) -> Sequence[str]:
    reason = f"<br><small>{_text(row.reason)}</small>" if row.reason else ""
    date = f"<b{'' if row.date else ' class=doubt'}>{_text(shown(row))}</b>"
    words = f"“{_text(row.words)}” " if row.words else ""
    return f"{date}{reason}", row.what, _text(row.source or ""), f"{words}{_text(row.text)}"


def _text(text: str) -> str:
    return escape(plain(text))
