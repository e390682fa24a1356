"""incidents-jsonl: one incident a line, as the schema names its fields."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from saidby.data import Span
from saidby.ledger.incident import EchoRow, Incident

Json = dict[str, Any]


def lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """The lines, without line ends."""
    for incident in incidents:
        yield json.dumps(incident_json(incident), ensure_ascii=False, separators=(",", ":"))


def member_lines(incidents: Iterable[Incident]) -> Iterator[str]:
    """Only which articles are together, by id: what programs read that compare groupings."""
    for one in incidents:
        found = {"id": one.id, "type": one.type, "articles": [article.id for article in one.articles]}
        yield json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def incident_json(incident: Incident) -> Json:
    """An incident as a dict, in the order of the schema."""
    found: Json = _plain(incident)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return list(value)
    if isinstance(value, EchoRow):
        return {
            "from": value.source, "to": value.target, "directed": value.directed,
            "share": round(value.share, 4), "kind": value.kind,
        }  # fmt: skip
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, float) and value == int(value):
        return int(value)
    return value
