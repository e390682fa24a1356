"""The way of a page: bytes or text in, an article with its problems out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from saidby.data import Article, Element, Link, Problem, Span
from saidby.pages import encoding, evidence, kinds, plain
from saidby.pages.facts import article_id, byline_of, language_of, tags_of, words_of
from saidby.pages.given import Given

ADDRESS = re.compile(r"https?://[^\s<>\"'“”‘’)\]}]{3,2000}")


def read_text(text: str, *, given: Given = Given()) -> tuple[Article, tuple[Problem, ...]]:
    """An article from text that is already decoded, kept character for character.

    Problems say what could not be decided (stage "dates") or that there is nothing to read (stage "page").
    """
    return _text_article(text, text.encode("utf-8", errors="surrogatepass"), given)


def read_page(
    data: bytes, *, origin: str, given: Given = Given()
) -> tuple[Article | None, tuple[Problem, ...]]:
    """An article from a page's bytes: HTML or text, gzip or not, in any encoding.

    The article is None when the bytes are no page at all; the problem's one line then says, after `origin`,
    what they are and what to do.
    """
    unpacked = kinds.unpack(data)
    problems = tuple(Problem(item.stage, f"{origin}: {item.message}") for item in unpacked.problems)
    if unpacked.data is None:
        return None, problems
    refusal = kinds.refusal(unpacked.data)
    if refusal:
        return None, (*problems, Problem("input", f"{origin}: {refusal}"))
    html = kinds.is_html(unpacked.data)
    decoded = encoding.decode(unpacked.data, html=html, charset=given.charset)
    # in HTML the places are those of the source, not of the article's text
    problems += tuple(replace(item, span=None) if html else item for item in decoded.problems)
    if html:
        from saidby.pages.html import html_article

        article, found = html_article(decoded.text, data, given)
        if article.text:
            return article, (*problems, *found)
        return None, (*problems, Problem("page", f"{origin}: the page shows no text"))
    article, found = _text_article(decoded.text, data, given)
    return article, (*problems, *found)


def _text_article(text: str, data: bytes, given: Given) -> tuple[Article, tuple[Problem, ...]]:
    laid = plain.layout(text, given.title)
    elements = laid.elements
    datelines = [(item.span.of(text), item.span) for item in elements if item.role == "dateline"]
    clues = evidence.text_clues(laid.stamps, datelines)
    settled = evidence.settle(clues, given, given.url)
    problems = settled.problems
    if not elements:
        problems = (Problem("page", "the text is empty"), *problems)
    article = Article(
        id=article_id(given.url, text),
        sha256=hashlib.sha256(data).hexdigest(),
        url=given.url,
        publisher=given.publisher,
        title=given.title if given.title is not None else words_of(text, elements, "title"),
        byline=byline_of(text, elements),
        section=words_of(text, elements, "section"),
        language=language_of(text, elements),
        tags=tags_of(text, elements),
        published=settled.published,
        modified=settled.modified,
        captured=settled.captured,
        text=text,
        elements=elements,
        links=_addresses(text, elements),
    )
    return article, problems


def _addresses(text: str, elements: tuple[Element, ...]) -> tuple[Link, ...]:
    """Addresses that are written out in the text."""
    links: list[Link] = []
    at = 0
    for match in ADDRESS.finditer(text):
        href = match.group().rstrip(".,;:!?")
        span = Span(match.start(), match.start() + len(href))
        while at < len(elements) and elements[at].span.end <= span.start:
            at += 1
        if at < len(elements):
            links.append(Link(href, span, elements[at].role))
    return tuple(links)
