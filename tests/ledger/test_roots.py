"""Roots: how many independent origins stand behind an incident in Velmora."""

from __future__ import annotations

import random
from dataclasses import replace

from saidby.data import Actor, ActorKind, Flag, Reading, Span
from saidby.ledger.circles import Circle
from saidby.ledger.echoes import Echo
from saidby.ledger.groups import Fold
from saidby.ledger.owners import Owned, Owners
from saidby.ledger.roots import Account, Counts, Options, Relay, Root, Roots, roots
from saidby.ledger.speakers import is_vague
from saidby.testing import reading

OWNERS = Owners(
    [Owned("OPA", ("Orlen Press Agency",), "River Front", "owned", None, None, "https://opa.example/about")]
)


def page(marked: str, *, publisher: str | None = None, published: str | None = None) -> Reading:
    return reading(marked, publisher=publisher, published=published)


def with_actor(
    found: Reading,
    name: str,
    *,
    kind: ActorKind = "organization",
    sector: str | None = None,
    acts_for: str | None = None,
    same_as: str | None = None,
) -> Reading:
    """The reading, where the actor of that name is what is said; others that are named are made."""
    actors = list(found.actors)

    def id_of(wanted: str) -> str:
        for actor in actors:
            if actor.name == wanted:
                return actor.id
        made = f"a{90 + len(actors)}"
        actors.append(Actor(made, wanted, "organization", None, (), (), None, None, None, 0.9))
        return made

    above, itself = acts_for and id_of(acts_for), same_as and id_of(same_as)
    changed = [
        replace(one, kind=kind, sector=sector, acts_for=above, same_as=itself) if one.name == name else one
        for one in actors
    ]
    return replace(found, actors=tuple(changed))


def told(*readings: Reading, echoes: tuple[Echo, ...] = (), options: Options | None = None) -> Roots:
    """The roots of an incident of which these pages tell, in all they say; they are called p1, p2 ..."""
    accounts = [
        Account(f"p{number}", found, tuple(claim.id for claim in found.claims))
        for number, found in enumerate(readings, 1)
    ]
    return roots(accounts, echoes=echoes, options=options)


def names(found: Roots) -> list[str]:
    return [root.name for root in found.roots]


def groups(found: Roots) -> dict[str, str]:
    return {root.name: root.group for root in found.roots}


def test_two_pages_on_one_word_are_one_root() -> None:
    found = told(
        page(
            "[source Orlen Hospital] [cue counted] [content nine dead].",
            publisher="Mail",
            published="2031-05-03",
        ),
        page(
            "[source The Orlen Hospital] [cue said] [content nine died].",
            publisher="Times",
            published="2031-05-02",
        ),
    )
    assert found.roots == (
        Root(
            "Orlen Hospital",
            ("The Orlen Hospital",),
            "named",
            "Orlen Hospital",
            False,
            ("p1", "p2"),
            "2031-05-02",
        ),
    )
    assert found.counts == Counts(2, 2, 1, 1, 1, 1)


def test_a_publisher_is_a_root_only_of_its_own_word() -> None:
    found = told(
        page(
            "[source Orlen Hospital] [cue counted] [content nine dead]. The market burned.", publisher="Mail"
        ),
        page("The market burned and nine died.", publisher="Times"),
    )
    assert names(found) == ["Orlen Hospital", "Times"]


def test_an_unknown_publisher_bears_out_nobody_but_itself() -> None:
    found = told(page("The market burned."), page("The market burned down."))
    assert [(root.name, root.kind) for root in found.roots] == [("p1", "publisher"), ("p2", "publisher")]
    assert found.counts == Counts(2, 0, 0, 2, 2, 2)


def test_a_spokesman_is_the_body_he_speaks_for() -> None:
    spoken = page("[source Jon Varo] [cue said] [content nine died].", publisher="Mail")
    written = page("[source the River Front] [cue stated] [content nine died].", publisher="Times")
    found = told(with_actor(spoken, "Jon Varo", kind="person", acts_for="River Front"), written)
    assert [(root.name, root.aliases) for root in found.roots] == [
        ("River Front", ("Jon Varo", "the River Front"))
    ]
    assert found.counts == Counts(2, 2, 2, 1, 1, 1)


def test_people_who_are_not_named_are_one_root_over_all_pages() -> None:
    one = with_actor(
        page("[source Activists in the town] [cue said] [content nine died]."),
        "Activists in the town",
        kind="group",
    )
    two = with_actor(
        page("[source local activists] [cue said] [content ten died]."), "local activists", kind="group"
    )
    assert [(root.name, root.kind) for root in told(one, two).roots] == [("activists", "unnamed")]


def test_a_ministry_an_agency_and_the_army_are_one_state() -> None:
    ministry = with_actor(
        page("[source Russia's Foreign Ministry] [cue said] [content nine died]."),
        "Russia's Foreign Ministry",
        sector="GOV",
    )
    army = with_actor(
        page("[source the Russian army] [cue said] [content nine died]."), "the Russian army", sector="MIL"
    )
    state = Options(owners=Owners([Owned("TASS", (), "Russia", "owned", None, None, "https://tass.example")]))
    agency = page("[source TASS] [cue reported] [content nine died].")
    found = told(ministry, army, agency, options=state)
    assert set(groups(found).values()) == {"Russia"}
    assert found.counts == Counts(3, 0, 3, 3, 1, 1)
    assert Fold("TASS", "Russia", "owner", "https://tass.example") in found.folds


def test_the_army_is_that_of_the_country_where_it_happened() -> None:
    army = with_actor(page("[source the army] [cue said] [content nine died]."), "the army", sector="MIL")
    assert list(groups(told(army, options=Options(country="AD"))).values()) == ["Andorra"]
    assert list(groups(told(army)).values()) == ["army"]


def test_an_owner_in_the_table_makes_one_group() -> None:
    found = told(
        page("[source The Orlen Press Agency] [cue reported] [content nine died]."),
        page("[source River Front] [cue said] [content nine died]."),
        options=Options(owners=OWNERS),
    )
    assert groups(found) == {"OPA": "River Front", "River Front": "River Front"}
    assert found.folds == (Fold("OPA", "River Front", "owner", "https://opa.example/about"),)


def test_the_word_of_a_copy_is_that_of_the_page_it_copies() -> None:
    first = page("The market burned and nine died.", publisher="Mail", published="2031-05-02")
    second = page("The market burned and nine died.", publisher="Times", published="2031-05-03")
    found = told(first, second, echoes=(Echo("p1", "p2", True, 1.0, "copy"),))
    assert names(found) == ["Mail"]
    assert found.folds == (Fold("Times", "Mail", "copy", "p1"),)
    assert found.counts == Counts(2, 2, 0, 1, 1, 1)


def test_words_that_both_quote_fold_nobody() -> None:
    pages = [page("The market burned.", publisher=name) for name in ("Mail", "Times")]
    found = told(*pages, echoes=(Echo("p1", "p2", False, 1.0, "quote"),))
    assert names(found) == ["Mail", "Times"]


def test_a_root_that_is_only_heard_through_another_is_in_its_group() -> None:
    relayed = page(
        "[source A resident of Ennet] [cue told] [relay=OPA OPA] [content nine died]. "
        "\n\n[source=OPA OPA] [cue counted] [content ten dead].",
        publisher="Mail",
    )
    found = told(relayed)
    assert groups(found) == {"A resident of Ennet": "OPA", "OPA": "OPA"}
    assert found.relays == (Relay("A resident of Ennet", "OPA", ("p1",)),)
    assert found.folds == (Fold("A resident of Ennet", "OPA", "through"),)


def test_a_party_that_is_heard_only_through_an_agency_makes_the_agency_none() -> None:
    found = page(
        "[source River Front] [cue=claim_responsibility told] [relay=OPA OPA] [content we did it]."
        "\n\n[source=OPA OPA] [cue counted] [content ten dead].",
        publisher="Mail",
    )
    front, agency, *rest = found.claims
    found = replace(found, claims=(front, replace(agency, figures=("f1",)), *rest))
    result = told(found)
    assert {root.name: (root.group, root.party) for root in result.roots} == {
        "OPA": ("OPA", False), "River Front": ("OPA", True),
    }  # fmt: skip
    assert (result.counts.groups, result.counts.groups_not_party) == (1, 1)


def test_who_condemns_it_is_no_root_of_it() -> None:
    found = page(
        "[source Orlen Hospital] [cue counted] [content nine dead]."
        "\n\n[source Bishop Varo] [cue=condemn condemned] [content the shelling].",
    )
    assert names(told(found)) == ["Orlen Hospital"]


def test_a_root_that_somebody_else_heard_too_stays_its_own() -> None:
    relayed = page(
        "[source Orlen Hospital] [cue told] [relay=OPA OPA] [content nine died]. "
        "\n\n[source=OPA OPA] [cue counted] [content ten dead].",
        publisher="Mail",
    )
    heard = page("[source Orlen Hospital] [cue said] [content nine died].", publisher="Times")
    assert groups(told(relayed, heard)) == {"OPA": "OPA", "Orlen Hospital": "Orlen Hospital"}


def test_the_accused_and_whoever_claims_it_are_parties() -> None:
    found = page(
        "[source Mayor Askelle] [cue=accuse blamed] [content River Front for the shells]."
        "\n\n[source River Front] [cue=deny denied] [content it].",
        publisher="Mail",
    )
    front = next(actor.id for actor in found.actors if actor.name == "River Front")
    accused = replace(found.claims[0], accused=(front,))
    found = replace(found, claims=(accused, *found.claims[1:]))
    owned = page(
        "[source OPA] [cue=claim_responsibility said] [content it was the Front].", publisher="Times"
    )
    result = told(found, owned, options=Options(owners=OWNERS))
    assert {root.name: root.party for root in result.roots} == {
        "Mayor Askelle": False, "OPA": True, "River Front": True,
    }  # fmt: skip
    assert (result.counts.groups, result.counts.groups_not_party) == (2, 1)
    edited = told(
        found, owned, options=Options(owners=OWNERS, marked={"River Front": False, "Mayor Askelle": True})
    )
    assert {root.name: root.party for root in edited.roots} == {
        "Mayor Askelle": True, "OPA": False, "River Front": False,
    }  # fmt: skip


def test_publishers_that_cite_one_another_are_a_circle() -> None:
    found = told(
        page("[source The Ennet Times] [cue reported] [content nine died].", publisher="Coast Mail"),
        page("[source Coast Mail] [cue reported] [content nine died].", publisher="Ennet Times"),
        page("[source Coast Mail] [cue reported] [content nine died].", publisher="Orlen Herald"),
    )
    assert found.circles == (Circle(("Coast Mail", "Ennet Times"), ("p1", "p2")),)


def test_a_plural_that_is_one_source_is_counted_once_and_listed() -> None:
    found = page("[source Orlen media] [cue reported] [content nine died].", publisher="Mail")
    found = with_actor(found, "Orlen media", kind="collective", same_as="OPA")
    claim = replace(found.claims[0], flags=(Flag("plural_for_one", Span(0, 11)),))
    result = told(replace(found, claims=(claim,)))
    assert names(result) == ["OPA"]
    (plural,) = result.plurals
    assert (plural.article, plural.words, plural.root) == ("p1", "Orlen media", "OPA")


def test_where_somebody_tells_a_figure_those_who_only_talk_are_no_roots() -> None:
    found = page(
        "[source Orlen Hospital] [cue counted] [content nine dead]."
        "\n\n[source Jon Varo] [cue said] [content the market smells of oil].",
    )
    count, talk, *rest = found.claims
    assert names(told(found)) == ["Jon Varo", "Orlen Hospital"]
    counted = replace(found, claims=(replace(count, figures=("f1",)), talk, *rest))
    assert names(told(counted)) == ["Orlen Hospital"]


def test_only_the_claims_of_the_incident_count() -> None:
    found = page(
        "[source Orlen Hospital] [cue counted] [content nine dead]."
        "\n\n[source The cooperative] [cue wants] [content barley].",
    )
    result = roots([Account("p1", found, ("c1",))])
    assert names(result) == ["Orlen Hospital"]
    assert [(one.claim, one.root) for one in result.origins] == [("c1", "Orlen Hospital")]


def test_the_order_of_accounts_does_not_matter() -> None:
    sources = ("OPA", "Orlen Press Agency", "River Front", "Orlen Hospital", "the Hospital", "Mayor Askelle")
    accounts = [
        Account(
            f"p{number}",
            page(f"[source {name}] [cue said] [content nine died].", publisher=f"P{number}"),
            ("c1",),
        )
        for number, name in enumerate(sources)
    ]
    echoes = [Echo("p1", "p3", True, 0.9, "copy"), Echo("p2", "p3", False, 0.5, "wire")]
    expected = roots(accounts, echoes=echoes, options=Options(owners=OWNERS))
    for _ in range(5):
        random.Random(7).shuffle(accounts)
        assert roots(accounts, echoes=echoes, options=Options(owners=OWNERS)) == expected


def test_an_incident_that_nobody_tells_of_has_no_roots() -> None:
    assert roots([]).counts == Counts(0, 0, 0, 0, 0, 0)


def test_nobody_in_particular_is_no_root_where_somebody_else_tells_of_it() -> None:
    vague = with_actor(
        page("[source World leaders] [cue said] [content nine died]."), "World leaders", kind="collective"
    )
    known = page("[source The Interior Ministry] [cue said] [content nine died].")
    assert [root.name for root in told(vague, known).roots] == ["Interior Ministry"]
    assert [root.name for root in told(vague).roots] == ["leaders"]


def test_words_that_tell_of_nobody_are_told_from_those_that_name_a_sort_of_people() -> None:
    vague = ("groups", "this group", "nobody", "video footage", "some others", "world powers")
    assert [is_vague(name) for name in vague] == [True] * len(vague)
    telling = ("activists in the town", "a monitoring group", "rebel leaders", "media reports", "residents")
    assert [is_vague(name) for name in telling] == [False] * len(telling)
