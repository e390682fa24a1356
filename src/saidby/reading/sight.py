"""Sight: what the model sees in an article, read once from its first to its last paragraph."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saidby.data import READ_ROLES, Article, Span
from saidby.reading.sentences import paragraphs

if TYPE_CHECKING:
    from saidby.model.events import Kind, Trigger
    from saidby.model.lattice import Floats
    from saidby.model.tagger import Link, Meaning, Seen, Tagger

SEGMENT = 20_000  # characters the model is given together; bounds the memory that one long article takes
LONGEST = 4_000  # characters of a paragraph; a longer one is cut at a space. PolNeAR's longest has 3,000


@dataclass(frozen=True, slots=True)
class Sight:
    """All that the model says of an article, in text order, and the regions it was given."""

    regions: tuple[Span, ...]
    links: tuple[Link, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    harms: tuple[Kind, ...] = ()
    meanings: tuple[Meaning, ...] = ()

    def vector(self, pieces: Sequence[Span]) -> str | None:
        """What stretches are about, as `data.Claim` has it; None where nothing was read there."""
        found = [
            part for piece in pieces for meaning in self.meanings if (part := meaning.of(piece)) is not None
        ]
        return packed(sum(found[1:], found[0])) if found else None


def packed(vector: Floats) -> str:
    """Signed bytes in base64; the direction is kept, the length is not."""
    longest = float(abs(vector).max())
    whole = (vector * (127 / longest if longest else 0.0)).round().astype("int8")
    return base64.b64encode(whole.tobytes()).decode("ascii")


def sights(articles: Sequence[Article], tagger: Tagger, *, limit: int) -> list[Sight]:
    """One look at each article, up to `limit` characters of its text."""
    from saidby.model.tagger import Text

    read = [regions(article, limit) for article in articles]
    texts = [
        [Text(article.text, segment) for segment in _segments(parts)]
        for article, parts in zip(articles, read, strict=True)
    ]
    seen = iter(tagger.look_all([text for each in texts for text in each]))
    return [_sight(parts, [next(seen) for _ in each]) for parts, each in zip(read, texts, strict=True)]


def _sight(read: tuple[Span, ...], seen: Sequence[Seen]) -> Sight:
    return Sight(
        regions=read,
        links=tuple(link for part in seen for link in part.links),
        triggers=tuple(trigger for part in seen for trigger in part.triggers),
        harms=tuple(harm for part in seen for harm in part.harms),
        meanings=tuple(part.meaning for part in seen if part.meaning is not None),
    )


def regions(article: Article, limit: int) -> tuple[Span, ...]:
    """The paragraphs of the elements that are read, up to `limit` characters of the text."""
    found: list[Span] = []
    for element in article.elements:
        if element.role in READ_ROLES:
            read = Span(element.span.start, max(element.span.start, min(element.span.end, limit)))
            for paragraph in paragraphs(article.text, read):
                found.extend(_cut(article.text, paragraph))
    return tuple(found)


def _cut(text: str, paragraph: Span) -> Iterator[Span]:
    """The paragraph, in parts where it is too long."""
    left = paragraph.start
    while paragraph.end - left > LONGEST:
        cut = text.rfind(" ", left + LONGEST // 2, left + LONGEST)
        cut = left + LONGEST if cut < 0 else cut
        yield Span(left, cut)
        left = cut
    if text[left : paragraph.end].strip():
        yield Span(left, paragraph.end)


def _segments(parts: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """Regions in groups of about SEGMENT characters."""
    group: list[Span] = []
    size = 0
    for region in parts:
        if group and size + region.end - region.start > SEGMENT:
            yield tuple(group)
            group, size = [], 0
        group.append(region)
        size += region.end - region.start
    if group:
        yield tuple(group)
