"""Owners: who belongs to whom, and the user's own table over the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from saidby.errors import InputError
from saidby.ledger.owners import Owned, Owners, load, read, shipped

OPA = Owned(
    "OPA", ("Orlen Press Agency",), "River Front", "owned", "2020-03", None, "https://opa.example/about"
)
BEFORE = Owned(
    "OPA", ("Orlen Press Agency",), "Canal Bank", "owned", "2011", "2020-03", "https://bank.example"
)
FRONT = Owned("River Front", ("the Front",), "Velmora", "arm", None, None, "https://front.example")


def test_a_chain_runs_to_the_last_owner() -> None:
    found = Owners([OPA, FRONT]).chain("Orlen Press Agency", None)
    assert [(row.name, row.owner) for row in found] == [("OPA", "River Front"), ("River Front", "Velmora")]


def test_the_day_tells_which_owner() -> None:
    owners = Owners([BEFORE, OPA])
    assert [row.owner for row in owners.chain("OPA", "2015-06-01")] == ["Canal Bank"]
    assert [row.owner for row in owners.chain("OPA", "2031-06-01")] == ["River Front"]
    assert owners.chain("OPA", "2010-12-31") == ()


def test_a_circle_of_owners_ends() -> None:
    circle = [
        Owned("A Holding", (), "B Holding", "owned", None, None, "https://a.example"),
        Owned("B Holding", (), "A Holding", "owned", None, None, "https://b.example"),
    ]
    assert len(Owners(circle).chain("A Holding", None)) == 2


def test_the_users_rows_take_the_place_of_those_of_the_same_name() -> None:
    mine = Owners([Owned("OPA", (), "Harbour Union", "owned", None, None, "my notes")])
    both = mine.over(Owners([BEFORE, OPA, FRONT]))
    assert [row.owner for row in both.chain("OPA", "2031")] == ["Harbour Union"]
    assert [row.owner for row in both.chain("River Front", None)] == ["Velmora"]


def test_a_users_file_goes_over_the_shipped_table(tmp_path: Path) -> None:
    file = tmp_path / "owners.tsv"
    file.write_text("# mine\nTASS\t\tHarbour Union\towned\t\t\tmy notes\n", encoding="utf-8")
    owners = load(str(file))
    assert [row.owner for row in owners.chain("TASS", None)] == ["Harbour Union"]
    assert [row.owner for row in owners.chain("SANA", "2016-08-15")] == ["Syria"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("OPA\tFront", "mine line 1: has 2 columns; there are 7, parted by tabs: "),
        ("\t\tFront\towned\t\t\tx", "mine line 1: names no body"),
        ("OPA\t\t\towned\t\t\tx", "mine line 1: names no owner (- for none)"),
        ("OPA\t\tFront\tbought\t\t\tx", "mine line 1: relation 'bought' is none of arm, controlled, "),
        ("OPA\t\tFront\towned\tMay 2020\t\tx", "mine line 1: 'May 2020' is no date: "),
        ("OPA\t\tFront\towned\t\t\t", "mine line 1: has no source: "),
    ],
)
def test_a_row_that_is_wrong_is_told_by_its_line(line: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        read(line, "mine")
    assert str(error.value).startswith(message)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        load(str(tmp_path / "none.tsv"))
    assert str(error.value).endswith("none.tsv: No such file or directory")


def test_every_shipped_row_has_a_source_and_dates_in_order() -> None:
    rows = shipped().rows
    assert len(rows) > 40
    assert all(row.source.startswith("http") for row in rows)
    assert all(row.since < row.until for row in rows if row.since and row.until)


def test_names_of_the_shipped_table_belong_to_one_body() -> None:
    seen: dict[str, str] = {}
    for row in shipped().rows:
        for name in (row.name, *row.aliases):
            assert seen.setdefault(name.lower(), row.name) == row.name
