"""Readings of the sample pages: what always holds, and how much of the hand-made reading is found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache

import jsonschema
import pytest

from saidby.data import PUBLISHER, READ_ROLES, Attribution, Reading, Span
from saidby.model.memory import Memory
from saidby.model.session import shipped
from saidby.model.tagger import Text
from saidby.reading.read import read_articles
from saidby.schema import reading_schema
from saidby.serial import dumps
from tests.examples.gold import PAGES, GoldAttribution, gold, load, read, spans

FOUND, SOURCES, QUOTING, NESTED, ROOTS = 86, 85, 93, 91, 72
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


def spans_of(record: object) -> Iterator[Span]:
    """Every span that a record holds, at any depth."""
    if isinstance(record, Span):
        yield record
    elif is_dataclass(record):
        for each in fields(record):
            yield from spans_of(getattr(record, each.name))
    elif isinstance(record, tuple):
        for part in record:
            yield from spans_of(part)


@cache
def names() -> dict[str, str]:
    """The name in `incidents.json` of each name or alias, in lower case without "the"."""
    found: dict[str, str] = {}
    for incident in load("incidents.json")["incidents"]:
        for root in (*incident["roots"], *incident["relays"]):
            for name in (root["name"], *root.get("aliases", ())) if "name" in root else ():
                found.setdefault(bare(name), root["name"])
    return found


def bare(name: str) -> str:
    return name.lower().replace("\u2019", "'").removeprefix("the ")


def is_root(found: str, wanted: str) -> bool:
    """Is it the same root? "the driver" is "surviving driver" too."""
    one, other = (bare(names().get(bare(name), name)) for name in (found, wanted))
    return one in other or other in one


def roots(found: Reading, attribution: Attribution) -> list[str]:
    """The names of those who say it; empty for the publisher alone."""
    actors = {actor.id: actor.name for actor in found.actors}
    claims = (claim for claim in found.claims if claim.attribution == attribution.id)
    return [actors[claim.chain[0].actor] for claim in claims if claim.chain[0].actor != PUBLISHER]


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
def test_every_span_lies_in_the_text(page: str) -> None:
    found = reading(page)
    length = len(found.article.text)
    assert [s for s in spans_of(found) if not 0 <= s.start <= s.end <= length] == []


@pytest.mark.parametrize("page", PAGES)
def test_lists_are_in_the_order_of_the_text_and_ids_are_unique(page: str) -> None:
    found = reading(page)
    assert list(found.sentences) == sorted(found.sentences)
    lists = (found.actors, found.timexes, found.places, found.figures, found.attributions, found.claims)
    for records in lists:
        ids = [record.id for record in records]
        assert len(set(ids)) == len(ids)
    firsts = [min((*a.source, *a.cue, *a.content)) for a in found.attributions]
    assert [span.start for span in firsts] == sorted(span.start for span in firsts)
    starts = [claim.sentence.start for claim in found.claims]
    assert starts == sorted(starts)


@pytest.mark.parametrize("page", PAGES)
def test_every_attribution_has_a_claim_and_no_claim_stands_twice(page: str) -> None:
    found = reading(page)
    said = [claim for claim in found.claims if claim.attribution]
    assert {claim.attribution for claim in said} == {a.id for a in found.attributions}
    keys = [(claim.attribution, claim.chain, claim.stance) for claim in said]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("page", PAGES)
def test_what_is_not_read_holds_no_attribution(page: str) -> None:
    found = reading(page)
    unread = [e.span for e in found.article.elements if e.role not in READ_ROLES]
    pieces = [p for a in found.attributions for p in (*a.source, *a.cue, *a.content)]
    assert [p for p in pieces if any(u.overlaps(p) for u in unread)] == []


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
        if child.parent is not None:
            outer = by_id[child.parent].content
            assert all(any(piece.holds(inner) for piece in outer) for inner in child.content)


def test_a_reading_does_not_depend_on_its_neighbours() -> None:
    articles = [read(page)[0] for page in PAGES]
    alone = [dumps(reading(page)) for page in PAGES]
    forgetful = replace(shipped(), memory=None)
    assert [dumps(found) for found in read_articles(articles, tagger=forgetful)] == alone
    assert [dumps(found) for found in read_articles(articles[::-1], tagger=forgetful)] == alone[::-1]


def test_a_reading_is_the_same_where_its_text_was_met_before() -> None:
    articles = [read(page)[0] for page in PAGES]
    remembering = replace(shipped(), memory=Memory())
    first = [dumps(found) for found in read_articles(articles, tagger=remembering)]
    again = [dumps(found) for found in read_articles(articles[::-1], tagger=remembering)]
    assert again[::-1] == first == [dumps(reading(page)) for page in PAGES]


def test_a_row_alone_gives_the_same_numbers_as_after_others() -> None:
    tagger = replace(shipped(), memory=None)
    text = read(PAGES[1])[0].text
    first, second = Text(text, ((0, 400),)), Text(text, ((400, 900),))
    before = tagger.tag(first)
    tagger.tag(second)
    assert tagger.tag(first) == before


def test_most_attributions_of_the_pages_are_found() -> None:
    rows = [(page, wanted, found) for page in PAGES for wanted, found in pairs(page)]
    hits = [(page, wanted, found) for page, wanted, found in rows if found]
    sources = quoting = nested = rooted = 0
    for page, wanted, found in hits:
        text = reading(page).article.text
        sources += share(characters(text, spans(text, wanted)[0]), characters(text, found.source)) >= 0.5
        quoting += wanted.quoting == found.quoting
        nested += (wanted.parent is None) == (found.parent is None)
        said = roots(reading(page), found)
        rooted += any(is_root(root, wanted.chain[0]) for root in said) if wanted.chain else not said
    assert 100 * len(hits) / len(rows) >= FOUND
    assert 100 * sources / len(hits) >= SOURCES
    assert 100 * quoting / len(hits) >= QUOTING
    assert 100 * nested / len(hits) >= NESTED
    assert 100 * rooted / len(hits) >= ROOTS
