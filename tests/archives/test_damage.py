"""Damage: every page that is whole is read, the rest is named with its place, memory stays small."""

from __future__ import annotations

import bz2
import gzip
import io
import random
import subprocess
import sys
import tarfile
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from bench.fuzz import SAMPLES, check, mutant
from saidby.archives import warc
from saidby.archives.held import Held
from saidby.data import Problem
from tests.archives.made import ID, Endless, packed, page, read, record, told

WHOLE = [packed([record(number)]) for number in range(4)]


def test_a_member_that_is_cut_short_costs_itself_only() -> None:
    cut = WHOLE[1][:-40]
    inputs, _ = read(WHOLE[0] + cut + WHOLE[2] + WHOLE[3])
    start = len(WHOLE[0])
    assert [line.partition(" (")[0] for line in told(inputs)] == [
        "Bridge 0",
        f"a#offset={start}: gzip member broken near byte {start}",
        "Bridge 2",
        "Bridge 3",
    ]
    assert f"#offset={start + len(cut)}&" in inputs[2].origin


def test_a_checksum_that_does_not_fit_names_the_record() -> None:
    bad = bytearray(WHOLE[1])
    bad[-6] ^= 1
    inputs, _ = read(WHOLE[0] + bytes(bad) + WHOLE[2])
    assert told(inputs)[1] == (
        f"a#offset={len(WHOLE[0])}: gzip member broken near byte {len(WHOLE[0])} (incorrect data check)"
    )
    assert told(inputs)[2] == "Bridge 2"


def test_a_file_that_ends_inside_a_member_says_where() -> None:
    data = b"".join(WHOLE)[:-9]
    inputs, _ = read(data)
    assert (
        told(inputs)[3]
        == f"a#offset={len(data) + 9 - len(WHOLE[3])}: gzip member cut short at byte {len(data)}"
    )


@pytest.mark.parametrize(
    "start", [b"\0" * 20, b"\x1f\x8b\x08garbage", WHOLE[0][20:]], ids=["zeros", "half", "rest"]
)
def test_a_file_that_is_damaged_at_its_start_is_read_from_the_next_member_on(start: bytes) -> None:
    inputs, _ = read(start + WHOLE[1] + WHOLE[2])
    assert told(inputs)[-2:] == ["Bridge 1", "Bridge 2"]


@pytest.mark.parametrize(
    ("length", "message"),
    [
        (50, "the record says it has 50 bytes, and does not end there"),
        (400, "the record says it has 400 bytes, and does not end there"),
        (2 << 30, "the record says it has 2,147,483,648 bytes, and another starts inside it"),
        (-5, "a record of no known length ('-5')"),
    ],
)
def test_a_length_that_is_wrong_is_named_and_hides_no_record(length: int, message: str) -> None:
    wrong = record(1, length=length)
    inputs, _ = read(record(0) + wrong + record(2) + record(3))
    assert told(inputs) == [
        "Bridge 0",
        f"a#offset={len(record(0))}&record={ID.format(1)}: {message}",
        "Bridge 2",
        "Bridge 3",
    ]


@pytest.mark.parametrize("length", [50, 400, 2 << 30])
def test_in_a_packed_file_a_wrong_length_does_not_reach_into_the_next_member(length: int) -> None:
    inputs, _ = read(WHOLE[0] + packed([record(1, length=length)]) + WHOLE[2])
    assert [told(inputs)[0], told(inputs)[2]] == ["Bridge 0", "Bridge 2"]
    assert told(inputs)[1].startswith(
        f"a#offset={len(WHOLE[0])}&record={ID.format(1)}: the record says it has {length:,} bytes, and "
    )


def test_rubbish_between_records_is_one_problem() -> None:
    rubbish = b"WARC/1.0\r\nno: header that ends" * 500 + b"rubbish\r\n" * 500
    inputs, _ = read(record(0) + rubbish + record(1))
    assert told(inputs) == ["Bridge 0", f"a#offset={len(record(0))}: no WARC record starts here", "Bridge 1"]


def peak(data: io.BufferedReader) -> tuple[list[str], int]:
    """What is found, and the most bytes that were in memory at a time."""
    tracemalloc.start()
    try:
        found = [
            item.content.message if isinstance(item.content, Problem) else str(item.given.url)
            for item in warc.pages(data, origin="a")
            if isinstance(item, Held)
        ]
        return found, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_record_of_two_gigabytes_is_passed_over_in_little_memory() -> None:
    size = 2 << 30
    head = record(1, b"", length=size).removesuffix(b"\r\n\r\n")
    stream = Endless(record(0) + head, size, b"\r\n\r\n" + record(2))
    found, most = peak(io.BufferedReader(stream))
    assert found == [
        "https://orlen.example/0",
        "too large for a page: 2,147,483,648 bytes; 33,554,432 are the most",
        "https://orlen.example/2",
    ]
    assert most < 40 << 20


def bomb(size: int) -> bytes:
    """A gzip member of a record of so many zeros: a thousandth of them."""
    packer = zlib.compressobj(9, wbits=31)
    data = packer.compress(record(1, b"", length=size)[:-4])
    for _ in range(size >> 20):
        data += packer.compress(bytes(1 << 20))
    return data + packer.compress(b"\r\n\r\n") + packer.flush()


def test_a_bomb_is_left_out_and_what_follows_is_read() -> None:
    found, most = peak(io.BufferedReader(io.BytesIO(WHOLE[0] + bomb(128 << 20) + WHOLE[2])))
    assert found == [
        "https://orlen.example/0",
        "a gzip member that unpacks to more than 300 times its size; left out",
        "https://orlen.example/2",
    ]
    assert most < 40 << 20


def test_a_page_that_is_a_bomb_inside_its_record_is_named() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    inputs, _ = read(record(0) + record(1, head + gzip.compress(bytes(100 << 20))) + record(2))
    assert told(inputs) == [
        "Bridge 0",
        f"a#offset={len(record(0))}&record={ID.format(1)}: "
        "unpacks to more than 33,554,432 bytes; a page is smaller",
        "Bridge 2",
    ]


def test_a_zip_bomb_and_a_tar_bomb_are_left_out_with_what_follows() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.html", page(1))
        for number in range(3):
            archive.writestr(f"bomb{number}.html", bytes(31 << 20))
        archive.writestr("2.html", page(2))
    inputs, _ = read(out.getvalue())
    assert told(inputs)[0] == "Bridge 1"
    assert told(inputs)[-1] == "a: unpacks to more than 300 times its size; the rest is left out"
    info = tarfile.TarInfo("bomb.html")
    info.size = 100 << 20
    inputs, _ = read(bz2.compress(info.tobuf() + bytes(info.size)))
    assert told(inputs) == [
        "a/bomb.html: too large for a page: more than 33,554,432 bytes. Split it first",
        "a: unpacks to more than 300 times its size; the rest is left out",
    ]


CHILD = """
import resource, sys
from pathlib import Path
from saidby.inputs import expanded, listed
print(sum(1 for _ in expanded(listed(sys.argv[1:]).inputs)))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(sum(1 for _ in expanded(listed(sys.argv[1:] * 20).inputs)))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory otherwise")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed(record(number, page(number) * 300) for number in range(100)))
    told = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, check=True
    )
    first, second, grown = map(int, told.stdout.split())
    assert (first, second) == (100, 2000)
    assert grown * 1024 < 8 << 20


@pytest.mark.parametrize("kind", SAMPLES)
def test_no_mutation_does_more_harm_than_it_must(kind: str) -> None:
    sample = SAMPLES[kind]()
    wrong = []
    for turn in range(60):
        found = check(sample, mutant(sample.data, random.Random(f"suite/{turn}")))
        if found:
            wrong.append((turn, found))
    assert wrong == []
