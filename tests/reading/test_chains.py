"""Through whose hands a claim came."""

from __future__ import annotations

import pytest

from saidby.reading.wire import outlet
from tests.reading.marked_page import page


def test_as_quoted_by_names_a_relay_and_its_words() -> None:
    found = page("""
        "[content It fell]," [source the ministry] [cue noted], as quoted by Velmoran State News Agency
        (VSNA).
    """)
    assert found.chain() == ["ministry", "Velmoran State News Agency", "publisher"]
    assert found.via() == [None, "as quoted by", None]


@pytest.mark.parametrize(
    ("sentence", "relay", "via"),
    [
        ("[source Anton Reil] [cue told] Reuters [content the bridge had fallen].", "Reuters", "told"),
        ("[source Anton Reil] [cue told] a Reuters reporter [content it had fallen].", "Reuters", "told"),
        (
            "[source Anton Reil] [cue said] in an interview with CNN [content so].",
            "CNN",
            "interview with",
        ),
        (
            "[source Anton Reil] [cue said] in a statement carried by VSNA [content it fell].",
            "VSNA",
            "statement carried by",
        ),
        (
            '"[content It fell]," [source Anton Reil] [cue was quoted as saying] by VSNA.',
            "VSNA",
            "quoted as saying by",
        ),
        (
            '"[content So]," [source Anton Reil] [cue said] on state television.',
            "state television",
            "on",
        ),
        ('"[content It fell]," [source Anton Reil] [cue said] via VSNA News.', "VSNA News", "via"),
        (
            "Speaking to the Brenavo Times, [source Anton Reil] [cue said] [content it fell].",
            "Brenavo Times",
            "Speaking to",
        ),
        (
            '"[content It fell]," [source Anton Reil] [cue said], according to the Brenavo Times.',
            "Brenavo Times",
            "according to",
        ),
    ],
)
def test_a_relay_is_found_beside_the_cue(sentence: str, relay: str, via: str) -> None:
    found = page(sentence)
    assert found.chain() == ["Anton Reil", relay, "publisher"]
    assert (found.via()[1] or "").endswith(via)


@pytest.mark.parametrize(
    "sentence",
    [
        "[source Anton Reil] [cue told] reporters [content the bridge had fallen].",
        "[source Anton Reil] [cue told] parliament on Sunday [content the bridge had fallen].",
        '"[content It fell]," [source Anton Reil] [cue said] in a statement.',
        '"[content It fell]," [source Anton Reil] [cue said] on Sunday, citing safety concerns.',
        "[source Anton Reil] [cue said] [content he had told Reuters it fell].",
        '"[content It fell]," [source Anton Reil] [cue said] on his website.',
    ],
)
def test_audiences_and_reasons_are_no_relays(sentence: str) -> None:
    assert page(sentence).chain() == ["Anton Reil", "publisher"]


@pytest.mark.parametrize(
    "sentence",
    [
        '"[content It fell]," [source Anton Reil] [cue wrote] on Twitter.',
        "[source Anton Reil], in a statement posted on Twitter and the service Telegram, [cue said] "
        "[content it fell].",
    ],
)
def test_a_platform_on_which_somebody_posts_is_a_hand(sentence: str) -> None:
    assert page(sentence).chain() == ["Anton Reil", "Twitter", "publisher"]


def test_a_platform_says_nothing_itself() -> None:
    found = page("""
        [source:c The army] [cue:c said] [content:c it held]. "[content:a It fell]," [source:a Anton Reil]
        [cue:a wrote] on Twitter. [source:b It] [cue:b denied] [content:b the loss].
    """)
    assert found.chain(2) == ["army", "publisher"]


def test_who_is_cited_is_the_root() -> None:
    found = page("[source VSNA], citing a medical source, [cue reported] [content nine people were killed].")
    assert found.chain() == ["medical source", "VSNA", "publisher"]
    assert found.via() == [None, "citing", None]


def test_who_told_the_source_is_the_root() -> None:
    found = page("[source VSNA] [cue said] it was told by residents [content that nine people were killed].")
    assert found.chain() == ["residents", "VSNA", "publisher"]


def test_an_agency_named_after_according_to_another_source_passes_on() -> None:
    found = page(
        "[source The Brenavo Times] [cue reported], according to a ministry official, [content it fell]."
    )
    assert found.chain() == ["ministry official", "Brenavo Times", "publisher"]


def test_repeated_accusations_are_rooted_in_who_made_them() -> None:
    found = page("""
        Anton Reil left Tarsk. [source A spokesman for Velmora's Defence Ministry] [cue repeated Ondrel's
        previous
        accusations] [content that the Wardens had blown up the bridge].
    """)
    assert found.chain() == ["Ondrel", "spokesman for Velmora's Defence Ministry", "publisher"]
    assert found.attributed[0].repeats_earlier
    assert found.attributed[0].act == "accuse"


def test_a_source_within_a_source_comes_first() -> None:
    found = page("""
        [source:a The Brenavo Times] [cue:a reported] [content:a that [source:b Anton Reil] [cue:b had said]
        [content:b the bridge would fall]].
    """)
    assert found.chain(1) == ["Anton Reil", "Brenavo Times", "publisher"]
    assert found.via(1) == [None, "reported", None]


def test_who_passes_on_his_own_words_stands_once_in_the_chain() -> None:
    found = page(
        "[source:a Anton Reil] [cue:a said] [content:a that [source:b he] [cue:b knew] [content:b it fell]]."
    )
    assert found.chain(1) == ["Anton Reil", "publisher"]


def test_what_follows_in_the_same_breath_went_through_the_same_hands() -> None:
    found = page("""
        [source:a Anton Reil] [cue:a told] Reuters [content:a the bridge had fallen], [cue:b adding]
        [content:b that nobody was hurt].
    """)
    assert found.chain(0) == ["Anton Reil", "Reuters", "publisher"]


def test_the_publisher_is_no_relay_of_its_own() -> None:
    found = page("[source Anton Reil] [cue told] the Orlen Herald [content the bridge had fallen].")
    assert found.chain() == ["Anton Reil", "publisher"]
    assert found.via() == [None, "told"]


def test_a_relay_belongs_to_the_cue_that_it_stands_at() -> None:
    found = page("""
        [source:a Anton Reil] [cue:a said] [content:a it fell], while [source:b Maria Tamsel] [cue:b told]
        Reuters
        [content:b it stood].
    """)
    assert found.chain(0) == ["Anton Reil", "publisher"]
    assert found.chain(1) == ["Maria Tamsel", "Reuters", "publisher"]


@pytest.mark.parametrize(
    "opening",
    [
        "BRENAVO (Reuters) - A bridge fell on Sunday. ",
        "<byline> Reuters\n\nA bridge fell on Sunday. ",
        "<dateline> BRENAVO, Velmora (Reuters) –\n\nA bridge fell on Sunday. ",
        "<dateline> Reuters Saturday 24 May 2031\n\nA bridge fell on Sunday. ",
        "BRENAVO Velmora (Reuters Lin Marsk) A bridge fell on Sunday. ",
        "Reuters A bridge fell on Sunday. ",
    ],
)
def test_a_wire_credit_is_the_last_hand_before_the_publisher(opening: str) -> None:
    found = page(opening + "[source Anton Reil] [cue said] [content nobody was hurt].")
    assert found.chain() == ["Anton Reil", "Reuters", "publisher"]
    assert [claim.chain[0].actor for claim in found.narrated] == ["publisher"]
    assert [flag.kind for claim in found.narrated for flag in claim.flags] == ["wire_copy"]


def test_a_page_that_opens_as_an_agencys_copy_is_its_own_where_nobody_else_publishes_it() -> None:
    copy = "BRENAVO (Reuters) - A bridge fell. [source Anton Reil] [cue told] Reuters [content it was old]."
    assert page(copy, publisher=None).chain() == ["Anton Reil", "publisher"]
    assert page(copy).chain() == ["Anton Reil", "Reuters", "publisher"]
    assert page("[source Anton Reil] [cue said] [content it fell]. --Reuters", publisher=None).chain() == [
        "Anton Reil", "Reuters", "publisher",
    ]  # fmt: skip


def test_what_has_no_source_is_not_the_wires_word() -> None:
    found = page("BRENAVO (Reuters) - A bridge fell. [content It] [cue is expected] [content to be rebuilt].")
    assert found.chain() == ["publisher"]


def test_a_credit_after_the_last_sentence_counts_and_one_in_the_middle_does_not() -> None:
    ends = page("A bridge fell. [source Anton Reil] [cue said] [content nobody was hurt]. --Reuters")
    middle = page("A bridge (Reuters) fell. [source Anton Reil] [cue said] [content nobody was hurt].")
    assert ends.chain() == ["Anton Reil", "Reuters", "publisher"]
    assert middle.chain() == ["Anton Reil", "publisher"]


def test_an_agencys_own_page_is_no_copy() -> None:
    found = page("BRENAVO (Reuters) - A bridge fell on Sunday.", publisher="Reuters")
    assert found.narrated[0].flags == ()


def test_an_attribution_without_a_source_rests_on_the_publisher() -> None:
    found = page("[content The bridge] [cue is expected] [content to fall].")
    assert found.chain() == ["publisher"]


def test_an_agency_is_no_relay_of_its_own_wire() -> None:
    assert outlet("Halyard Wire") == outlet("Halyard") == outlet("The Halyard News Agency")
    assert outlet("Tarsk Press") != outlet("Tarsk")


def test_what_a_source_relies_on_passes_nothing_on() -> None:
    found = page("""
        [source The Observatory, which relies on a network of contacts inside Velmora,] [cue said]
        [content nine people died].
    """)
    assert found.chain() == ["Observatory", "publisher"]


def test_the_media_at_large_pass_nothing_on() -> None:
    found = page("[source Security sources] speaking to the media [cue said] [content it fell].")
    assert found.chain() == ["Security sources", "publisher"]


def test_a_briefing_carried_by_television_is_passed_on_by_it() -> None:
    found = page("""
        In a briefing carried by state television, [source Colonel Darin Voskel] [cue said] [content rockets
        had hit the market].
    """)
    assert found.chain() == ["Darin Voskel", "state television", "publisher"]


def test_the_agency_with_a_name_is_a_medium() -> None:
    found = page("""
        [cue According to] [source a source in the council, who spoke to the agency Halyard], [content it
        fell].
    """)
    assert found.chain() == ["source in the council", "agency Halyard", "publisher"]


def test_whom_an_agency_cites_is_the_root_though_the_words_follow() -> None:
    found = page("""
        [source VSNA] reports, [cue citing] [content the governor of Orsimar, that nine people have died].
    """)
    assert found.chain() == ["governor of Orsimar", "VSNA", "publisher"]


def test_the_outlet_speaking_of_itself_is_the_publisher() -> None:
    found = page("[source The Herald] [cue has seen] [content a copy of it].", publisher="Orlen Herald")
    assert found.chain() == ["publisher"]


def test_what_is_cited_and_says_nothing_is_no_root() -> None:
    found = page("[source The police] declined to comment, [cue citing] [content an investigation].")
    assert found.chain() == ["police", "publisher"]


def test_who_is_quoted_by_an_agency_as_saying_stands_before_it() -> None:
    found = page("""
        It follows reports by VSNA, [source:a [source:b which]] [cue:a quoted]
        [content:a the tanker's owner] as [cue:b saying] [content:b that two shells had hit it].
    """)
    assert found.chain(1) == ["tanker's owner", "VSNA", "publisher"]


def test_who_is_quoted_beside_his_name_went_through_the_paper() -> None:
    found = page("""
        [source Minister Ivo Marsk], quoted by the Orlen Courier, [cue said:] [content "It stands"].
    """)
    assert found.chain() == ["Ivo Marsk", "Orlen Courier", "publisher"]


def test_a_medium_that_no_table_knows_passes_on_where_the_text_says_that_it_is_one() -> None:
    found = page("""
        [content "It stands"], [source Minister Ivo Marsk] [cue told] Al-Arim, which is owned by the rebels.
    """)
    assert found.chain() == ["Ivo Marsk", "Al-Arim", "publisher"]


def test_who_speaks_through_another_stands_before_him() -> None:
    found = page("""
        [source Secretary-General Anton Reil], through his deputy spokesman Farid Marsk, [cue demanded]
        [content that it stop].
    """)
    assert found.chain() == ["Anton Reil", "Farid Marsk", "publisher"]


def test_a_bodys_own_medium_passes_on() -> None:
    found = page("""
        [source The Reed Guard] [cue said] through its Vasq news agency [content that it had fired].
    """)
    assert found.chain() == ["Reed Guard", "Vasq news agency", "publisher"]
