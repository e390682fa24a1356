"""What a sentence says of one group under two predicates, and which group may be part of which."""

from __future__ import annotations

from saidby.reading.figures.clause import Found
from saidby.reading.figures.pieces import Group


def settled(all_found: list[Found]) -> list[Found]:
    """One group under two predicates: "were shot and died" is dead, "killed and wounded" is either."""
    kept: list[Found] = []
    for found in all_found:
        same = next((n for n, f in enumerate(kept) if f.group.span == found.group.span), None)
        if same is None or found.group.low == 0:
            kept.append(found)
            continue
        first = kept[same]
        pair = {first.measure, found.measure}
        if pair == {"killed", "injured"}:
            hurt = first if first.measure == "injured" else found
            soft = hurt.weak or hurt.rule == "subject" or not found.group.plural
            kept[same] = (
                (first if first.measure == "killed" else found) if soft else first._replace(measure="other")
            )
        elif found.measure == first.measure:
            kept[same] = first._replace(weak=first.weak and found.weak)
        elif found.rule == "counted" and found.measure in ("detained", "displaced"):
            continue
        elif first.rule == "counted" and first.measure in ("detained", "displaced"):
            kept[same] = found
        else:
            kept.append(found)
    return kept


def may_hold(found: Found, part: Group) -> bool:
    group = found.group
    before = group.span.start < part.span.start
    return (
        found.whole is None and group.plural and found.measure != "objects" and before and _holds(group, part)
    )


def _holds(whole: Group, part: Group) -> bool:
    least = whole.low if whole.low is not None else whole.high
    size = part.low if part.low is not None else part.high
    return least is None or size is None or size < least or (whole.high is None and size <= least)
