"""WARC files: pages come with their place, address and time; what is no page is counted."""

from __future__ import annotations

import gzip
import io
import zlib

import brotli  # type: ignore[import-untyped]
import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from saidby.archives import warc
from saidby.archives.held import Held
from saidby.data import Problem
from saidby.pages import Given
from tests.archives.made import HTTP, ID, packed, page, read, record, told


def test_a_page_has_its_offset_record_address_and_time_of_capture() -> None:
    first, second = packed([record(0)]), packed([record(1)])
    (_, found), _ = read(first + second)
    assert found.origin == f"a#offset={len(first)}&record={ID.format(1)}"
    assert found.content == page(1)
    assert found.given == Given(url="https://orlen.example/1", captured="2031-05-04T10:00Z")
    assert (found.id, found.keyed, found.size) == (found.origin, False, len(page(1)))


def test_the_offset_of_a_page_is_where_another_reader_finds_it() -> None:
    data = packed(record(number) for number in range(5))
    known = {
        found.record_id: found.stream_pos
        for found in ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response)
    }
    inputs, _ = read(data)
    assert [input.origin for input in inputs] == [
        f"a#offset={offset}&record={id}" for id, offset in known.items()
    ]


@pytest.mark.parametrize(
    "pack",
    [
        packed,
        b"".join,
        lambda records: gzip.compress(b"".join(records)),
    ],
    ids=["record by record", "not packed", "as a whole"],
)
def test_all_ways_of_packing_give_the_same_pages(pack: object) -> None:
    inputs, _ = read(pack(record(number) for number in range(3)))  # type: ignore[operator]
    assert told(inputs) == ["Bridge 0", "Bridge 1", "Bridge 2"]


def test_what_is_no_page_is_counted_by_its_reason() -> None:
    picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8"
    gone = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + page(9)
    feed = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss version='2.0'></rss>"
    data = packed(
        [
            record(1, b"software: x", kind="warcinfo"),
            record(2, b"GET / HTTP/1.1\r\n\r\n", kind="request"),
            record(3, picture),
            record(4, gone),
            record(5, b"orlen.example. 300 IN A 192.0.2.1", url="dns:orlen.example"),
            record(6, feed),
            record(7, HTTP),
            record(8),
        ]
    )
    inputs, tally = read(data)
    assert told(inputs) == ["Bridge 8"]
    assert dict(tally.passed) == {
        "warcinfo record": 1, "request record": 1, "image/jpeg": 1, "status 404": 1, "dns response": 1,
        "feed": 1, "empty response": 1,
    }  # fmt: skip


def test_a_file_without_pages_says_what_it_holds() -> None:
    inputs, _ = read(packed([record(2, b"GET / HTTP/1.1\r\n\r\n", kind="request")]))
    assert told(inputs) == ["a: there is no page in it, only 1 request record"]


def chunked(body: bytes) -> bytes:
    return b"".join(
        b"%x\r\n%s\r\n" % (len(body[at : at + 50]), body[at : at + 50]) for at in range(0, len(body), 50)
    )


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(page(1))),
        ("Content-Encoding: deflate", zlib.compress(page(1))),
        ("Content-Encoding: deflate", zlib.compress(page(1), wbits=-15)),
        ("Content-Encoding: br", brotli.compress(page(1))),
        ("Content-Encoding: gzip", page(1)),  # an archive that unpacked it and kept the header
        ("Content-Encoding: br", page(1)),
        ("Transfer-Encoding: chunked", chunked(page(1)) + b"0\r\n\r\n"),
        ("Transfer-Encoding: chunked", page(1)),
        (
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip",
            chunked(gzip.compress(page(1))) + b"0\r\n\r\n",
        ),
    ],
    ids=str,
)
def test_codings_of_the_server_are_undone_where_they_are_there(fields: str, body: bytes) -> None:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{fields}\r\n\r\n".encode() + body
    (found,), _ = read(record(1, block))
    assert (found.content, found.problems) == (page(1), ())


def test_a_page_that_the_server_cut_is_read_and_says_so() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    (found,), _ = read(record(1, head + gzip.compress(page(1))[:-20]))
    assert isinstance(found.content, bytes)
    assert page(1).startswith(found.content[:100])
    assert found.problems == (Problem("input", "the page's packed bytes are cut short"),)


def test_a_page_that_the_crawler_cut_says_so() -> None:
    (found,), _ = read(record(1, more="WARC-Truncated: length\r\n"))
    assert found.problems == (Problem("input", "the crawler cut the page short (length)"),)


def test_the_encoding_that_the_server_names_goes_with_the_page() -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-2\r\n\r\n" + page(1)
    (found,), _ = read(record(1, block))
    assert found.given.charset == "iso-8859-2"


def test_text_of_a_conversion_is_a_page() -> None:
    (found,), _ = read(record(1, b"The bridge fell.", kind="conversion", more="Content-Type: text/plain\r\n"))
    assert found.content == b"The bridge fell."


def test_names_that_a_file_makes_up_stay_in_one_line_and_in_bounds() -> None:
    head = "HTTP/1.1 200 OK\r\nContent-Type: "
    records = [record(n, f"{head}x\x1b[2J/{n}\r\n\r\nx".encode()) for n in range(300)]
    _, tally = read(packed(records))
    assert len(tally.passed) == 101
    assert tally.passed["other"] == 200
    assert all("\x1b" not in reason and len(reason) <= 40 for reason in tally.passed)
    (found,) = warc.pages(io.BytesIO(record(1).replace(b"<urn:", b"<\x1b[2J urn:")), origin="a")
    assert isinstance(found, Held)
    assert "\x1b" not in found.origin
