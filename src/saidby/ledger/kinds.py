"""Kinds: what sort of happening words tell of, by a short table; the finer name of a PLOVER type and mode.

An event of the reading gives its PLOVER type; the words give the kind within it, and stand in where a page
has no events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

GENERAL = "attack"
"""The kind that tells no more than its type: it goes with every other kind of force."""

FORCE = "ASSAULT"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of happening. `type` and `mode` are PLOVER's, None where none fits."""

    name: str
    type: str | None
    mode: str | None


@dataclass(frozen=True, slots=True)
class _Table:
    kinds: dict[str, Kind]
    words: re.Pattern[str]
    named: dict[str, str]
    stems: tuple[tuple[str, str], ...]


@cache
def _table() -> _Table:
    kinds: dict[str, Kind] = {}
    named: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    patterns: list[str] = []
    text = (files("saidby.ledger") / "lists" / "kinds.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, type, mode, words = line.split("\t")
        kinds[name] = Kind(name, None if type == "-" else type, None if mode == "-" else mode)
        for word in words.split():
            plain = word.rstrip("*").replace("_", " ")
            if word.endswith("*"):
                stems.append((plain, name))
            else:
                named[plain] = name
            patterns.append(plain.replace(" ", r"[ -]") + (r"\w*" if word.endswith("*") else ""))
    patterns.sort(key=lambda pattern: (-len(pattern), pattern))
    stems.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    return _Table(kinds, re.compile(rf"\b(?:{'|'.join(patterns)})\b"), named, tuple(stems))


def kind(name: str) -> Kind:
    return _table().kinds[name]


def kinds_of(words: str) -> dict[str, int]:
    """How often words of each kind stand in the text."""
    table = _table()
    found: dict[str, int] = {}
    for word in table.words.findall(words.lower()):
        plain = word.replace("-", " ") if word not in table.named else word
        name = table.named.get(plain) or next((k for stem, k in table.stems if plain.startswith(stem)), None)
        if name:
            found[name] = found.get(name, 0) + 1
    return found


def chief(weights: Mapping[str, float]) -> str | None:
    """The kind that tells most: of the type that weighs most, the heaviest that says more than the type."""
    by_type: dict[str | None, float] = {}
    for name, weight in weights.items():
        type = kind(name).type
        by_type[type] = by_type.get(type, 0.0) + weight
    if not by_type:
        return None
    best = min(by_type, key=lambda type: (-by_type[type], type != FORCE, type or ""))
    own = {name: weight for name, weight in weights.items() if kind(name).type == best}
    return min(own, key=lambda name: (name == GENERAL, -own[name], name))


def type_of(name: str | None) -> str | None:
    return kind(name).type if name else None


def alike(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two sets of kinds can be of one happening: a kind in common, or force of any kind in both."""
    a, b = set(one), set(other)
    if not a or not b or a & b:
        return True
    return any(kind(name).type == FORCE for name in a) and any(kind(name).type == FORCE for name in b)
