"""Every kind of archive is known by what it holds, and its pages carry what it says of them."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from saidby.archives import opml
from saidby.archives.held import Held, Linked
from saidby.data import Problem
from saidby.errors import UsageError
from saidby.inputs import Expanding, Input, Tally, expanded, is_archive, listed
from saidby.pages import Given, read_page
from tests.archives.made import packed, page, read, record, told

TEXT = "The ministry said on Monday that the bridge had fallen."


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes], format: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=format) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


FILES = {"b/2.html": page(2), "a/1.html": page(1), "a/logo.png": b"\x89PNG", ".DS_Store": b"x"}


@pytest.mark.parametrize(
    "make",
    [
        zipped,
        tarred,
        lambda files: tarred(files, tarfile.GNU_FORMAT),
        lambda files: tarred(files, tarfile.USTAR_FORMAT),
        lambda files: gzip.compress(tarred(files)),
        lambda files: bz2.compress(tarred(files)),
        lambda files: lzma.compress(tarred(files)),
    ],
    ids=["zip", "tar pax", "tar gnu", "tar ustar", "tar.gz", "tar.bz2", "tar.xz"],
)
def test_files_of_an_archive_are_read_in_its_order(make: Callable[[dict[str, bytes]], bytes]) -> None:
    inputs, tally = read(make(FILES))
    assert [(input.origin, input.content) for input in inputs] == [
        ("a/b/2.html", page(2)), ("a/a/1.html", page(1)),
    ]  # fmt: skip
    assert dict(tally.passed) == {".png": 1, "hidden": 1}


@pytest.mark.parametrize("format", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_long_names_and_names_that_lead_elsewhere_are_only_names(format: int) -> None:
    long = "far/" * 60 + "1.html"
    inputs, _ = read(tarred({long: page(1), "../../etc/2.html": page(2)}, format))
    assert [input.origin for input in inputs] == [f"a/{long}", "a/../../etc/2.html"]


def test_archives_inside_archives_are_read_to_a_depth() -> None:
    inner = zipped({"x.warc.gz": packed([record(1)]), "y.jsonl": json.dumps({"text": TEXT}).encode()})
    inputs, _ = read(tarred({"in.zip": inner}))
    assert [input.origin.partition("#")[0] for input in inputs] == [
        "a/in.zip/x.warc.gz", "a/in.zip/y.jsonl line 1",
    ]  # fmt: skip
    assert told(inputs) == ["Bridge 1", TEXT]
    deep = page(1)
    for _ in range(5):
        deep = tarred({"x.tar": deep})
    inputs, _ = read(deep)
    assert told(inputs) == [f"a{'/x.tar' * 4}: archives inside archives, more than 3 deep"]


def test_an_encrypted_member_and_a_broken_one_are_named_and_the_others_read() -> None:
    data = bytearray(zipped({"1.html": page(1), "2.html": page(2), "3.html": page(3)}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + at] |= 1
    data[data.find(b"2.html") + 30] ^= 0xFF
    inputs, _ = read(bytes(data))
    first, second, third = told(inputs)
    assert first == "a/1.html: encrypted; unpack it with its password first"
    assert second.startswith("a/2.html: cannot be unpacked (")
    assert third == "Bridge 3"


def streamed(files: dict[str, bytes]) -> bytes:
    """A zip archive written to a pipe: sizes stand behind the files."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("make", [zipped, streamed])
def test_a_zip_archive_that_lost_its_list_is_read_by_the_headers_of_its_files(
    make: Callable[[dict[str, bytes]], bytes],
) -> None:
    whole = make({"1.html": page(1), "2.html": page(2), "3.html": page(3)})
    cut = whole[: whole.find(b"PK\x01\x02")]
    inputs, _ = read(cut)
    assert told(inputs) == [
        "a: the list of the zip archive is broken (file is not a zip file)",
        "Bridge 1",
        "Bridge 2",
        "Bridge 3",
    ]
    damaged = bytearray(cut)
    damaged[damaged.find(b"2.html") + 30] ^= 0xFF
    inputs, _ = read(bytes(damaged))
    assert [line.partition(" (")[0] for line in told(inputs)[1:]] == [
        "Bridge 1", "a/2.html: cannot be unpacked", "Bridge 3",
    ]  # fmt: skip


def test_a_zip_archive_with_a_list_that_is_too_long_is_read_without_it() -> None:
    data = bytearray(zipped({"1.html": page(1), "2.html": page(2)}))
    end = data.rfind(b"PK\x05\x06")
    data[end + 12 : end + 16] = b"\xff\xff\xff\x7f"
    assert told(read(bytes(data))[0]) == ["Bridge 1", "Bridge 2"]


def test_a_tar_archive_with_a_broken_header_goes_on_with_the_next() -> None:
    data = bytearray(tarred({f"{n}.html": page(n) for n in range(3)}, tarfile.USTAR_FORMAT))
    data[1024 + 10] ^= 1  # each member has a block of header and one of content
    inputs, _ = read(bytes(data))
    assert told(inputs) == [
        "Bridge 0",
        "a#offset=1024: no member of a tar archive starts here (bad checksum)",
        "Bridge 2",
    ]


def test_an_office_document_is_no_archive_of_pages() -> None:
    inputs, _ = read(zipped({"word/document.xml": b"<w/>"}))
    assert told(inputs) == ["a: a Word document; save it as HTML or text"]


def test_a_page_that_is_packed_with_bzip2_or_xz_is_a_page() -> None:
    for data in (bz2.compress(page(1)), lzma.compress(page(1))):
        inputs, _ = read(data)
        assert told(inputs) == ["Bridge 1"]


# -------------------------------------------------------------------------------------- tables, lines


def table(columns: dict[str, list[object]]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), out)
    return out.getvalue()


def test_rows_of_parquet_are_texts_with_what_other_columns_say() -> None:
    data = table(
        {
            "id": [7, 8],
            "text": [TEXT, None],
            "url": ["https://orlen.example/1", None],
            "published": ["2031-05", None],
        }
    )
    inputs, tally = read(data)
    (found,) = inputs
    assert found == Input(
        "a row 1", TEXT, Given(url="https://orlen.example/1", published="2031-05"), 7, len(TEXT), keyed=True
    )
    assert dict(tally.passed) == {"row without a text": 1}


def test_the_column_of_the_text_can_be_named() -> None:
    data = table({"body": [TEXT]})
    inputs, _ = read(data)
    assert told(inputs) == [
        'a: there is no column "text"; name the one that holds the text with --text-column: body'
    ]
    (found,) = expanded([Input("a", data)], how=Expanding(text_column="body"))
    assert found.content == TEXT


def test_json_lines_are_known_by_their_first_line() -> None:
    inputs, _ = read(json.dumps({"id": 7, "text": TEXT}).encode() + b"\n{}\n")
    assert told(inputs) == [TEXT, 'a line 2: one of "text" and "path" is needed']
    assert [(input.id, input.keyed) for input in inputs] == [(7, True), ("a line 2", False)]


# -------------------------------------------------------------------------------------- feeds

RSS = f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Orlen Herald</title><link>https://orlen.example/</link>
<image><title>Logo</title><link>https://cdn.example/</link></image>
<item><title>Bridge &amp;amp; road &x;</title><link>/1?utm=rss</link><guid isPermaLink="false">n1</guid>
<media:title>Picture</media:title><media:content url="https://orlen.example/1.jpg"/>
<pubDate>Tue, 04 May 2021 10:00:00 +0200</pubDate>
<content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded></item>
<item><title>Two</title><link>https://orlen.example/2</link><description>A teaser.</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Orlen Herald</title>
<link rel="self" href="https://orlen.example/feed"/><link href="https://orlen.example/"/>
<entry><id>urn:n:1</id><title>Bridge</title><link rel="enclosure" href="https://orlen.example/a.mp3"/>
<link href="https://orlen.example/1"/><published>2021-05-04T08:00:00Z</published><updated>2021-05-05T08:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p></div></content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1", "title": "Orlen Herald",
        "home_page_url": "https://orlen.example/",
        "items": [{"id": "1", "url": "https://orlen.example/1", "title": "Bridge",
                   "content_html": f"<p>{TEXT}</p>", "date_published": "2021-05-04T08:00:00Z"}],
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("feed", "url", "title", "listed"),
    [
        (RSS, "https://orlen.example/1?utm=rss", "Bridge & road &x;", "2021-05-04T10:00+02:00"),
        (ATOM, "https://orlen.example/1", "Bridge", "2021-05-04T08:00Z"),
        (JSON_FEED, "https://orlen.example/1", "Bridge", "2021-05-04T08:00Z"),
    ],
    ids=["rss", "atom", "json"],
)
def test_an_entry_with_its_full_text_is_a_page(feed: str, url: str | None, title: str, listed: str) -> None:
    inputs, _ = read(feed.encode())
    found = inputs[0]
    assert (found.given.url, found.given.title, found.given.listed) == (url, title, listed)
    assert isinstance(found.content, bytes)
    article, _ = read_page(found.content, origin="a", given=found.given)
    assert article is not None
    assert article.text == TEXT
    assert article.published is not None
    assert (article.published.value, article.published.basis) == (listed, "feed")


def test_an_entry_that_only_links_is_not_fetched_unless_it_was_asked_for() -> None:
    inputs, tally = read(RSS.encode())
    assert len(inputs) == 1
    assert dict(tally.passed) == {"link that was not fetched": 1}


def test_a_sitemap_and_a_list_of_feeds_hold_no_page() -> None:
    sitemap = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://orlen.example/1</loc></url>'
        "</urlset>"
    )
    for data in (
        sitemap,
        '<opml version="2.0"><body><outline xmlUrl="https://orlen.example/f"/></body></opml>',
    ):
        inputs, _ = read(gzip.compress(data.encode()))
        assert told(inputs) == ["a: there is no page in it, only 1 link that was not fetched"]


def test_feeds_of_a_list_are_found_in_its_groups_each_once() -> None:
    outline = '<outline xmlUrl="https://orlen.example/{}"/>'.format
    group = f"<outline text='Velmora'>{outline(1)}{outline(2)}</outline>"
    data = f"<opml><body>{group}{outline(1)}{outline(3)}</body></opml>"
    found = opml.links(io.BytesIO(data.encode()), origin="a")
    assert [held.content for held in found if isinstance(held, Held)] == [
        Linked(f"https://orlen.example/{number}", feed=True) for number in (1, 2, 3)
    ]


def test_an_entry_of_endless_parts_is_left_out() -> None:
    inputs, _ = read(b"<rss><channel><item>" + b"<b/>" * 200_000 + b"</item></channel></rss>")
    assert told(inputs) == ["a: an entry of more than 100,000 parts; the rest is left out"]


def test_entities_of_a_feed_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    feed = "<rss><channel><item><title>&l11;</title></item></channel></rss>"
    data = f"<?xml version='1.0'?><!DOCTYPE rss [{laughs}]>{feed}"
    inputs, tally = read(data.encode())
    assert len(inputs) <= 1
    assert sum(tally.passed.values()) <= 1


# -------------------------------------------------------------------------------------- news items, mail

NINJS1 = {
    "uri": "https://orlen.example/n1", "type": "text", "versioncreated": "2031-05-04T08:00:00Z",
    "headline": "Bridge falls", "byline": "By Ana Velk", "source": "Velmoran State News Agency",
    "located": "ORLEN", "body_html": f"<p>{TEXT}</p>", "usageterms": "Not for use in Karsk",
}  # fmt: skip
NINJS2 = {
    "uri": "https://orlen.example/n1", "type": "text", "versioncreated": "2031-05-04T08:00:00Z",
    "headlines": [{"role": "main", "value": "Bridge falls"}], "by": "By Ana Velk",
    "infosources": [{"name": "Velmoran State News Agency"}],
    "bodies": [{"role": "main", "contenttype": "text/html", "value": f"<p>{TEXT}</p>"}],
}  # fmt: skip
NINJS3 = {
    "uri": "https://orlen.example/n1", "type": "text", "versionCreated": "2031-05-04T08:00:00Z",
    "headlines": [{"role": "main", "value": "Bridge falls"}],
    "infoSources": [{"name": "Velmoran State News Agency"}],
    "bodies": [{"role": "main", "contentType": "text/plain", "value": TEXT}],
}  # fmt: skip


@pytest.mark.parametrize("item", [NINJS1, NINJS2, NINJS3], ids=["1", "2", "3"])
def test_a_news_item_is_a_page_with_its_headline_source_and_date(item: dict[str, object]) -> None:
    (found,), _ = read(json.dumps(item).encode())
    assert found.given == Given(
        url="https://orlen.example/n1",
        publisher="Velmoran State News Agency",
        title="Bridge falls",
        listed="2031-05-04T08:00Z",
    )
    assert isinstance(found.content, bytes)
    article, _ = read_page(found.content, origin="a", given=found.given)
    assert article is not None
    assert TEXT in [element.span.of(article.text) for element in article.elements if element.role == "body"]


def test_where_and_by_whom_a_news_item_was_written_is_not_its_story() -> None:
    (found,), _ = read(json.dumps([NINJS1]).encode())
    assert isinstance(found.content, bytes)
    article, _ = read_page(found.content, origin="a", given=found.given)
    assert article is not None
    roles = {element.span.of(article.text): element.role for element in article.elements}
    assert roles == {
        "Bridge falls": "title", "By Ana Velk": "byline", "ORLEN": "dateline", TEXT: "body",
        "Not for use in Karsk": "other",
    }  # fmt: skip


def test_a_saved_web_archive_is_the_page_it_was_saved_from() -> None:
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://orlen.example/1\r\n"
        "Date: Sun, 4 May 2031 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        '\ttype="text/html";\r\n\tboundary="--B"\r\n\r\n----B\r\nContent-Type: text/html\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    (found,), _ = read(head.encode() + page(1).replace(b"=", b"=3D") + b"\r\n----B--\r\n")
    assert told([found]) == ["Bridge 1"]
    assert found.given == Given(url="https://orlen.example/1", captured="2031-05-04T10:00Z")


# -------------------------------------------------------------------------------------- files and folders


def test_a_folder_is_read_with_its_archives_and_without_tables_of_other_things(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(packed([record(1)]))
    (tmp_path / "b.zip").write_bytes(zipped({"2.html": page(2)}))
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": TEXT}))
    (tmp_path / "d.json").write_text('{"name": "package"}')
    (tmp_path / "e.jsonl").write_text('{"level": "info"}\n')
    (tmp_path / "f.parquet.txt").write_bytes(table({"text": [TEXT]}))
    (tmp_path / "g.html").write_bytes(page(3))
    listing = listed([str(tmp_path)])
    tally = Tally()
    inputs = list(expanded(listing.inputs, tally=tally))
    assert listing.skipped == ((".json", 1), (".jsonl", 1))
    assert [input.content for input in inputs] == [
        page(1), page(2), TEXT, TEXT, tmp_path / "g.html",
    ]  # fmt: skip
    assert tally.consumed == sum(input.size for input in listing.inputs)
    assert is_archive(tmp_path / "a.warc.gz")
    assert not is_archive(tmp_path / "g.html")


def test_what_the_user_says_goes_before_what_the_archive_says(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(1))
    (found,) = expanded(listed([str(path)], given=Given(publisher="Orlen Herald", published="2031")).inputs)
    assert found.given == Given(
        url="https://orlen.example/1",
        publisher="Orlen Herald",
        published="2031",
        captured="2031-05-04T10:00Z",
    )
    with pytest.raises(UsageError, match=r"^--url is about one page, and .*a\.warc holds many$"):
        list(expanded(listed([str(path)], given=Given(url="https://orlen.example")).inputs))


def test_what_cannot_be_opened_stays_for_the_reader_to_tell(tmp_path: Path) -> None:
    gone = Input("gone", tmp_path / "gone")
    problem = Input("no", Problem("input", "there is no such file"))
    assert list(expanded([gone, problem])) == [gone, problem]
