"""The search: what fits is marked in the words, what cannot be looked for is said at its field."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from saidby.ledger.query import Search, sought
from saidby.web.hits import marked
from saidby.web.screens.search import BACKWARDS, NO_ACT, NO_DATE, NO_WORD, mistakes
from saidby.web.words import clock, voice
from tests.web.desk import NASTY


def marks(text: str, words: str, most: int = 1000) -> str:
    terms = [term for one in sought(Search(about=words)) for group in one.groups for term in group]
    return str(marked(text, terms, most=most))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("bridge", "The <mark>bridges</mark> of Orlen fell"),
        ("BRIDGE fell", "The <mark>bridges</mark> of Orlen <mark>fell</mark>"),
        ('"of orlen"', "The bridges <mark>of Orlen</mark> fell"),
        ('"orlen of"', "The bridges of Orlen fell"),
        ("orl*", "The bridges of <mark>Orlen</mark> fell"),
        ('"bridges of" "of orlen"', "The <mark>bridges of Orlen</mark> fell"),
        ("gun|örlen", "The bridges of <mark>Orlen</mark> fell"),
    ],
)
def test_words_are_marked_in_the_forms_in_which_they_are_found(words: str, shown: str) -> None:
    assert marks("The bridges of Orlen fell", words) == shown


def test_marks_hold_no_markup_of_a_page() -> None:
    assert marks('<b>fell</b> & "fell"', "fell") == (
        "&lt;b&gt;<mark>fell</mark>&lt;/b&gt; &amp; &#34;<mark>fell</mark>&#34;"
    )


def test_a_long_claim_is_cut_around_the_first_word_that_fits() -> None:
    shown = marks("word " * 200 + "bridge " + "word " * 200, "bridge", most=300)
    assert shown.startswith("… word")
    assert shown.endswith("word …")
    assert "<mark>bridge</mark>" in shown
    assert len(shown) < 330
    assert marks("x" * 500, "bridge", most=300) == "x" * 300 + " …"


def test_what_cannot_be_looked_for_is_said_at_its_field(client: TestClient) -> None:
    nothing = dict.fromkeys(("about", "who", "through", "place", "act", "since", "until"))
    for field, value, message in (
        ("about", "...", NO_WORD), ("place", "|", NO_WORD), ("since", "2031-13", NO_DATE),
        ("until", "yesterday", NO_DATE), ("since", "2031/2032", NO_DATE), ("since", "31-5-1", NO_DATE),
        ("act", "lie", NO_ACT),
    ):  # fmt: skip
        assert mistakes({**nothing, field: value}) == {field: message}
    assert mistakes({**nothing, "since": "2031-06", "until": "2031-05-30"}) == {"until": BACKWARDS}
    assert mistakes({**nothing, "since": "2031-05-04", "until": "2031-05"}) == {}
    html = client.get("/search?since=soon&about=bomb").text
    assert 'value="soon" placeholder="2018-11" aria-invalid="true" aria-describedby="wrong-since"' in html
    assert f'<span class="wrong" id="wrong-since">{NO_DATE}' in html
    assert 'value="bomb"' in html


def test_a_hit_has_its_words_marked_its_chain_and_leads_to_the_span(client: TestClient) -> None:
    html = client.get("/search?about=19+people").text
    assert re.search(r'<a class="claim-words" href="/articles/4#c\d+">', html)
    assert "<mark>19</mark> <mark>people</mark>" in html
    assert "Harbour Clinic</span> → <span" in html
    assert NASTY not in client.get("/search?about=script").text


def test_the_search_offers_what_there_is_to_look_for(client: TestClient) -> None:
    html = client.get("/search").text
    assert 'href="/search?who=%22Harbour+Clinic%22"' in html
    assert 'href="/search?act=claim_responsibility"' in html
    assert "No claim fits" in client.get("/search?about=giraffe").text


def test_hits_come_in_pages(client: TestClient) -> None:
    first = client.get("/search?since=2031").text
    total = int(re.findall(r"<b>(\d+) claims?</b>", first)[0])
    assert len(re.findall('<li class="entry">', first)) == min(total, 25)
    assert "No claim fits" in client.get("/search?since=2031&page=900").text


def test_a_state_is_read_by_its_name_and_a_time_in_utc() -> None:
    assert [voice(one) for one in ("SY", "not RU", "XV", "UN", "VSNA", "not the Front")] == [
        "Syria", "not Russia", "the state XV", "UN", "VSNA", "not the Front",
    ]  # fmt: skip
    times = ("2031-05-03T10:18-08:00", "2031-05-03T18:18Z", "2031-05-03T18:18", "2031")
    assert [clock(one) for one in times] == [
        "2031-05-03 18:18 UTC", "2031-05-03 18:18 UTC", "2031-05-03 18:18", "2031",
    ]  # fmt: skip
