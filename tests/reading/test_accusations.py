"""Whom the words of an accusation name."""

from __future__ import annotations

import pytest

from saidby.data import Span
from saidby.reading.accusations import accused, asserted, blamed, doers, subject
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


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("the Brenavo bombing became possible because neighbouring states had armed the rebels",
         ["neighbouring states"]),
        ("the flood was planned in advance by the special services (departments) of Ondrel",
         ["the special services (departments) of Ondrel"]),
        ("the attack was staged with the blessing of Western patrons", ["Western patrons"]),
        ("such acts must be condemned by the Valley Council", []),
        ("it was the fruit of plans drawn up by the services (security) of states that sponsor terror",
         ["the services (security) of states"]),
    ],
)  # fmt: skip
def test_whose_doing_it_was_is_told_in_many_wordings(content: str, named: list[str]) -> None:
    found = reading(f"[source The ministry] [cue said] [content that {content}].")
    assert [span.of(found.article.text) for span in doers(found.article.text, found.attributions[0])] == named


@pytest.mark.parametrize(
    ("marked", "named"),
    [
        ("[source The governor] [cue blamed] [content \"criminal gangs sponsored by politicians\"].",
         ["criminal gangs", "politicians"]),
        ("[content It] [cue has been accused] by [source rights groups] [content of hiding it].", ["It"]),
        ("The palace pointed the finger at the Reed Guard, [cue saying] [content it had helped them].",
         ["the Reed Guard"]),
        ("[source The governor] [cue condemned] [content the strike].", []),
        ("[source The envoy] [cue said] [content \"Nothing of the kind has taken place\"].", []),
    ],
)  # fmt: skip
def test_the_accused_are_somebody(marked: str, named: list[str]) -> None:
    found = reading(marked)
    spans = accused(found.article.text, found.attributions[0])
    assert [span.of(found.article.text) for span in spans] == named


def test_an_aim_that_is_imputed_is_no_part_of_what_is_asserted() -> None:
    found = reading(
        "[source The admiral] [cue said] [content that the Guard would shell a school in order to accuse the "
        "army of it, using stolen shells]."
    )
    pieces = asserted(found.article.text, found.attributions[0])
    assert [piece.of(found.article.text).strip(" ,") for piece in pieces] == [
        "that the Guard would shell a school",
        "using stolen shells",
    ]
