from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest

from saidby.data import Problem
from saidby.errors import InputError, UsageError
from saidby.inputs import MAX_BYTES, MAX_LINE, Address, Input, lines, listed, opened
from saidby.pages import Given


def articles(data: bytes, folder: Path = Path("pages")) -> list[Input]:
    return list(lines(io.BytesIO(data), origin="in.jsonl", folder=folder))


def problem(data: bytes) -> str:
    (found,) = articles(data)
    assert isinstance(found.content, Problem)
    return f"{found.origin}: {found.content.message}"


# -------------------------------------------------------------------------------------- arguments


def test_a_folder_is_read_with_all_below_it_in_order_of_names(tmp_path: Path) -> None:
    names = [
        "b.html",
        "a/2.txt",
        "a/1",
        "c.php",
        ".hidden.html",
        "b_files/x.css",
        "b_files/logo.PNG",
        "x.jsonl.gz",
    ]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Orlen")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "page.html").write_text("Orlen")

    found = listed([str(tmp_path)])

    assert [os.path.relpath(input.origin, tmp_path) for input in found.inputs] == [
        "b.html",
        "c.php",
        "a/1",
        "a/2.txt",
    ]
    assert {input.size for input in found.inputs} == {5}
    assert found.skipped == (("hidden", 2), (".css", 1), (".gz", 1), (".png", 1))


def test_a_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / ".page.pdf"
    path.write_text("The bridge has fallen.")
    found = listed([str(path)], given=Given(publisher="Orlen Herald"))
    (input,) = found.inputs
    assert opened(input) == (b"The bridge has fallen.", Given(publisher="Orlen Herald"))


def test_a_misspelt_file_is_a_problem_that_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "bridge.html").write_text("x")
    (input,) = listed([str(tmp_path / "brigde.html")]).inputs
    assert input.content == Problem(
        "input", f"there is no such file; did you mean {tmp_path / 'bridge.html'}?"
    )
    (input,) = listed([str(tmp_path / "no" / "page.html")]).inputs
    assert input.content == Problem("input", f"there is no folder {tmp_path / 'no'}")


def test_a_folder_without_pages_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"")
    found = listed([str(tmp_path)])
    (input,) = found.inputs
    assert (input.id, input.content) == (str(tmp_path), Problem("input", "there is no page in this folder"))
    assert found.skipped == ((".png", 1),)


def test_what_is_no_file_in_a_folder_is_passed_over_and_a_dead_link_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "dead").symlink_to(tmp_path / "nowhere")
    (tmp_path / "page").write_text("x")
    found = listed([str(tmp_path)])
    assert [(Path(input.origin).name, input.content) for input in found.inputs] == [
        ("dead", Problem("input", "no such file or directory")),
        ("page", tmp_path / "page"),
    ]
    assert found.skipped == (("not a file", 1),)


def test_an_address_is_not_fetched_before_it_is_read() -> None:
    (input,) = listed(["HTTPS://orlen.example/a"]).inputs
    assert input.content == Address("HTTPS://orlen.example/a")
    assert input.given == Given(url="HTTPS://orlen.example/a")


def test_a_link_that_leads_nowhere_says_where_it_leads(tmp_path: Path) -> None:
    link = tmp_path / "bridge.html"
    link.symlink_to("gone.html")
    (input,) = listed([str(link)]).inputs
    assert input.content == Problem("input", "a link to gone.html, which is not there")


def test_standard_input_can_be_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"The bridge has fallen.")))
    with pytest.raises(UsageError, match=r"^standard input \(-\) can be read only once$"):
        listed(["-", "-"])


def test_a_file_that_is_too_large_says_how_large_it_is(tmp_path: Path) -> None:
    path = tmp_path / "huge.html"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    (input,) = listed([str(path)]).inputs
    with pytest.raises(InputError, match="too large for a page: 33,554,433 bytes; 33,554,432 are the most"):
        opened(input)


# -------------------------------------------------------------------------------------- JSON Lines


def test_a_line_is_a_text_with_what_is_given_about_it() -> None:
    data = b'{"id": 7, "text": "Bridge\\u00a0down", "published": "2031-05", "url": null, "other": []}\n'
    (input,) = articles(data)
    assert input == Input(
        "in.jsonl line 1", "Bridge\u00a0down", Given(published="2031-05"), 7, len(data), keyed=True
    )


def test_a_line_with_a_path_is_a_page_beside_the_file() -> None:
    (input,) = articles(b'{"id": "a", "path": "html/a.html", "url": "https://orlen.example"}')
    assert input.content == Path("pages/html/a.html")
    assert input.given == Given(url="https://orlen.example")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"id": 1, "text": "cut sho', "not JSON: Unterminated string starting at, column 19"),
        (b'"text"', "a string where an object is expected"),
        (b"null", "null where an object is expected"),
        (b'{"id": 1}', 'one of "text" and "path" is needed'),
        (b'{"text": "a", "path": "b"}', 'one of "text" and "path" is needed, not both'),
        (b'{"text": 7}', '"text" is a number, not a string'),
        (b'{"text": ["a"]}', '"text" is a list, not a string'),
        (b'{"text": "a", "url": {}}', '"url" is an object, not a string'),
        (b'{"id": true, "text": "a"}', '"id" is true or false, not a string'),
        (b'{"id": 1.5, "text": "a"}', '"id" is a number, not a string'),
        (b'{"text": "half \\ud83d"}', '"text" holds half a character at 5: \\ud83d'),
        (b'{"text": "caf\xe9"}', "not UTF-8: byte 14 is 0xe9"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"text": "a"}{"text": "b"}', "not JSON: Extra data, column 14"),
        (b"\x00\x01", "not JSON: Expecting value, column 1"),
    ],
)
def test_a_line_that_cannot_be_read_is_a_problem_with_its_place(line: bytes, message: str) -> None:
    assert problem(line) == f"in.jsonl line 1: {message}"


def test_a_bad_line_keeps_its_id_and_its_neighbours() -> None:
    found = articles(b'{"id": "a", "text": "one"}\n{"id": "b", "text": 2}\n\n{"id": "c", "text": "three"}')
    assert [(input.origin, input.id, isinstance(input.content, Problem)) for input in found] == [
        ("in.jsonl line 1", "a", False),
        ("in.jsonl line 2", "b", True),
        ("in.jsonl line 4", "c", False),
    ]


def test_a_byte_order_mark_and_line_ends_of_windows_are_no_content() -> None:
    found = articles(b'\xef\xbb\xbf{"text": "one"}\r\n\r\n{"text": "two"}\r\n')
    assert [input.content for input in found] == ["one", "two"]


def test_a_packed_file_is_unpacked_and_a_cut_one_says_where_it_ends() -> None:
    data = gzip.compress(b'{"text": "one"}\n{"text": "two"}\n')
    assert [input.content for input in articles(data)] == ["one", "two"]
    *_, last = articles(data[:-9])
    assert isinstance(last.content, Problem)
    assert last.origin.startswith("in.jsonl line ")
    assert "could not be read" in last.content.message


def test_a_line_without_end_is_not_held_in_memory() -> None:
    class Endless(io.RawIOBase):
        """`{"text": "aaaa...` for a little longer than a line may be, then a good line."""

        left = MAX_LINE + 100

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            view = memoryview(buffer)  # type: ignore[arg-type]
            piece = b"a" * min(len(view), self.left) if self.left else b""
            if 0 < self.left <= len(view):
                piece = (b"a" * self.left + b'\n{"text": "two"}')[: len(view)]
            self.left = max(0, self.left - len(view))
            view[: len(piece)] = piece
            return len(piece)

    first, second = lines(io.BufferedReader(Endless()), origin="in.jsonl", folder=Path())
    assert first.content == Problem("input", f"a line of {MAX_LINE + 101:,} bytes; {MAX_LINE:,} are the most")
    assert second.content == "two"


def test_sizes_add_up_to_the_bytes_of_the_file() -> None:
    data = b'{"text": "one"}\n\nbroken\n{"text": "two"}\n'
    assert sum(input.size for input in articles(data)) == len(data)


def test_a_path_that_does_not_exist_is_told_when_it_is_read(tmp_path: Path) -> None:
    (input,) = articles(b'{"path": "gone.html"}', tmp_path)
    with pytest.raises(InputError, match=r"^in\.jsonl line 1: there is no such file$"):
        opened(input)
