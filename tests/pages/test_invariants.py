"""What holds for any input whatever: nothing is lost, nothing overlaps, nothing raises, twice is the same."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from saidby.data import Article, Span
from saidby.pages import Given, read_page, read_text

LINES = st.sampled_from(
    [
        "09:17 GMT3 March 2025", "Listen Live", "World", "Get short URL", "READ MORE: Tram line 4 to close",
        "By Marl Ethering", "12 October 2024", "Published: 12 October 2024", "Related stories", "3 comments",
        "TARSK, Oct 14 (Halyard) - The Front denied on Monday that it had fired on the market.",
        "The toll rose to 19 on Monday, the Health Department of Orsimar Province said in a statement.",
        "“So they ask me which number is true,” she said.", "'A Shell Has No Passport'", "* one\t* two",
        "*FRV (the Valleymen) is outlawed.", "the FRV* rejected it", "Brenavo, market, truce, shells",
        "Advertisement", "© 2024 Compass Radio", "", " ", "\xa0", "[1] Truce Office, Bulletin 14.",
    ]
)  # fmt: skip
TAGS = "html head body p div span a b br h1 ul li table tr td script style pre img article nav x-y".split()
SOUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.sampled_from(
            ['<a href="/x">', '<a href="https://[bad">', '<p class="byline">', '<div hidden>', "<!-- no",
             "-->", "&#0;",
             '<time datetime="2024-10-12T14:05Z">', '<meta property="og:title" content="Shells">', "<",
             '<p style="display:none">', "<![CDATA[", '<script type="application/ld+json">{"@type":"Report",']
        ),
        LINES,
        st.text(max_size=20),
    ),
    max_size=40,
).map("".join)  # fmt: skip


def check(article: Article) -> None:
    """Elements and links lie in the text, in order; every non-space character is in exactly one element."""
    text, at = article.text, 0
    for element in article.elements:
        assert 0 <= at <= element.span.start < element.span.end <= len(text)
        assert text[at : element.span.start].strip() == ""
        assert element.span.of(text).strip() == element.span.of(text)
        at = element.span.end
    assert text[at:].strip() == ""
    for link in article.links:
        assert link.span is None or 0 <= link.span.start < link.span.end <= len(text)
    for dated in (article.published, article.modified, article.captured):
        assert dated is None or dated.span is None or dated.span.of(text).strip()


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.lists(LINES).map("\n".join), st.lists(LINES).map("\r\n\r\n".join)))
@example("\ud800 a lone surrogate")
@example("a\x1cb\x85c\u2028d")
def test_any_text_is_kept_and_parted_into_elements(text: str) -> None:
    article, problems = read_text(text)
    assert article.text == text
    check(article)
    assert (article, problems) == read_text(text)
    assert all(problem.message and "\n" not in problem.message for problem in problems)


@settings(max_examples=150, deadline=None)
@given(SOUP)
def test_any_soup_of_tags_is_read_without_loss(soup: str) -> None:
    data = f"<!DOCTYPE html><html><body>{soup}".encode()
    article, problems = read_page(data, origin="soup.html")
    assert (article, problems) == read_page(data, origin="soup.html")
    if article is None:
        assert problems
    else:
        check(article)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
@example(b"\x1f\x8b")
@example(b"\x1f\x8b\x08\x00")
@example(b"caf\xe9 \xc3\xa9")
def test_any_bytes_give_an_article_or_a_problem(data: bytes) -> None:
    article, problems = read_page(data, origin="page")
    if article is None:
        assert problems
        assert problems[-1].message.startswith("page: ")
    else:
        check(article)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_dates_that_are_given_are_taken_or_told(published: str, captured: str) -> None:
    article, problems = read_text("Nine people died.", given=Given(published=published, captured=captured))
    for value, dated in ((published, article.published), (captured, article.captured)):
        if value.strip() and dated is None:
            assert any(repr(value[:40]) in problem.message for problem in problems)


def test_spans_count_code_points_not_bytes() -> None:
    text = "Führer’s 😀 café\n\nThe ministry in Sehlt said on Monday that nine people had died there."
    article, _ = read_text(text)
    assert article.elements[-1].span == Span(text.index("The ministry"), len(text))
