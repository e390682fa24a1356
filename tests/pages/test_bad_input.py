"""Bad input: what is no page is named in one line with the way out; what is a page is read whole."""

from __future__ import annotations

import gzip

import pytest

from saidby.data import Problem
from saidby.pages import read_page, read_text

STORY = "The Health Department of Orsimar Province said on Monday that the toll had risen to 19."
PAGE = f"<!DOCTYPE html><html><body><article><p>{STORY}</p></article></body></html>".encode()


def refusal(data: bytes) -> str:
    article, problems = read_page(data, origin="in/page")
    assert article is None
    return problems[-1].message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "in/page: empty: the file holds no text"),
        (b" \r\n\t\n", "in/page: empty: the file holds nothing but blanks"),
        (b"%PDF-1.7\n%\xe2\xe3", "in/page: a PDF file; save its text first (pdftotext) and read that"),
        (b"\n%PDF-1.4 x", "in/page: a PDF file; save its text first (pdftotext) and read that"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "in/page: a PNG image; a page is HTML or text"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "in/page: a JPEG image; a page is HTML or text"),
        (
            b"PK\x03\x04\x14\x00story.html",
            "in/page: a zip archive, not one page; the command `saidby read` reads what it holds",
        ),
        (
            b"PK\x03\x04[Content_Types].xml word/document.xml",
            "in/page: a Word document; save it as HTML or text",
        ),
        (
            b"WARC/1.1\r\nWARC-Type: response",
            "in/page: a WARC file, not one page; the command `saidby read` reads what it holds",
        ),
        (
            b'{"id": 1, "text": "The ministry said so."}\n{"id": 2',
            "in/page: JSON, no page; articles in JSON, one a line, are read with --from-jsonl",
        ),
        (
            b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n--x",
            "in/page: a saved web archive or message (MIME); the command `saidby read` reads the page in it",
        ),
        (
            b'<?xml version="1.0"?>\n<rss><channel><title>Orlen Herald</title></channel></rss>',
            "in/page: a feed, no page; read the pages that it links to",
        ),
        (
            b"page.html".ljust(257, b"\0") + b"ustar\x0000",
            "in/page: a tar archive, not one page; the command `saidby read` reads what it holds",
        ),
        (bytes(range(256)) * 4, "in/page: binary data, no page; a page is HTML or text"),
    ],
)
def test_what_is_no_page_is_named_with_the_way_out(data: bytes, message: str) -> None:
    assert refusal(data) == message


@pytest.mark.parametrize(
    "text", ["[Editor's note] The ministry said so.", "Subject: the bridge\n\nThe mayor said it stood."]
)
def test_text_that_opens_like_json_or_a_message_is_read(text: str) -> None:
    article, _ = read_page(text.encode(), origin="in/page")
    assert article is not None
    assert article.text == text


def test_a_page_packed_once_or_twice_is_read() -> None:
    for data in (gzip.compress(PAGE), gzip.compress(gzip.compress(PAGE))):
        article, _ = read_page(data, origin="page.gz")
        assert article is not None
        assert article.text == STORY


def test_a_gzip_member_that_is_cut_short_gives_its_start_and_the_byte() -> None:
    data = gzip.compress(PAGE * 200)[:-60]
    article, problems = read_page(data, origin="page.gz")
    assert article is not None
    assert STORY in article.text
    assert problems[0].stage == "input"
    assert problems[0].message.startswith(f"page.gz: gzip member cut short at byte {len(data)}; ")


def test_rubbish_after_a_gzip_member_is_told() -> None:
    packed = gzip.compress(PAGE)
    article, problems = read_page(packed + b"rubbish", origin="page.gz")
    assert article is not None
    assert problems[0] == Problem(
        "input", f"page.gz: 7 bytes that are no gzip follow at byte {len(packed)}; they were not read"
    )


def test_a_broken_gzip_member_is_told_with_its_place() -> None:
    packed = bytearray(gzip.compress(PAGE * 50))
    packed[30:34] = b"\xff\xff\xff\xff"
    _, problems = read_page(bytes(packed), origin="page.gz")
    assert problems[0].message.startswith("page.gz: gzip is broken in the member at byte 0 (")


def test_a_page_without_text_is_a_problem() -> None:
    data = b"<!DOCTYPE html><html><title>x</title><body><script>run()</script><img src='a'></body></html>"
    assert refusal(data) == "in/page: the page shows no text"


def test_an_empty_text_is_an_article_with_a_problem() -> None:
    article, problems = read_text(" \n")
    assert (article.text, article.elements) == (" \n", ())
    assert problems[0] == Problem("page", "the text is empty")


def test_tables_nested_five_thousand_deep_are_read_with_their_text() -> None:
    deep = f"<html><body>{'<table><tr><td>' * 5000}{STORY}{'</td></tr></table>' * 5000}<p>After.</p>"
    article, _ = read_page(deep.encode(), origin="deep.html")
    assert article is not None
    assert article.text.split("\n\n") == [STORY, "After."]


def test_tags_that_nobody_closes_lose_no_text() -> None:
    soup = "<html><body>" + "".join(f"<div><span>Entry {number} of the log. " for number in range(3000))
    article, _ = read_page(soup.encode(), origin="soup.html")
    assert article is not None
    assert all(f"Entry {number} of" in article.text for number in (0, 1500, 2999))


def test_one_very_long_line_is_read_whole_and_at_once() -> None:
    text = "shells fell on the market " * 200_000
    article, _ = read_text(text)
    assert article.text == text
    assert [(element.role, element.span) for element in article.elements] == [("body", (0, len(text) - 1))]


def test_a_very_long_article_is_body_to_its_end() -> None:
    paragraphs = [
        f"<p>Witness {n} told Tally House that two shells had hit the hall at noon.</p>" for n in range(3000)
    ]
    article, _ = read_page(
        f"<html><body><article>{''.join(paragraphs)}</article></body></html>".encode(), origin="p"
    )
    assert article is not None
    assert [element.role for element in article.elements] == ["body"] * 3000


def test_nul_in_a_page_is_shown_and_ends_nothing() -> None:
    article, _ = read_page(PAGE.replace(b"toll", b"to\x00ll"), origin="page.html")
    assert article is not None
    assert article.text == STORY.replace("toll", "to\ufffdll")
