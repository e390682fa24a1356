"""The JSON Schema of a reading (draft 2020-12), made from the records' own annotations.

`reading-1.schema.json` beside this file is what `reading_schema` returns, for tools that are not in Python;
`python -m saidby.schema` prints it.
"""

from __future__ import annotations

import inspect
import json
from dataclasses import fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from saidby.data import SCHEMA, Reading, Span
from saidby.schema.descriptions import FIELDS, LIMITS
from saidby.serial import without_none

Json = dict[str, Any]

FILE = "reading-1.schema.json"

ID = {"description": "The id of the input line, as given.", "type": ["string", "integer"]}


def reading_schema() -> Json:
    """The schema of one reading; `#/$defs/Line` is that of a line of JSON Lines, which may be unread."""
    records: Json = {}
    _record(Reading, records)
    records["Reading"]["properties"] = {"id": ID, **records["Reading"]["properties"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": SCHEMA,
        "description": "What saidby found in one article. Unknown is null, none is [], zero is 0.",
        "$ref": "#/$defs/Reading",
        "$defs": {
            "Line": {
                "description": "A line of JSON Lines: a reading, or why there is none.",
                "anyOf": [{"$ref": "#/$defs/Reading"}, {"$ref": "#/$defs/Unread"}],
            },
            "Unread": {
                "description": "An input that could not be read: its id as given, and why.",
                "type": "object",
                "properties": {
                    "id": {**ID, "type": ["string", "integer", "null"]},
                    "problems": {"type": "array", "items": {"$ref": "#/$defs/Problem"}, "minItems": 1},
                },
                "required": ["problems"],
                "not": {"required": ["schema"]},
            },
            "Span": {
                "description": "Code points [start, end] of article.text, end excluded.",
                "type": "array",
                "items": {"type": "integer", "minimum": 0},
                "minItems": 2,
                "maxItems": 2,
            },
            **dict(sorted(records.items())),
        },
    }


def schema_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(reading_schema(), ensure_ascii=False, indent=2) + "\n"


def _record(kind: type[Any], records: Json) -> Json:
    """A reference to the record's definition, which is added to `records` with all that it needs."""
    name = kind.__name__
    if name not in records:
        records[name] = {}
        hints = get_type_hints(kind)
        records[name] = {
            "description": " ".join((inspect.getdoc(kind) or "").split("\n\n")[0].split()),
            "type": "object",
            "properties": {
                field.name: _field(name, field.name, hints[field.name], records) for field in fields(kind)
            },
            "required": [field.name for field in fields(kind)],
        }
    return {"$ref": f"#/$defs/{name}"}


def _field(record: str, name: str, hint: Any, records: Json) -> Json:
    inner = without_none(hint)
    value = _value(inner, records) | LIMITS.get((record, name), {})
    if name == "score":
        value |= {"minimum": 0, "maximum": 1}
    if inner is not hint:
        value = {"anyOf": [value, {"type": "null"}]}
    return {"description": FIELDS[record][name], **value}


def _value(hint: Any, records: Json) -> Json:
    if hint is Span:
        return {"$ref": "#/$defs/Span"}
    if is_dataclass(hint) and isinstance(hint, type):
        return _record(hint, records)
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _value(get_args(hint)[0], records)}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    return {"type": {str: "string", bool: "boolean", int: "integer", float: "number"}[hint]}
