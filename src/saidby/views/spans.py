"""Spans: how one segment of a text looks in a browser: classes of its marks, the claims it is of, a note.

Shape tells as much as colour; what a class looks like stands in the style sheets (`page.css` here).
"""

from __future__ import annotations

from typing import NamedTuple

from saidby.views.segments import THINGS, Segment
from saidby.views.typeset import plain

MOST_DEEP = 3  # contents inside contents that look different


class Look(NamedTuple):
    """`keys`: the claims that it is of, the widest first; `note`: what is known of the things in it."""

    classes: tuple[str, ...]
    keys: tuple[str, ...]
    note: str


def look(part: Segment) -> Look:
    """The look of a segment; all is empty where nothing is marked."""
    kinds = {mark.kind for mark in part.marks}
    classes: list[str] = [kind for kind in ("source", "cue") if kind in kinds]
    boxes = [mark.span for mark in part.marks if mark.kind == "source"]
    classes += ["begins"] if any(box.start == part.span.start for box in boxes) else []
    classes += ["ends"] if any(box.end == part.span.end for box in boxes) else []
    if "relay" in kinds and "cue" not in kinds:
        classes.append("relay")
    contents = [mark for mark in part.marks if mark.kind == "content"]
    if contents:
        classes += ["content", contents[-1].quoting or "indirect", f"d{min(len(contents), MOST_DEEP)}"]
    things = [kind for kind in THINGS if kind in kinds]
    classes += ["x", *things] if things else []
    notes = dict.fromkeys(f"{mark.kind}: {plain(mark.note)}" for mark in part.marks if mark.note)
    keys = dict.fromkeys(mark.key for mark in part.marks if mark.key)
    return Look(tuple(classes), tuple(keys), "\n".join(notes))
