from __future__ import annotations

from dataclasses import replace

from saidby.data import PUBLISHER, Alternative, ChainLink, Claim, Figure, Span
from saidby.reading.bearers import with_bearers
from saidby.testing import reading

TEXT = "[source The Observatory] [cue said] [content nine died in Orlen]. Dozens were also wounded."


def second(score: float, measure: str = "injured") -> Claim:
    """The sentence behind the Observatory's, whose number may still be the Observatory's by that score."""
    found = reading(TEXT)
    said, own = found.claims
    number = Figure("f1", (Span(49, 55),), measure, None, None, None, None, None, 0.9)  # type: ignore[arg-type]
    own = replace(own, figures=("f1",), alternative=Alternative("a1", score))
    (kept, borne) = with_bearers([said, own], [number])
    assert kept == said
    return borne


def test_a_toll_behind_a_source_is_borne_out_by_it() -> None:
    borne = second(0.55)
    assert borne.chain == (ChainLink("actor1"), ChainLink(PUBLISHER))
    assert (borne.attribution, borne.alternative, borne.score) == (None, Alternative("a1", 0.85), 0.85)


def test_where_that_is_less_likely_it_stays_the_publisher_s() -> None:
    assert second(0.25).chain == (ChainLink(PUBLISHER),)


def test_what_is_no_toll_stays_the_publisher_s() -> None:
    assert second(0.55, "displaced").chain == (ChainLink(PUBLISHER),)
    assert second(0.55, "objects").alternative == Alternative("a1", 0.55)


def test_a_number_that_somebody_says_elsewhere_is_his_wherever_it_stands() -> None:
    found = reading("Nine died in Orlen. [source The Observatory] [cue said] [content nine died].")
    own, said = found.claims
    number = Figure("f1", (Span(0, 4),), "killed", 9, 9, None, None, None, 0.9)
    (borne, kept) = with_bearers([replace(own, figures=("f1",)), replace(said, figures=("f1",))], [number])
    assert borne.chain == kept.chain == (ChainLink("actor1"), ChainLink(PUBLISHER))
    assert (borne.attribution, borne.alternative) == (None, Alternative("a1", 0.85))


def test_the_toll_of_an_opening_is_the_first_body_s_that_speaks() -> None:
    found = reading(
        "Nine died in Orlen. The road is shut. [source The Observatory] [cue said] [content rain fell]."
    )
    own, road, said = found.claims
    number = Figure("f1", (Span(0, 4),), "killed", 9, 9, None, None, None, 0.9)
    opening = replace(own, figures=("f1",))
    bodies = [replace(actor, kind="organization") for actor in found.actors]
    (borne, *_) = with_bearers([opening, road, said], [number], bodies)
    assert (borne.chain, borne.score) == ((ChainLink("actor1"), ChainLink(PUBLISHER)), 0.65)
    people = [replace(actor, kind="group") for actor in found.actors]
    assert with_bearers([opening, road, said], [number], people) == (opening, road, said)
