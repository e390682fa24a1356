"""The stories of those who use the app, one after another in one browser, on the sample pages and with the
reader that ships: from the pages dropped into the inbox to a corrected claim and its undo.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from saidby.batch import Limits
from saidby.ledger.store import Ledger
from saidby.web.options import Options
from saidby.web.sampling import samples
from tests.web.browser import Screen, Served
from tests.web.conftest import SCREENS

READ_MS = 60_000


@pytest.fixture(scope="module")
def desk(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """The app over a ledger that was empty until the sample pages were dropped into its inbox."""
    path = str(tmp_path_factory.mktemp("stories") / "own.db")
    Ledger(path, mode="create").close()
    with samples() as (pages, gazetteer):
        options = Options(refresh="thread", reviewer="Mira", limits=Limits(gazetteer=str(gazetteer)))
        files = [
            {"name": one.origin, "mimeType": "application/octet-stream", "buffer": one.content}
            for one in pages
        ]
        with Served(path, options) as server, Screen(browser, server.url, SCREENS) as screen:
            page = screen.open("/")
            page.locator("[data-files]").set_input_files(files)
            page.get_by_role("button", name="Read them").click()
            page.wait_for_url("**/inbox/jobs/1")
            page.locator("[data-live=state]", has_text="done").wait_for(timeout=READ_MS)
            settled(screen)
            yield screen


def settled(screen: Screen) -> None:
    """Wait until incidents are made of what was added."""
    until = time.monotonic() + READ_MS / 1000
    page = screen.open("/incidents")
    while page.locator("[data-stale]").count():
        assert time.monotonic() < until, "incidents are not being made"
        page.wait_for_timeout(100)
        screen.open("/incidents")


def market(screen: Screen) -> Any:
    page = screen.open("/incidents?text=market")
    page.locator("main .entry h2 a").first.click()
    page.wait_for_url("**/incidents/*")
    return page


def counts(page: Any) -> dict[str, int]:
    """The five counts on top of an incident."""
    told = page.locator(".counts > div").all_inner_texts()
    return {words: int(number) for words, number in (one.strip().split("\n") for one in told)}


def roots(screen: Screen) -> set[str]:
    """All roots of the incident at the market, as its graph lists them."""
    page = screen.open(f"{market(screen).url.removeprefix(screen.url)}/graph")
    return set(page.locator("[aria-labelledby=groups] .root").all_inner_texts())


def test_a_monitor_without_internet_reads_todays_pages(desk: Screen) -> None:
    page = desk.open("/inbox")
    assert page.locator(".job .meta b").first.inner_text() == "16"
    page.get_by_role("link", name="Relief convoys halted after eleven die at Sennik Pass").click()
    page.wait_for_url("**/articles/*")
    assert page.locator("#text .content").count() > 3
    page = desk.open("/incidents/map")
    assert page.locator("svg a, svg circle").count() > 0
    page = desk.open("/incidents/timeline")
    assert page.locator("svg rect, svg path").count() > 0
    assert desk.wrong == []  # neither a request off the host nor a word on the console


def test_a_fact_checker_sees_who_exactly_said_it_in_which_words(desk: Screen) -> None:
    page = desk.open("/search")
    page.get_by_label("Words of the claim").fill("cartridge*|armed|supplied|weapon*")
    page.get_by_role("button", name="Search", exact=True).click()
    assert page.locator(".hits mark").count() >= 4
    chains = page.locator(".hits .chain").all_inner_texts()
    assert sum("→" in chain for chain in chains) >= 2
    assert len({who for who in page.locator(".hits .by .root").all_inner_texts()}) >= 2
    words = page.locator(".hits .claim-words").first
    said = words.inner_text()[:30].lstrip("“… ")
    words.click()
    page.wait_for_url("**/articles/*#c*")
    assert said in re.sub(r"\s+", " ", page.locator("#text").inner_text())
    assert "lit" in (page.locator(".reader").get_attribute("class") or "")


def test_an_analyst_sees_how_many_were_hurt_according_to_whom(desk: Screen) -> None:
    page = market(desk)
    page.get_by_role("link", name="Figures").first.click()
    page.wait_for_url("**/figures")
    heads = [text.casefold() for text in page.locator("table.latest thead th").all_inner_texts()]
    assert {"root", "killed"} <= set(heads)
    assert len({"injured", "hospitalised"} & set(heads)) >= 1
    assert page.locator("table.latest .missing", has_text="not said").count() > 0
    lanes = page.locator(".chart").first.locator(".lane .who a").all_inner_texts()
    assert len(lanes) == len(set(lanes)) > 3


def test_a_researcher_sees_how_many_sources_are_behind_the_articles(desk: Screen) -> None:
    page = market(desk)
    found = counts(page)
    assert found["articles"] >= 8
    assert found["groups"] <= found["roots"]
    page.get_by_role("link", name="Sources").nth(1).click()
    page.wait_for_url("**/graph")
    copied = page.locator("svg.graph title, .graph title", has_text="copied by").all_text_contents()
    assert any(one.startswith("Halyard Wire") or "Courier" in one for one in copied)


def test_a_reviewer_corrects_a_source_and_takes_it_back(desk: Screen) -> None:
    page = market(desk)
    before = roots(desk)
    market(desk)
    page.locator(".matrix .answer", has_text=re.compile("^27")).first.click()
    page.locator(".matrix [popover]:popover-open").get_by_role("link", name="in the article").first.click()
    page.wait_for_url("**/articles/*#c*")
    article = page.url.split("#")[0]
    claim = page.url.split("#")[1]
    page.locator(f"#claim-{claim}").get_by_role("link", name="Correct").click()
    machine = page.locator("[name=root]").input_value()
    page.locator("[name=root]").fill("Brenavo Harbour Board")
    page.locator("[name=why]").fill("the page says so in its second line")
    page.get_by_role("button", name="Save the correction").click()
    page.wait_for_url("**/articles/*#claim-*")
    over = page.locator(f"#claim-{claim}").inner_text()
    assert "Brenavo Harbour Board" in over
    assert machine.split(" (")[0] in over
    assert "Mira" in over
    settled(desk)
    assert "Brenavo Harbour Board" in roots(desk) - before
    with page.expect_download() as download:
        desk.open("/review").get_by_role("link", name="Corrections as cases").click()
    (case,) = Path(download.value.path()).read_text("utf-8").splitlines()
    assert "Brenavo Harbour Board" in case
    assert json.loads(case)
    desk.open("/review")
    with page.expect_navigation():
        page.keyboard.press("u")
    settled(desk)
    assert roots(desk) == before
    page.goto(article)
    assert "Brenavo Harbour Board" not in page.locator("main").inner_text()
