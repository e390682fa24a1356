from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from saidby.errors import SaidbyError
from saidby.shards.run import run
from tests.shards.runs import FAKE, files, finish, lines, planned, told

distributed = pytest.importorskip("distributed")

ROWS = 200
SMALL = replace(FAKE, part_bytes=5_000)


@pytest.fixture
def karsk(tmp_path: Path) -> Path:
    return lines(tmp_path / "karsk.jsonl", [told(number) for number in range(ROWS)])


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler with two workers, each a process that is started again when it dies."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as found:
        yield found


def there(inputs: list[Path], out: Path, address: str, kill: Any = None) -> dict[str, Any]:
    return run(planned(inputs, out, options=SMALL), cluster=address, tick=kill or (lambda size: None))


def test_a_cluster_gives_the_same_files_as_this_machine(tmp_path: Path, karsk: Path, cluster: Any) -> None:
    """One worker is killed in the middle, and a driver, which is then started again."""
    finish(planned([karsk], tmp_path / "here", options=SMALL), side_by_side=2)

    killed: list[int] = []

    def kill(size: int) -> None:
        if not killed:
            killed.append(min(pids(cluster)))
            os.kill(killed[0], signal.SIGKILL)

    found = there([karsk], tmp_path / "worker", cluster.scheduler_address, kill)
    assert found["failed"] == []
    assert killed[0] not in pids(cluster)
    assert files(tmp_path / "worker") == files(tmp_path / "here")

    driver = started(karsk, tmp_path / "driver", cluster.scheduler_address)
    deadline = time.monotonic() + 60
    while not list((tmp_path / "driver").glob("pages/*.parquet")) and time.monotonic() < deadline:
        time.sleep(0.01)
    driver.kill()
    driver.wait()
    there([karsk], tmp_path / "driver", cluster.scheduler_address)
    # a part that the first driver handed out may still be written a second time, under another name
    left = {name: digest for name, digest in files(tmp_path / "driver").items() if not name.endswith(".part")}
    assert left == files(tmp_path / "here")


def pids(cluster: Any) -> list[int]:
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        return sorted(client.run(os.getpid).values())


def started(karsk: Path, out: Path, address: str) -> subprocess.Popen[bytes]:
    script = (
        "import sys; from pathlib import Path; from tests.shards.test_cluster import there; "
        "there([Path(sys.argv[1])], Path(sys.argv[2]), sys.argv[3])"
    )
    return subprocess.Popen(
        [sys.executable, "-c", script, str(karsk), str(out), address],
        cwd=Path(__file__).parents[2], stderr=subprocess.DEVNULL,
    )  # fmt: skip


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, karsk: Path) -> None:
    from saidby.shards.cluster import run_there

    work = planned([karsk], tmp_path / "out")
    running = run_there(
        "tcp://127.0.0.1:9", work.jobs, work.out, FAKE, tick=lambda size: None, wait_seconds=1
    )
    with pytest.raises(
        SaidbyError, match=r"^no scheduler answers at tcp://127\.0\.0\.1:9 within 1 seconds; start"
    ):
        next(running)


def test_workers_of_another_version_or_without_the_folder_are_refused(tmp_path: Path, cluster: Any) -> None:
    from saidby.shards.cluster import check_workers
    from saidby.shards.process import Reads

    class Workers:
        """A scheduler whose one worker answers so."""

        def __init__(self, answer: object) -> None:
            self._answer = answer

        def wait_for_workers(self, least: int, timeout: float) -> None:
            if self._answer is None:
                raise TimeoutError

        def run(self, function: object, *arguments: object, on_error: str) -> dict[str, object]:
            return {"tcp://karsk:1": self._answer}

    def said(answer: object) -> str:
        with pytest.raises(SaidbyError) as caught:
            check_workers(Workers(answer), "tcp://karsk:8786", str(tmp_path), FAKE, 1)
        return str(caught.value)

    assert said((Reads("0.0.9", "old"), True)).startswith(
        "worker tcp://karsk:1 has saidby 0.0.9 with old, here is"
    )
    assert said(ModuleNotFoundError("No module named 'saidby'")).startswith(
        "worker tcp://karsk:1 has no saidby of this version (No module named 'saidby')"
    )
    assert said(None).startswith(
        "the scheduler at tcp://karsk:8786 has no workers; start one on each machine with"
    )
    from saidby.shards.process import reads

    assert said((reads(FAKE), False)) == (
        f"worker tcp://karsk:1 does not see {tmp_path}; it must be a folder that all machines share"
    )
