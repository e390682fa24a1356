"""Attributions: who is quoted saying what, from the cues, sources and contents that the model ties
together.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from saidby.data import READ_ROLES, Article, Attribution, Span
from saidby.reading.quotations import Quotation, quotations, quoting

if TYPE_CHECKING:
    from saidby.model.tagger import Link, Tagger

SEGMENT = 20_000  # characters the model is given together; bounds the memory that one long article takes
LONGEST = 4_000  # characters of a paragraph; a longer one is cut at a space. PolNeAR's longest has 3,000

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def regions(article: Article, limit: int) -> tuple[Span, ...]:
    """The paragraphs of the elements that are read, up to `limit` characters of the text."""
    found: list[Span] = []
    for element in article.elements:
        if element.role in READ_ROLES:
            found.extend(_paragraphs(article.text, element.span.start, min(element.span.end, limit)))
    return tuple(found)


def attributions(
    articles: Sequence[Article], parts: Sequence[Sequence[Span]], tagger: Tagger
) -> Iterator[tuple[Attribution, ...]]:
    """The attributions of each article, in order. `parts` are the regions of each; all go through the model
    at once.
    """
    from saidby.model.tagger import Text

    segments: list[tuple[int, Text]] = []
    for number, article in enumerate(articles):
        segments.extend((number, Text(article.text, segment)) for segment in _segments(parts[number]))
    links: list[list[Link]] = [[] for _ in articles]
    for (number, _), found in zip(segments, tagger.tag([text for _, text in segments]), strict=True):
        links[number].extend(found)
    for number, article in enumerate(articles):
        yield _attributions(article.text, links[number], quotations(article.text, parts[number]), tagger)


def _paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    """Stretches of text between blank lines, without the space around them."""
    place = start
    while place < end:
        gap = _BLANK_LINE.search(text, place, end)
        stop = gap.start() if gap else end
        part = text[place:stop]
        left = place + len(part) - len(part.lstrip())
        right = place + len(part.rstrip())
        while right - left > LONGEST:
            cut = text.rfind(" ", left + LONGEST // 2, left + LONGEST)
            cut = left + LONGEST if cut < 0 else cut
            yield Span(left, cut)
            left = cut
        if left < right:
            yield Span(left, right)
        place = gap.end() if gap else end


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


def _attributions(
    text: str, links: Sequence[Link], marks: Sequence[Quotation], tagger: Tagger
) -> tuple[Attribution, ...]:
    found: list[Attribution] = []
    for link in links:
        content = tuple(Span(*span) for span in link.content)
        if not content:
            continue  # a cue without content attributes nothing
        found.append(
            Attribution(
                id="",
                source=tuple(Span(*span) for span in link.source),
                cue=(Span(*link.cue),),
                content=content,
                quoting=quoting(text, marks, content),
                parent=None,
                score=_score(link, tagger.settings.calibration),
            )
        )
    found.sort(key=_position)
    return tuple(replace(each, id=f"a{number}") for number, each in enumerate(found, 1))


def _position(attribution: Attribution) -> tuple[int, int]:
    return min(
        s.start for s in (*attribution.source, *attribution.cue, *attribution.content)
    ), attribution.cue[0].start


def _score(link: Link, weights: Sequence[float]) -> float:
    """Probability that content and source are right, by logistic regression on the dev part
    (`training.calibrate`).
    """
    total = sum(weight * value for weight, value in zip(weights, features(link), strict=True))
    return round(1.0 / (1.0 + math.exp(-total)), 3)


def features(link: Link) -> tuple[float, ...]:
    """What the score is computed from: a constant, the cue's odds, the links' log probability, is there a
    source.
    """
    cue = min(max(link.cue_score, 1e-4), 1 - 1e-4)
    return 1.0, math.log(cue / (1 - cue)), math.log(max(link.link_score, 1e-4)), float(bool(link.source))
