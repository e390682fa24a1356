from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from saidby.batch import Readers
from saidby.errors import SaidbyError, UsageError
from saidby.shards.columns import TABLES, names
from saidby.shards.manifest import Share
from saidby.shards.process import process_part
from saidby.shards.run import run
from tests.archives.made import packed, record
from tests.shards.runs import FAKE, files, finish, lines, made, planned, reading, told

ROWS = 120
SMALL = replace(FAKE, part_bytes=2_000)


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with reading() as found:
        yield found


@pytest.fixture
def karsk(tmp_path: Path) -> Path:
    return lines(tmp_path / "karsk.jsonl", [told(number) for number in range(ROWS)])


def rows(out: Path, table: str = "pages") -> list[dict[str, Any]]:
    found = [
        row for path in sorted((out / table).glob("*.parquet")) for row in pq.read_table(path).to_pylist()
    ]
    return sorted(found, key=lambda row: (row["source"], row["number"])) if table == "pages" else found


def test_every_page_is_read_once_whatever_the_cut(tmp_path: Path, karsk: Path, readers: Readers) -> None:
    made([karsk], tmp_path / "one", readers)
    made([karsk], tmp_path / "many", readers, options=SMALL)
    assert len(list((tmp_path / "many" / "pages").iterdir())) > 5
    one = rows(tmp_path / "one")
    assert [row["number"] for row in one] == list(range(1, ROWS + 1))
    assert rows(tmp_path / "many") == one


def test_counts_add_up_and_what_is_wrong_in_the_middle_is_named(tmp_path: Path, readers: Readers) -> None:
    danish = "Broen i Karsk er faldet, og ministeriet siger ikke mere om det, der skete i dag ved floden."
    bad = ["[1, 2]", {"id": "f", "text": "(fail) in Karsk."}, {"id": "d", "text": danish}, {"id": 9}]
    path = lines(tmp_path / "karsk.jsonl", [told(1), *bad, told(2)])
    found = made([path], tmp_path / "out", readers)
    counts = found["counts"]
    assert {name: counts[name] for name in ("parts", "pages", "read", "skipped", "failed")} == {
        "parts": 1, "pages": 6, "read": 3, "skipped": 0, "failed": 3,
    }  # fmt: skip
    assert counts["reasons"] == {
        "a list where an object is expected": 1,
        "not read: unexpected ValueError: this page fails": 1,
        'one of "text" and "path" is needed': 1,
    }
    assert [(row["number"], row["status"]) for row in rows(tmp_path / "out")] == [
        (1, "read"), (2, "failed"), (3, "failed"), (4, "read"), (5, "failed"), (6, "read"),
    ]  # fmt: skip


def test_tables_have_the_columns_that_are_documented(tmp_path: Path, karsk: Path, readers: Readers) -> None:
    made([karsk], tmp_path / "out", readers)
    for table in TABLES:
        (path,) = (tmp_path / "out" / table).iterdir()
        assert tuple(pq.read_schema(path).names) == names(table)


def test_files_are_the_same_in_another_folder_and_with_two_processes(
    tmp_path: Path, readers: Readers
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
        lines(folder / "karsk.jsonl", [told(number) for number in range(ROWS)])
    before = Path.cwd()
    try:
        os.chdir(here)
        made(["karsk.jsonl"], Path("out"), readers, options=SMALL)
        os.chdir(there)
        finish(planned(["karsk.jsonl"], Path("out"), options=SMALL), side_by_side=2)
    finally:
        os.chdir(before)
    assert files(here / "out") == files(there / "out")


def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path, karsk: Path, readers: Readers) -> None:
    made([karsk], tmp_path / "whole", readers, options=SMALL)
    out = tmp_path / "killed"
    child = started(karsk, out)
    first = awaited(out)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    before = {path: path.stat().st_mtime_ns for path in first}
    work = planned([karsk], out, options=SMALL)
    assert len(work.done) >= len(first)
    assert work.jobs
    finish(work)
    assert files(out) == files(tmp_path / "whole")
    assert {path: path.stat().st_mtime_ns for path in first} == before


def test_an_interrupted_run_leaves_whole_shards_only(tmp_path: Path, karsk: Path) -> None:
    out = tmp_path / "out"
    child = started(karsk, out)
    awaited(out)
    child.send_signal(signal.SIGINT)
    child.wait()
    assert [name for name in files(out) if name.endswith(".part")] == []
    assert json.loads((out / "manifest.json").read_text())["complete"] is False


def started(karsk: Path, out: Path) -> subprocess.Popen[bytes]:
    """A run in a process group of its own."""
    script = (
        "import sys; from pathlib import Path; from tests.shards.test_run import SMALL; "
        "from tests.shards.runs import finish, planned; "
        "finish(planned([sys.argv[1]], Path(sys.argv[2]), options=SMALL))"
    )
    return subprocess.Popen(
        [sys.executable, "-c", script, str(karsk), str(out)],
        cwd=Path(__file__).parents[2], start_new_session=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def awaited(out: Path) -> list[Path]:
    """The first shards, as soon as there is one."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if (out / "pages").is_dir() and (found := list((out / "pages").glob("*.parquet"))):
            return found
        time.sleep(0.002)
    raise AssertionError("no shard in a minute")


def test_a_process_that_ends_costs_nothing_the_first_time(
    tmp_path: Path, karsk: Path, readers: Readers
) -> None:
    made([karsk], tmp_path / "whole", readers)
    killed: list[int] = []

    def kill(size: int) -> None:
        if not killed:
            killed.extend(children(os.getpid()))
            os.kill(killed[-1], signal.SIGKILL)

    found = run(planned([karsk], tmp_path / "out"), tick=kill)
    assert killed
    assert found["failed"] == []
    assert files(tmp_path / "out") == files(tmp_path / "whole")


def test_a_part_whose_process_ends_twice_is_named(tmp_path: Path, karsk: Path) -> None:
    def kill(size: int) -> None:
        for child in children(os.getpid()):
            with suppress(ProcessLookupError):  # it has just ended
                os.kill(child, signal.SIGKILL)

    found = run(planned([karsk], tmp_path / "out"), tick=kill)
    assert found["counts"] == {
        "parts": 1,
        "parts_failed": 1,
        "pages": 0,
        "read": 0,
        "skipped": 0,
        "failed": 0,
    }
    assert found["failed"] == [
        {"source": str(karsk), "start": 0, "stop": None,
         "reason": "the process that read it ended twice (signal 9)"}
    ]  # fmt: skip
    assert list((tmp_path / "out").rglob("*.parquet")) == []


def children(parent: int) -> list[int]:
    """Processes that this one started for parts; those of `readers` are left alone."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            own = int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == parent
            if own and b"saidby.shards.pool" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except (OSError, ValueError):
            continue
    return found


def test_an_input_that_changed_is_read_anew_and_its_old_shards_go(
    tmp_path: Path, karsk: Path, readers: Readers
) -> None:
    out = tmp_path / "out"
    made([karsk], out, readers)
    (old,) = (out / "pages").iterdir()
    lines(karsk, [told(7)])
    made([karsk], out, readers)
    (new,) = (out / "pages").iterdir()
    assert new.name != old.name
    assert [row["id"] for row in rows(out)] == ["7"]


def test_a_folder_of_other_inputs_is_left_alone(tmp_path: Path, karsk: Path, readers: Readers) -> None:
    out = tmp_path / "out"
    made([karsk], out, readers)
    other = lines(tmp_path / "other.jsonl", [told(1)])
    with pytest.raises(
        UsageError, match=r"holds the shards of other inputs, as .*karsk\.jsonl; name these, too"
    ):
        planned([other], out)
    with pytest.raises(UsageError, match=r"holds a run in 1 share\(s\)"):
        planned([karsk], out, share=Share(1, 4))
    assert made([karsk, other], out, readers)["counts"]["parts"] == 2


def test_a_web_archive_with_damage_in_the_middle_is_read_in_parts_as_in_one(
    tmp_path: Path, readers: Readers
) -> None:
    members = [packed([record(number)]) for number in range(60)]
    members[20] = members[20][: len(members[20]) // 2]
    noise = [packed([record(100 + number, b"", kind="request")]) for number in range(5)]
    path = tmp_path / "karsk.warc.gz"
    path.write_bytes(b"".join([*members[:30], *noise, *members[30:]]))
    one = made([path], tmp_path / "one", readers)
    many = made([path], tmp_path / "many", readers, options=replace(FAKE, part_bytes=3_000))
    assert many["counts"]["parts"] > 3
    assert rows(tmp_path / "many") == rows(tmp_path / "one")
    told = [
        {name: found["counts"][name] for name in ("pages", "read", "failed", "passed_over")}
        for found in (one, many)
    ]
    assert told[0] == told[1] == {"pages": 60, "read": 59, "failed": 1, "passed_over": {"request record": 5}}


def test_a_part_whose_reading_is_given_up_has_no_shard(tmp_path: Path, karsk: Path) -> None:
    (job,) = planned([karsk], tmp_path / "out").jobs
    with reading() as own:

        def stop(size: int) -> None:
            own.lanes.stop()

        with pytest.raises(SaidbyError, match=r"karsk\.jsonl: the reading of it was given up$"):
            process_part(job.part, job.identity, str(tmp_path / "out"), FAKE, readers=own, tick=stop)
    assert list((tmp_path / "out").rglob("*.parquet")) == []
