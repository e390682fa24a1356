"""What claims say of events: whom they accuse of what, and what they deny."""

from __future__ import annotations

from saidby.data import Denial
from tests.reading.event_page import Deed, event_page


def test_a_claim_has_the_events_in_its_words_and_the_author_those_outside() -> None:
    page = event_page(
        "[source The ministry] [cue said] [content that rebels shelled a mill]. The army bombed a bridge.",
        Deed("shelled", roles={"actor": "rebels", "object": "a mill"}),
        Deed("bombed", modes=("aerial",), roles={"actor": "The army", "object": "a bridge"}),
    )
    assert [(claim.attribution, claim.events) for claim in page.claims] == [("a1", ("e1",)), (None, ("e2",))]


def test_accused_are_those_who_did_it_and_never_those_of_an_aim() -> None:
    page = event_page(
        "[source The ministry] [cue accused] [content the White Helmets of staging a provocation to accuse"
        " the army].",
        Deed("accused", type="ACCUSE", roles={"actor": "The ministry", "recipient": "the White Helmets"}),
        Deed("provocation", type="COERCE", roles={"actor": "the White Helmets"}),
        Deed("accuse", nth=2, type="ACCUSE", factuality="happened",
             roles={"actor": "the White Helmets", "recipient": "the army"}),
    )  # fmt: skip
    claim = page.claim()
    assert claim.act == "accuse"
    assert page.names(claim.accused) == ["White Helmets"]
    assert [page.words(page.events[int(e[1:]) - 1].triggers) for e in claim.accused_of] == [["provocation"]]
    assert page.event("accuse").factuality == "purpose"


def test_an_accusation_without_an_event_accuses_its_subject() -> None:
    page = event_page(
        '[content "It is clear that the White Helmets are directly connected with terrorists,"]'
        " [source the envoy] [cue said]."
    )
    claim = page.claim()
    assert claim.act == "accuse"
    assert (page.names(claim.accused), claim.accused_of) == (["White Helmets"], ())


def test_whom_a_cue_blames_is_accused_without_a_trigger() -> None:
    page = event_page("[source The mayor] [cue accused] [content the rebels of shelling the mill].")
    assert page.names(page.claim().accused) == ["rebels"]


def test_a_denial_denies_the_claim_made_before() -> None:
    page = event_page(
        "[source The council] [cue said] [content the army had shelled the mill].\n\n"
        "[source The army] [cue denied] [content it had shelled the mill].",
        Deed("shelled", roles={"actor": "the army", "object": "the mill"}),
        Deed("shelled", nth=2, factuality="denied", roles={"actor": "it", "object": "the mill"}),
    )
    denial = page.claim(1)
    assert denial.act == "deny"
    assert denial.denies == Denial(events=denial.events, claim=page.claim(0).id)
    assert denial.accused == ()
