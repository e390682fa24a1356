"""The sample pages as articles: their text, roles, dates and metadata against the hand-made reading."""

from __future__ import annotations

from datetime import datetime

import pytest

from saidby.data import READ_ROLES, Article, Dated, Role, Span
from tests.examples.gold import PAGES, GoldDate, GoldPhrase, find, gold, read, spans


def roles(article: Article, span: Span) -> set[Role]:
    return {element.role for element in article.elements if element.span.overlaps(span)}


def misread(article: Article, phrases: tuple[GoldPhrase, ...]) -> list[tuple[str, Role | None, set[Role]]]:
    """Phrases whose elements have another role than the gold's: words, role wanted, roles found."""
    wrong = []
    for phrase in phrases:
        found = roles(article, find(article.text, phrase.words))
        right = not found & READ_ROLES if phrase.role is None else found == {phrase.role}
        if not right:
            wrong.append((phrase.words, phrase.role, found))
    return wrong


def same_moment(found: str, wanted: str) -> bool:
    """Equal instants where both tell the hour and the zone, else the same as far as both go."""
    instants = [datetime.fromisoformat(value) for value in (found, wanted)]
    if all(instant.tzinfo for instant in instants):
        return instants[0] == instants[1]
    return found.startswith(wanted) or wanted.startswith(found)


@pytest.mark.parametrize("page", PAGES)
def test_every_character_of_a_page_lies_in_one_element(page: str) -> None:
    article, _ = read(page)
    owners = [0] * len(article.text)
    for element in article.elements:
        for position in range(*element.span):
            owners[position] += 1
    assert {n for n, character in zip(owners, article.text, strict=True) if not character.isspace()} == {1}


@pytest.mark.parametrize("page", PAGES)
def test_what_belongs_to_the_article_is_read_in_its_role(page: str) -> None:
    article, _ = read(page)
    assert misread(article, gold(page).reads) == []


@pytest.mark.parametrize("page", PAGES)
def test_furniture_is_never_read(page: str) -> None:
    article, _ = read(page)
    assert misread(article, gold(page).furniture) == []


@pytest.mark.parametrize("page", PAGES)
def test_paragraphs_of_the_article_are_elements(page: str) -> None:
    article, _ = read(page)
    paragraphs = [
        element.span.of(article.text) for element in article.elements if element.role in ("body", "deck")
    ]
    assert len(paragraphs) == gold(page).paragraphs, paragraphs


@pytest.mark.parametrize("page", PAGES)
def test_title_byline_section_language_and_tags_are_the_pages_own(page: str) -> None:
    article, _ = read(page)
    expected = gold(page)
    assert (article.title, article.byline) == (expected.title, expected.byline)
    assert article.section in expected.sections
    assert (article.language or "").split("-")[0] == expected.language
    assert expected.tags is None or article.tags == expected.tags


@pytest.mark.parametrize("page", PAGES)
def test_publisher_and_url_are_what_the_page_says(page: str) -> None:
    article, _ = read(page)
    assert article.publisher in gold(page).publishers
    assert article.url == gold(page).url


def check_date(page: str, kind: str) -> None:
    dated: Dated | None = getattr(read(page)[0], kind)
    expected: GoldDate | None = getattr(gold(page), kind)
    if expected is None:
        assert dated is None
        return
    assert dated is not None
    assert same_moment(dated.value, expected.value), dated
    assert dated.basis in expected.basis


@pytest.mark.parametrize("page", PAGES)
def test_published_has_the_value_and_the_evidence_of_the_page(page: str) -> None:
    check_date(page, "published")


@pytest.mark.parametrize("page", [page for page in PAGES if gold(page).published is None])
def test_a_page_without_a_date_says_so_as_a_problem(page: str) -> None:
    assert [problem.stage for problem in read(page)[1]] == ["dates"]


@pytest.mark.parametrize("page", PAGES)
def test_modified_has_the_value_and_the_evidence_of_the_page(page: str) -> None:
    check_date(page, "modified")


@pytest.mark.parametrize("page", PAGES)
def test_captured_is_the_clock_of_the_page_and_nothing_else(page: str) -> None:
    check_date(page, "captured")


@pytest.mark.parametrize("page", PAGES)
def test_words_of_the_expected_attributions_stand_in_what_is_read(page: str) -> None:
    article, _ = read(page)
    outside = []
    for attribution in gold(page).attributions:
        for pieces in spans(article.text, attribution):
            for span in pieces:
                if not roles(article, Span(span.start, span.start + 1)) <= READ_ROLES:
                    outside.append(span.of(article.text))
    assert outside == []
