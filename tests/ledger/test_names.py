"""Names: which names of sources are one."""

from __future__ import annotations

import pytest

from saidby.ledger.names import Name, is_anothers, joined, key, listed, state_of


def shown(*names: str, people: tuple[str, ...] = ()) -> dict[str, str]:
    return joined([*(Name(name) for name in names), *(Name(name, True) for name in people)])


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Syria's Foreign Ministry", "the Syrian Foreign Ministry"),
        ("Syrias Foreign Ministry", "Ministry of Foreign Affairs of Syria"),
        ("Russian defence ministry", "Russia's Defense Ministry"),
        ("Russia", "the Russian government"),
        ("U.S.", "the United States"),
        ("Jaish al-Islam", "Jaysh al-Islam"),
        ("Orlen Press Agency", "official Orlen Press news agency"),
        ("Britain-based Orlen Watch", "Orlen Watch"),
        ("London Based Orlen Watch", "Orlen Watch"),
        ("Another activist group the Britain-based Orlen Watch", "Orlen Watch"),
        ("Médecins du Fleuve", "Medecins du Fleuve"),
    ],
)
def test_spellings_of_one_name(name: str, other: str) -> None:
    assert key(name) == key(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Russian army", "Syrian army"),
        ("Syrian state", "Syrian army"),
        ("Orlen Hospital", "Orlen Police"),
        ("Syrian state news agency", "Syrian state television"),
    ],
)
def test_names_of_two(name: str, other: str) -> None:
    assert key(name) != key(other)


def test_an_abbreviation_is_the_name_of_which_it_is_the_initials() -> None:
    full = "Velmoran Observatory for River Rights"
    assert shown(full, "VORR", "V.O.R.R.") == {full: full, "VORR": full, "V.O.R.R.": full}


def test_initials_of_two_names_are_neither() -> None:
    names = shown("Orlen River Authority", "Orlen Road Association", "ORA")
    assert names["ORA"] == "ORA"


def test_a_short_name_is_the_only_long_one_that_holds_it() -> None:
    full = "Velmoran Observatory for River Rights"
    assert shown(full, "Velmoran Observatory")["Velmoran Observatory"] == full


def test_a_short_name_that_fits_two_stays_itself() -> None:
    assert shown("Orlen River Council", "Ennet Port Council", "Council")["Council"] == "Council"


def test_a_surname_is_the_only_person_of_that_name() -> None:
    names = shown(people=("Mira Askelle", "Askelle", "Tor Askelle", "Jon Varo", "Varo"))
    assert names["Varo"] == "Jon Varo"
    assert names["Askelle"] == "Askelle"


def test_a_transliteration_is_the_same_person() -> None:
    names = shown(people=("Rami Abdel Rahman", "Rami Abdulrahman"))
    assert len(set(names.values())) == 1


def test_a_long_name_may_be_misspelt_in_one_letter() -> None:
    names = shown(
        "Velmoran Observatory for River Rights", "Velmoran Obervatory for River Rights", "Orlen River"
    )
    assert len(set(names.values())) == 2


def test_what_stands_before_a_name_in_lower_case_is_none_of_it() -> None:
    assert shown("key Orlen Watch rebel group") == {"key Orlen Watch rebel group": "Orlen Watch"}
    assert shown("government of Velmora") == {"government of Velmora": "government of Velmora"}


def test_a_person_is_no_body_of_the_same_name() -> None:
    names = joined([Name("Varo"), Name("Jon Varo", True)])
    assert names["Varo"] == "Varo"


def test_a_state_is_shown_by_its_usual_name() -> None:
    assert shown("US", "U.S. government") == {"US": "United States", "U.S. government": "United States"}


def test_the_order_of_names_does_not_matter() -> None:
    names = [
        "Velmoran Observatory",
        "VORR",
        "Velmoran Observatory for River Rights",
        "Observatory",
        "Orlen Watch",
    ]
    assert shown(*names) == shown(*reversed(names))


def test_the_state_of_a_body() -> None:
    assert state_of("Russian defence ministry") == "RU"
    assert state_of("US-led coalition") is None
    assert state_of("Orlen Herald") is None


def test_a_table_knows_a_body_with_its_state_before_it() -> None:
    known = {key("Fluvial Agency"): "FA"}
    assert listed(known, "Turkey's Fluvial Agency") == "FA"
    assert listed(known, "Fluvial Bank") is None


@pytest.mark.parametrize(
    ("name", "anothers"),
    [
        ("Health Ministry", False),
        ("the Houthi-run health ministry", True),
        ("rebel defence ministry", True),
        ("Ondrelian Foreign Ministry", True),
        ("Syrian Foreign Ministry", False),
    ],
)
def test_a_body_of_others_is_none_of_the_state_in_whose_country_it_speaks(name: str, anothers: bool) -> None:
    assert is_anothers(name) is anothers
