"""Corrections: a person's value over the machine's, in the JSON of a reading; both stay.

A correction names a record ("claims/c3", "article"), a field and a value as the schema has it. Two short
forms: `root` of a claim is a name (the chain then starts with that actor), and a date of the article is
just the date. A correction made on one reading holds for another reading of the same article where exactly
one record of the same list stands at the same words.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping
from typing import Any

from saidby.data import PUBLISHER
from saidby.errors import InputError, UsageError
from saidby.ledger import older
from saidby.ledger.rows import Correction

Json = dict[str, Any]

LISTS = ("actors", "timexes", "places", "figures", "events", "attributions", "claims")
ARTICLE = "article"
ROOT = "root"
_DATES = ("published", "modified", "captured")
_KEPT = frozenset({"id", "sha256", "text", "elements", "links", "span", "spans", "sentence", "mentions"})

# Which fields hold ids, and of which list: an id that is not there would make a reading that nobody can show.
IDS = {
    "accused": "actors", "addressee": "actors", "recipients": "actors", "acts_for": "actors",
    "same_as": "actors", "accused_of": "events", "events": "events", "figures": "figures",
    "part_of": "figures", "places": "places", "time": "timexes", "report_time": "timexes",
    "attribution": "attributions", "parent": "attributions",
}  # fmt: skip


def place(reading: Json, target: str) -> str:
    """The record that is meant, with its list: "c3" becomes "claims/c3". Raises UsageError."""
    if target == ARTICLE:
        return target
    *named, id = target.split("/")
    found = [
        f"{name}/{id}"
        for name in (named or LISTS)
        for record in reading.get(name, ())
        if name in LISTS and record["id"] == id
    ]
    if not found:
        raise UsageError(f"there is no {target!r} in this reading")
    if len(found) > 1:
        raise UsageError(f"{target!r} may be {' or '.join(found)}; say which")
    return found[0]


def read_value(reading: Json, target: str, field: str, words: str) -> Any:
    """The value that is meant by what was typed: JSON, or the words themselves. Raises UsageError."""
    try:
        values = [json.loads(words), words]
    except ValueError:
        values = [words]
    trouble: UsageError | None = None
    for value in values:
        try:
            checked(reading, target, field, value)
        except UsageError as error:
            trouble = trouble or error
        else:
            return value
    assert trouble is not None
    raise trouble


def checked(reading: Json, target: str, field: str, value: Any) -> Json:
    """The reading with the value in it. Raises UsageError where the value does not fit."""
    record = _record(reading, target)
    if field in _KEPT or (field not in record and (field, target.split("/")[0]) != (ROOT, "claims")):
        can = ", ".join(sorted((set(record) - _KEPT) | ({ROOT} if target.startswith("claims/") else set())))
        raise UsageError(f"{field!r} of {target} cannot be corrected; these can: {can}")
    changed = copy.deepcopy(reading)
    _put(changed, target, field, value)
    try:
        older.read(changed, origin="correction")
    except InputError as error:
        raise UsageError(f"{target} {field}: {error.message}") from None
    _check_ids(changed, _record(changed, target), target)
    return changed


def machine(reading: Json, target: str, field: str) -> Any:
    """The value that the correction lies over, as the schema has it."""
    record = _record(reading, target)
    return record["chain"] if field == ROOT else record[field]


def holder(target: str, *readings: Json) -> Json:
    """The first of the readings that has the record; the last where none has it."""
    name, _, id = target.partition("/")
    has = (one for one in readings if not id or any(record["id"] == id for record in one[name]))
    return next(has, readings[-1])


def anchor(reading: Json, target: str) -> Any:
    """The words that the record stands at: what must be the same in another reading."""
    if target == ARTICLE:
        return []
    name = target.split("/")[0]
    record = _record(reading, target)
    match name:
        case "actors":
            return [mention["span"] for mention in record["mentions"][:1]]
        case "timexes" | "places":
            return [record["span"]]
        case "figures":
            return record["spans"][:1]
        case "events":
            return record["triggers"][:1]
        case "attributions":
            return [*record["cue"], *record["content"]]
    said = next((said for said in reading["attributions"] if said["id"] == record["attribution"]), None)
    root = record["chain"][0]["actor"] if record["chain"] else None
    source = anchor(reading, f"actors/{root}") if root in {actor["id"] for actor in reading["actors"]} else []
    return [record["sentence"], *([*said["cue"], *said["content"]] if said else []), *source]


def apply(reading: Json, row: int, corrections: Iterable[Correction]) -> tuple[Json, tuple[int, ...]]:
    """The reading of that row with the corrections over it, and the rows of those that do not fit it."""
    changed = copy.deepcopy(reading)
    unfitting: list[int] = []
    for correction in corrections:
        target = here(reading, row, correction)
        if target is None:
            unfitting.append(correction.row)
            continue
        try:
            changed = checked(changed, target, correction.field, correction.value)
        except UsageError:  # the schema or the other records of the newer reading do not take it
            unfitting.append(correction.row)
    return changed, tuple(unfitting)


def here(reading: Json, row: int, correction: Correction) -> str | None:
    """The record of the reading of that row over which a correction lies; None where it fits none."""
    return correction.target if correction.reading == row else _same(reading, correction)


def _same(reading: Json, correction: Correction) -> str | None:
    if correction.target == ARTICLE:
        return ARTICLE
    name = correction.target.split("/")[0]
    found = [f"{name}/{record['id']}" for record in reading[name]]
    found = [target for target in found if anchor(reading, target) == correction.anchor]
    return found[0] if len(found) == 1 else None


def _record(reading: Mapping[str, Any], target: str) -> Json:
    if target == ARTICLE:
        article: Json = reading[ARTICLE]
        return article
    name, id = target.split("/")
    record: Json = next(record for record in reading[name] if record["id"] == id)
    return record


def _put(reading: Json, target: str, field: str, value: Any) -> None:
    record = _record(reading, target)
    if field == ROOT:
        actor = {"actor": _actor(reading, value), "via": None}
        rest = [{**link, "via": link["via"]} for link in record["chain"][1:]]
        publisher = {"actor": PUBLISHER, "via": None}
        record["chain"] = [actor, *(rest or [publisher])] if actor["actor"] != PUBLISHER else [publisher]
    elif target == ARTICLE and field in _DATES and isinstance(value, str):
        record[field] = {"value": value, "basis": "given", "span": None}
    else:
        record[field] = value


def _actor(reading: Json, value: Any) -> str:
    """The id of the actor that is named so; a new actor where the value gives its name and kind."""
    if isinstance(value, str):
        if value.casefold() == PUBLISHER:
            return PUBLISHER
        actors = reading["actors"]
        found = [
            actor["id"]
            for actor in actors
            if value.casefold()
            in {actor["name"].casefold(), *(alias["name"].casefold() for alias in actor["aliases"])}
        ]
        if len(found) == 1:
            return str(found[0])
        names = ", ".join(dict.fromkeys(actor["name"] for actor in actors)) or "none"
        new = json.dumps({"name": value, "kind": "media"}, ensure_ascii=False)
        many = "several actors are" if found else "no actor is"
        raise UsageError(f"{many} called {value!r} on this page (there are: {names}); to add one: root={new}")
    if not isinstance(value, dict) or set(value) != {"name", "kind"}:
        raise UsageError(
            'root is a name, or {"name": ..., "kind": ...} for an actor that the page does not name'
        )
    known = {actor["id"] for actor in reading["actors"]}
    id = next(id for number in range(1, len(known) + 2) if (id := f"person{number}") not in known)
    reading["actors"].append(
        {
            "id": id, "name": value["name"], "kind": value["kind"], "sector": None, "mentions": [],
            "aliases": [], "acts_for": None, "same_as": None, "link": None, "score": 1,
        }
    )  # fmt: skip
    return id


def _check_ids(reading: Json, record: Json, target: str) -> None:
    actors = {actor["id"] for actor in reading["actors"]} | {PUBLISHER}
    for link in record.get("chain", ()):
        if link["actor"] not in actors:
            raise UsageError(f"{target} chain: there is no actor {link['actor']!r} in this reading")
    wanted = dict(IDS)
    if target.startswith("events/"):
        wanted["actors"] = "actors"
    for field, name in wanted.items():
        value = record.get(field)
        known = {other["id"] for other in reading[name]}
        for id in [value] if isinstance(value, str) else (value or ()):
            if id not in known:
                raise UsageError(f"{target} {field}: there is no {id!r} among the {name} of this reading")
