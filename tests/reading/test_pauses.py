from __future__ import annotations

from dataclasses import replace

import pytest

from saidby.data import Span
from saidby.reading.pauses import in_pauses, lost, reaching
from saidby.testing import reading

REST = "Nobody else was hurt and the road to the harbour was open again by noon. The market stays shut."


@pytest.mark.parametrize(
    ("told", "heard"),
    [
        (
            "A bomb killed six people in the old town of Orlen Velmoran state television said on Wednesday.",
            "A bomb killed six people in the old town of Orlen,Velmoran state television said on Wednesday.",
        ),
        (
            "At least nine ferries lay still on Monday a monitor said in an update.",
            "At least nine ferries lay still on Monday,a monitor said in an update.",
        ),
        (
            "Shells fell on the harbour before dawn a source at the Orlen police command said.",
            "Shells fell on the harbour before dawn,a source at the Orlen police command said.",
        ),
        (
            "The bridge was struck twice during the night said the Observatory.",
            "The bridge was struck twice during the night,said the Observatory.",
        ),
        (
            "According to the Observatory three officers died when the bridge fell.",
            "According to the Observatory,three officers died when the bridge fell.",
        ),
        (
            "Bridge falls in Orlen VSNA Monday 4 May 2031 The bridge fell at night.",
            "Bridge falls in Orlen VSNA Monday 4 May 2031.The bridge fell at night.",
        ),
        ("The ministry said the bridge had fallen.",) * 2,
        ("Two groups that are linked to the army said nothing in the end.",) * 2,
        ("On 4 May 2031 Orlen was quiet.",) * 2,
    ],
)
def test_a_comma_stands_where_a_source_follows_its_words(told: str, heard: str) -> None:
    article = reading(f"{told} {REST}").article
    read = reading(f"{told} {REST}").sentences
    assert in_pauses(article, read).text == f"{heard} {REST}"


def test_a_text_with_commas_is_left_alone() -> None:
    text = f"At least nine ferries lay still on Monday a monitor said. Oil, salt and fish were late. {REST}"
    assert not lost(text)
    found = reading(text)
    assert in_pauses(found.article, found.sentences) is found.article


def test_what_a_source_follows_reaches_back_to_the_start_of_the_sentence() -> None:
    found = reading(REST)
    text = "Nine died in Orlen on Monday the day of the fair a monitor said."
    article = replace(found.article, text=f"{text} {REST}")
    (said,) = reading("[content the day of the fair] [source a monitor] [cue said].").attributions
    at = text.index("the day")
    said = replace(
        said,
        content=(Span(at, text.index(" a monitor")),),
        source=(Span(text.index("a monitor"), text.index(" said")),),
        cue=(Span(text.index("said"), len(text) - 1),),
    )
    (longer,) = reaching(article, [Span(0, len(text))], [said])
    assert [piece.of(text) for piece in longer.content] == [
        "Nine died in Orlen on Monday the day of the fair"
    ]
    dashed = replace(article, text=article.text.replace("Monday the", "Monday—the"))
    assert reaching(dashed, [Span(0, len(text))], [said]) == (said,)
