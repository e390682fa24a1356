"""Days as words: whoever is published between two days has one of the words that are looked for."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from saidby.ledger.query import Search
from saidby.ledger.sqlite.days import tokens
from saidby.ledger.store import Ledger
from tests.ledger.entries import entry

DATES = (
    "2030", "2031", "2032", "2030-12", "2031-01", "2031-02", "2031-05", "2031-12", "2030-12-31", "2031-01-01",
    "2031-02-28", "2031-03-01", "2031-03-01T06:30Z", "2031-05-02", "2031-12-31", "2032-01-01", "2032-02-29",
)  # fmt: skip


def words(published: str) -> set[str]:
    day = published[:10].replace("-", "")
    return {day[:4], day[:6], day if len(published) >= 10 else f"{day}x"}


def test_no_claim_between_two_days_is_passed_over() -> None:
    for since, until, published in product(DATES[:-1], DATES, DATES):
        asked = tokens(since, until)
        if asked and since <= published < f"{until}~":
            assert words(published) & set(asked), (since, until, published)


def test_whole_years_and_months_are_one_word_each() -> None:
    assert tokens("2031-03", "2031-03") == ["203103", "203103x", "2031x"]
    assert tokens("2031-03-07", "2031-03-07") == ["20310307", "203103x", "2031x"]
    assert tokens("2030-12-31", "2032-01") == [
        "20301231", "203012x", "2030x", "2031", "203201", "203201x", "2032x",
    ]  # fmt: skip
    assert len(tokens("2031-01-20", "2031-03-12")) == 12 + 1 + 12 + 3
    assert tokens("2030-01-02", "2032-12-30") == []  # too many words


def test_what_is_no_day_or_has_no_bound_narrows_nothing() -> None:
    for since, until in (
        (None, "2031"),
        ("2031", None),
        ("2031-13", "2032"),
        ("2031-02-30", "2032"),
        ("2032", "2031"),
    ):
        assert tokens(since, until) == []


def test_words_between_two_days_are_found_by_either_bound(tmp_path: Path) -> None:
    with Ledger(str(tmp_path / "saidby.db"), mode="create") as ledger:
        ledger.add(
            entry(
                f"The bridge over the Orl fell on day {number}.",
                published=date,
                url=f"https://a.example/{number}",
            )
            for number, date in enumerate(DATES)
        )
        for since, until in product(DATES[:-1], DATES):
            found = ledger.search(Search(about="bridge", since=since, until=until, limit=99))
            dates = sorted(hit.head.published or "" for hit in found)
            assert dates == sorted(date for date in DATES if since <= date < f"{until}~"), (since, until)
