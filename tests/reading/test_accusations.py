"""Whom the words of an accusation name."""

from __future__ import annotations

import pytest

from saidby.data import Span
from saidby.reading.accusations import blamed, doers, subject
from saidby.reading.phrases import parse
from saidby.testing import reading


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("this comes as a result of help provided by some countries to armed men", ["some countries"]),
        ("of plays plotted by the intelligence (agencies) of states that back them",
         ["the intelligence (agencies) of states"]),
        ("the road was hit by a storm", []),
    ],
)  # fmt: skip
def test_those_by_whom_something_was_done_are_named(content: str, named: list[str]) -> None:
    found = reading(f"[source The ministry] [cue said] [content that {content}].")
    assert [span.of(found.article.text) for span in doers(found.article.text, found.attributions[0])] == named


def test_the_subject_stands_behind_whose_accusations_they_are() -> None:
    found = reading(
        "[source She] [cue repeated] [content Ondrel's earlier accusations that the Guard had mined it]."
    )
    span = subject(found.article.text, found.attributions[0])
    assert span is not None
    assert span.of(found.article.text) == "the Guard"


def test_the_fighters_of_a_named_body_are_that_body_and_its_ties_are_no_part_of_its_name() -> None:
    words = "the terrorists of the Ondrel-linked Reed Guard group"
    phrase = parse(words, Span(0, len(words)))
    assert (phrase.sort, phrase.text) == ("body", "Reed Guard group")


@pytest.mark.parametrize(
    ("marked", "named"),
    [
        ("[source The governor] [cue blamed] [content the Front of the Restored Valleys (FRV)].",
         "the Front of the Restored Valleys"),
        ("[source The governor] [cue accused] [content the Front of the Hills of shelling a market].",
         "the Front of the Hills"),
        ("[source The governor] [cue accused] [content the rebels of shelling Brenavo].", "the rebels"),
    ],
)  # fmt: skip
def test_a_name_with_of_in_it_is_blamed_whole(marked: str, named: str) -> None:
    found = reading(marked)
    span = blamed(found.article.text, found.attributions[0])
    assert span is not None
    assert span.of(found.article.text) == named
