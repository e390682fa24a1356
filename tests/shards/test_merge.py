from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from saidby.batch import Readers
from saidby.errors import InputError, UsageError
from saidby.ledger.store import Ledger
from saidby.ledger.verify import verify
from saidby.shards.manifest import Share
from saidby.shards.merge import Merged, gaps, merge, shards
from saidby.shards.parts import Options, cut
from tests.shards.runs import FAKE, lines, made, planned, reading, told

ROWS = 90


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with reading() as found:
        yield found


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    """Two archives that share pages, and a folder with two pages of one text."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(told(3)["text"])
    return [
        lines(tmp_path / "one.jsonl", [told(number) for number in range(ROWS)]),
        lines(tmp_path / "two.jsonl", [told(number) for number in range(ROWS - 20, ROWS + 20)]),
        folder,
    ]


def ledger(folders: Sequence[Path], path: Path) -> Merged:
    return merge(shards([str(folder) for folder in folders]), str(path), tick=lambda pages: None)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def in_about(count: int, inputs: Sequence[Path]) -> Options:
    """Options that cut the inputs into so many parts, or a few more."""
    names = [str(name) for name in inputs]
    size = 1 << 20
    while len(cut(names, part_bytes=size).parts) < count:
        size = size * 4 // 5
    return replace(FAKE, part_bytes=size)


def test_the_ledger_has_the_same_bytes_for_1_4_and_40_shards_in_any_order(
    tmp_path: Path, inputs: list[Path], readers: Readers
) -> None:
    made(inputs, tmp_path / "plain", readers)
    found = {digest_of(tmp_path, [tmp_path / "plain"], "plain")}
    for count in (4, 40):
        options = in_about(count, inputs)
        folders = []
        for number in range(1, count + 1):
            folders.append(tmp_path / f"part-{number}-of-{count}")
            made(inputs, folders[-1], readers, share=Share(number, count), options=options)
        found.add(digest_of(tmp_path, folders, f"{count}"))
        found.add(digest_of(tmp_path, folders[::-1], f"{count}-reversed"))
    assert len(found) == 1
    with Ledger(str(tmp_path / "40.db")) as store:
        assert sum(1 for _ in store.heads()) == ROWS + 20 + 1
        assert verify(store).finding is None


def digest_of(tmp_path: Path, folders: Sequence[Path], name: str) -> str:
    ledger(folders, tmp_path / f"{name}.db")
    return digest(tmp_path / f"{name}.db")


def test_shards_are_merged_into_a_postgresql_server_as_into_a_file(
    tmp_path: Path, inputs: list[Path], readers: Readers, schema: str
) -> None:
    made(inputs, tmp_path / "out", readers)
    folders = [str(tmp_path / "out")]
    merged = merge(shards(folders), schema, tick=lambda pages: None)
    assert merged == ledger([tmp_path / "out"], tmp_path / "made.db")
    with Ledger(schema) as there, Ledger(str(tmp_path / "made.db")) as here:
        assert list(there.heads()) == list(here.heads())
        assert list(there.log()) == list(here.log())
        assert verify(there).finding is None
    again = merge(shards(folders), schema, tick=lambda pages: None)
    assert (again.added, again.known) == (0, merged.added + merged.known)


def test_a_page_of_two_inputs_is_that_of_the_first_by_name(
    tmp_path: Path, inputs: list[Path], readers: Readers
) -> None:
    made(inputs, tmp_path / "out", readers)
    merged = ledger([tmp_path / "out"], tmp_path / "made.db")
    assert merged == Merged(shards=3, added=ROWS + 20 + 1, known=20 + 1, claims=2 * (ROWS + 20 + 1))
    with Ledger(str(tmp_path / "made.db")) as store:
        shared = [head.origin for head in store.heads() if head.id == ROWS - 1]
    assert shared == [f"{inputs[0]} line {ROWS}"]


def test_merging_again_adds_nothing(tmp_path: Path, inputs: list[Path], readers: Readers) -> None:
    made(inputs, tmp_path / "out", readers)
    ledger([tmp_path / "out"], tmp_path / "made.db")
    before = digest(tmp_path / "made.db")
    again = ledger([tmp_path / "out"], tmp_path / "made.db")
    assert (again.added, again.known) == (0, ROWS + 40 + 2)
    assert digest(tmp_path / "made.db") == before


def test_the_log_has_the_time_of_the_last_page_or_the_one_given(tmp_path: Path, readers: Readers) -> None:
    path = lines(tmp_path / "karsk.jsonl", [told(3), told(5), {"id": 1, "text": "No day."}])
    made([path], tmp_path / "out", readers)
    ledger([tmp_path / "out"], tmp_path / "made.db")
    merge(
        shards([str(tmp_path / "out")]), str(tmp_path / "given.db"), at="2032-01-02", tick=lambda pages: None
    )
    for name, time in (("made", "2031-05-06T00:00:00Z"), ("given", "2032-01-02T00:00:00Z")):
        with Ledger(str(tmp_path / f"{name}.db")) as store:
            assert {row.at for row in store.log()} == {time}


def test_what_was_not_read_is_counted_and_not_added(tmp_path: Path, readers: Readers) -> None:
    path = lines(tmp_path / "karsk.jsonl", [told(1), "{", told(2)])
    made([path], tmp_path / "out", readers)
    assert ledger([tmp_path / "out"], tmp_path / "made.db") == Merged(shards=1, added=2, unread=1, claims=4)


def test_a_run_that_has_not_ended_or_lacks_shares_is_not_merged(tmp_path: Path, readers: Readers) -> None:
    path = lines(tmp_path / "karsk.jsonl", [told(number) for number in range(4)])
    planned([path], tmp_path / "begun")
    with pytest.raises(UsageError, match=r"begun: the run has not ended; the same saidby batch call goes on"):
        shards([str(tmp_path / "begun")])
    made([path], tmp_path / "second", readers, share=Share(2, 3))
    with pytest.raises(UsageError, match=r"^shares are missing: 1/3, 3/3; name their folders, too$"):
        shards([str(tmp_path / "second")])
    with pytest.raises(UsageError, match=r"holds no run of saidby batch: there is no manifest in it$"):
        shards([str(tmp_path)])


def test_a_file_that_is_no_shard_is_named(tmp_path: Path, readers: Readers) -> None:
    made([lines(tmp_path / "karsk.jsonl", [told(1)])], tmp_path / "out", readers)
    (claims,) = (tmp_path / "out" / "claims").iterdir()
    with pytest.raises(InputError, match=r"no shard: of a run's tables, pages/\*\.parquet are merged$"):
        shards([str(claims)])
    (pages,) = (tmp_path / "out" / "pages").iterdir()
    assert [shard.pages for shard in shards([str(pages)])] == [1]
    pages.unlink()
    with pytest.raises(InputError, match=r"there is no such shard; the folder is not whole$"):
        shards([str(tmp_path / "out")])


def test_a_merge_that_was_cut_short_comes_to_the_same(
    tmp_path: Path, inputs: list[Path], readers: Readers
) -> None:
    class Cut(Exception):
        pass

    made(inputs, tmp_path / "out", readers)
    ledger([tmp_path / "out"], tmp_path / "whole.db")
    passed = 0

    def stop(pages: int) -> None:
        nonlocal passed
        passed += pages
        if passed == 100:
            raise Cut

    with pytest.raises(Cut):
        merge(shards([str(tmp_path / "out")]), str(tmp_path / "cut.db"), tick=stop)
    ledger([tmp_path / "out"], tmp_path / "cut.db")
    with Ledger(str(tmp_path / "whole.db")) as whole, Ledger(str(tmp_path / "cut.db")) as cut_short:
        assert whole.head() == cut_short.head()


def test_the_manifest_names_every_shard_with_its_digest(tmp_path: Path, readers: Readers) -> None:
    made([lines(tmp_path / "karsk.jsonl", [told(1)])], tmp_path / "out", readers)
    (shard,) = json.loads((tmp_path / "out" / "manifest.json").read_text())["shards"]
    assert shard["files"] == {
        table: digest(tmp_path / "out" / table / f"{shard['name']}.parquet")
        for table in ("claims", "events", "figures", "pages")
    }


def test_parts_without_a_shard_are_named(tmp_path: Path, readers: Readers) -> None:
    out = tmp_path / "out"
    made([lines(tmp_path / "karsk.jsonl", [told(1)])], out, readers)
    assert gaps([str(out)]) == []
    path = out / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["failed"] = [{"source": "b.warc.gz", "start": 64000, "stop": None, "reason": "it ended twice"}]
    path.write_text(json.dumps(manifest))
    assert gaps([str(out)]) == ["b.warc.gz from 64,000: it ended twice"]
