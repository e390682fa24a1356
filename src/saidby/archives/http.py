"""An HTTP response as an archive keeps it: its status and the page's bytes, unpacked within limits."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from saidby.archives.held import FREE_BYTES, MAX_PAGE, MAX_RATIO
from saidby.archives.records import parsed_fields

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_MAX_CODINGS = 3


@dataclass(frozen=True, slots=True)
class Response:
    """Status, media type in lower case ("" where none is told), the charset the server names, the bytes.

    `missing` says why `body` is less than the whole, None where it is all. `body` is None where it cannot
    be unpacked at all, or is larger than a page.
    """

    status: int
    kind: str
    charset: str | None
    body: bytes | None
    missing: str | None
    fields: dict[str, str]


def response(block: bytes) -> Response | None:
    """What a record's block says. None where it is no HTTP response."""
    status = _STATUS.match(block)
    end = _HEAD_END.search(block, 0, 1 << 16)
    if status is None or end is None:
        return None
    fields = parsed_fields(block[: end.end()])
    told = fields.get("content-type", "")
    charset = _CHARSET.search(told)
    named = charset[1].lower() if charset else ""
    body, missing = _decoded(block[end.end() :], fields)
    return Response(
        status=int(status[1]),
        kind=told.partition(";")[0].strip().lower(),
        charset=named if named not in ("", "utf-8", "utf8") else None,
        body=body,
        missing=missing,
        fields=fields,
    )


def _decoded(data: bytes, fields: dict[str, str]) -> tuple[bytes | None, str | None]:
    """The body less its transfer coding and content codings.

    Archives that keep the headers and store the body unpacked are common: what does not start as its coding
    does is taken as it is.
    """
    missing: str | None = None
    body: bytes | None = data
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body, missing = _joined(data)
    codings = [word.strip() for word in fields.get("content-encoding", "").lower().split(",")]
    for coding in reversed(codings[:_MAX_CODINGS]):
        if body is None:
            break
        if coding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
            body, why = _inflated(body, 31)
        elif coding == "deflate" and body[:1] not in (b"<", b""):
            body, why = _inflated(body, 15 if body[:1] == b"\x78" else -15)
        elif coding == "br" and not body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<", b"{")):
            body, why = _unbrotlied(body)
        else:
            continue
        missing = missing or why
    return body, missing


def _joined(data: bytes) -> tuple[bytes, str | None]:
    """Chunks put together. Data that is not in chunks (an archive undid them) stays as it is."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK.match(data, at):
        size = int(match[1], 16)
        if not size:
            return b"".join(parts), None
        parts.append(data[match.end() : match.end() + size])
        at = match.end() + size
        if at > len(data):
            break
        at += 2 if data[at : at + 2] == b"\r\n" else 1 if data[at : at + 1] == b"\n" else 0
    if not parts:
        return data, None
    return b"".join(parts), "the page was cut short by the server: its last chunk is missing"


def _inflated(data: bytes, wbits: int) -> tuple[bytes | None, str | None]:
    out = bytearray()
    inflate = zlib.decompressobj(wbits=wbits)
    for start in range(0, len(data), 1 << 14):
        piece = data[start : start + (1 << 14)]
        while piece and not inflate.eof:
            try:
                out += inflate.decompress(piece, 1 << 18)
            except zlib.error as error:
                reason = str(error).rsplit(": ", 1)[-1]
                return (bytes(out), f"cannot be unpacked to its end ({reason})") if out else (None, reason)
            piece = inflate.unconsumed_tail
            if len(out) > MAX_PAGE or (len(out) > FREE_BYTES and len(out) > MAX_RATIO * (start + 1)):
                return None, f"unpacks to more than {MAX_PAGE:,} bytes; a page is smaller"
    return bytes(out), None if inflate.eof else "the page's packed bytes are cut short"


def _unbrotlied(data: bytes) -> tuple[bytes | None, str | None]:
    try:
        import brotli  # type: ignore[import-untyped]
    except ImportError:
        return None, "packed with Brotli; to unpack it, run: pip install brotli"
    decompressor = brotli.Decompressor()
    out = bytearray()
    try:
        out += decompressor.process(data, output_buffer_limit=MAX_PAGE + 1)
        while len(out) <= MAX_PAGE and not decompressor.is_finished():
            piece = decompressor.process(b"", output_buffer_limit=MAX_PAGE + 1)
            if not piece:
                break
            out += piece
    except brotli.error:
        return (bytes(out), "its Brotli stream is broken") if out else (None, "its Brotli stream is broken")
    if len(out) > MAX_PAGE:
        return None, f"unpacks to more than {MAX_PAGE:,} bytes; a page is smaller"
    return bytes(out), None if decompressor.is_finished() else "the page's packed bytes are cut short"
