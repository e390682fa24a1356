from __future__ import annotations

import json
from dataclasses import replace

from saidby.data import Denial, Order
from saidby.testing import reading
from saidby.views.accusations import accusation_rows
from saidby.views.listing import listed_json, show_listing
from saidby.views.timeline import timeline_rows
from tests.views.full_reading import full


def body(shown: str) -> str:
    """What stands below the page's head."""
    return shown.partition("as given\n\n")[2]


def test_figures_say_how_many_of_whom_on_whose_word_and_in_which_words() -> None:
    assert (
        body(show_listing(full(), "figures", origin="x"))
        == """\
at least 10 people killed
    said by The ministry → Orlen Herald [accuse]
    words   “at least ten people”

3 injured
    said by the publisher's own word, or still that of The ministry: 55% likely
    words   “Another three people”

"""
    )


def test_accusations_say_who_whom_of_what_and_what_is_answered() -> None:
    assert (
        body(show_listing(full(), "accusations", origin="x"))
        == """\
The ministry accuses The Marsh Brigades
    of      “shelled”
    words   that the Marsh Brigades had shelled the market with mortars in Tarsk
            on Friday, killing at least ten people
    answer  The Marsh Brigades denies: the shelling

"""
    )


def test_the_timeline_has_events_and_sayings_by_date_and_the_undated_last() -> None:
    assert [(row.date, row.what, row.words, row.reason) for row in timeline_rows(full())] == [
        ("2031-05-02", "event", "Friday", None),
        ("2031-05-03", "said", "on Saturday", None),
        ("2031-05-04", "page", None, None),
        (None, "event", None, "after “shelled”"),
    ]


def test_an_interval_is_shown_with_both_its_ends_and_sorts_by_its_first_day() -> None:
    found = full()
    week = tuple(replace(t, resolved="2031-04-28/2031-05-04") if t.id == "t2" else t for t in found.timexes)
    found = replace(found, timexes=week)
    assert timeline_rows(found)[0].what == "event"
    assert "2031-04-28 to 2031-05-04 · event “Friday”\n" in show_listing(found, "timeline", origin="x")


def test_a_time_that_is_not_settled_says_why() -> None:
    found = reading("[source The ministry] [cue said] [time on Saturday] [content it fell].")
    (row,) = timeline_rows(found)
    assert (row.date, row.what, row.source) == (None, "said", "The ministry")
    assert row.reason == "the page does not say when it was published"


def test_an_event_without_any_time_says_so() -> None:
    found = full()
    found = replace(found, events=tuple(replace(event, time=None, order=Order()) for event in found.events))
    assert {row.reason for row in timeline_rows(found) if row.date is None} >= {"no time is stated"}


def test_a_denial_is_tied_by_its_link_else_by_the_accused() -> None:
    found = full()
    unlinked = [replace(c, denies=None, events=()) if c.act == "deny" else c for c in found.claims]
    (row,) = accusation_rows(replace(found, claims=tuple(unlinked)))
    assert [(answer.by, answer.linked) for answer in row.answers] == [("The Marsh Brigades", False)]
    elsewhere = [
        replace(c, denies=Denial((), "c9"), events=()) if c.act == "deny" else c for c in found.claims
    ]
    first, second = accusation_rows(replace(found, claims=tuple(elsewhere)))
    assert first.answers == ()
    assert (second.accuser, second.accused) == (None, ("The Marsh Brigades",))


def test_a_purpose_is_an_accusation_at_second_hand() -> None:
    found = full()
    events = tuple(replace(event, factuality="purpose") for event in found.events)
    (row,) = accusation_rows(replace(found, events=events))
    assert (row.level, row.of[0].factuality) == (2, "purpose")


def test_an_accusation_of_nobody_known_is_not_filled_in() -> None:
    found = reading("[source The ministry] [cue=accuse said] [content they had shelled the market].")
    assert "The ministry accuses somebody (whom is not settled)" in show_listing(
        found, "accusations", origin="x"
    )


def test_json_has_the_same_rows_under_their_name() -> None:
    record = json.loads(listed_json(full(), "figures", id="a"))
    assert list(record) == ["id", "article", "figures"]
    first = record["figures"][0]
    assert (first["low"], first["high"], first["measure"], first["who"]) == (10, None, "killed", "people")
    assert first["said"] == [
        {
            "claim": "c1", "root": "The ministry", "chain": ["The ministry", "Orlen Herald"], "act": "accuse",
            "or_else": None, "likelihood": None,
        }
    ]  # fmt: skip
    assert "id" not in json.loads(listed_json(full(), "timeline", id=None))


def test_a_page_without_any_says_so() -> None:
    found = reading("Nothing happened.")
    for listing in ("figures", "accusations", "timeline"):
        assert f"\nno {'times' if listing == 'timeline' else listing}\n" in show_listing(
            found, listing, origin="x"
        )
