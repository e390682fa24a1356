"""The matrix: facets by roots, so that one look shows who answers what, and who does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from saidby.ledger.incident import ClaimRef, Facet, Incident, Verdict

COLUMNS = 16  # roots side by side; with more, one matrix weighs 100 kB and nobody finds a column
OWN = ""  # stands for the group of publishers that name sources, and so make none


@dataclass(frozen=True, slots=True)
class Column:
    """A root. `group` is `OWN` for a publisher that names sources: its own word makes no group."""

    root: str
    group: str
    party: bool
    kind: str
    starts: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What one root answers, and in which claims."""

    value: str
    claims: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A facet. `cells` follow the columns; a root may give several answers, or none."""

    facet: str
    verdict: Verdict
    cells: tuple[tuple[Answer, ...], ...]


@dataclass(frozen=True, slots=True)
class Over:
    """A group's heading over so many columns."""

    group: str
    columns: int
    party: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Some of the roots that answer anything, from the `first` on, of `total`."""

    groups: tuple[Over, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    first: int
    total: int


def matrix(incident: Incident, *, first: int = 0, most: int = COLUMNS) -> Matrix:
    """Groups that answer most facets come first, never those that are copied most."""
    roots = {(claim.article, claim.claim): claim.root for claim in incident.claims}
    asked = [facet for facet in incident.facets if facet.verdict != "silent"]
    answers = {facet.facet: _answers(facet, roots) for facet in asked}
    columns = _columns(incident, answers)
    shown = tuple(columns[first : first + most])
    rows = tuple(
        Row(f.facet, f.verdict, tuple(answers[f.facet].get(column.root, ()) for column in shown))
        for f in asked
    )
    over: list[Over] = []
    for group, those in groupby(shown, key=lambda column: column.group):
        held = list(those)
        over.append(Over(group, len(held), any(column.party for column in held)))
    return Matrix(tuple(over), shown, rows, first, len(columns))


def _answers(facet: Facet, roots: Mapping[tuple[str, str], str]) -> dict[str, tuple[Answer, ...]]:
    """Of each root, in the order of the positions."""
    found: dict[str, list[Answer]] = {}
    for position in facet.positions:
        by_root: dict[str, list[ClaimRef]] = {}
        for ref in position.claims:
            if root := roots.get((ref.article, ref.claim)):
                by_root.setdefault(root, []).append(ref)
        for root, refs in by_root.items():
            found.setdefault(root, []).append(Answer(position.value, tuple(refs)))
    return {root: tuple(answers) for root, answers in found.items()}


def _columns(incident: Incident, answers: Mapping[str, Mapping[str, tuple[Answer, ...]]]) -> list[Column]:
    known = {root.name: root for root in incident.roots}
    names = sorted({name for those in answers.values() for name in those})
    told = {name: sum(name in those for those in answers.values()) for name in names}
    group = {name: known[name].group if name in known else OWN for name in names}
    broad: dict[str, int] = {}
    for name in names:
        broad[group[name]] = max(broad.get(group[name], 0), told[name])
    ordered = sorted(
        names, key=lambda n: (group[n] == OWN, -broad[group[n]], group[n], n != group[n], -told[n], n)
    )
    columns: list[Column] = []
    for name in ordered:
        root = known.get(name)
        starts = not columns or columns[-1].group != group[name]
        columns.append(
            Column(name, group[name], bool(root and root.party), root.kind if root else "publisher", starts)
        )
    return columns
