"""`saidby batch` and `saidby merge` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from saidby.cli import main

PAGE = {
    "text": "The Interior Ministry said that the bridge near Orlen had fallen.",
    "published": "2031-05-04",
}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), env={"COLUMNS": "80"})


def said(result: Result) -> tuple[int, str]:
    return result.exit_code, result.stderr.splitlines()[-1]


@pytest.fixture
def karsk(tmp_path: Path) -> Path:
    path = tmp_path / "karsk.jsonl"
    path.write_text(f"{json.dumps(PAGE)}\n[]\n")
    return path


def test_a_batch_says_what_was_read_goes_on_and_is_merged(tmp_path: Path, karsk: Path) -> None:
    out, ledger = tmp_path / "out", tmp_path / "made.db"
    first = run("batch", karsk, "--out", out)
    assert first.exit_code == 1
    assert first.stderr == "saidby: 1 × a list where an object is expected\n"
    counted = f"{out}: 2 pages: 1 read, 0 in another language, 1 failed; 1 claims in 1 shards\n"
    assert first.stdout == counted
    again = run("batch", karsk, "--out", out)
    assert (again.exit_code, again.stdout) == (1, counted)
    assert again.stderr.startswith("saidby: 1 of 1 parts are read already\n")
    merged = run("merge", out, "--ledger", ledger)
    assert (merged.exit_code, merged.stdout) == (
        0,
        f"{ledger}: 1 pages added with 1 claims from 1 shards, 0 known, 1 not read\n",
    )
    found = json.loads(run("merge", out, "--ledger", ledger, "--json").stdout)
    assert found == {
        "ledger": str(ledger), "shards": 1, "added": 0, "version": 0, "known": 1, "unread": 1, "claims": 0,
        "missing": [],
    }  # fmt: skip
    assert "Interior Ministry" in run("quote", "--about", "bridge", "--ledger", ledger).stdout


def test_inputs_may_stand_in_a_list_and_the_manifest_is_printed(tmp_path: Path, karsk: Path) -> None:
    names = tmp_path / "month.txt"
    names.write_text(f"# May\n{karsk}\n")
    shares = [
        json.loads(
            run("batch", "--from-list", names, "--out", tmp_path / k, "--shard", f"{k}/2", "--json").stdout
        )
        for k in ("1", "2")
    ]
    assert [(found["share"], found["counts"]["parts"]) for found in shares] == [("1/2", 1), ("2/2", 0)]
    assert run("merge", tmp_path / "2", tmp_path / "1", "--ledger", tmp_path / "made.db").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["batch"], "Error: Missing option '--out'."),
        (
            ["batch", "--out", "out"],
            "Error: name inputs to read: archives, JSON Lines, folders, or --from-list FILE",
        ),
        (
            ["batch", "a", "--out", "out", "--shard", "8/7"],
            "Error: --shard 8/7: write it as 7/40, the seventh of forty",
        ),
        (
            ["batch", "a", "--out", "out", "--jobs", "2", "--cluster", "tcp://karsk:8786"],
            "Error: --jobs is for this machine; on a cluster each worker thread reads one part",
        ),
        (
            ["merge", "3f2a91c0", "77b0e1d2", "--at", "2031"],
            "Error: --at is for shards; what is said of incidents has the time at which it is said",
        ),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], message: str) -> None:
    assert said(run(*arguments)) == (2, message)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone.warc.gz"
    assert said(run("batch", gone, "--out", tmp_path / "out")) == (
        1,
        f"Error: {gone}: there is no such file",
    )
    assert said(run("batch", "--from-list", gone, "--out", tmp_path / "out")) == (
        1,
        f"Error: {gone}: No such file or directory",
    )
    (tmp_path / "empty").mkdir()
    assert said(run("merge", tmp_path / "empty", "--ledger", tmp_path / "made.db")) == (
        2,
        f"Error: {tmp_path / 'empty'} holds no run of saidby batch: there is no manifest in it",
    )
