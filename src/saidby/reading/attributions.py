"""Attributions: who is quoted saying what, from the cues, sources and contents that the model ties
together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from saidby.data import READ_ROLES, Article, Attribution, Span
from saidby.reading.nested import Found, with_nested
from saidby.reading.quotations import quotations, quoting
from saidby.reading.sentences import paragraphs
from saidby.reading.trim import Borders, repeats, trimmed

if TYPE_CHECKING:
    from saidby.model.tagger import Link, Tagger

SEGMENT = 20_000  # characters the model is given together; bounds the memory that one long article takes
LONGEST = 4_000  # characters of a paragraph; a longer one is cut at a space. PolNeAR's longest has 3,000


def regions(article: Article, limit: int) -> tuple[Span, ...]:
    """The paragraphs of the elements that are read, up to `limit` characters of the text."""
    found: list[Span] = []
    for element in article.elements:
        if element.role in READ_ROLES:
            read = Span(element.span.start, max(element.span.start, min(element.span.end, limit)))
            for paragraph in paragraphs(article.text, read):
                found.extend(_cut(article.text, paragraph))
    return tuple(found)


def attributions(
    article: Article, sentences: Sequence[Span], tagger: Tagger, *, limit: int
) -> tuple[Attribution, ...]:
    """The attributions of an article, up to `limit` characters of its text."""
    from saidby.model.tagger import Text

    parts = regions(article, limit)
    borders = Borders(article, sentences, quotations(article.text, parts))
    links: list[Link] = []
    for segment in _segments(parts):
        found = (trimmed(link, borders) for link in tagger.tag(Text(article.text, segment)))
        links.extend(link for link in found if link)
    return _attributions(borders, with_nested(article.text, links, tagger), tagger)


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


def _attributions(borders: Borders, found: Sequence[Found], tagger: Tagger) -> tuple[Attribution, ...]:
    text = borders.article.text
    made: dict[int, Attribution] = {}
    dropped: set[int] = set()
    for place, each in enumerate(found):
        score = probability(each.link, tagger.settings.calibration)
        if each.parent is None:
            keep = score >= tagger.settings.keep
        else:
            keep = each.parent not in dropped
            if keep and repeats(found[each.parent].link, each.link, text):
                made[each.parent] = _said_again(borders, made[each.parent], each.link)
                keep = False
        if keep:
            made[place] = _attribution(borders, each.link, score)
        else:
            dropped.add(place)  # and with it what stands inside
    order = sorted(made, key=lambda place: _position(made[place]))
    ids = {place: f"a{number}" for number, place in enumerate(order, 1)}
    return tuple(replace(made[place], id=ids[place], parent=_parent(ids, found[place])) for place in order)


def _attribution(borders: Borders, link: Link, score: float) -> Attribution:
    content = tuple(Span(*piece) for piece in link.content)
    return Attribution(
        id="",
        source=tuple(Span(*piece) for piece in link.source),
        cue=(Span(*link.cue),),
        content=content,
        quoting=quoting(borders.article.text, borders.quotations, content),
        parent=None,
        score=score,
    )


def _said_again(borders: Borders, outer: Attribution, inner: Link) -> Attribution:
    """The outer attribution with the cue of the first saying beside its own, and the content of that."""
    content = tuple(Span(*piece) for piece in inner.content)
    return replace(
        outer,
        cue=(*outer.cue, Span(*inner.cue)),
        content=content,
        quoting=quoting(borders.article.text, borders.quotations, content),
    )


def _parent(ids: dict[int, str], found: Found) -> str | None:
    return None if found.parent is None else ids[found.parent]


def _position(attribution: Attribution) -> tuple[int, int]:
    return min(
        s.start for s in (*attribution.source, *attribution.cue, *attribution.content)
    ), attribution.cue[0].start


def probability(link: Link, weights: Sequence[float]) -> float:
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
