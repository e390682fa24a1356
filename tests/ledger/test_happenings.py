"""Happenings: what one article tells of, taken apart by kind, day and place."""

from __future__ import annotations

from saidby.ledger.days import Days, days
from saidby.ledger.happenings import happenings
from saidby.ledger.kinds import chief, kinds_of
from saidby.ledger.words import sounded
from tests.ledger.tales import tale


def test_an_article_about_one_thing_is_one_happening_with_all_its_sentences() -> None:
    (one,) = happenings(
        tale(
            "A bomb killed 12 people at the market of Orlen on Saturday. The blast broke windows. "
            "Nobody spoke.",
            days=[("Saturday", "2031-05-03")],
            figures=[("12 people", "killed", 12, 12)],
        ),
        "p1",
    )
    assert (one.main, one.type, one.sentences) == (True, "ASSAULT", (0, 1, 2))
    assert chief(one.kinds) == "explosion"
    assert one.days == days("2031-05-03")
    assert [spot.name for spot in one.spots] == ["Orlen"]
    assert one.figures == ("f1",)


def test_another_day_at_another_place_is_another_happening() -> None:
    first, second = happenings(
        tale(
            "Shells hit the bridge of Orlen on Saturday. In Karsk a car bomb went off on Tuesday.",
            places=("Orlen", "Karsk"),
            days=[("Saturday", "2031-05-03"), ("Tuesday", "2031-04-29")],
        ),
        "p1",
    )
    assert [spot.name for spot in first.spots] == ["Orlen"]
    assert [spot.name for spot in second.spots] == ["Karsk"]
    assert (first.days, second.days) == (days("2031-05-03"), days("2031-04-29"))
    assert (first.main, second.main) == (True, False)


def test_a_sentence_without_place_and_day_goes_on_about_the_same() -> None:
    (one,) = happenings(tale("Shells hit the bridge of Orlen. The shelling went on for an hour."), "p1")
    assert one.sentences == (0, 1)


def test_an_article_without_any_event_still_has_a_main_happening() -> None:
    (one,) = happenings(tale("The mayor opened a school in Orlen. It has ten rooms."), "p1")
    assert (one.main, one.type, one.kinds) == (True, None, {})


def test_the_printed_date_of_the_page_is_no_day_of_an_event() -> None:
    (one,) = happenings(
        tale("May 5 2031 Shells hit Orlen, the army said.", days=[("May 5 2031", "2031-05-05")]), "p1"
    )
    assert one.days is None


def test_a_place_that_others_are_in_comes_after_them() -> None:
    (one,) = happenings(
        tale("Shells hit the Mill Quarter in Orlen, and Orlen burnt.", places=("Orlen", "Mill Quarter")), "p1"
    )
    assert [spot.name for spot in one.spots] == ["Mill Quarter", "Orlen"]


def test_words_tell_the_kind() -> None:
    assert kinds_of("Warplanes carried out air strikes; a cease-fire failed.") == {
        "aerial": 2,
        "ceasefire": 1,
    }
    assert chief({"attack": 5, "aerial": 1}) == "aerial"
    assert chief({"attack": 1, "displacement": 3}) == "displacement"
    assert chief({}) is None


def test_spellings_of_a_name_sound_alike() -> None:
    assert sounded("Rashidin") == sounded("al-Rashideen")
    assert sounded("Salah al-Din") == sounded("Salaheddin")
    assert sounded("Orlen") != sounded("Karsk")


def test_dates_are_intervals_of_days() -> None:
    assert days("2031-05") == Days(741_563, 741_593)
    assert days("2031-05-04/2031-05-06") == Days(741_566, 741_568)
    assert days("2031-05-04T12:00Z") == Days(741_566, 741_566)
    assert days("2031-13-01") is None
    assert days(None) is None
    one, other = days("2031-05-04"), days("2031-05-06")
    assert one is not None
    assert other is not None
    assert (one.gap(other), one.to(other).told()) == (2, ("2031-05-04", "2031-05-06"))
