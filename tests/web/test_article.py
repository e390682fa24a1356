"""The article: layers over the text, claims beside their words, what was corrected, parts, the file of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from saidby.data import Attribution, Claim, Element, Link, Problem, Reading, Span
from saidby.ledger.store import Ledger
from saidby.testing import reading
from tests.web import desk
from tests.web.browser import NARROW, Screen

PAGE = """
<title> Bridge of Orlen closed
<nav> Home
<related> Ten dead in Karsk
[source The mayor] [cue said] [content [source:2 residents] [cue:2 heard] [content:2 "two\u00a0blasts"]]. The bridge stayed shut.

[source وزارة الصحة] [cue قالت] [content إن الجسر أغلق].
"""  # noqa: E501
Open = Callable[..., TestClient]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """A client over a ledger of these readings; row 2 is the first."""
    clients: list[TestClient] = []

    def open(*found: Reading, correct: tuple[tuple[str, str, str], ...] = ()) -> TestClient:
        path = str(tmp_path / "own.db")
        with Ledger(path, mode="create", clock=lambda: "2031-06-02T08:00:00Z") as ledger:
            ledger.add([desk.entry(one, "page") for one in found])
            for target, field, value in correct:
                ledger.correct(2, target, field, value, by="Mira", why="the caption names it")
        clients.append(desk.client(path).__enter__())
        return clients[-1]

    yield open
    for client in clients:
        client.__exit__(None, None, None)


def text_of(html: str) -> str:
    """The words of the page as read, without markup and the numbers of claims."""
    (text,) = re.findall(r'<article class="text".*?</article>', html, re.S)
    return re.sub(r"<[^>]+>", "", re.sub(r'<a class="n".*?</a>', "", text))


def test_spans_inside_spans_are_shown_and_nothing_of_the_text_is_lost(opened: Open) -> None:
    html = opened(reading(PAGE)).get("/articles/2").text
    assert '<span class="source begins ends content mixed d1 x actor" data-c="c1 c2"' in html
    assert '<span class="content direct d2" data-c="c1 c2">&quot;two\u00a0blasts&quot;</span>' in html
    assert "The mayor said residents heard &quot;two\u00a0blasts&quot;. The bridge" in text_of(html)


def test_claims_and_words_lead_to_each_other(opened: Open) -> None:
    html = opened(reading(PAGE)).get("/articles/2").text
    claims = set(re.findall(r'<li class="claim[^"]*" id="claim-(c\d+)"', html))
    assert claims == {"c1", "c2", "c3", "c4"}
    assert set(re.findall(r'<i class="at" id="(c\d+)">', html)) == claims
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_what_is_not_read_is_grey_with_its_role(opened: Open) -> None:
    html = opened(reading(PAGE)).get("/articles/2").text
    assert "not read: 1 navigation text, 1 related headline, 1 title" in html
    assert '<small class="role">related headline</small> Ten dead in Karsk' in html


def test_words_from_right_to_left_have_their_direction(opened: Open) -> None:
    html = opened(reading(PAGE)).get("/articles/2").text
    assert re.search(r'<p class="body" dir="auto">(<[^>]+>)*وزارة', html)
    assert '<b class="source" dir="auto">وزارة الصحة</b>' in html
    assert '<blockquote class="indirect" dir="auto">إن الجسر أغلق</blockquote>' in html


def test_layers_are_asked_for_in_the_address(opened: Open) -> None:
    client = opened(reading(PAGE))

    def on(query: str) -> list[str]:
        html = client.get(f"/articles/2{query}").text
        return re.findall(r'name="show" value="(\w+)" checked', html)

    assert on("") == ["said"]
    assert on("?layers=1") == []
    assert on("?show=actor&show=event&layers=1") == ["actor", "event"]


def test_a_claim_tells_its_chain_act_and_what_was_corrected(opened: Open) -> None:
    client = opened(
        reading(PAGE), correct=(("claims/c3", "act", "report"), ("claims/c1", "root", "residents"))
    )
    html = client.get("/articles/2").text
    card = html[html.index('id="claim-c1"') : html.index('id="claim-c2"')]
    assert '<a class="root" href="/sources/residents" dir="auto">residents</a>' in card
    assert '<b>root</b> is <ins dir="auto">residents</ins>, the machine said' in card
    assert '<del dir="auto">The mayor</del>' in card
    assert "Mira" in card
    assert "the caption names it" in card
    assert '<del dir="auto">assert</del>' in html[html.index('id="claim-c3"') :]


def test_a_page_tells_where_it_comes_from_and_what_could_not_be_read(opened: Open) -> None:
    problem = Problem("read", "a time without a year", Span(0, 6))
    first = reading(PAGE, problems=(problem,))
    second = replace(reading("[source The mayor] [cue said] [content it fell]."), problems=())
    client = opened(first, second)
    html = client.get("/articles/2").text
    assert "What could not be read or decided" in html
    assert 'a time without a year <small>“<span dir="auto">Bridge</span>” at 0</small>' in html
    (sha,) = set(re.findall(r'<code class="hash">([0-9a-f]{64})</code>', html))
    assert client.get("/articles/2/page").headers["content-disposition"].endswith(f'{sha[:12]}.page"')
    assert re.search(r'<a href="/articles/4">row 4</a> <span>another text</span>', html)


def long(times: int) -> Reading:
    """A page of many paragraphs, each with somebody's word: one page over and over."""
    page = reading(
        "\n\n".join(
            f"[source Clerk {number}] [cue said] [content the bridge of Orlen was shut at noon on that day]."
            for number in range(30)
        )
    )
    step = len(page.article.text) + 2

    def moved(span: Span, by: int) -> Span:
        return Span(span.start + by * step, span.end + by * step)

    def said(one: Attribution, by: int) -> Attribution:
        source, cue, content = (
            tuple(moved(s, by) for s in spans) for spans in (one.source, one.cue, one.content)
        )
        return replace(one, id=f"{one.id}-{by}", source=source, cue=cue, content=content)

    def claim(one: Claim, by: int) -> Claim:
        number = int(one.id[1:]) + 30 * by
        return replace(
            one, id=f"c{number}", attribution=f"{one.attribution}-{by}", sentence=moved(one.sentence, by)
        )

    elements = [
        replace(one, span=moved(one.span, by)) for by in range(times) for one in page.article.elements
    ]
    text = "\n\n".join([page.article.text] * times)
    return replace(
        page,
        article=replace(page.article, text=text, elements=tuple(elements)),
        sentences=tuple(moved(one, by) for by in range(times) for one in page.sentences),
        attributions=tuple(said(one, by) for by in range(times) for one in page.attributions),
        claims=tuple(claim(one, by) for by in range(times) for one in page.claims),
    )


def test_a_very_long_page_comes_in_parts_and_leads_to_the_part_of_a_claim(opened: Open) -> None:
    found = long(105)
    assert len(found.article.text) > 200_000
    client = opened(found)
    first = client.get("/articles/2").text
    (many,) = re.findall(r"Part 1 of (\d+)", first)
    sizes = [len(client.get(f"/articles/2?part={number}").content) for number in (1, 2, int(many))]
    assert max(sizes) < 300_000
    asked = client.get("/articles/2?claim=c2500").text
    assert 'id="claim-c2500"' in asked
    assert '<li class="claim depth0 on" id="claim-c2500"' in asked
    assert "Part 1 of" not in asked
    whole = "".join(text_of(client.get(f"/articles/2?part={n + 1}").text) for n in range(int(many)))
    assert whole.count("Clerk") == 3_150


def test_one_endless_paragraph_comes_in_parts_too(opened: Open) -> None:
    text = "word " * 60_000
    found = reading("Nothing.")
    elements = (Element("body", Span(0, len(text))),)
    found = replace(
        found, article=replace(found.article, text=text, elements=elements), sentences=(), claims=()
    )
    client = opened(found)
    first = client.get("/articles/2").text
    assert "Part 1 of 2" in first
    assert len(first) < 300_000


def test_the_file_of_an_article_stands_alone(opened: Open) -> None:
    answer = opened(reading(PAGE), correct=(("claims/c3", "act", "report"),)).get("/articles/2.html")
    html = answer.text
    assert answer.headers["content-disposition"] == 'attachment; filename="saidby-article-2.html"'
    assert re.findall(r"<script|<link|<img|<form method|href=\"/|src=", html) == []
    assert re.search(r"default-src 'none'; style-src 'sha256-[\w+/]{43}='", html)
    assert "the machine said" in html
    assert 'id="claim-c3"' in html


def test_hostile_words_stay_words_in_the_file(client: TestClient) -> None:
    html = client.get("/articles/8.html").text
    assert desk.NASTY not in html
    assert "\u202e" not in html
    assert "&lt;script&gt;" in html


def test_a_page_without_text_says_so(opened: Open) -> None:
    found = reading("Nothing.")
    empty = replace(
        found, article=replace(found.article, text="", elements=(), links=(Link("/a", None, "nav"),)),
        sentences=(), claims=(),
    )  # fmt: skip
    assert "There is no text on this page." in opened(empty).get("/articles/2").text


def test_an_article_is_fit_for_everybody(screen: Screen) -> None:
    layers = "&".join(f"show={one}" for one in ("said", "own", "actor", "time", "place", "figure", "event"))
    page: Any = screen.open(f"/articles/2?{layers}#c1")
    assert page.locator(".text .on").count() > 0
    assert page.locator("#claim-c1.on").count() == 1
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert screen.findings() == []
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    assert not screen.overflows()
    page.keyboard.press("1")
    assert page.locator("[name=show][value=said]").is_checked() is False
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.hash") == "#c1"
