"""Counts: whose numbers the figures are, and who is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from saidby.data import Attribution, Claim, Figure, Span
from saidby.reading.actors import Cast


def with_actors(figures: Sequence[Figure], cast: Cast) -> tuple[Figure, ...]:
    """The figures, each with the actor that its counted people are, where the page has one."""
    return tuple(
        replace(figure, who=replace(figure.who, actor=cast.actor_of(figure.who.span)))
        if figure.who
        else figure
        for figure in figures
    )


def with_figures(
    claims: Sequence[Claim], attributions: Sequence[Attribution], figures: Sequence[Figure]
) -> tuple[Claim, ...]:
    """The claims, each with the figures in its words.

    An attributed claim has those in its content, the publisher's own sentence those in no content.
    """
    contents = {attribution.id: attribution.content for attribution in attributions}
    every = [piece for content in contents.values() for piece in content]
    free = [(f.id, span) for f in figures for span in f.spans if not _in(span, every)]
    said = [(f.id, span) for f in figures for span in f.spans]
    return tuple(
        replace(
            claim,
            figures=_within(free, (claim.sentence,))
            if claim.attribution is None
            else _within(said, contents[claim.attribution]),
        )
        for claim in claims
    )


def _within(numbers: Sequence[tuple[str, Span]], pieces: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for id_, span in numbers if _in(span, pieces)))


def _in(span: Span, pieces: Sequence[Span]) -> bool:
    return any(piece.holds(span) for piece in pieces)
