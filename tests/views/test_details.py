from __future__ import annotations

from dataclasses import replace

from saidby.data import PUBLISHER, ChainLink, Figure, Place, Reading, Span, Stance, Timex
from saidby.testing import reading
from saidby.views.details import Details, amount
from saidby.views.overview import Overview
from saidby.views.terminal import Look, show
from tests.views.full_reading import full


def rows(found: Reading) -> list[list[tuple[str, str]]]:
    overview = Overview(found)
    details = Details(overview)
    return [[(row.label, row.text) for row in details.rows(entry)] for entry in overview.entries]


def test_each_claim_shows_what_it_does_and_tells_of_and_how_sure_it_is() -> None:
    assert rows(full()) == [
        [
            ("accuses", "The Marsh Brigades of “shelled”"),
            (
                "event",
                "assault (heavy weapons) “shelled”; The Marsh Brigades → the market; with mortars; "
                "Tarsk (XV); “Friday” = 2031-05-02; at least 10 people killed “at least ten people” "
                "[happened]",
            ),
            ("held back", "“at least”"),
        ],
        [("denies", "“shelling”")],
        [
            ("asks", "League"),
            ("event", "aid “send help”; League; after “shelled” [future]"),
            ("repeats", "an earlier statement of the same source"),
        ],
        [
            ("figure", "3 injured “Another three people”"),
            ("or else", "still the word of The ministry (1), 55% likely"),
        ],
    ]


def test_without_events_a_claim_shows_its_places_and_times_by_themselves() -> None:
    found = full()
    bare = replace(found, events=(), claims=tuple(replace(claim, events=()) for claim in found.claims))
    assert rows(bare)[0] == [
        ("accuses", "The Marsh Brigades"),
        ("where", "Tarsk (XV)"),
        ("when", "“Friday” = 2031-05-02"),
        ("figure", "at least 10 people killed “at least ten people”"),
        ("held back", "“at least”"),
    ]


def test_the_terminal_sets_the_rows_under_the_chain() -> None:
    shown = show(full(), origin="x", look=Look(narrator=True))
    assert (
        """\
    The ministry → Orlen Herald
    asks       League
    event      aid “send help”; League; after “shelled” [future]
    repeats    an earlier statement of the same source

  · Another three people were hurt.
    figure     3 injured “Another three people”
    or else    still the word of The ministry (1), 55% likely
"""
        in shown
    )


def test_a_government_called_by_its_capital_is_no_place() -> None:
    found = full()
    metonym = replace(found.places[0], use="metonym")
    found = replace(
        found, places=(metonym,), events=(), claims=tuple(replace(c, events=()) for c in found.claims)
    )
    assert "where" not in dict(rows(found)[0])


def test_a_place_says_how_exactly_it_is_known() -> None:
    found = reading("The ridge north of Tarsk burned on Sunday.")
    place = Place("p1", Span(19, 24), "Tarsk", None, None, None, "XV", 2, "north of", "event", 0.4)
    sunday = Timex("t1", Span(35, 41), "DATE", "XXXX-WXX-7", None, None, None, "no date is known", None, 0.9)
    assert rows(replace(found, places=(place,), timexes=(sunday,))) == [
        [
            ("where", "north of Tarsk (XV, near, not on the map, unsure)"),
            ("when", "“Sunday”, not dated: no date is known"),
        ]
    ]


def test_a_range_reads_as_it_was_meant() -> None:
    def range_of(low: float | None, high: float | None) -> str:
        return amount(Figure("f1", (), "killed", low, high, None, None, None, 1.0))

    assert [range_of(*r) for r in [(107, 107), (107, None), (None, 1500), (40, 50), (0, 0), (2.5, 2.5)]] == [
        "107", "at least 107", "up to 1,500", "40 to 50", "0", "2.5",
    ]  # fmt: skip
    assert range_of(None, None) == ""


def test_dozens_stay_words() -> None:
    found = reading("Dozens were hurt.")
    dozens = Figure("f1", (Span(0, 6),), "injured", None, None, None, None, None, 0.9)
    (claim,) = found.claims
    found = replace(found, figures=(dozens,), claims=(replace(claim, figures=("f1",)),))
    assert rows(found) == [[("figure", "“Dozens”, no number given injured")]]


def test_a_stance_is_shown_with_the_words_that_tell_it_and_is_no_source() -> None:
    found = reading("[source The mayor] [cue said] [content that Lin Marsk wants a truce].")
    text, (told,) = found.article.text, found.claims
    stance = Stance(
        *(Span(text.index(words), text.index(words) + len(words)) for words in ("wants", "a truce"))
    )
    (mayor,) = found.actors
    marsk = replace(mayor, id="a2", name="Lin Marsk")
    chain = (ChainLink("a2"), ChainLink(mayor.id), ChainLink(PUBLISHER))
    found = replace(
        found, actors=(mayor, marsk), claims=(told, replace(told, id="c2", chain=chain, stance=stance))
    )
    assert rows(found) == [[("stance", "Lin Marsk: wants “a truce”")]]
    assert Overview(found).coverage.sources == 1
