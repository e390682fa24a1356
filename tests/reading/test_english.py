"""Whether a page is in the language that is read, and what is said where it is not."""

from __future__ import annotations

import pytest

from saidby.data import Problem
from saidby.pages import read_text
from saidby.reading.read import read_articles

MISSING = Problem(
    "read", "the text is not in English, the one language that is read; who says what is missing"
)


def losses(text: str) -> list[Problem]:
    article, _ = read_text(text)
    return list(next(read_articles([article])).problems)


@pytest.mark.parametrize(
    "text",
    [
        "Das Ministerium teilte am Montag mit, dass die Brücke bei Orlen eingestürzt war. Was war geschehen?",
        "Le ministère a déclaré lundi que le pont d'Orlen était tombé et que personne n'avait été blessé.",
        "Министерство заявило в понедельник, что мост у Орлена упал и никто не пострадал.",
        "قالت الوزارة إن الجسر القريب من أورلن سقط يوم الاثنين ولم يصب أحد بأذى في الحادث.",
    ],
)
def test_a_page_in_another_language_says_that_it_is_not_read(text: str) -> None:
    assert losses(text) == [MISSING]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said on Monday that the bridge near Orlen had fallen and that nobody was hurt.",
        "ARMED MEN ATTACKED THE VILLAGE OF KORROD, THE ARMY REPORTED, AND FOUR FARMERS WERE WOUNDED.",
        "Мост упал.",  # too short to tell
        "",
    ],
)
def test_english_and_what_is_too_short_to_tell_have_no_such_problem(text: str) -> None:
    assert losses(text) == []
