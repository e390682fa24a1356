"""The review: a queue by forms and by keys, corrections of any record, undo, agreement, cases."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from saidby.errors import UsageError
from saidby.ledger import kept
from saidby.ledger.cases import cases
from saidby.ledger.review import refresh
from saidby.ledger.store import Ledger
from saidby.web.fields import spans_of
from saidby.web.options import Options
from tests.ledger.tales import tale
from tests.ledger.test_review import AGAIN, SHOT, unsure
from tests.web import desk
from tests.web.browser import NARROW, Screen, Served
from tests.web.conftest import SCREENS


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Row 2 is a page with a doubt of each kind, 4 and 6 may tell of one incident."""
    made = str(tmp_path / "own.db")
    days = [("Saturday", "2031-05-03")]
    one = tale(SHOT, title="Bomb at fish market", days=days, figures=[("12", "killed", 12, 12)])
    other = tale(
        AGAIN, publisher="Karsk Courier", title="Bomb at market", published="2031-05-20", places=("Karsk",)
    )
    with Ledger(made, mode="create", clock=lambda: "2031-06-02T08:00:00Z") as ledger:
        for id, found in (("herald", unsure()), ("one", one), ("other", other)):
            ledger.add([desk.entry(found, id)])
        refresh(ledger)
    return made


@pytest.fixture
def mira(path: str) -> Iterator[TestClient]:
    with desk.client(path) as made:
        yield made


def send(client: TestClient, address: str, page: str, **fields: Any) -> Any:
    """The form of a page, sent from it."""
    data = {"csrf": desk.token(client.get(page).text), **fields}
    return client.post(address, data=data, headers={"Origin": desk.HOST})


def question(client: TestClient, query: str = "") -> str:
    found = re.search(r'<h2 id="question"[^>]*>([^<]*)', client.get(f"/review{query}").text)
    return found[1] if found else ""


def item(client: TestClient, query: str = "") -> str:
    found = re.search(r'name="item" value="([^"]*)"', client.get(f"/review{query}").text)
    assert found
    return found[1]


ACCUSATION = "Whether Mayor Askelle is accused here, and of what"
ATTRIBUTION = "Who says this, and which words are theirs"


def test_the_least_sure_comes_first_with_its_words_and_the_machines_values(mira: TestClient) -> None:
    html = mira.get("/review?article=2").text
    assert question(mira, "?article=2") == ACCUSATION
    assert '<span class="source begins ends" data-s="0">Mayor Askelle</span>' in html
    assert '<dt>who is accused</dt><dd dir="auto">Mayor Askelle</dd>' in html
    assert "38 % sure that it is right" in html


def test_an_item_is_accepted_and_comes_back_by_one_undo(mira: TestClient) -> None:
    ref = item(mira, "?article=2")
    answer = send(mira, "/review", "/review", item=ref, word="accept", article="2")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?article=2&done=accept%3A7")
    assert question(mira, "?article=2") == ATTRIBUTION
    assert "accepted accusation c1" in mira.get("/review").text
    assert send(mira, "/review/undo", "/review", rows="7", next="/review?article=2").status_code == 303
    assert question(mira, "?article=2") == ACCUSATION


def test_an_item_is_skipped_and_stays(mira: TestClient) -> None:
    (skip,) = re.findall(r'data-key="j" href="([^"]+)"', mira.get("/review?article=2").text)
    assert question(mira, skip.replace("&amp;", "&").removeprefix("/review")) == ATTRIBUTION
    assert question(mira, "?article=2") == ACCUSATION


def test_a_correction_keeps_the_machines_value_and_settles_the_question(mira: TestClient, path: str) -> None:
    form = {"source": "Mayor Askelle", "cue": "blamed", "content": "the Front", "quoting": "direct"}
    ref = "attribution~2~attributions/a1"
    answer = send(mira, "/review", "/review", item=ref, word="correct", why="as printed", **form)
    assert answer.headers["location"] == "/review?done=correct%3A7.8"
    html = mira.get(f"/review?item={ref}").text
    assert (
        '<ins dir="auto">the Front</ins>, the machine said <del dir="auto">the Front for 12 dead</del>'
        in html
    )
    with Ledger(path) as ledger:
        assert [(one.field, one.value, one.by, one.why) for one in ledger.corrections()] == [
            ("content", [[21, 30]], "Mira", "as printed"), ("quoting", "direct", "Mira", "as printed"),
        ]  # fmt: skip
    assert "corrected a1: content, quoting" in mira.get("/review").text


def test_a_root_is_corrected_and_the_correction_is_a_case(mira: TestClient, path: str) -> None:
    page = "/review/2/claims/c2"
    answer = send(mira, page, page, root="Mayor Askelle", act="report")
    assert answer.headers["location"] == "/articles/2#claim-c2"
    html = mira.get("/articles/2").text
    assert '<b>root</b> is <ins dir="auto">Mayor Askelle</ins>' in html
    assert '<a href="/review/2/actors/actor1">actor “' in mira.get(page).text
    line = mira.get("/review/cases").text.splitlines()[0]
    with Ledger(path) as ledger:
        (first, _) = cases(ledger)
    assert json.loads(line)["field"] == first.field == "root"
    answer = send(mira, page, page, root="The town clerk", **{"root-kind": "office"})
    assert answer.status_code == 303
    assert "The town clerk" in mira.get("/articles/2").text


def test_what_does_not_fit_is_told_and_nothing_is_written(mira: TestClient, path: str) -> None:
    page = "/review/2/attributions/a1"
    for sent, message in (
        ({"content": "the bridge of Karsk", "quoting": "direct"}, "does not stand on this page"),
        ({}, "nothing was changed"),
    ):
        answer = send(mira, page, page, **sent)
        assert (answer.status_code, message in answer.text) == (400, True)
    assert send(mira, "/review/2/figures/f1", "/review/2/figures/f1", low="many").status_code == 400
    assert mira.get("/review/2/claims/c99").status_code == 404
    assert mira.get("/review?kind=opinion").status_code == 400
    with Ledger(path) as ledger:
        assert ledger.corrections() == []


def test_figures_lists_and_dates_are_corrected_by_their_forms(mira: TestClient, path: str) -> None:
    send(mira, "/review/2/figures/f1", "/review/2/figures/f1", low="11", high="", measure="injured")
    asked = {"accused-asked": "1", "accused": [], "published": "2031-05-04"}
    send(mira, "/review/2/claims/c1", "/review/2/claims/c1", **asked)
    send(mira, "/review/2/article", "/review/2/article", **asked)
    with Ledger(path) as ledger:
        assert [(one.target, one.field, one.value) for one in ledger.corrections()] == [
            ("figures/f1", "measure", "injured"), ("figures/f1", "low", 11), ("figures/f1", "high", None),
            ("claims/c1", "accused", []), ("article", "published", "2031-05-04"),
        ]  # fmt: skip


def test_words_are_found_where_they_are_looked_for() -> None:
    text = "said it, and\u00a0he said\nit again"
    assert spans_of(text, "said it", 0) == [[0, 7]]
    assert spans_of(text, "said it", 20) == [[16, 23]]
    assert spans_of(text, "and he … again", 0) == [[9, 15], [24, 29]]
    assert spans_of(text, "", 0) == []
    with pytest.raises(UsageError, match="“Said” does not stand on this page"):
        spans_of(text, "Said", 0)


def test_a_pair_is_merged_by_rejecting_that_it_is_two(mira: TestClient) -> None:
    html = mira.get("/review?kind=pair").text
    assert "The machine says: <b>two incidents</b>" in html
    assert "No, merge them" in html
    answer = send(mira, "/review", "/review", item=item(mira, "?kind=pair"), word="reject")
    assert answer.status_code == 303
    assert "merged incidents" in mira.get("/review").text


def test_a_second_reviewer_signs_with_another_name_and_sees_the_machines_value(mira: TestClient) -> None:
    send(mira, "/review/2/figures/f1", "/review/2/figures/f1", low="11")
    answer = send(mira, "/review/reviewer", "/review", name="Tavo of Orlen")
    assert "saidby_name=Tavo%20of%20Orlen" in answer.headers["set-cookie"]
    assert "Signed <b>Tavo of Orlen</b>" in mira.get("/review").text
    html = mira.get("/review?second=1").text
    assert '<dt>at least</dt><dd dir="auto">12' in html
    send(mira, "/review", "/review", item="figure~2~figures/f1", word="accept", second="1")
    html = mira.get("/review/agreement").text
    assert re.search(
        r'Mira and Tavo of Orlen</th><td>figures low</td><td class="num">1</td><td class="num">0<',
        html,
    )
    assert send(mira, "/review/reviewer", "/review", name="<b>").status_code == 400


def test_an_empty_queue_says_what_comes_next(client: TestClient) -> None:
    assert "Nothing to review" in client.get("/review?kind=figure").text
    assert "Nothing for a second look" in client.get("/review?second=1").text
    assert "No two people looked at the same thing yet" in client.get("/review/agreement").text


def test_a_review_is_done_by_keys_alone(browser: Any, path: str) -> None:
    with Served(path) as server, Screen(browser, server.url, SCREENS) as screen:
        page = screen.open("/review?article=2")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert screen.findings() == []
        page.keyboard.press("?")
        assert page.get_by_role("dialog").is_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("a")
        page.wait_for_url("**done=accept*")
        assert page.locator("#question").inner_text() == ATTRIBUTION
        page.keyboard.press("c")
        page.evaluate(
            """() => { const words = document.querySelector('.context .content').firstChild;
            getSelection().setBaseAndExtent(words, 0, words, 9); }"""
        )
        page.locator("[data-take=content]").click()
        assert page.locator("[name=content]").input_value() == "the Front"
        assert page.locator("[name=content-at]").input_value() == "21"
        assert screen.findings() == []
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        assert not screen.overflows()
        page.get_by_role("button", name="Save the correction").click()
        page.wait_for_url("**done=correct*")
        page.keyboard.press("u")
        page.locator("#question", has_text=ATTRIBUTION).wait_for()


def test_a_corrected_root_changes_the_incident_until_it_is_taken_back(ledger: str) -> None:
    """Row 2 tells of the market; who is its root stands on the incident's page."""

    def roots(client: TestClient) -> set[str]:
        until = time.monotonic() + 30
        while "incidents are being computed" in client.get("/incidents").text and time.monotonic() < until:
            time.sleep(0.02)
        (id, *_) = re.findall(r'href="/incidents/([0-9a-f]{8,})"', client.get("/incidents?text=market").text)
        with client.app.state.site.ledger() as store:  # type: ignore[attr-defined]
            return {root.name for root in kept.one(store, id).roots}

    with desk.client(ledger, Options(refresh="thread", reviewer="Mira")) as client:
        before = roots(client)
        page = "/review/2/claims/c1"
        sent = send(client, page, page, root="The harbour clerk", **{"root-kind": "office"})
        assert sent.status_code == 303
        assert "harbour clerk" in " ".join(roots(client) - before).casefold()
        row = re.search(r'name="rows" value="(\d+)"', client.get("/articles/2").text)
        assert row is not None
        send(client, "/review/undo", "/articles/2", rows=row[1])
        assert roots(client) == before
