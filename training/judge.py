"""How well events are found on the part of our own annotation that is held out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from saidby.data import Span
from saidby.model.labels import ROLES
from saidby.model.tagger import Tagger, Text
from saidby.reading.case import recase
from saidby.reading.sentences import paragraphs
from training.sheets import Source


def judge(tagger: Tagger, sources: Sequence[Source]) -> dict[str, float]:
    """F1 of triggers, the same with type right; of right triggers the share with the right type, factuality
    and modes; F1 of arguments of right triggers by role, one that shares half of its characters counting as
    right.
    """
    count: Counter[str] = Counter()
    for source in sources:
        text = recase(source.text) if source.capitals else source.text
        seen = tagger.look(Text(text, tuple(paragraphs(text, Span(0, len(text))))))
        within = source.within or ((0, len(text)),)
        gold = {span[0]: event for event in source.events or () for span in event.triggers}
        for trigger in seen.triggers:
            if not any(s <= trigger.span[0] < e for s, e in within):
                continue
            count["said"] += 1
            event = gold.get(trigger.span[0])
            if event is None:
                continue
            count["found"] += 1
            count["type"] += event.type == trigger.type
            count["factuality"] += event.factuality == trigger.factuality
            count["modes"] += set(event.modes) == set(trigger.modes)
            for role in ROLES:
                true = [span for r, span in event.arguments if r == role]
                said = [a.span for a in trigger.arguments if a.role == role]
                count[f"{role} true"] += len(true)
                count[f"{role} said"] += len(said)
                count[f"{role} found"] += sum(any(_half(s, t) for t in true) for s in said)
        count["true"] += len(gold)
    found = max(1, count["found"])
    figures = {"trigger": _f1(count["found"], count["said"], count["true"])}
    figures["trigger and type"] = _f1(count["type"], count["said"], count["true"])
    figures |= {key: round(100 * count[key] / found, 1) for key in ("type", "factuality", "modes")}
    for role in ROLES:
        figures[role] = _f1(count[f"{role} found"], count[f"{role} said"], count[f"{role} true"])
    total = [sum(count[f"{role} {kind}"] for role in ROLES) for kind in ("found", "said", "true")]
    return figures | {"arguments": _f1(*total)}


def _half(a: tuple[int, int], b: tuple[int, int]) -> bool:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return 2 * shared >= max(a[1], b[1]) - min(a[0], b[0])


def _f1(found: int, said: int, true: int) -> float:
    return round(100 * 2 * found / max(1, said + true), 1)
