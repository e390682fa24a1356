"""Times: what the words say, and what they mean against the day of publication."""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.data import Article, Dated, Element, Role, Span, Timex
from saidby.reading.sentences import sentences
from saidby.reading.times import timexes
from saidby.reading.times.days import Stretch, around, easter, name, nth_weekday, stretch
from saidby.reading.times.words import number

SUNDAY = "2024-10-13"


def page(
    text: str, published: str | None = SUNDAY, role: Role = "body", captured: Dated | None = None
) -> Article:
    dated = Dated(published, "given") if published else None
    elements = (Element(role, Span(0, len(text))),)
    return Article("", "", None, None, None, None, None, "en", (), dated, None, captured, text, elements, ())


def read(text: str, published: str | None = SUNDAY) -> list[tuple[str, str, str | None]]:
    """Words, value and resolved of each expression."""
    article = page(text, published)
    return [(t.span.of(text), t.value, t.resolved) for t in timexes(article, sentences(article))]


def one(text: str, published: str | None = SUNDAY) -> Timex:
    article = page(text, published)
    (timex,) = timexes(article, sentences(article))
    return timex


@pytest.mark.parametrize(
    ("text", "words", "value", "resolved"),
    [
        ("Rockets fell on Saturday.", "Saturday", "XXXX-WXX-6", "2024-10-12"),
        ("Rockets fell on Sunday.", "Sunday", "XXXX-WXX-7", "2024-10-13"),
        ("The talks will open on Saturday.", "Saturday", "XXXX-WXX-6", "2024-10-19"),
        ("The talks are scheduled for Monday.", "Monday", "XXXX-WXX-1", "2024-10-14"),
        ("He left last Sunday.", "last Sunday", "XXXX-WXX-7", "2024-10-06"),
        ("He leaves next Friday.", "next Friday", "XXXX-WXX-5", "2024-10-18"),
        ("It was shelled on October 9.", "October 9", "XXXX-10-09", "2024-10-09"),
        ("It was shelled on October 20.", "October 20", "XXXX-10-20", "2023-10-20"),
        ("The truce ends on October 20.", "October 20", "XXXX-10-20", "2024-10-20"),
        ("It fell on 9 October 2018.", "9 October 2018", "2018-10-09", "2018-10-09"),
        ("It fell on Tuesday, Oct. 9, 2018.", "Tuesday, Oct. 9, 2018", "2018-10-09", "2018-10-09"),
        ("It fell on the 9th of October.", "the 9th of October", "XXXX-10-09", "2024-10-09"),
        ("It began in March.", "March", "XXXX-03", "2024-03"),
        ("It began in December.", "December", "XXXX-12", "2023-12"),
        ("It will begin in December.", "December", "XXXX-12", "2024-12"),
        ("It began in July last year.", "July last year", "XXXX-07", "2023-07"),
        ("It was liberated in 2016.", "2016", "2016", "2016"),
        ("It was common in the 1990s.", "the 1990s", "199X", "199"),
        ("It was common in the 19th century.", "the 19th century", "18XX", "18"),
        ("He fled yesterday.", "yesterday", "XXXX-XX-XX", "2024-10-12"),
        ("He fled two years ago.", "two years ago", "XXXX", "2022"),
        ("He fled five months ago.", "five months ago", "XXXX-XX", "2024-05"),
        ("He fled last week.", "last week", "XXXX-WXX", "2024-09-30/2024-10-06"),
        ("He fled over the weekend.", "the weekend", "XXXX-WXX-WE", "2024-10-12/2024-10-13"),
        ("He fled on Friday night.", "Friday night", "XXXX-WXX-5TNI", "2024-10-11"),
        ("He fled at 9 a.m. EST Friday.", "9 a.m. EST Friday", "XXXX-WXX-5T09:00-05:00",
         "2024-10-11T09:00-05:00"),
        ("Sales rose in the third quarter.", "the third quarter", "XXXX-Q3", "2024-07-01/2024-09-30"),
        ("Sales rose in the second quarter of 2019.", "the second quarter of 2019", "2019-Q2",
         "2019-04-01/2019-06-30"),
        ("It dried up last summer.", "last summer", "XXXX-SU", "2024-SU"),
        ("It came on Christmas Eve.", "Christmas Eve", "XXXX-12-24", "2023-12-24"),
        ("It came on Easter Sunday.", "Easter Sunday", "XXXX-XX-XX", "2024-03-31"),
        ("It was like 9/11 to them.", "9/11", "2001-09-11", "2001-09-11"),
        ("IT FELL ON 4 FEB 90, HE SAID.", "4 FEB 90", "1990-02-04", "1990-02-04"),
        ("It lasted from nineteen ninety-six.", "nineteen ninety-six", "1996", "1996"),
        ("Those of 1995-96 lost.", "1995-96", "1995/1996", "1995-01-01/1996-12-31"),
    ],
)  # fmt: skip
def test_an_expression_means_a_day_or_an_interval(text: str, words: str, value: str, resolved: str) -> None:
    assert read(text) == [(words, value, resolved)]


@pytest.mark.parametrize(
    ("text", "words", "type_", "value"),
    [
        ("They fought for three days.", "three days", "DURATION", "P3D"),
        ("They fought for two and a half hours.", "two and a half hours", "DURATION", "PT2H30M"),
        ("They fought for half an hour.", "half an hour", "DURATION", "PT30M"),
        ("They fought for several weeks.", "several weeks", "DURATION", "PXW"),
        ("It is a 10-year plan.", "10-year", "DURATION", "P10Y"),
        ("They meet every Thursday.", "every Thursday", "SET", "XXXX-WXX-4"),
        ("They meet twice a week.", "twice a week", "SET", "P1W"),
        ("He is now in Sehlt.", "now", "DATE", "PRESENT_REF"),
        ("He recently left.", "recently", "DATE", "PAST_REF"),
        ("More attacks will come in the future.", "the future", "DATE", "FUTURE_REF"),
        ("He repeated Tarsk's previous accusations.", "previous", "DATE", "PAST_REF"),
    ],
)
def test_lengths_repetitions_and_vague_words_have_no_day(
    text: str, words: str, type_: str, value: str
) -> None:
    timex = one(text)
    assert (timex.span.of(text), timex.type, timex.value) == (words, type_, value)
    assert timex.resolved is None
    assert timex.reason


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "The Sun sat with Jan Ilk and May Hathe.",
        "Some 1500 people and 2019 civilians fled, No. 1998 among them.",
        "A second shell fell.",
        "A 6-year-old boy, 37 years old, held three-quarters of it.",
        "The day after the attack was the day before his birth.",
        'USA Today and ABC\'s "This Week" asked.',
        "Shells hit the quarter at the foot of the hill.",
        "John 3:16 was read after the 2:1 win.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert [words for words, _, _ in read(text)] == []


def test_ranges_are_two_expressions() -> None:
    assert read("Fighting between 5 and 7 May, and again from Monday to Friday, killed nine.") == [
        ("5", "XXXX-05-05", "2024-05-05"),
        ("7 May", "XXXX-05-07", "2024-05-07"),
        ("Monday", "XXXX-WXX-1", "2024-10-07"),
        ("Friday", "XXXX-WXX-5", "2024-10-11"),
    ]
    assert read("It lasted on May 5-7, 2019.") == [
        ("May 5-7, 2019", "2019-05-05/2019-05-07", "2019-05-05/2019-05-07")
    ]


@pytest.mark.parametrize(
    ("text", "words", "mod"),
    [
        ("in mid-March", "mid-March", "MID"),
        ("in early 2019", "early 2019", "START"),
        ("by the end of 2019", "the end of 2019", "END"),
        ("for nearly two years", "nearly two years", "APPROX"),
        ("for at least two years", "at least two years", "EQUAL_OR_MORE"),
    ],
)
def test_what_part_or_how_exactly_is_the_mod(text: str, words: str, mod: str) -> None:
    timex = one(f"It was so {text}.")
    assert timex.span.of(f"It was so {text}.") == words
    assert timex.mod == mod


def test_following_days_hang_on_the_day_before() -> None:
    text = "The raid of November 10 failed. They fled the following day and came back two days later."
    article = page(text)
    assert [(t.id, t.value, t.resolved, t.anchor) for t in timexes(article, sentences(article))] == [
        ("t1", "XXXX-11-10", "2023-11-10", "published"),
        ("t2", "XXXX-XX-XX", "2023-11-11", "t1"),
        ("t3", "XXXX-XX-XX", "2023-11-13", "t2"),
    ]


def test_later_lies_between_its_anchor_and_publication() -> None:
    text = "On October 9, gunmen seized two canisters. The canisters were later moved south."
    article = page(text)
    _, later = timexes(article, sentences(article))
    assert (later.value, later.mod, later.resolved, later.anchor) == (
        "FUTURE_REF", "AFTER", "2024-10-09/2024-10-13", "t1",
    )  # fmt: skip


def test_later_without_anything_before_it_is_no_time() -> None:
    assert read("The canisters were later moved south.") == []


def test_a_time_of_day_belongs_to_the_day_beside_it() -> None:
    text = "The blast came at about 10:35 a.m. (0735 GMT) Friday."
    assert read(text) == [
        ("about 10:35 a.m.", "XXXX-XX-XXT10:35", "2024-10-11T10:35"),
        ("0735 GMT", "XXXX-XX-XXT07:35Z", "2024-10-11T07:35Z"),
        ("Friday", "XXXX-WXX-5", "2024-10-11"),
    ]


def test_without_a_date_of_publication_nothing_relative_is_resolved() -> None:
    captured = Dated("2031-04-20T18:18Z", "text", Span(0, 22))
    text = "18:18 GMT20 April 2031\nRockets fell on Saturday. The town was taken in 2016."
    elements = (Element("capture_clock", Span(0, 22)), Element("body", Span(23, len(text))))
    article = Article(
        "", "", None, None, None, None, None, "en", (), None, None, captured, text, elements, ()
    )
    clock, saturday, year = timexes(article, sentences(article))
    assert (clock.span, clock.function, clock.type, clock.resolved) == (
        Span(0, 22), "RECEPTION_TIME", "TIME", "2031-04-20T18:18Z",
    )  # fmt: skip
    assert (saturday.value, saturday.resolved, saturday.anchor) == ("XXXX-WXX-6", None, None)
    assert saturday.reason == (
        "the date of publication is unknown; not before 2016, which the text speaks of as past; "
        "not after 2031-04-20T18:18Z, when the page was captured"
    )
    assert (year.value, year.resolved, year.reason) == ("2016", "2016", None)


def test_a_page_dated_to_the_month_resolves_months_and_years_only() -> None:
    assert read("He fled last year, in March, on Friday.", "2024-10") == [
        ("last year", "XXXX", "2023"),
        ("March", "XXXX-03", "2024-03"),
        ("Friday", "XXXX-WXX-5", None),
    ]


def test_the_date_of_publication_in_the_text_has_its_function() -> None:
    text = "13 October 2024\nRockets fell on Saturday."
    elements = (Element("dateline", Span(0, 15)), Element("body", Span(16, len(text))))
    dated = Dated("2024-10-13", "dateline", Span(0, 15))
    article = Article("", "", None, None, None, None, None, "en", (), dated, None, None, text, elements, ())
    first, second = timexes(article, sentences(article))
    assert (first.function, first.value, first.resolved) == ("PUBLICATION_TIME", "2024-10-13", "2024-10-13")
    assert second.resolved == "2024-10-12"


def test_a_dateline_says_when_the_story_was_written() -> None:
    text = "SEHLT, October 12 --\nRockets fell the day before."
    elements = (Element("dateline", Span(0, 20)), Element("body", Span(21, len(text))))
    dated = Dated(SUNDAY, "given")
    article = Article("", "", None, None, None, None, None, "en", (), dated, None, None, text, elements, ())
    written, before = timexes(article, sentences(article))
    assert (written.function, written.value, written.resolved) == (
        "CREATION_TIME",
        "XXXX-10-12",
        "2024-10-12",
    )
    assert (before.resolved, before.reason) == (None, "nothing before it that it could count from")


def test_no_such_day_is_not_resolved() -> None:
    assert read("It fell on February 30.") == [("February 30", "XXXX-02-30", None)]
    assert read("It fell on 29 February.") == [("29 February", "XXXX-02-29", "2024-02-29")]


def test_stretches_of_days_have_names() -> None:
    assert name(around(dt.date(2024, 10, 13), "M", -1)) == "2024-09"
    assert name(around(dt.date(2024, 10, 13), "Q", 0)) == "2024-10-01/2024-12-31"
    assert stretch("2024-02") == Stretch(dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert stretch("2024-10-09/2024-10-13") == Stretch(dt.date(2024, 10, 9), dt.date(2024, 10, 13))
    assert stretch("2024-WI") == Stretch(dt.date(2024, 12, 1), dt.date(2025, 2, 28))
    assert stretch("199") == Stretch(dt.date(1990, 1, 1), dt.date(1999, 12, 31))
    assert stretch("PAST_REF") is None
    assert easter(2024) == dt.date(2024, 3, 31)
    assert nth_weekday(2024, 11, 3, 4) == dt.date(2024, 11, 28)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two", 2),
        ("twenty-two", 22),
        ("22 1/2", 22.5),
        ("1,500", 1500),
        ("four hundred", 400),
        ("some", None),
    ],
)
def test_number_words_are_numbers(words: str, value: float) -> None:
    assert number(words) == value


@given(
    st.lists(
        st.sampled_from(
            "the last next two 30 days weeks ago later Friday March 5 2016 1990s of in at noon p.m. to , ."
            " every May and quarter fiscal century night 99999 -".split()
        ),
        max_size=25,
    )
)
def test_any_words_give_expressions_in_order_with_a_meaning_or_a_reason(words: list[str]) -> None:
    text = " ".join(words)
    article = page(text)
    found = timexes(article, sentences(article))
    assert [t.id for t in found] == [f"t{number}" for number in range(1, len(found) + 1)]
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(bool(t.resolved) != bool(t.reason) for t in found)
    assert all(t.anchor in {None, "published", *(o.id for o in found if o is not t)} for t in found)


@pytest.mark.parametrize(
    "piece", ["the ", "two ", "twenty ", "Monday 5 p.m. ", "in 1998 ", " ", "a year earlier "]
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    started = time.process_time()
    text = piece * (60_000 // len(piece))
    timexes(page(text), (Span(0, len(text)),))
    assert time.process_time() - started < 5


def test_a_weekday_that_lost_its_apostrophe_is_one_day() -> None:
    text = (
        "The harbour of Orlen was quiet when the new boats came in and the men who had waited went home. "
        "Thursdays attack on the harbour killed nobody and the boats were not hit."
    )
    assert ("Thursday", "XXXX-WXX-4", "2024-10-10") in read(text)
    with_commas = text.replace("when", ", when")
    assert ("Thursday", "XXXX-WXX-4", "2024-10-10") not in read(with_commas)
