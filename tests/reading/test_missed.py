"""Plain sayings that the model saw nothing of."""

from __future__ import annotations

import pytest

from saidby.reading.missed import with_missed
from saidby.testing import reading


def said(words: str) -> list[tuple[str, str, str, str]]:
    found = reading(words)
    text = found.article.text
    return [
        (a.source[0].of(text), a.cue[0].of(text), a.content[0].of(text), a.quoting)
        for a in with_missed(found.article, found.sentences, found.attributions)
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A teacher who escaped told the Herald's radio that the attackers went from room to room.",
         ("A teacher who escaped", "told", "that the attackers went from room to room", "indirect")),
        ("Foreign Ministry spokesman Ivo Marsk said Orlen strongly condemned it, as quoted by VSNA.",
         ("Foreign Ministry spokesman Ivo Marsk", "said", "Orlen strongly condemned it", "indirect")),
        ('"They always accuse us before they bomb us," its head, Rana Marsk, was quoted by VSNA as saying.',
         ("its head, Rana Marsk", "was quoted by VSNA as saying",
          '"They always accuse us before they bomb us,"', "direct")),
        ("The organisation called on both sides to spare civilians.",
         ("The organisation", "called on", "both sides to spare civilians", "indirect")),
    ],
)  # fmt: skip
def test_a_plain_saying_is_found(words: str, expected: tuple[str, str, str, str]) -> None:
    assert said(words) == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "Shells fell on the bridge at night.",
        "The road is said to be closed for a week.",
        "<heading> The ministry said the bridge had fallen.",
        "The storm told in the valley of worse to come.",
    ],
)
def test_what_is_no_plain_saying_is_left_to_the_author(words: str) -> None:
    assert said(words) == []


def test_a_sentence_that_the_model_read_is_left_as_it_is() -> None:
    assert said("[source The ministry] [cue said] [content the bridge had fallen].") == [
        ("The ministry", "said", "the bridge had fallen", "indirect")
    ]
