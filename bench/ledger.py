"""A ledger of a million claims: adding, searching, incidents, memory: `make bench-ledger`.

Its claims are those of real articles (`data/syria`), read once and then varied: in every copy a part of the
words is exchanged for others of the same length from the same articles, so that places in the text hold, no
two texts are the same and words keep their frequencies. `python -m bench.ledger 100000` makes a smaller one.

Incidents are computed for another ledger, of `COMPUTED` claims in which several articles tell of one thing
(`bench.stream`). Their rows are then copied, each with an id of its own, up to as many as the whole would
have: lists and `show` are asked of all these. `python -m bench.ledger 1000000 1000000` computes them for a
million claims, which takes a quarter of an hour more, and copies none.
"""

from __future__ import annotations

import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench.shared import compare, data, digest, floors, lines, requests
from bench.stream import stream
from saidby.data import Dated, Reading
from saidby.ledger import kept, root_rows
from saidby.ledger.listed_rows import paged
from saidby.ledger.query import Search
from saidby.ledger.rows import Entry, Request
from saidby.ledger.store import Ledger
from saidby.ledger.summary import Filter
from saidby.pages import Given
from saidby.serial import from_json

CLAIMS = 1_000_000
ARTICLES = 150  # read by the model: half a minute
BATCH = 64  # readings a transaction, as `saidby add` has them
BLOCK = 100_000  # claims; the first and the last are compared
EXCHANGED = 0.3  # of the words of a copy
QUERIES = 200
COMPUTED = 100_000  # claims whose incidents are computed: a minute and a half
STREAMED = 300  # articles that these are varied from: the more, the less alike they are
_WORD = re.compile(r"[A-Za-z]{4,}")


def main() -> int:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS
    computed = min(most, int(sys.argv[2]) if len(sys.argv) > 2 else COMPUTED)
    source = data() / "syria" / "articles.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        many = real(source, Path(folder), STREAMED)
        readings = many[:ARTICLES]
        before = memory()
        path = str(Path(folder) / "saidby.db")
        figures = fill(path, varied(readings), most)
        figures["memory (MB)"] = memory()
        print(f"memory before anything was added: {before:.0f} MB", file=sys.stderr)
        figures["file, bytes a claim"] = Path(path).stat().st_size / most
        figures |= searched(path, readings)
        figures |= incidents(Path(folder), many, most, computed)
    return 0 if compare("ledger", figures, floors("ledger", digest(source))) else 1


def real(source: Path, folder: Path, articles: int = ARTICLES) -> list[Reading]:
    """The first articles of the set, as `saidby read` reads them."""
    inputs, outputs = folder / "in.jsonl", folder / "out.jsonl"
    requests(source, inputs, articles)
    command = ["read", "--from-jsonl", str(inputs), "--to-jsonl", str(outputs)]
    done = subprocess.run([sys.executable, "-m", "saidby", *command], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"saidby read ended with {done.returncode}: {done.stderr.decode()}")
    return [from_json(row) for row in lines(outputs) if "schema" in row]


# -------------------------------------------------------------------------------------- adding


def fill(path: str, copies: Iterator[Entry], most: int) -> dict[str, float]:
    """Add these until there are so many claims; what a claim costs at the beginning and the end.

    The cost is processor time: what else runs on the machine does not show in it.
    """
    blocks: list[float] = []
    seconds = cost = told = 0.0
    count = 0
    with Ledger(path, mode="create") as ledger:
        while count < most:
            entries = [next(copies) for _ in range(BATCH)]
            began, busy = time.perf_counter(), time.process_time()
            added = ledger.add(entries)
            seconds += time.perf_counter() - began
            cost += time.process_time() - busy
            count += sum(one.claims for one in added)
            if count >= BLOCK * (len(blocks) + 1) or count >= most:
                blocks.append((cost - told) / (count - BLOCK * len(blocks)))
                told = cost
                print(f"{count:>9,} claims, {1e6 * blocks[-1]:.0f} µs each", file=sys.stderr)
    return {
        "claims added a second of processor time": count / cost,
        "claims added a second, by the clock": count / seconds,
        "cost of a claim at the end, times the beginning": blocks[-1] / blocks[0],
    }


def varied(readings: Sequence[Reading]) -> Iterator[Entry]:
    """Copies without end, no two the same."""
    chance = random.Random(0)
    by_length: dict[int, list[str]] = {}
    for reading in readings:
        for word in _WORD.findall(reading.article.text):
            by_length.setdefault(len(word), []).append(word)

    def other(found: re.Match[str]) -> str:
        word = found[0]
        return chance.choice(by_length[len(word)]) if chance.random() < EXCHANGED else word

    number = 0
    while True:
        for reading in readings:
            number += 1
            yield copied(reading, number, _WORD.sub(other, reading.article.text))


def copied(reading: Reading, number: int, text: str) -> Entry:
    url = f"https://outlet{number % 97}.example/{number}"
    day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
    article = replace(
        reading.article, id=f"{number:064x}", url=url, text=text, published=Dated(day, "given"),
        publisher=f"Outlet {number % 97}",
    )  # fmt: skip
    request = Request(text.encode(), True, Given(url=url))
    return Entry(replace(reading, article=article), request, origin=f"in.jsonl line {number}")


# -------------------------------------------------------------------------------------- asking


def searched(path: str, readings: Sequence[Reading]) -> dict[str, float]:
    """How long a search takes: words as they come in the text, so that common ones are asked for most."""
    chance = random.Random(1)
    words = [word.lower() for reading in readings for word in _WORD.findall(reading.article.text)]
    common = [word for word, _ in Counter(words).most_common(20)]
    names = [actor.name for reading in readings for actor in reading.actors if actor.name]
    asked = {
        "one word": lambda: Search(about=chance.choice(words)),
        "two words": lambda: Search(about=f"{chance.choice(words)} {chance.choice(words)}"),
        "one of the 20 commonest words": lambda: Search(about=chance.choice(common)),
        "who about a word": lambda: Search(about=chance.choice(words), who=f'"{chance.choice(names)}"'),
        "a word in a year, the latest first": lambda: Search(
            about=chance.choice(words), since="2015", until="2015", latest=True
        ),
        "one of the 20 commonest words on one day": lambda: Search(
            about=chance.choice(common), since="2015-06-06", until="2015-06-06"
        ),
        "the first two letters of a word": lambda: Search(about=f"{chance.choice(words)[:2]}*"),
    }
    figures: dict[str, float] = {}
    with Ledger(path) as ledger:
        for name, ask in asked.items():
            times = sorted(timed(lambda: ledger.search(ask())) for _ in range(QUERIES))  # noqa: B023
            figures[f"search, {name}, 95 in 100 (ms)"] = 1000 * times[QUERIES * 95 // 100]
    return figures


def incidents(folder: Path, readings: Sequence[Reading], most: int, computed: int) -> dict[str, float]:
    """What computing incidents costs, and how long lists of them and one of them take."""
    path = str(folder / "incidents.db")
    entries = (entry for entry, _ in stream(readings))
    fill(path, entries, computed)
    with Ledger(path, mode="write") as ledger:
        articles = sum(1 for _ in ledger.heads())
        first, cost = refreshed(ledger)
        ledger.add([next(entries)])
        _, again = refreshed(ledger)
        figures = {
            "computing incidents, ms of processor time an article": 1000 * cost / articles,
            "the same after one more article, ms for each there is": 1000 * again / articles,
            "memory with incidents (MB)": memory(),
        }
        count = copy_rows(ledger, most // computed)
    print(f"{first:,} incidents computed of {articles:,} articles; {count:,} asked", file=sys.stderr)
    return figures | listed(path, readings)


def refreshed(ledger: Ledger) -> tuple[int, float]:
    """How many incidents there are when they were computed, and the processor time that took."""
    began = time.process_time()
    kept.refresh(ledger)
    cost = time.process_time() - began
    counted = ledger.database.row("SELECT count(*) FROM incidents")
    return int(counted[0]) if counted else 0, cost


def listed(path: str, readings: Sequence[Reading]) -> dict[str, float]:
    """How long a list of incidents and one of them take."""
    with Ledger(path) as ledger:
        ids = [id for (id,) in ledger.database.rows("SELECT id FROM incidents ORDER BY id")]
        chance = random.Random(2)
        words = [word.lower() for reading in readings for word in _WORD.findall(reading.article.title or "")]
        places = [place.name for reading in readings for place in reading.places]
        names = [actor.name for reading in readings for actor in reading.actors if actor.name]
        asked: dict[str, Callable[[], object]] = {
            "all": lambda: paged(ledger, Filter(), limit=20),
            "place": lambda: paged(ledger, Filter(place=chance.choice(places)), limit=20),
            "actor": lambda: paged(ledger, Filter(actor=chance.choice(names)), limit=20),
            "text": lambda: paged(ledger, Filter(text=chance.choice(words or ["strikes"])), limit=20),
            "date": lambda: paged(ledger, Filter(since="2000-01-02", until="2000-01-02"), limit=20),
        }
        figures = {f"incidents, {name}, 95 in 100 (ms)": slowest(ask) for name, ask in asked.items()}
        figures["show, 95 in 100 (ms)"] = slowest(lambda: kept.one(ledger, chance.choice(ids)))
    return figures


def copy_rows(ledger: Ledger, times: int) -> int:
    """Put so many times the rows of incidents there, each copy under an id of its own; how many there are."""
    columns = "main, articles, first_day, last_day, type, modes, places, actors, words, "
    columns += "place, latitude, longitude, precision"
    database = ledger.database
    with database.writing():
        database.run("CREATE TEMP TABLE first AS SELECT * FROM incidents")
        database.run("CREATE TEMP TABLE facts AS SELECT * FROM incident_facts")
        for table in root_rows.TABLES:
            database.run(f"CREATE TEMP TABLE first_{table} AS SELECT * FROM {table}")
        for number in range(1, times):
            database.run(
                "INSERT INTO incidents SELECT substr(id, 1, 11) || printf('%05x', ?), digest || ?, articles, "
                "first, summary, packed FROM first WHERE true ON CONFLICT DO NOTHING",
                (number, number),
            )
            database.run(
                f"INSERT INTO incident_facts (id, {columns}) SELECT substr(id, 1, 11) || printf('%05x', ?), "
                f"{columns} FROM facts WHERE true ON CONFLICT DO NOTHING",
                (number,),
            )
            for table, names in (("incident_roots", root_rows.ROOT), ("incident_relays", root_rows.RELAY)):
                rest = ", ".join(names[1:])
                database.run(
                    f"INSERT INTO {table} (incident, {rest}) SELECT substr(incident, 1, 11) || "
                    f"printf('%05x', ?), {rest} FROM first_{table} WHERE true ON CONFLICT DO NOTHING",
                    (number,),
                )
        root_rows.put(ledger, (), ())
    counted = database.row("SELECT count(*) FROM incidents")
    return int(counted[0]) if counted else 0


def slowest(ask: Callable[[], object]) -> float:
    """Milliseconds within which 95 in 100 are answered."""
    return 1000 * sorted(timed(ask) for _ in range(QUERIES // 2))[QUERIES // 2 * 95 // 100]


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time: the ledger is in memory by then, and others work on the machine, too."""
    began = time.process_time()
    work()
    return time.process_time() - began


def memory() -> float:
    """The most that this process has had, in MB."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    raise SystemExit(main())
