from __future__ import annotations

import pytest

from saidby.reading.figures.asides import without_asides


@pytest.mark.parametrize(
    ("aside", "told"),
    [
        ("At least 13 people, mostly women and children, were killed.", "At least 13 people were killed."),
        ("Twenty people including children died on Friday.", "Twenty people died on Friday."),
        ("The 20, most of them residents of Orlen, have died.", "The 20 have died."),
    ],
)
def test_an_aside_that_counts_nobody_is_passed_over(aside: str, told: str) -> None:
    assert " ".join(without_asides(aside).split()) == told
    assert len(without_asides(aside)) == len(aside)


@pytest.mark.parametrize(
    "text",
    [
        "At least 12 people, including two medics, were killed.",
        "At least 12 people, including a reporter, were killed.",
        "The council, including the mayor who was absent, sat until noon.",
        "They named all who died, including the ferrymen.",
    ],
)
def test_one_that_counts_somebody_stays(text: str) -> None:
    assert without_asides(text) == text
