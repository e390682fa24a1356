"""Incidents: many articles of Velmora about one happening, and who agrees with whom."""

from __future__ import annotations

import random

import pytest

from saidby.data import Dated
from saidby.errors import UsageError
from saidby.ledger.candidates import candidates
from saidby.ledger.comparing import compared
from saidby.ledger.echoes import Echo
from saidby.ledger.exports.incidents_jsonl import incident_json
from saidby.ledger.incident import BlameRow, FigureRow, Incident
from saidby.ledger.incidents import incidents
from saidby.ledger.keepsakes import sitting_from, sitting_json
from saidby.ledger.pairs import explained, odds
from saidby.ledger.ranges import agree, grows, told
from saidby.ledger.rows import Judgement
from saidby.ledger.ties import decided, merge_body, split_body
from saidby.ledger.words import Rarity
from tests.ledger.tales import facet, found, members, pages, tale

SATURDAY = [("Saturday", "2031-05-03")]
HERALD = tale(
    "[source The Interior Ministry] [cue said] [content 12 people died when a bomb tore through the fish "
    "market of Orlen on Saturday]. The fishmonger Arvo Brandel saw the blast.",
    title="Bomb kills 12 at Orlen fish market",
    days=SATURDAY,
    figures=[("12 people", "killed", 12, 12)],
    events=[("bomb tore", "ASSAULT")],
)
COURIER = tale(
    "A bomb tore through the fish market of Orlen on Saturday. [source Harbour Clinic] [cue said] "
    "[content 19 people died]. The fishmonger Arvo Brandel was hurt.",
    publisher="Karsk Courier",
    title="Fish market of Orlen bombed",
    published="2031-05-05",
    days=SATURDAY,
    figures=[("19 people", "killed", 19, 19)],
    events=[("bomb tore", "ASSAULT")],
)
KARSK = tale(
    "Shells fell on the power station of Karsk on Tuesday, the grid operator said. Two turbines burnt.",
    publisher="Karsk Courier",
    title="Power station of Karsk shelled",
    published="2031-05-14",
    places=("Karsk",),
    days=[("Tuesday", "2031-05-13")],
)


def market() -> Incident:
    return next(one for one in found(HERALD, COURIER, KARSK) if one.counts.articles == 2)


def test_articles_about_one_happening_are_one_incident() -> None:
    first, second = found(HERALD, COURIER, KARSK)
    assert members([first, second]) == [["p1", "p2"], ["p3"]]
    assert (first.type, first.dates) == ("ASSAULT", ("2031-05-03", "2031-05-03"))
    assert first.place is not None
    assert first.place.name == "Orlen"
    assert (first.counts.articles, first.counts.publishers) == (2, 2)


def test_the_order_of_pages_does_not_matter() -> None:
    named = pages(HERALD, COURIER, KARSK, HERALD, COURIER)
    expected = incidents(named)
    chance = random.Random(1)
    for _ in range(4):
        chance.shuffle(named)
        assert incidents(named) == expected


def test_a_pair_has_its_reasons_the_weightiest_first() -> None:
    sittings = [page.sitting for page in pages(HERALD, COURIER)]
    rarity = Rarity(sitting.words for sitting in sittings)
    rows = compared(sittings, rarity, [(0, 1)])
    pair = explained(("p1", 0), ("p2", 0), rows[0].tolist())
    assert pair.odds == odds(rows)[0]
    assert (pair.one, pair.other) == (("p1", 0), ("p2", 0))
    shares = [abs(share) for _, share in pair.reasons]
    assert shares == sorted(shares, reverse=True)
    assert {"names", "same day", "there and then"} <= {name for name, _ in pair.reasons}


def test_candidates_are_bounded_for_each_happening() -> None:
    many = [page.sitting.portraits[0] for page in pages(*([HERALD] * 120))]
    rarity = Rarity([[]] * 120)
    assert len(candidates(many, rarity)) <= 120 * 60


# -------------------------------------------------------------------------------------- facets


def test_two_exact_counts_of_one_day_contradict() -> None:
    assert facet(market(), "killed") == (
        "contradict",
        [("12", ("Interior Ministry",)), ("19", ("Harbour Clinic",))],
    )


def test_at_least_and_exactly_are_one_position() -> None:
    other = tale(
        "A bomb tore through the fish market of Orlen on Saturday. [source Harbour Clinic] [cue said] "
        "[content at least 12 people died]. The fishmonger Arvo Brandel was hurt.",
        publisher="Karsk Courier",
        days=SATURDAY,
        figures=[("at least 12 people", "killed", 12, None)],
        events=[("bomb tore", "ASSAULT")],
    )
    (one,) = found(HERALD, other)
    assert facet(one, "killed") == ("agree", [("12", ("Harbour Clinic", "Interior Ministry"))])


def test_an_earlier_and_a_later_count_of_one_root_are_a_series() -> None:
    later = tale(
        "[source The Interior Ministry] [cue said] [content 14 people died when a bomb tore through the fish "
        "market of Orlen on Saturday]. The fishmonger Arvo Brandel died, too.",
        publisher="Karsk Courier",
        published="2031-05-07",
        days=SATURDAY,
        figures=[("14 people", "killed", 14, 14)],
        events=[("bomb tore", "ASSAULT")],
    )
    (one,) = found(HERALD, later)
    assert facet(one, "killed")[0] == "single"
    assert [(row.root, row.low, row.as_of) for row in one.figures] == [
        ("Interior Ministry", 12, "2031-05-05"),
        ("Interior Ministry", 14, "2031-05-07"),
    ]


def test_a_toll_that_its_root_raised_within_a_day_is_an_update() -> None:
    raised = tale(
        "[source The Interior Ministry] [cue said] [content 19 people died when a bomb tore through the fish "
        "market of Orlen on Saturday]. The fishmonger Arvo Brandel died, too.",
        publisher="Karsk Courier",
        days=SATURDAY,
        figures=[("19 people", "killed", 19, 19)],
        events=[("bomb tore", "ASSAULT")],
    )
    other = tale(
        "A bomb tore through the fish market of Orlen on Saturday. [source Harbour Clinic] [cue said] "
        "[content 12 people died]. The fishmonger Arvo Brandel was hurt.",
        publisher="Tavil Post",
        days=SATURDAY,
        figures=[("12 people", "killed", 12, 12)],
        events=[("bomb tore", "ASSAULT")],
    )
    (one,) = found(HERALD, raised, other)
    assert facet(one, "killed") == (
        "differ",
        [("12", ("Harbour Clinic",)), ("19", ("Interior Ministry",))],
    )


def test_dozens_are_no_answer_against_a_number() -> None:
    other = tale(
        "A bomb tore through the fish market of Orlen on Saturday. [source Harbour Clinic] [cue said] "
        "[content dozens of people died]. The fishmonger Arvo Brandel was hurt.",
        publisher="Karsk Courier",
        days=SATURDAY,
        figures=[("dozens of people", "killed", None, None)],
        events=[("bomb tore", "ASSAULT")],
    )
    (one,) = found(HERALD, other)
    assert facet(one, "killed")[1] == [("12", ("Interior Ministry",))]
    assert [row.root for row in one.figures] == ["Harbour Clinic", "Interior Ministry"]


def test_what_nobody_speaks_of_is_silent() -> None:
    assert facet(market(), "responsibility") == ("silent", [])


def test_who_is_accused_and_denies_is_shown_with_both() -> None:
    page = tale(
        "A bomb tore through the market of Orlen. [source Mayor Askelle] [cue=accuse blamed] [content the "
        "Front for the bomb]. [source:d The Front] [cue:d=deny denied] [content:d any part in the bombing].",
    )
    (one,) = found(page)
    kinds = {(row.by, row.kind) for row in one.blame}
    assert ("Front", "denied") in kinds
    assert all(isinstance(row, BlameRow) for row in one.blame)


# -------------------------------------------------------------------------------------- figures and dates


def test_ranges_agree_where_one_number_can_be_both() -> None:
    assert agree((107, None), (107, 107))
    assert not agree((41, 41), (150, None))
    assert agree((None, None), (3, 3))
    assert grows((20, 20), (126, 126))
    assert not grows((126, 126), (20, 20))
    shown = [told(one) for one in ((107, None), (5, 5), (None, 60), (20, 30), (None, None), (0, 0))]
    assert shown == ["at least 107", "5", "up to 60", "20 to 30", "a number not given", "0"]


def test_an_undated_page_takes_its_date_from_the_one_whose_text_it_shares() -> None:
    undated = tale(
        "A bomb tore through the fish market of Orlen. The fishmonger Arvo Brandel saw the blast.",
        publisher="Reprint",
        published=None,
        events=[("bomb tore", "ASSAULT")],
    )
    echo = Echo("p1", "p2", True, 0.9, "copy")
    (one,) = found(HERALD, undated, echoes=[echo])
    dates = {article.id: article.published for article in one.articles}
    assert dates == {"p1": Dated("2031-05-05", "given"), "p2": Dated("2031-05-05", "other-article")}
    assert [problem.message for problem in one.problems] == ["p2: the page has no date"]


# -------------------------------------------------------------------------------------- people decide


def test_a_merge_ties_and_a_split_parts() -> None:
    together = found(HERALD, COURIER, KARSK, tied=[(("p1", 0), ("p3", 0))])
    assert ["p1", "p2", "p3"] in members(together)
    apart = found(HERALD, COURIER, KARSK, parted=[(("p1", 0), ("p2", 0))])
    assert sorted(members(apart)) == [["p1"], ["p2"], ["p3"]]


def test_decisions_name_happenings_by_article_and_words_and_the_later_one_holds() -> None:
    named = pages(HERALD, COURIER, KARSK)
    sittings = {page.article: page.sitting for page in named}
    articles = {page.name: page.article for page in named}
    first, second = found(HERALD, COURIER, KARSK)
    merge = Judgement(7, "", "merge", merge_body([first, second], articles), "me", None)
    tied, parted = decided([merge], sittings)
    assert (tied, parted) == (((("p1", 0), ("p2", 0)), (("p2", 0), ("p3", 0))), ())
    split = Judgement(8, "", "split", split_body(first, ["p2"], articles), "me", None)
    tied, parted = decided([merge, split], sittings)
    assert (tied, parted) == (((("p2", 0), ("p3", 0)),), ((("p1", 0), ("p2", 0)),))


def test_a_split_must_leave_something() -> None:
    one = market()
    with pytest.raises(UsageError, match="all its articles would leave"):
        split_body(one, ["p1", "p2"], {"p1": "p1", "p2": "p2"})
    with pytest.raises(UsageError, match="p9 is no article of this incident; there are: p1, p2"):
        split_body(one, ["p9"], {"p1": "p1", "p2": "p2"})
    with pytest.raises(UsageError, match="two incidents or more"):
        merge_body([one], {"p1": "p1", "p2": "p2"})


# -------------------------------------------------------------------------------------- out


def test_the_export_has_the_fields_of_the_schema() -> None:
    line = incident_json(market())
    wanted = "id type dates place articles mentions claims counts roots relays figures blame facets echoes"
    assert {*wanted.split(), "problems"} <= set(line)
    assert line["articles"][0] == {
        "id": "p1",
        "main": True,
        "publisher": "Orlen Herald",
        "published": {"value": "2031-05-05", "basis": "given", "span": None},
        "title": "Bomb kills 12 at Orlen fish market",
        "row": 1,
    }
    assert set(line["figures"][0]) == {"measure", "who", "root", "low", "high", "as_of", "claims"}
    assert isinstance(market().figures[0], FigureRow)


def test_sittings_come_back_from_json_as_they_were() -> None:
    for page in pages(HERALD, COURIER, KARSK):
        assert sitting_from(sitting_json(page.sitting)) == page.sitting
