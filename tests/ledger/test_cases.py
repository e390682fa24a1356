"""Corrections as cases: written, read back, and tried on another reading."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from saidby.cli import main
from saidby.data import ChainLink
from saidby.errors import InputError
from saidby.ledger.cases import Outcome, cases, check
from saidby.ledger.exports.cases_jsonl import lines, read
from saidby.ledger.store import Ledger
from saidby.testing import reading
from tests.ledger.entries import BRIDGE, MARKET, NOON, entry, ledger_of

FIRST = "Nothing moved in Orlen on that day, and the ferries lay still."


@pytest.fixture
def ledger(path: str) -> Iterator[Ledger]:
    ledger_of(path, entry(f"{FIRST}\n\n{BRIDGE}\n\n{MARKET}"))
    with Ledger(path, mode="write", clock=lambda: NOON) as ledger:
        yield ledger


def test_a_case_holds_the_text_down_to_the_paragraph_and_values_in_words(ledger: Ledger) -> None:
    ledger.correct(2, "claims/c2", "root", "mayor askelle", by="Mira", why="as the caption has it")
    (case,) = cases(ledger)
    assert case.text == f"{FIRST}\n\nThe ministry denied the bridge had fallen. Nobody else spoke."
    assert (case.list, case.field, case.machine, case.value) == (
        "claims", "root", "The ministry", "mayor askelle",
    )  # fmt: skip
    assert case.words == "The ministry denied the bridge had fallen."
    assert [span.of(case.text) for span in case.spans[1:]] == [
        "denied",
        "the bridge had fallen",
        "The ministry",
    ]
    assert (case.publisher, case.by, case.why) == ("Orlen Herald", "Mira", "as the caption has it")


def test_a_case_is_right_when_the_reader_says_what_the_person_said(ledger: Ledger) -> None:
    ledger.correct(2, "claims/c2", "act", "condemn", by="Mira")
    (case,) = cases(ledger)
    before = reading(f"{FIRST}\n\n{BRIDGE}")
    assert check(case, before) == Outcome("as before", "deny")
    first, said, rest = before.claims
    assert check(case, replace(before, claims=(first, replace(said, act="condemn"), rest))).state == "right"
    assert (
        check(case, replace(before, claims=(first, replace(said, act="assert"), rest))).state == "otherwise"
    )
    assert check(case, replace(before, claims=())).state == "gone"
    assert check(case, reading("Another text. It has nothing of this.")).state == "gone"


def test_roots_and_accused_are_held_against_names(ledger: Ledger) -> None:
    ledger.correct(2, "claims/c2", "root", '{"name": "VSNA", "kind": "media"}', by="Mira")
    ledger.correct(2, "claims/c4", "accused", '["actor1"]', by="Mira")
    root, accused = cases(ledger)
    assert (root.value, accused.machine, accused.value) == ("VSNA", [], ["The ministry"])
    again = reading(f"{FIRST}\n\n{BRIDGE}\n\n{MARKET}")
    claims = list(again.claims)
    claims[3] = replace(claims[3], accused=("actor1",))
    claims[1] = replace(claims[1], chain=(ChainLink("actor2"), *claims[1].chain[1:]))
    again = replace(again, claims=tuple(claims))
    assert check(accused, again) == Outcome("right", ["The ministry"])
    assert check(root, again) == Outcome("otherwise", "Mayor Askelle")


def test_of_a_field_corrected_twice_the_last_word_is_the_case(ledger: Ledger) -> None:
    ledger.correct(2, "claims/c2", "act", "condemn", by="Mira")
    undone = ledger.correct(2, "claims/c2", "act", "assert", by="Mira")
    assert [case.value for case in cases(ledger)] == ["assert"]
    ledger.judge("undo", {"row": undone.row}, by="Mira")
    assert [case.value for case in cases(ledger)] == ["condemn"]


def test_a_correction_of_the_article_takes_its_page_along(ledger: Ledger) -> None:
    ledger.correct(2, "article", "published", "2031-05-04", by="Mira")
    (case,) = cases(ledger)
    assert case.page == reading(f"{FIRST}\n\n{BRIDGE}\n\n{MARKET}").article.text.encode()
    assert (case.list, case.machine, case.value) == ("article", None, "2031-05-04")
    assert check(case, reading(BRIDGE, published="2031-05-04")).state == "right"


def test_what_is_written_is_read_back(ledger: Ledger, tmp_path: Path) -> None:
    ledger.correct(2, "claims/c2", "act", "condemn", by="Mira")
    ledger.correct(2, "article", "published", "2031-05-04", by="Mira")
    found = list(cases(ledger))
    (tmp_path / "cases.jsonl").write_text("\n".join(lines(found)) + "\n", encoding="utf-8")
    assert read(tmp_path / "cases.jsonl") == found
    (tmp_path / "cases.jsonl").write_text('{"schema": "other"}\n', encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read(tmp_path / "cases.jsonl")
    assert raised.value.message == "is no saidby/case/1"


def test_test_ends_with_1_while_the_reader_still_errs(file: str, tmp_path: Path) -> None:
    ledger_of(file, entry("[source The ministry] [cue=deny denied] [content that the bridge had fallen]."))
    environment = {"COLUMNS": "80", "SAIDBY_LEDGER": file, "SAIDBY_BY": "Mira"}

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(main, list(arguments), env=environment)
        assert result.exit_code in (0, 1), result.output
        return f"{result.exit_code} {result.stdout}"

    out = str(tmp_path / "cases.jsonl")
    run("correct", "2/c1", "act=promise")
    assert run("export", file, "--format", "cases-jsonl", "-o", out) == "0 "
    shown = run("test", out)
    assert shown.startswith("1 row 3: ")
    assert "claims act should be promise; it is deny" in shown
    assert json.loads(run("test", out, "--json").removeprefix("1 "))["state"] == "as before"
    run("correct", "2/c1", "act=deny")
    run("export", file, "--format", "cases-jsonl", "-o", out)
    assert run("test", out).startswith("0 1 right now")


def test_agreement_is_shown_by_people_and_fields(file: str) -> None:
    ledger_of(file, entry(BRIDGE))
    environment = {"COLUMNS": "80", "SAIDBY_LEDGER": file}
    for name, act in (("Mira", "promise"), ("Tavo", "assert")):
        CliRunner().invoke(main, ["correct", "2/c1", f"act={act}", "--by", name], env=environment)
    shown = CliRunner().invoke(main, ["agreement"], env=environment).stdout.splitlines()
    assert shown == [
        "Mira and Tavo",
        "    claims act: the same 0 of 1 times, 0 %, kappa 0.00",
        "    claims claim verdict: the same 1 of 1 times, 100 %",
    ]
