"""Comparing: what two happenings have in common, as the features of a pair."""

from __future__ import annotations

from saidby.data import Reading
from saidby.ledger.comparing import compared
from saidby.ledger.pairs import NAMES
from saidby.ledger.words import Rarity
from tests.ledger.tales import pages, tale

MARKET = "A bomb tore through the fish market of Orlen. Then 12 people died, Arvo Brandel said."
SILO = "Soldiers stormed the grain silo of Karsk at dawn."


def features(one: Reading, other: Reading) -> dict[str, float]:
    """Those of the first happenings of both that are not 0."""
    sittings = [page.sitting for page in pages(one, other)]
    rarity = Rarity([*(sitting.words for sitting in sittings), *[[]] * 50])
    (row,) = compared(sittings, rarity, [(0, len(sittings[0].portraits))]).tolist()
    return {name: round(value, 3) for name, value in zip(NAMES, row, strict=True) if round(value, 3)}


def test_two_that_tell_the_same_on_one_day_have_all_in_common() -> None:
    dead = [("12 people", "killed", 12.0, 12.0)]
    told = features(*[tale(MARKET, published="2031-05-05", figures=dead)] * 2)  # type: ignore[arg-type]
    alike = {name: told[name] for name in ("words", "names", "lead", "whole", "names of the lead")}
    assert alike == dict.fromkeys(alike, 1.0)
    assert {"same week", "same place", "same figure", "same kind", "both main"} <= told.keys()
    assert not {"far", "other figure", "other type", "undated", "days apart"} & told.keys()


def test_two_that_tell_of_other_things_have_nothing_in_common() -> None:
    told = features(
        tale(MARKET, published="2031-05-05"), tale(SILO, published="2031-08-05", places=["Karsk"])
    )
    assert (
        not {"words", "names", "numbers", "lead", "whole", "people", "same week", "same place"} & told.keys()
    )
    assert {"days apart", "far"} <= told.keys()


def test_a_pair_is_the_same_whichever_comes_first() -> None:
    one, other = tale(MARKET, published="2031-05-05"), tale(f"{SILO} {MARKET}", places=["Orlen", "Karsk"])
    assert features(one, other) == features(other, one)
    assert "undated" in features(one, tale(SILO, published=None, places=["Karsk"]))
