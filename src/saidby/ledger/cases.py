"""Cases: corrections as examples that the reader can be tried on, each able to stand without its ledger.

    for case in cases(ledger): ...
    check(case, saidby.read(case.page or case.text, published=case.published, ...))

Ids differ from reading to reading, so values are told in words: actors by name, events, figures and times by
their words in the text, spans by what stands there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from saidby.data import PUBLISHER, Reading, Span
from saidby.ledger import corrections
from saidby.ledger.corrections import ARTICLE, IDS, LISTS, ROOT
from saidby.ledger.rows import Correction
from saidby.ledger.store import Ledger
from saidby.serial import to_json

Json = dict[str, Any]
State = Literal["right", "as before", "otherwise", "gone"]

BEFORE = 1500  # characters of the text before the record's paragraph: who "he" is stands there


@dataclass(frozen=True, slots=True)
class Case:
    """A correction with what it takes to make the reading again.

    `text` ends with the paragraph of the record; `page` are the page's bytes instead, for a correction of the
    article itself, else None. `list` and `field` say what was corrected, `spans` where the record stands in
    `text`. `machine` and `value` are in words; `row` is the correction's.
    """

    row: int
    text: str
    page: bytes | None
    url: str | None
    publisher: str | None
    title: str | None
    published: str | None
    list: str
    spans: tuple[Span, ...]
    words: str
    field: str
    machine: Any
    value: Any
    by: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case. "gone": nothing in the new reading stands at the words. `now` is its value."""

    state: State
    now: Any


def cases(ledger: Ledger) -> Iterator[Case]:
    """Every correction that stands, in order; of several of one field of one record the last."""
    last: dict[tuple[int, str, str], Correction] = {}
    for one in ledger.corrections():
        last.pop((one.reading, one.target, one.field), None)
        last[one.reading, one.target, one.field] = one
    for one in last.values():
        yield _case(ledger, one)


def check(case: Case, reading: Reading) -> Outcome:
    """Whether the reader now says what the person said."""
    value = to_json(reading)
    target = ARTICLE if case.list == ARTICLE else _found(value, case)
    if target is None:
        return Outcome("gone", None)
    now = in_words(value, case.field, _value(value, target, case.field))
    if plain(now) == plain(case.value):
        return Outcome("right", now)
    return Outcome("as before" if plain(now) == plain(case.machine) else "otherwise", now)


def in_words(reading: Json, field: str, value: Any) -> Any:
    """A value without ids and offsets."""
    if field == "chain":
        return [_name(reading, "actors", link["actor"]) for link in value]
    if field == ROOT:
        return value["name"] if isinstance(value, dict) else value
    if field in ("published", "modified", "captured") and isinstance(value, dict):
        return value["value"]
    name = "actors" if field == "actors" else IDS.get(field)
    if name and isinstance(value, str):
        return _name(reading, name, value)
    if name and isinstance(value, list):
        return [_name(reading, name, id) for id in value]
    return _without_spans(reading, value)


def plain(value: Any) -> Any:
    """The same for what means the same: letters of any case, names in any order."""
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    if isinstance(value, list):
        parts = [plain(one) for one in value]
        return sorted(parts) if all(isinstance(one, str) for one in parts) else parts
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value


# -------------------------------------------------------------------------------------- making


def _case(ledger: Ledger, one: Correction) -> Case:
    machine = json.loads(ledger.line(one.reading))
    stored = ledger.reading(one.reading)
    reading, _ = corrections.apply(machine, one.reading, ledger.corrections(stored.article))
    article = machine["article"]
    name = one.target.split("/")[0]
    whole = name == ARTICLE
    spans = [Span(*span) for span in one.anchor]
    start, end = (0, 0) if whole else _around(article, spans)
    text = article["text"]
    before = [link["actor"] for link in one.machine] if one.field == ROOT else one.machine
    told = _name(reading, "actors", before[0]) if one.field == ROOT and before else before
    return Case(
        row=one.row,
        text=text[start:end],
        page=ledger.page(stored.page) if whole else None,
        url=article["url"],
        publisher=None if whole else article["publisher"],
        title=None if whole else article["title"],
        published=None if whole or article["published"] is None else article["published"]["value"],
        list=name,
        spans=tuple(Span(span.start - start, span.end - start) for span in spans),
        words=" … ".join(" ".join(span.of(text).split()) for span in spans[:1]),
        field=one.field,
        machine=told if one.field == ROOT else in_words(reading, one.field, one.machine),
        value=in_words(reading, one.field, one.value),
        by=one.by,
        why=one.why,
    )


def _around(article: Json, spans: list[Span]) -> tuple[int, int]:
    """From a paragraph at most `BEFORE` characters above the record's to the end of its own."""
    low, high = min(span.start for span in spans), max(span.end for span in spans)
    pieces = [Span(*element["span"]) for element in article["elements"]]
    own = [piece for piece in pieces if piece.start < high and low < piece.end]
    first = min([low, *(piece.start for piece in own)])
    start = min([first, *(p.start for p in pieces if first - BEFORE <= p.start < first)])
    return start, max([high, *(piece.end for piece in own)])


# -------------------------------------------------------------------------------------- checking


def _found(reading: Json, case: Case) -> str | None:
    """The record that shares most of its words with the case's; None where none shares any."""
    at = reading["article"]["text"].find(case.text)
    if at < 0:
        return None
    wanted = [Span(at + span.start, at + span.end) for span in case.spans]
    best, found = 0.0, None
    for record in reading[case.list]:
        target = f"{case.list}/{record['id']}"
        shared = _shared(wanted, [Span(*span) for span in corrections.anchor(reading, target)])
        if shared > best:
            best, found = shared, target
    return found


def _shared(ones: list[Span], others: list[Span]) -> float:
    """Characters that both have, over those that either has."""
    a = {place for span in ones for place in range(*span)}
    b = {place for span in others for place in range(*span)}
    if (
        len(ones) > 1 and len(others) > 1
    ):  # a claim: its sentence is shared by others, the pieces tell it apart
        a, b = ({place for span in spans[1:] for place in range(*span)} for spans in (ones, others))
    return len(a & b) / len(a | b) if a | b else 0.0


def _value(reading: Json, target: str, field: str) -> Any:
    if target == ARTICLE:
        return reading[ARTICLE][field]
    name, id = target.split("/")
    record = next(one for one in reading[name] if one["id"] == id)
    if field == ROOT:
        return _name(reading, "actors", record["chain"][0]["actor"]) if record["chain"] else None
    return record[field]


# -------------------------------------------------------------------------------------- words


def _name(reading: Json, name: str, id: str) -> str:
    """What a record is called, or the words it stands at."""
    record: Mapping[str, Any] | None = next((one for one in reading[name] if one["id"] == id), None)
    if id == PUBLISHER or record is None:
        return id
    if name in ("actors", "places"):
        return str(record["name"])
    assert name in LISTS
    pieces = {"figures": "spans", "events": "triggers", "attributions": "content"}
    spans = record[pieces[name]] if name in pieces else [record.get("span") or record["sentence"]]
    return " … ".join(_text(reading, span) for span in spans)


def _without_spans(reading: Json, value: Any) -> Any:
    if isinstance(value, list):
        if len(value) == 2 and all(isinstance(one, int) and not isinstance(one, bool) for one in value):
            return _text(reading, value)
        return [_without_spans(reading, one) for one in value]
    if isinstance(value, dict):
        return {
            key: in_words(reading, "acts_for" if key == "actor" else str(key), one)
            for key, one in value.items()
        }
    return value


def _text(reading: Json, span: list[int]) -> str:
    return " ".join(reading["article"]["text"][span[0] : span[1]].split())
