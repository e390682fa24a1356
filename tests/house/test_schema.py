"""The JSON Schema: that it is what the records say, and that readings are valid against it."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from saidby import data
from saidby.data import Problem, Reading
from saidby.schema import FILE, reading_schema, schema_text
from saidby.schema.descriptions import FIELDS, LIMITS
from saidby.serial import dumps, dumps_problems, to_json
from tests.house.readings import READING, readings

SCHEMA = reading_schema()
READINGS = Draft202012Validator(SCHEMA)
LINES = Draft202012Validator({"$defs": SCHEMA["$defs"], "$ref": "#/$defs/Line"})


def records() -> dict[str, list[str]]:
    kinds = [kind for kind in vars(data).values() if isinstance(kind, type) and is_dataclass(kind)]
    return {kind.__name__: [field.name for field in fields(kind)] for kind in kinds}


def test_the_schema_itself_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_file_in_the_package_is_what_the_records_say() -> None:
    on_file = files("saidby.schema").joinpath(FILE).read_text("utf-8")
    assert on_file == schema_text(), "the records have changed; run: make refresh"


def test_every_field_of_every_record_is_described_and_no_other() -> None:
    assert {name: list(described) for name, described in FIELDS.items()} == {
        name: records()[name] for name in FIELDS
    }
    assert FIELDS.keys() == records().keys()


def test_limits_are_set_for_fields_that_exist() -> None:
    assert [place for place in LIMITS if place[1] not in records()[place[0]]] == []


def test_a_reading_with_every_record_in_it_is_valid() -> None:
    READINGS.validate(to_json(READING))
    assert all(to_json(READING)[name] for name in records()["Reading"])


@settings(max_examples=40)
@given(readings())
def test_any_reading_is_valid(reading: Reading) -> None:
    READINGS.validate(to_json(reading))


def test_a_line_is_a_reading_with_an_id_or_the_problems_that_prevented_it() -> None:
    LINES.validate(json.loads(dumps(READING, id="karsk-1")))
    LINES.validate(json.loads(dumps_problems([Problem("input", "no such file: karsk.html")], id="karsk-2")))
    LINES.validate(json.loads(dumps_problems([Problem("input", "line 3 is no JSON")])))


def test_a_line_with_neither_reading_nor_problems_is_not_valid() -> None:
    assert not LINES.is_valid({"id": "karsk-3", "problems": []})
    assert not LINES.is_valid({"id": "karsk-3"})


def test_a_field_may_be_added_without_making_a_reading_invalid() -> None:
    READINGS.validate({**to_json(READING), "echoes": []})


def broken(path: str, value: object) -> dict[str, Any]:
    written: Any = json.loads(dumps(READING))
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = written
    for step in steps:
        place = place[step]
    place[last] = value
    found: dict[str, Any] = written
    return found


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("schema", "saidby/reading/2"),
        ("article.published.value", "May 2031"),
        ("article.sha256", "abc"),
        ("article.elements.0.role", "menu"),
        ("article.text", None),
        ("sentences.0", [1, 2, 3]),
        ("sentences.0", [-1, 2]),
        ("actors.0.score", 1.5),
        ("places.0.latitude", 91),
        ("places.0.precision", 8),
        ("claims.0.act", "say"),
        ("claims.0.chain", None),
    ],
)
def test_a_value_outside_its_field_makes_a_reading_invalid(path: str, value: object) -> None:
    assert not READINGS.is_valid(broken(path, value))
