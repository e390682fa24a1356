"""Metadata and dates of HTML: every value with its evidence, and none that the page does not settle."""

from __future__ import annotations

import json

import pytest

from saidby.data import Article, Dated, Problem
from saidby.pages import Given, read_page
from saidby.pages.evidence import url_date

STORY = "<p>The toll rose to 19 on Monday, the Health Department of Orsimar Province said.</p>" * 3
DATE_PROBLEM = "no publication date: neither the page nor its address states one; --published gives it"


def read(head: str, body: str = STORY, given: Given | None = None) -> tuple[Article, tuple[Problem, ...]]:
    data = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()
    article, problems = read_page(data, origin="page.html", given=given or Given(captured="2025-02-03"))
    assert article is not None
    return article, problems


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_json_ld_says_who_wrote_what_when_for_whom() -> None:
    article, problems = read(
        ld(
            headline="Toll rises to 19",
            datePublished="2024-10-14T19:40:00+02:00",
            dateModified="2024-10-15T06:00:00Z",
            author=[{"@type": "Person", "name": "Marl Ethering"}, {"@type": "Person", "name": "Ona Brisk"}],
            publisher={"@type": "Organization", "name": "The Tarsk Courier"},
            articleSection="City",
            keywords=["Brenavo", "Tally House"],
            inLanguage="en_gb",
        )
    )
    assert (article.title, article.publisher) == ("Toll rises to 19", "The Tarsk Courier")
    assert article.byline == "Marl Ethering, Ona Brisk"
    assert (article.section, article.tags, article.language) == ("City", ("Brenavo", "Tally House"), "en-GB")
    assert article.published == Dated("2024-10-14T19:40+02:00", "json-ld")
    assert article.modified == Dated("2024-10-15T06:00Z", "json-ld")
    assert problems == ()


def test_the_article_is_found_in_a_graph_and_after_a_web_page() -> None:
    graph = {"@graph": [{"@type": "WebPage", "datePublished": "2011-01-01"},
                        {"@type": ["Thing", "Report"], "datePublished": "2024-10-14"}]}  # fmt: skip
    article, _ = read(f'<script type="application/ld+json">{json.dumps(graph)}</script>')
    assert article.published == Dated("2024-10-14", "json-ld")


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","datePublished":"2024-10-14",}',
        '<!-- {"@type":"NewsArticle","datePublished":"2024-10-14"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","datePublished":"2024-10-14"}\n//]]>',
        '{"@type":"NewsArticle","description":"a "bad" quote","datePublished":"2024-10-14"}',
        '{"@type":"NewsArticle","description":"a\nline","datePublished":"2024-10-14"}',
        '{"@type":"NewsArticle","datePublished":"2024-10-14", "body":',
    ],
)
def test_broken_json_ld_still_gives_its_date(script: str) -> None:
    article, _ = read(f'<script type="application/ld+json">{script}</script>')
    assert article.published == Dated("2024-10-14", "json-ld")


def test_meta_tags_fill_what_json_ld_leaves_out() -> None:
    article, _ = read(
        '<meta property="og:title" content="Toll rises to 19 | The Tarsk Courier">'
        '<meta property="og:site_name" content="The Tarsk Courier">'
        '<meta property="article:published_time" content="2024-10-14T19:40:00Z">'
        '<meta property="article:tag" content="Brenavo"><meta name="author" content="Marl Ethering">'
        '<link rel="canonical" href="https://tarskcourier.example/news/toll">'
    )
    assert (article.title, article.publisher) == ("Toll rises to 19", "The Tarsk Courier")
    assert (article.url, article.byline) == ("https://tarskcourier.example/news/toll", "Marl Ethering")
    assert article.published == Dated("2024-10-14T19:40Z", "meta")
    assert article.tags == ("Brenavo",)


def test_what_the_caller_says_wins() -> None:
    url = "https://a.example/2020/01/01/x"
    given = Given(
        url=url,
        publisher="A",
        title="T",
        published="2024-10-14",
        captured="2025-02",
    )
    article, _ = read(ld(headline="H", datePublished="2023-01-01"), given=given)
    assert (article.url, article.publisher, article.title) == (url, "A", "T")
    assert (article.published, article.captured) == (Dated("2024-10-14", "given"), Dated("2025-02", "given"))


@pytest.mark.parametrize("given", [Given(published="last Monday"), Given(published="2024-02-30")])
def test_a_given_date_that_is_none_is_told(given: Given) -> None:
    article, problems = read("", given=given)
    assert article.published is None
    assert problems[0] == Problem(
        "dates", f"the given date {given.published!r} (published) is no ISO 8601 date; it was left out"
    )


@pytest.mark.parametrize(
    "body",
    [
        "<div>© Copyright 2024 The Tarsk Courier</div>",
        "<script>var rendered = '2024-10-14'; page({published: '2024-10-14T19:40:00Z'})</script>",
        "<div class='clock'>09:17 GMT 3 March 2025</div>",
        "<div class='related'><time datetime='2024-10-14'>14 October 2024</time> Choir seeks tenors</div>",
        "<footer>Page built on 14 October 2024</footer>",
    ],
)
def test_clocks_copyright_scripts_and_other_stories_are_never_the_date(body: str) -> None:
    article, problems = read("<title>Toll rises</title>", f"{body}<article>{STORY}</article>")
    assert article.published is None
    assert [problem.stage for problem in problems] == ["dates"]
    assert problems[0].message.startswith("no publication date: ")


def test_dates_that_cannot_be_true_are_left_out_with_a_problem() -> None:
    article, problems = read(ld(datePublished="2031-01-01", dateModified="1970-01-01"))
    assert (article.published, article.modified) == (None, None)
    assert [problem.message for problem in problems] == [
        "2031-01-01 (published, JSON-LD datePublished) lies after the page was read or captured;"
        " it was left out",
        "1970-01-01 (modified, JSON-LD dateModified) is no date of a page; it was left out",
        "no publication date: none of the dates that the page states as such can be true",
    ]


def test_a_page_that_tells_only_its_last_change_has_no_publication_date() -> None:
    article, problems = read('<meta property="og:updated_time" content="2025-01-30T11:02:00Z">')
    assert (article.published, article.modified) == (None, Dated("2025-01-30T11:02Z", "meta"))
    assert problems[0].message == (
        "no publication date: the page says only when it was last changed, 2025-01-30T11:02Z"
    )


def test_the_address_dates_a_page_that_does_not_date_itself() -> None:
    article, _ = read(
        '<link rel="canonical" href="https://compassradio.example/20241020/sehlt-1092217.html">'
    )
    assert article.published == Dated("2024-10-20", "url")


def test_page_and_address_that_disagree_are_told() -> None:
    given = Given(url="https://a.example/2024/09/01/x", captured="2025-02-03")
    article, problems = read(ld(datePublished="2024-10-14"), given=given)
    assert article.published == Dated("2024-10-14", "json-ld")
    assert [problem.message for problem in problems] == [
        "the page says 2024-10-14, its address 2024-09-01; the page was believed"
    ]


def test_a_day_in_another_language_is_taken_where_the_page_prints_it() -> None:
    body = f"<article><h1>Die Zahl steigt auf 19</h1><div>14. Oktober 2024</div>{STORY}</article>"
    article, _ = read("<title>Die Zahl steigt auf 19</title>", body)
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2024-10-14", "text")
    assert article.published.span is not None
    assert article.published.span.of(article.text) == "14. Oktober 2024"


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://a.example/2024/10/14/toll", "2024-10-14"),
        ("https://a.example/news/2024-10-14-toll.html", "2024-10-14"),
        ("https://a.example/2024/oct/14/toll", "2024-10-14"),
        ("https://a.example/20241014/toll", "2024-10-14"),
        ("https://a.example/2024/10/toll", "2024-10"),
        ("https://a.example/2024/13/45/toll", None),
        ("https://a.example/id/2024101455/toll", None),
        ("https://a2024-10-14.example/toll", None),
        ("http://web.archive.org/web/20250203074211/http://a.example/2024/10/14/toll", "2024-10-14"),
        ("http://web.archive.org/web/20250203074211/http://a.example/toll", None),
        (None, None),
    ],
)
def test_an_address_gives_the_day_that_it_carries(url: str | None, value: str | None) -> None:
    assert url_date(url) == value


def test_an_archives_address_says_when_the_page_was_captured() -> None:
    article, _ = read("", given=Given(url="http://web.archive.org/web/20250203074211/http://a.example/toll"))
    assert article.captured == Dated("2025-02-03T07:42Z", "url")
    assert article.published is None


def test_without_a_date_the_reason_is_the_only_problem() -> None:
    _, problems = read("<title>Toll rises</title>")
    assert problems == (Problem("dates", DATE_PROBLEM),)


@pytest.mark.parametrize(
    ("head", "listed", "published"),
    [
        ("", "2021-05-04T08:00Z", ("2021-05-04T08:00Z", "feed")),
        (
            '<meta property="article:published_time" content="2021-05-03">',
            "2021-05-04",
            ("2021-05-03", "meta"),
        ),
        (
            '<meta property="article:published_time" content="2021-05-04">',
            "2021-05-04T08:00Z",
            ("2021-05-04T08:00Z", "meta"),
        ),
        ("", "yesterday", None),
        ("", None, None),
    ],
)
def test_the_date_of_a_feed_stands_behind_what_the_page_states_for_machines(
    head: str, listed: str | None, published: tuple[str, str] | None
) -> None:
    article, _ = read(head, given=Given(listed=listed))
    found = article.published
    assert (found and (found.value, found.basis)) == published
