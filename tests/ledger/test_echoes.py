"""Echoes: what is copied from where, among articles made of sentences."""

from __future__ import annotations

import random
from dataclasses import replace

from saidby.data import Actor, Flag, Reading, Span
from saidby.ledger.echoes import Echo, earlier, echoes
from saidby.ledger.prints import Prints, prints
from saidby.testing import reading

SHELLING = (
    "Shells fell on the market of Orlen on Friday morning and killed at least six traders, the mayor said. "
    "Two of the dead were brothers who sold lamp oil beside the fountain since before the war began. "
    "The hospital on the hill took in nineteen wounded and asked the coast for blood and for dressings. "
    "Nobody has crossed the river since, and the ferry lies with its engine out on the northern bank."
)
HARVEST = (
    "Farmers in the valley of Ennet brought in a third less barley than in the year before the drought. "
    "The cooperative blames pumps that stood still for want of diesel through the whole of the spring. "
    "Its chairman wants the ministry to open the canal that was closed when the dam was being repaired. "
    "Merchants in the port say that they have not seen prices like these since the old railway closed."
)
BACKGROUND = (
    "The war between the Front and the government began nine years ago with a dispute over the canal tolls. "
)
SPEECH = "We have waited nine years for the canal and we shall not wait for another winter to be over"


def article(
    text: str, name: str, *, publisher: str | None = None, published: str | None = None, credit: str = ""
) -> Prints:
    """The prints of such a page; `credit` is the agency that it names for its text."""
    found = reading(f"{credit} - {text}" if credit else text, publisher=publisher, published=published)
    if credit:
        flag = Flag("wire_copy", Span(0, len(credit)))
        found = replace(found, claims=tuple(replace(claim, flags=(flag,)) for claim in found.claims))
    return prints(found, name)


def naming(found: Reading, media: str) -> Reading:
    """The same page, where it names another medium."""
    actor = Actor("a99", media, "media", "JRN", (), (), None, None, None, 1.0)
    return replace(found, actors=(*found.actors, actor))


def sentences(text: str) -> list[str]:
    return [part if part.endswith(".") else part + "." for part in text.strip().split(". ")]


def test_a_later_page_with_the_same_words_is_a_copy_of_the_earlier() -> None:
    first = article(SHELLING, "first", published="2031-05-02")
    second = article(SHELLING, "second", published="2031-05-04")
    assert echoes([second, first]) == (Echo("first", "second", True, 1.0, "copy"),)


def test_without_dates_nobody_can_say_who_copied() -> None:
    pair = [article(SHELLING, "b"), article(SHELLING, "a")]
    assert echoes(pair) == (Echo("a", "b", False, 1.0, "copy"),)


def test_a_month_is_not_before_one_of_its_days() -> None:
    assert not earlier("2031-05", "2031-05-04")
    assert not earlier("2031-05-04", "2031-05")
    assert not earlier(None, "2031-05")
    assert earlier("2031-04", "2031-05-04")


def test_different_stories_do_not_echo() -> None:
    assert echoes([article(SHELLING, "a"), article(HARVEST, "b")]) == ()


def test_a_brief_inside_a_longer_page_is_a_copy() -> None:
    brief = article(" ".join(sentences(SHELLING)[:2]), "brief")
    longer = article(SHELLING + " " + HARVEST, "longer")
    assert echoes([longer, brief]) == (Echo("brief", "longer", False, 1.0, "copy"),)


def test_order_case_and_marks_of_the_sentences_do_not_matter() -> None:
    turned = " ".join(reversed(sentences(SHELLING))).upper().replace(",", " –")
    assert echoes([article(SHELLING, "a"), article(turned, "b")]) == (Echo("a", "b", False, 1.0, "copy"),)


def test_a_lightly_edited_copy_is_found() -> None:
    edited = SHELLING.replace("at least six", "six").replace("brothers", "cousins").replace("hill", "slope")
    (echo,) = echoes([article(SHELLING, "a"), article(edited, "b")])
    assert (echo.kind, 0.5 < echo.share < 0.9) == ("copy", True)


def test_who_is_credited_had_it_first_whatever_the_dates_say() -> None:
    wire = article(SHELLING, "wire", publisher="Orlen Press Agency", published="2031-05-04")
    paper = article(
        SHELLING, "paper", publisher="Coast Mail", published="2031-05-03", credit="Orlen Press Agency"
    )
    (echo,) = echoes([paper, wire])
    assert (echo.source, echo.target, echo.directed, echo.kind) == ("wire", "paper", True, "wire")


def test_wire_copy_is_found_where_the_credit_was_dropped() -> None:
    credited = article(SHELLING, "credited", publisher="Coast Mail", credit="OPA", published="2031-05-02")
    silent = article(SHELLING, "silent", publisher="Ennet Times", published="2031-05-03")
    (echo,) = echoes([credited, silent])
    assert (echo.source, echo.target, echo.directed, echo.kind) == ("credited", "silent", False, "wire")


def test_two_silent_copies_of_one_wire_story_are_wire_copy_too() -> None:
    credited = article(SHELLING, "credited", credit="OPA", published="2031-05-02")
    silent = [
        article(SHELLING, "one", published="2031-05-03"),
        article(SHELLING, "two", published="2031-05-04"),
    ]
    found = {(echo.source, echo.target): (echo.directed, echo.kind) for echo in echoes([credited, *silent])}
    assert found["one", "two"] == (False, "wire")


def test_a_page_that_names_the_paper_copied_from_it() -> None:
    first = prints(reading(SHELLING, publisher="Coast Mail", published="2031-05-04"), "mail")
    second = naming(reading(SHELLING, publisher="Ennet Times", published="2031-05-03"), "The Coast Mail")
    (echo,) = echoes([prints(second, "times"), first])
    assert (echo.source, echo.target, echo.directed) == ("mail", "times", True)


def test_words_that_both_quote_are_no_copy() -> None:
    first = article(f'{SHELLING} "{SPEECH}," the mayor said.', "a")
    second = article(f'{HARVEST} The mayor was clear. "{SPEECH}," he told us.', "b")
    assert echoes([first, second]) == (Echo("a", "b", False, 1.0, "quote"),)


def test_a_word_in_quotation_marks_belongs_to_the_running_text() -> None:
    scare = SHELLING.replace("the river", 'the "river"').replace("brothers", '"brothers"')
    (echo,) = echoes([article(SHELLING, "a"), article(scare, "b")])
    assert echo.kind == "copy"


def test_a_paragraph_of_background_makes_no_copy() -> None:
    days = ("2030-01-05", "2030-04-05", "2030-09-05", "2031-01-05", "2031-05-05")
    stories = [*sentences(SHELLING), *sentences(HARVEST)]
    pages = [article(f"{stories[n]} {BACKGROUND}", f"page {n}", published=day) for n, day in enumerate(days)]
    assert echoes(pages) == ()


def test_a_page_that_is_printed_again_years_later_is_a_copy_though_old() -> None:
    days = ("2027-05-05", "2028-05-05", "2029-05-05", "2030-05-05")
    pages = [article(SHELLING, day, published=day) for day in days]
    assert len(echoes(pages)) == 6


def test_versions_of_one_page_do_not_echo_one_another() -> None:
    pages = [replace(article(SHELLING, name), series="https://mail.example/1") for name in ("v1", "v2")]
    assert echoes(pages) == ()


def test_the_order_of_articles_does_not_matter() -> None:
    stories = [*sentences(SHELLING), *sentences(HARVEST), SPEECH + "."]
    chance = random.Random(4)
    pages = [
        article(
            " ".join(chance.sample(stories, 4)),
            f"{n:02}",
            published=f"2031-05-{1 + n % 9:02}",
            publisher=f"P{n}",
        )
        for n in range(40)
    ]
    expected = echoes(pages)
    assert len(expected) > 100
    for _ in range(3):
        chance.shuffle(pages)
        assert echoes(pages) == expected


def test_a_story_in_many_papers_is_linked_through_the_earliest() -> None:
    pages = [article(SHELLING, f"{n:03}", published=f"2031-05-{1 + n // 10:02}") for n in range(100)]
    found = echoes(pages)
    assert len(found) == 99 + 98 + 97
    assert {echo.target for echo in found} | {"000"} == {page.article for page in pages}


def test_no_articles_and_empty_ones_have_no_echoes() -> None:
    assert echoes([]) == ()
    assert echoes([article("No news.", "a"), article("No news.", "b")]) == ()
