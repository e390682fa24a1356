"""Where others stand, as somebody is quoted telling."""

from __future__ import annotations

import pytest

from saidby.data import Span
from saidby.reading.stances import stances


def held(content: str) -> list[tuple[str, ...]]:
    """(holder, cue, what is held) of each stance in a content."""
    found = stances(content, [Span(0, len(content))])
    return [tuple(part.of(content) for part in stance) for stance in found]


@pytest.mark.parametrize(
    ("content", "stance"),
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
        ("Orrin Vale wants the bridge reopened", ("Orrin Vale", "wants", "the bridge reopened")),
        ("she believes that the bridge is safe", ("she", "believes", "that the bridge is safe")),
        ("Velmora's opposition to the treaty is old", ("Velmora", "opposition", "to the treaty is old")),
        ("43 percent do not trust the council", ("43 percent", "do not trust", "the council")),
        ('the ministry was "very satisfied" with it', ("the ministry", 'was "very satisfied', "with it")),
        (
            "the Velmoran government has no plans to reopen it",
            ("the Velmoran government", "has no plans", "to reopen it"),
        ),
        ("the army has already proposed talks", ("the army", "has already proposed", "talks")),
        ("the ministry, he said, also planned to close it", ("the ministry", "also planned to", "close it")),
        ("the Reed Guard, which holds the bridge, refuses talks", ("the Reed Guard", "refuses", "talks")),
        ("the treaty was opposed by Velmora", ("Velmora", "was opposed", "the treaty")),
        (
            "groups branded as terrorist by the Velmoran government",
            ("the Velmoran government", "branded", "groups"),
        ),
        ("it damaged what he called a safe bridge", ("he", "called", "a safe bridge")),
        ("the Velmoran embassy in Ondrel wants talks", ("the Velmoran embassy in Ondrel", "wants", "talks")),
        ("the insistence of the Velmorans on talks", ("the Velmorans", "insistence", "on talks")),
    ],
)
def test_a_stance_has_a_holder_with_a_mind(content: str, stance: tuple[str, str, str]) -> None:
    assert held(content) == [stance]


@pytest.mark.parametrize(
    "content",
    [
        "Velmora is expected to sign the treaty",
        "Velmora should respect the treaty",
        "that Velmora condemn the treaty",
        "nobody from the Velmoran government wants the treaty",
        "if Velmora opposes the treaty, it is dead",
        "the paper's critical coverage of the treaty",
        "the proposed treaty is dead",
        "the rockets claiming three lives came at dawn",
        "I want the bridge reopened",
        "the bridge fell, opposed to what they say",
    ],
)
def test_what_is_asked_supposed_or_nobodys_is_no_stance(content: str) -> None:
    assert held(content) == []


def test_verbs_joined_have_one_holder() -> None:
    assert [
        found[:2] for found in held("the ministry welcomes the truce and believes that it will hold")
    ] == [
        ("the ministry", "welcomes"),
        ("the ministry", "believes"),
    ]
