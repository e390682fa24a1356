"""Whatever ends or crosses a run that adds, the ledger is whole and holds what it said it holds, once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from saidby.errors import LedgerError
from saidby.ledger.database import opened
from saidby.ledger.store import Ledger
from saidby.ledger.verify import verify
from tests.ledger.entries import entry, ledger_of

ROOT = Path(__file__).parents[2]


def writer(path: Path | str, first: int, last: int, *limit: int) -> subprocess.Popen[str]:
    arguments = [str(argument) for argument in (path, first, last, *limit)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.writer", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip


def held(path: Path | str) -> list[object]:
    """The ids of what the ledger holds, after it was proven to be whole."""
    with Ledger(str(path)) as ledger:
        assert verify(ledger).finding is None
        return [stored.id for stored in ledger.readings(every=True)]


@pytest.mark.parametrize("lines", [0, 1, 12, 40])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_loses_nothing_that_it_told_and_can_go_on(
    path: str, lines: int, how: signal.Signals
) -> None:
    with writer(path, 0, 5000) as child:
        assert child.stdout is not None
        told = [int(child.stdout.readline()) for _ in range(lines)]
        child.send_signal(how)
        told += map(int, child.stdout.read().split())
        assert child.wait() != 0
    before = held(path) if told else []
    assert before[: len(told)] == told
    assert len(before) - len(told) <= 5  # a batch may be in and not told yet
    with writer(path, 0, 60) as child:
        assert child.communicate()[1] == ""
    assert sorted(map(str, held(path))) == sorted(map(str, {*range(60), *before}))


def test_two_writers_at_once_both_add_all_of_theirs_and_what_is_the_same_once(path: str) -> None:
    with writer(path, 0, 60) as one, writer(path, 40, 100) as other:
        assert [one.communicate()[1], other.communicate()[1]] == ["", ""]
    assert sorted(held(path), key=str) == sorted(range(100), key=str)


def test_a_disk_that_is_full_is_told_and_what_was_added_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "saidby.db"
    with writer(path, 0, 5000, 600_000) as child:
        told, error = child.communicate()
        assert child.returncode == 1
    assert error.startswith(f"{path}: could not be written: no room, or a limit on the size of files; ")
    assert held(path) == [int(number) for number in told.split()]
    with writer(path, 0, 100) as child:  # there is room again
        assert child.communicate()[1] == ""
    assert set(range(100)) <= set(held(path))


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="needs a file system of its own")
def test_a_file_system_that_is_full_is_told_by_its_name(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this user may not mount one")
    try:
        with writer(small / "saidby.db", 0, 5000) as child:
            told, error = child.communicate()
        assert error.startswith(
            f"{small / 'saidby.db'}: no room is left on the disk; what was added before is kept."
        )
        assert held(small / "saidby.db") == [int(number) for number in told.split()]
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_writer_that_waits_too_long_is_told_why(path: str) -> None:
    ledger_of(path)
    other = opened(path, mode="write")
    with other.writing(), Ledger(path, mode="write", busy_seconds=0.1) as ledger:
        begun = time.monotonic()
        with pytest.raises(
            LedgerError, match=r": another program has been writing to it for too long; try again$"
        ):
            ledger.add([entry()])
        assert time.monotonic() - begun < 5
        assert ledger.head()[0] == 0  # reading does not wait
    other.close()


def test_who_reads_sees_one_moment_while_others_write(path: str) -> None:
    ledger_of(path, entry(id=1))
    with Ledger(path) as reader, Ledger(path, mode="write") as writing, reader.database.reading():
        assert reader.head()[0] == 2
        writing.add([entry(id=2)])
        assert (reader.head()[0], writing.head()[0]) == (2, 3)
