"""Watching: what is new is read once, what did not change is not asked for, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from saidby.archives.write import Writer
from saidby.batch import Limits
from saidby.cli import main
from saidby.errors import InputError
from saidby.inputs import expanded, listed
from saidby.ledger.store import Ledger
from saidby.watch import Polled, State, Watch
from tests.archives.made import page, told
from tests.archives.site import Site, Time, polite, served

EVERY = 900.0


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as found:
        found.say("/robots.txt", 404)
        yield found


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(str(tmp_path / "a.db"), mode="create")) as found:
        yield found


def put(site: Site, *numbers: int, etag: str | None = None, more: str = "") -> None:
    """A feed with these bridges, and a page for each."""
    for number in numbers:
        site.put(f"/{number}", page(number))
    items = "".join(
        f"<item><title>Bridge {number}</title><link>{site.url}/{number}</link>"
        "<pubDate>Sun, 04 May 2003 10:00:00 GMT</pubDate></item>"
        for number in numbers
    )
    head = f"<rss version='2.0'><channel><title>Orlen Herald</title><link>{site.url}/</link>"
    fields = {"ETag": etag} if etag else {}
    site.put("/feed", f"{head}{items}{more}</channel></rss>", "application/rss+xml", **fields)


def watching(
    site: Site, ledger: Ledger, tmp_path: Path, time: Time, path: str = "/feed", **more: object
) -> Watch:
    state = State.read(tmp_path / "state.json")
    limits = Limits(reader="saidby.testing")
    return Watch([site.url + path], state, ledger, polite(time), EVERY, limits=limits, **more)  # type: ignore[arg-type]


def later(watch: Watch, site: Site, time: Time) -> tuple[Polled, list[str]]:
    """The next poll, and what it asked for."""
    site.asked.clear()
    time.now += EVERY
    return watch.poll(), [path for path in site.asked if path != "/robots.txt"]


def test_only_what_is_new_is_fetched_and_added(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    put(site, 1, 2, etag='"a"')
    time = Time()
    watch = watching(site, ledger, tmp_path, time)
    assert later(watch, site, time) == (Polled(1, 1, added=2), ["/feed", "/1", "/2"])
    assert later(watch, site, time) == (Polled(1, 0), ["/feed"])
    assert site.fields[-1]["If-None-Match"] == '"a"'
    put(site, 2, 3, etag='"b"')
    assert later(watch, site, time) == (Polled(1, 1, added=1), ["/feed", "/3"])


def test_what_was_read_is_known_to_the_next_run(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    put(site, 1)
    time = Time()
    later(watching(site, ledger, tmp_path, time), site, time)
    assert later(watching(site, ledger, tmp_path, time), site, time) == (Polled(1, 1), ["/feed"])


def test_an_old_date_and_the_day_of_fetching_are_kept_apart(
    site: Site, ledger: Ledger, tmp_path: Path
) -> None:
    put(site, 1)
    time = Time()
    later(watching(site, ledger, tmp_path, time), site, time)
    (stored,) = ledger.readings()
    article = stored.reading.article
    assert article.published is not None
    assert article.captured is not None
    assert (article.published.value, article.published.basis) == ("2003-05-04T10:00Z", "feed")
    assert (article.captured.value, article.captured.basis) == ("2023-11-14T22:28Z", "given")


def test_an_entry_with_its_full_text_is_not_fetched(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    text = (
        f"<item><link>{site.url}/9</link><description>{'The ministry said so. ' * 100}</description></item>"
    )
    put(site, more=text)
    time = Time()
    assert later(watching(site, ledger, tmp_path, time), site, time) == (Polled(1, 1, added=1), ["/feed"])


def test_a_page_that_fails_is_tried_again_and_one_that_is_gone_is_not(
    site: Site, ledger: Ledger, tmp_path: Path
) -> None:
    put(site, 1, 2, etag='"a"')
    site.say("/1", 404)
    site.say("/2", 503, Retry_After="10")
    time = Time()
    watch = watching(site, ledger, tmp_path, time)
    polled, asked = later(watch, site, time)
    assert asked == ["/feed", "/1", "/2"]
    assert polled.troubles == [
        f"{site.url}/1: the server answered 404 Not Found",
        f"{site.url}/2: the server answered 503 Service Unavailable",
    ]
    site.put("/2", page(2))
    assert later(watch, site, time) == (Polled(1, 1, added=1), ["/feed", "/2"])
    assert later(watch, site, time) == (Polled(1, 0), ["/feed"])


def test_a_feed_that_moved_for_good_is_asked_at_its_new_place(
    site: Site, ledger: Ledger, tmp_path: Path
) -> None:
    put(site, 1)
    site.say("/old", 301, Location="/feed")
    time = Time()
    watch = watching(site, ledger, tmp_path, time, "/old")
    assert later(watch, site, time)[1] == ["/old", "/feed", "/1"]
    assert later(watch, site, time)[1] == ["/feed"]


def test_a_feed_that_moved_for_now_is_asked_where_it_was(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    put(site, 1)
    site.say("/old", 302, Location="/feed")
    time = Time()
    watch = watching(site, ledger, tmp_path, time, "/old")
    later(watch, site, time)
    assert later(watch, site, time)[1] == ["/old", "/feed"]


def test_a_feed_that_is_gone_is_not_asked_again(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    site.say("/feed", 410)
    time = Time()
    watch = watching(site, ledger, tmp_path, time)
    polled, _ = later(watch, site, time)
    assert polled.troubles == [f"{site.url}/feed: the feed is gone, and is not asked again"]
    assert later(watch, site, time) == (Polled(), [])


def test_a_feed_that_fails_is_asked_less_and_less(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    site.say("/feed", 404)
    time = Time()
    watch = watching(site, ledger, tmp_path, time)
    asked = [len(later(watch, site, time)[1]) for _ in range(8)]
    assert asked == [1, 1, 0, 1, 0, 0, 0, 1]


def test_a_feed_that_asks_for_a_pause_gets_it(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    site.say("/feed", 429, Retry_After="3000")
    time = Time()
    watch = watching(site, ledger, tmp_path, time)
    asked = [len(later(watch, site, time)[1]) for _ in range(5)]
    assert asked == [1, 0, 0, 0, 1]


def test_what_is_no_feed_says_so_and_the_others_are_read(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    put(site, 1)
    site.put("/page", page(7))
    time = Time()
    watch = watching(site, ledger, tmp_path, time)
    watch.names = [f"{site.url}/page", f"{site.url}/feed"]
    polled, _ = later(watch, site, time)
    assert (polled.added, polled.troubles) == (1, [f"{site.url}/page: this is no feed"])


def test_all_that_is_fetched_can_be_kept(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    put(site, 1, 2)
    time = Time()
    with Writer(str(tmp_path / "a.warc.gz")) as writer:
        later(watching(site, ledger, tmp_path, time, archive=lambda: writer), site, time)
    assert told(expanded(listed([str(tmp_path / "a.warc.gz")]).inputs)) == ["Bridge 1", "Bridge 2"]


def test_a_run_that_is_stopped_loses_nothing(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    put(site, 1, 2, 3, etag='"a"')
    time = Time()
    watch = watching(site, ledger, tmp_path, time)
    inner = watch.polite.clock.sleep
    stops = iter([False, False, False, True])

    class Stop(Time):
        def sleep(self, seconds: float) -> None:
            if next(stops, False):
                raise KeyboardInterrupt
            inner(seconds)

    stop = Stop()
    stop.now = time.now
    watch.polite = polite(stop)
    with pytest.raises(KeyboardInterrupt):
        watch.poll()
    watch = watching(site, ledger, tmp_path, time)
    later(watch, site, time)
    time.now += EVERY
    watch.poll()
    assert {stored.reading.article.title for stored in ledger.readings()} == {
        "Bridge 1 falls in Orlen", "Bridge 2 falls in Orlen", "Bridge 3 falls in Orlen",
    }  # fmt: skip


def test_a_file_that_is_no_state_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text('{"mine": 1}')
    with pytest.raises(InputError, match="is no state of saidby watch; remove it to start anew"):
        State.read(path)
    assert path.read_text() == '{"mine": 1}'


def test_the_command_says_what_a_poll_did(tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text('<opml version="2.0"><body><outline xmlUrl="http://127.0.0.1:9/feed"/></body></opml>')
    ledger = tmp_path / "a.db"
    result = CliRunner().invoke(main, ["watch", str(opml), "--ledger", str(ledger), "--once"])
    assert result.exit_code == 1
    assert result.stdout.partition("Z ")[2] == "1 feed asked, 0 changed, 0 pages added, 1 trouble\n"
    assert (tmp_path / "a.db.watch.json").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["watch"], "name feeds to watch: an OPML file, or addresses"),
        (["watch", "http://a.example/f", "--every", "soon"],
         "Invalid value for '--every': 'soon' is no length of time; write it as 30s, 15m, 2h or 1d"),
        (["watch", "http://a.example/f", "--ledger", "postgresql://x/y"],
         "with a ledger on a server, say where the state of the feeds is kept: --state FILE"),
    ],
)  # fmt: skip
def test_wrong_usage_of_watch_says_what_to_do(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, f"Error: {message}")
