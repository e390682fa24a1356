from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from saidby.batch import Limits, Outcome, Readers, read_inputs
from saidby.data import Problem
from saidby.errors import SaidbyError
from saidby.inputs import Input
from saidby.pages import read_text
from saidby.testing import read_articles, reading

FAKE = "saidby.testing"


def texts(*texts: str) -> list[Input]:
    return [Input(f"line {number}", text, id=number) for number, text in enumerate(texts, 1)]


def read(inputs: Iterable[Input], *, seconds: float = 20.0, jobs: int = 1) -> list[Outcome]:
    return list(read_inputs(inputs, limits=Limits(seconds=seconds, jobs=jobs, reader=FAKE)))


def shown(outcomes: Iterable[Outcome]) -> list[str]:
    return [
        f"{outcome.id} {outcome.reading.article.text}"
        if outcome.reading
        else f"{outcome.id} {outcome.problems[0].stage}: {outcome.problems[0].message}"
        for outcome in outcomes
    ]


@pytest.mark.parametrize("jobs", [1, 3])
def test_outcomes_come_in_the_order_of_the_inputs(jobs: int) -> None:
    names = [f"Article {number}." for number in range(100)]
    assert shown(read(texts(*names), jobs=jobs)) == [
        f"{number} {name}" for number, name in enumerate(names, 1)
    ]


def test_a_page_that_fails_takes_none_of_its_neighbours_along() -> None:
    # The first chunks hold one, two and four inputs: the one that fails is read together with three others.
    outcomes = read(texts("1.", "2.", "3.", "4.", "(fail)", "6.", "7.", "8."))
    assert shown(outcomes) == [
        "1 1.",
        "2 2.",
        "3 3.",
        "4 4.",
        "5 read: not read: unexpected ValueError: this page fails",
        "6 6.",
        "7 7.",
        "8 8.",
    ]
    assert "raise ValueError" in (outcomes[4].trace or "")


def test_a_page_that_takes_too_long_is_stopped_and_the_run_goes_on() -> None:
    begun = time.monotonic()
    outcomes = read(texts("1.", "2.", "(hang)", "4."), seconds=2)
    assert shown(outcomes) == [
        "1 1.",
        "2 2.",
        "3 page: not read: it takes longer than 2 seconds",
        "4 4.",
    ]
    assert time.monotonic() - begun < 30


def test_a_page_that_crashes_the_process_is_told_and_the_run_goes_on() -> None:
    assert shown(read(texts("1.", "(crash)", "3."))) == [
        "1 1.",
        "2 page: not read: the process that read it ended (signal 6)",
        "3 3.",
    ]


def test_an_input_that_is_a_problem_needs_no_process() -> None:
    limits = Limits(reader="no.such.module")
    (outcome,) = read_inputs([Input("a.html", Problem("input", "there is no such file"))], limits=limits)
    assert outcome == Outcome("a.html", None, 0, None, (Problem("input", "there is no such file"),))


def test_a_reader_that_cannot_be_loaded_ends_the_run() -> None:
    with pytest.raises(SaidbyError, match=r"^saidby is not complete: No module named 'no'$"):
        list(read_inputs(texts("1."), limits=Limits(reader="no.such.module")))


def test_inputs_are_asked_for_as_they_are_read() -> None:
    taken = 0

    def endless() -> Iterator[Input]:
        nonlocal taken
        while True:
            taken += 1
            yield Input("endless", f"Article {taken}.")

    outcomes = read_inputs(endless(), limits=Limits(reader=FAKE))
    first = next(outcomes)
    outcomes.close()
    assert first.reading is not None
    assert first.reading.article.text == "Article 1."
    assert taken < 10


def test_a_large_text_is_read_apart_from_others() -> None:
    large = "Orlen. " * 50_000
    inputs = [Input("a", "1."), Input("b", large, size=len(large)), Input("c", "3.")]
    assert [outcome.reading is not None for outcome in read(inputs)] == [True, True, True]


def test_why_an_input_was_not_read_does_not_name_it_again() -> None:
    problems = (Problem("input", "a.html: gzip is broken"), Problem("page", "a.html: the page shows no text"))
    assert Outcome("a.html", None, 0, None, problems).why == "gzip is broken; the page shows no text"


def test_an_open_date_is_no_loss_and_anything_else_not_read_is() -> None:
    date, part = Problem("dates", "the page does not say"), Problem("read", "a part was not read")
    assert Outcome("a", None, 0, reading("Nothing.", problems=()), ()).losses == ()
    assert Outcome("a", None, 0, reading("Nothing.", problems=(date,)), ()).losses == ()
    assert Outcome("a", None, 0, reading("Nothing.", problems=(date, part)), ()).losses == (part,)
    assert Outcome("a", None, 0, None, (date,)).losses == (date,)


def test_processes_are_kept_for_the_next_inputs_and_started_anew_where_the_last_were_given_up() -> None:
    with Readers(Limits(seconds=20.0, reader=FAKE)) as readers:
        assert shown(read_inputs(texts("1.", "2."), readers=readers)) == ["1 1.", "2 2."]
        given_up = read_inputs(texts(*(f"Article {number}." for number in range(100))), readers=readers)
        assert shown([next(given_up)]) == ["1 Article 0."]
        given_up.close()
        assert shown(read_inputs(texts("(crash)", "2."), readers=readers))[1] == "2 2."


def test_a_reading_arrives_as_it_was_made() -> None:
    text = (
        '[source The mayor] [cue said] [content "The dam broke"]. It held, [cue:b said] [source:b the guard].'
    )
    article, problems = read_text(text)
    (made,) = read_articles([article])
    (outcome,) = read(texts(text))
    assert outcome.reading == replace(made, problems=(*problems, *made.problems))
