"""Sniffing: what kind of archive bytes are, by what they hold and never by a file's name."""

from __future__ import annotations

import json
import lzma
import re
import tarfile
import zlib
from dataclasses import dataclass
from typing import Literal

from saidby.archives.feed import JSON_FEED
from saidby.archives.gzips import MAGIC
from saidby.archives.packed import Packing, decompressor
from saidby.pages.kinds import GZIP, MIME

Kind = Literal["warc", "zip", "tar", "table", "lines", "feed", "sitemap", "opml", "ninjs", "mail"]

HEAD = 1 << 16  # bytes that tell; a longer first line of JSON is told by its start

_XML = re.compile(
    rb"(?:<\?xml[^>]{0,200}\?>\s*)?(?:<(?:!--.{0,2000}?--|\?[^>]{0,500}\?|!DOCTYPE[^>\[]{0,300}(?:\[[^\]]{0,8000}\]\s*)?)>\s*)*"
    rb"<(?:\w+:)?(rss|feed|rdf|urlset|sitemapindex|opml)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_KINDS: dict[bytes, Kind] = {
    b"rss": "feed", b"feed": "feed", b"rdf": "feed",
    b"urlset": "sitemap", b"sitemapindex": "sitemap", b"opml": "opml",
}  # fmt: skip
_NINJS = re.compile(
    rb'"(?:body_?(?:html|xhtml|text)|bodies|versioncreated|version_?created)"\s*:', re.IGNORECASE
)
_WARC = re.compile(rb"\r\n\r\nWARC/1\.\d\r\nWARC-")
_LINE = re.compile(rb'"(?:text|path)"\s*:\s*"')
_OURS = b'"saidby/reading/'


@dataclass(frozen=True, slots=True)
class Sniffed:
    """`packing` is what must be undone before the archive can be read. `kind` None: one packed page."""

    kind: Kind | None
    packing: Packing | None = None


def sniff(head: bytes) -> Sniffed | None:
    """What the first `HEAD` bytes of a file are. None where it is a page, or nothing that is known.

    An archive whose start is damaged is known by what follows.
    """
    if head.startswith(GZIP):
        inner = kind_of(_unpacked("gzip", head))
        if inner == "warc":  # its records are packed one by one
            return Sniffed("warc")
        if inner:
            return Sniffed(inner, "gzip")
    elif head.startswith(b"BZh") and head[4:10] in (b"1AY&SY", b"\x17rE8P\x90"):
        return Sniffed(kind_of(_unpacked("bz2", head)), "bz2")
    elif head.startswith(b"\xfd7zXZ\x00"):
        return Sniffed(kind_of(_unpacked("xz", head)), "xz")
    elif kind := kind_of(head):
        return Sniffed(kind)
    kind = _damaged(head)
    return Sniffed(kind) if kind else None  # pages undo gzip themselves


def _damaged(head: bytes) -> Kind | None:
    """A WARC file or tar archive by the second record or member that is whole, or a later one."""
    if _WARC.search(head):
        return "warc"
    place = head.find(MAGIC, 1)
    while place >= 0:
        if _unpacked("gzip", head[place:], 64).startswith(b"WARC/"):
            return "warc"
        place = head.find(MAGIC, place + 1)
    blocks = range(512, len(head) - 511, 512)
    tar = any(head[at + 257 : at + 262] == b"ustar" and _is_tar(head[at : at + 512]) for at in blocks)
    return "tar" if tar else None


def kind_of(head: bytes) -> Kind | None:
    """The kind of archive that is not packed."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"PAR1"):
        return "table"
    if _is_tar(head[:512]):
        return "tar"
    lead = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if lead.startswith(b"WARC/"):
        return "warc"
    if lead.startswith(b"<"):
        found = _XML.match(lead)
        return _XML_KINDS[found[1].lower()] if found else None
    if lead.startswith((b"{", b"[")):
        return _json_kind(lead, len(head) < HEAD)
    return "mail" if MIME.match(lead[:8192]) else None


def _unpacked(packing: Packing, head: bytes, most: int = HEAD) -> bytes:
    """The first bytes of packed ones, as many as come before a break."""
    size = most
    while size:
        try:
            return decompressor(packing).decompress(head, size)
        except (zlib.error, OSError, EOFError, lzma.LZMAError, ValueError):
            size //= 4
    return b""


def _is_tar(block: bytes) -> bool:
    if len(block) < 512 or not block[0]:
        return False
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def _json_kind(lead: bytes, whole: bool) -> Kind | None:
    if JSON_FEED.encode() in lead[:4096]:
        return "feed"
    line, end, _ = lead.partition(b"\n")
    if lead.startswith(b"{"):
        if end or whole:
            try:
                first = json.loads(line.decode("utf-8", "replace"))
            except (ValueError, RecursionError):
                first = None
            if isinstance(first, dict) and ("text" in first or "path" in first):
                return "lines"
        elif _LINE.search(line) and _OURS not in line:
            return "lines"
    return "ninjs" if _NINJS.search(lead) and _OURS not in lead else None
