from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from saidby.errors import InputError, UsageError
from saidby.shards.parts import MOST_PARTS, cut, identity, named, share
from tests.shards.runs import FAKE, lines, told


@pytest.fixture
def karsk(tmp_path: Path) -> Path:
    return lines(tmp_path / "karsk.jsonl", [told(number) for number in range(50)])


def test_an_archive_is_cut_by_its_bytes_and_the_last_piece_has_no_end(karsk: Path) -> None:
    size = karsk.stat().st_size
    parts = cut([str(karsk)], part_bytes=size // 2).parts
    assert [(part.start, part.stop) for part in parts[:-1]] == [(0, size // 2)]
    assert (parts[-1].start, parts[-1].stop) == (size // 2, None)
    assert sum(part.size for part in parts) == size


def test_an_archive_has_no_more_parts_than_can_be_found_quickly(karsk: Path) -> None:
    assert len(cut([str(karsk)], part_bytes=1).parts) == MOST_PARTS


def test_the_pages_of_a_folder_are_cut_apart_from_its_archives(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("b.html", "a.html", "picture.png"):
        (folder / name).write_text("<p>Karsk</p>")
    lines(folder / "more.jsonl", [told(1)])
    found = cut([str(folder)])
    assert [(part.kind, part.source) for part in found.parts] == [
        ("files", str(folder)),
        ("archive", str(folder / "more.jsonl")),
    ]
    assert [input.origin for input in found.parts[0].files] == [
        str(folder / "a.html"),
        str(folder / "b.html"),
    ]
    assert found.skipped == ((".png", 1),)


def test_pages_named_one_by_one_are_one_input(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text("<p>Karsk</p>")
    names = [str(tmp_path / "b.html"), str(tmp_path / "a.html")]
    (part,) = cut(names).parts
    assert [input.origin for input in part.files] == sorted(names)


def test_the_order_in_which_inputs_are_named_counts_for_nothing(tmp_path: Path) -> None:
    names = [str(lines(tmp_path / f"{name}.jsonl", [told(1)])) for name in "abc"]
    assert cut(names) == cut(names[::-1]) == cut([*names, *names])


def test_what_cannot_be_gone_on_with_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        UsageError,
        match=r"^https://karsk\.example/ is an address; fetch it into a file first \(saidby fetch\)",
    ):
        cut(["https://karsk.example/"])
    with pytest.raises(UsageError, match=r"reads files, not standard input$"):
        cut(["-"])
    with pytest.raises(InputError, match=r"none\.html: there is no such file$"):
        cut([str(tmp_path / "none.html")])


def test_shares_hold_every_part_once(karsk: Path) -> None:
    parts = cut([str(karsk)], part_bytes=500).parts
    shares = [share(parts, number, 7) for number in range(1, 8)]
    assert sorted(part.start for one in shares for part in one) == [part.start for part in parts]


def test_a_shard_has_another_name_when_the_bytes_or_the_reader_are_others(karsk: Path) -> None:
    def name(**reader: str) -> str:
        (part,) = named(cut([str(karsk)]).parts)
        said = {"version": "1", "model": "m", **reader}
        return identity(part, FAKE, gazetteer=None, **said).name

    first = name()
    assert name() == first
    assert name(version="2") != first
    assert name(model="n") != first
    with karsk.open("a") as file:
        file.write("{}\n")
    assert name() != first


def test_a_packed_archive_is_one_by_what_it_holds(tmp_path: Path, karsk: Path) -> None:
    packed = tmp_path / "karsk"
    packed.write_bytes(gzip.compress(karsk.read_bytes()))
    (part,) = cut([str(packed)]).parts
    assert part.kind == "archive"
