from __future__ import annotations

from collections.abc import Iterator

import pytest

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


def test_words_without_a_letter_are_no_question(ledger: Ledger) -> None:
    for nothing in ("", "  ", '""', "-- !", "|", "*"):
        with pytest.raises(UsageError, match="there is no word to look for in"):
            ledger.search(Search(about=nothing))


def test_only_the_latest_reading_of_an_article_is_searched(path: str) -> None:
    ledger_of(path, entry(BRIDGE, id=1), entry(BRIDGE, id=1, published="2031"))
    with Ledger(path) as ledger:
        assert found(ledger, about="bridge") == ["3/c1"]


def test_an_expression_keeps_to_the_columns_that_are_meant() -> None:
    assert expression(sought(Search(about='shell* "the market"|bazaar', who="front"))) == (
        '{words names} : (("shell" *) AND ("the market" OR "bazaar")) AND {who} : (("front"))'
    )
    assert expression(sought(Search(act="deny"))) is None
