"""The app on a ledger of a million claims, 20 people reading and one program adding: `make bench-web`.

The ledger is that of `bench.ledger`: varied real articles, incidents computed for the first of them and their
rows copied up to as many as the whole would have, which is why the app is kept from making them anew here.
Readers ask one page after another with a pause between two, as people do who look quickly; what is timed is
the whole answer. `python -m bench.web 100000` takes a smaller ledger.
"""

from __future__ import annotations

import contextlib
import http.client
import importlib.util
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.ledger import BATCH, CLAIMS, COMPUTED, copy_rows, real, varied
from bench.shared import compare, data, digest, floors
from saidby.data import Reading
from saidby.ledger.rows import Entry
from saidby.ledger.store import Ledger

READERS = 20
SECONDS = 60.0
PAUSE = (0.5, 1.5)  # seconds between two pages of one reader
ADDED = 10  # articles a second, what one core reads
SCREENS = (
    "inbox", "incidents", "incidents, narrowed", "map", "timeline", "incident", "figures", "graph", "article",
    "sources", "source", "search", "review",
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    screen: str
    seconds: float
    status: int
    size: int


def main() -> int:
    if sys.argv[1:2] == ["serve"]:
        return serve(sys.argv[2], int(sys.argv[3]))
    most = int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS
    source = data() / "syria" / "articles.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        readings = real(source, Path(folder))
        path = str(Path(folder) / "saidby.db")
        more = grown(path, readings, most)
        places = Places.of(path, readings)
        with served(path) as port:
            for screen in SCREENS:
                ask(port, screen, places.address(screen, random.Random(0)))
            figures = measured(port, path, places, more)
            figures |= seen(port, places)
    return 0 if compare("web", figures, floors("web", digest(source))) else 1


# -------------------------------------------------------------------------------------- the ledger


def grown(path: str, readings: Sequence[Reading], most: int) -> Iterator[Entry]:
    """Make the ledger; what goes on to be added to it."""
    from saidby.ledger.review import refresh

    copies = varied(readings)
    count = 0
    with Ledger(path, mode="create") as ledger:
        while count < min(most, COMPUTED):
            count += sum(one.claims for one in ledger.add([next(copies) for _ in range(BATCH)]))
        refresh(ledger)
        made = copy_rows(ledger, max(1, most // COMPUTED))
        while count < most:
            count += sum(one.claims for one in ledger.add([next(copies) for _ in range(BATCH)]))
    print(f"{count:,} claims, {made:,} incidents", file=sys.stderr)
    return copies


@dataclass(frozen=True)
class Places:
    """What there is to ask for."""

    incidents: Sequence[str]
    articles: Sequence[int]
    roots: Sequence[str]
    words: Sequence[str]

    @classmethod
    def of(cls, path: str, readings: Sequence[Reading]) -> Places:
        with Ledger(path) as ledger:
            incidents = [id for (id,) in ledger.database.rows("SELECT id FROM incidents ORDER BY id")]
            articles = [head.row for _, head in zip(range(20_000), ledger.heads(), strict=False)]
            names = [name for (name,) in ledger.database.rows("SELECT root FROM roots_listed ORDER BY root")]
        words = [
            w for r in readings for w in (r.article.title or r.article.text[:300]).split() if w.isalpha()
        ]
        return cls(incidents, articles, names, words)

    def address(self, screen: str, chance: random.Random) -> str:
        from saidby.web import urls

        incident, word = chance.choice(self.incidents), chance.choice(self.words)
        match screen:
            case "incident":
                return urls.incident(incident)
            case "figures" | "graph":
                return urls.incident(incident, screen)
            case "article":
                return urls.article(chance.choice(self.articles))
            case "incidents, narrowed":
                return urls.with_query(urls.INCIDENTS, {"text": word})
            case "source":
                return urls.source(chance.choice(self.roots))
            case "search":
                return urls.search(about=word)
        return {
            "inbox": urls.INBOX, "incidents": urls.INCIDENTS, "map": urls.MAP, "timeline": urls.TIMELINE,
            "sources": urls.SOURCES, "review": urls.REVIEW,
        }[screen]  # fmt: skip


# -------------------------------------------------------------------------------------- the app


def serve(path: str, port: int) -> int:
    import uvicorn

    from saidby.web.app import app
    from saidby.web.options import Options

    uvicorn.run(app(path, options=Options(refresh="never")), port=port, log_level="error")
    return 0


@contextlib.contextmanager
def served(path: str) -> Iterator[int]:
    port = 20_000 + os.getpid() % 20_000
    child = subprocess.Popen([sys.executable, "-m", "bench.web", "serve", path, str(port)])
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                ask(port, "inbox", "/inbox")
                break
            time.sleep(0.1)
        yield port
    finally:
        child.terminate()
        child.wait()


def ask(port: int, screen: str, address: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    began = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    size = len(response.read())
    seconds = time.perf_counter() - began
    connection.close()
    return Answer(screen, seconds, response.status, size)


def measured(port: int, path: str, places: Places, more: Iterator[Entry]) -> dict[str, float]:
    """Times of all answers while 20 read and one adds."""
    answers: list[Answer] = []
    until = time.monotonic() + SECONDS

    def read(number: int) -> None:
        chance = random.Random(number)
        time.sleep(chance.uniform(0, PAUSE[1]))
        while time.monotonic() < until:
            screen = chance.choice(SCREENS)
            answers.append(ask(port, screen, places.address(screen, chance)))
            time.sleep(chance.uniform(*PAUSE))

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for reader in readers:
        reader.start()
    added = 0
    with Ledger(path, mode="write") as ledger:
        while time.monotonic() < until:
            added += len(ledger.add([next(more) for _ in range(ADDED)]))
            time.sleep(1)
    for reader in readers:
        reader.join()
    by_screen: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_screen[answer.screen].append(answer)
    for screen, some in sorted(by_screen.items()):
        times = sorted(1000 * answer.seconds for answer in some)
        size = max(answer.size for answer in some) / 1000
        print(
            f"{screen:<22}{times[len(times) // 2]:>7.0f} ms half, {times[-1]:>6.0f} ms the slowest of "
            f"{len(times)}, {size:.0f} kB at most",
            file=sys.stderr,
        )
    times = sorted(1000 * answer.seconds for answer in answers)
    print(f"{len(answers)} pages, {added} articles added meanwhile", file=sys.stderr)
    return {
        "a page, half of all (ms)": times[len(times) // 2],
        "a page, 99 in 100 (ms)": times[len(times) * 99 // 100],
        "a page's own weight, the heaviest (kB)": max(answer.size for answer in answers) / 1000,
        "pages that failed": sum(answer.status >= 400 for answer in answers),
    }


# -------------------------------------------------------------------------------------- the browser

_WATCH = """
window.shifted = 0; window.delayed = 0;
new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) shifted += e.value; })
  .observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(l => { for (const e of l.getEntries()) delayed = Math.max(delayed, e.duration); })
  .observe({type: 'event', buffered: true, durationThreshold: 16});
"""


def seen(port: int, places: Places) -> dict[str, float]:
    """What a browser measures: how far a page moves while it loads, how long a key or click waits, and all
    that it loads.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or importlib.util.find_spec("playwright") is None:
        print("no chromium: layout shift and input delay are not measured", file=sys.stderr)
        return {}
    from playwright.sync_api import sync_playwright

    shift = delay = weight = 0.0
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium)
        for screen in SCREENS:
            context = browser.new_context()
            page: Any = context.new_page()
            page.add_init_script(_WATCH)
            sizes: list[int] = []
            page.on("requestfinished", lambda r, sizes=sizes: sizes.append(r.sizes()["responseBodySize"]))
            page.goto(f"http://127.0.0.1:{port}{places.address(screen, random.Random(0))}")
            page.keyboard.press("Tab")
            page.mouse.click(5, 5)
            page.wait_for_timeout(300)
            shift = max(shift, page.evaluate("window.shifted"))
            delay = max(delay, page.evaluate("window.delayed"))
            weight = max(weight, sum(sizes) / 1000)
            context.close()
        browser.close()
    return {
        "layout shift, the worst screen": shift,
        "a key or click, the slowest (ms)": delay,
        "a page with all that it loads, the heaviest (kB)": weight,
    }


if __name__ == "__main__":
    raise SystemExit(main())
