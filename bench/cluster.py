"""A cluster of two workers on this machine, and what may end there: `make bench-cluster`.

    here     the articles are read by two processes of this machine
    there    the same by two workers of dask.distributed
    worker   one of the two is killed (SIGKILL) while it reads
    driver   the program that hands out the parts is killed, and started again

The files of the last three must be those of the first, byte for byte, and so must the ledgers. Real articles
(`data/syria`), the real reader. `python -m bench.cluster 40` takes so many articles.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.shared import compare, data, digest, floors, requests
from saidby.shards.manifest import Share
from saidby.shards.merge import merge, shards
from saidby.shards.parts import Options
from saidby.shards.run import Plan, plan, run

ARTICLES = 200
PARTS = 16
WAIT = 900.0  # seconds until something must have happened


def main() -> int:
    if sys.argv[1:2] == ["drive"]:
        run(work(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])), cluster=sys.argv[5], tick=quiet)
        return 0
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    source = data() / "syria" / "articles.jsonl"
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        inputs, size = written(source, place / "articles.jsonl", articles)
        began = time.monotonic()
        told = run(work(inputs, place / "here", size), side_by_side=2, tick=quiet)
        figures["seconds, two processes here"] = time.monotonic() - began
        figures["articles"] = float(told["counts"]["pages"])
        figures["not read"] = float(told["counts"]["failed"] + len(told["failed"]))
        with scheduler(place) as address:
            began = time.monotonic()
            run(work(inputs, place / "there", size), cluster=address, tick=quiet)
            figures["seconds, two workers"] = time.monotonic() - began
            began = time.monotonic()
            run(work(inputs, place / "worker", size), cluster=address, tick=killer(address))
            figures["seconds, a worker killed"] = time.monotonic() - began
            drive_twice(inputs, place / "driver", size, address)
        for name in ("there", "worker", "driver"):
            figures[f"files that differ, {name}"] = float(differing(place / "here", place / name))
            figures[f"ledger differs, {name}"] = float(ledger(place, name) != ledger(place, "here"))
    return 0 if compare("cluster", figures, floors("cluster", digest(source))) else 1


def quiet(size: int) -> None:
    """Nobody watches."""


def written(source: Path, target: Path, articles: int) -> tuple[Path, int]:
    """The first articles as JSON Lines, and the size of parts that makes `PARTS` of them."""
    requests(source, target, articles)
    return target, target.stat().st_size // PARTS + 1


def work(inputs: Path, out: Path, size: int) -> Plan:
    options = replace(Options(), part_bytes=size)
    return plan([str(inputs)], str(out), options=options, share_of=Share(), tick=quiet)


# -------------------------------------------------------------------------------------- what ends


@contextlib.contextmanager
def scheduler(place: Path) -> Iterator[str]:
    """The address of a scheduler with two workers that are started again when they die."""
    told = place / "scheduler.json"
    dask = str(Path(sys.executable).with_name("dask"))
    common = ["--scheduler-file", str(told), "--no-dashboard"]
    with contextlib.ExitStack() as stack:
        for command in (
            ["scheduler", "--port", "0", *common],
            ["worker", "--nworkers", "2", "--nthreads", "1", "--local-directory", str(place / "w"), *common],
        ):
            child = subprocess.Popen([dask, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            stack.callback(child.wait)
            stack.callback(child.terminate)
            until(told.exists)
        address = str(json.loads(told.read_text())["address"])
        until(lambda: len(workers(address)) == 2)
        yield address


def workers(address: str) -> list[int]:
    """Process ids."""
    from distributed import Client

    client: Any = Client(address, set_as_default=False)  # type: ignore[no-untyped-call,unused-ignore]
    with client:
        return sorted(client.run(os.getpid).values())


def killer(address: str) -> Callable[[int], None]:
    """Kills a worker when the first part is done."""
    killed: list[int] = []

    def tick(size: int) -> None:
        if not killed:
            killed.append(workers(address)[0])
            os.kill(killed[0], signal.SIGKILL)

    return tick


def drive_twice(inputs: Path, out: Path, size: int, address: str) -> None:
    command = [sys.executable, "-m", "bench.cluster", "drive", str(inputs), str(out), str(size), address]
    driver = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    until(lambda: any(out.glob("pages/*.parquet")))
    driver.kill()
    driver.wait()
    whole = len(list(out.glob("pages/*.parquet")))
    print(f"driver killed with {whole} shards of {PARTS}", file=sys.stderr)
    subprocess.run(command, check=True)


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT
    while not true():
        if time.monotonic() > deadline:
            sys.exit(f"nothing happened within {WAIT:g} seconds")
        time.sleep(0.05)


# -------------------------------------------------------------------------------------- what came out


def differing(here: Path, there: Path) -> int:
    """Files that only one of two folders has, or that are not the same in both."""
    return len(set(files(here).items()) ^ set(files(there).items()))


def files(out: Path) -> dict[str, str]:
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and path.suffix != ".part"
    }


def ledger(place: Path, name: str) -> str:
    """The digest of the ledger that is made of a run."""
    path = place / f"{name}.db"
    if not path.exists():
        merge(shards([str(place / name)]), str(path), tick=quiet)
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
