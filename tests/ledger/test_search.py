from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from saidby.data import Event, Place, Span
from saidby.errors import UsageError
from saidby.ledger.query import Search, sought
from saidby.ledger.rows import ClaimRow, Head, Hit
from saidby.ledger.sqlite.claims import expression
from saidby.ledger.store import Ledger
from tests.ledger.entries import BRIDGE, CELLAR, MARKET, entry, ledger_of


@pytest.fixture
def ledger(path: str) -> Iterator[Ledger]:
    ledger_of(
        path,
        entry(BRIDGE, published="2031-05-04"),
        entry(CELLAR, published="2031-05-06T10:00Z", publisher="Tarsk Courier"),
        entry(MARKET),
        entry(
            "[source Police] [cue said] [content the café was shelled], [relay=Halyard Halyard] [via said]."
        ),
    )
    with Ledger(path) as ledger:
        yield ledger


def found(ledger: Ledger, **asked: object) -> list[str]:
    return [f"{hit.head.row}/{hit.claim.claim}" for hit in ledger.search(Search(**asked))]  # type: ignore[arg-type]


def test_a_claim_is_found_with_who_said_it_and_where(ledger: Ledger) -> None:
    (hit,) = ledger.search(Search(about="bridge"))
    assert hit == Hit(
        ClaimRow("c1", "The ministry", "Orlen Herald", "deny", "indirect", "the bridge had fallen", ""),
        Head(2, hit.head.article, None, "orlen.txt", None, "Orlen Herald", None, "2031-05-04"),
        corrected=False,
    )


@pytest.mark.parametrize(
    ("about", "rows"),
    [
        ("bridges", ["2/c1"]),  # another form of the word
        ("BRIDGE falling", []),
        ("bridge fallen", ["2/c1"]),
        ("fallen bridge", ["2/c1"]),
        ('"bridge had fallen"', ["2/c1"]),
        ('"fallen bridge"', []),
        ("bridge|market", ["2/c1", "6/c1"]),
        ("bridge | market shell*", ["6/c1"]),
        ("shell*", ["6/c1", "8/c1"]),
        ("cafe", ["8/c1"]),  # without its accent
        ("nobody", ["2/c2"]),  # the publisher's own word
        ("ministry", []),  # who said it is not what it is about
        ('NEAR(bridge) OR "', []),  # no operator of the engine's: words, all of which must be there
    ],
)
def test_words_are_found_as_people_type_them(ledger: Ledger, about: str, rows: list[str]) -> None:
    assert sorted(found(ledger, about=about)) == rows


def test_what_else_is_asked_narrows_it_down(ledger: Ledger) -> None:
    assert found(ledger, who="ministry") == ["2/c1"]
    assert found(ledger, who="mayor", about="shells", act="accuse") == ["6/c1"]
    assert found(ledger, about="shells", act="deny") == []
    assert found(ledger, through="halyard") == ["8/c1"]
    assert sorted(found(ledger, through="herald", since="2031-05")) == ["2/c1", "2/c2"]
    assert found(ledger, since="2031-05-05", until="2031-05-06") == ["4/c1"]
    assert found(ledger, about="cellar", until="2031-05-05") == []
    assert found(ledger, about="cellar", since="2031-05", until="2031-05") == ["4/c1"]
    assert found(ledger, act="deny") == ["2/c1"]


def test_the_last_published_come_first_where_that_is_asked_and_undated_ones_last(ledger: Ledger) -> None:
    assert found(ledger, through="herald|courier|orlen", latest=True) == [
        "4/c1", "2/c1", "2/c2", "6/c1", "8/c1",
    ]  # fmt: skip
    assert len(found(ledger, through="herald|courier", limit=2)) == 2


def test_a_place_is_where_it_happened_or_stands_in_the_words(path: str) -> None:
    told = entry(MARKET)
    place = Place("p", Span(0, 1), "Pellane", None, None, None, None, None, None, "event", 1.0)
    meant = replace(place, id="q", name="Tarsk", use="metonym")
    spot = Event(
        "e", (Span(0, 1),), "ASSAULT", (), (), (), (), (), ("p", "q"), None, None, (), "happened", 1.0
    )
    claims = (replace(told.reading.claims[0], events=("e",)), *told.reading.claims[1:])
    known = replace(told.reading, places=(place, meant), events=(spot,), claims=claims)
    ledger_of(path, replace(told, reading=known), entry(BRIDGE))
    with Ledger(path) as ledger:
        assert found(ledger, place="pellane") == ["2/c1"]
        assert found(ledger, place="pellane", about="market", act="accuse") == ["2/c1"]
        assert found(ledger, place="pellane", act="deny") == []
        assert found(ledger, place="tarsk") == []  # a seat of government is no place where anything happened
        assert found(ledger, about="pellane") == ["2/c1"]
        assert found(ledger, place="market") == []


def test_pages_follow_one_another_and_are_counted(ledger: Ledger) -> None:
    for asked in ({"through": "herald|courier|orlen"}, {"since": "2031"}, {"about": "the"}, {"latest": True}):
        whole = found(ledger, **asked)
        pages = [found(ledger, **asked, limit=2, offset=offset) for offset in range(0, len(whole) + 2, 2)]
        assert (sum(pages, []), len(whole)) == (whole, ledger.database.claims.count(Search(**asked)))  # noqa: RUF017
    assert ledger.database.claims.count(Search(about="shelled", act="deny")) == 0


def test_the_last_published_come_first_where_days_are_all_that_is_asked(ledger: Ledger) -> None:
    assert found(ledger, since="2031", until="2031-05")[0] == "4/c1"


def test_words_without_a_letter_are_no_question(ledger: Ledger) -> None:
    for nothing in ("", "  ", '""', "-- !", "|", "*"):
        with pytest.raises(UsageError, match="there is no word to look for in"):
            ledger.search(Search(about=nothing))


def test_a_beginning_has_two_letters_or_more(ledger: Ledger) -> None:
    assert found(ledger, about="sh*") == ["8/c1", "6/c1"]
    for short in ("s*", '"the s"*', "bridge|b*"):
        with pytest.raises(UsageError, match="half of all words may start with one letter: write more"):
            ledger.search(Search(about=short))


def test_only_the_latest_reading_of_an_article_is_searched(path: str) -> None:
    ledger_of(path, entry(BRIDGE, id=1), entry(BRIDGE, id=1, published="2031"))
    with Ledger(path) as ledger:
        assert found(ledger, about="bridge") == ["3/c1"]


def test_an_expression_keeps_to_the_columns_that_are_meant() -> None:
    assert expression(sought(Search(about='shell* "the market"|bazaar', who="front"))) == (
        '{words names} : (("shell" *) AND ("the market" OR "bazaar")) AND {who} : (("front"))'
    )
    assert expression(sought(Search(act="deny"))) is None
