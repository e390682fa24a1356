"""Where states and bodies stand, as somebody else is quoted saying."""

from __future__ import annotations

import pytest

from saidby.reading.positions import positions


def held(content: str) -> list[tuple[str, ...]]:
    """(holder, cue, what is held) of each position in a content."""
    found = positions(content, [(0, len(content))])
    return [tuple(content[slice(*part)] for part in position) for position in found]


@pytest.mark.parametrize(
    ("content", "position"),
    [
        (
            "that the Velmoran Foreign Ministry had always firmly opposed the treaty, which was signed then",
            ("the Velmoran Foreign Ministry", "had always firmly opposed", "the treaty"),
        ),
        (
            "the Velmoran government is optimistic about the talks",
            ("the Velmoran government", "is optimistic", "about the talks"),
        ),
        (
            "it was late, but the Defence Ministry still wants the bridge reopened. It is the only one",
            ("the Defence Ministry", "still wants", "the bridge reopened"),
        ),
        (
            "the Council of Velmora condemns the attack",
            ("the Council of Velmora", "condemns", "the attack"),
        ),
    ],
)
def test_a_state_or_a_body_holds_a_position(content: str, position: tuple[str, str, str]) -> None:
    assert held(content) == [position]


def test_who_is_quoted_by_a_medium_is_the_source_inside() -> None:
    assert held("a witness in Tarsk as saying the bridge had fallen") == [
        ("a witness in Tarsk", "as saying", "the bridge had fallen")
    ]


@pytest.mark.parametrize(
    "content",
    [
        "he believes that the bridge is safe",
        "Orrin Vale wants the bridge reopened",
        "Velmora is expected to sign the treaty",
        "Velmora's plans to rebuild the bridge",
        "the treaty was opposed by Velmora",
        "the Velmoran support for the treaty",
        "the bridge fell, opposed to what they say",
    ],
)
def test_a_guess_at_a_mind_a_passive_and_a_noun_are_no_positions(content: str) -> None:
    assert held(content) == []
