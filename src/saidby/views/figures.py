"""Figures: every number of a reading, what it counts, on whose word it is, and in which words."""

from __future__ import annotations

from dataclasses import dataclass

from saidby.data import PUBLISHER, Measure, Reading, Span
from saidby.views.details import amount
from saidby.views.overview import Overview


@dataclass(frozen=True, slots=True)
class Said:
    """A claim that states a figure: its id, its root and whole chain by name, its act.

    `or_else` is another whose word it may still be where the publisher names none, with its `likelihood`.
    """

    claim: str
    root: str
    chain: tuple[str, ...]
    act: str
    or_else: str | None
    likelihood: float | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure. `low` and `high` are as in a reading: None where no number is given.

    `range` is the same in words, `who` the words for those counted or None, `part_of` the id of the figure
    that holds it, `said` every claim that states it; without one nobody is known to answer for it.
    """

    figure: str
    measure: Measure
    low: float | None
    high: float | None
    range: str
    status: str | None
    who: str | None
    actor: str | None
    part_of: str | None
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    said: tuple[Said, ...]


def figure_rows(reading: Reading) -> tuple[FigureRow, ...]:
    """The figures in text order."""
    overview = Overview(reading)
    text = reading.article.text
    said: dict[str, list[Said]] = {}
    roots = {
        claim.attribution: overview.name(claim.chain[0].actor)
        for claim in reversed(reading.claims)
        if claim.attribution and claim.chain
    }
    for claim in reading.claims:
        chain = tuple(overview.name(link.actor) for link in claim.chain)
        root = chain[0] if chain else overview.name(PUBLISHER)
        other = roots.get(claim.alternative.attribution) if claim.alternative else None
        likelihood = claim.alternative.score if claim.alternative and other else None
        for id in claim.figures:
            said.setdefault(id, []).append(Said(claim.id, root, chain, claim.act, other, likelihood))
    return tuple(
        FigureRow(
            figure=figure.id, measure=figure.measure, low=figure.low, high=figure.high,
            range=amount(figure) or "no number given",
            status=figure.status.of(text) if figure.status else None,
            who=figure.who.span.of(text) if figure.who else None,
            actor=overview.name(figure.who.actor) if figure.who and figure.who.actor else None,
            part_of=figure.part_of, words=tuple(span.of(text) for span in figure.spans), spans=figure.spans,
            said=tuple(said.get(figure.id, ())),
        )
        for figure in reading.figures
    )  # fmt: skip
