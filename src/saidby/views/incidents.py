"""Incidents in a terminal: the list, and one incident facet by facet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from saidby.ledger.incident import ClaimRef, Facet, Incident, Position
from saidby.ledger.ranges import told
from saidby.ledger.summary import Summary
from saidby.views.overview import NO_PUBLISHER, NO_TITLE
from saidby.views.terminal import INDENT, LOOK, Look, hanging, room, set_lines
from saidby.views.typeset import Line, Run, Style, cut, wrap

SHORT = 8
"""Characters of an id that are shown; any beginning that is the only one of its kind is taken."""
NAMES = 4  # that are listed of who holds a position; the others are counted
NO_DATE = "no date"
NO_PLACE = "no place"
_VERDICTS: dict[str, Style] = {"contradict": "warning", "differ": "label", "agree": "source"}


def incident_list(found: Iterable[Summary], *, left: int = 0, look: Look = LOOK) -> str:
    """Two or three lines each: id, when, where, what; the headline; the numbers. `left`: more that fit."""
    columns = room(look)
    lines: list[Line] = []
    for one in found:
        lines += [*_entry(one, columns), ()]
    if left:
        lines.append(
            (Run(f"and {left:,} more: --limit, or look closer with --place, --since, --text", "faint"),)
        )
    return set_lines(lines, look)


def _entry(one: Summary, columns: int) -> Iterator[Line]:
    when = _dates(one.first, one.last)
    if one.first and not one.stated:
        when = f"told {when}"
    what = "/".join([one.type or "other", *one.modes[:1]])
    head = " · ".join((when, one.place or NO_PLACE, what))
    yield (Run(f"{one.id[:SHORT]}  ", "label"), Run(cut(head, columns - SHORT - 2), "title"))
    yield (Run(" " * INDENT), Run(cut(one.title or NO_TITLE, columns - INDENT)))
    numbers = [_count(one.articles, "article"), _count(one.publishers, "publisher")]
    numbers += [f"{_count(one.roots, 'root')} in {_count(one.groups, 'group')}"]
    numbers += [f"{one.groups_not_party:,} not a party"]
    if one.killed:
        numbers.append(f"killed {one.killed} ({one.killed_verdict})")
    yield from _indented([Run(" · ".join(numbers), "faint")], columns)
    if one.contradicted:
        yield from _indented([Run(f"contradicted: {', '.join(one.contradicted)}", "warning")], columns)


# -------------------------------------------------------------------------------------- one incident


def show_incident(incident: Incident, words: Mapping[ClaimRef, str], *, look: Look = LOOK) -> str:
    """Everything about an incident. `words` are those of the claims that are shown."""
    columns = room(look)
    lines = [*_head(incident, columns), (), *_facets(incident, words, columns)]
    lines += [*_blame(incident, columns), *_articles(incident, columns), *_echoes(incident, columns)]
    return set_lines([*lines, ()], look)


def _head(incident: Incident, columns: int) -> Iterator[Line]:
    yield from wrap([Run(incident.title or NO_TITLE, "title")], columns)
    when = _dates(*(incident.dates or (None, None)))
    what = "/".join([incident.type or "other", *incident.modes])
    where = incident.place.name if incident.place else NO_PLACE
    yield from wrap([Run(f"{incident.id}  ", "label"), Run(" · ".join((when, where, what)))], columns)
    counts = incident.counts
    numbers = (
        _count(counts.articles, "article"), _count(counts.publishers, "publisher"),
        _count(counts.sources, "named source"), _count(counts.roots, "root"), _count(counts.groups, "group"),
        f"{counts.groups_not_party:,} of them not a party",
    )  # fmt: skip
    yield from wrap([Run(", ".join(numbers))], columns)


def _facets(incident: Incident, words: Mapping[ClaimRef, str], columns: int) -> Iterator[Line]:
    for facet in incident.facets:
        if facet.verdict == "silent":
            continue
        yield (Run(f"{facet.facet}  ", "title"), Run(facet.verdict, _VERDICTS.get(facet.verdict, "faint")))
        for position in facet.positions:
            yield from _position(facet, position, words, columns)
        yield ()
    silent = [facet.facet for facet in incident.facets if facet.verdict == "silent"]
    if silent:
        yield from wrap([Run(f"nobody tells: {', '.join(silent)}", "faint")], columns)
        yield ()


def _position(
    facet: Facet, position: Position, words: Mapping[ClaimRef, str], columns: int
) -> Iterator[Line]:
    groups = f" ({_count(len(position.groups), 'group')})" if len(position.groups) > 1 else ""
    runs = [Run(position.value, "title"), Run(f"{groups} · "), Run(_names(position.roots), "source")]
    yield from hanging(Run("  "), runs, columns)
    claim = next((claim for claim in position.claims if claim in words), None)
    if claim and facet.verdict != "single":
        where = f"{claim.article[:12]}/{claim.claim}"
        yield from _indented([Run(cut(f"{words[claim]}", columns - INDENT - len(where) - 2), "faint"),
                              Run(f"  {where}", "label")], columns)  # fmt: skip


def _blame(incident: Incident, columns: int) -> Iterator[Line]:
    """Each accused party with who accuses it and what it answers."""
    accused = list(dict.fromkeys(row.accused for row in incident.blame if row.kind != "denied"))
    denied = {row.accused: row.by for row in incident.blame if row.kind == "denied"}
    if accused:
        yield (Run("blame", "title"),)
    for name in accused:
        by = [row.by for row in incident.blame if row.accused == name and row.kind == "blamed"]
        runs = [Run(name, "source"), Run(f"  blamed by {_names(by)}" if by else "  claims it")]
        if any(row.accused == name and row.kind == "claimed" for row in incident.blame) and by:
            runs.append(Run("; claims it"))
        reply = f"; denied by {denied[name]}" if name in denied else "; no reply in these pages"
        yield from hanging(
            Run("  "), [*runs, Run(reply, "faint" if name not in denied else "warning")], columns
        )
    if accused:
        yield ()


def _articles(incident: Incident, columns: int) -> Iterator[Line]:
    yield (Run("articles", "title"),)
    for article in incident.articles:
        dated = article.published
        when = dated.value if dated else NO_DATE
        if dated and dated.basis == "other-article":
            when += " (from a companion)"
        title = article.title or NO_TITLE
        aside = "" if article.main else " · in passing"
        text = f"{when} · {article.publisher or NO_PUBLISHER} · {title}{aside}"
        yield from hanging(Run(f"  {article.row:>5}  ", "label"), [Run(text)], columns)


def _echoes(incident: Incident, columns: int) -> Iterator[Line]:
    rows = {article.id: article for article in incident.articles}
    copies = [echo for echo in incident.echoes if echo.kind != "quote"]
    if copies:
        yield ()
        yield (Run("copied text", "title"),)
    for echo in copies:
        one, other = rows[echo.source], rows[echo.target]
        arrow = "→" if echo.directed else "and"
        text = (
            f"{one.publisher or NO_PUBLISHER} {one.row} {arrow} {other.publisher or NO_PUBLISHER} {other.row}"
        )
        yield from hanging(
            Run("  "), [Run(f"{text}  "), Run(f"{echo.share:.0%} {echo.kind}", "faint")], columns
        )


# -------------------------------------------------------------------------------------- figures


def show_figures(incident: Incident, *, look: Look = LOOK) -> str:
    """Every figure as a series by root: the measure, its verdict, and each root's values in order of time."""
    columns = room(look)
    lines: list[Line] = [*wrap([Run(incident.title or NO_TITLE, "title")], columns), ()]
    verdicts = {facet.facet: facet.verdict for facet in incident.facets}
    for measure in dict.fromkeys(row.measure for row in incident.figures):
        verdict = verdicts.get(measure, "")
        lines.append((Run(f"{measure}  ", "title"), Run(verdict, _VERDICTS.get(verdict, "faint"))))
        rows = [row for row in incident.figures if row.measure == measure]
        for root in dict.fromkeys(row.root for row in rows):
            runs: list[Run] = []
            for row in (row for row in rows if row.root == root):
                who = f" {row.who}" if row.who else ""
                runs += [Run(", then " if runs else ""), Run(told((row.low, row.high)), "title")]
                runs.append(Run(f"{who} ({row.as_of[:10] if row.as_of else NO_DATE})", "faint"))
            lines += hanging(Run("  "), [Run(f"{root}: ", "source"), *runs], columns)
        lines.append(())
    if not incident.figures:
        lines.append((Run("nobody gives a figure", "faint"),))
    return set_lines(lines, look)


# -------------------------------------------------------------------------------------- words


def _names(names: Sequence[str]) -> str:
    shown = list(dict.fromkeys(names))
    more = f" and {len(shown) - NAMES:,} more" if len(shown) > NAMES else ""
    return ", ".join(shown[:NAMES]) + more


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _dates(first: str | None, last: str | None) -> str:
    if first is None:
        return NO_DATE
    return first if first == last or last is None else f"{first} to {last}"


def _indented(runs: Sequence[Run], columns: int) -> Iterator[Line]:
    for line in wrap(runs, columns - INDENT):
        yield (Run(" " * INDENT), *line)
