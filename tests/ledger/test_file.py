"""A ledger in a file: what is one, what is none, and what is beside it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from saidby.errors import LedgerError
from saidby.ledger.rows import Finding
from saidby.ledger.store import Ledger
from saidby.ledger.verify import verify
from tests.ledger.entries import entry, ledger_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "saidby.db"


def test_a_ledger_is_one_file_when_nobody_has_it_open(path: Path) -> None:
    ledger_of(path, entry())
    with Ledger(str(path)) as ledger:
        assert ledger.head()[0] == 2
    assert [found.name for found in path.parent.iterdir()] == ["saidby.db"]


@pytest.mark.parametrize("mode", ["read", "write"])
def test_only_adding_makes_a_ledger(path: Path, mode: str) -> None:
    with pytest.raises(LedgerError, match=r"there is no such ledger; saidby add makes one$"):
        Ledger(str(path), mode=mode)  # type: ignore[arg-type]
    assert not path.exists()


def test_what_is_no_ledger_is_not_touched(tmp_path: Path) -> None:
    text, other = tmp_path / "text", tmp_path / "other.db"
    text.write_text("Nothing but words. " * 100)
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE notes (note TEXT)")
    connection.close()
    before = other.read_bytes()
    for path, message in (
        (text, "is not a ledger"),
        (other, "is an SQLite file, and not a ledger"),
        (tmp_path, "is a folder; a ledger is one file"),
        (
            tmp_path / "no" / "ledger",
            "cannot be opened; does its folder exist, and may this user write there?",
        ),
    ):
        with pytest.raises(LedgerError) as raised:
            Ledger(str(path), mode="create")
        assert str(raised.value) == f"{path}: {message}"
    assert other.read_bytes() == before


def test_an_empty_file_becomes_a_ledger_when_something_is_added(path: Path) -> None:
    path.touch()
    with pytest.raises(LedgerError, match=r"holds nothing yet; saidby add fills it$"):
        Ledger(str(path))
    with Ledger(str(path), mode="create") as ledger:
        assert [added.state for added in ledger.add([entry()])] == ["added"]


def test_a_damaged_file_is_told_with_the_row_that_cannot_be_read(path: Path) -> None:
    ledger_of(path, entry())
    connection = sqlite3.connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'readings'").fetchone()
    connection.close()
    data = bytearray(path.read_bytes())
    data[4096 * (page - 1) : 4096 * (page - 1) + 64] = b"\xff" * 64
    path.write_bytes(data)
    with Ledger(str(path)) as ledger:
        assert verify(ledger).finding == Finding(
            1, f"cannot be read: {path}: is damaged; a copy from before is the way back"
        )
