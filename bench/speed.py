"""Speed and memory of `saidby read`: `make bench-speed`. Every time is set against another one of the same
run.

One core: the whole bench pins itself to one processor where the system lets it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from bench.shared import compare, data, digest, floors
from saidby.model.lattice import Floats, Ints
from saidby.model.tagger import Network, Tagger

ARTICLE = 700  # words: what "an article" means in the figures
LONG = 12  # times PolNeAR dev in the long run: 1,008 articles


def main() -> int:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    inputs = data().parent / "eval" / "inputs" / "polnear-dev.jsonl"
    articles = sum(len(json.loads(line)["text"].split()) for line in inputs.open(encoding="utf-8")) / ARTICLE
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        once, twice = Path(folder, "once.jsonl"), Path(folder, "more.jsonl")
        repeat(inputs, once, 1)
        repeat(inputs, twice, 4)
        base, _ = command(once)
        more, _ = command(twice)
        figures["articles of 700 words a second"] = 3 * articles / (more - base)
        figures |= shares(inputs)
        ours = figures.pop("seconds in process")
        plain = in_torch(inputs)
        figures["times as fast as torch fp32, one article at a time"] = plain / ours
        long = Path(folder, "long.jsonl")
        repeat(inputs, long, LONG)
        _, least = command(twice)
        _, most = command(long)
        figures["memory of a long run (MB)"] = most
        figures["memory growth, 336 to 1,008 articles (%)"] = 100 * (most / least - 1)
        page = data().parent / "acceptance" / "page.txt"
        figures["start of saidby --help (s)"] = best(lambda: saidby("--help"))
        figures["start of saidby read, one page (s)"] = best(lambda: saidby("read", str(page)))
    return 0 if compare("speed", figures, floors("speed", digest(inputs))) else 1


def repeat(inputs: Path, outputs: Path, times: int) -> None:
    """The same articles several times over, each under an id of its own."""
    with outputs.open("w", encoding="utf-8") as out:
        for number in range(times):
            for line in inputs.open(encoding="utf-8"):
                row = json.loads(line)
                out.write(json.dumps({**row, "id": f"{number}-{row['id']}"}) + "\n")


def command(inputs: Path) -> tuple[float, float]:
    """Wall-clock seconds and peak memory (MB, the largest process) of `saidby read --from-jsonl`."""
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'saidby', 'read', '--from-jsonl', sys.argv[1],"
        " '--to-jsonl', sys.argv[2]], capture_output=True)\n"
        "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    began = time.perf_counter()
    finished = subprocess.run(
        [sys.executable, "-c", code, str(inputs), str(inputs.with_suffix(".out"))],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds = time.perf_counter() - began
    status, peak = map(int, finished.stdout.split())
    if status not in (0, 1):
        sys.exit(f"saidby read ended with {status}")
    return seconds, peak / (1024 if sys.platform != "darwin" else 1 << 20)


class Timed:
    """A network that counts its seconds and the pieces it was given."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.seconds = 0.0
        self.pieces = 0
        self.operations = 0.0

    def encode(self, ids: Ints, types: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        began = time.perf_counter()
        result = self.network.encode(ids, types)
        self.seconds += time.perf_counter() - began
        self.pieces += len(ids)
        self.operations += 2.0 * LINEAR * len(ids)
        return result

    def link(self, words: Floats, starts: Ints, lasts: Ints, index: Ints, place: Ints) -> Floats:
        return self.network.link(words, starts, lasts, index, place)

    def argue(self, words: Floats, starts: Ints, index: Ints, place: Ints) -> Floats:
        return self.network.argue(words, starts, index, place)


LINEAR = 6 * (4 * 384**2 + 2 * 384 * 1536)  # multiply-adds a piece in the linear layers


def shares(inputs: Path) -> dict[str, float]:
    """What part of the reading the encoder takes, and how near it comes to the machine's int8 arithmetic."""
    from dataclasses import replace

    from saidby.model.session import shipped
    from saidby.pages import Given, read_text
    from saidby.reading.read import read_articles
    from saidby.serial import dumps

    lines = [json.loads(line) for line in inputs.open(encoding="utf-8")]
    timed = Timed(shipped().network)
    tagger: Tagger = replace(shipped(), network=timed)

    def work() -> None:
        texts = (read_text(row["text"], given=Given())[0] for row in lines)
        for reading in read_articles(texts, tagger=tagger):
            dumps(reading)

    work()
    results = []
    for _ in range(3):
        timed.seconds, timed.pieces, timed.operations = 0.0, 0, 0.0
        began = time.perf_counter()
        work()
        results.append((time.perf_counter() - began, timed.seconds))
    total, inside = min(results)
    return {
        "encoder's share of the time (%)": 100 * inside / total,
        "encoder's share of its arithmetic limit (%)": 100 * timed.operations / inside / peak(),
        "encoder, pieces a second": timed.pieces / inside,
        "seconds in process": total,
    }


def peak() -> float:
    """int8 operations a second that onnxruntime reaches in one large product of the encoder's own shape
    (2048, 384, 1536).
    """
    import onnxruntime
    from onnx import TensorProto, helper

    weights = np.random.default_rng(0).integers(-127, 127, (384, 1536), dtype=np.int8)
    node = helper.make_node("MatMulInteger", ["a", "b"], ["c"])
    graph = helper.make_graph(
        [node], "peak",
        [helper.make_tensor_value_info("a", TensorProto.UINT8, [2048, 384])],
        [helper.make_tensor_value_info("c", TensorProto.INT32, [2048, 1536])],
        [helper.make_tensor("b", TensorProto.INT8, weights.shape, weights.tobytes(), raw=True)],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    a = np.random.default_rng(1).integers(0, 255, (2048, 384), dtype=np.uint8)
    return 2.0 * 2048 * 384 * 1536 / best(lambda: session.run(None, {"a": a}), 20)


def in_torch(inputs: Path) -> float:
    """Seconds for the same articles by the same weights in torch, fp32, one article at a time, pages in and
    readings out.
    """
    from dataclasses import replace

    import torch

    from saidby.model.session import shipped
    from saidby.pages import Given, read_text
    from saidby.reading.read import read_articles
    from saidby.serial import dumps
    from training.restore import restored

    torch.set_num_threads(1)
    tagger = replace(shipped(), network=restored())

    def work() -> None:
        for line in inputs.open(encoding="utf-8"):
            article, _ = read_text(json.loads(line)["text"], given=Given())
            for reading in read_articles([article], tagger=tagger):
                dumps(reading)

    return best(work, 1)


def best(work: Callable[[], object], times: int = 5) -> float:
    """Least seconds of several runs."""

    def runs() -> Iterator[float]:
        for _ in range(times):
            began = time.perf_counter()
            work()
            yield time.perf_counter() - began

    return min(runs())


def saidby(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "saidby", *arguments], capture_output=True, check=False)


if __name__ == "__main__":
    raise SystemExit(main())
