"""Older readings: fields that the schema got since they were made are put in as what they are, not known.

Fields are only ever added to the schema. Where a reading was made before one was there, it is `null` where
null means unknown and `[]` for a list; a field of another kind has no such value and is an error.
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from saidby.data import Reading
from saidby.errors import InputError
from saidby.serial import from_json, without_none


def read(value: dict[str, Any], *, origin: str) -> Reading:
    """The reading, by the records of today. Raises InputError where it is not one, or is a newer one."""
    try:
        return from_json(value, origin=origin)
    except InputError:
        return from_json(_completed(Reading, value), origin=origin)


def _completed(hint: Any, value: Any) -> Any:
    """The value with the fields that its records lack."""
    inner = without_none(hint)
    if is_dataclass(inner) and isinstance(inner, type) and isinstance(value, dict):
        hints = get_type_hints(inner)
        known = {name: _completed(hints[name], part) for name, part in value.items() if name in hints}
        lacking = {
            field.name: empty
            for field in fields(inner)
            if field.name not in value
            for empty in _unknown(hints[field.name])
        }
        return {**value, **known, **lacking}
    if get_origin(inner) is tuple and isinstance(value, list):
        return [_completed(get_args(inner)[0], part) for part in value]
    return value


def _unknown(hint: Any) -> list[Any]:
    """The value that says nothing, in a list; an empty list where the type has none."""
    if get_origin(hint) in (types.UnionType, Union) and types.NoneType in get_args(hint):
        return [None]
    return [[]] if get_origin(hint) is tuple else []
