"""Pictures of every screen of the app: `make screens`. Light and dark, wide and narrow, on the sample pages.

They land in out/screens with an index.html to look through. On the way each screen is held to what all are
held to: nothing serious from axe-core, nothing on the console, no request off the host, no scrolling sideways
on a phone or at 200 %. What is wrong is printed, and the exit status is then 1.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from saidby.ledger.listed_rows import paged
from saidby.ledger.review import refresh
from saidby.ledger.store import Ledger
from saidby.ledger.summary import Filter
from saidby.web import urls
from saidby.web.options import Options
from saidby.web.server import read_samples
from tests.ledger.tales import tale
from tests.web.browser import NARROW, WIDE, Screen, Served, chromium
from tests.web.desk import entry

ROOT = Path(__file__).parents[2]
OUT = ROOT / "out" / "screens"
README, SHOWN = ROOT / "docs" / "incident.png", {"width": 1160, "height": 760}  # the picture in the README
TWICE = (WIDE[0] // 2, WIDE[1] // 2)  # a wide window at 200 %
LOOKS = [(theme, width) for width in ("wide", "narrow") for theme in ("light", "dark")]


def main(asked: Sequence[str] = ()) -> int:
    """Take them; only those named, where some are named. "readme" is the picture in the README."""
    path = chromium()
    if path is None:
        print("no chromium; on Debian: apt-get install chromium", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        ledger = str(Path(folder) / "sample.db")
        empty = str(Path(folder) / "empty.db")
        Ledger(empty, mode="create").close()
        read_samples(ledger)
        arabic = str(Path(folder) / "arabic.db")
        with Ledger(arabic, mode="create") as made:
            made.add([entry(ARABIC, "arabic")])
            refresh(made)
        corrected(ledger)
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        options = Options(refresh="never", reviewer="Mira")
        wrong: list[str] = []
        shown: list[tuple[str, str]] = []
        for database, addresses in ((ledger, list(screens(ledger))), (arabic, TO_THE_LEFT), (empty, EMPTY)):
            with Served(database, replace(options, sample=database == ledger)) as served:
                for name, address in addresses:
                    if asked and name not in asked:
                        continue
                    shown.append((name, address))
                    wrong += [
                        f"{name} ({address}): {what}" for what in taken(browser, served.url, name, address)
                    ]
            if database == ledger and "readme" in asked:
                picture(browser, ledger)
        browser.close()
    OUT.joinpath("index.html").write_text(index(shown), "utf-8")
    print(f"{len(shown)} screens, {len(LOOKS)} pictures of each: {OUT / 'index.html'}")
    print("\n".join(wrong) or "nothing wrong with them")
    return 1 if wrong else 0


def screens(ledger: str) -> Iterator[tuple[str, str]]:
    """A name and an address for each screen, in the order in which people come to them."""
    with Ledger(ledger) as opened:
        first, second = [one.id for one in paged(opened, Filter(), limit=2).summaries]
        row = next(head.row for head in opened.heads() if "09-" in head.origin)
        own = next(head.row for head in opened.heads() if "05-" in head.origin)
    yield "inbox", urls.INBOX
    yield "incidents", urls.INCIDENTS
    yield "incidents-none", urls.with_query(urls.INCIDENTS, place="Nowhere")
    yield "map", urls.MAP
    yield "timeline", urls.TIMELINE
    for name, incident in (("incident", first), ("incident-2", second)):
        yield name, urls.incident(incident)
        yield f"{name}-figures", urls.incident(incident, "figures")
        yield f"{name}-graph", urls.incident(incident, "graph")
    yield "article", urls.article(row)
    yield (
        "article-all-layers",
        urls.with_query(f"/articles/{own}", {"layers": 1, "show": "said"})
        + "&show=own&show=actor&show=time&show=place&show=figure&show=event#c3",
    )
    yield "article-corrected", urls.article(corrected_row(ledger))
    yield "sources", urls.SOURCES
    yield "source", urls.source("Halyard Wire")
    yield "source-2", urls.source("VSNA")
    yield "search", urls.SEARCH
    yield "search-hits", urls.search(about="weapon*|cartridge*|market")
    yield "search-wrong", urls.with_query(urls.SEARCH, about="...", since="soon")
    yield "search-none", urls.search(about="giraffe")
    yield "review", urls.REVIEW
    yield "review-pairs", urls.review(kind="pair")
    yield "review-second", urls.review(second=1)
    yield "record", urls.record(row, "claims/c2")
    yield "record-article", urls.record(row, "article")
    yield "agreement", urls.AGREEMENT
    yield "trouble", "/nowhere"
    yield "incident-file", urls.incident(first, "file")
    yield "article-file", urls.article_file(row)


TO_THE_LEFT = [
    ("right-to-left-article", urls.article(2)), ("right-to-left-search", urls.search(about="bridge")),
    ("right-to-left-sources", urls.SOURCES),
]  # fmt: skip
ARABIC = tale(
    "[source=الوزارة الوزارة] [cue said] [content الجسر, the bridge of Orlen, was shut (12 m) by بلدية]. "
    "A bridge fell in Orlen.",
    title="إغلاق الجسر في Orlen بعد الظهر",
    publisher="صحيفة الميناء",
    published="2031-06-01",
)
EMPTY = [(f"empty{path.replace('/', '-')}", path) for path, _ in urls.NAVIGATION] + [("empty-map", urls.MAP)]


def corrected_row(ledger: str) -> int:
    with Ledger(ledger) as opened:
        return opened.corrections()[0].reading


def corrected(ledger: str) -> None:
    """A claim corrected by a person, so that there is something to take back."""
    with Ledger(ledger, mode="write") as opened:
        for stored in opened.readings():
            claims = [claim for claim in stored.reading.claims if claim.act == "assert" and claim.attribution]
            if claims:
                opened.correct(stored.row, claims[0].id, "act", "accuse", by="Mira", why="it blames the army")
                break
        refresh(opened)


def taken(browser: Any, url: str, name: str, address: str) -> list[str]:
    """Four pictures of one screen; what is wrong with it."""
    wrong: list[str] = []
    screen = Screen(browser, url, OUT)
    try:
        if address.endswith((".html", "/file")):
            address = saved(screen, address)
            screen.page.goto(address)
        else:
            screen.open(address)
        for theme in ("light", "dark"):
            screen.page.emulate_media(color_scheme=theme)
            wrong += [f"{theme}: {finding}" for finding in screen.findings()]
        for what, size in (("on a phone", NARROW), ("at 200 %", TWICE)):
            screen.page.set_viewport_size({"width": size[0], "height": size[1]})
            if screen.overflows():
                wrong.append(f"wider than the window {what}")
        screen.shoot(name)
        wrong += [what for what in screen.wrong if not _expected(name, what)]
    finally:
        screen.context.close()
    return wrong


def picture(browser: Any, ledger: str) -> None:
    """The first incident, as the README shows it."""
    address = dict(screens(ledger))["incident"]
    with Served(ledger, Options(refresh="never", reviewer="Mira")) as served:
        page = browser.new_page(viewport=SHOWN, reduced_motion="reduce")
        page.goto(served.url + address)
        page.screenshot(path=str(README))
        page.close()


def _expected(name: str, what: str) -> bool:
    """The file that was opened from the folder, and the 404 that Chromium itself writes to the console."""
    return f"{OUT.as_uri()}/" in what or (name == "trouble" and "404" in what)


def saved(screen: Screen, address: str) -> str:
    """The file that a screen gives out to be saved, in the folder of the pictures; its address."""
    answer = screen.context.request.get(screen.url + address)
    path = OUT / (re.sub(r"\W+", "-", address).strip("-") + ".html")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(answer.body())
    return path.as_uri()


def index(shown: Sequence[tuple[str, str]]) -> str:
    """A page with all of them, to look through."""
    rows = "".join(
        f"<h2 id='{name}'>{name} <small>{escape(address)}</small></h2><div>"
        + "".join(
            f"<a href='{name}-{theme}-{width}.png'><img loading=lazy class={width} alt='{theme}, {width}' "
            f"src='{name}-{theme}-{width}.png'></a>"
            for theme, width in LOOKS
        )
        + "</div>"
        for name, address in shown
    )
    return (
        "<!doctype html><meta charset=utf-8><title>Screens</title>"
        "<style>body{font:16px system-ui;margin:2rem}"
        "div{display:flex;gap:1rem;align-items:start;overflow:auto}img{border:1px solid #888}"
        ".wide{width:30rem}"
        f".narrow{{width:10rem}}small{{font-weight:400;color:#666}}</style><h1>Screens</h1>{rows}"
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
