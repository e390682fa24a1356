"""The roots of an incident as a terminal shows them."""

from __future__ import annotations

from saidby.ledger.circles import Circle
from saidby.ledger.groups import Fold
from saidby.ledger.roots import Counts, Plural, Relay, Root, Roots
from saidby.views.roots import counted, roots_json, show_roots

FOUND = Roots(
    roots=(
        Root("OPA", ("Orlen Press Agency",), "named", "River Front", True, ("p1", "p2"), "2031-05-02"),
        Root("River Front", (), "named", "River Front", True, ("p2",), "2031-05-03"),
        Root("Times", (), "publisher", "Times", False, ("p3",), None),
        Root("activists", (), "unnamed", "activists", False, ("p1",), "2031-05-02"),
    ),
    relays=(Relay("activists", "OPA", ("p1",)),),
    origins=(),
    folds=(
        Fold("OPA", "River Front", "owner", "https://opa.example/about"),
        Fold("Mail", "Times", "copy", "p3"),
    ),
    circles=(Circle(("Mail", "Times"), ("p3", "p4")),),
    plurals=(Plural("p2", "c4", "Orlen media", "OPA"),),
    counts=Counts(4, 3, 2, 4, 3, 2),
)

SHOWN = """\
Shells on the market
4 articles · 3 publishers · 2 named sources · 4 roots · 3 groups, 2 of them no
party to it

River Front  [a party]
    · OPA (Orlen Press Agency)  in articles 2, 5 · since 2031-05-02
    · River Front  in article 5 · since 2031-05-03
    = OPA belongs to River Front  https://opa.example/about

Times
    · Times  on its own word · in article 7
    = Mail copies Times  article 7

activists
    · activists  not named · in article 2 · since 2031-05-02

→ activists through OPA  in article 2
! a circle: Mail cites Times cites Mail  in articles 7, 9
! “Orlen media” is one source, OPA  article 5, c4

"""


def test_groups_come_with_their_roots_and_the_reason_for_each_fold() -> None:
    rows = {"p1": 2, "p2": 5, "p3": 7, "p4": 9}
    assert show_roots(FOUND, title="Shells on the market", rows=rows).replace("  ", " ") == SHOWN.replace(
        "  ", " "
    )


def test_one_of_each_is_told_in_the_singular() -> None:
    assert counted(Counts(1, 1, 1, 1, 1, 1)) == "1 article · 1 publisher · 1 named source · 1 root · 1 group"


def test_the_json_has_the_same() -> None:
    found = roots_json(FOUND, incident="9124")
    assert (found["incident"], found["counts"]["groups"]) == ("9124", 3)
    assert found["folds"][0] == {
        "what": "OPA", "into": "River Front", "why": "owner", "evidence": "https://opa.example/about",
    }  # fmt: skip
