"""Fuzzing of archives: what is whole is read, the rest is named, nothing but our exceptions, memory bounded.

    python -m bench.fuzz                    10,000 mutations over all kinds
    python -m bench.fuzz --number 300 --seed 7 --kind warc.gz

Each mutation changes an archive of pages that are made here: bytes are flipped, cut out, put in, doubled, or
the end is cut off. Of a WARC file, a page whose member (or record) no change touches must come out whole.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import io
import json
import lzma
import random
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from saidby.inputs import Input, Tally, expanded

PAGES = 8
SLOWEST = 20.0  # seconds for one mutation on a busy machine; the slowest seen takes a tenth


@dataclass(frozen=True, slots=True)
class Sample:
    """An archive and where its pages lie in it, (start, stop, page) each; () where they have no own bytes."""

    data: bytes
    places: tuple[tuple[int, int, bytes], ...]


@dataclass(frozen=True, slots=True)
class Mutant:
    """Changed bytes, and which bytes of the sample are not as they were: the first and the last."""

    data: bytes
    first: int
    last: int


# -------------------------------------------------------------------------------------- samples


def page(number: int) -> bytes:
    """A page of Velmora, each another, with some bytes that do not pack."""
    chaff = random.Random(number).randbytes(300).hex()
    return (
        f"<!DOCTYPE html><html><head><title>Bridge {number}</title><!-- {chaff} --></head><body><article>"
        f"<h1>Bridge {number} falls in Orlen</h1><p>The ministry said on Monday that bridge {number} "
        "near Orlen had fallen and that nobody was hurt.</p></article></body></html>"
    ).encode()


def record(number: int) -> bytes:
    """A response record that holds a page."""
    body = page(number)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(
        body
    )
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: https://orlen.example/{number}\r\nWARC-Date: 2031-05-04T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http) + len(body)}\r\n\r\n"
    )
    return head.encode() + http + body + b"\r\n\r\n"


def _joined(parts: list[bytes]) -> Sample:
    places = []
    at = 0
    for number, part in enumerate(parts):
        places.append((at, at + len(part), page(number)))
        at += len(part)
    return Sample(b"".join(parts), tuple(places))


def _zip() -> Sample:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(PAGES):
            archive.writestr(f"pages/{number}.html", page(number))
    return Sample(out.getvalue(), ())


def _tar(mode: str) -> Sample:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for number in range(PAGES):
            info = tarfile.TarInfo(f"pages/{'far/' * 40 if number % 2 else ''}{number}.html")
            info.size = len(page(number))
            archive.addfile(info, io.BytesIO(page(number)))
    return Sample(out.getvalue(), ())


def _rss() -> Sample:
    items = "".join(
        f"<item><title>Bridge {number}</title><link>https://orlen.example/{number}</link>"
        f"<content:encoded><![CDATA[<p>The ministry said that bridge {number} fell.</p>]]></content:encoded>"
        "</item>"
        for number in range(PAGES)
    )
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    return Sample(
        f"<?xml version='1.0'?>{head}<title>Orlen Herald</title>{items}</channel></rss>".encode(), ()
    )


def _lines() -> Sample:
    texts = (f"The ministry said that bridge {number} fell." for number in range(PAGES))
    return Sample(
        b"".join(json.dumps({"id": n, "text": text}).encode() + b"\n" for n, text in enumerate(texts)), ()
    )


def _mime() -> Sample:
    head = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    head += '\tboundary="--B"\r\n\r\n'
    part = "----B\r\nContent-Type: text/html\r\nContent-Location: https://orlen.example/1\r\n\r\n"
    return Sample(head.encode() + part.encode() + page(1) + b"\r\n----B--\r\n", ())


def _ninjs() -> Sample:
    item = {
        "uri": "https://orlen.example/1",
        "type": "text",
        "headline": "Bridge",
        "body_html": "<p>It fell.</p>",
    }
    return Sample(json.dumps({**item, "versioncreated": "2031-05-04T10:00:00Z"}).encode(), ())


def _parquet() -> Sample:
    import pyarrow
    from pyarrow import parquet

    out = io.BytesIO()
    texts = [f"The ministry said that bridge {number} fell." for number in range(PAGES)]
    parquet.write_table(pyarrow.table({"id": list(range(PAGES)), "text": texts}), out)
    return Sample(out.getvalue(), ())


SAMPLES: dict[str, Callable[[], Sample]] = {
    "warc.gz": lambda: _joined([gzip.compress(record(number), mtime=0) for number in range(PAGES)]),
    "warc": lambda: _joined([record(number) for number in range(PAGES)]),
    "warc in one gzip": lambda: Sample(gzip.compress(b"".join(map(record, range(PAGES))), mtime=0), ()),
    "warc.bz2": lambda: Sample(bz2.compress(b"".join(map(record, range(PAGES)))), ()),
    "warc.xz": lambda: Sample(lzma.compress(b"".join(map(record, range(PAGES)))), ()),
    "zip": _zip,
    "tar": lambda: _tar("w"),
    "tar.gz": lambda: _tar("w:gz"),
    "tar.bz2": lambda: _tar("w:bz2"),
    "tar.xz": lambda: _tar("w:xz"),
    "rss": _rss,
    "jsonl": _lines,
    "mhtml": _mime,
    "ninjs": _ninjs,
}
"""Parquet is left to pyarrow's own fuzzing: `--kind parquet` tries it."""


# -------------------------------------------------------------------------------------- mutations


def mutant(data: bytes, chance: random.Random) -> Mutant:
    """One to four changes."""
    changed = bytearray(data)
    first, last = len(data), 0
    for _ in range(chance.randint(1, 4)):
        if not changed:
            break
        at = chance.randrange(len(changed))
        size = min(chance.choice((1, 1, 2, 4, 16, 200, 3000)), len(changed) - at)
        kind = chance.randrange(6)
        shift = len(changed)
        if kind == 0:
            changed[at] ^= 1 << chance.randrange(8)
            size = 1
        elif kind == 1:
            changed[at : at + size] = chance.randbytes(size)
        elif kind == 2:
            del changed[at : at + size]
        elif kind == 3:
            changed[at:at] = chance.randbytes(size)
            size = 0
        elif kind == 4:
            changed[at:at] = changed[at : at + size]
            size = 0
        else:
            size = len(changed) - at
            del changed[at:]
        # an offset in the changed bytes is at most this far from its offset in the sample
        slack = abs(len(changed) - shift) + abs(len(data) - shift)
        first, last = min(first, at - slack), max(last, at + size + slack)
    return Mutant(bytes(changed), first, last)


def check(sample: Sample, changed: Mutant) -> str | None:
    """What is wrong with how a mutant is read; None where nothing is."""
    tally = Tally()
    found = list(expanded([Input("fuzz", changed.data, size=len(changed.data))], tally=tally))
    pages = {bytes(input.content) for input in found if isinstance(input.content, bytes)}
    for start, stop, whole in sample.places:
        if (stop < changed.first or start > changed.last) and whole not in pages:
            return f"the page at byte {start} is whole and was not read"
    # of what is cut off between two records nothing is left to be named
    cut_between = {sample.data[:stop].rstrip() for _, stop, _ in sample.places}
    lost = sum(whole not in pages for _, _, whole in sample.places)
    told = len(found) + sum(tally.passed.values())
    if lost and told < len(sample.places) - lost + 1 and changed.data.rstrip() not in cut_between:
        return "a page is lost and nothing is named"
    return None


def run(kinds: list[str], number: int, seed: int) -> Iterator[str]:
    """What goes wrong in so many mutations, with what makes each again."""
    samples = [(kind, _parquet() if kind == "parquet" else SAMPLES[kind]()) for kind in kinds]
    for turn in range(number):
        kind, sample = samples[turn % len(samples)]
        changed = mutant(sample.data, random.Random(f"{seed}/{turn}"))
        begun = time.monotonic()
        wrong = check(sample, changed)
        spent = time.monotonic() - begun
        if wrong or spent > SLOWEST:
            yield f"{kind}, seed {seed}, turn {turn}: {wrong or f'took {spent:.1f} s'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append", choices=[*SAMPLES, "parquet"])
    options = parser.parse_args()
    kinds = options.kind or list(SAMPLES)
    begun = time.monotonic()
    wrong = list(run(kinds, options.number, options.seed))
    print("\n".join(wrong))
    seconds = time.monotonic() - begun
    print(f"{options.number:,} mutations of {len(kinds)} kinds in {seconds:.0f} s: {len(wrong)} went wrong")
    try:
        import resource

        print(f"memory at its highest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    except ImportError:
        pass
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
