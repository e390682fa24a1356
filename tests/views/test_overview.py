from __future__ import annotations

from dataclasses import replace

from saidby.data import PUBLISHER, Dated, Flag, Problem
from saidby.testing import reading
from saidby.views.overview import Coverage, DateLine, Overview

PAGE = """
    <title> Bridge down at Orlen
    <capture_clock> 18:18 GMT 20 April 2033
    [source The mayor] [cue said] [time=2031-05-03 on Saturday]
    [content that [source:2 residents] [cue:2 heard] [content:2 two blasts]].
    The bridge is the only one for forty kilometres.

    [content:3 "It stands,"] [source:3="The ministry" it] [cue:3=deny insisted], [via:3 as quoted by]
    [relay:3 the Press Agency], [content:3 "and it will stand."]

    <related> Other news
    <related> More of it
    <tags> bridge, shelling
"""


def test_nested_claims_follow_their_parent_and_the_publishers_own_have_no_number() -> None:
    entries = Overview(reading(PAGE)).entries
    assert [(entry.claim.id, entry.number, entry.depth) for entry in entries] == [
        ("c1", 1, 0),
        ("c2", 2, 1),
        ("c3", None, 0),
        ("c4", 3, 0),
    ]


def test_a_chain_names_root_relays_and_publisher() -> None:
    overview = Overview(reading(PAGE, publisher="Orlen Herald"))
    assert [overview.chains(entry) for entry in overview.entries if entry.number] == [
        ((("The mayor", None), ("Orlen Herald", None)),),
        ((("residents", None), ("The mayor", "said"), ("Orlen Herald", None)),),
        ((("The ministry", None), ("the Press Agency", "as quoted by"), ("Orlen Herald", None)),),
    ]


def test_one_attribution_to_two_parties_is_shown_once_with_a_chain_for_each() -> None:
    found = reading(
        """
        [source The army] [cue said] [content the bridge stands].

        [source The army and the rebels] [cue blame] [content each other].
    """,
        publisher="Orlen Herald",
    )
    army, rebels = found.actors
    claim = found.claims[1]
    other = replace(claim, id="c3", chain=(replace(claim.chain[0], actor=army.id), claim.chain[-1]))
    overview = Overview(replace(found, claims=(*found.claims, other)))
    assert [(entry.number, [claim.id for claim in entry.others]) for entry in overview.entries] == [
        (1, []),
        (2, ["c3"]),
    ]
    assert [chain[0][0] for chain in overview.chains(overview.entries[1])] == [rebels.name, army.name]


def test_an_agency_credited_for_the_text_is_called_so_and_not_named_twice() -> None:
    found = reading("[source The mayor] [cue said], [via as told to] [relay AFP], [content it stands].")
    claim = found.claims[0]
    credit = next(actor for actor in found.actors if actor.name == "AFP").mentions[0].span
    chain = (claim.chain[0], replace(claim.chain[1], via=credit), claim.chain[2])
    overview = Overview(replace(found, claims=(replace(claim, chain=chain),)))
    assert overview.chains(overview.entries[0])[0][1] == ("AFP", "credited")


def test_pieces_of_content_are_joined_by_an_ellipsis_where_something_is_left_out() -> None:
    found = reading(PAGE)
    assert Overview(found).words(found.attributions[-1].content) == '"It stands," … "and it will stand."'


def test_coverage_counts_sentences_and_named_sources() -> None:
    coverage = Overview(reading(PAGE)).coverage
    assert coverage == Coverage(sentences=3, attributed=2, sources=3)
    assert str(coverage) == "2 of 3 sentences attributed, to 3 sources; 1 on the publisher's own word"


def test_two_names_of_one_source_count_once() -> None:
    found = reading(
        "[source:1 Velmora's media] [cue:1 said] [content:1 so].\n\n[source SANA-V] [cue said] [content so]."
    )
    media, agency = found.actors
    same = replace(found, actors=(replace(media, same_as=agency.id), replace(agency, same_as=media.id)))
    assert Overview(found).coverage.sources == 2
    assert Overview(same).coverage.sources == 1


def test_words_of_nobody_named_add_no_source() -> None:
    overview = Overview(reading("[cue It was reported] [content that the bridge fell]."))
    assert overview.source(overview.entries[0]) == "nobody named"
    assert str(overview.coverage) == (
        "1 of 1 sentence attributed, to nobody by name; 0 on the publisher's own word"
    )


def test_a_spokesman_is_shown_with_whom_he_acts_for() -> None:
    found = reading(
        "[source A spokesman] [cue said] [content so].\n\n[source The ministry] [cue said] [content so]."
    )
    spokesman, ministry = found.actors
    overview = Overview(replace(found, actors=(replace(spokesman, acts_for=ministry.id), ministry)))
    assert overview.name(spokesman.id) == "A spokesman (for The ministry)"
    assert Overview(reading("x", publisher=None)).name(PUBLISHER) == "publisher not known"


def test_an_open_date_gives_its_reason_and_a_page_clock_says_what_it_is_not() -> None:
    reason = Problem("dates", "only weekday names on the page")
    found = reading(PAGE, problems=(reason, Problem("read", "a word was not read")))
    found = replace(found, article=replace(found.article, captured=Dated("2033-04-20T18:18Z", "text")))
    overview = Overview(found)
    assert overview.dates() == (
        DateLine("published", "unknown", "only weekday names on the page"),
        DateLine("captured", "2033-04-20T18:18Z", "as printed on the page; not a date of publication"),
    )
    assert overview.problems() == (Problem("read", "a word was not read"),)


def test_what_is_not_read_is_counted_by_role() -> None:
    assert Overview(reading(PAGE)).unread() == "2 related headlines, 1 page clock, 1 tag list"


def test_claims_whose_parent_is_missing_or_circular_are_shown_all_the_same() -> None:
    found = reading(PAGE)
    first, second, third = found.attributions
    circular = (
        replace(first, parent=second.id),
        replace(second, parent=first.id),
        replace(third, parent="a99"),
    )
    overview = Overview(replace(found, attributions=circular))
    assert sorted(entry.claim.id for entry in overview.entries) == ["c1", "c2", "c3", "c4"]


def test_a_sentence_that_is_attributed_in_part_is_counted_apart() -> None:
    found = reading(
        "A storm came. [source The mayor] [cue said] [content so], and the bridge fell. It was late."
    )
    partly = replace(found.claims[1], id="c9", attribution=None)
    assert Overview(found).own() == "2 sentences"
    assert Overview(replace(found, claims=(*found.claims, partly))).own() == "2 sentences and parts of 1"
    assert Overview(replace(found, claims=(partly,))).own() == "parts of 1 sentence"
    assert Overview(replace(found, claims=())).own() == ""


def test_what_is_unsure_or_to_be_looked_at_twice_is_told() -> None:
    found = reading('[source The media] [cue=claim_responsibility said] [content it was "them"].')
    (claim,) = found.claims
    assert Overview(found).tags(Overview(found).entries[0]) == ("mixed", "claim responsibility")
    doubtful = replace(claim, score=0.4, flags=(Flag("plural_for_one", found.attributions[0].source[0]),))
    overview = Overview(replace(found, claims=(doubtful,)))
    assert overview.tags(overview.entries[0]) == ("mixed", "claim responsibility", "unsure")
    assert overview.flags(overview.entries[0]) == ("a plural for what may be one source: “The media”",)
