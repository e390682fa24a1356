from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from saidby.data import PUBLISHER, ChainLink, Dated, Reader
from saidby.errors import UsageError
from saidby.ledger.query import Search
from saidby.ledger.rows import Correction, Entry
from saidby.ledger.store import Ledger
from tests.ledger.entries import BRIDGE, MARKET, NOON, entry, ledger_of


@pytest.fixture
def ledger(path: str) -> Iterator[Ledger]:
    ledger_of(path, entry(f"{BRIDGE}\n\n{MARKET}"))
    with Ledger(path, mode="write", clock=lambda: NOON) as ledger:
        yield ledger


def who_said(ledger: Ledger, about: str) -> tuple[str, bool]:
    (hit,) = ledger.search(Search(about=about))
    return hit.claim.who, hit.corrected


def test_a_correction_lies_over_the_machine_s_value_and_both_stay(ledger: Ledger) -> None:
    made = ledger.correct(2, "c1", "act", "condemn", by="R. Askelle", why="it is no denial")
    assert made == Correction(
        row=3, at=NOON, reading=2, target="claims/c1", field="act", value="condemn", machine="deny",
        anchor=[[0, 42], [13, 19], [20, 41], [0, 12]], by="R. Askelle", why="it is no denial",
    )  # fmt: skip
    assert ledger.corrections() == [made]
    assert ledger.reading(2).reading.claims[0].act == "deny"
    assert ledger.reading(2, corrected=True).reading.claims[0].act == "condemn"
    assert json.loads(ledger.line(2))["claims"][0]["act"] == "deny"
    (hit,) = ledger.search(Search(act="condemn"))
    assert (hit.claim.claim, hit.corrected) == ("c1", True)


def test_a_root_is_corrected_by_name_and_search_follows(ledger: Ledger) -> None:
    ledger.correct(2, "c1", "root", "mayor askelle", by="R. Askelle")
    assert who_said(ledger, "bridge") == ("Mayor Askelle", True)
    claim = ledger.reading(2, corrected=True).reading.claims[0]
    assert claim.chain == (ChainLink("actor2"), ChainLink(PUBLISHER))


def test_a_root_that_the_page_does_not_name_needs_its_kind(ledger: Ledger) -> None:
    with pytest.raises(UsageError) as raised:
        ledger.correct(2, "c1", "root", "VSNA", by="R. Askelle")
    assert str(raised.value) == (
        "no actor is called 'VSNA' on this page (there are: The ministry, Mayor Askelle); "
        'to add one: root={"name": "VSNA", "kind": "media"}'
    )
    ledger.correct(2, "c1", "root", '{"name": "VSNA", "kind": "media"}', by="R. Askelle")
    assert who_said(ledger, "bridge") == ("VSNA", True)
    ledger.correct(2, "c2", "root", "publisher", by="R. Askelle")
    assert ledger.reading(2, corrected=True).reading.claims[1].chain == (ChainLink(PUBLISHER),)


def test_a_later_correction_lies_over_an_earlier_one_until_it_is_taken_back(ledger: Ledger) -> None:
    ledger.correct(2, "c1", "act", "condemn", by="R. Askelle")
    later = ledger.correct(2, "c1", "act", "confirm", by="D. Voskel")
    assert later.machine == "condemn"

    def act() -> tuple[str, str]:
        (hit,) = ledger.search(Search(about="bridge"))
        return ledger.reading(2, corrected=True).reading.claims[0].act, hit.claim.act

    assert act() == ("confirm", "confirm")
    undo = ledger.judge("undo", {"row": later.row}, by="R. Askelle")
    assert act() == ("condemn", "condemn")
    ledger.judge("undo", {"row": undo}, by="D. Voskel")
    assert act() == ("confirm", "confirm")


def test_a_date_of_the_article_is_just_the_date(ledger: Ledger) -> None:
    ledger.correct(2, "article", "published", "2031-05-04", by="R. Askelle")
    article = ledger.reading(2, corrected=True).reading.article
    assert article.published == Dated("2031-05-04", "given")


@pytest.mark.parametrize(
    ("target", "field", "words", "value"),
    [
        ("actor1", "name", "107", "107"),  # text where text is wanted, though it reads as a number
        ("actor1", "sector", "null", None),
        ("actor1", "score", "0.5", 0.5),
        ("actors/actor1", "kind", "state", "state"),
        ("a1", "quoting", "direct", "direct"),
        ("c1", "accused", '["actor2"]', ["actor2"]),
        ("c1", "repeats_earlier", "true", True),
    ],
)
def test_values_are_taken_as_their_field_wants_them(
    ledger: Ledger, target: str, field: str, words: str, value: Any
) -> None:
    assert ledger.correct(2, target, field, words, by="R. Askelle").value == value


@pytest.mark.parametrize(
    ("target", "field", "words", "message"),
    [
        ("c9", "act", "deny", "there is no 'c9' in this reading"),
        ("c1", "act", "lie", "claims/c1 act: $.claims[0].act: expected one of assert, report, accuse, deny,"),
        ("c1", "sentence", "[0, 1]", "'sentence' of claims/c1 cannot be corrected; these can: accused,"),
        ("c1", "truth", "1", "'truth' of claims/c1 cannot be corrected; these can:"),
        ("article", "text", "other", "'text' of article cannot be corrected; these can: byline, captured,"),
        ("c1", "accused", '["x"]', "claims/c1 accused: there is no 'x' among the actors of this reading"),
        ("c1", "chain", '[{"actor": "x", "via": null}]', "claims/c1 chain: there is no actor 'x'"),
        ("c1", "root", "[]", "root is a name, or"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_and_adds_nothing(
    ledger: Ledger, target: str, field: str, words: str, message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        ledger.correct(2, target, field, words, by="R. Askelle")
    assert str(raised.value)[: len(message)] == message
    assert ledger.head()[0] == 2


def again(ledger: Ledger, version: str, **changes: Any) -> int:
    """The same page read by a later reader, which sees some things otherwise."""
    one = entry(f"{BRIDGE}\n\n{MARKET}")
    found = replace(one.reading, reader=Reader(version, "none"), **changes)
    (added,) = ledger.add([Entry(found, one.request, one.origin)])
    return added.row


def test_a_correction_holds_for_what_a_later_reader_finds_at_the_same_words(ledger: Ledger) -> None:
    ledger.correct(2, "c3", "act", "demand", by="R. Askelle")
    claims = ledger.reading(2).reading.claims
    renamed = tuple(replace(claim, id=f"n{number}") for number, claim in enumerate(reversed(claims)))
    row = again(ledger, "1", claims=renamed)
    stored = ledger.reading(row, corrected=True)
    assert [(claim.id, claim.act) for claim in stored.reading.claims] == [
        ("n0", "demand"), ("n1", "assert"), ("n2", "deny"),
    ]  # fmt: skip
    assert stored.unfitting == ()
    (hit,) = ledger.search(Search(act="demand"))
    assert (hit.head.row, hit.claim.claim, hit.corrected) == (row, "n0", True)


def test_a_correction_of_what_a_later_reader_does_not_find_is_told(ledger: Ledger) -> None:
    made = ledger.correct(2, "c3", "act", "demand", by="R. Askelle")
    row = again(ledger, "1", claims=ledger.reading(2).reading.claims[:2])
    stored = ledger.reading(row, corrected=True)
    assert [claim.act for claim in stored.reading.claims] == ["deny", "assert"]
    assert stored.unfitting == (made.row,)
