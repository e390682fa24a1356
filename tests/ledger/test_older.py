from __future__ import annotations

import json
from typing import Any

import pytest

from saidby.errors import InputError
from saidby.ledger.older import read
from saidby.serial import dumps
from tests.house.readings import READING


def without(*path: str | int) -> dict[str, Any]:
    """The reading as it was before that field was there."""
    value: dict[str, Any] = json.loads(dumps(READING))
    part: Any = value
    for step in path[:-1]:
        part = part[step]
    del part[path[-1]]
    return value


def test_a_reading_of_today_is_read_as_it_is() -> None:
    assert read(json.loads(dumps(READING)), origin="row 2") == READING


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("claims", 0, "alternative"), None),
        (("claims", 0, "boosters"), []),
        (("events", 0, "instruments"), []),
        (("actors", 0, "sector"), None),
        (("article", "section"), None),
        (("places",), []),
    ],
)
def test_fields_that_came_later_are_unknown_or_none(path: tuple[str | int, ...], value: object) -> None:
    found: Any = json.loads(dumps(read(without(*path), origin="row 2")))
    for step in path:
        found = found[step]
    assert found == value


def test_what_cannot_be_left_out_and_what_is_not_known_yet_are_errors() -> None:
    with pytest.raises(InputError, match=r"row 2: \$\.claims\[0\]: missing field 'score'"):
        read(without("claims", 0, "score"), origin="row 2")
    with pytest.raises(InputError, match=r"row 2: \$: unknown field 'mood'"):
        read({**json.loads(dumps(READING)), "mood": "grim"}, origin="row 2")
