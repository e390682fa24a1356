"""The commands for incidents as they are typed, on a file and on a server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from saidby.cli import main
from saidby.data import Reading
from saidby.ledger.kept import fresh, refresh, summaries
from saidby.ledger.rows import Entry, Request
from saidby.ledger.store import Ledger
from saidby.pages import Given
from tests.ledger.test_incidents import COURIER, HERALD, KARSK


def entry(reading: Reading, id: str) -> Entry:
    given = Given(publisher=reading.article.publisher)
    return Entry(reading, Request(reading.article.text.encode(), True, given, id), origin=f"{id}.txt")


@pytest.fixture
def ledger(path: str) -> str:
    """Two articles on the market, rows 2 and 4, and one on the power station, row 6."""
    with Ledger(path, mode="create") as store:
        for id, reading in (("herald", HERALD), ("courier", COURIER), ("karsk", KARSK)):
            store.add([entry(reading, id)])
    return path


def run(*arguments: str, ledger: str) -> Result:
    environment = {"COLUMNS": "80", "SAIDBY_LEDGER": ledger, "SAIDBY_BY": "Mira"}
    return CliRunner().invoke(main, list(arguments), env=environment)


def rows(*arguments: str, ledger: str) -> list[dict[str, Any]]:
    result = run(*arguments, "--json", ledger=ledger)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def listed(ledger: str, *arguments: str) -> list[tuple[str, int]]:
    return [(row["title"], row["articles"]) for row in rows("incidents", *arguments, ledger=ledger)]


# Both were published that day; which comes first is decided by their hashes.
MARKET = ("Fish market of Orlen bombed", 2)
STATION = ("Power station of Karsk shelled", 1)


def test_incidents_are_listed_with_most_articles_first(ledger: str) -> None:
    assert listed(ledger) == [MARKET, STATION]
    shown = run("incidents", ledger=ledger).stdout.splitlines()
    assert shown[0][8:] == "  2031-05-03 · Orlen · ASSAULT/explosives"
    assert shown[1] == "    Fish market of Orlen bombed"
    assert shown[2].startswith("    2 articles · 2 publishers · ")
    assert "    contradicted: killed" in shown


def test_incidents_are_looked_for_by_place_day_type_actor_and_words(ledger: str) -> None:
    assert listed(ledger, "--place", "orl") == [MARKET]
    assert listed(ledger, "--date", "2031-05-13") == [STATION]
    assert listed(ledger, "--since", "2031-05-10") == [STATION]
    assert listed(ledger, "--until", "2031-05-10") == [MARKET]
    assert listed(ledger, "--type", "assault/heavy-weapons") == [STATION]
    assert listed(ledger, "--actor", "harbour") == [MARKET]
    assert listed(ledger, "--text", "fish bombed") == [MARKET]
    assert listed(ledger, "--least", "2") == [MARKET]
    assert listed(ledger, "--all", "--limit", "1") == [MARKET]
    assert run("incidents", "--place", "Tavil", ledger=ledger).stdout == ""


def test_show_tells_each_position_with_its_roots(ledger: str) -> None:
    (found,) = rows("show", rows("incidents", ledger=ledger)[0]["id"], ledger=ledger)
    killed = next(one for one in found["facets"] if one["facet"] == "killed")
    assert (killed["verdict"], [one["value"] for one in killed["positions"]]) == ("contradict", ["12", "19"])
    shown = run("show", found["id"][:6], ledger=ledger).stdout
    assert "killed  contradict" in shown
    assert "  12 · Interior Ministry" in shown
    assert "      2  2031-05-05 · Orlen Herald · Bomb kills 12 at Orlen fish market" in shown


def test_figures_are_series_by_root(ledger: str) -> None:
    id = rows("incidents", ledger=ledger)[0]["id"]
    assert "  Harbour Clinic: 19 (2031-05-05)" in run("figures", id, ledger=ledger).stdout
    assert [(row["root"], row["low"]) for row in rows("figures", id, ledger=ledger)] == [
        ("Harbour Clinic", 19),
        ("Interior Ministry", 12),
    ]


def test_a_split_and_its_undo_are_rows(ledger: str) -> None:
    id = rows("incidents", ledger=ledger)[0]["id"]
    (split,) = rows("split", id, "4", "--why", "another market", ledger=ledger)
    assert split["articles"] == ["courier"]
    assert sorted(count for _, count in listed(ledger)) == [1, 1, 1]
    run("split", "--undo", str(split["row"]), ledger=ledger)
    assert listed(ledger) == [MARKET, STATION]
    with Ledger(ledger) as store:
        assert [(one.kind, one.by, one.why) for one in store.judgements("split", undone=True)] == [
            ("split", "Mira", "another market")
        ]


def test_a_merge_holds_until_it_is_undone(ledger: str) -> None:
    ids = [row["id"] for row in rows("incidents", ledger=ledger)]
    (merge,) = rows("merge", *ids, ledger=ledger)
    assert listed(ledger) == [(MARKET[0], 3)]
    assert run("split", "--undo", str(merge["row"]), ledger=ledger).exit_code == 2
    run("merge", "--undo", str(merge["row"]), ledger=ledger)
    assert listed(ledger) == [MARKET, STATION]


def test_export_writes_a_line_for_each_incident(ledger: str, tmp_path: Path) -> None:
    out = tmp_path / "incidents.jsonl"
    assert run("export", ledger, "--output", str(out), ledger="nowhere.db").exit_code == 0
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    articles = [sorted(article["id"] for article in line["articles"]) for line in lines]
    assert articles == [["courier", "herald"], ["karsk"]]


def test_wrong_ids_and_words_are_told(ledger: str) -> None:
    id = rows("incidents", ledger=ledger)[0]["id"]
    for arguments, message in (
        (("show", "zz"), "there is no incident zz; saidby incidents lists them"),
        (("merge", id), "merge takes two incidents or more"),
        (("split", id, "99"), "99 is no article of this incident; there are: "),
        (("merge",), "name the incidents that are one"),
        (("incidents", "--date", "2031", "--since", "2031"), "give --date, or --since and --until"),
    ):
        result = run(*arguments, ledger=ledger)
        assert (result.exit_code, message in result.stderr) == (2, True), result.stderr


def test_only_what_changed_is_made_anew_and_all_is_as_made_at_once(ledger: str, tmp_path: Path) -> None:
    with Ledger(ledger, mode="write") as store:
        refresh(store)
        assert fresh(store)
        store.add([entry(KARSK, "again")])
        assert not fresh(store)
        refresh(store)
        step_by_step = list(summaries(store))
        with store.database.writing():
            store.database.run("DELETE FROM computed WHERE name = 'incidents'")
        refresh(store)
        assert list(summaries(store)) == step_by_step
