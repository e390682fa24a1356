"""Archives on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from saidby.cli import main
from tests.archives.made import HTTP, ID, packed, record

GERMAN = (
    "<!DOCTYPE html><html><body><article><h1>Brücke eingestürzt</h1><p>Das Ministerium teilte am Montag mit, "
    "dass die Brücke bei Orlen eingestürzt war und niemand verletzt wurde.</p></article></body></html>"
)


def run(*arguments: str, input: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=input)


def test_an_archive_is_added_page_by_page_and_what_is_not_english_is_kept(tmp_path: Path) -> None:
    path, ledger = tmp_path / "a.warc.gz", tmp_path / "a.db"
    request = record(9, b"GET / HTTP/1.1\r\n\r\n", kind="request")
    path.write_bytes(packed([request, record(1), record(2, HTTP + GERMAN.encode()), record(3)]))
    result = run("add", str(path), "--ledger", str(ledger))
    assert (result.exit_code, result.stdout) == (
        0, f"{ledger}: 3 pages added with 2 claims, 1 not in English, kept and not read\n",
    )  # fmt: skip
    assert "saidby: passed over in archives: 1 request record" in result.stderr
    assert run("add", str(path), "--ledger", str(ledger)).stdout == (
        f"{ledger}: 0 pages added with 0 claims, 3 known\n"
    )


def test_readings_of_an_archive_are_named_by_their_place(tmp_path: Path) -> None:
    first, broken = packed([record(1)]), packed([record(2)])[:-30]
    result = run("read", "-", "--json", input=first + broken)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["id"] for line in lines] == [f"-#offset=0&record={ID.format(1)}", f"-#offset={len(first)}"]
    assert lines[0]["article"]["captured"] is None or lines[0]["article"]["captured"]["basis"] == "given"
    assert "problems" in lines[1]
    assert result.exit_code == 1


def test_an_option_for_one_page_does_not_fit_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(1))
    result = run("read", str(path), "--title", "Bridge")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2, f"Error: --title is about one page, and {path} holds many",
    )  # fmt: skip
