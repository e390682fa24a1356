"""Speed and memory of `saidby batch`, from a web archive to Parquet with everything on: `make bench-batch`.

Every figure is told by the clock and by processor time, since others may use the machine: processor time for
rates, pairs of runs for ratios. `python -m bench.batch 300` takes 300 seconds for the memory of a long run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench.shared import compare, data, digest, floors
from bench.speed import Timed, peak
from bench.wares import Story, pages, stories, write
from saidby.batch import Limits, read_inputs
from saidby.inputs import Input
from saidby.model.tagger import Tagger

FEW, MANY = 32, 128  # pages of the short and the long run; what an article costs is the difference
PARTS = 8  # of an archive: four for each of two processes
COPIED = 0.4
PLAIN = 12  # pages that are read the plain way
LONG = 300.0  # seconds of the run whose memory is looked at
LOOK = 0.2  # seconds between two looks at the processes of a run
EVERY = 8  # pages of it between two looks
PAIRS = 2


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else LONG
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        found = stories()
        write(folder / "few.warc.gz", pages(found, FEW))
        write(folder / "many.warc.gz", pages(found, MANY))
        for name, number in (("few", FEW), ("many", MANY)):
            write(folder / f"{name}-copies.warc.gz", pages(found, number, copied=COPIED))
        runs = [Rates(folder) for _ in range(PAIRS)]
    one = min(run.one.processor for run in runs)
    figures["articles a second, one process, by processor time"] = 1 / one
    figures["articles a second, two processes, by processor time"] = 2 / min(
        run.two.processor for run in runs
    )
    figures["articles a second, one process, by the clock"] = 1 / min(run.one.clock for run in runs)
    figures["articles a second, two processes, by the clock"] = 1 / min(run.two.clock for run in runs)
    figures["one process to two, by the clock"] = max(run.one.clock / run.two.clock for run in runs)
    figures["one process to two, by processor time"] = max(
        2 * run.one.processor / run.two.processor for run in runs
    )
    figures["times faster with 40 % copies"] = max(run.one.processor / run.copies.processor for run in runs)
    figures |= encoder(found)
    figures["times as fast as torch fp32, one process each"] = plain(found) / one
    figures |= memory(found, seconds)
    return 0 if compare("batch", figures, floors("batch", digest(data() / "polnear" / "train.jsonl"))) else 1


# -------------------------------------------------------------------------------------- rates


class Cost:
    """Seconds, by the clock and of processor time."""

    def __init__(self, clock: float, processor: float) -> None:
        self.clock = clock
        self.processor = processor


class Rates:
    """What an article costs one process, two processes, and one process where 40 in 100 are copies."""

    def __init__(self, folder: Path) -> None:
        short = {jobs: command(folder / "few.warc.gz", jobs) for jobs in (1, 2)}
        self.one = more(short[1], command(folder / "many.warc.gz", 1))
        self.copies = more(*(command(folder / f"{name}-copies.warc.gz", 1) for name in ("few", "many")))
        self.two = more(short[2], command(folder / "many.warc.gz", 2))


def more(short: Cost, long: Cost) -> Cost:
    """What a page more costs, without the start."""
    pages = MANY - FEW
    return Cost((long.clock - short.clock) / pages, (long.processor - short.processor) / pages)


def command(archive: Path, jobs: int) -> Cost:
    """`saidby batch` on an archive in a folder of its own; ends the run where that fails."""
    size = archive.stat().st_size / PARTS / 1e6
    with tempfile.TemporaryDirectory() as out:
        said = [str(archive), "--out", out, "--jobs", str(jobs), "--part-size", f"{size:.6f}"]
        began = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-m", "saidby", "batch", *said],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        used: dict[int, float] = {}
        while child.poll() is None:
            used |= _used(child.pid)
            time.sleep(LOOK)
        cost = Cost(time.perf_counter() - began, sum(used.values()))
    if child.returncode:
        sys.exit(f"saidby batch ended with {child.returncode}")
    return cost


def _used(session: int) -> dict[int, float]:
    """Processor seconds of the processes of a session that live, where Linux tells: some of them are killed
    when their work is done, and their time is told to nobody then.
    """
    found: dict[int, float] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                fields = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has just ended
            if int(fields[3]) == session:
                found[int(name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


# -------------------------------------------------------------------------------------- in one process


def encoder(found: Sequence[Story]) -> dict[str, float]:
    """The encoder's share of the time, and how near it comes to what its int8 products alone would allow."""
    from saidby.model.session import shipped

    timed = Timed(shipped().network, clock=time.process_time)
    read = reader(replace(shipped(), network=timed, memory=None))
    some = list(pages(found, 2 * PLAIN))
    read(some[:4])
    timed.seconds, timed.operations = 0.0, 0.0
    total = read(some)
    return {
        "encoder's share of the time (%)": 100 * timed.seconds / total,
        "encoder's share of its arithmetic limit (%)": 100 * timed.operations / timed.seconds / peak(),
    }


def plain(found: Sequence[Story]) -> float:
    """Seconds of processor time an article, by the same weights in torch fp32, one article at a time."""
    import torch

    from saidby.model.session import shipped
    from training.restore import restored

    torch.set_num_threads(1)
    read = reader(replace(shipped(), network=restored(), memory=None))
    some = list(pages(found, PLAIN))
    read(some[:2])
    return min(read(some) for _ in range(PAIRS)) / PLAIN


def reader(tagger: Tagger) -> Callable[[list[tuple[str, bytes]]], float]:
    """What reads pages one at a time with a model, to JSON, and tells the processor time it took."""
    from saidby.pages import Given, read_page
    from saidby.reading.read import read_articles
    from saidby.serial import dumps

    def read(some: list[tuple[str, bytes]]) -> float:
        began = time.process_time()
        for url, body in some:
            article, _ = read_page(body, origin=url, given=Given(url=url))
            if article is not None:
                for reading in read_articles([article], tagger=tagger):
                    dumps(reading)
        return time.process_time() - began

    return read


# -------------------------------------------------------------------------------------- memory


def memory(found: Sequence[Story], seconds: float) -> dict[str, float]:
    """Memory of the process that reads, page after page for so long: the most, and its last third against its
    first. No story is met again while it is remembered.
    """
    if not Path("/proc/self/status").exists():
        return {}
    end = time.monotonic() + seconds
    sizes: list[float] = []

    def inputs() -> Iterator[Input]:
        for url, body in pages(found, 10**9):
            if time.monotonic() > end:
                return
            yield Input(url, body)

    count = 0
    for count, _ in enumerate(read_inputs(inputs(), limits=Limits()), 1):
        if not count % EVERY:
            sizes.append(sum(map(_resident, _children())))
    settled = sizes[min(len(sizes) // 2, 400 // EVERY) :]  # its memory of texts is full after 400
    third = max(1, len(settled) // 3)
    print(f"memory over {count:,} articles", file=sys.stderr)
    return {
        "memory of a process that reads (MB)": max(sizes),
        "memory, last third against first (%)": 100 * (max(settled[-third:]) / max(settled[:third]) - 1),
    }


def _children() -> list[int]:
    """The processes that read for this one, where Linux tells."""
    mine = f"PPid:\t{os.getpid()}\n"
    found = [int(name) for name in os.listdir("/proc") if name.isdigit() and mine in _status(int(name))]
    # one that is just being started still is a likeness of this process, with its memory
    return [process for process in found if "saidby.worker" in _told(process, "cmdline")]


def _status(process: int) -> str:
    return _told(process, "status")


def _told(process: int, what: str) -> str:
    """ "" where the process has just ended."""
    try:
        return Path(f"/proc/{process}/{what}").read_text()
    except OSError:
        return ""


def _resident(process: int) -> float:
    """Memory of a process in MB."""
    lines = _status(process).splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


if __name__ == "__main__":
    raise SystemExit(main())
