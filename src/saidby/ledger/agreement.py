"""Agreement: how often two people who looked at the same field of the same record said the same.

What somebody said of a field is the last that stands: a value by a correction, the machine's own value by a
review that accepts it. Beside the fields there is a verdict for each kind of question ("claim verdict"):
whether the machine was right; a correction says that it was not. Two people who saw each other's answers
agree more often than two who did not; `review.Ask(second=True)` keeps them apart.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from saidby.data import PUBLISHER
from saidby.ledger.corrections import ROOT
from saidby.ledger.decisions import REVIEW
from saidby.ledger.doubts import settles
from saidby.ledger.prepared import compact
from saidby.ledger.store import Ledger

VERDICT = "verdict"
_NAMED = frozenset({"act", "quoting", "measure", "type", "factuality", "kind", "sector", "use"})
"""Fields whose values are a few given names: what agrees by chance can be told, so kappa means something."""

Record = tuple[str, str, str]
"""The article, the list, and the words it stands at as JSON."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said of one field of one record. `record` is the same in any reading of it."""

    by: str
    record: Record
    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two people over one field of one list ("claims", "act").

    `items` are those both looked at, `same` those of which they said the same; `kappa` is Cohen's (1960),
    None where a field has no given names to choose from, or where both always said one and the same name.
    """

    one: str
    other: str
    list: str
    field: str
    items: int
    same: int
    kappa: float | None

    @property
    def percent(self) -> float:
        return 100 * self.same / self.items


def agreement(ledger: Ledger) -> list[Agreement]:
    """Every two people over every field that both looked at, in order of names, lists and fields."""
    return agreements(said(ledger))


def agreements(found: Iterable[Said]) -> list[Agreement]:
    """The same of what was said, in the order in which it was said: the last word of each counts."""
    held: dict[tuple[str, str], dict[Record, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for word in found:
        held[word.record[1], word.field][word.record][word.by] = word.value
    made: list[Agreement] = []
    for (name, field), records in held.items():
        pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for values in records.values():
            for one, other in combinations(sorted(values), 2):
                pairs[one, other].append((_plain(values[one]), _plain(values[other])))
        made += [
            Agreement(
                one, other, name, field, len(both), sum(a == b for a, b in both),
                kappa(both) if field in _NAMED or field.endswith(VERDICT) else None,
            )
            for (one, other), both in pairs.items()
        ]  # fmt: skip
    return sorted(made, key=lambda row: (row.one, row.other, row.list, row.field))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two people's names for the same items; None where chance alone would always agree."""
    total = len(pairs)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(ones[name] * others[name] for name in ones) / (total * total) if total else 1.0
    if chance >= 1:
        return None
    return (sum(one == other for one, other in pairs) / total - chance) / (1 - chance)


def said(ledger: Ledger) -> list[Said]:
    """What people said, in order: reviews and corrections that stand."""
    rows: list[tuple[int, list[Said]]] = []
    for judgement in ledger.judgements(REVIEW):
        body = judgement.body
        name = body["target"].split("/")[0]
        if name == "pairs":
            continue
        record = (body["article"], name, compact(body["anchor"]))
        right = body["word"] == "accept"
        told = [Said(judgement.by, record, f"{body['kind']} {VERDICT}", "right" if right else "wrong")]
        if right:
            told += [Said(judgement.by, record, field, value) for field, value in body["values"].items()]
        rows.append((judgement.row, told))
    articles: dict[int, str] = {}
    for one in ledger.corrections():
        if one.reading not in articles:
            articles[one.reading] = ledger.reading(one.reading).article
        record = (articles[one.reading], one.target.split("/")[0], compact(one.anchor))
        told = [Said(one.by, record, one.field, _value(one.field, one.value))]
        told += [
            Said(one.by, record, f"{kind} {VERDICT}", "wrong") for kind in settles(one.target, one.field)
        ]
        rows.append((one.row, told))
    return [one for _, told in sorted(rows, key=lambda row: row[0]) for one in told]


def _value(field: str, value: Any) -> Any:
    """A root by its name, as a review has it."""
    if field == ROOT and isinstance(value, dict):
        return value["name"]
    return value


def _plain(value: Any) -> str:
    """The same for what means the same: names in any case, lists of ids in any order."""
    if isinstance(value, str):
        return PUBLISHER if value.casefold() == PUBLISHER else " ".join(value.casefold().split())
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = sorted(value)
    return json.dumps(value, sort_keys=True)
