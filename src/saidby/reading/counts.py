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

    An attributed claim has those in its content, or that begin before it ("at least [40 were killed]"), the
    publisher's own sentence those in no content. A number that was made of others (a total, those who
    survived) belongs to a claim that says all of them.
    """
    spans = [span for figure in figures for span in figure.spans]
    contents = {a.id: _widened(a.content, spans) for a in attributions}
    every = [piece for content in contents.values() for piece in content]
    made = {f.id for f in figures if _made_of_others(f, figures)}
    said = [(f.id, f.spans if f.id in made else (span,)) for f in figures for span in f.spans]
    free = [(id_, spans) for id_, spans in said if not any(_in(span, every) for span in spans)]
    return tuple(
        replace(
            claim,
            figures=()
            if claim.stance is not None
            else _within(free, (claim.sentence,))
            if claim.attribution is None
            else _within(said, contents[claim.attribution]),
        )
        for claim in claims
    )


def _widened(content: Sequence[Span], figures: Sequence[Span]) -> tuple[Span, ...]:
    """Pieces of content, each with all of a figure's words where it has their end."""
    return tuple(
        Span(
            min(
                (f.start for f in figures if f.start < piece.start < f.end <= piece.end), default=piece.start
            ),
            piece.end,
        )
        for piece in content
    )


def _made_of_others(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Does each of its spans say another number? Then no words say this one."""
    others = {span: (f.low, f.high) for f in figures if f.id != figure.id for span in f.spans}
    number = (figure.low, figure.high)
    return len(figure.spans) > 1 and all(others.get(span, number) != number for span in figure.spans)


def _within(numbers: Sequence[tuple[str, Sequence[Span]]], pieces: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for id_, spans in numbers if all(_in(span, pieces) for span in spans)))


def _in(span: Span, pieces: Sequence[Span]) -> bool:
    return any(piece.holds(span) for piece in pieces)
