"""The roots of an incident in a terminal: group by group who says it, and why some count as one.

The JSON of the same things stands here too, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from types import MappingProxyType
from typing import Any

from saidby.ledger.groups import Fold, Why
from saidby.ledger.roots import Counts, Root, Roots
from saidby.ledger.speakers import NOBODY
from saidby.views.terminal import INDENT, LOOK, Look, hanging, room, set_lines
from saidby.views.typeset import Line, Run, wrap

Json = dict[str, Any]
MOST = 12  # articles that are named; the JSON names all

_WHY: dict[Why, str] = {
    "owner": "belongs to",
    "acts for": "acts for",
    "state body": "is a body of",
    "copy": "copies",
    "through": "is heard only through",
}


_KINDS = {"unnamed": "not named", "publisher": "on its own word"}


Rows = Mapping[str, int]


def show_roots(found: Roots, *, title: str, rows: Rows = MappingProxyType({}), look: Look = LOOK) -> str:
    """The five numbers, the groups with their roots, relays, circles and plurals; ends with a line end.

    `rows`: the row of an article by its id, for people to name it by; without it the id stands there.
    """
    columns = room(look)
    lines: list[Line] = [*wrap([Run(title, "title")], columns), *wrap([Run(counted(found.counts))], columns)]
    ordered = sorted(found.roots, key=lambda root: (root.group, -len(root.articles), root.name))
    groups = [(name, list(roots)) for name, roots in groupby(ordered, key=lambda root: root.group)]
    for name, roots in sorted(groups, key=lambda group: (-_articles(group[1]), group[0])):
        lines += [(), *_group(name, roots, found.folds, rows, columns)]
    lines += _beside(found, rows, columns)
    return set_lines([*lines, ()], look)


def roots_json(found: Roots, *, incident: str) -> Json:
    """All of it, field by field as the records name them."""
    return {"incident": incident, **asdict(found)}


def counted(counts: Counts) -> str:
    """The five numbers in words, never one alone."""
    told = (
        (counts.articles, "article"), (counts.publishers, "publisher"), (counts.sources, "named source"),
        (counts.roots, "root"), (counts.groups, "group"),
    )  # fmt: skip
    parts = [f"{number:,} {what}{'' if number == 1 else 's'}" for number, what in told]
    if counts.groups_not_party != counts.groups:
        parts[-1] += f", {counts.groups_not_party:,} of them no party to it"
    return " · ".join(parts)


def _articles(roots: Sequence[Root]) -> int:
    return len({article for root in roots for article in root.articles})


def _group(
    name: str, roots: Sequence[Root], folds: Sequence[Fold], rows: Rows, columns: int
) -> Iterator[Line]:
    runs = [Run(name, "source")]
    if any(root.party for root in roots):
        runs.append(Run("  [a party]", "warning"))
    yield from wrap(runs, columns)
    for root in roots:
        told = [Run(root.name)]
        if root.aliases:
            told.append(Run(f" ({', '.join(root.aliases)})", "faint"))
        tags = [_KINDS[root.kind]] if root.kind in _KINDS and root.name != NOBODY else []
        tags.append(_some(root.articles, rows))
        tags += [f"since {root.first_seen}"] if root.first_seen else []
        told.append(Run("  " + " · ".join(tags), "faint"))
        yield from hanging(Run("· "), told, columns, INDENT)
    shown = {root.name for root in roots} | {name}
    for fold in folds:
        if fold.what in shown or (fold.into in shown and fold.why == "copy"):
            source = f"  {_named(fold.evidence, rows)}" if fold.evidence else ""
            words = [Run(f"{fold.what} {_WHY[fold.why]} {fold.into}"), Run(source, "faint")]
            yield from hanging(Run("= ", "label"), words, columns, INDENT)


def _beside(found: Roots, rows: Rows, columns: int) -> Iterator[Line]:
    """What does not count as one more: hands it came through, circles, plurals."""
    if found.relays or found.circles or found.plurals:
        yield ()
    for relay in found.relays:
        words = [Run(f"{relay.root} through {relay.via}"), Run(f"  {_some(relay.articles, rows)}", "faint")]
        yield from hanging(Run("→ ", "label"), words, columns)
    for circle in found.circles:
        way = " cites ".join([*circle.publishers, circle.publishers[0]])
        words = [Run(f"a circle: {way}", "warning"), Run(f"  {_some(circle.articles, rows)}", "faint")]
        yield from hanging(Run("! ", "warning"), words, columns)
    for plural in found.plurals:
        words = [Run(f"“{plural.words}” is one source, {plural.root}", "warning")]
        words.append(Run(f"  {_named(plural.article, rows)}, {plural.claim}", "faint"))
        yield from hanging(Run("! ", "warning"), words, columns)


def _some(articles: Sequence[str], rows: Rows) -> str:
    more = f" and {len(articles) - MOST:,} more" if len(articles) > MOST else ""
    ordered = sorted(articles, key=lambda article: rows.get(article, 0))
    names = [str(rows.get(article, article)) for article in ordered[:MOST]]
    return f"in article{'' if len(articles) == 1 else 's'} {', '.join(names)}{more}"


def _named(article: str, rows: Rows) -> str:
    return f"article {rows[article]}" if article in rows else article
