"""Every screen answers, holds no inline script or style, and shows what pages say as text."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from saidby.web.paging import Pager
from tests.web.browser import NARROW, Screen
from tests.web.desk import NASTY


def incident_of(client: TestClient, words: str) -> str:
    """The address of the first incident that fits."""
    found = re.search(r'href="(/incidents/[0-9a-f]{8,})"', client.get(f"/incidents?text={words}").text)
    assert found
    return found[1]


PARTS = ("", "/figures", "/graph")  # of an incident


def addresses(client: TestClient) -> list[str]:
    """Every kind of page; whoever adds a screen adds its address."""
    return [
        "/", "/inbox", "/incidents", "/incidents?place=Nowhere", "/sources", "/review", "/search",
        "/search?about=bomb", "/search?about=script", "/search?about=...", "/nowhere", "/articles/999",
        "/articles/2", "/articles/8", "/articles/4?layers=1&show=actor&claim=c2",
        "/review?second=1", "/review/agreement", "/review/8/claims/c1", "/review/8/article", "/inbox/jobs/9",
        "/incidents/zz",
        "/incidents/map", "/incidents/map?box=-20,-36,54,38", "/incidents/map?place=Nowhere",
        "/incidents/timeline", "/incidents/timeline?text=market",
        "/sources?text=clinic", "/sources?text=nobody", "/sources/Harbour%20Clinic", "/sources/nobody",
        *(f"{incident_of(client, word)}{part}" for word in ("market", "bridge") for part in PARTS),
    ]  # fmt: skip


def test_no_page_has_inline_script_style_or_markup_of_a_page(client: TestClient) -> None:
    for address in addresses(client):
        html = client.get(address).text
        assert (
            re.findall(
                r"<style|\sstyle=|\son\w+=|javascript:|<base", html.replace("src=x onerror=alert(1)&gt;", "")
            )
            == []
        ), address
        assert re.findall(r"<script(?! src=\"/static/)[^>]*>|<script[^>]*>[^<]", html) == [], address
        assert NASTY not in html, address
        assert "\u202e" not in html, address
        assert re.findall(r'(?:src|href|action)="(?:https?:)?//', html) == [], address


def test_a_page_weighs_little(client: TestClient) -> None:
    heavy = {address: len(client.get(address).content) for address in addresses(client)}
    assert {address: size for address, size in heavy.items() if size > 60_000} == {}


def test_incidents_are_filtered(client: TestClient) -> None:
    def titles(query: str) -> list[str]:
        return re.findall(
            r'<h2><a href="/incidents/\w+" dir="auto">([^<]+)', client.get(f"/incidents?{query}").text
        )

    assert titles("place=karsk") == ["Power station of Karsk shelled"]
    assert titles("actor=harbour") == ["Fish market of Orlen bombed"]
    assert titles("since=2031-05-10&until=2031-05-31") == ["Power station of Karsk shelled"]
    assert titles("type=assault&text=fish+bombed") == ["Fish market of Orlen bombed"]
    assert titles("order=oldest")[0] == "Fish market of Orlen bombed"
    assert "No incident fits" in client.get("/incidents?place=Tavil").text
    assert client.get("/incidents?since=never").status_code == 400


def test_an_incident_shows_its_counts_and_leads_to_the_words(client: TestClient) -> None:
    html = client.get(incident_of(client, "market")).text
    assert "<dt>articles</dt><dd>2</dd>" in html
    assert re.search(r'href="/articles/4#c\d+"><q dir="auto">19 people died', html)


def test_a_page_is_given_out_as_bytes_to_save(client: TestClient) -> None:
    answer = client.get("/articles/8/page")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert NASTY in answer.text


def test_trouble_says_what_to_do_next(client: TestClient) -> None:
    answer = client.get("/incidents/zz")
    assert (answer.status_code, "there is no incident zz" in answer.text) == (404, True)
    assert "may be in the list of incidents" in answer.text
    assert client.post("/incidents").status_code == 405


def test_static_files_may_be_kept_for_good(client: TestClient) -> None:
    (style,) = re.findall(r'href="(/static/\w+/app.css)"', client.get("/incidents").text)
    assert client.get(style).headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/old/app.css").headers["cache-control"] == "no-cache"
    for name in ("../app.py", "..%2fapp.py", "nothing.css", ".hidden"):
        assert client.get(f"/static/x/{name}").status_code == 404


def test_a_pager_counts_from_one() -> None:
    pager = Pager(number=3, size=50, total=120, previous=None, next=None)
    assert (pager.first, pager.last) == (101, 120)


@pytest.mark.parametrize("name", ["incidents", "incident", "search", "home", "trouble"])
def test_a_screen_is_fit_for_everybody(name: str, screen: Screen, client: TestClient) -> None:
    where: dict[str, Any] = {
        "incidents": "/incidents", "incident": incident_of(client, "market"), "search": "/search?about=bomb",
        "home": "/", "trouble": "/incidents?since=never",
    }  # fmt: skip
    screen.open(where[name])
    if name == "trouble":
        screen.wrong.clear()  # Chromium writes the 400 itself to the console
    for scheme in ("light", "dark"):
        screen.page.emulate_media(color_scheme=scheme)
        assert screen.findings() == []
    screen.page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    assert not screen.overflows()


def test_light_and_dark_are_kept(screen: Screen) -> None:
    page = screen.open("/incidents")
    page.get_by_role("button", name="Light or dark").click()
    screen.open("/search")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
