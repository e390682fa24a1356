"""What ends or crosses a run that adds: `make bench-crash`. Nothing may be lost, doubled or half-written.

    killed     `kill -9` at 200 random moments of adding, several times over into the same ledger
    at once    two writers of pages that overlap, one of them killed at random moments and started again
    disk full  file systems, or limits on the size of files, that are too small at 20 places

The first two also on a PostgreSQL server, where one is installed; then a client is killed and not the server.

Adding is `saidby.adding.add_inputs` in a process of its own, as `saidby add` calls it, with a reader that
costs nothing, so that most moments are moments of writing. A run tells the number of each page when it is
in the ledger; what it told must be there, once, and `verify` must find every row as it was added.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.shared import compare, floors
from saidby.errors import LedgerError
from saidby.ledger.store import Ledger
from saidby.ledger.verify import verify
from tests.ledger import server

KILLS = 200
KILLS_A_LEDGER = 20
LONGEST = 1.2  # seconds until a kill; the first page is in after half of one
PAGES = 400  # that a run may add: more than it comes to
FULL = 20
SENTENCES = 60  # of a page: its transaction then takes a few milliseconds


@dataclass(slots=True)
class Tally:
    """What was found after all those runs."""

    runs: int = 0
    pages: int = 0
    lost: int = 0
    doubled: int = 0
    unclean: int = 0
    untold: int = 0

    def check(self, path: str, told: set[int]) -> None:
        """Hold a ledger to what runs told about it."""
        self.runs += 1
        self.pages += len(told)
        try:
            with Ledger(path) as ledger:
                kept = [head.id for head in ledger.heads()]
                finding = verify(ledger).finding
        except LedgerError as error:  # there is none yet: then nothing can have been told
            kept, finding = [], None
            self.unclean += "there is no such ledger" not in str(error) and "holds nothing" not in str(error)
        self.lost += len(told - {id for id in kept if isinstance(id, int)})
        self.doubled += len(kept) - len(set(kept))
        self.unclean += finding is not None


def main() -> int:
    if sys.argv[1:2] == ["add"]:
        return add(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), *map(int, sys.argv[5:]))
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    tally = Tally()
    chance = random.Random(0)
    with tempfile.TemporaryDirectory() as folder:
        killed(partial(file, folder), tally, chance, kills)
        at_once(partial(file, folder), tally, chance, max(1, kills // 10))
        full(Path(folder), tally)
    held = compare("crash", figures(tally), floors("crash", ""))
    if why := server.missing():
        print(f"no PostgreSQL: {why}", file=sys.stderr)
        return 0 if held else 1
    on_server = Tally()
    with server.running() as url:
        at = partial(server.schema, url)
        killed(at, on_server, chance, kills // 2)
        at_once(at, on_server, chance, max(1, kills // 20))
    print("on a PostgreSQL server:")
    return 0 if compare("crash", figures(on_server), floors("crash", "")) and held else 1


def figures(tally: Tally) -> dict[str, float]:
    return {
        "runs": float(tally.runs), "pages told": float(tally.pages), "lost": float(tally.lost),
        "doubled": float(tally.doubled), "not clean": float(tally.unclean),
        "ended without saying why": float(tally.untold),
    }  # fmt: skip


# -------------------------------------------------------------------------------------- the runs


def file(folder: str, name: str) -> str:
    return f"{folder}/{name}.db"


def killed(place: Callable[[str], str], tally: Tally, chance: random.Random, kills: int) -> None:
    for number in range(kills):
        if number % KILLS_A_LEDGER == 0:
            path, told = place(f"killed{number}"), set[int]()
        with run(path, 0, PAGES * KILLS_A_LEDGER) as child:
            time.sleep(chance.uniform(0, LONGEST))
            told |= stopped(child)
        tally.check(path, told)


def at_once(place: Callable[[str], str], tally: Tally, chance: random.Random, times: int) -> None:
    path, told = place("at_once"), set[int]()
    with run(path, 0, PAGES) as steady:
        for _ in range(times):
            with run(path, PAGES // 2, PAGES + PAGES // 2) as child:
                time.sleep(chance.uniform(0, LONGEST))
                told |= stopped(child)
        out, error = steady.communicate()
        tally.untold += bool(error)
        told |= set(map(int, out.split()))
    with run(path, PAGES // 2, PAGES + PAGES // 2) as last:
        told |= set(map(int, last.communicate()[0].split()))
    tally.check(path, told)
    tally.lost += PAGES + PAGES // 2 - len(told)


def full(folder: Path, tally: Tally) -> None:
    for number in range(FULL):
        size = 150_000 + 60_000 * number
        with small(folder, size) as (place, limits):
            path = str(place / f"full{number}.db")
            with run(path, 0, PAGES * 10, *limits) as child:
                out, error = child.communicate()
            tally.untold += not error.startswith(f"{path}: ") or child.returncode != 1
            tally.check(path, set(map(int, out.split())))


@contextlib.contextmanager
def small(folder: Path, size: int) -> Iterator[tuple[Path, list[int]]]:
    """A folder with so little room; where none can be mounted, a limit on the size of files."""
    place = folder / "small"
    place.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if size % 120_000 and subprocess.run(mount, capture_output=True, check=False).returncode == 0:
        try:
            yield place, []
        finally:
            subprocess.run(["umount", str(place)], check=True)
    else:
        yield place, [size]


@contextlib.contextmanager
def run(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    child = subprocess.Popen(
        [sys.executable, "-m", "bench.crash", "add", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    with child:
        yield child


def stopped(child: subprocess.Popen[str]) -> set[int]:
    """Kill the run with all its processes; what it had told."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    assert child.stdout is not None
    whole = child.stdout.read().rpartition("\n")[0]  # the last line may be cut
    return set(map(int, whole.split()))


# -------------------------------------------------------------------------------------- the process


def add(path: str, first: int, last: int, limit: int = 0) -> int:
    from saidby import adding
    from saidby.batch import Limits
    from saidby.inputs import Input

    adding.BATCH = 8  # the more transactions the better
    if limit:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    inputs = (Input(f"page {number}", text(number), id=number) for number in range(first, last))
    try:
        with Ledger(path, mode="create") as ledger:
            for result in adding.add_inputs(inputs, ledger, limits=Limits(reader="saidby.testing"), ids=True):
                assert result.added is not None, result.outcome.why
                print(result.outcome.id, flush=True)
    except LedgerError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def text(number: int) -> str:
    """An article of its own."""
    chance = random.Random(number)
    return " ".join(
        f"Post {chance.randrange(10**6)} saw shell {chance.randrange(10**6)} fall." for _ in range(SENTENCES)
    )


if __name__ == "__main__":
    raise SystemExit(main())
