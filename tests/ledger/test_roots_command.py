"""`saidby roots` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from saidby.cli import main
from saidby.ledger.computing import Computing
from saidby.ledger.store import Ledger
from tests.ledger.entries import entry, ledger_of

SHELLS = "[source Orlen Hospital] [cue counted] [content nine dead after shells fell on the market of Orlen]."


@pytest.fixture
def path(tmp_path: Path) -> str:
    return ledger_of(
        tmp_path / "saidby.db", entry(SHELLS, published="2031-05-04", url="https://orlen.example/1")
    )


def incident(path: str) -> str:
    with Ledger(path) as ledger:
        return Computing(ledger).all()[0].id


def run(*arguments: str, ledger: str) -> Result:
    environment = {"COLUMNS": "80", "SAIDBY_LEDGER": ledger, "SAIDBY_BY": "Mira", "SAIDBY_OWNERS": None}
    return CliRunner().invoke(main, ["roots", *arguments], env=environment)


def test_roots_are_shown_and_printed_as_json(path: str) -> None:
    shown = run(incident(path)[:8], ledger=path)
    assert shown.exit_code == 0
    assert "1 article · 1 publisher · 1 named source · 1 root · 1 group\n" in shown.stdout
    found = json.loads(run(incident(path), "--json", ledger=path).stdout)
    assert [root["name"] for root in found["roots"]] == ["Orlen Hospital"]
    assert found["incident"] == incident(path)


def test_a_party_is_marked_and_unmarked_by_rows(path: str) -> None:
    id = incident(path)
    marked = json.loads(run(id, "--party", "Orlen Hospital", "--json", ledger=path).stdout)
    assert [root["party"] for root in marked["roots"]] == [True]
    again = json.loads(run(id, "--json", ledger=path).stdout)
    assert (again["counts"]["groups"], again["counts"]["groups_not_party"]) == (1, 0)
    unmarked = json.loads(run(id, "--no-party", "Orlen Hospital", "--json", ledger=path).stdout)
    assert [root["party"] for root in unmarked["roots"]] == [False]
    with Ledger(path) as ledger:
        assert [(one.kind, one.by) for one in ledger.judgements("party")] == [("party", "Mira")] * 2


def test_a_table_of_ones_own_makes_groups(path: str, tmp_path: Path) -> None:
    table = tmp_path / "owners.tsv"
    table.write_text("Orlen Hospital\t\tRiver Front\towned\t\t\tmy notes\n", encoding="utf-8")
    found = json.loads(run(incident(path), "--owners", str(table), "--json", ledger=path).stdout)
    assert [root["group"] for root in found["roots"]] == ["River Front"]


def test_an_id_that_is_none_is_wrong_usage(path: str) -> None:
    result = run("zz", ledger=path)
    assert (result.exit_code, "there is no incident zz" in result.stderr) == (2, True)
    result = run(incident(path), "--party", "A", "--no-party", "A", ledger=path)
    assert (result.exit_code, "A is a party, or none: not both" in result.stderr) == (2, True)


def test_a_table_is_laid_down_for_the_whole_ledger_and_taken_back(path: str, tmp_path: Path) -> None:
    table = tmp_path / "owners.tsv"
    table.write_text("Orlen Hospital\t\tRiver Front\towned\t\t\tmy notes\n", encoding="utf-8")
    environment = {"SAIDBY_LEDGER": path, "SAIDBY_BY": "Mira", "SAIDBY_OWNERS": None}

    def ask(*arguments: str) -> str:
        result = CliRunner().invoke(main, list(arguments), env=environment)
        assert result.exit_code == 0, result.output
        return result.stdout

    def groups() -> list[str]:
        (found,) = ask("export", path, "--format", "incidents-jsonl").splitlines()
        return [root["group"] for root in json.loads(found)["roots"]]

    assert ask("owners") == ""
    row = json.loads(ask("owners", str(table), "--json"))["row"]
    assert ask("owners") == table.read_text("utf-8")
    assert groups() == ["River Front"]
    assert json.loads(ask("roots", incident(path), "--json"))["roots"][0]["group"] == "River Front"
    ask("correct", "--undo", str(row))
    assert groups() == ["Orlen Hospital"]


def test_members_are_ids_alone(path: str) -> None:
    (found,) = CliRunner().invoke(main, ["export", path, "--format", "members-jsonl"]).stdout.splitlines()
    with Ledger(path) as ledger:
        (head,) = ledger.heads()
    assert json.loads(found) == {"id": incident(path), "type": "ASSAULT", "articles": [head.article]}
