"""What is fetched is kept so that it can be read again, by us and by others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastwarc.warc import ArchiveIterator, WarcRecordType

from saidby.archives.fetched import Kept, fetch_into
from saidby.archives.write import Writer
from saidby.cli import main
from saidby.errors import OutputError
from saidby.inputs import Address, Expanding, Input, Tally, expanded, listed
from tests.archives.made import page, told
from tests.archives.site import Site, Time, polite, served


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as found:
        found.put("/1", page(1))
        found.put("/2", page(2))
        found.say("/old", 301, Location="/1")
        found.put(
            "/feed",
            f"<rss version='2.0'><channel><item><link>{found.url}/1</link></item>"
            f"<item><link>/2</link></item><item><link>{found.url}/gone</link></item></channel></rss>",
            "application/rss+xml",
        )
        found.put(
            "/index.xml",
            f"<sitemapindex><sitemap><loc>{found.url}/map.xml</loc></sitemap></sitemapindex>",
            "text/xml",
        )
        found.put("/map.xml", f"<urlset><url><loc>{found.url}/2</loc></url></urlset>", "application/xml")
        yield found


def fetched(path: Path, urls: list[str], *, feeds: bool = False) -> list[Kept]:
    with Writer(str(path)) as writer:
        return list(fetch_into(writer, urls, polite=polite(Time()), feeds=feeds))


def test_a_page_that_was_fetched_can_be_read_from_the_file(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    assert fetched(path, [f"{site.url}/old", f"{site.url}/gone"]) == [
        Kept(f"{site.url}/old", len(page(1))),
        Kept(f"{site.url}/gone", why="the server answered 404 Not Found"),
    ]
    tally = Tally()
    (found,) = expanded(listed([str(path)]).inputs, tally=tally)
    assert (found.content, found.given.url, found.given.captured) == (
        page(1), f"{site.url}/1", "2023-11-14T22:13Z",
    )  # fmt: skip
    assert dict(tally.passed) == {
        "warcinfo record": 1, "request record": 3, "metadata record": 1, "status 301": 1, "status 404": 1,
    }  # fmt: skip


def test_another_reader_finds_every_record_whole(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    fetched(path, [f"{site.url}/1"])
    fetched(path, [f"{site.url}/2"])  # is added to it
    kinds = []
    for record in ArchiveIterator(str(path), parse_http=False):
        assert record.verify_block_digest()
        kinds.append(record.record_type)
    assert kinds == [
        WarcRecordType.warcinfo, WarcRecordType.response, WarcRecordType.request, WarcRecordType.response,
        WarcRecordType.request,
    ]  # fmt: skip
    bodies = [
        (record.headers["WARC-Target-URI"], record.http_headers.status_code, record.reader.read())
        for record in ArchiveIterator(str(path), record_types=WarcRecordType.response)
    ]
    assert bodies == [(f"{site.url}/1", 200, page(1)), (f"{site.url}/2", 200, page(2))]


def test_a_file_that_is_not_packed_is_written_by_its_name(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    fetched(path, [f"{site.url}/1"])
    assert path.read_bytes().startswith(b"WARC/1.1\r\n")
    assert told(expanded(listed([str(path)]).inputs)) == ["Bridge 1"]


def test_feeds_and_sitemaps_lead_to_their_pages_once(site: Site, tmp_path: Path) -> None:
    found = fetched(tmp_path / "a.warc.gz", [f"{site.url}/feed", f"{site.url}/index.xml"], feeds=True)
    assert [(kept.url.removeprefix(site.url), kept.links) for kept in found] == [
        ("/feed", 3), ("/index.xml", 1), ("/1", 0), ("/2", 0), ("/gone", 0), ("/map.xml", 0),
    ]  # fmt: skip
    assert told(expanded(listed([str(tmp_path / "a.warc.gz")]).inputs)) == ["Bridge 1", "Bridge 2"]


def test_while_one_host_is_waited_for_another_is_asked(site: Site, tmp_path: Path) -> None:
    time = Time()
    other = site.url.replace("127.0.0.1", "localhost")
    gentle = polite(time)
    gentle.allowed = lambda address: True
    with Writer(str(tmp_path / "a.warc.gz")) as writer:
        urls = [f"{site.url}/1", f"{site.url}/2", f"{site.url}/3", f"{other}/1", f"{other}/2"]
        found = [kept.url for kept in fetch_into(writer, urls, polite=gentle)]
    assert sorted(found) == sorted(urls)
    assert found[:3] == [urls[0], urls[3], urls[1]]


def test_read_fetches_what_a_feed_links_to_where_it_is_asked_to(site: Site) -> None:
    how = Expanding(polite=polite(Time()))
    found = list(expanded([Input("x", Address(f"{site.url}/feed"))], how=how))
    assert told(found) == ["Bridge 1", "Bridge 2", f"{site.url}/gone: the server answered 404 Not Found"]
    assert site.asked[0] == "/robots.txt"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No such file or directory"):
        Writer(str(tmp_path / "no" / "a.warc.gz"))


def test_a_file_that_is_no_archive_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page(1))
    with pytest.raises(OutputError, match="is there and is no packed WARC file; name another"):
        Writer(str(path))
    assert path.read_bytes() == page(1)


def test_the_command_refuses_this_machine_and_says_what_it_kept(tmp_path: Path) -> None:
    out = tmp_path / "a.warc.gz"
    result = CliRunner().invoke(main, ["fetch", "http://127.0.0.1:9/a", "--out", str(out), "--json"])
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["url"] == "http://127.0.0.1:9/a"
    assert json.loads(line)["why"]
    assert result.stderr.splitlines()[-1] == f"saidby: {out}: 0 kept with 0 bytes, 1 not"


def test_wrong_usage_of_fetch_says_what_to_do() -> None:
    result = CliRunner().invoke(main, ["fetch", "--out", "x.warc.gz"])
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2, "Error: name addresses to fetch, or --from-list FILE",
    )  # fmt: skip
    result = CliRunner().invoke(main, ["fetch", "page.html", "--out", "x.warc.gz"])
    assert result.stderr.splitlines()[-1] == "Error: 'page.html' is no http or https address"
