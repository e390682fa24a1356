"""What a sentence with attributions in it says on its author's own word."""

from __future__ import annotations

import pytest

from tests.reading.marked_page import page


@pytest.mark.parametrize(
    "marked",
    [
        "[source Velmora] [cue wants] [content a larger port].",
        "[content The talks] [cue are expected] [content to end on Friday].",
        "[source The army] [cue refuses] [content to leave the bridge].",
        "[source The mayor, who was arrested after the fire,] [cue said] [content he was innocent].",
    ],
)
def test_a_state_of_mind_and_what_is_told_of_a_source_are_the_authors_own_word(marked: str) -> None:
    (claim,) = page(marked).narrated
    assert [link.actor for link in claim.chain] == ["publisher"]


@pytest.mark.parametrize(
    "marked",
    [
        "[source The mayor] [cue said] [content he was innocent].",
        "[source The mayor, a lawyer,] [cue told reporters] [content he was innocent].",
        "[source Velmora] [cue wants] [content a port], [source the mayor] [cue said].",
    ],
)
def test_words_that_are_handed_on_are_not_the_authors_own(marked: str) -> None:
    assert page(marked).narrated == []
