"""Inputs on their way into a ledger, read by a fake reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from saidby.adding import Result, add_inputs
from saidby.batch import Limits
from saidby.errors import LedgerError
from saidby.inputs import Input, listed
from saidby.ledger.database import opened
from saidby.ledger.store import Ledger
from saidby.pages import Given
from tests.ledger.raw import counts

FAKE = Limits(seconds=20.0, reader="saidby.testing")


def texts(*texts: str) -> list[Input]:
    return [Input(f"line {number}", text, id=number) for number, text in enumerate(texts, 1)]


def add(path: str, inputs: Iterable[Input], *, ids: bool = True) -> list[Result]:
    with Ledger(path, mode="create") as ledger:
        return list(add_inputs(inputs, ledger, limits=FAKE, ids=ids))


def shown(results: Iterable[Result]) -> list[str]:
    return [
        f"{result.outcome.id} {result.added.state} {result.added.row}"
        if result.added
        else f"{result.outcome.id} {result.outcome.why}"
        for result in results
    ]


def test_every_input_is_told_in_order_with_what_became_of_it(file: str) -> None:
    inputs = [*texts("One.", "(fail)", "Two.", "One."), Input("gone.html", Path("gone.html"), id=5)]
    assert shown(add(file, inputs)) == [
        "1 added 2",
        "2 not read: unexpected ValueError: this page fails",
        "3 added 4",
        "4 added 5",
        "5 there is no such file",
    ]
    assert counts(file)["pages"] == 2  # the same bytes are kept once


def test_the_bytes_of_a_page_are_kept_as_they_were_captured(file: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(b"<title>Orlen</title><p>The bridge caf\xe9 stood.</p>" * 3)
    add(file, listed([str(page)], given=Given(publisher="Orlen Herald")).inputs, ids=False)
    with Ledger(file) as ledger:
        (stored,) = ledger.readings()
        assert ledger.page(stored.page) == page.read_bytes()
        assert (stored.origin, stored.id) == (str(page), None)


def test_the_same_inputs_again_add_nothing(path: str, tmp_path: Path) -> None:
    inputs = texts("One.", "Two.", "(fail)")
    add(path, inputs)
    before = counts(path)
    assert [result.added.state if result.added else "lost" for result in add(path, inputs)] == [
        "known", "known", "lost",
    ]  # fmt: skip
    assert counts(path) == before


def test_a_given_id_tells_apart_only_where_it_was_given(file: str) -> None:
    assert shown(add(file, texts("One.", "One."), ids=False)) == ["1 added 2", "2 known 2"]


def test_what_was_read_before_an_interruption_is_added(path: str) -> None:
    inputs = texts(*(f"{number}." for number in range(40)))

    def interrupted() -> Iterator[Input]:
        yield from inputs
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(path, interrupted())
    with Ledger(path) as ledger:  # the last chunks were on their way
        kept = [stored.id for stored in ledger.readings()]
    assert kept == list(range(1, len(kept) + 1))
    assert 1 <= len(kept) < 40
    states = [result.added.state for result in add(path, inputs) if result.added]
    assert states == ["known"] * len(kept) + ["added"] * (40 - len(kept))


def test_who_stops_asking_has_what_was_told_in_the_ledger(file: str) -> None:
    with Ledger(file, mode="create") as ledger:
        results = add_inputs(texts(*(f"{number}." for number in range(300))), ledger, limits=FAKE, ids=True)
        told = [next(results) for _ in range(70)]
        results.close()
        kept = [stored.id for stored in ledger.readings()]
    assert kept[:70] == [result.outcome.id for result in told]
    assert len(kept) < 300


def test_a_ledger_that_cannot_be_written_ends_the_run(file: str) -> None:
    Ledger(file, mode="create").close()
    other = opened(file, mode="write")
    with (
        other.writing(),
        Ledger(file, mode="write", busy_seconds=0.1) as ledger,
        pytest.raises(LedgerError, match="another program has been writing"),
    ):
        list(add_inputs(texts("One."), ledger, limits=FAKE))
    other.close()


def test_many_known_inputs_are_told_in_order_among_new_ones(file: str) -> None:
    lines = [f"{number}." for number in range(200)]
    add(file, texts(*lines))
    some = [line if number % 50 else f"new {line}" for number, line in enumerate(lines)]
    states = [result.added.state for result in add(file, texts(*some)) if result.added]
    assert [number for number, state in enumerate(states) if state != "known"] == [0, 50, 100, 150]
