"""Readings as JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from saidby.data import Element, Figure, Problem, Reading, Span
from saidby.errors import InputError
from saidby.serial import dumps, dumps_problems, from_json, to_json
from tests.house.readings import READING, readings


def test_a_record_is_written_field_for_field_in_their_order() -> None:
    figure = Figure("f1", (Span(3, 5), Span(9, 11)), "killed", 12.0, None, None, None, None, 0.75)
    assert json.dumps(to_json(figure)) == (
        '{"id": "f1", "spans": [[3, 5], [9, 11]], "measure": "killed", "low": 12, "high": null,'
        ' "status": null, "who": null, "part_of": null, "score": 0.75}'
    )


def test_spans_are_lists_of_two_numbers() -> None:
    written = to_json(Element("body", Span(0, 7)))
    assert written == {"role": "body", "span": [0, 7], "href": None}
    assert type(written["span"]) is list


def test_a_reading_comes_back_from_json_as_it_was() -> None:
    assert from_json(json.loads(dumps(READING))) == READING


@settings(max_examples=60)
@given(readings())
def test_any_reading_comes_back_as_it_was_and_is_written_the_same_again(reading: Reading) -> None:
    line = dumps(reading, id="x")
    again = from_json(json.loads(line))
    assert again == reading
    assert dumps(again, id="x") == line


def test_the_id_of_the_input_comes_first_and_is_not_part_of_the_reading() -> None:
    line = dumps(READING, id="karsk-1")
    assert line.startswith('{"id":"karsk-1","schema":"saidby/reading/1",')
    assert from_json(json.loads(line)) == READING


def test_a_reading_without_id_has_no_id_field() -> None:
    assert dumps(READING).startswith('{"schema":"saidby/reading/1",')


@pytest.mark.parametrize("character", ["\n", "\r", "\x1e", "\x85", "\u2028", "\u2029"])
def test_a_reading_is_one_line_whatever_its_text_holds(character: str) -> None:
    text = f"one{character}two"
    line = dumps(replace(READING, article=replace(READING.article, text=text)))
    assert line.splitlines() == [line]
    assert json.loads(line)["article"]["text"] == text


def test_half_a_surrogate_pair_in_the_text_can_be_written_and_comes_back() -> None:
    reading = replace(READING, article=replace(READING.article, text="Karsk \ud83d burns"))
    assert from_json(json.loads(dumps(reading).encode())) == reading


def test_other_letters_are_written_as_they_are() -> None:
    assert dumps_problems([Problem("page", "“Кarsk” \xa0")], id=7) == (
        '{"id":7,"problems":[{"stage":"page","message":"“Кarsk” \xa0","span":null}]}'
    )


def changed(path: str, value: object) -> dict[str, Any]:
    """The reading as JSON with the value at a dotted path replaced, or removed where it is `...`."""
    written: dict[str, Any] = to_json(READING)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = written
    for step in steps:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return written


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("claims.0.chain.0.via", [3], "$.claims[0].chain[0].via: expected a span [start, end], found [3]"),
        ("sentences.1", [9, 2], "$.sentences[1]: expected a span [start, end], found [9, 2]"),
        ("sentences.1", [True, 2], "$.sentences[1]: expected a span [start, end], found [true, 2]"),
        ("article.title", 3, "$.article.title: expected a string, found 3"),
        ("article.tags", "Karsk", '$.article.tags: expected a list, found "Karsk"'),
        (
            "article.published.basis",
            "guess",
            "$.article.published.basis: expected one of given, json-ld, meta,",
        ),
        ("article.url", ..., "$.article: missing field 'url'"),
        ("actors.0.age", 7, "$.actors[0]: unknown field 'age'"),
        ("actors.0.score", 1.01, "$.actors[0].score: expected a score from 0 to 1, found 1.01"),
        ("actors.0.score", True, "$.actors[0].score: expected a number, found true"),
        ("places.0.geonames_id", 7.0, "$.places[0].geonames_id: expected a whole number, found 7.0"),
        ("claims.0.repeats_earlier", 0, "$.claims[0].repeats_earlier: expected true or false, found 0"),
        ("events.0.order", [], "$.events[0].order: expected an object, found []"),
        ("schema", "saidby/reading/2", "$.schema: this version reads 'saidby/reading/1', found"),
    ],
)
def test_what_does_not_fit_the_records_is_refused_with_its_place(
    path: str, value: object, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        from_json(changed(path, value), origin="karsk.jsonl:3")
    assert str(caught.value).startswith(f"karsk.jsonl:3: {message}")


@pytest.mark.parametrize("value", [None, [], "reading", 3])
def test_what_is_no_object_is_refused(value: object) -> None:
    with pytest.raises(InputError, match=r"^reading: \$: expected an object, found "):
        from_json(value)
