"""Encodings: bytes to text by what the page declares, what its bytes say, or piece by piece."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import islice

from saidby.data import Problem, Span
from saidby.pages.kinds import wide

FEW = 30  # bytes beyond ASCII in mostly English text: a guess from fewer is noise ("caf\u0137")
ODD = re.compile(rb"[\x80-\xff]")
SNIFFED = 65536  # bytes that charset-normalizer sees; it needs no more and grows slow with more
HEAD = 4096  # bytes in which a declaration must stand (the HTML standard says 1024; pages are careless)
SHOWN = 5  # places of trouble that become a problem each; the rest is counted in one more

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']"
    rb"|<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)
# As the WHATWG encoding standard says: pages that declare these mean their Windows supersets.
SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
UTF8_RUN = re.compile(rb"[\x80-\xff]+")
ESCAPED = re.compile("[\udc80-\udcff]")  # how "surrogateescape" shows a byte that is no UTF-8


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read in, and the places that were not clean."""

    text: str
    encoding: str
    problems: tuple[Problem, ...]


def decode(data: bytes, *, html: bool, charset: str | None = None) -> Decoded:
    """Bytes to text: by byte order mark, as UTF-8 where that fits, as declared, or by a guess.

    `charset` is the server's word, which goes before the page's own, as the HTML standard says.
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return _as(data[len(mark) :], name)
    unmarked = wide(data[:4096])
    if unmarked and b"\x00" in data[:64]:
        return _as(data, unmarked)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        pass
    declared = _known(charset) if charset else None
    if declared and declared != "utf-8" and not _mostly_utf8(data):
        strict = _strictly(data, declared)
        if strict is not None:
            return Decoded(strict, declared, ())
    declared = _declared(data) if html else None
    if declared and declared != "utf-8":
        strict = _strictly(data, declared)
        if strict is not None:
            return Decoded(strict, declared, ())
    if declared == "utf-8" or _mostly_utf8(data):
        return _piecewise(data)
    guess = declared or _guess(data)
    if guess == "utf-8":
        return _piecewise(data)
    strict = _strictly(data, guess)
    return Decoded(strict, guess, ()) if strict is not None else _as(data, guess)


def _declared(data: bytes) -> str | None:
    match = DECLARED.search(data[:HEAD])
    return _known((match.group(1) or match.group(2)).decode("ascii")) if match else None


def _known(name: str) -> str | None:
    """Python's name of an encoding, or its superset on the web; None when there is no such text encoding."""
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in (
        "idna",
        "punycode",
        "unicode_escape",
        "undefined",
    ):
        return None
    # a declaration that was itself read as ASCII cannot be true of these
    return SUPERSETS.get(info.name, "utf-8" if info.name.startswith(("utf-16", "utf-32")) else info.name)


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _as(data: bytes, name: str) -> Decoded:
    """All of it in one encoding; what does not fit becomes U+FFFD, with a problem each."""
    text = data.decode(name, errors="replace")
    places = [match.start() for match in re.finditer("�", text)] if "�" in text else []
    return Decoded(text, name, _told(places, f"is no {name}; read as U+FFFD"))


def _mostly_utf8(data: bytes) -> bool:
    """Are nearly all runs of non-ASCII bytes UTF-8? Then single odd bytes do not make it another encoding."""
    size = good = 0
    for match in islice(UTF8_RUN.finditer(data), 20_000):
        size += len(match.group())
        good += len(match.group()) * (_strictly(match.group(), "utf-8") is not None)
    # a run of another encoding is hardly ever valid UTF-8 by chance, so one byte in two is already proof
    return good > 0 and good >= 0.5 * size


def _piecewise(data: bytes) -> Decoded:
    """UTF-8 with stray bytes: each byte that is no UTF-8 is read as cp1252, with its place."""
    escaped = data.decode("utf-8", errors="surrogateescape")
    places = [match.start() for match in ESCAPED.finditer(escaped)]
    text = ESCAPED.sub(lambda match: _single(ord(match.group()) - 0xDC00), escaped)
    return Decoded(text, "utf-8", _told(places, "is no UTF-8; read as windows-1252"))


def _single(byte: int) -> str:
    return bytes((byte,)).decode("cp1252", errors="replace")


def _told(places: list[int], message: str) -> tuple[Problem, ...]:
    told = [
        Problem("decode", f"the byte at character {place} {message}", Span(place, place + 1))
        for place in places[:SHOWN]
    ]
    if len(places) > SHOWN:
        told.append(Problem("decode", f"so it is with {len(places) - SHOWN} further bytes"))
    return tuple(told)


def _guess(data: bytes) -> str:
    """charset-normalizer's best guess on the first bytes; windows-1252 where it has none, or few to go by."""
    odd = len(ODD.findall(data[:SNIFFED]))
    if odd < FEW and odd * 50 < len(data[:SNIFFED]):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SNIFFED], steps=5, chunk_size=512).best()
    return _known(best.encoding) or "cp1252" if best else "cp1252"
