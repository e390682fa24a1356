"""How fast a WARC file is gone through, and in how much memory: python -m bench.archives [--megabytes 500].

The file is made here, of pages of 45 kB with 700 words of drawn letters, and packs four to one, not as well
as the web's ten; it is made anew for each run and removed.
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from saidby.archives import warc
from saidby.archives.held import Held
from saidby.inputs import Tally, expanded, listed


def page(chance: random.Random, words: list[str]) -> bytes:
    text = " ".join(chance.choices(words, k=700))
    furniture = "".join(
        f'<div class="related-{chance.randrange(9)}"><a href="/{chance.getrandbits(40):x}">{word}</a></div>'
        for word in chance.choices(words, k=600)
    )
    head = "<!DOCTYPE html><html><head><title>Orlen</title></head><body><article>"
    return f"{head}<p>{text}</p></article>{furniture}</body></html>".encode()


def record(number: int, body: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://orlen.example/{number}\r\n"
        f"WARC-Date: 2031-05-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def write(path: Path, megabytes: int) -> tuple[int, int]:
    """Records and unpacked bytes of a file with so many unpacked megabytes."""
    chance = random.Random(1)
    letters = "etaoinshrdlucmfwypvbgk"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(8_000)]
    number = size = 0
    with path.open("wb") as file:
        while size < megabytes << 20:
            made = record(number, page(chance, words))
            file.write(gzip.compress(made, 6, mtime=0))
            number, size = number + 1, size + len(made)
    return number, size


def through(path: Path) -> Iterator[tuple[str, int, float]]:
    """Each way through the file: its name, the pages, the seconds of this process."""
    begun = time.process_time()
    with path.open("rb") as file:
        pages = sum(isinstance(found, Held) for found in warc.pages(file, origin="a"))
    yield "saidby's records", pages, time.process_time() - begun
    begun = time.process_time()
    pages = sum(1 for _ in expanded(listed([str(path)]).inputs, tally=Tally()))
    yield "saidby's inputs", pages, time.process_time() - begun
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        return
    begun = time.process_time()
    pages = 0
    for found in ArchiveIterator(str(path), record_types=WarcRecordType.response):
        pages += bool(found.reader.read())
    yield "FastWARC", pages, time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--megabytes", type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.warc.gz"
        number, size = write(path, options.megabytes)
        packed = path.stat().st_size
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{number:,} records, {size / 1e6:.0f} MB, packed {packed / 1e6:.0f} MB; memory {before:.0f} MB"
        )
        for name, pages, seconds in through(path):
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{name:18} {pages:,} pages, {pages / seconds:7,.0f} a second, {size / seconds / 1e6:5.0f} "
                f"MB/s unpacked, memory at its highest {peak:.0f} MB"
            )


if __name__ == "__main__":
    main()
