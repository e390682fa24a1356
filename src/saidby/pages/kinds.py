"""Kinds of bytes: unpack gzip, name what is no page, and tell HTML from plain text."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass

from saidby.data import Problem

MAX_BYTES = 256 * 1024 * 1024  # of one page, unpacked; far above any page, below what a small machine holds
MAX_LAYERS = 3  # gzip in gzip happens (a server that packs a packed file); deeper is a bomb

GZIP = b"\x1f\x8b"

# First bytes of what is often saved as a page by mistake, and what to do about it.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file; save its text first (pdftotext) and read that"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image; a page is HTML or text"),
    (b"\xff\xd8\xff", "a JPEG image; a page is HTML or text"),
    (b"GIF87a", "a GIF image; a page is HTML or text"),
    (b"GIF89a", "a GIF image; a page is HTML or text"),
    (b"BM", "a BMP image; a page is HTML or text"),
    (b"II*\x00", "a TIFF image; a page is HTML or text"),
    (b"MM\x00*", "a TIFF image; a page is HTML or text"),
    (b"\x00\x00\x01\x00", "an icon; a page is HTML or text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document; save it as HTML or text"),
    (b"{\\rtf", "an RTF document; save it as HTML or text"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ\x00", "an xz file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstandard file; unpack it first"),
    (b"WARC/", "a WARC file, not one page; the command `saidby read` reads what it holds"),
    (b"\x7fELF", "a program; a page is HTML or text"),
    (b"MZ\x90\x00", "a program; a page is HTML or text"),
    (b"ID3", "an audio file; a page is HTML or text"),
    (b"OggS", "an audio file; a page is HTML or text"),
    (b"fLaC", "an audio file; a page is HTML or text"),
    (b"\x1aE\xdf\xa3", "a video file; a page is HTML or text"),
    (b"SQLite format 3\x00", "an SQLite database; a page is HTML or text"),
    (b"wOFF", "a font; a page is HTML or text"),
    (b"wOF2", "a font; a page is HTML or text"),
)
OFFICE = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel sheet"),
    (b"ppt/", "a PowerPoint file"),
    (b"mimetypeapplication/vnd.oasis", "an OpenDocument file"),
    (b"mimetypeapplication/epub", "an EPUB book"),
)

MIME = re.compile(
    rb"(?=(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*){0,40}?mime-version:)(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*){0,40}?"
    rb"content-type:\s*multipart/",
    re.IGNORECASE,
)
FEED = re.compile(
    rb"(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(rss|feed|rdf:rdf|urlset|sitemapindex)\b",
    re.IGNORECASE | re.DOTALL,
)
FEEDS = {
    b"rss": "feed", b"feed": "feed", b"rdf:rdf": "feed", b"urlset": "sitemap", b"sitemapindex": "sitemap",
}  # fmt: skip
TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|article|section|main|div|table|p|h[1-6]"
    rb"|ul|ol|span|a|br|img|header|footer|nav|center|font|frameset|blockquote)\b[^<>]{0,2000}/?>",
    re.IGNORECASE,
)
CLOSING = re.compile(
    rb"</(?:html|head|body|title|p|div|a|h[1-6]|span|table|ul|li|article|section)\s*>", re.IGNORECASE
)
OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """Bytes after gzip. `data` is None when nothing came out."""

    data: bytes | None
    problems: tuple[Problem, ...]


def unpack(data: bytes) -> Unpacked:
    """Undo gzip, also twice; what a cut or broken member still gave is kept, with a problem."""
    problems: list[Problem] = []
    for layer in range(MAX_LAYERS + 1):
        if not data.startswith(GZIP):
            return Unpacked(data, tuple(problems))
        if layer == MAX_LAYERS:
            break
        data, trouble = _gunzip(data)
        if trouble:
            problems.append(Problem("input", trouble))
            if not data:
                return Unpacked(None, tuple(problems))
    return Unpacked(
        None, (*problems, Problem("input", f"gzip inside gzip, more than {MAX_LAYERS} deep; unpack it first"))
    )


def _gunzip(data: bytes) -> tuple[bytes, str | None]:
    """All members' content and what was wrong, if anything."""
    parts: list[bytes] = []
    size = used = 0
    while data.startswith(GZIP, used):
        member = zlib.decompressobj(wbits=31)
        view = data[used:] if used else data
        try:
            part = member.decompress(view, MAX_BYTES - size + 1)
        except zlib.error as error:
            part = _salvage(view)
            parts.append(part)
            return (
                b"".join(parts),
                f"gzip is broken in the member at byte {used} ({_reason(error)}); "
                f"{sum(map(len, parts))} bytes were unpacked",
            )
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            return b"", f"unpacks to more than {MAX_BYTES // 2**20} MB; a page is smaller"
        if not member.eof:
            return b"".join(parts), f"gzip member cut short at byte {len(data)}; {size} bytes were unpacked"
        used = len(data) - len(member.unused_data)
    rest = data[used:].strip(b"\x00")
    if rest:
        return b"".join(
            parts
        ), f"{len(data) - used} bytes that are no gzip follow at byte {used}; they were not read"
    return b"".join(parts), None


def _salvage(data: bytes) -> bytes:
    """What a broken member gives before the break, fed in small steps."""
    member, out, size = zlib.decompressobj(wbits=31), [], 0
    for start in range(0, len(data), 512):
        try:
            part = member.decompress(data[start : start + 512])
        except zlib.error:
            break
        out.append(part)
        size += len(part)
        if size > MAX_BYTES:
            break
    return b"".join(out)


def _reason(error: zlib.error) -> str:
    return str(error).rsplit(": ", 1)[-1]


def refusal(data: bytes) -> str | None:
    """Why these bytes are no page, and what to do; None when they may be one."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"):
        return "empty: the file holds no text" if not data else "empty: the file holds nothing but blanks"
    head = data[:4096]
    if head.startswith(b"PK\x03\x04"):
        for mark, name in OFFICE:
            if mark in head or (mark.startswith(b"word/") and mark in data[-65536:]):
                return f"{name}; save it as HTML or text"
        for mark, name in OFFICE[:3]:
            if mark in data[-65536:]:
                return f"{name}; save it as HTML or text"
        return "a zip archive, not one page; the command `saidby read` reads what it holds"
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"AVI ", b"WAVE"):
        return "an image, audio or video file; a page is HTML or text"
    if head[4:8] == b"ftyp":
        return "a video or image file; a page is HTML or text"
    for mark, name in SIGNATURES:
        if head.startswith(mark) and (len(mark) > 3 or max(mark) > 127 or _binary(head)):
            return name
    if data[257:262] == b"ustar":
        return "a tar archive, not one page; the command `saidby read` reads what it holds"
    lead = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if MIME.match(lead):
        return "a saved web archive or message (MIME); the command `saidby read` reads the page in it"
    if feed := FEED.match(lead):
        return f"a {FEEDS[feed[1].lower()]}, no page; read the pages that it links to"
    if lead[:1] in (b"{", b"[") and _is_json(data):
        return "JSON, no page; articles in JSON, one a line, are read with --from-jsonl"
    if lead.startswith(b"%PDF-"):
        return SIGNATURES[0][1]
    if _binary(head):
        return "binary data, no page; a page is HTML or text"
    return None


def _is_json(data: bytes) -> bool:
    """The whole, or its first line."""
    for part in (data, data.split(b"\n", 1)[0]):
        try:
            json.loads(part)
        except (ValueError, RecursionError):
            continue
        return True
    return False


CONTROL = bytes(byte for byte in range(32) if byte not in (0, 9, 10, 11, 12, 13, 27))


def _binary(head: bytes) -> bool:
    """Many control bytes, and not UTF-16 or UTF-32 (which is full of zeros on one side)."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    control = len(head) - len(head.translate(None, CONTROL))
    zeros = head.count(0)
    if zeros and not control and wide(head):
        return False
    # 2 %: text with a few stray control bytes (old feeds have them) lies below, packed data far above
    return control + zeros > max(2, 0.02 * len(head)) and control + zeros > 0.02 * len(head)


def wide(head: bytes) -> str | None:
    """The UTF-16 byte order of text without a mark, by where its zeros lie; None for anything else."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def is_html(data: bytes) -> bool:
    """HTML rather than plain text: it opens as a document, or tags are dense near its start."""
    head = data[:65536]
    if b"\x00" in head[:64]:
        head = head.replace(b"\x00", b"")
    if OPENING.match(head.lstrip(b"\xef\xbb\xbf\xff\xfe")[:8192]):
        return True
    tags, closing = len(TAG.findall(head)), len(CLOSING.findall(head))
    # an article that shows a tag or two is text; a fragment of a page closes what it opens
    return closing >= 2 and tags + closing >= 4 and (tags + closing) * 2000 > len(head)
