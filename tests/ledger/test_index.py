from __future__ import annotations

from dataclasses import replace

from saidby.data import Alias, Event, Mention, Place, Span
from saidby.ledger.index import claim_rows
from saidby.ledger.rows import ClaimRow
from saidby.testing import reading


def test_a_claim_is_searched_by_its_words_and_the_publisher_by_its_own() -> None:
    found = reading(
        """
        [source The ministry] [cue=deny denied] [content that the\nbridge], near Orlen, [content had fallen].

        Nobody else spoke.
        """,
        publisher=None,
    )
    assert claim_rows(found) == [
        ClaimRow("c1", "The ministry", "", "deny", "indirect", "that the bridge … had fallen", ""),
        ClaimRow("c2", "", "", "assert", None, "Nobody else spoke.", ""),
    ]


def test_the_root_goes_by_all_its_names_and_the_relays_stand_before_the_publisher() -> None:
    found = reading("[source A spokesman] [cue said] [content it stood], [relay VSNA] [via reported].")
    spokesman, agency = found.actors
    ministry = replace(spokesman, id="m", name="Interior Ministry", aliases=(Alias("IM", Span(0, 1)),))
    found = replace(found, actors=(replace(spokesman, acts_for="m"), replace(agency, same_as="m"), ministry))
    (row,) = claim_rows(found)
    assert (row.who, row.through) == ("A spokesman | Interior Ministry | IM", "VSNA | Orlen Herald")


def test_actors_that_are_the_same_as_each_other_are_named_once() -> None:
    found = reading("[source Damascus] [cue said] [content so].")
    (actor,) = found.actors
    found = replace(
        found, actors=(replace(actor, same_as="b"), replace(actor, id="b", name="Syria", same_as=actor.id))
    )
    assert claim_rows(found)[0].who == "Damascus | Syria"


def test_pronouns_and_events_are_searched_by_the_names_of_those_who_are_meant() -> None:
    found = reading(
        "[source Police] [cue=accuse said] [content they had fired on it]. [source The Front] spoke."
    )
    police, front = found.actors
    text = found.article.text
    they = text.index("they")
    front = replace(front, mentions=(*front.mentions, Mention(Span(they, they + 4), "pronoun")))
    place = Place("p", Span(0, 1), "Pellane", None, None, None, None, None, None, "event", 1.0)
    event = Event(
        "e", (Span(they, they + 4),), "ASSAULT", (), (front.id,), (), (), (), ("p",), None, None, (),
        "happened", 1.0,
    )  # fmt: skip
    first, *rest = found.claims
    found = replace(
        found,
        actors=(police, front),
        places=(place,),
        events=(event,),
        claims=(replace(first, events=("e",)), *rest),
    )
    assert claim_rows(found)[0] == ClaimRow(
        "c1",
        "Police",
        "Orlen Herald",
        "accuse",
        "indirect",
        "they had fired on it",
        "The Front | Pellane",
        places="Pellane | P",
    )
