"""`saidby check` and the listings of `saidby read` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from saidby.cli import main

DRAFT = """\
Market shelled in Brenavo

'Nobody will be spared'

Shells killed nine people in the Corrish Market of Brenavo on Saturday. Three more were hurt.

"We heard two blasts and ran for the cellar," a trader told reporters.
"""
GAZETTEER = str(Path(__file__).parents[2] / "examples" / "gazetteer.tsv")


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin, env={"COLUMNS": "80"})


@pytest.fixture
def draft(tmp_path: Path) -> str:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT)
    return str(path)


def test_findings_are_printed_and_the_exit_code_is_1(draft: str) -> None:
    result = run("check", draft)
    assert result.exit_code == 1
    assert "no source [fix]\n    ┃ Shells killed nine people" in result.stdout
    assert "no date [fix]\n    ┃ Saturday" in result.stdout
    assert result.stderr == ""


def test_a_draft_with_nothing_to_find_exits_with_0() -> None:
    result = run("check", "-", stdin='The ministry said it would rain. "It will be dry," the guild said.')
    assert (result.exit_code, result.stdout) == (0, "-: nothing found\n\n")


def test_a_date_of_publication_settles_the_weekday(draft: str) -> None:
    assert "no date" not in run("check", draft, "--published", "2024-10-14").stdout


def test_kinds_can_be_left_out_and_only_what_is_to_fix_shown(draft: str) -> None:
    found = [json.loads(run("check", draft, "--json", *more).stdout) for more in ([], ["--level", "fix"])]
    assert {each["level"] for each in found[1]["findings"]} == {"fix"}
    kinds = {each["kind"] for each in found[0]["findings"]}
    assert {"unsourced", "undated"} <= kinds
    skipped = [word for kind in kinds for word in ("--skip", kind)]
    result = run("check", draft, *skipped)
    assert (result.exit_code, " ".join(result.stdout.split())) == (0, f"{draft}: nothing found")


def test_json_is_one_object_a_line_for_each_draft(draft: str) -> None:
    lines = run("check", draft, draft, "--json").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [draft, draft]


def test_a_draft_that_cannot_be_read_exits_with_2(tmp_path: Path) -> None:
    result = run("check", str(tmp_path / "none.txt"))
    assert result.exit_code == 2
    assert "there is no such file" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check"], "name a page to read: a file, a folder, - for standard input, or an address"),
        (["check", "a", "--skip", "typos"], "Invalid value for '--skip': 'typos' is not one of"),
        (["read", "a", "--figures", "--timeline"], "--figures or --timeline, not both"),
        (
            ["read", "a", "--accusations", "--html", "b"],
            "--accusations is shown as text or with --json, not with --html or --to-jsonl",
        ),
        (
            ["read", "a", "--gazetteer", "no-such.tsv"],
            "Invalid value for '--gazetteer': no-such.tsv: no gazetteer: ",
        ),
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith(f"Error: {message}")


def test_listings_are_shown_as_text_and_as_json(draft: str) -> None:
    assert "nine people killed" not in run("read", draft, "--timeline").stdout
    assert "9 people killed\n    said by the publisher's own word" in run("read", draft, "--figures").stdout
    record = json.loads(run("read", draft, "--figures", "--json").stdout)
    assert [row["measure"] for row in record["figures"]][:1] == ["killed"]
    several = run("read", draft, draft, "--accusations", "--json").stdout.splitlines()
    assert [json.loads(line)["id"] for line in several] == [draft, draft]


def test_a_gazetteer_of_ones_own_places_what_the_packages_does_not_know(draft: str) -> None:
    def found(*more: str) -> set[int | None]:
        places = json.loads(run("read", draft, "--json", *more).stdout)["places"]
        return {place.get("geonames_id") for place in places if place["name"] == "Brenavo"}

    assert found("--gazetteer", GAZETTEER) == {990000010}
    assert 990000010 not in found()
