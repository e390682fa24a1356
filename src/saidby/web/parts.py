"""Parts: an article cut at elements and sentences, so that the screen of the longest page weighs little."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from saidby.data import Element, Reading, Span
from saidby.views.segments import Marks

MOST = (
    180_000  # bytes of markup as weighed here; what is sent was at most 1.31 times that on the sample pages
)
_PIECE = 3_000  # characters of one element before it is cut
_MARK, _CLAIM, _ELEMENT = 110, 800, 60  # bytes of markup for one of each, as measured on the sample pages


@dataclass(frozen=True, slots=True)
class Part:
    """Part `number` (from 1): elements that follow each other, some of them pieces of longer ones."""

    number: int
    elements: tuple[Element, ...]

    @property
    def span(self) -> Span:
        return Span(self.elements[0].span.start, self.elements[-1].span.end)


def parts(reading: Reading, marked: Marks, claims: Sequence[int]) -> list[Part]:
    """At least one part where there is text. `claims`: where each claim starts, in order."""
    found: list[Part] = []
    waiting: list[Element] = []
    weight = 0
    for piece in _pieces(reading):
        own = _weight(reading.article.text, piece.span, marked, claims)
        if waiting and weight + own > MOST:
            found.append(Part(len(found) + 1, tuple(waiting)))
            waiting, weight = [], 0
        waiting.append(piece)
        weight += own
    if waiting:
        found.append(Part(len(found) + 1, tuple(waiting)))
    return found


def part_at(starts: Sequence[int], position: int) -> int:
    """The number of the part that holds a position of the text; `starts`: where each part starts."""
    return max(1, bisect_left(starts, position + 1))


def _weight(text: str, span: Span, marked: Marks, claims: Sequence[int]) -> int:
    begun = bisect_left(claims, span.end) - bisect_left(claims, span.start)
    return (
        len(span.of(text).encode("utf-8", "replace"))
        + _ELEMENT
        + _MARK * len(marked.over(span))
        + _CLAIM * begun
    )


def _pieces(reading: Reading) -> Iterator[Element]:
    """The elements, those that are very long in pieces, each of which ends with a sentence if it can."""
    ends = [sentence.end for sentence in reading.sentences]
    for element in reading.article.elements:
        start, end = element.span
        while end - start > _PIECE:
            at = ends[bisect_left(ends, start + _PIECE + 1) - 1] if ends else 0
            if at <= start:
                at = reading.article.text.rfind(" ", start + 1, start + _PIECE) + 1
            at = at if start < at < end else start + _PIECE
            yield replace(element, span=Span(start, at))
            start = at
        yield replace(element, span=Span(start, end))
