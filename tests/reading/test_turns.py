"""Who speaks where the layout says so."""

from __future__ import annotations

import pytest

from saidby.data import Span
from saidby.model.tagger import Link
from saidby.reading.turns import by_layout, replaced

TALK = """Reil: Bridge Is Safe
The mayor of Tarsk was asked about the bridge on Sunday.
TAMSEL: Is the bridge safe, Mr Mayor?
REIL: It is as safe as it ever was.
I walked over it this morning, with my children.
(LAUGHTER)
TAMSEL: Will you walk over it again?
REIL: Every day, as long as it stands.
VIDEO: The bridge at dawn, as our camera saw it.
"""


def paragraphs(text: str) -> list[Span]:
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        found.append(Span(at, at + len(line.rstrip("\n"))))
        at += len(line)
    return found


def laid_out(text: str) -> list[tuple[str, str, list[str]]]:
    return [
        (
            text[slice(*link.source[0])],
            text[slice(*link.cue)],
            [text[slice(*piece)] for piece in link.content],
        )
        for link in by_layout(text, paragraphs(text))
    ]


def test_a_transcripts_turns_are_their_speakers_with_all_their_paragraphs() -> None:
    assert laid_out(TALK) == [
        ("TAMSEL", ":", ["Is the bridge safe, Mr Mayor?"]),
        (
            "REIL",
            ":",
            ["It is as safe as it ever was.", "I walked over it this morning, with my children."],
        ),
        ("TAMSEL", ":", ["Will you walk over it again?"]),
        ("REIL", ":", ["Every day, as long as it stands."]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Anton Reil: 1,769\nLin Marsk: 1,501\nAnton Reil: 12\nLin Marsk: 14\n",
        "Tarsk: The bridge fell down here.\nOrlen: The road is closed now.\nBrenavo: The port is open "
        "again.\nVelm: The river rose by a metre.\n",
        "Q: Is the bridge safe, Mr Mayor?\nA: It is as safe as ever.\nQ: Will it stand for long?\nA: It "
        "will stand for years.\n",
    ],
)
def test_a_list_with_colons_is_no_transcript(text: str) -> None:
    assert laid_out(text) == []


def test_a_signed_quotation_is_its_signers() -> None:
    text = "“I walked over it every day of my life.” — Lin Marsk, a baker.\nThe river rose."
    assert laid_out(text) == [("Lin Marsk", "—", ["“I walked over it every day of my life.”"])]


def test_what_the_layout_says_stands_in_the_place_of_guesses() -> None:
    talk = by_layout(TALK, paragraphs(TALK))
    across = Link((TALK.index("asked"), TALK.index("asked") + 5), (), ((0, 5),), 0.9, 0.9)
    guess = Link((talk[0].cue[0] + 2, talk[0].cue[0] + 4), talk[0].source, talk[0].content, 0.9, 0.9)
    beyond = Link((talk[1].content[0][0], talk[1].content[0][0] + 2), (), talk[2].content, 0.9, 0.9)
    assert replaced([across, guess, beyond], talk) == [across, *talk]
