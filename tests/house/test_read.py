"""`saidby.read`: what it takes, what it gives, what it says of arguments that mean nothing."""

from __future__ import annotations

import copy
import datetime
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import saidby
from saidby.serial import dumps

PAGE = "<html><body><p>The ministry said on Monday that the bridge near Orlen had fallen.</p></body></html>"


def test_text_bytes_and_file_of_one_page_give_the_same_reading(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    readings = {dumps(saidby.read(page)) for page in (PAGE, PAGE.encode(), path)}
    assert len(readings) == 1


def test_a_reading_survives_pickling_and_copying() -> None:
    reading = saidby.read(PAGE, published="2031-05-04")
    assert pickle.loads(pickle.dumps(reading)) == reading
    assert copy.deepcopy(reading) == reading


def test_reading_warns_of_nothing() -> None:
    code = f"import saidby; assert saidby.read({PAGE!r}).claims"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_places_of_ones_own_are_found() -> None:
    page = "A bomb exploded in Tarsk, Velmora, on Monday, the police said."
    reading = saidby.read(page, gazetteer=Path(__file__).parents[2] / "examples" / "gazetteer.tsv")
    assert {place.country for place in reading.places} == {"XV"}


def test_the_name_of_a_file_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    with pytest.raises(saidby.UsageError) as caught:
        saidby.read(str(path))
    assert str(caught.value) == f"{str(path)!r} names a file; to read it, pass pathlib.Path({str(path)!r})"


def test_a_text_longer_than_any_name_is_read() -> None:
    assert saidby.read("The mayor said it fell. " * 40).claims


@pytest.mark.parametrize(
    ("page", "given", "message"),
    [
        (5, {}, "page is text, bytes or a pathlib.Path, not int"),
        (None, {}, "page is text, bytes or a pathlib.Path, not NoneType"),
        (PAGE, {"published": datetime.date(2031, 5, 4)}, "published is text or None, not date"),
        (PAGE, {"gazetteer": "own.tsv"}, "gazetteer is a pathlib.Path or None, not str"),
    ],
)
def test_arguments_of_another_type_are_told(page: Any, given: dict[str, Any], message: str) -> None:
    with pytest.raises(saidby.UsageError) as caught:
        saidby.read(page, **given)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("", "page: empty: the text holds nothing but blanks"),
        (b"", "page: empty: the file holds no text"),
        (b"%PDF-1.7", "page: a PDF file; save its text first (pdftotext) and read that"),
        (Path("gone.html"), "gone.html: No such file or directory"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_name_once(page: str | bytes | Path, message: str) -> None:
    with pytest.raises(saidby.InputError) as caught:
        saidby.read(page)
    assert str(caught.value) == message
