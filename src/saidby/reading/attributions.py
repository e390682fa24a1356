"""Attributions: who is quoted saying what, from the cues, sources and contents that the model ties
together.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from saidby.data import Article, Attribution, Span
from saidby.reading.nested import Found, with_nested
from saidby.reading.quotations import quotations, quoting
from saidby.reading.sight import Sight
from saidby.reading.trim import Borders, repeats, trimmed
from saidby.reading.turns import by_layout, replaced

if TYPE_CHECKING:
    from saidby.model.tagger import Link, Tagger


_TIED = re.compile(r"\b(?:of|with|for|on)\Z")
_FAINT = 0.1
"""A cue that ends in a preposition ("criticism of", "vies for") must be this much likelier: of those below,
one in four is right. On PolNeAR dev cues gain 0.2 F1 by it, on the train part 0.04."""


def attributions(
    articles: Sequence[Article], sentences: Sequence[Sequence[Span]], sights: Sequence[Sight], tagger: Tagger
) -> list[tuple[Attribution, ...]]:
    """The attributions of each article, from what the model saw in it."""
    borders = [
        Borders(article, read, quotations(article.text, seen.regions))
        for article, read, seen in zip(articles, sentences, sights, strict=True)
    ]
    links = [
        [link for link in (trimmed(link, within) for link in seen.links) if link]
        for within, seen in zip(borders, sights, strict=True)
    ]
    links = [
        replaced(each, by_layout(article.text, seen.regions))
        for article, each, seen in zip(articles, links, sights, strict=True)
    ]
    found = with_nested([article.text for article in articles], links, tagger)
    return [_attributions(within, each, tagger) for within, each in zip(borders, found, strict=True)]


def _attributions(borders: Borders, found: Sequence[Found], tagger: Tagger) -> tuple[Attribution, ...]:
    text = borders.article.text
    made: dict[int, Attribution] = {}
    dropped: set[int] = set()
    for place, each in enumerate(found):
        score = probability(each.link, tagger.settings.calibration)
        if each.parent is None:
            keep = score >= tagger.settings.keep + (_FAINT if _TIED.search(text, *each.link.cue) else 0.0)
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
