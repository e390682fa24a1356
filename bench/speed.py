"""Speed and memory of `saidby read`: `make bench-speed`. Every time is set against another one of the same
run, and is processor time: others may use the machine.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.shared import compare, data, digest, floors
from saidby.model.lattice import Floats, Ints
from saidby.model.tagger import Network, Tagger

ARTICLE = 700  # words: what "an article" means in the figures
MORE, LONG = 3, 6  # times PolNeAR dev in the middle run and in the long one: 252 and 504 articles
EVERY = 4  # of the articles one is read in torch, which takes its time
_VARIED = ("the", "this", "that", "a", "its", "their")


def main() -> int:
    inputs = data().parent / "eval" / "inputs" / "polnear-dev.jsonl"
    rows = [json.loads(line) for line in inputs.open(encoding="utf-8")]
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        runs = {}
        for times in (1, MORE, LONG):
            path = Path(folder, f"{times}.jsonl")
            repeat(rows, path, times)
            runs[times] = command(path)
        more = runs[MORE][0] - runs[1][0]
        figures["articles of 700 words a second"] = (MORE - 1) * articles(rows) / more
        figures |= shares(rows)
        ours = figures.pop("seconds an article")
        figures["times as fast as torch fp32, one article at a time"] = in_torch(rows[::EVERY]) / ours
        figures["memory of a long run (MB)"] = runs[LONG][1]
        figures["memory growth, 252 to 504 articles (%)"] = 100 * (runs[LONG][1] / runs[MORE][1] - 1)
        page = data().parent / "acceptance" / "page.txt"
        figures["start of saidby --help (s)"] = min(saidby("--help") for _ in range(5))
        figures["start of saidby read, one page (s)"] = min(saidby("read", str(page)) for _ in range(5))
    return 0 if compare("speed", figures, floors("speed", digest(inputs))) else 1


def articles(rows: list[dict[str, str]]) -> float:
    """How many articles of 700 words that is."""
    return sum(len(row["text"].split()) for row in rows) / ARTICLE


def repeat(rows: list[dict[str, str]], outputs: Path, times: int) -> None:
    """The same articles several times over, each with an id and a little word of its own: a text that was met
    before would not be read again.
    """
    with outputs.open("w", encoding="utf-8") as out:
        for number in range(times):
            for row in rows:
                text = row["text"].replace(" the ", f" {_VARIED[number]} ")
                out.write(json.dumps({**row, "id": f"{number}-{row['id']}", "text": text}) + "\n")


def command(inputs: Path) -> tuple[float, float]:
    """Processor seconds and peak memory (MB, the largest process) of `saidby read --from-jsonl`."""
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'saidby', 'read', '--from-jsonl', sys.argv[1],"
        " '--to-jsonl', sys.argv[2]], capture_output=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss)\n"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code, str(inputs), str(inputs.with_suffix(".out"))],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    status, seconds, peak = finished.stdout.split()
    if int(status) not in (0, 1):
        sys.exit(f"saidby read ended with {status}")
    return float(seconds), int(peak) / (1024 if sys.platform != "darwin" else 1 << 20)


class Timed:
    """A network that counts its seconds and the pieces it was given."""

    def __init__(self, network: Network, clock: Callable[[], float] = time.perf_counter) -> None:
        self.network = network
        self.clock = clock
        self.seconds = 0.0
        self.pieces = 0
        self.operations = 0.0

    def encode(self, ids: Ints, types: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        began = self.clock()
        result = self.network.encode(ids, types)
        self.seconds += self.clock() - began
        self.pieces += len(ids)
        self.operations += 2.0 * LAYERS * LINEAR * len(ids)
        return result

    def tell(self, shared: Floats) -> tuple[Floats, Floats]:
        began = self.clock()
        result = self.network.tell(shared)
        self.seconds += self.clock() - began
        self.operations += 2.0 * BRANCH * LINEAR * len(shared)
        return result

    def link(self, words: Floats, starts: Ints, lasts: Ints, index: Ints, place: Ints) -> Floats:
        return self.network.link(words, starts, lasts, index, place)

    def argue(self, words: Floats, starts: Ints, index: Ints, place: Ints) -> Floats:
        return self.network.argue(words, starts, index, place)


LINEAR = 4 * 384**2 + 2 * 384 * 1536  # multiply-adds a piece in the products of a layer
LAYERS, BRANCH = 6, 1  # of the encoder, and of what is told of events beside its last one


def shares(rows: list[dict[str, str]]) -> dict[str, float]:
    """What part of the reading the encoder takes, and how near it comes to the machine's int8 arithmetic."""
    from saidby.model.session import shipped

    timed = Timed(shipped().network, time.process_time)
    read = reader(replace(shipped(), network=timed, memory=None))
    read(rows[:8])
    results = []
    for _ in range(2):
        timed.seconds, timed.pieces, timed.operations = 0.0, 0, 0.0
        results.append((read(rows), timed.seconds))
    total, inside = min(results)
    return {
        "encoder's share of the time (%)": 100 * inside / total,
        "encoder's share of its arithmetic limit (%)": 100 * timed.operations / inside / peak(),
        "encoder, pieces a second": timed.pieces / inside,
        "seconds an article": total / articles(rows),
    }


def reader(tagger: Tagger) -> Callable[[list[dict[str, str]]], float]:
    """What reads texts one at a time with a model, to JSON, and tells the processor time that it took."""
    from saidby.pages import Given, read_text
    from saidby.reading.read import read_articles
    from saidby.serial import dumps

    def read(rows: list[dict[str, str]]) -> float:
        began = time.process_time()
        for row in rows:
            article, _ = read_text(row["text"], given=Given())
            for reading in read_articles([article], tagger=tagger):
                dumps(reading)
        return time.process_time() - began

    return read


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


def in_torch(rows: list[dict[str, str]]) -> float:
    """Seconds an article by the same weights in torch, fp32, one at a time, texts in and readings out."""
    import torch

    from saidby.model.session import shipped
    from training.restore import restored

    torch.set_num_threads(1)
    read = reader(replace(shipped(), network=restored(), memory=None))
    read(rows[:2])
    return read(rows) / articles(rows)


def best(work: Callable[[], object], times: int = 5) -> float:
    """Least seconds of several runs."""

    def runs() -> Iterator[float]:
        for _ in range(times):
            began = time.process_time()
            work()
            yield time.process_time() - began

    return min(runs())


def saidby(*arguments: str) -> float:
    """Processor seconds of a call."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "saidby", *arguments], capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
