"""Readings of the sample pages: what always holds, and how much of the hand-made reading is found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache

import jsonschema
import pytest

from saidby.data import PUBLISHER, Attribution, Reading, Span
from saidby.reading.read import read_articles
from saidby.schema import reading_schema
from saidby.serial import dumps
from tests.examples.gold import PAGES, GoldAttribution, gold, read, spans

FOUND, SOURCES, QUOTING = 86, 85, 93
"""Least shares in per cent over all pages; measured with a margin of five points, for weights change."""


@cache
def reading(page: str) -> Reading:
    article, _ = read(page)
    return next(read_articles([article]))


def characters(text: str, pieces: Sequence[Span]) -> set[int]:
    return {place for piece in pieces for place in range(*piece) if not text[place].isspace()}


def share(one: set[int], other: set[int]) -> float:
    """The Jaccard index; 1 where both are empty."""
    return len(one & other) / len(one | other) if one | other else 1.0


def pairs(page: str) -> Iterator[tuple[GoldAttribution, Attribution | None]]:
    """Each attribution of the hand-made reading with the one whose content is most alike, from a half up."""
    found = reading(page)
    text = found.article.text
    for wanted in gold(page).attributions:
        content = characters(text, spans(text, wanted)[2])
        alike = {a.id: share(content, characters(text, a.content)) for a in found.attributions}
        best = max(found.attributions, key=lambda a: alike[a.id], default=None)
        yield wanted, best if best and alike[best.id] >= 0.5 else None


@pytest.mark.parametrize("page", PAGES)
def test_a_reading_is_valid(page: str) -> None:
    jsonschema.validate(json.loads(dumps(reading(page))), reading_schema())


@pytest.mark.parametrize("page", PAGES)
def test_every_sentence_is_somebodys_word(page: str) -> None:
    found = reading(page)
    claimed = [claim.sentence for claim in found.claims]
    assert [s for s in found.sentences if not any(c.holds(s) for c in claimed)] == []


@pytest.mark.parametrize("page", PAGES)
def test_chains_end_with_the_publisher_and_name_actors(page: str) -> None:
    found = reading(page)
    known = {actor.id for actor in found.actors}
    for claim in found.claims:
        *hands, last = [link.actor for link in claim.chain]
        assert last == PUBLISHER
        assert set(hands) <= known


@pytest.mark.parametrize("page", PAGES)
def test_a_child_stands_inside_its_parents_content(page: str) -> None:
    found = reading(page)
    by_id = {attribution.id: attribution for attribution in found.attributions}
    for child in found.attributions:
        if child.parent:
            outer = by_id[child.parent].content
            assert all(any(piece.holds(inner) for piece in outer) for inner in child.content)


@pytest.mark.parametrize("page", PAGES[:4])
def test_a_reading_does_not_depend_on_its_neighbours(page: str) -> None:
    articles = [read(name)[0] for name in PAGES[:6]]
    together = list(read_articles(articles))
    assert dumps(together[PAGES.index(page)]) == dumps(reading(page))


def test_most_attributions_of_the_pages_are_found() -> None:
    rows = [(page, wanted, found) for page in PAGES for wanted, found in pairs(page)]
    hits = [(page, wanted, found) for page, wanted, found in rows if found]
    sources = quoting = 0
    for page, wanted, found in hits:
        text = reading(page).article.text
        sources += share(characters(text, spans(text, wanted)[0]), characters(text, found.source)) >= 0.5
        quoting += wanted.quoting == found.quoting
    assert 100 * len(hits) / len(rows) >= FOUND
    assert 100 * sources / len(hits) >= SOURCES
    assert 100 * quoting / len(hits) >= QUOTING
