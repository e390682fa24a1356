"""The ledger's commands as they are typed: what they print, where, and with which exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from saidby.cli import main
from saidby.ledger.database import shown
from saidby.ledger.store import Ledger
from tests.ledger.entries import BRIDGE, CELLAR, MARKET, entry, ledger_of
from tests.ledger.raw import behind_its_back, raw

PAGE = """\
Bridge down at Orlen

The Interior Ministry said that the bridge near Orlen had fallen. The bridge was built forty years ago.
"""
SAIDBY = [sys.executable, "-m", "saidby"]


@pytest.fixture
def filled(path: str) -> str:
    """Rows 2, 4 and 6 are readings."""
    return ledger_of(
        path,
        entry(BRIDGE, published="2031-05-04", url="https://orlen.example/bridge"),
        entry(CELLAR, published="2031-05-06"),
        entry(MARKET),
    )


def run(*arguments: str, ledger: str | None = None) -> Result:
    environment = {"COLUMNS": "80", "SAIDBY_LEDGER": ledger, "SAIDBY_BY": None}
    return CliRunner().invoke(main, list(arguments), env=environment)


def said(result: Result) -> tuple[int, str, str]:
    return result.exit_code, result.stdout, result.stderr


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


# -------------------------------------------------------------------------------------- add


def test_pages_are_added_once_and_what_is_no_page_is_told(tmp_path: Path, path: str) -> None:
    page, ledger = tmp_path / "bridge.txt", path
    page.write_text(PAGE)
    assert said(run("add", str(page), "gone.txt", ledger=ledger)) == (
        1,
        f"{ledger}: 1 page added with 2 claims, 1 not read\n",
        "saidby: gone.txt: there is no such file\n",
    )
    assert said(run("add", str(page), "--ledger", ledger)) == (
        0, f"{ledger}: 0 pages added with 0 claims, 1 known\n", "",
    )  # fmt: skip
    assert said(run("add", str(page), "--published", "2031-05-04", ledger=ledger))[:2] == (
        0, f"{ledger}: 1 page added with 2 claims\n",
    )  # fmt: skip


def test_json_lines_keep_their_ids_and_tell_what_became_of_each(tmp_path: Path) -> None:
    lines, ledger = tmp_path / "in.jsonl", str(tmp_path / "ledger")
    url = "https://orlen.example/a"
    entries: list[dict[str, Any]] = [
        {"id": 1, "text": PAGE, "url": url},
        {"id": 1, "text": PAGE, "url": url},
        {"id": 1, "text": PAGE + "The mayor said nothing.", "url": url},
        {"id": "b", "text": 7},
    ]
    lines.write_text("\n".join(map(json.dumps, entries)))
    result = run("add", "--from-jsonl", str(lines), "--json", ledger=ledger)
    assert result.exit_code == 1
    assert [(row["id"], row.get("state"), row.get("row"), row.get("claims")) for row in rows(result)] == [
        (1, "added", 2, 2), (1, "known", 2, 0), (1, "version", 4, 3), ("b", None, None, None),
    ]  # fmt: skip
    assert result.stderr.splitlines()[-1] == (
        f"saidby: {ledger}: 2 pages added with 5 claims (1 as a new version of a page that was there), "
        "1 known, 1 not read"
    )
    with Ledger(ledger) as kept:
        assert [(stored.name, stored.reading.article.url) for stored in kept.readings()] == [("1", url)] * 2


def test_wrong_usage_of_add_is_that_of_read(tmp_path: Path) -> None:
    result = run("add", ledger=str(tmp_path / "ledger"))
    assert result.exit_code == 2
    assert "name a page to read: a file, a folder, - for standard input, or an address" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_run_leaves_a_whole_ledger_and_goes_on(tmp_path: Path) -> None:
    ledger = str(tmp_path / "ledger")
    line = json.dumps({"text": PAGE})
    child = subprocess.Popen(
        [*SAIDBY, "add", "--from-jsonl", "-", "--ledger", ledger],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdin is not None
    child.stdin.write(f"{line}\n" * 3)
    child.stdin.flush()
    deadline = time.monotonic() + 20
    while not os.path.exists(ledger) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate()
    assert child.returncode == 130
    assert err == "saidby: interrupted\n"
    assert out.startswith(f"{ledger}: ")
    assert run("verify", ledger=ledger).exit_code == 0
    assert sorted(os.listdir(tmp_path)) == ["ledger"]


# -------------------------------------------------------------------------------------- quote


def test_a_quotation_stands_with_its_source_its_way_and_its_place(filled: str) -> None:
    assert said(run("quote", "--about", "bridge", ledger=filled)) == (
        0,
        "2/c1  The ministry [indirect, deny]\n"
        "    the bridge had fallen\n"
        "    The ministry → Orlen Herald\n"
        "    2031-05-04 · no title on the page · https://orlen.example/bridge\n"
        "\n",
        "",
    )
    assert run("quote", "--about", "nobody", ledger=filled).stdout == (
        "2/c2  Orlen Herald [on the publisher's own word]\n"
        "    Nobody else spoke.\n"
        "    Orlen Herald\n"
        "    2031-05-04 · no title on the page · https://orlen.example/bridge\n"
        "\n"
    )


def test_quotations_come_as_json(filled: str) -> None:
    (row,) = rows(run("quote", "--who", "askelle", "--json", ledger=filled))
    assert row == {
        "row": 6, "claim": "c1", "who": ["Mayor Askelle"], "through": ["Orlen Herald"], "act": "accuse",
        "quoting": "indirect", "words": "the Front for shells on the market", "names": [],
        "places": [], "corrected": False,
        "article": row["article"], "id": None, "url": None, "publisher": "Orlen Herald", "title": None,
        "published": None,
    }  # fmt: skip


def test_nothing_found_is_no_error_and_no_question_is(filled: str) -> None:
    assert said(run("quote", "--about", "ferry", ledger=filled)) == (
        0,
        "",
        "saidby: nothing in the ledger fits\n",
    )
    assert run("quote", ledger=filled).exit_code == 2
    assert run("quote", "--about", "?!", ledger=filled).exit_code == 2
    assert run("quote", "--since", "May", ledger=filled).exit_code == 2


# -------------------------------------------------------------------------------------- log, verify


def test_the_log_shows_the_last_rows_or_those_after_one(filled: str) -> None:
    shown = run("log", "--limit", "2", ledger=filled).stdout.splitlines()
    assert [line[:37] for line in shown] == [
        "     5  2031-05-04T12:00:00Z  page   ",
        "     6  2031-05-04T12:00:00Z  reading",
    ]
    assert shown[1].endswith("  Orlen Herald · orlen.txt")
    assert [row["row"] for row in rows(run("log", "--after", "3", "--json", ledger=filled))] == [4, 5, 6]


def test_verify_prints_the_hash_to_keep_and_names_the_first_row_that_was_touched(filled: str) -> None:
    with Ledger(filled) as ledger:
        head = ledger.head()[1]
    whole = f"{shown(filled)}: 6 rows, nothing altered, removed or put in\n{head}\n"
    assert said(run("verify", ledger=filled)) == (0, whole, "")
    assert run("verify", "--holds", head[:8], ledger=filled).exit_code == 0
    assert said(run("verify", "--holds", "0" * 64, ledger=filled))[:2] == (
        1,
        f"{shown(filled)}: no row has the hash {'0' * 64}: rows were cut off at the end, or chained anew\n",
    )  # fmt: skip
    with behind_its_back(filled) as connection:
        connection.execute("UPDATE readings SET publisher = 'VSNA' WHERE seq = 4")
    assert said(run("verify", ledger=filled))[:2] == (
        1, f"{shown(filled)}: row 4 was altered: the reading is not the one that was added\n",
    )  # fmt: skip
    assert rows(run("verify", "--json", ledger=filled))[0]["finding"] == {
        "row": 4, "message": "was altered: the reading is not the one that was added",
    }  # fmt: skip
    assert run("verify", "--holds", "xyz", ledger=filled).exit_code == 2


def test_the_index_is_made_anew_when_asked(filled: str) -> None:
    with raw(filled) as connection:
        connection.execute("DELETE FROM claims")
    assert run("verify", ledger=filled).exit_code == 1
    assert said(run("reindex", ledger=filled)) == (0, f"{shown(filled)}: 4 claims to search\n", "")
    assert run("verify", ledger=filled).exit_code == 0


# -------------------------------------------------------------------------------------- correct


def test_a_correction_is_told_with_what_it_lies_over_and_can_be_taken_back(filled: str) -> None:
    result = run("correct", "2/c1", "act=condemn", "--by", "R. Askelle", "--why", "no denial", ledger=filled)
    assert said(result) == (0, "row 7: 2/claims/c1 act is condemn; the machine said deny\n", "")
    assert "[indirect, condemn, corrected]" in run("quote", "--about", "bridge", ledger=filled).stdout
    (undone,) = rows(run("correct", "--undo", "7", "--by", "D. Voskel", "--json", ledger=filled))
    assert undone == {"row": 8, "undo": 7, "by": "D. Voskel", "why": None}
    assert "[indirect, deny]" in run("quote", "--about", "bridge", ledger=filled).stdout
    assert [row["subject"] for row in rows(run("log", "--after", "6", "--json", ledger=filled))] == [
        '2/claims/c1 act = "condemn" by R. Askelle',
        'undo {"row":7} by D. Voskel',
    ]


@pytest.mark.parametrize(
    "arguments",
    [[], ["2/c1"], ["c1", "act=deny"], ["2/c1", "deny"], ["2/c1", "act=lie"], ["--undo", "1"],
     ["2/c1", "act=deny", "--undo", "7"], ["9/c1", "act=deny"]],
)  # fmt: skip
def test_a_correction_that_fits_nothing_is_wrong_usage_and_adds_nothing(
    file: str, arguments: list[str]
) -> None:
    ledger_of(file, entry(BRIDGE))
    assert run("correct", *arguments, "--by", "R. Askelle", ledger=file).exit_code == 2
    with Ledger(file) as ledger:
        assert ledger.head()[0] == 2


@pytest.mark.parametrize(
    "command", [["quote", "--about", "x"], ["log"], ["verify"], ["reindex"], ["correct", "--undo", "1"]]
)
def test_commands_that_need_a_ledger_make_none(tmp_path: Path, command: list[str]) -> None:
    ledger = str(tmp_path / "none.db")
    assert said(run(*command, "--ledger", ledger)) == (
        1, "", f"Error: {ledger}: there is no such ledger; saidby add makes one\n",
    )  # fmt: skip
    assert list(tmp_path.iterdir()) == []
