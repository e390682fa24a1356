"""Fields: a record of a reading as a form that corrects it, and what such a form changes.

What can be chosen is named in words; spans are written as the words they hold, their pieces with "…" between.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from saidby.data import PUBLISHER, Act, ActorKind, Factuality, Measure, Quoting, TimexType, Use
from saidby.errors import UsageError
from saidby.ledger import corrections
from saidby.ledger.corrections import ARTICLE, IDS, LISTS, ROOT
from saidby.web.cards import in_words

Json = dict[str, Any]
Widget = Literal["text", "number", "one", "many", "words", "root"]
MOST = 60  # actors or events to choose from: those nearest in the text
KIND = "root-kind"
NEW: ActorKind = "organization"  # what a root is that the page does not name, unless another kind is said
_GAP = re.compile(r"\s*…\s*")


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `value` is what stands there: text, or the ids chosen; `options` are (value, words)."""

    name: str
    label: str
    widget: Widget
    value: str
    chosen: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a field is shown: its widget and what it is chosen from: names, or a list of the reading."""

    label: str
    widget: Widget
    given: tuple[str, ...] = ()
    of: str = ""


def _given(label: str, literal: Any) -> _Kind:
    return _Kind(label, "one", given=get_args(literal))


RECORDS: dict[str, dict[str, _Kind]] = {
    "claims": {
        ROOT: _Kind("who says it in the end", "root", of="actors"),
        "act": _given("what is done by saying it", Act),
        "accused": _Kind("who is accused", "many", of="actors"),
        "accused_of": _Kind("of what", "many", of="events"),
        "attribution": _Kind("attribution it belongs to", "one", of="attributions"),
        "addressee": _Kind("to whom it is said", "many", of="actors"),
        "events": _Kind("events it tells of", "many", of="events"),
        "figures": _Kind("figures it states", "many", of="figures"),
        "report_time": _Kind("when it was said", "one", of="timexes"),
    },
    "attributions": {
        "source": _Kind("source", "words"), "cue": _Kind("cue", "words"),
        "content": _Kind("content", "words"),
        "quoting": _given("how it is quoted", Quoting),
        "parent": _Kind("stands inside the words of", "one", of="attributions"),
    },
    "figures": {
        "measure": _given("what became of them", Measure),
        "low": _Kind("at least", "number"), "high": _Kind("at most", "number"),
        "part_of": _Kind("part of", "one", of="figures"),
    },
    "events": {
        "type": _Kind("type (PLOVER)", "text"), "factuality": _given("factuality", Factuality),
        "actors": _Kind("who did it", "many", of="actors"),
        "recipients": _Kind("to whom", "many", of="actors"),
        "places": _Kind("where", "many", of="places"), "time": _Kind("when", "one", of="timexes"),
        "figures": _Kind("figures", "many", of="figures"),
    },
    "actors": {
        "name": _Kind("name", "text"), "kind": _given("kind", ActorKind),
        "sector": _Kind("sector (PLOVER)", "text"),
        "same_as": _Kind("the same as", "one", of="actors"),
        "acts_for": _Kind("speaks or acts for", "one", of="actors"),
    },
    "places": {
        "name": _Kind("name", "text"), "use": _given("use", Use), "country": _Kind("country", "text"),
        "precision": _Kind("precision, 1 to 7", "number"), "latitude": _Kind("latitude", "number"),
        "longitude": _Kind("longitude", "number"),
    },
    "timexes": {
        "type": _given("type", TimexType), "value": _Kind("value", "text"),
        "resolved": _Kind("date, or first/last", "text"),
    },
    ARTICLE: {
        "title": _Kind("title", "text"), "publisher": _Kind("publisher", "text"),
        "published": _Kind("published", "text"), "byline": _Kind("byline", "text"),
    },
}  # fmt: skip
"""By list: the fields that people correct, in the order in which they are asked for."""


def fields(reading: Json, target: str, at: int) -> list[Field]:
    """The fields of a record as they stand in the reading. `at`: where in the text one is looking."""
    name = target.split("/")[0]
    record = _record(reading, target)
    return [_field(reading, record, field, kind, at) for field, kind in RECORDS[name].items()]


def changes(
    reading: Json, target: str, sent: Mapping[str, Any], many: Callable[[str], list[str]], at: int
) -> list[tuple[str, str]]:
    """The fields that a form changes, each with its value as JSON. Raises UsageError where one does not fit.

    All are tried on the reading first, so that either each of them fits or none is written.
    """
    found: list[tuple[str, str]] = []
    tried = reading
    for field in fields(reading, target, at):
        if field.name not in sent and field.widget != "many":
            continue
        if field.widget == "many":
            if f"{field.name}-asked" not in sent:
                continue
            value: Any = many(field.name)
            if sorted(value) == sorted(field.chosen):
                continue
        else:
            text = " ".join(str(sent[field.name]).split())
            if text == " ".join(field.value.split()):
                continue
            value = _value(reading, field, text, sent, at)
        tried = corrections.checked(tried, target, field.name, value)
        found.append((field.name, json.dumps(value, ensure_ascii=False)))
    return found


def _value(reading: Json, field: Field, text: str, sent: Mapping[str, Any], at: int) -> Any:
    match field.widget:
        case "words":
            hint = str(sent.get(f"{field.name}-at", ""))
            near = int(hint) if hint.isascii() and hint.isdigit() and len(hint) < 10 else at
            return spans_of(reading["article"]["text"], text, near)
        case "number":
            try:
                return json.loads(text) if text else None
            except ValueError:
                raise UsageError(f"{field.label}: {text!r} is no number") from None
        case "root":
            known = {name.casefold() for name, _ in field.options}
            if not text:
                raise UsageError("say whose word it is; the publisher's own is “publisher”")
            return text if text.casefold() in known else {"name": text, "kind": str(sent.get(KIND) or NEW)}
    return text or None


def spans_of(text: str, words: str, near: int) -> list[list[int]]:
    """Where pieces of words stand in a text, the first nearest to a place, each next one nearest after it."""
    found: list[list[int]] = []
    for piece in filter(None, _GAP.split(words)):
        pattern = re.compile(r"\s+".join(map(re.escape, piece.split())))
        spans = [[hit.start(), hit.end()] for hit in pattern.finditer(text)]
        spans = [span for span in spans if not found or span[0] >= found[-1][1]]
        if not spans:
            raise UsageError(f"“{piece}” does not stand on this page; write it as it is printed")
        found.append(min(spans, key=lambda span: abs(span[0] - near)))
        near = found[-1][1]
    return found


def related(reading: Json, target: str) -> list[tuple[str, str]]:
    """Records that this one is made of, each with its words: to be corrected instead."""
    record = _record(reading, target)
    found: dict[str, None] = {}
    for field, name in {**IDS, "actors": "actors"}.items():
        value = record.get(field)
        ids = [value] if isinstance(value, str) else (value or ())
        found.update(dict.fromkeys(f"{name}/{id}" for id in ids))
    found.update(dict.fromkeys(f"actors/{link['actor']}" for link in record.get("chain", ())))
    known = {f"{name}/{one['id']}": (name, one) for name in LISTS for one in reading[name]}
    return [(one, _told(reading, *known[one])) for one in sorted(found) if one in known and one != target]


# -------------------------------------------------------------------------------------- what stands there


def _field(reading: Json, record: Json, name: str, kind: _Kind, at: int) -> Field:
    value = record["chain"] if name == ROOT else record[name]
    if kind.widget == "root":
        options = [(PUBLISHER, PUBLISHER), *((actor["name"], actor["name"]) for actor in reading["actors"])]
        shown = in_words(reading, ROOT, value) if value else ""
        return Field(name, kind.label, kind.widget, shown, options=tuple(dict(options).items()))
    if kind.widget == "many":
        return Field(name, kind.label, kind.widget, "", tuple(value), _options(reading, kind.of, at, value))
    if kind.widget == "one":
        options = [(one, one.replace("_", " ").replace("-", " ")) for one in kind.given] or [
            ("", "none"), *_options(reading, kind.of, at, [value] if value else []),
        ]  # fmt: skip
        return Field(name, kind.label, kind.widget, value or "", options=tuple(options))
    if kind.widget == "words":
        return Field(name, kind.label, kind.widget, in_words(reading, name, value) if value else "")
    if isinstance(value, dict):  # a date with its evidence
        value = value["value"]
    return Field(name, kind.label, kind.widget, "" if value is None else str(value))


def _options(reading: Json, name: str, at: int, chosen: list[str]) -> tuple[tuple[str, str], ...]:
    """The records of a list, those that are chosen and the nearest to a place, in the order of the text."""

    def far(record: Json) -> tuple[bool, int]:
        return record["id"] not in chosen, min((abs(s - at) for s, _ in _places(record)), default=1 << 40)

    near = {record["id"] for record in sorted(reading[name], key=far)[:MOST]}
    return tuple(
        (record["id"], _told(reading, name, record)) for record in reading[name] if record["id"] in near
    )


def _told(reading: Json, name: str, record: Json) -> str:
    """A record in a few words."""
    if name == "actors":
        return str(record["name"])
    text = reading["article"]["text"]
    words = " … ".join(" ".join(text[start:end].split()) for start, end in _places(record)[:2])
    more = record.get("resolved") or record.get("type") if name != "attributions" else None
    return f"{words or record['id']} ({str(more).lower()})" if more else words or str(record["id"])


def _places(record: Json) -> list[list[int]]:
    if "mentions" in record:
        return [mention["span"] for mention in record["mentions"]]
    if "cue" in record:
        return [*record["source"][:1], *record["cue"][:1]] or record["content"][:1]
    return record.get("spans") or record.get("triggers") or ([record["span"]] if "span" in record else [])


def _record(reading: Json, target: str) -> Json:
    if target == ARTICLE:
        article: Json = reading[ARTICLE]
        return article
    name, _, id = target.partition("/")
    for record in reading[name] if name in RECORDS else ():
        if record["id"] == id:
            found: Json = record
            return found
    raise UsageError(f"there is no {target!r} in this reading")
